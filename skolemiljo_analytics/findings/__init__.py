"""Judgements as codes and numbers, one module a theme."""

from skolemiljo_analytics.findings.records import Doubt, Finding

__all__ = ["Doubt", "Finding"]

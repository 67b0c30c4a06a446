"""Judgements as codes and numbers, one module a theme."""

from skolemiljo_analytics.findings.change import find_change
from skolemiljo_analytics.findings.climate import find_climate
from skolemiljo_analytics.findings.contexts import find_contexts
from skolemiljo_analytics.findings.edges import find_edges
from skolemiljo_analytics.findings.everything import find_all, put_in_order
from skolemiljo_analytics.findings.groupings import find_groupings
from skolemiljo_analytics.findings.isolation import find_isolation
from skolemiljo_analytics.findings.observed import count_seen_unchosen, find_observed
from skolemiljo_analytics.findings.power import find_power
from skolemiljo_analytics.findings.profiles import find_profiles
from skolemiljo_analytics.findings.ratings import find_ratings
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.findings.reports import find_reports
from skolemiljo_analytics.findings.resources import find_resources
from skolemiljo_analytics.findings.signed import find_signed
from skolemiljo_analytics.findings.weave import find_weave

__all__ = [
    "Doubt",
    "Finding",
    "count_seen_unchosen",
    "find_all",
    "find_change",
    "find_climate",
    "find_contexts",
    "find_edges",
    "find_groupings",
    "find_isolation",
    "find_observed",
    "find_power",
    "find_profiles",
    "find_ratings",
    "find_reports",
    "find_resources",
    "find_signed",
    "find_weave",
    "put_in_order",
]

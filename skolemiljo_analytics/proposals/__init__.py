"""Proposals: what the adults can do with the group, from a catalogue of actions.

A proposal is a draft with its reasons. It is never a decision, and never about a pupil alone.
"""

from skolemiljo_analytics.proposals.records import (
    Action,
    Caution,
    Check,
    Choice,
    EvidenceLabel,
    Level,
    Party,
    Proposal,
)

__all__ = [
    "Action",
    "Caution",
    "Check",
    "Choice",
    "EvidenceLabel",
    "Level",
    "Party",
    "Proposal",
]

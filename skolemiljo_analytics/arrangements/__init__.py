"""Groups, partners and tables by exact optimisation, with every unmet wish explained."""

from skolemiljo_analytics.arrangements.checking import check_division
from skolemiljo_analytics.arrangements.groups import (
    arrange_alternatives,
    arrange_groups,
    evaluate_groups,
    even_sizes,
    partner_sizes,
)
from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    ArrangementKind,
    Goal,
    GoalResult,
    KeptArrangement,
    Request,
    Rule,
    RuleKind,
    Unmet,
    UnmetReason,
)

__all__ = [
    "Arrangement",
    "ArrangementKind",
    "Goal",
    "GoalResult",
    "KeptArrangement",
    "Request",
    "Rule",
    "RuleKind",
    "Unmet",
    "UnmetReason",
    "arrange_alternatives",
    "arrange_groups",
    "check_division",
    "evaluate_groups",
    "even_sizes",
    "partner_sizes",
]

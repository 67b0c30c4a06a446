"""Groups, partners, tables and seats by exact optimisation, with every unmet wish explained."""

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
    Focus,
    Goal,
    GoalResult,
    KeptArrangement,
    Request,
    Rule,
    RuleKind,
    Seats,
    Unmet,
    UnmetReason,
)
from skolemiljo_analytics.arrangements.rooms import Room, RoomShape, Side, make_room
from skolemiljo_analytics.arrangements.seats import (
    arrange_seat_alternatives,
    arrange_seats,
    evaluate_seats,
    neighbours_in,
)

__all__ = [
    "Arrangement",
    "ArrangementKind",
    "Focus",
    "Goal",
    "GoalResult",
    "KeptArrangement",
    "Request",
    "Room",
    "RoomShape",
    "Rule",
    "RuleKind",
    "Seats",
    "Side",
    "Unmet",
    "UnmetReason",
    "arrange_alternatives",
    "arrange_groups",
    "arrange_seat_alternatives",
    "arrange_seats",
    "check_division",
    "evaluate_groups",
    "evaluate_seats",
    "even_sizes",
    "make_room",
    "neighbours_in",
    "partner_sizes",
]

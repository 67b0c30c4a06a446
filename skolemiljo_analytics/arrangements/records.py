"""What to arrange, by which rules and goals, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = [
    "Arrangement",
    "ArrangementKind",
    "Focus",
    "Goal",
    "GoalResult",
    "KeptArrangement",
    "Request",
    "Rule",
    "RuleKind",
    "Seats",
    "Unmet",
    "UnmetReason",
]

Groups = tuple[tuple[PupilId, ...], ...]
Seats = tuple[PupilId | None, ...]
"""Who sits in each seat of a room, in the order of `Room.seats`; None where nobody does."""


class Goal(StrEnum):
    """What to aim at, in the order given: a later goal never costs an earlier one anything."""

    ROTATE = "rotate"  # not the same two together again and again
    TURN = "turn"  # those with the fewest wishes met before get one now
    NOT_ALONE = "not_alone"  # in a room: everyone with somebody beside them
    COMPANY = "company"  # everyone with somebody they chose, or who chose them
    CHOSEN = "chosen"  # as many as can be with somebody they chose
    FAIRNESS = "fairness"  # the one with the fewest wishes met, this time and before, gets more
    NEW_PEOPLE = "new_people"  # pairs that have not been together before
    MIX_GROUPINGS = "mix_groupings"  # groupings meet, but nobody alone among strangers
    BRIDGES = "bridges"  # one-way choices across groupings get a chance
    WISHES = "wishes"  # as many choices as possible inside the groups
    STAY = "stay"  # as little moving as possible since last time


OVER_TIME = (Goal.ROTATE, Goal.TURN)
"""What earlier arrangements ask of the next; nothing where there are none."""

DEFAULT_GOALS = (
    *OVER_TIME,
    Goal.COMPANY,
    Goal.FAIRNESS,
    Goal.CHOSEN,
    Goal.MIX_GROUPINGS,
    Goal.NEW_PEOPLE,
)


class Focus(StrEnum):
    """What matters most this time, after that everybody has somebody to be with."""

    USUAL = "usual"
    NEW_PEOPLE = "new_people"  # new acquaintances before more wishes
    BRIDGES = "bridges"  # choices across groupings before more wishes
    FEW_MOVES = "few_moves"  # as few as can be change group


FOCUS_GOALS = {
    Focus.USUAL: DEFAULT_GOALS,
    Focus.NEW_PEOPLE: (
        *OVER_TIME,
        Goal.COMPANY,
        Goal.NEW_PEOPLE,
        Goal.FAIRNESS,
        Goal.CHOSEN,
        Goal.MIX_GROUPINGS,
    ),
    Focus.BRIDGES: (
        *OVER_TIME,
        Goal.COMPANY,
        Goal.FAIRNESS,
        Goal.BRIDGES,
        Goal.MIX_GROUPINGS,
        Goal.CHOSEN,
        Goal.NEW_PEOPLE,
    ),
    Focus.FEW_MOVES: (Goal.TURN, Goal.COMPANY, Goal.FAIRNESS, Goal.STAY, Goal.CHOSEN),
}


class ArrangementKind(StrEnum):
    """What the groups are for; decides the usual size and question."""

    TABLES = "tables"
    GROUPS = "groups"  # work
    PARTNERS = "partners"  # learning partners: pairs, one group of three when odd
    PLAY = "play"
    SEATS = "seats"  # a seat for each in a drawn room


class RuleKind(StrEnum):
    """What the teacher may decide whatever the choices say."""

    APART = "apart"
    TOGETHER = "together"
    IN_GROUP = "in_group"  # in this group, e.g. the table near the board
    NEAR_BOARD = "near_board"  # in a seat near the board; for seats only


@dataclass(frozen=True)
class Rule:
    """A hard rule. `pupils` has two (apart, together) or one (in_group, with `group` from 0).

    For seats, `group` is the number of a seat, from 0.
    """

    kind: RuleKind
    pupils: tuple[PupilId, ...]
    group: int | None = None


@dataclass(frozen=True)
class Request:
    """What to arrange.

    Attributes
    ----------
    pupils
        Who is to be placed, in roster order.
    sizes
        Exact sizes of the groups; their sum is the number of pupils. Mixed sizes are fine. Empty
        where seats are asked for.
    wishes
        The answers to one positive question, for these pupils in this order.
    rules
        The teacher's hard rules.
    goals
        In order of importance.
    genders
        Only to refuse a division by gender; never a goal.
    groupings
        Label a pupil, -1 for none, as the portrait found them; for `Goal.MIX_GROUPINGS`.
    earlier
        Earlier arrangements, newest first: rotation and fairness over the year.
    contact
        Contact mode: pupils from different groupings are brought together more (methods handbook
        8.1), when a teacher is near.
    seed
        The same request with the same seed gives the same proposal, on any machine.
    effort
        Deterministic effort the whole proposal may take (about seconds on one core), shared by the
        goals.
    room
        The room, where seats are asked for: "together" is then side by side, "apart" not on any
        of the eight squares around, and goals count neighbours.
    """

    pupils: tuple[PupilId, ...]
    sizes: tuple[int, ...]
    wishes: Relation
    rules: tuple[Rule, ...] = ()
    goals: tuple[Goal, ...] = DEFAULT_GOALS
    genders: tuple[Gender | None, ...] = ()
    groupings: tuple[int, ...] = ()
    earlier: tuple[Groups, ...] = field(default=())
    contact: bool = False
    seed: int = 0
    effort: float = 12.0
    room: Room | None = None


@dataclass(frozen=True)
class GoalResult:
    """How far a goal was met.

    `bound` is the best that could be hoped for; None where nothing is claimed about it (groups made
    by hand, or no time to tell). `proven` says that nothing better exists under the same rules and
    what earlier goals reached.
    """

    goal: Goal
    value: int
    bound: int | None
    proven: bool

    @property
    def gap(self) -> int | None:
        """How much better it could at most be; None where that is not known."""
        return None if self.bound is None else abs(self.bound - self.value)


class UnmetReason(StrEnum):
    """Why a pupil is with nobody the pupil chose."""

    NAMED_NOBODY = "named_nobody"
    SILENT = "silent"
    CHOSEN_NOT_HERE = "chosen_not_here"  # those chosen are not to be placed
    RULES = "rules"  # the rules keep all those chosen away
    OTHERS = "others"  # it would have cost others; proven best for all together
    NOT_PROVEN = "not_proven"  # a better arrangement may exist


@dataclass(frozen=True)
class Unmet:
    """A pupil with nobody the pupil chose, and why; says nothing about whom."""

    pupil: PupilId
    reason: UnmetReason


@dataclass(frozen=True)
class Arrangement:
    """A proposal: groups, how far each goal was met, and for whom no wish could be met.

    It never says who chose whom. Where seats were asked for, `seats` says who sits where, and
    `groups` holds each two who are neighbours.
    """

    groups: Groups
    results: tuple[GoalResult, ...]
    unmet: tuple[Unmet, ...]
    warnings: tuple[str, ...] = ()
    broken: tuple[int, ...] = ()  # numbers of rules, from 1, that groups made by hand do not keep
    seats: Seats = ()

    def group_of(self, pupil: PupilId) -> int:
        """Return the pupil's group, from 0; raises `KeyError` if the pupil is in none."""
        for number, members in enumerate(self.groups):
            if pupil in members:
                return number
        raise KeyError(pupil)


@dataclass(frozen=True)
class KeptArrangement:
    """Groups or seats taken into use on a day; `number` is the store's, 0 before it is kept.

    For seats, `groups` holds each two who were neighbours in `room`.
    """

    kind: ArrangementKind
    kept_on: date
    groups: Groups
    number: int = 0
    room: Room | None = None
    seats: Seats = ()

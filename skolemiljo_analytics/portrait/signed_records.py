"""Records of a round on concrete suspicion: yes beside no, who decides, and what is reported.

No predicate and no score: shares with bounds, exact chances, and counts. A preventive round has
none of it; the record then says why (`Reason.UNLAWFUL`).
"""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.vocabulary import PupilId, Reason

__all__ = [
    "CompanionsSayingNo",
    "GroupFront",
    "PowerPortrait",
    "PowerView",
    "ReportsPortrait",
    "SignedPortrait",
    "SignedQuestion",
    "SignedView",
]


@dataclass(frozen=True)
class SignedView:
    """One pupil, one question of choice and one negative question.

    Attributes
    ----------
    acceptance, rejection
        Share of those who answered each question who named the pupil, with bounds for the silent.
    preference, impact
        Difference and sum of the two among those who answered both; bounds for the rest.
    n_yes, n_no
        How many those are.
    p_preference_low, p_preference_high, p_impact_low, p_impact_high, p_no_high
        Exact chance of at most or at least as much (methods handbook 1.2), None below the gate.
    groupings_saying_no
        From how many groupings those who said no come.
    yes_own, p_yes_own
        Choices from the pupil's own grouping, and the chance of at least so many.
    no_others, p_no_others
        How many of other groupings said no, and the chance of at least so many.
    several_again
        Share of answer-again redraws in which several of several groupings say no again.
    """

    pupil: PupilId
    acceptance: Reading
    rejection: Reading
    preference: Reading
    impact: Reading
    n_yes: Reading
    n_no: Reading
    p_preference_low: float | None
    p_preference_high: float | None
    p_impact_low: float | None
    p_impact_high: float | None
    p_no_high: float | None
    groupings_saying_no: int
    yes_own: int | None
    p_yes_own: float | None
    no_others: int | None
    p_no_others: float | None
    several_again: float | None


@dataclass(frozen=True)
class CompanionsSayingNo:
    """A pupil's companions and the negative question (methods handbook 3, I9).

    `companions` are all the pupil says they spend time with; `n_spoke` those of them who answered
    the negative question; `saying_no` how many of those named the pupil there (bounds: silent
    companions). `p` is the hypergeometric chance of at least as many.
    """

    pupil: PupilId
    together: str
    companions: int
    n_spoke: int
    saying_no: Reading
    p: float | None


@dataclass(frozen=True)
class GroupFront:
    """Two groupings with a no both ways beyond chance; `again` as elsewhere."""

    first: tuple[PupilId, ...]
    second: tuple[PupilId, ...]
    forth: int
    back: int
    p: float
    again: float


@dataclass(frozen=True)
class SignedQuestion:
    """One negative question, held against one question of choice.

    Attributes
    ----------
    yes, no
        Keys of the two.
    n_both
        How many answered both.
    n_both_ways
        Pairs that one rater named in both; they count in neither.
    pupils
        In roster order; empty below the gate for naming, or where `reason` says why.
    companions
        For every pupil who answered whom they are with.
    fronts
        Pairs of groupings.
    n_groupings
        Groupings held against each other.
    """

    yes: str
    no: str
    n_both: int
    n_both_ways: int
    pupils: tuple[SignedView, ...] = ()
    companions: tuple[CompanionsSayingNo, ...] = ()
    fronts: tuple[GroupFront, ...] = ()
    n_groupings: int = 0
    reason: Reason | None = None


@dataclass(frozen=True)
class ReportsPortrait:
    """A question about who does harm, read as a pattern of the class (methods handbook 4.10).

    Attributes
    ----------
    n_reporting
        How many named somebody, with bounds for the silent.
    n_named
        How many different pupils were named.
    named_by_several
        Pupils named by at least as many independent raters as the preset asks for; nobody named
        by fewer is ever in a record.
    raters_of_several, most_of_several, p_of_several, again_of_several
        For each of them: how many named the pupil, how many could have had all answered, the
        chance of at least so many, and the share of redraws in which it holds again.
    centralization
        How far what is reported gathers about few, against chance.
    without_helper
        Of those who named somebody and answered who helps: how many named no helper; None where
        it was not asked.
    n_reporting_before
        How many named somebody the round before; None where that is not known.
    """

    key: str
    n_reporting: Reading
    n_named: int
    named_by_several: tuple[PupilId, ...]
    raters_of_several: tuple[int, ...]
    most_of_several: tuple[int, ...]
    p_of_several: tuple[float, ...]
    again_of_several: tuple[float, ...]
    centralization: Chance | None
    without_helper: Reading | None
    helper: str = ""
    n_reporting_before: int | None = None


@dataclass(frozen=True)
class PowerView:
    """One pupil beside the question about who has the say (methods handbook 4.9).

    Attributes
    ----------
    decides
        How many named the pupil there, with bounds.
    p_decides_high, p_decides_low
        Chance of at least, and at most, so many.
    p_chosen_high, p_chosen_low, p_no_high
        The same for the question of choice, and for the negative one where it was asked.
    mutual
        Mutual choices.
    from_outside
        How many of those who named the pupil stand in another grouping; None where groupings
        are not known.
    """

    pupil: PupilId
    decides: Reading
    p_decides_high: float
    p_decides_low: float
    chosen: Reading
    p_chosen_high: float
    p_chosen_low: float
    p_no_high: float | None
    mutual: Reading
    from_outside: int | None


@dataclass(frozen=True)
class PowerPortrait:
    """One question about who has the say, beside the first question of choice (`wish`)."""

    key: str
    wish: str
    pupils: tuple[PowerView, ...]


@dataclass(frozen=True)
class SignedPortrait:
    """Everything that needs a negative question, or says why there is nothing.

    Attributes
    ----------
    questions
        One for each negative question about company.
    reports
        One for each question about who does harm.
    reason
        `Reason.UNLAWFUL` in a preventive round, `Reason.NOT_ASKED` where none was asked.
    """

    questions: tuple[SignedQuestion, ...] = ()
    reports: tuple[ReportsPortrait, ...] = ()
    reason: Reason | None = None

"""What the adults expected before they saw the map, and what surprised them after, both ways.

The surprise is the adults' own: what was expected and is not in the answers, and what is in the
answers and was not expected. It is never counted together into a score.

References
----------
Methods handbook 5.7; Madill, Zadzora and Gest (2016), https://doi.org/10.1037/spq0000121
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.portrait.records import PupilView, RelationPortrait, SocialPortrait
from skolemiljo_analytics.vocabulary import Gate, PupilId, QuestionKind, Reason

__all__ = ["Expectation", "Surprises", "find_surprises"]

_ENOUGH = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})
_RARE = 0.05
"""Named by at least so many happens by chance in at most one class of twenty."""


@dataclass(frozen=True)
class Expectation:
    """What the adults wrote before the map was opened; locked, never changed after.

    Attributes
    ----------
    round_key
        The round it is about.
    groupings
        Who the adults think keep together; a pupil may be in none.
    outside, decides
        Whom they think few choose, and whose ideas they think the class follows.
    sketch
        Their own words.
    written_by
        Which adults.
    locked_at
        When it was locked.
    map_seen
        Whether the map of this round had been opened before that.
    """

    round_key: str
    groupings: tuple[tuple[PupilId, ...], ...]
    outside: tuple[PupilId, ...]
    decides: tuple[PupilId, ...]
    sketch: str
    written_by: str
    locked_at: datetime
    map_seen: bool = False

    def without(self, pupil: PupilId) -> Expectation:
        """Return the same expectation with no trace of a pupil."""
        groupings = (tuple(p for p in one if p != pupil) for one in self.groupings)
        return Expectation(
            self.round_key,
            tuple(one for one in groupings if one),
            tuple(p for p in self.outside if p != pupil),
            tuple(p for p in self.decides if p != pupil),
            self.sketch,
            self.written_by,
            self.locked_at,
            self.map_seen,
        )


@dataclass(frozen=True)
class Surprises:
    """What surprised, in both directions, in roster order.

    Attributes
    ----------
    company, say
        Keys of the questions compared with; `say` None where nobody was asked whose ideas count.
    not_in_answers
        Placed in a grouping, answered, and no choice goes between the pupil and the others in it.
    not_expected
        Pairs who chose each other and were placed in different groupings.
    chosen_after_all
        Expected to be chosen by few, and has a mutual choice.
    unchosen_unseen
        Nobody who answered chose the pupil, and the adults had not written so.
    named_unseen
        Named by more than chance gives on whose ideas the class follows, and not expected.
    not_named
        Expected there, and not named by more than chance gives.
    """

    company: str
    say: str | None
    not_in_answers: tuple[PupilId, ...] = ()
    not_expected: tuple[tuple[PupilId, PupilId], ...] = ()
    chosen_after_all: tuple[PupilId, ...] = ()
    unchosen_unseen: tuple[PupilId, ...] = ()
    named_unseen: tuple[PupilId, ...] = ()
    not_named: tuple[PupilId, ...] = ()
    questions: tuple[str, ...] = field(default=())

    @property
    def nothing(self) -> bool:
        """Tell whether nothing surprised."""
        return not (
            self.not_in_answers
            or self.not_expected
            or self.chosen_after_all
            or self.unchosen_unseen
            or self.named_unseen
            or self.not_named
        )


def find_surprises(
    expected: Expectation, portrait: SocialPortrait, *, relation: str | None = None
) -> Surprises:
    """Set what was expected beside what was answered.

    Parameters
    ----------
    expected
        Written and locked before the map.
    portrait
        Of the same round. Those who did not answer are never a surprise by not choosing.
    relation
        The question about company to compare with; by default the first one asked.

    Raises
    ------
    NotAvailableError
        If no such question was asked, or fewer than three quarters answered it.

    References
    ----------
    Methods handbook 5.7.
    """
    company = _company(portrait, relation)
    if company.participation.gate not in _ENOUGH:
        raise NotAvailableError(Reason.PARTICIPATION)
    say = next(
        (r for r in portrait.of_kind(QuestionKind.SAY) if r.participation.gate in _ENOUGH), None
    )
    named = () if say is None else tuple(v.pupil for v in say.pupils if _is_named(v))
    views = {v.pupil: v for v in company.pupils}
    return Surprises(
        company=company.key,
        say=None if say is None else say.key,
        not_in_answers=_not_in_answers(expected, company),
        not_expected=_not_expected(expected, company),
        chosen_after_all=tuple(
            p for p in portrait.pupils if p in expected.outside and p in views and views[p].friends
        ),
        unchosen_unseen=tuple(
            v.pupil
            for v in company.pupils
            if v.received.value == 0 and v.pupil not in expected.outside
        ),
        named_unseen=tuple(p for p in named if p not in expected.decides),
        not_named=()
        if say is None
        else tuple(p for p in portrait.pupils if p in expected.decides and p not in named),
        questions=tuple(r.question.text or r.key for r in (company, say) if r is not None),
    )


def _company(portrait: SocialPortrait, relation: str | None) -> RelationPortrait:
    if relation is not None:
        return portrait.relation(relation)
    asked = portrait.of_kind(QuestionKind.COMPANY, QuestionKind.WORK)
    if not asked:
        raise NotAvailableError(Reason.NOT_ASKED)
    return asked[0]


def _is_named(view: PupilView) -> bool:
    return view.p_received_high is not None and view.p_received_high <= _RARE


def _not_in_answers(expected: Expectation, company: RelationPortrait) -> tuple[PupilId, ...]:
    """Find those placed in a grouping whose answer and whose groupings' answers say nothing of it.

    Only mutual choices are in the portrait; a pupil without one in the grouping, where everybody
    in it answered, was not placed where the answers are.
    """
    answered = {v.pupil for v in company.pupils if v.answered}
    friends = {v.pupil: set(v.friends) for v in company.pupils}
    found = {
        pupil
        for members in expected.groupings
        if len(members) > 1
        for pupil in members
        if answered.issuperset(members) and not friends[pupil] & set(members)
    }
    return tuple(v.pupil for v in company.pupils if v.pupil in found)


def _not_expected(
    expected: Expectation, company: RelationPortrait
) -> tuple[tuple[PupilId, PupilId], ...]:
    together = set(_pairs(expected.groupings))
    placed = {pupil for members in expected.groupings for pupil in members}
    return tuple(
        (view.pupil, friend)
        for i, view in enumerate(company.pupils)
        for friend in _later(company.pupils[i + 1 :], view.friends)
        if {view.pupil, friend} <= placed and frozenset((view.pupil, friend)) not in together
    )


def _later(views: Iterable[PupilView], friends: tuple[PupilId, ...]) -> list[PupilId]:
    return [v.pupil for v in views if v.pupil in friends]


def _pairs(groupings: Iterable[tuple[PupilId, ...]]) -> Iterable[frozenset[PupilId]]:
    return (frozenset(pair) for members in groupings for pair in combinations(members, 2))

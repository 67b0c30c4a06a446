"""What the next round says of the change one expected: changed, not changed, or too little to tell.

References
----------
Methods handbook 5.9 and 6.6; McNemar (1947), https://doi.org/10.1007/BF02295996; interval of a
paired difference: Agresti and Min (2005), https://doi.org/10.1002/sim.1781
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from skolemiljo_analytics.casework.records import ExpectedChange, Figure
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.metrics.change import mcnemar_exact
from skolemiljo_analytics.portrait.records import RelationPortrait, ScalePortrait, SocialPortrait
from skolemiljo_analytics.trends.change import ChangeWord, compare_scale
from skolemiljo_analytics.vocabulary import Gate, Reason

__all__ = [
    "FEWEST_TOLD",
    "ChangeSeen",
    "Readable",
    "compare_expected",
    "what_rounds_can_tell",
    "word_of_pairs",
]

_P = 0.05
_MARGIN = 0.1
"""A change of less than a tenth of the pupils counts as none."""

FEWEST_TOLD = 6
"""So many must change the same way before a round can say "changed" (six against none)."""

_ENOUGH = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})


@dataclass(frozen=True)
class Readable:
    """A number a later round can be held to, as it stands now.

    Attributes
    ----------
    figure
        What is counted, or a scale's mean.
    question, words
        Key of the question or scale, and what it is called: as asked, or the scale's name.
    now
        As it stands in this round, among those the round can tell of.
    """

    figure: Figure
    question: str
    words: str
    now: float


@dataclass(frozen=True)
class ChangeSeen:
    """What two rounds say of an expected change, with the thresholds it was judged by.

    Attributes
    ----------
    word
        Changed, not changed, or too little to tell.
    before, after
        The number then and now, among those seen both times.
    fell, rose
        For pupils and pairs: how many changed each way.
    p
        Probability of so uneven a change by chance (McNemar), None for scales.
    margin
        What counts as no change: a share of those seen, or scale points.
    as_expected
        Whether it went the way expected, by at least the amount; None unless changed.
    n_both
        Seen both times.
    """

    word: ChangeWord
    before: float
    after: float
    fell: int
    rose: int
    p: float | None
    margin: float
    as_expected: bool | None
    n_both: int


def compare_expected(
    expected: ExpectedChange, before: SocialPortrait, after: SocialPortrait
) -> ChangeSeen:
    """Answer from two rounds whether what was expected has happened.

    Pupils and pairs are compared one by one, only where both rounds can tell (silence hides them).
    *Changed*: so uneven a change has at most a 5 % chance (six against none). *Not changed*: the
    95 % interval of the change lies inside a tenth of those seen. Otherwise too little to tell.

    Raises
    ------
    NotAvailableError
        If an observation was expected (a person says what was seen), the question was not asked
        both times in the same words, or too few answered.

    References
    ----------
    Methods handbook 5.9, 6.6.
    """
    if expected.figure is Figure.OBSERVATION:
        raise NotAvailableError(Reason.NOT_ASKED)
    if expected.figure is Figure.SCALE:
        return _scale(expected, before, after)
    first, last = _asked(before, expected.question), _asked(after, expected.question)
    if first.question.text != last.question.text:
        raise NotAvailableError(Reason.DIFFERENT_QUESTION)
    if not {first.participation.gate, last.participation.gate} <= _ENOUGH:
        raise NotAvailableError(Reason.PARTICIPATION)
    states = _STATES[expected.figure]
    was, now = states(first), states(last)
    both = [key for key in was if key in now]
    if not both:
        raise NotAvailableError(Reason.NO_OVERLAP)
    fell = sum(was[key] and not now[key] for key in both)
    rose = sum(now[key] and not was[key] for key in both)
    return _judged(
        expected, (sum(was[k] for k in both), sum(now[k] for k in both)), (fell, rose), len(both)
    )


def what_rounds_can_tell(portrait: SocialPortrait) -> tuple[Readable, ...]:
    r"""Return the numbers an expected change may be read from, with each as it is now.

    Only questions enough have answered, and scales that are not hidden. What the adults see
    themselves is always possible and is not among them.

    Examples
    --------
    >>> from skolemiljo_analytics.graph import RelationGraph
    >>> from skolemiljo_analytics.portrait.describe import describe_class
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A\nE > A")
    >>> portrait = describe_class(graph, redraws=20)
    >>> [(str(one.figure), one.now) for one in what_rounds_can_tell(portrait)]
    [('unchosen', 3), ('without_mutual', 3), ('mutual_pairs', 1)]
    """
    counted = tuple(
        Readable(figure, r.key, r.question.text or r.key, sum(states(r).values()))
        for r in portrait.relations
        if r.participation.gate in _ENOUGH
        for figure, states in _STATES.items()
    )
    means = tuple(
        Readable(Figure.SCALE, scale.key, _called(scale), scale.mean.value)
        for scale in portrait.scales
        if scale.mean.value is not None
    )
    return (*counted, *means)


def _called(scale: ScalePortrait) -> str:
    if len(scale.items) == 1:
        return scale.items[0].text or scale.key
    return scale.key.replace("_", " ").capitalize()


def word_of_pairs(fell: int, rose: int, n: int) -> ChangeWord:
    """Say what `n` things seen twice allow, of which some went each way.

    Examples
    --------
    >>> str(word_of_pairs(6, 0, 25)), str(word_of_pairs(5, 0, 25)), str(word_of_pairs(0, 0, 60))
    ('changed', 'too_little_to_tell', 'not_changed')
    """
    if mcnemar_exact(fell, rose) <= _P:
        return ChangeWord.CHANGED
    one, other, total = (fell + 0.5) / (n + 2), (rose + 0.5) / (n + 2), n + 2
    difference = other - one
    half = 1.96 * sqrt(max(one + other - difference**2, 0.0) / total)
    inside = abs(difference) + half <= _MARGIN
    return ChangeWord.NOT_CHANGED if inside else ChangeWord.TOO_LITTLE


def _judged(
    expected: ExpectedChange, counts: tuple[int, int], moved: tuple[int, int], n: int
) -> ChangeSeen:
    (before, after), (fell, rose) = counts, moved
    word = word_of_pairs(fell, rose, n)
    return ChangeSeen(
        word,
        before,
        after,
        fell,
        rose,
        mcnemar_exact(fell, rose),
        _MARGIN,
        _as_expected(expected, word, after - before),
        n,
    )


def _as_expected(expected: ExpectedChange, word: ChangeWord, difference: float) -> bool | None:
    if word is not ChangeWord.CHANGED:
        return None
    moved = difference if expected.upward else -difference
    return moved > 0 and moved >= expected.amount


def _asked(portrait: SocialPortrait, key: str) -> RelationPortrait:
    found = next((r for r in portrait.relations if r.key == key), None)
    if found is None:
        raise NotAvailableError(Reason.NOT_ASKED)
    return found


def _unchosen(relation: RelationPortrait) -> dict[object, bool]:
    """Return who is surely unchosen or surely chosen; those silence could change are left out."""
    return {
        v.pupil: v.received.value == 0
        for v in relation.pupils
        if v.received.value is not None and (v.received.value > 0 or v.received.high == 0)
    }


def _without_mutual(relation: RelationPortrait) -> dict[object, bool]:
    return {
        v.pupil: v.mutual.value == 0
        for v in relation.pupils
        if v.answered and v.mutual.value is not None and (v.mutual.value > 0 or v.mutual.high == 0)
    }


def _mutual(relation: RelationPortrait) -> dict[object, bool]:
    """Return, of each pair who both answered, whether they chose each other."""
    answered = [v for v in relation.pupils if v.answered]
    return {
        frozenset((v.pupil, other.pupil)): other.pupil in v.friends
        for i, v in enumerate(answered)
        for other in answered[i + 1 :]
    }


_STATES: Mapping[Figure, Callable[[RelationPortrait], dict[object, bool]]] = {
    Figure.UNCHOSEN: _unchosen,
    Figure.WITHOUT_MUTUAL: _without_mutual,
    Figure.MUTUAL_PAIRS: _mutual,
}


def _scale(expected: ExpectedChange, before: SocialPortrait, after: SocialPortrait) -> ChangeSeen:
    first, last = _scale_of(before, expected.question), _scale_of(after, expected.question)
    change = compare_scale(last, first, wave=before.wave)
    if change.word is None:
        raise NotAvailableError(change.difference.reason or Reason.PARTICIPATION)
    was, now = first.mean.require(), last.mean.require()
    return ChangeSeen(
        change.word,
        was,
        now,
        0,
        0,
        None,
        change.margin,
        _as_expected(expected, change.word, now - was),
        last.n_answered,
    )


def _scale_of(portrait: SocialPortrait, key: str) -> ScalePortrait:
    found = next((s for s in portrait.scales if s.key == key), None)
    if found is None:
        raise NotAvailableError(Reason.NOT_ASKED)
    return found

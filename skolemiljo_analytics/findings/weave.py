"""How tightly the class is woven beside chance; whether expectations are met (5.2, 5.3, I12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.findings.building import Desk, class_figures_allowed
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, QuestionKind, Scope

__all__ = ["find_weave", "percentile"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)
_LEAST_EXPECTED = 10  # fewer expectations are a few pupils, not a pattern of the class


def find_weave(portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET) -> tuple[Finding, ...]:
    """Find where the class stands among random classes, and how many expectations were met.

    Facts about the class in its first question of choice: density and counts follow from how many
    choices there were, so a class is set beside its own random classes and no other.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        WOVEN and EXPECTED_MORE, both about the class. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    return (*_woven(desk), *_expected(desk))


def percentile(chance: Chance) -> int:
    """Return how many of a hundred random classes have less than was observed, 0 to 99."""
    return min(99, max(0, int(100 * (1 - chance.p) + 1e-9)))


def _woven(desk: Desk) -> Iterator[Finding]:
    wishes = [r for r in desk.relations(*_WISHES) if class_figures_allowed(r)]
    relation = next(iter(wishes), None)
    if relation is None:
        return
    mutual, closed = relation.reciprocity_chance, relation.transitivity
    if mutual is None or closed is None or len(relation.pupils) < desk.preset.status_pupils.value:
        return
    yield desk.finding(
        FindingCode.WOVEN,
        Scope.CLASS,
        (relation,),
        doubt=desk.doubt(relation.participation, "percentiles"),
        facts={"mutual": percentile(mutual), "closed": percentile(closed)},
    )


def _expected(desk: Desk) -> Iterator[Finding]:
    for one in desk.portrait.expected:
        thought, choice = (desk.portrait.relation(key) for key in (one.expected, one.choice))
        allowed = class_figures_allowed(thought) and class_figures_allowed(choice)
        if not allowed or one.n_expected < _LEAST_EXPECTED or one.chance is None:
            continue
        yield desk.finding(
            FindingCode.EXPECTED_MORE,
            Scope.CLASS,
            (thought, choice),
            doubt=replace(
                desk.doubt(thought.participation, "expected"), expected=one.chance.expected
            ),
            facts={"expected": one.n_expected, "met": one.n_met},
        )

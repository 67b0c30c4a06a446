"""What holds for all findings together: order, completeness, law."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.findings import find_all, put_in_order
from skolemiljo_analytics.findings.guides import GUIDES, RESOURCES
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import FindingCode, Purpose, Scope, Strength
from tests.findings.classes import (
    camps,
    divided,
    graph_of,
    portrait_of,
    pupil,
    random_choices,
    usual,
    without,
)


def mixed_graph(purpose: Purpose = Purpose.PREVENTIVE) -> RelationGraph:
    """A class with much in it: three questions, some silent, one pupil unchosen."""
    company = without(camps((8, 8, 8)), 5, 6)
    return graph_of(
        24,
        {"friminutt": company, "arbeid": random_choices(24, 5), "sammen": camps((8, 8, 8))},
        silent={"arbeid": (2, 3)},
        genders="gb" * 12,
        purpose=purpose,
    )


@cache
def mixed() -> SocialPortrait:
    return portrait_of(mixed_graph())


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_code_has_a_guide_with_all_its_parts(code: FindingCode) -> None:
    guide = GUIDES[code]
    assert len(set(guide.readings)) >= 2
    assert guide.cannot
    assert guide.back
    assert all(re.fullmatch(r"F([1-9]|1\d|20)", theme) for theme in guide.themes)


@pytest.mark.parametrize("portrait", [divided(), usual(), mixed()])
def test_every_finding_carries_its_doubt(portrait: SocialPortrait) -> None:
    for finding in find_all(portrait):
        assert finding.doubt.method
        assert finding.doubt.preset == f"skolemiljo {DEFAULT_PRESET.version}"
        assert finding.doubt.n_asked >= finding.doubt.n_answered > 0
        assert len(finding.other_readings) >= 2
        assert finding.cannot_show
        assert finding.questions_back
        assert len(finding.questions) == len(finding.relations)
        assert finding.resource == (finding.code in RESOURCES)
        assert bool(finding.pupils) == (finding.scope in {Scope.PUPIL, Scope.PAIR, Scope.GROUP})


def test_ids_are_unique() -> None:
    ids = [f.id for f in find_all(mixed())]
    assert len(set(ids)) == len(ids)


def test_a_reading_that_cannot_be_true_is_left_out() -> None:
    for finding in find_all(usual()):  # everyone answered
        assert "silent_friends" not in finding.other_readings


def test_nothing_beyond_chance_is_said_in_so_many_words() -> None:
    first = find_all(usual())[0]
    assert first.code is FindingCode.ORDINARY_CLASS
    assert first.strength is None
    assert first.facts["questions"] == 1
    assert first.facts["tried"] >= 3


def test_a_divided_class_is_not_called_ordinary() -> None:
    assert FindingCode.ORDINARY_CLASS not in {f.code for f in find_all(divided())}


def test_too_few_answers_are_not_called_ordinary() -> None:
    away = {"friminutt": tuple(range(8))}
    portrait = portrait_of(graph_of(24, {"friminutt": random_choices(24, 7)}, silent=away))
    assert FindingCode.ORDINARY_CLASS not in {f.code for f in find_all(portrait)}


def places(findings: tuple[Finding, ...]) -> list[int]:
    order = [Scope.PRACTICE, Scope.CLASS, Scope.GROUP, Scope.PAIR, Scope.PUPIL]
    return [min(order.index(f.scope), 3) for f in findings]


def test_the_class_comes_before_groups_and_groups_before_pupils() -> None:
    for portrait in (divided(), mixed()):
        found = places(find_all(portrait))
        assert found == sorted(found)
        assert len(set(found)) > 1


def test_pupils_come_by_certainty_then_sources_then_the_class_list() -> None:
    base = next(f for f in find_all(mixed()) if f.scope is Scope.PUPIL)

    def one(i: int, strength: Strength | None, agree: int) -> Finding:
        doubt = replace(base.doubt, agree=agree)
        return replace(base, pupils=(pupil(i),), strength=strength, doubt=doubt)

    wanted = (
        one(9, Strength.CLEAR, 1),
        one(8, Strength.PROBABLE, 2),
        one(2, Strength.PROBABLE, 1),
        one(4, Strength.PROBABLE, 1),
        one(0, None, 3),
        one(1, None, 1),
    )
    for shuffled in (wanted[::-1], wanted[3:] + wanted[:3]):
        assert put_in_order(shuffled, mixed()) == wanted


def test_how_serious_it_looks_does_not_move_it() -> None:
    base = next(f for f in find_all(mixed()) if f.scope is Scope.PUPIL)
    mild = replace(base, pupils=(pupil(1),), code=FindingCode.SINGLE_TIE)
    grave = replace(base, pupils=(pupil(2),), code=FindingCode.UNCHOSEN, facts={"received": 0})
    assert put_in_order((grave, mild), mixed()) == (mild, grave)


def test_facts_are_the_same_in_preventive_and_suspicion_rounds() -> None:
    graph = mixed_graph(Purpose.SUSPICION)
    assert find_all(portrait_of(graph)) == find_all(mixed())


def test_the_same_portrait_gives_the_same_findings() -> None:
    assert find_all(mixed()) == find_all(portrait_of(mixed_graph()))


@given(st.permutations(range(24)))
def test_the_order_of_the_class_list_moves_only_pupils_in_it(order: list[int]) -> None:
    portrait = mixed()
    moved = replace(portrait, pupils=tuple(portrait.pupils[i] for i in order))
    before, after = find_all(portrait), find_all(moved)
    assert {f.id: (f.strength, dict(f.facts)) for f in before} == {
        f.id: (f.strength, dict(f.facts)) for f in after
    }
    rank = {p: i for i, p in enumerate(moved.pupils)}
    for finding in after:
        assert [rank[p] for p in finding.pupils] == sorted(rank[p] for p in finding.pupils)


def test_facts_hold_numbers_and_never_names_or_lists() -> None:
    for finding in (*find_all(mixed()), *find_all(divided())):
        assert all(isinstance(v, int | float | np.number) for v in finding.facts.values())
        with pytest.raises(TypeError):
            finding.facts["score"] = 1  # type: ignore[index]

"""Groupings, closed pairs and groups, gender, and the one bridge."""

from __future__ import annotations

from dataclasses import replace

from skolemiljo_analytics.findings import find_all, find_groupings
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Criterion
from skolemiljo_analytics.vocabulary import FindingCode, Scope, Strength
from tests.findings.classes import camps, divided, graph_of, portrait_of, pupil, usual


def found(portrait: SocialPortrait, code: FindingCode) -> list[Finding]:
    return [f for f in find_all(portrait) if f.code is code]


def test_planted_camps_are_found_clearly_and_once_for_both_questions() -> None:
    (finding,) = found(divided(), FindingCode.SPLIT_GROUPINGS)
    assert finding.scope is Scope.CLASS
    assert finding.pupils == ()
    assert finding.strength is Strength.CLEAR
    assert set(finding.relations) == {"friminutt", "arbeid"}
    facts = dict(finding.facts)
    assert (facts["groups"], facts["largest"], facts["smallest"]) == (4, 6, 6)
    assert (facts["inside"], facts["outside"]) == (72, 0)
    assert (finding.doubt.agree, finding.doubt.of) == (3, 3)


def test_random_choices_are_no_groupings() -> None:
    assert find_groupings(usual()) == ()


def test_a_stricter_preset_finds_less() -> None:
    never = replace(
        DEFAULT_PRESET, name="never", probable_p=Criterion(1e-6, "nothing is rare", "test")
    )
    codes = {f.code for f in find_all(divided(), preset=never)}
    assert FindingCode.SPLIT_GROUPINGS not in codes
    assert FindingCode.GENDER_SPLIT not in codes
    assert {f.doubt.preset.split()[0] for f in find_all(divided(), preset=never)} == {"never"}


def test_choices_that_follow_gender() -> None:
    (finding,) = found(divided(), FindingCode.GENDER_SPLIT)
    assert finding.facts == {"inside": 72, "across": 0, "choices": 72}
    assert finding.doubt.expected is not None
    assert 30 < finding.doubt.expected < 45
    assert finding.strength is Strength.CLEAR


def test_without_gender_in_the_list_nothing_is_said_of_it() -> None:
    portrait = portrait_of(graph_of(24, {"friminutt": camps()}))
    assert not found(portrait, FindingCode.GENDER_SPLIT)


def test_a_closed_group_is_held_to_three_definitions() -> None:
    groups = found(divided(), FindingCode.CLOSED_GROUP)
    assert len(groups) == 4
    first = groups[0]
    assert first.pupils == tuple(pupil(i) for i in range(6))
    assert first.facts == {"members": 6, "from_outside": 0, "others": 18}
    assert (first.doubt.agree, first.doubt.of) == (2, 3)  # no clique: two steps apart do not return
    assert first.strength is None


def test_a_closed_pair_with_its_bounds() -> None:
    choices = {**camps((10, 10)), 20: (21,), 21: (20,)}
    graph = graph_of(22, {"friminutt": choices}, silent={"friminutt": (0,)})
    (pair,) = found(portrait_of(graph), FindingCode.CLOSED_PAIR)
    assert pair.pupils == (pupil(20), pupil(21))
    assert pair.scope is Scope.PAIR
    assert (pair.doubt.low, pair.doubt.high) == (0, 1)
    assert pair.facts["others"] == 19


def test_one_pupil_joins_two_halves() -> None:
    choices = dict(camps((7, 7)))
    choices[14] = (0, 7)
    choices[0] = (14, 1, 6)
    choices[7] = (14, 8, 13)
    # Within each half 0 and 7 keep returned ties, so only pupil 14 joins the halves.
    portrait = portrait_of(graph_of(15, {"friminutt": choices}))
    (relation,) = portrait.relations
    only = replace(relation, bridges=(pupil(14),), bridges_again=(0.4,))
    (finding,) = found(replace(portrait, relations=(only,)), FindingCode.SINGLE_BRIDGE)
    assert finding.pupils == (pupil(14),)
    assert finding.facts == {"mutual": 2, "connected": 15}
    assert finding.doubt.stable_short == 0.4


def test_several_bridges_or_a_small_part_are_no_single_bridge() -> None:
    (relation, *_) = divided().relations
    two = replace(relation, bridges=(pupil(1), pupil(8)), bridges_again=(0.5, 0.5))
    small = replace(relation, bridges=(pupil(1),), bridges_again=(0.5,))
    for changed in (two, small):
        portrait = replace(divided(), relations=(changed,))
        assert not found(portrait, FindingCode.SINGLE_BRIDGE)


def test_open_groupings_and_choices_across_are_strengths() -> None:
    choices = dict(camps())
    for i, j in ((0, 6), (6, 0), (12, 18), (18, 12), (7, 13), (13, 7)):
        choices[i] = (*choices[i][:2], j)
    portrait = portrait_of(graph_of(24, {"friminutt": choices}))
    (across,) = found(portrait, FindingCode.RESOURCE_BRIDGES)
    assert across.facts["across"] == 6
    assert across.resource
    (opened,) = found(portrait, FindingCode.RESOURCE_OPEN_GROUPS)
    assert opened.facts == {"open": 4, "groups": 4}


def test_shut_groupings_are_no_strength() -> None:
    codes = {f.code for f in find_all(divided())}
    assert FindingCode.RESOURCE_BRIDGES not in codes
    assert FindingCode.RESOURCE_OPEN_GROUPS not in codes
    assert FindingCode.RESOURCE_MUTUAL in codes

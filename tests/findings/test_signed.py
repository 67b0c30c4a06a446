"""What a round on concrete suspicion may find, and what no other round can."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.findings import find_all, find_profiles, find_reports, find_signed
from skolemiljo_analytics.findings.profiles import Quadrant
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.vocabulary import AnswerDesign, FindingCode, Purpose, Scope, Strength
from tests.findings.classes import camps, graph_of, portrait_of, pupil, random_choices

ONLY_ON_SUSPICION = {
    FindingCode.GROUP_FRONT,
    FindingCode.HARM_REPORTED,
    FindingCode.LAST_REPORTING,
    FindingCode.SEVERAL_SAID_NO,
    FindingCode.YES_HERE_NO_THERE,
    FindingCode.TOGETHER_SAID_NO,
    FindingCode.REPORTED_BY_SEVERAL,
}
FROM_THREE_CAMPS = {6: (0,), 7: (0,), 12: (0,), 13: (0,), 18: (0,), 19: (0,)}


def asked(no: dict[int, tuple[int, ...]], **more: object) -> SocialPortrait:
    choices = {"friminutt": camps(), "sammen": camps(), "unngår": no}
    return portrait_of(graph_of(24, choices, purpose=Purpose.SUSPICION, **more))  # type: ignore[arg-type]


def only(portrait: SocialPortrait, code: FindingCode) -> Finding:
    (finding,) = (f for f in find_all(portrait) if f.code is code)
    return finding


def test_several_of_several_groupings_who_said_no() -> None:
    others = {6: (0,), 7: (0,), 12: (0,), 13: (0,), 18: (0,), 19: (0,), 1: (0,), 2: (0,)}
    finding = only(asked(others), FindingCode.SEVERAL_SAID_NO)
    assert finding.pupils == (pupil(0),)
    assert finding.relations == ("unngår", "friminutt")
    assert (finding.facts["no"], finding.facts["groupings"], finding.facts["yes"]) == (8, 4, 3)
    assert finding.strength is Strength.CLEAR
    assert finding.doubt.design is AnswerDesign.SIGNED
    assert finding.doubt.chance is not None
    assert finding.doubt.chance < 0.05


@pytest.mark.parametrize(
    ("no", "why"),
    [
        ({6: (0,), 12: (0,)}, "two are few"),
        ({1: (0,), 2: (0,), 3: (0,), 4: (0,), 5: (0,)}, "one grouping with one voice"),
        ({6: (0,), 7: (0,), 12: (0,)}, "three, but three chose the pupil too"),
    ],
)
def test_less_than_that_is_no_finding(no: dict[int, tuple[int, ...]], why: str) -> None:
    codes = {f.code for f in find_signed(asked(no))}
    assert FindingCode.SEVERAL_SAID_NO not in codes, why


def test_chosen_by_the_own_grouping_and_named_negatively_by_others() -> None:
    loved = dict(camps()) | {i: (0, *(j for j in camps()[i] if j != 0)) for i in range(1, 6)}
    choices = {"friminutt": loved, "unngår": FROM_THREE_CAMPS}
    portrait = portrait_of(graph_of(24, choices, purpose=Purpose.SUSPICION))
    finding = only(portrait, FindingCode.YES_HERE_NO_THERE)
    assert finding.pupils == (pupil(0),)
    assert (finding.facts["yes"], finding.facts["no"]) == (5, 6)


def test_half_of_those_one_is_with() -> None:
    finding = only(asked({1: (0,), 2: (0,)}), FindingCode.TOGETHER_SAID_NO)
    assert finding.pupils == (pupil(0),)
    assert (finding.facts["companions"], finding.facts["no"]) == (3, 2)
    assert (finding.doubt.low, finding.doubt.high) == (2, 2)


def test_a_front_is_about_the_class_and_names_nobody() -> None:
    no = {i: (6 + i % 6, 6 + (i + 1) % 6) for i in range(6)}
    no |= {6 + i: (i, (i + 1) % 6) for i in range(6)}
    finding = only(asked(no), FindingCode.GROUP_FRONT)
    assert finding.scope is Scope.CLASS
    assert finding.pupils == ()
    assert (finding.facts["forth"], finding.facts["back"], finding.facts["fronts"]) == (12, 12, 1)
    assert finding.strength in {Strength.CLEAR, Strength.PROBABLE}


def test_below_three_quarters_nobody_is_named() -> None:
    away = {"unngår": tuple(range(16, 24))}
    assert find_signed(asked(FROM_THREE_CAMPS, silent=away)) == ()


@given(st.integers(0, 1000))
@settings(max_examples=4)
def test_a_preventive_round_finds_none_of_it(seed: int) -> None:
    choices = {"friminutt": random_choices(24, seed), "sammen": random_choices(24, seed + 1)}
    portrait = portrait_of(graph_of(24, choices))
    assert find_signed(portrait) == ()
    assert find_reports(portrait) == ()
    assert not ONLY_ON_SUSPICION & {f.code for f in find_all(portrait)}


# -- reports ---------------------------------------------------------------------------------------


def reported(named: dict[int, tuple[int, ...]], **more: dict[int, tuple[int, ...]]):
    choices = {"friminutt": random_choices(24, 7), "plager": named} | more
    return graph_of(24, choices, purpose=Purpose.SUSPICION)


def test_the_class_first_and_a_name_only_from_several() -> None:
    portrait = portrait_of(reported({1: (9,), 2: (9,), 3: (15,)}, hjelper={2: (4,)}))
    of_class = only(portrait, FindingCode.HARM_REPORTED)
    assert of_class.pupils == ()
    assert of_class.facts == {"reporting": 3, "named": 2, "without": 2, "spoke": 3}
    assert of_class.relations == ("plager", "hjelper")
    named = only(portrait, FindingCode.REPORTED_BY_SEVERAL)
    assert named.pupils == (pupil(9),)
    assert all(pupil(15) not in f.pupils for f in find_reports(portrait))


def test_one_who_reports_alone_is_a_pattern_of_the_class() -> None:
    before = replace(reported({1: (9,), 2: (9,), 3: (8,)}), wave="2025-03")
    portrait = portrait_of(reported({4: (9,)}), before)
    finding = only(portrait, FindingCode.LAST_REPORTING)
    assert finding.scope is Scope.CLASS
    assert finding.pupils == ()
    assert finding.facts["previous"] == 3
    assert {f.code for f in find_reports(portrait)} == {FindingCode.LAST_REPORTING}


def test_a_class_with_a_report_is_never_called_ordinary() -> None:
    quiet = {f.code for f in find_all(portrait_of(reported({})))}
    assert FindingCode.ORDINARY_CLASS in quiet
    told = {f.code for f in find_all(portrait_of(reported({4: (9,)})))}
    assert FindingCode.ORDINARY_CLASS not in told


def test_what_only_a_suspicion_finds_calls_for_what_only_a_suspicion_may() -> None:
    findings = find_reports(portrait_of(reported({1: (9,), 2: (9,)})))
    assert all("F19" in f.themes for f in findings)
    proposals = propose(findings, purpose=Purpose.SUSPICION)
    assert any("F19" in p.themes for p in proposals)


# -- who has the say -------------------------------------------------------------------------------


def said(target: int, key: str) -> dict[str, dict[int, tuple[int, ...]]]:
    return {key: {i: (target, (i + 5) % 24) for i in range(24) if i != target}}


def profile(choices: dict[str, object], purpose: Purpose, who: int) -> Finding:
    portrait = portrait_of(graph_of(24, choices, purpose=purpose))  # type: ignore[arg-type]
    (found,) = (f for f in find_profiles(portrait) if f.pupils == (pupil(who),))
    return found


def test_the_four_corners_by_hand() -> None:
    loved = {i: tuple(j for j in (0, (i + 1) % 24, (i + 2) % 24) if j != i) for i in range(24)}
    suspicion, preventive = Purpose.SUSPICION, Purpose.PREVENTIVE
    both = profile({"friminutt": loved} | said(0, "ideer"), preventive, 0)
    assert both.facts["variant"] == Quadrant.CHOSEN_TOO
    no = dict.fromkeys(range(4, 14), (3,))
    refused = profile({"friminutt": loved, "unngår": no} | said(3, "bestemmer"), suspicion, 3)
    assert refused.facts["variant"] == Quadrant.NO_TOO
    assert refused.facts["no"] == 10
    assert refused.relations == ("bestemmer", "friminutt", "unngår")
    usual = profile({"friminutt": loved} | said(3, "bestemmer"), suspicion, 3)
    assert usual.facts["variant"] == Quadrant.USUAL
    few = {i: tuple({(i + k) % 24 for k in (1, 2, 4, 5)} - {3}) for i in range(24)}
    rare = profile({"friminutt": few} | said(3, "bestemmer"), suspicion, 3)
    assert rare.facts["variant"] == Quadrant.FEW_CHOOSE


def test_chosen_by_many_with_little_say() -> None:
    loved = {i: tuple(j for j in (0, (i + 1) % 24, (i + 2) % 24) if j != i) for i in range(24)}
    say = {i: tuple((i + k) % 24 for k in (3, 5, 7) if (i + k) % 24) for i in range(24)}
    found = profile({"friminutt": loved, "ideer": say}, Purpose.PREVENTIVE, 0)
    assert found.facts["variant"] == Quadrant.LITTLE_SAY


def test_who_decides_is_not_read_in_a_preventive_round() -> None:
    choices = {"friminutt": random_choices(24, 3)}
    assert find_profiles(portrait_of(graph_of(24, choices))) == ()

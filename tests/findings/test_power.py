"""Say and choices: read from positive questions, from negative ones only on suspicion."""

from __future__ import annotations

from dataclasses import replace

from skolemiljo_analytics.findings import find_all, find_power
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.vocabulary import FindingCode, Purpose, Scope, Strength
from tests.findings.classes import (
    camps,
    graph_of,
    portrait_of,
    pupil,
    random_choices,
    without,
)

FOLLOWED = {i: tuple(j for j in (0, 1, 2, 3) if j != i)[:3] for i in range(24)}


def found(portrait: SocialPortrait, code: FindingCode) -> list[Finding]:
    return [f for f in find_all(portrait) if f.code is code]


def test_a_class_that_follows_three() -> None:
    portrait = portrait_of(graph_of(24, {"ideer": FOLLOWED}))
    (finding,) = found(portrait, FindingCode.CONCENTRATED_SAY)
    assert finding.scope is Scope.CLASS
    assert finding.pupils == ()
    assert finding.strength is Strength.CLEAR
    assert finding.facts == {"top": 69, "choices": 72}
    assert finding.doubt.of == 3
    assert finding.doubt.expected is not None
    assert finding.doubt.expected < 30


def test_choices_that_spread_out_are_not_concentrated() -> None:
    portrait = portrait_of(graph_of(24, {"ideer": random_choices(24, 3)}))
    assert not found(portrait, FindingCode.CONCENTRATED_SAY)


def test_who_decides_is_read_only_on_suspicion() -> None:
    graph = graph_of(24, {"bestemmer": FOLLOWED}, purpose=Purpose.SUSPICION)
    portrait = portrait_of(graph)
    (finding,) = find_power(portrait)
    assert finding.code is FindingCode.CONCENTRATED_SAY
    preventive = replace(portrait, purpose=Purpose.PREVENTIVE)
    assert find_power(preventive) == ()


def test_many_follow_and_nobody_chooses() -> None:
    say = dict(FOLLOWED)
    company = without(camps((12, 12)), 0, 5)
    portrait = portrait_of(graph_of(24, {"ideer": say, "friminutt": company}))
    (finding,) = found(portrait, FindingCode.SAY_WITHOUT_CHOICE)
    assert finding.pupils == (pupil(0),)
    assert finding.relations == ("ideer", "friminutt")
    assert finding.facts == {"say": 23, "chosen": 0}
    assert finding.strength is None


def test_one_choice_elsewhere_and_it_is_not_said() -> None:
    portrait = portrait_of(graph_of(24, {"ideer": FOLLOWED, "friminutt": camps((12, 12))}))
    assert not found(portrait, FindingCode.SAY_WITHOUT_CHOICE)


def special(portrait: SocialPortrait) -> list[tuple[str, ...]]:
    return [f.pupils for f in found(portrait, FindingCode.SPECIAL_POWER)]


def test_special_power_needs_a_second_source() -> None:
    star = {6: (7, 8, 9, 0), 7: (6, 10, 11), 8: (6, 10, 11), 9: (6, 10, 11)}
    company = {**camps((12, 12)), **star, 0: (12, 13), 1: (2, 3, 4), 2: (1, 3, 4), 11: (10, 1, 2)}
    one = portrait_of(graph_of(24, {"friminutt": company}))
    marked = {v.pupil for v in one.relations[0].pupils if v.special_power}
    assert pupil(0) in marked
    assert pupil(6) not in marked
    assert special(one) == []
    two = portrait_of(graph_of(24, {"friminutt": company, "arbeid": company}))
    assert {p for pupils in special(two) for p in pupils} == marked
    asked = portrait_of(graph_of(24, {"friminutt": company, "arbeid": company, "ideer": FOLLOWED}))
    followed = {pupil(i) for i in (0, 1, 2, 3)}
    assert {p for pupils in special(asked) for p in pupils} == followed & marked

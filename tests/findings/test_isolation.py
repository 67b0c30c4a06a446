"""Few or no choices: the fact always, the conclusion only where it may be drawn."""

from __future__ import annotations

import pytest

from skolemiljo_analytics.findings import (
    find_all,
    find_contexts,
    find_groupings,
    find_isolation,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.vocabulary import FindingCode, Purpose, Scope, Strength
from tests.findings.classes import camps, graph_of, portrait_of, pupil, random_choices, without

LONELY = without(camps((12, 12)), 5, 6)


def found(portrait: SocialPortrait, code: FindingCode) -> list[Finding]:
    return [f for f in find_all(portrait) if f.code is code]


def test_a_pupil_nobody_named_is_a_fact_with_all_its_doubt() -> None:
    (finding,) = found(portrait_of(graph_of(24, {"friminutt": LONELY})), FindingCode.UNCHOSEN)
    assert finding.pupils == (pupil(5),)
    assert finding.scope is Scope.PUPIL
    assert finding.facts == {"received": 0, "raters": 23}
    doubt = finding.doubt
    assert (doubt.low, doubt.high, doubt.n_silent) == (0, 0, 0)
    assert doubt.chance == pytest.approx((20 / 23) ** 21 * (21 / 23) ** 2, abs=0.02)
    assert doubt.stable_short is not None
    assert 0.5 < doubt.stable_short < 1
    assert doubt.stable_term is not None
    assert doubt.stable_term < doubt.stable_short
    assert (doubt.agree, doubt.of) == (1, 1)


def test_the_silent_widen_the_bounds_and_weaken_the_word() -> None:
    graph = graph_of(24, {"friminutt": LONELY}, silent={"friminutt": (0, 1, 20, 21)})
    findings = found(portrait_of(graph), FindingCode.UNCHOSEN)
    (finding,) = (f for f in findings if f.pupils == (pupil(5),))
    assert (finding.doubt.low, finding.doubt.high) == (0, 4)
    assert finding.facts["raters"] == 19
    assert finding.strength is Strength.POSSIBLE


def test_how_likely_it_would_stand_had_all_answered_is_said_where_some_did_not() -> None:
    named = {i: tuple(j % 20 for j in (i + 1, i + 2, i + 3) if j % 20 != 7) for i in range(20)}
    told = {}
    for silent in ((), (0, 1, 2)):
        left = {i: who for i, who in named.items() if i not in silent}
        portrait = portrait_of(
            graph_of(20, {"friminutt": left}, silent={"friminutt": silent} if silent else None)
        )
        told[silent] = next(
            f
            for f in find_isolation(portrait)
            if f.code is FindingCode.UNCHOSEN and f.pupils == (pupil(7),)
        ).doubt
    assert told[()].if_all is None
    stands = told[0, 1, 2].if_all
    assert stands is not None
    assert 0.3 < stands < 1.0
    assert (told[0, 1, 2].low, told[0, 1, 2].high) == (0, 3)


@pytest.mark.parametrize(("silent", "named"), [(6, True), (7, False), (9, False), (10, False)])
def test_below_three_in_four_nothing_is_said_of_a_named_pupil(silent: int, named: bool) -> None:
    away = {"friminutt": tuple(range(23, 23 - silent, -1))}
    findings = find_all(portrait_of(graph_of(24, {"friminutt": LONELY}, silent=away)))
    assert any(f.pupils for f in findings) is named
    assert any(f.code is FindingCode.LOW_ANSWER_RATE for f in findings)
    on_class = {f.code for f in findings if f.scope is Scope.CLASS}
    assert (not on_class) is (silent == 10)


def test_a_tie_elsewhere_never_takes_the_finding_away() -> None:
    both = {"friminutt": LONELY, "arbeid": camps((12, 12))}
    portrait = portrait_of(graph_of(24, both))
    (finding,) = (f for f in found(portrait, FindingCode.UNCHOSEN) if f.pupils == (pupil(5),))
    assert finding.relations == ("friminutt",)
    assert (finding.doubt.agree, finding.doubt.of) == (1, 2)
    (contrast,) = found(portrait, FindingCode.CONTEXT_DIFFERENCE)
    assert contrast.relations == ("arbeid", "friminutt")
    assert contrast.facts["chosen"] == 3


def test_unchosen_in_two_questions_is_one_finding_with_two_sources() -> None:
    portrait = portrait_of(graph_of(24, {"friminutt": LONELY, "arbeid": LONELY}))
    (finding,) = found(portrait, FindingCode.UNCHOSEN)
    assert set(finding.relations) == {"friminutt", "arbeid"}
    assert len(finding.questions) == 2
    assert (finding.doubt.agree, finding.doubt.of) == (2, 2)


def test_many_unchosen_is_concluded_only_beyond_chance() -> None:
    few = {i: tuple(j for j in range(7) if j != i)[:3] for i in range(24)}
    (finding,) = found(portrait_of(graph_of(24, {"friminutt": few})), FindingCode.FEW_CHOICES)
    assert finding.facts == {"unchosen": 20, "pupils": 24}
    assert finding.strength is Strength.CLEAR
    assert finding.doubt.expected is not None
    assert finding.doubt.expected < 3
    (ordinary,) = found(portrait_of(graph_of(24, {"friminutt": LONELY})), FindingCode.FEW_CHOICES)
    assert ordinary.strength is None
    assert ordinary.doubt.chance is not None
    assert ordinary.doubt.chance > 0.05


def test_choices_that_nobody_returns() -> None:
    ring = {i: tuple((i + step) % 24 for step in (1, 2, 3)) for i in range(24)}
    portrait = portrait_of(graph_of(24, {"friminutt": ring}))
    without_mutual = found(portrait, FindingCode.WITHOUT_MUTUAL)
    on_class = [f for f in without_mutual if f.scope is Scope.CLASS]
    on_pupils = [f for f in without_mutual if f.scope is Scope.PUPIL]
    assert on_class[0].facts == {"without": 24, "pupils": 24}
    assert len(on_pupils) == 24
    assert on_pupils[0].facts == {"given": 3, "received": 3}
    assert all(f.strength is None for f in on_pupils)


def test_who_chose_nobody_is_not_said_to_lack_returned_choices() -> None:
    nobody = {i: others for i, others in camps((12, 12)).items() if i != 3}
    portrait = portrait_of(graph_of(24, {"friminutt": nobody}))
    assert not [f for f in found(portrait, FindingCode.WITHOUT_MUTUAL) if pupil(3) in f.pupils]


def test_one_tie_in_all_the_questions_together() -> None:
    named = dict(camps((12, 12)))
    named[0] = (1, 13, 14)  # 1 names 0; 2 does too, and 11
    named[11] = (10, 1, 9)
    named[2] = (3, 4, 1)
    one = graph_of(24, {"friminutt": named})
    (finding,) = (
        f for f in found(portrait_of(one), FindingCode.SINGLE_TIE) if f.pupils == (pupil(0),)
    )
    assert finding.facts["mutual"] == 1
    another = graph_of(24, {"friminutt": named, "arbeid": camps((12, 12))})
    assert not [
        f for f in found(portrait_of(another), FindingCode.SINGLE_TIE) if pupil(0) in f.pupils
    ]


def test_together_with_those_who_do_not_choose() -> None:
    company = dict(camps())
    together = dict(company)
    together[0] = (7, 8, 9)
    portrait = portrait_of(graph_of(24, {"sammen": together, "friminutt": company}))
    (finding,) = (
        f for f in found(portrait, FindingCode.TOGETHER_NOT_CHOSEN) if f.pupils == (pupil(0),)
    )
    assert finding.relations == ("sammen", "friminutt")
    assert finding.facts == {"companions": 3, "not_choosing": 3, "least": 2}
    others = [f.pupils for f in found(portrait, FindingCode.TOGETHER_NOT_CHOSEN)]
    assert others == [(pupil(0),)]


def test_named_negative_answers_are_never_read_as_choices() -> None:
    disliked = dict.fromkeys(range(1, 24), (0,))
    asked = {"friminutt": camps(), "unngår": disliked}
    portrait = portrait_of(graph_of(24, asked, purpose=Purpose.SUSPICION))
    found = (*find_isolation(portrait), *find_groupings(portrait), *find_contexts(portrait))
    assert found
    assert all("unngår" not in f.relations for f in found)


def test_nobody_answered_is_no_news_of_pupils() -> None:
    everyone = {"friminutt": tuple(range(24))}
    portrait = portrait_of(graph_of(24, {"friminutt": {}}, silent=everyone))
    assert find_isolation(portrait) == ()
    assert {f.code for f in find_all(portrait)} == {FindingCode.LOW_ANSWER_RATE}


def test_everyone_named_nobody_is_told_without_conclusion() -> None:
    findings = find_all(portrait_of(graph_of(12, {"friminutt": {}})))
    (finding,) = findings
    assert finding.code is FindingCode.FEW_CHOICES
    assert finding.facts == {"unchosen": 12, "pupils": 12}
    assert finding.strength is None


def test_one_pupil_alone_on_the_list_gives_no_finding_about_that_pupil() -> None:
    assert not [f for f in find_all(portrait_of(graph_of(1, {"friminutt": {}}))) if f.pupils]


def test_random_choices_seldom_give_more_unchosen_than_chance() -> None:
    concluded = 0
    for seed in range(6):
        portrait = portrait_of(graph_of(20, {"friminutt": random_choices(20, seed)}))
        concluded += any(f.strength for f in found(portrait, FindingCode.FEW_CHOICES))
    assert concluded <= 1


def test_companions_who_choose_in_one_question_are_no_finding() -> None:
    company = dict(camps())
    together = {**company, 0: (7, 8, 9)}
    work = {**company, 7: (0, 8, 9), 8: (0, 9, 10), 9: (0, 10, 11)}
    asked = {"sammen": together, "friminutt": company, "arbeid": work}
    assert not found(portrait_of(graph_of(24, asked)), FindingCode.TOGETHER_NOT_CHOSEN)

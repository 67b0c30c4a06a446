"""A round on concrete suspicion: yes beside no, by hand and by vector."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.metrics.acceptance import pupil_by_acceptance, pupil_by_rejection
from skolemiljo_analytics.metrics.preference import pupil_by_impact, pupil_by_preference
from skolemiljo_analytics.metrics.together import pupil_by_companions_saying_no
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.export import portrait_to_json
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Polarity, Purpose, QuestionKind, Reason
from tests.findings.classes import camps, graph_of, portrait_of, pupil, random_choices

SUSPICION = Purpose.SUSPICION
LAYERS = {
    "like": (QuestionKind.COMPANY, Polarity.POSITIVE),
    "dislike": (QuestionKind.DISLIKE, Polarity.NEGATIVE),
    "together": (QuestionKind.TOGETHER, Polarity.NEUTRAL),
}


def toy(reference: Path) -> tuple[RelationGraph, dict[str, dict[str, object]]]:
    """The handbook's class of eleven, as a round on suspicion."""
    vector = json.loads((reference / "vectors" / "isolation_types_toy.json").read_text())
    ids = sorted({*vector["expected"], *vector["non_responders"]})
    at = {p: i for i, p in enumerate(ids)}
    relations = []
    for key, (kind, polarity) in LAYERS.items():
        named = np.zeros((len(ids), len(ids)), dtype=bool)
        for who, others in vector["layers"][key].items():
            named[at[who], [at[o] for o in others]] = True
        answered = np.array([p not in vector["non_responders"] for p in ids])
        question = Question(key, key, kind, polarity)
        relations.append(Relation(question, named, answered, ~np.eye(len(ids), dtype=bool)))
    graph = RelationGraph(tuple(ids), tuple(relations), "2025-10", purpose=SUSPICION)
    return graph, vector["expected"]


@pytest.mark.reference
def test_companions_who_said_no_in_the_toy_class(reference: Path) -> None:
    graph, expected = toy(reference)
    (question,) = describe_class(graph, redraws=20, null_draws=10).signed.questions
    found = {row.pupil: row for row in question.companions}
    assert set(found) == {p for p, one in expected.items() if one.get("together")}
    for who, row in found.items():
        assert row.p == pytest.approx(expected[who]["p_companion_dislike"], abs=5e-5), who
        assert row.saying_no.value == len(expected[who]["disliked_by_companions"]), who
    counted = pupil_by_companions_saying_no(graph, "dislike", "together")
    assert counted["F"] == 2
    assert counted.isna()["J"], "J was silent about company"


def planted() -> RelationGraph:
    """Four camps; six pupils of three camps say no to pupil 0, and 0 is silent about that."""
    no = {6: (0,), 7: (0,), 12: (0,), 13: (0, 1), 18: (0,), 19: (0,)}
    return graph_of(
        24,
        {"friminutt": camps(), "sammen": camps(), "unngår": no},
        silent={"unngår": (0,)},
        purpose=SUSPICION,
    )


@cache
def described() -> SocialPortrait:
    return portrait_of(planted())


def test_shares_and_bounds_by_hand() -> None:
    (question,) = described().signed.questions
    view = question.pupils[1]  # chosen by three, no from one; 0 chose 1 and was silent about no
    assert (view.n_yes.value, view.n_no.value) == (3, 1)
    assert view.acceptance.value == 3 / 23
    assert (view.rejection.value, view.rejection.low, view.rejection.high) == (
        1 / 22, 1 / 23, 2 / 23,
    )  # fmt: skip
    assert view.preference.value == (2 - 1) / 22, "0 answered one of the two questions only"
    assert (view.preference.low, view.preference.high) == (0, 2 / 23)
    assert (view.impact.value, view.impact.high) == (3 / 22, 4 / 23)
    graph = planted()
    assert pupil_by_acceptance(graph, "friminutt").iloc[1] == view.acceptance.value
    assert pupil_by_rejection(graph, "unngår").iloc[1] == view.rejection.value
    assert pupil_by_preference(graph, "friminutt", "unngår").iloc[1] == view.preference.value
    assert pupil_by_impact(graph, "friminutt", "unngår").iloc[1] == view.impact.value


def test_who_said_no_is_counted_by_grouping() -> None:
    (question,) = described().signed.questions
    view = question.pupils[0]
    assert (view.n_no.value, view.groupings_saying_no) == (6, 3)
    assert (view.yes_own, view.no_others) == (3, 6)
    assert view.p_no_others is not None
    assert view.p_no_others < 0.01
    assert view.p_preference_low is not None
    assert view.p_preference_low < 0.05 < 1
    assert view.several_again == pytest.approx(1.0, abs=0.02)


def test_a_preventive_round_says_why_there_is_nothing() -> None:
    portrait = portrait_of(graph_of(24, {"friminutt": camps()}))
    assert portrait.signed.reason is Reason.UNLAWFUL
    assert portrait.signed.questions == ()
    with pytest.raises(NotAvailableError) as caught:
        pupil_by_rejection(graph_of(24, {"friminutt": camps()}), "unngår")
    assert caught.value.reason == Reason.UNLAWFUL


def test_an_empty_negative_layer_is_not_available() -> None:
    graph = graph_of(24, {"friminutt": camps(), "unngår": {}}, purpose=SUSPICION)
    (question,) = portrait_of(graph).signed.questions
    assert question.reason is Reason.NO_TIES
    assert question.pupils == ()
    with pytest.raises(NotAvailableError):
        pupil_by_preference(graph, "friminutt", "unngår")


def test_suspicion_without_a_negative_question_was_not_asked() -> None:
    portrait = portrait_of(graph_of(24, {"friminutt": camps()}, purpose=SUSPICION))
    assert portrait.signed.reason is Reason.NOT_ASKED


def test_too_few_answers_name_nobody() -> None:
    away = {"unngår": tuple(range(12))}
    choices = {"friminutt": camps(), "unngår": random_choices(24, 3, 1)}
    graph = graph_of(24, choices, silent=away, purpose=SUSPICION)
    (question,) = portrait_of(graph).signed.questions
    assert question.reason is Reason.PARTICIPATION
    assert question.pupils == ()


def test_one_more_silent_pupil_only_widens_the_bounds() -> None:
    choices = {"friminutt": random_choices(24, 3), "unngår": random_choices(24, 4, 1)}
    whole = portrait_of(graph_of(24, choices, purpose=SUSPICION)).signed.questions[0]
    quiet = graph_of(24, choices, silent={"unngår": (5,)}, purpose=SUSPICION)
    less = portrait_of(quiet).signed.questions[0]
    for full, part in zip(whole.pupils, less.pupils, strict=True):
        for name in ("acceptance", "rejection", "preference", "impact", "n_no"):
            known, bounded = getattr(full, name), getattr(part, name)
            assert bounded.low <= known.value <= bounded.high, name


def test_the_order_of_the_roster_changes_nothing_but_the_order() -> None:
    graph = planted()
    turned = describe_class(graph.take(range(23, -1, -1)), redraws=200, null_draws=240)
    straight = describe_class(graph, redraws=200, null_draws=240)
    assert turned.signed.questions[0].pupils == straight.signed.questions[0].pupils[::-1]


def test_two_camps_that_both_say_no_are_a_front() -> None:
    no = {i: (6 + i % 6, 6 + (i + 1) % 6) for i in range(6)}
    no |= {6 + i: (i, (i + 1) % 6) for i in range(6)}
    graph = graph_of(24, {"friminutt": camps(), "unngår": no}, purpose=SUSPICION)
    (question,) = portrait_of(graph).signed.questions
    (front,) = question.fronts
    assert (set(front.first), set(front.second)) == (
        {pupil(i) for i in range(6)},
        {pupil(i) for i in range(6, 12)},
    )
    assert (front.forth, front.back) == (12, 12)
    assert front.p < 0.05
    assert front.again > 0.9


# -- reports ---------------------------------------------------------------------------------------


def reported(named: dict[int, tuple[int, ...]], helps: dict[int, tuple[int, ...]] | None = None):
    layers = {"friminutt": camps(), "plager": named}
    if helps is not None:
        layers["hjelper"] = helps
    return graph_of(24, layers, purpose=SUSPICION)


def test_one_single_report_never_puts_a_name_in_the_record() -> None:
    (report,) = portrait_of(reported({1: (9,), 2: (9,), 3: (15,)})).signed.reports
    assert report.named_by_several == (pupil(9),)
    assert report.raters_of_several == (2,)
    assert (report.n_reporting.value, report.n_named) == (3, 2)
    alone = portrait_of(reported({3: (15,)}))
    assert alone.signed.reports[0].named_by_several == ()
    assert '"named_by_several": []' in portrait_to_json(alone)


def test_who_reports_and_names_no_helper_is_counted() -> None:
    (report,) = portrait_of(reported({1: (9,), 2: (9,)}, {1: (4,)})).signed.reports
    assert report.without_helper is not None
    assert report.without_helper.value == 1
    (bare,) = portrait_of(reported({1: (9,), 2: (9,)})).signed.reports
    assert bare.without_helper is None


def test_the_round_before_is_remembered() -> None:
    before = replace(reported({1: (9,), 2: (9,), 3: (8,)}), wave="2025-03")
    (report,) = portrait_of(reported({1: (9,)}), before).signed.reports
    assert (report.n_reporting.value, report.n_reporting_before) == (1, 3)


# -- who has the say ------------------------------------------------------------------------------


def test_votes_from_outside_the_own_grouping() -> None:
    say = dict.fromkeys(range(1, 24), (0,))
    portrait = portrait_of(graph_of(24, {"friminutt": camps(), "ideer": say}))
    (power,) = portrait.power
    view = power.pupils[0]
    assert (view.decides.value, view.from_outside) == (23, 18)
    assert view.p_decides_high < 1e-6
    assert view.p_no_high is None


def test_who_decides_is_read_only_on_suspicion() -> None:
    choices = {"friminutt": camps(), "bestemmer": random_choices(24, 3)}
    assert [p.key for p in portrait_of(graph_of(24, choices, purpose=SUSPICION)).power] == [
        "bestemmer"
    ]


def test_beside_a_pupil_nothing_tells_who_was_named_in_a_report() -> None:
    portrait = portrait_of(reported({1: (9,), 9: (1,), 3: (15,)}))
    relation = portrait.relation("plager")
    for view in relation.pupils:
        assert view.received.reason is Reason.DISCLOSURE
        assert view.mutual.reason is Reason.DISCLOSURE
        assert view.friends == ()
    assert relation.pupil(pupil(3)).given.value == 1, "who reported is for the adults to follow up"
    assert relation.closed_pairs == ()
    assert relation.components == ()
    assert relation.groupings.reason is Reason.DISCLOSURE
    before = portrait_of(reported({1: (9,)}), reported({2: (9,)}))
    change = before.change("plager")
    assert change is not None
    assert change.pupils == ()

"""Few ties over all questions, the weave of the class, and expectations: by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.findings import find_all, find_edges, find_weave
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics.edge import pupil_is_at_edge
from skolemiljo_analytics.metrics.expected import class_by_expected_met
from skolemiljo_analytics.metrics.outside import pupil_is_only_outside
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    PupilEntry,
    Roster,
)
from skolemiljo_analytics.vocabulary import AnswerState, FindingCode, PupilId, Purpose, Scope
from tests.findings.classes import (
    QUESTIONS,
    camps,
    graph_of,
    portrait_of,
    pupil,
    random_choices,
    without,
)


def of(portrait: SocialPortrait, code: FindingCode) -> list[Finding]:
    return [f for f in (*find_edges(portrait), *find_weave(portrait)) if f.code is code]


def alone(choices: dict[int, tuple[int, ...]], who: int) -> dict[int, tuple[int, ...]]:
    """Nobody names the pupil, who names nobody."""
    return {**without(choices, who, (who + 1) % 24), who: ()}


# -- none either way -------------------------------------------------------------------------------


def test_no_names_given_or_received_on_any_question() -> None:
    choices = {"friminutt": alone(random_choices(24, 1), 4), "arbeid": alone(camps(), 4)}
    (finding,) = of(portrait_of(graph_of(24, choices)), FindingCode.NO_NAMES_EITHER_WAY)
    assert finding.pupils == (pupil(4),)
    assert finding.relations == ("friminutt", "arbeid")
    assert finding.strength is None
    assert (finding.doubt.agree, finding.doubt.of) == (2, 2)


@pytest.mark.parametrize("why", ["silent in one", "named in one", "named by one"])
def test_anything_else_is_not_that(why: str) -> None:
    work = alone(camps(), 4)
    if why == "named in one":
        work[4] = (5,)
    if why == "named by one":
        work[5] = (*work[5][:2], 4)
    away = {"arbeid": (4,)} if why == "silent in one" else {}
    choices = {"friminutt": alone(random_choices(24, 1), 4), "arbeid": work}
    portrait = portrait_of(graph_of(24, choices, silent=away))
    assert of(portrait, FindingCode.NO_NAMES_EITHER_WAY) == []


# -- outside the class -----------------------------------------------------------------------------


def round_with_outsider() -> RelationGraph:
    """Ten pupils in a ring; the first answered with a name that is not in the class."""
    pupils = [PupilId(f"p{i:02d}") for i in range(10)]
    sheets = [AnswerSheet(pupils[0], {"friminutt": AnswerState.NAMED}, {"friminutt": ()})]
    for i in range(1, 9):
        named = (pupils[1 + i % 9],)
        sheets.append(
            AnswerSheet(pupils[i], {"friminutt": AnswerState.NAMED}, {"friminutt": named})
        )
    sheets.append(AnswerSheet(pupils[9], {"friminutt": AnswerState.NOBODY}))
    answers = NominationRound(
        "2025-10", date(2025, 10, 1), Purpose.PREVENTIVE, (QUESTIONS["friminutt"],), tuple(sheets)
    )
    return RelationGraph.from_round(Roster("7X", tuple(PupilEntry(p) for p in pupils)), answers)


def test_a_name_outside_the_class_is_an_answer_and_not_a_nobody() -> None:
    graph = round_with_outsider()
    portrait = portrait_of(graph)
    who = portrait.relations[0].participation
    assert (who.n_answered, who.n_nobody) == (10, 1)
    flags = pupil_is_only_outside(graph, "friminutt")
    assert flags.tolist() == [True, *[False] * 9]
    (finding,) = of(portrait, FindingCode.ONLY_OUTSIDE)
    assert finding.pupils == (PupilId("p00"),)
    assert finding.facts["received"] == 0
    assert of(portrait, FindingCode.NO_NAMES_EITHER_WAY) == []


def test_it_goes_with_the_pupil_when_the_class_is_turned() -> None:
    graph = round_with_outsider()
    turned = graph.take(range(9, -1, -1)).relations[0].outside
    assert turned is not None
    assert turned.tolist() == [*[False] * 9, True]


# -- few in all ------------------------------------------------------------------------------------


def test_choices_in_all_against_every_way_to_choose() -> None:
    rows = {0: (1,), 1: (0,), 2: (0,), 3: (0,)}
    choices = {"friminutt": rows, "arbeid": {0: (2,), 1: (0,), 2: (1,), 3: (1,)}}
    graph = graph_of(4, choices)
    across = describe_class(graph, redraws=5, preset=_for_any_size()).across
    assert across is not None
    could = [[j for j in range(4) if j != i] for i in range(4)]
    sums = np.zeros((0, 4))
    ways = [np.eye(4, dtype=int)[list(way)].sum(axis=0) for way in product(*could)]
    sums = np.array([a + b for a, b in product(ways, ways)])
    got = [v.received.value for v in across.pupils]
    assert got == [4, 3, 1, 0]
    for i, view in enumerate(across.pupils):
        assert view.p_low == pytest.approx((sums[:, i] <= got[i]).mean())
        assert view.p_high == pytest.approx((sums[:, i] >= got[i]).mean())
    assert across.expected == pytest.approx(2.0)
    assert across.pupils[0].acceptance.value == pytest.approx((3 / 3 + 1 / 3) / 2)


def _for_any_size():
    from skolemiljo_analytics.presets import DEFAULT_PRESET

    tiny = replace(DEFAULT_PRESET.status_pupils, value=2)
    return replace(DEFAULT_PRESET, status_pupils=tiny)


def test_few_over_the_questions_together() -> None:
    first = without(random_choices(24, 2), 4, 5)
    second = without(random_choices(24, 3), 4, 5)
    second[7] = (4, *[j for j in second[7] if j != 4][:2])
    portrait = portrait_of(graph_of(24, {"friminutt": first, "arbeid": second}))
    found = {f.pupils[0]: f for f in of(portrait, FindingCode.FEW_IN_ALL)}
    finding = found[pupil(4)]
    assert finding.facts["received"] == 1
    assert finding.doubt.chance is not None
    assert finding.doubt.chance < 0.05
    assert finding.strength is None


def test_one_question_has_no_company() -> None:
    assert portrait_of(graph_of(24, {"friminutt": random_choices(24, 2)})).across is None


# -- at the edge -----------------------------------------------------------------------------------


def test_hanging_on_where_the_rest_stand_close() -> None:
    close = {
        i: tuple(j for j in range(6 * (i // 6), 6 * (i // 6) + 6) if j != i)[:5] for i in range(24)
    }
    close[0] = (6, 12)  # leaves the first group for one in each of two others
    close |= {i: tuple(j for j in close[i] if j != 0) for i in range(1, 6)}
    close[6] = (*close[6], 0)
    close[12] = (*close[12], 0)
    graph = graph_of(24, {"friminutt": close})
    assert pupil_is_at_edge(graph, "friminutt").sum() == 0, "two ties into close parts are close"
    close[12] = close[12][:-1]
    close[0], close[23] = (6, 23), (0,)
    close |= {i: tuple(j for j in close[i] if j != 23) for i in range(18, 23)}
    graph = graph_of(24, {"friminutt": close})
    flags = pupil_is_at_edge(graph, "friminutt")
    assert set(flags.index[flags]) == {pupil(0), pupil(23)}
    (finding,) = of(portrait_of(graph), FindingCode.AT_EDGE)
    assert finding.pupils == (pupil(0),), "one friend in all has a finding of its own"


# -- the class -------------------------------------------------------------------------------------


def test_expectations_of_the_class_by_hand() -> None:
    thought = {i: ((i + 1) % 24, (i + 2) % 24) for i in range(24)}
    chosen = {i: ((i - 1) % 24,) for i in range(24)}
    graph = graph_of(24, {"friminutt": chosen, "tror": thought}, silent={"friminutt": (3,)})
    assert class_by_expected_met(graph, "friminutt", "tror") == pytest.approx(23 / 46)
    (finding,) = of(portrait_of(graph), FindingCode.EXPECTED_MORE)
    assert finding.facts == {"expected": 46, "met": 23}
    assert finding.scope is Scope.CLASS
    assert finding.pupils == ()
    assert finding.doubt.expected == pytest.approx(46 / 23, abs=0.2)


def test_a_close_class_is_woven_tighter_than_random_ones() -> None:
    (close,) = of(portrait_of(graph_of(24, {"friminutt": camps()})), FindingCode.WOVEN)
    assert close.facts["mutual"] == 99
    assert close.facts["closed"] >= 95
    assert close.strength is None
    (loose,) = of(
        portrait_of(graph_of(24, {"friminutt": random_choices(24, 11)})), FindingCode.WOVEN
    )
    assert loose.facts["closed"] < 95


@given(st.integers(0, 10_000))
@settings(max_examples=3)
def test_the_order_of_the_roster_changes_none_of_it(seed: int) -> None:
    choices = {"friminutt": random_choices(24, seed), "arbeid": random_choices(24, seed + 1)}
    graph = graph_of(24, choices)
    one, other = (
        find_all(describe_class(g, redraws=50, null_draws=20))
        for g in (graph, graph.take(range(23, -1, -1)))
    )
    codes = {FindingCode.FEW_IN_ALL, FindingCode.AT_EDGE, FindingCode.WOVEN}
    told = [
        {(f.code, f.pupils, tuple(f.facts.items())) for f in found if f.code in codes}
        for found in (one, other)
    ]
    assert told[0] == told[1]

"""Any figure of a class by its code: the four questions, its other definitions, and in words."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from skolemiljo_analytics.doubt.anything import chance_of_metric, doubt_metric
from skolemiljo_analytics.errors import UnknownChoiceError, UnknownRelationError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics.reciprocity import class_by_reciprocity
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import (
    Gender,
    Language,
    Polarity,
    Purpose,
    QuestionKind,
    Reason,
)
from skolemiljo_analytics.wording import say_error
from skolemiljo_analytics.wording.doubted import say_doubted, say_figure
from skolemiljo_analytics.workflows.doubting import doubt_figure, known_figures, to_record
from tests.contracts.test_metrics import KEY, METRICS, call, in_its_design
from tests.doubt.test_anything import some_class

LANGUAGES = tuple(Language)


def test_every_class_metric_has_a_code_and_a_name_in_every_language() -> None:
    named = {figure.partition(":")[0] for figure in known_figures()}
    assert named == {name for name in METRICS if name.startswith("class_by_")}
    for language in LANGUAGES:
        said = [say_figure(figure, language) for figure in known_figures()]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("figure", known_figures())
def test_every_figure_is_the_metric_itself_and_can_be_said(figure: str) -> None:
    name, _, gender = figure.partition(":")
    graph = in_its_design(name, some_class(0.125))
    before = some_class(0.0, seed=9)
    found = doubt_figure(graph, figure, KEY, previous=before, draws=20)
    for language in LANGUAGES:
        rows = say_doubted(found, language)
        assert len({asked for asked, _ in rows}) == len(rows)
        assert all(answered and "terms." not in answered for _, answered in rows)
    if found.doubt is None:
        assert figure == "class_by_expected_met"
        assert found.reason is Reason.NOT_ASKED
        return
    extra = {"previous": before} if "previous" in METRICS[name].__annotations__ else {}
    extra |= {"gender": Gender(gender)} if gender else {}
    assert found.doubt.reading.value == METRICS[name](graph, KEY, **extra)
    json.dumps(to_record(found))


def test_expectations_are_held_to_the_question_that_asks_for_them() -> None:
    graph = some_class(0.0)
    (company,) = graph.relations
    asked = Question("venter", "", QuestionKind.EXPECTED)
    graph = replace(graph, relations=(company, replace(company, question=asked)))
    found = doubt_figure(graph, "class_by_expected_met", KEY, draws=20)
    assert found.doubt is not None
    assert found.doubt.reading.value == METRICS["class_by_expected_met"](graph, KEY, "venter")


def test_agreement_holds_each_definition_to_its_own_chance() -> None:
    graph = some_class(0.0)
    found = doubt_figure(graph, "class_by_reciprocity", KEY, draws=100)
    assert found.agreement.of == 3
    assert "class_by_reciprocity" in found.agreement.yes
    assert found.doubt is not None
    assert found.doubt.chance == chance_of_metric(graph, KEY, class_by_reciprocity, draws=100)
    assert found.doubt == doubt_metric(graph, KEY, class_by_reciprocity, draws=100)
    other = doubt_figure(graph, "class_by_katz_powell", KEY, draws=100)
    assert other.agreement == found.agreement
    kinds = doubt_figure(graph, "class_by_gender_ei", KEY, draws=100)
    assert kinds.tail == "low"
    assert set(kinds.agreement.yes) >= {"class_by_gender_ei", "class_by_gender_odds"}
    assert doubt_figure(graph, "class_by_transitivity", KEY, draws=20).agreement.of == 0


def test_without_genders_or_a_round_before_the_reason_is_said() -> None:
    graph = replace(some_class(0.0), genders=())
    found = doubt_figure(graph, "class_by_gender_ei", KEY, draws=20)
    assert (found.doubt, found.reason) == (None, Reason.NO_GENDER)
    assert found.agreement.of == 0
    assert len(found.agreement.undefined) == 4
    assert doubt_figure(graph, "class_by_jaccard", KEY).reason is Reason.NO_PREVIOUS
    assert (
        "ingen tidligere runde" in say_doubted(doubt_figure(graph, "class_by_jaccard", KEY))[0][1]
    )


def test_a_figure_of_ratings_is_put_to_one_rater_only_and_says_so() -> None:
    graph = in_its_design("class_by_mutuality", some_class(0.0))
    found = doubt_figure(graph, "class_by_mutuality", KEY, draws=20)
    assert found.doubt is not None
    assert (found.doubt.next_days, found.doubt.chance) == (None, None)
    span = found.doubt.one_rater
    assert span.versions == 16
    assert span.low is not None
    assert span.high is not None
    assert span.low < span.high
    (relation,) = graph.relations
    gone = np.arange(16) == found.doubt.most_moved_by
    ratings = np.where(gone[:, None], np.nan, relation.ratings)
    fewer = replace(
        relation, named=relation.named & ~gone[:, None], answered=~gone, ratings=ratings
    )
    moved = METRICS["class_by_mutuality"](replace(graph, relations=(fewer,)), KEY)
    assert moved in {span.low, span.high}
    one_silent = replace(graph, relations=(fewer,))
    silent = doubt_figure(one_silent, "class_by_mutuality", KEY, draws=20)
    assert silent.doubt is not None
    assert silent.doubt.reading.low is None
    assert not silent.doubt.reading.certain
    assert "vurderinger" in dict(say_doubted(silent))["Om alle hadde svart"]


def test_choices_of_a_rated_question_are_put_to_everything() -> None:
    graph = in_its_design("class_by_mutuality", some_class(0.0))
    found = doubt_figure(graph, "class_by_gini", KEY, draws=20)
    assert found.doubt is not None
    assert found.doubt.next_days is not None
    assert found.doubt.chance is not None


def test_reports_of_harm_are_not_counted_here() -> None:
    graph = some_class(0.0)
    (company,) = graph.relations
    harm = Question("plager", "", QuestionKind.BULLYING, Polarity.NEGATIVE)
    graph = replace(graph, relations=(replace(company, question=harm),), purpose=Purpose.SUSPICION)
    assert doubt_figure(graph, "class_by_gini", "plager").reason is Reason.DISCLOSURE


def test_what_does_not_exist_is_refused_with_what_does() -> None:
    graph = RelationGraph.from_lines("A > B\nB > A")
    for wrong in ({"figure": "gini"}, {"null": "none"}, {"tail": "up"}):
        with pytest.raises(UnknownChoiceError) as caught:
            doubt_figure(graph, **{"figure": "class_by_gini", **wrong})
        assert caught.value.known
        assert next(iter(wrong.values())) in say_error(caught.value)
    with pytest.raises(UnknownRelationError):
        doubt_figure(graph, "class_by_gini", "lunsj")


def test_no_pupil_is_in_what_is_written() -> None:
    graph = some_class(0.25)
    written = json.dumps(to_record(doubt_figure(graph, "class_by_gini", KEY, draws=20)))
    assert "most_moved_by" not in written
    assert call("class_by_gini", graph) == json.loads(written)["doubt"]["reading"]["value"]

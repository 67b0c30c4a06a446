"""Every public metric keeps the promise of its name on every small class there is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import skolemiljo_analytics.metrics as package
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    Gender,
    Polarity,
    Purpose,
    QuestionKind,
    Reason,
)
from tests.conftest import BESTIARY

KEY = "friminutt"
NO = "nei"
PREFIXES = ("pupil_by_", "pupil_is_", "pupil_in_", "pair_by_", "class_by_", "class_in_")


def _metrics() -> Iterator[tuple[str, Callable[..., Any]]]:
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for name in module.__all__:
            if name.startswith(PREFIXES):
                yield name, getattr(module, name)


METRICS = dict(_metrics())
CLASSES = BESTIARY | {
    "fourteen pupils": RelationGraph.from_lines(
        "\n".join(f"p{i:02d} > p{(i + 1) % 14:02d} p{(i * 5 + 3) % 14:02d}" for i in range(14)),
        genders="gbgbgbgbgbgbgb",
    ).without(["p13"]),
}
EVERY = pytest.mark.parametrize("name", sorted(METRICS))
BEAST = pytest.mark.parametrize("beast", sorted(CLASSES))


def wanted_by(name: str) -> list[str]:
    """What a metric asks for beside the class."""
    return list(inspect.signature(METRICS[name]).parameters)[1:]


SIGNED = sorted(name for name in METRICS if "negative" in wanted_by(name))
RATED = sorted(name for name in METRICS if METRICS[name].__module__.endswith(".ratings"))
LOW_END = ("pupil_by_low_ratings", "pupil_by_mean_rating")


def in_its_design(name: str, graph: RelationGraph) -> RelationGraph:
    """The same class, asked as the metric needs: negatively on suspicion, or with ratings."""
    if name in RATED:
        return with_ratings(graph)
    return on_suspicion(graph) if name in SIGNED else graph


def with_ratings(graph: RelationGraph) -> RelationGraph:
    """A class that gave 5 to those it chose, 2 to those they chose, 1 to the rest."""
    (yes,) = graph.relations
    steps = yes.named.astype(int) @ yes.named.astype(int) > 0
    values = np.where(yes.named, 5.0, np.where(steps, 2.0, 1.0))
    given = np.where(yes.eligible & yes.answered[:, None], values, np.nan)
    question = Question(KEY, KEY, QuestionKind.COMPANY, form=AnswerForm.RATING)
    rated = replace(yes, question=question, ratings=given)
    return replace(graph, relations=(rated,), purpose=Purpose.SUSPICION)


def on_suspicion(graph: RelationGraph) -> RelationGraph:
    """A class where everyone says no to those their choices chose and they did not."""
    (yes,) = graph.relations
    steps = yes.named.astype(int) @ yes.named.astype(int) > 0
    named = steps & ~yes.named & yes.eligible & yes.answered[:, None]
    question = Question(NO, NO, QuestionKind.DISLIKE, Polarity.NEGATIVE)
    no = replace(yes, question=question, named=named)
    return replace(graph, relations=(yes, no), purpose=Purpose.SUSPICION)


def call(name: str, graph: RelationGraph, key: str = "") -> Any:
    """Call a metric with what its signature asks for."""
    first, *rest = wanted_by(name)
    asked = in_its_design(name, graph)
    extra = {"previous": asked, "together": KEY, "gender": Gender.GIRL, "negative": NO}
    extra["expected"] = KEY
    main = key or extra.get(first, KEY)
    return METRICS[name](asked, main, **{k: extra[k] for k in rest if k in extra})


def result(name: str, graph: RelationGraph) -> Any:
    """Return the number, or the reason there is none."""
    try:
        return call(name, graph)
    except NotAvailableError as error:
        return Reason(error.reason)


def test_there_are_metrics_and_each_name_has_a_prefix():
    assert len(METRICS) >= 30
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        assert any(name.startswith(PREFIXES) for name in module.__all__), info.name


@EVERY
@BEAST
def test_prefix_keeps_its_promise(name: str, beast: str):
    graph = CLASSES[beast]
    found = result(name, graph)
    if isinstance(found, Reason):
        empty = name in SIGNED and found in {Reason.NO_TIES, Reason.NOBODY_ANSWERED}
        assert empty or name.startswith(("class_by_", "pupil_in_grouping")), "else always defined"
        return
    pupils = list(graph.pupils)
    if name.startswith("pupil_by_"):
        assert pd.api.types.is_numeric_dtype(found)
        assert list(found.index) == pupils
    elif name.startswith("pupil_is_"):
        assert found.dtype == "boolean"
        assert list(found.index) == pupils
    elif name.startswith("pupil_in_"):
        assert isinstance(found.dtype, pd.CategoricalDtype)
        assert list(found.index) == pupils
    elif name.startswith("pair_by_"):
        assert list(found.index) == pupils
        assert list(found.columns) == pupils
        assert all(pd.api.types.is_numeric_dtype(kind) for kind in found.dtypes)
    elif name.startswith("class_by_"):
        assert type(found) is float
        assert np.isfinite(found)
    else:
        _check_groups(found, pupils)


def _check_groups(found: Any, pupils: list[str]) -> None:
    assert isinstance(found, tuple)
    for group in found:
        assert isinstance(group, tuple)
        assert list(group) == [p for p in pupils if p in group], "in roster order"
    assert [len(g) for g in found] == sorted((len(g) for g in found), reverse=True)


@EVERY
def test_every_metric_is_defined_somewhere(name: str):
    classes = [*CLASSES.values(), _big()]
    assert any(not isinstance(result(name, graph), Reason) for graph in classes)


def _big() -> RelationGraph:
    lines = [f"p{i:02d} > p{(i + 1) % 16:02d} p{(i * 3 + 1) % 16:02d}" for i in range(16)]
    return RelationGraph.from_lines("\n".join(lines), genders="gb" * 8)


@EVERY
@BEAST
def test_the_graph_is_left_as_it_was(name: str, beast: str):
    graph = CLASSES[beast]
    (relation,) = graph.relations
    before = [a.copy() for a in (relation.named, relation.answered, relation.eligible)]
    result(name, graph)
    after = [relation.named, relation.answered, relation.eligible]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@EVERY
@BEAST
def test_the_order_of_the_roster_changes_nothing_but_the_order(name: str, beast: str):
    graph = CLASSES[beast]
    turned = graph.take(list(range(len(graph)))[::-1])
    first, second = result(name, graph), result(name, turned)
    assert _unordered(first) == _unordered(second)


@EVERY
@BEAST
def test_other_names_change_nothing_else(name: str, beast: str):
    graph = CLASSES[beast]
    renamed = _renamed(graph)
    back = dict(zip(renamed.pupils, graph.pupils, strict=True))
    assert _unordered(result(name, graph)) == _unordered(result(name, renamed), back)


def _renamed(graph: RelationGraph) -> RelationGraph:
    return replace(graph, pupils=tuple(f"x{i:02d}" for i in range(len(graph))))


def _unordered(found: Any, back: dict[str, str] | None = None) -> object:
    """Forget the order of pupils and the numbering of groups; missing values are their own."""
    say = (lambda p: p) if back is None else back.__getitem__
    if isinstance(found, Reason | float):
        return round(found, 12) if isinstance(found, float) else found
    if isinstance(found, tuple):
        return {frozenset(say(p) for p in group) for group in found}
    if isinstance(found, pd.DataFrame):
        return {(say(i), say(j)): str(found.loc[i, j]) for i in found.index for j in found.columns}
    if isinstance(found.dtype, pd.CategoricalDtype):
        return {
            frozenset(say(p) for p in found.index[found == group]) for group in found.cat.categories
        }
    return {say(pupil): str(value) for pupil, value in found.items()}


@EVERY
def test_a_choice_of_oneself_changes_nothing(name: str):
    rows = [("A", "B"), ("B", "A"), ("C", "A"), ("C", "B"), ("D", "C"), ("A", "C")]
    plain = pd.DataFrame([(a, b, KEY) for a, b in rows], columns=["source", "target", "relation"])
    selves = pd.DataFrame([(a, a, KEY) for a in "AD"], columns=plain.columns)
    with_selves = pd.concat([plain, selves], ignore_index=True)
    first, second = (RelationGraph.from_frame(f, list("ABCD")) for f in (plain, with_selves))
    assert _unordered(result(name, first)) == _unordered(result(name, second))


@EVERY
def test_it_is_documented_with_a_source(name: str):
    text = inspect.getdoc(METRICS[name]) or ""
    assert "References\n----------" in text, name
    assert "http" in text.split("References\n----------")[1], "a link to the source"
    assert "Raises\n------" in text
    assert text.splitlines()[0].endswith(".")


@EVERY
def test_a_question_not_asked_is_an_error_that_says_what_was(name: str):
    from skolemiljo_analytics.errors import UnknownRelationError

    with pytest.raises(UnknownRelationError, match="friminutt"):
        call(name, BESTIARY["two camps"], "arbeid")


@pytest.mark.parametrize("name", SIGNED)
def test_what_needs_a_negative_question_is_not_available_in_a_preventive_round(name: str):
    graph = BESTIARY["two camps"]
    values = {"relation": KEY, "negative": NO, "together": KEY}
    with pytest.raises(NotAvailableError) as caught:
        METRICS[name](graph, **{k: values[k] for k in wanted_by(name)})
    assert caught.value.reason == Reason.UNLAWFUL


@pytest.mark.parametrize("name", LOW_END)
def test_the_low_end_of_a_rating_is_not_read_in_a_preventive_round(name: str):
    graph = replace(with_ratings(BESTIARY["two camps"]), purpose=Purpose.PREVENTIVE)
    with pytest.raises(NotAvailableError) as caught:
        METRICS[name](graph, KEY)
    assert caught.value.reason == Reason.UNLAWFUL


@pytest.mark.parametrize("name", RATED)
def test_without_ratings_there_is_nothing_to_reckon_with(name: str):
    graph = replace(BESTIARY["two camps"], purpose=Purpose.SUSPICION)
    with pytest.raises(NotAvailableError) as caught:
        METRICS[name](graph, KEY)
    assert caught.value.reason == Reason.NOT_ASKED

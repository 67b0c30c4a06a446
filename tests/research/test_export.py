"""The research export: random ids, reasons in place of numbers, and a wall around the labels."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import skolemiljo_analytics.research as research
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.research.export import write_research
from skolemiljo_analytics.research.tables import research_ids, tabulate_research
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    Gender,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
)
from tests.conftest import BESTIARY

_IMPORT = r"^\s*(from|import) skolemiljo_analytics(\.research| import .*\bresearch\b)"

LIKED = Question("company", "Hvem liker du å være sammen med?", QuestionKind.COMPANY)
DISLIKED = Question(
    "not_company", "Hvem liker du ikke?", QuestionKind.DISLIKE, polarity=Polarity.NEGATIVE
)


def fixed(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def suspicion(n: int = 14, silent: int = 0) -> RelationGraph:
    """A round on concrete suspicion, with a question about liking and one about not."""
    rng = fixed(7)
    answered = np.arange(n) >= silent
    free = ~np.eye(n, dtype=bool)
    liked = (rng.random((n, n)) < 0.3) & free & answered[:, None]
    disliked = (rng.random((n, n)) < 0.15) & free & ~liked & answered[:, None]
    relations = (
        Relation(LIKED, liked, answered, free),
        Relation(DISLIKED, disliked, answered, free),
    )
    pupils = tuple(PupilId(f"7b-{i:02d}") for i in range(n))
    genders = tuple(Gender.GIRL if i % 2 else Gender.BOY for i in range(n))
    return RelationGraph(pupils, relations, purpose=Purpose.SUSPICION, genders=genders)


@pytest.mark.parametrize("beast", sorted(BESTIARY))
def test_every_small_class_gets_numbers_or_reasons(beast: str) -> None:
    tables = tabulate_research(BESTIARY[beast], fixed())
    assert np.isfinite(tables.pupils["value"]).all()
    known = tables.classes["value"].notna()
    assert (tables.classes.loc[known, "reason"] == "").all()
    assert (tables.classes.loc[~known, "reason"] != "").all()
    assert tables.labels.empty
    assert "names" not in tables.warning.replace("joined to a name", "")


def test_labels_only_where_the_round_asked_and_enough_answered() -> None:
    def reasons(graph: RelationGraph) -> set[str]:
        classes = tabulate_research(graph, fixed()).classes
        return set(classes.loc[classes["measure"] == "status labels", "reason"])

    full = tabulate_research(suspicion(), fixed())
    assert set(full.labels["method"]) == {"CDC 1982", "CDC 1983", "NB 1983, alpha 0.05"}
    assert set(full.labels["relation"]) == {"company"}
    assert len(full.labels) == 3 * 14
    assert reasons(suspicion(silent=3)) == {"participation"}
    assert reasons(suspicion(11)) == {"class_too_small"}
    assert reasons(BESTIARY["two camps"]) == {"not_asked"}
    positive = replace(suspicion(), relations=suspicion().relations[:1])
    assert tabulate_research(positive, fixed()).labels.empty


def test_ratings_get_ssrat_and_shares_of_variance() -> None:
    n, rng = 13, fixed(3)
    ratings = rng.integers(1, 8, (n, n)).astype(float)
    np.fill_diagonal(ratings, np.nan)
    question = Question(
        "rate", "Hvor godt liker du …?", QuestionKind.COMPANY, form=AnswerForm.RATING, highest=7
    )
    free = ~np.eye(n, dtype=bool)
    named = (ratings >= 7) & free
    relation = Relation(question, named, np.ones(n, dtype=bool), free, None, ratings)
    graph = RelationGraph(tuple(PupilId(str(i)) for i in range(n)), (relation,))
    tables = tabulate_research(graph, fixed())
    assert set(tables.labels["method"]) == {"SSRAT, alpha 0.05"}
    shares = tables.classes.set_index("measure")["value"].filter(like="share")
    assert shares.filter(like="srm").sum() == pytest.approx(1.0)


def test_ids_say_nothing_and_change_every_time() -> None:
    graph = suspicion()
    first, second = (set(tabulate_research(graph).pupils["id"]) for _ in range(2))
    assert len(first) == len(second) == len(graph)
    assert not first & second
    assert not first & set(graph.pupils)
    assert research_ids(5, fixed()) == research_ids(5, fixed())
    ids = research_ids(200)
    assert len(set(ids)) == 200
    shown = tabulate_research(graph).pupils.query("measure == 'pagerank' and relation == 'company'")
    received = graph.named("company").sum(axis=0)
    assert list(shown["id"]) == sorted(shown["id"]), "ordered by id, not by the class list"
    assert len(shown) == len(received)


def test_the_same_numbers_whatever_the_ids() -> None:
    graph = suspicion()
    for name in ("pupils", "classes"):
        one, other = (getattr(tabulate_research(graph, fixed(s)), name) for s in (1, 2))
        for column in ("relation", "measure"):
            assert sorted(one[column]) == sorted(other[column])
        np.testing.assert_array_equal(
            np.sort(one["value"].dropna()), np.sort(other["value"].dropna())
        )


def test_the_silent_have_no_place_among_those_who_answered() -> None:
    tables = tabulate_research(suspicion(silent=1), fixed())
    company = tables.pupils.query("relation == 'company'")
    assert (company.groupby("measure")["id"].nunique()["pagerank"]) == 13
    assert company.groupby("measure")["id"].nunique()["share received"] == 14


def test_the_folder_says_what_may_not_be_done(tmp_path: Path) -> None:
    graph = suspicion()
    written = write_research(graph, tmp_path / "out", fixed())
    assert [p.name for p in written] == ["pupils.csv", "labels.csv", "classes.csv", "README.md"]
    text = "".join(p.read_text(encoding="utf-8") for p in written)
    assert not any(pupil in text for pupil in graph.pupils)
    readme = written[-1].read_text(encoding="utf-8")
    assert research.WARNING in readme
    assert "Do not join them to names" in readme
    again = pd.read_csv(tmp_path / "out" / "labels.csv")
    assert list(again.columns) == ["id", "relation", "method", "label"]


def test_nobody_else_may_import_the_labels() -> None:
    """The import contract names one importer; this reads the source once more, by itself."""
    package = Path(research.__file__).parents[1]
    importers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(_IMPORT, path.read_text(encoding="utf-8"), re.MULTILINE)
        and package / "research" not in path.parents
    }
    assert importers == {"faces/commands/research.py"}

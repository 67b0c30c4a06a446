"""Where many classes come from: one long file, a folder of classes, or graphs, one at a time.

A long file is CSV with a line for each pupil and question, grouped by class and round:
``class_id, wave, pupil, gender, question, answered, chosen``. `answered` is 1 or 0: silence is not
a no. `chosen` holds ids of the same class with a space between. Pupils are opaque ids, all
questions positive ones about company. Rounds of a class follow one another, the earliest first, and
each is compared with the one before it. Survey scales come with a folder of classes only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.vocabulary import Polarity

if TYPE_CHECKING:
    from skolemiljo_analytics.graph import RelationGraph
    from skolemiljo_analytics.workflows.read_class import SchoolClass

__all__ = [
    "LONG_COLUMNS",
    "ClassAnswers",
    "ScaleFigures",
    "answers_of",
    "graph_of",
    "iterate_classes",
    "write_long",
]

LONG_COLUMNS = ("class_id", "wave", "pupil", "gender", "question", "answered", "chosen")


@dataclass(frozen=True)
class ScaleFigures:
    """One survey scale of a class: its mean with bounds for the silent, and last time's."""

    scale: str
    mean: float | None
    mean_low: float | None
    mean_high: float | None
    half_width: float | None
    n_asked: int
    n_answered: int
    previous: float | None


@dataclass(frozen=True)
class ClassAnswers:
    """One class and round as plain text and numbers, to be sent to any worker.

    `questions` gives, for each key, a row a pupil: the positions chosen, or None if silent.
    `previous` is the round before, without its own.
    """

    class_id: str
    wave: str
    pupils: tuple[str, ...]
    genders: tuple[str, ...]
    questions: dict[str, tuple[tuple[int, ...] | None, ...]]
    kinds: dict[str, str]
    scales: tuple[ScaleFigures, ...] = ()
    previous: ClassAnswers | None = None

    def plain(self) -> dict[str, Any]:
        """Return the fields by name, for a digest."""
        return asdict(self)


def iterate_classes(source: Path | Iterable[RelationGraph]) -> Iterator[ClassAnswers]:
    """Yield class after class from a long file, a folder with a folder a class, or graphs.

    Raises
    ------
    FileRefusedError
        If there is no such file, a column is missing, a class stands in two places of a long
        file, or a choice is of somebody not in the class.
    """
    before: ClassAnswers | None = None
    for one in _each(source):
        known = before is not None and before.class_id == one.class_id
        yield replace(one, previous=before) if known else one
        before = replace(one, scales=())


def _each(source: Path | Iterable[RelationGraph]) -> Iterator[ClassAnswers]:
    if not isinstance(source, Path):
        yield from map(answers_of, source)
    elif source.is_dir():
        yield from _from_folder(source)
    elif source.is_file():
        yield from _from_long(source)
    else:
        raise FileRefusedError("not_found", source.name)


def answers_of(graph: RelationGraph) -> ClassAnswers:
    """Return a graph as plain answers; only its positive questions."""
    questions = {}
    for relation in graph.relations:
        if relation.question.polarity is not Polarity.NEGATIVE:
            rows = zip(relation.named, relation.answered, strict=True)
            questions[relation.key] = tuple(
                tuple(np.flatnonzero(row).tolist()) if did else None for row, did in rows
            )
    genders = tuple(gender or "" for gender in graph.genders)
    kinds = {key: str(graph.relation(key).question.kind) for key in questions}
    pupils = tuple(map(str, graph.pupils))
    return ClassAnswers(graph.class_id, graph.wave, pupils, genders, questions, kinds)


def graph_of(given: ClassAnswers) -> RelationGraph:
    """Return plain answers as a graph, in which everybody could be chosen."""
    from skolemiljo_analytics.graph import Relation, RelationGraph
    from skolemiljo_analytics.tables.records import Question
    from skolemiljo_analytics.vocabulary import Gender, PupilId, QuestionKind

    n = len(given.pupils)
    relations = []
    for key, rows in given.questions.items():
        named = np.zeros((n, n), dtype=np.bool_)
        for i, row in enumerate(rows):
            named[i, [j for j in row or () if j != i]] = True
        did = np.array([row is not None for row in rows], dtype=np.bool_)
        question = Question(key, key, QuestionKind(given.kinds[key]))
        relations.append(Relation(question, named, did, ~np.eye(n, dtype=np.bool_)))
    return RelationGraph(
        tuple(map(PupilId, given.pupils)),
        tuple(relations),
        class_id=given.class_id,
        wave=given.wave,
        genders=tuple(Gender(g) if g else None for g in given.genders),
    )


def _from_folder(folder: Path) -> Iterator[ClassAnswers]:
    from skolemiljo_analytics.workflows.read_class import read_class

    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        school_class = read_class(place, purpose="preventive")
        keys = school_class.rounds
        for before, key in zip((None, *keys), keys, strict=False):
            answers = answers_of(school_class.graph(key))
            yield replace(answers, scales=_scales(school_class, key, before))


def _scales(school_class: SchoolClass, key: str, before: str | None) -> tuple[ScaleFigures, ...]:
    from skolemiljo_analytics.trends.scales import describe_scales

    earlier = None if before is None else school_class.round(before)
    described = describe_scales(school_class.round(key), school_class.roster, earlier)
    return tuple(
        ScaleFigures(
            scale.key,
            *(scale.mean.value, scale.mean.low, scale.mean.high, scale.half_width),
            *(scale.n_asked, scale.n_answered),
            None if scale.previous is None else scale.previous.value,
        )
        for scale in described
    )


def _from_long(path: Path) -> Iterator[ClassAnswers]:
    done: set[tuple[str, str]] = set()
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if not set(LONG_COLUMNS) <= set(lines.fieldnames or ()):
            raise FileRefusedError("damaged", path.name)
        for key, group in groupby(lines, lambda line: (line["class_id"], line["wave"])):
            if key in done:
                raise FileRefusedError("class_twice", path.name)
            done.add(key)
            yield _class_of(key, list(group), path.name)


def _class_of(key: tuple[str, str], lines: list[dict[str, str]], file: str) -> ClassAnswers:
    genders = {line["pupil"]: line["gender"] for line in lines}
    at = {pupil: i for i, pupil in enumerate(genders)}
    questions: dict[str, list[tuple[int, ...] | None]] = {}
    for line in lines:
        rows = questions.setdefault(line["question"], [None] * len(at))
        chosen = line["chosen"].split()
        if not set(chosen) <= set(at):
            raise FileRefusedError("unknown_pupil", file)
        if line["answered"] == "1":
            rows[at[line["pupil"]]] = tuple(sorted(at[pupil] for pupil in chosen))
    frozen = {question: tuple(rows) for question, rows in questions.items()}
    kinds = dict.fromkeys(frozen, "company")
    return ClassAnswers(key[0], key[1], tuple(at), tuple(genders.values()), frozen, kinds)


def write_long(classes: Iterable[ClassAnswers], path: Path) -> None:
    """Write classes as a long file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(LONG_COLUMNS)
        for one in classes:
            for question, rows in one.questions.items():
                for pupil, gender, row in zip(one.pupils, one.genders, rows, strict=True):
                    chosen = " ".join(one.pupils[j] for j in row or ())
                    key = (one.class_id, one.wave, pupil, gender, question)
                    out.writerow([*key, int(row is not None), chosen])

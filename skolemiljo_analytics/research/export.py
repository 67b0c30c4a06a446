"""Research tables as files: CSV with opaque ids, and a README of what may not be done with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.research.records import WARNING
from skolemiljo_analytics.research.tables import tabulate_research
from skolemiljo_analytics.vocabulary import VERSION

__all__ = ["write_research"]

_README = """# Research export

{warning}

Made by skolemiljo_analytics {version}.

## What the files are

- `pupils.csv`: `id, relation, measure, value`. Ids are drawn anew at every export: they are not the
  ids of the tool, not the rows of the class list, and are the same in no two exports.
- `labels.csv`: `id, relation, method, label`. Only where a round on concrete suspicion asked about
  both liking and not liking, or every pupil rated every other, at least 9 in 10 answered and the
  class has 12 pupils or more. "unclassified" is not "average".
- `classes.csv`: `relation, measure, value, reason`. A figure without a value has a reason.

Figures are those of the pupils who answered, among themselves; `share received` alone counts the
choices of those who answered, also of silent pupils.

## What may not be done with them

- Do not join them to names, nor try to find out who anybody is. A class of 25 with its choices can
  be recognised by whoever knows it: these are personal data, also without names.
- Do not show a label or a score of a pupil to a school, a parent or a pupil; do not rank pupils.
- Do not use them to decide anything about one pupil or one class.
- Do not keep them longer than the project that was approved.
- Do not compare classes by size-dependent figures (betweenness, Bonacich, density, triads) as they
  stand: set each beside chance in a class of the same size and choices.
"""


def write_research(
    graph: RelationGraph, folder: Path, rng: np.random.Generator | None = None
) -> tuple[Path, ...]:
    """Write one class's research tables and their README to a folder.

    Parameters
    ----------
    folder
        Made if it is not there; files of the same names are replaced.
    rng
        For the ids (see `tables.tabulate_research`).

    Returns
    -------
    The files written.
    """
    tables = tabulate_research(graph, rng)
    folder.mkdir(parents=True, exist_ok=True)
    frames = {"pupils": tables.pupils, "labels": tables.labels, "classes": tables.classes}
    written = []
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        frame.to_csv(path, index=False, lineterminator="\n")
        written.append(path)
    readme = folder / "README.md"
    readme.write_text(_README.format(warning=WARNING, version=VERSION), encoding="utf-8")
    return (*written, readme)

"""What a comparison is, the list of all, and the classes and files they read."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import Gender

EXACT = 1e-9
NETSEG = ("netseg_classroom_edges.csv", "netseg_classroom_nodes.csv")


@dataclass(frozen=True)
class Proof:
    """One set of numbers by others that ours must equal."""

    files: tuple[str, ...]
    ours: tuple[str, ...]
    oracle: str
    tolerance: float
    measure: Callable[[Path], float]
    printed: str = "at least 10 digits"

    @property
    def name(self) -> str:
        """The measuring function's name."""
        return self.measure.__name__.strip("_")


_entered: list[Proof] = []


def proof(
    *files: str, ours: str, oracle: str, tolerance: float = EXACT, printed: str = ""
) -> Callable[[Callable[[Path], float]], Callable[[Path], float]]:
    """Enter a measuring function in the list."""

    def enter(measure: Callable[[Path], float]) -> Callable[[Path], float]:
        words = printed or "at least 10 digits"
        _entered.append(Proof(files, tuple(ours.split()), oracle, tolerance, measure, words))
        return measure

    return enter


def entered_by(module: str) -> list[Proof]:
    """The comparisons of one module, in its order."""
    return [one for one in _entered if one.measure.__module__ == module]


def read(reference: Path, name: str) -> Any:
    """Read a file of expected numbers."""
    return json.loads((reference / "vectors" / name).read_text())


def table(reference: Path, name: str, **how: Any) -> pd.DataFrame:
    """Read a table of expected numbers."""
    return pd.read_csv(reference / "vectors" / name, **how)


def apart(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """The largest difference; two that are both undefined agree, one that is not is far."""
    far = 0.0
    for one, other in zip(ours, theirs, strict=True):
        if math.isnan(float(one)) and math.isnan(float(other)):
            continue
        gap = abs(float(one) - float(other))
        far = max(far, math.inf if math.isnan(gap) else gap)
    return far


def same(ours: Iterable[object], theirs: Iterable[object]) -> float:
    """0 where everything is alike, else infinity."""
    return 0.0 if list(ours) == list(theirs) else math.inf


@cache
def netseg(reference: Path) -> RelationGraph:
    """The class of 26 nine-year-olds."""
    edges = table(reference, "netseg_classroom_edges.csv", dtype=str).assign(relation="play")
    nodes = table(reference, "netseg_classroom_nodes.csv", dtype=str)
    genders = [Gender.BOY if g == "Boy" else Gender.GIRL for g in nodes["gender"]]
    return RelationGraph.from_frame(edges, list(nodes["id"]), genders=genders)


def girls(reference: Path) -> np.ndarray:
    """1 for girls, 0 for boys."""
    return np.array([g is Gender.GIRL for g in netseg(reference).genders], dtype=np.int64)

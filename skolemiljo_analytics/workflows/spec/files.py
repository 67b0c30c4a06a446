"""Read ``nodes.csv`` and ``edges.csv`` of the common format: a byte for each pair of pupils.

The whole of a country is read in one pass, in any order of lines, with bounded memory: what is
kept is one byte for each ordered pair of a class and wave.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.kernels.blocks import LAYERS, NO_WAVE
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["ManyClasses", "read_folder"]

_BLOCK = 1 << 20
"""Bytes of a file read at a time: the reader holds many blocks at once, and larger save no time."""

_GIRL = "F"


@dataclass(frozen=True)
class ManyClasses:
    """Classes in the order of the file, and their ties.

    Class c has the pupils ``first[c]`` to ``first[c + 1]``, and in each wave the cells from
    ``places[c]`` on: bit q of a cell is "row names column in question q". ``left_out`` counts ties
    of classes that are not listed.
    """

    class_ids: tuple[str, ...]
    pupils: Any
    girls: BoolArray
    first: IntArray
    places: IntArray
    waves: dict[int, NDArray[np.uint8]]
    held: dict[int, IntArray]
    left_out: int

    def size(self, at: int) -> int:
        """Return the number of pupils of a class."""
        return int(self.first[at + 1] - self.first[at])

    def cells(self, at: int, wave: int) -> NDArray[np.uint8]:
        """Return the cells of a class, shape (n, n); `NO_WAVE` everywhere without such a wave."""
        n = self.size(at)
        if wave not in self.held or not self.held[wave][at]:
            return np.full((n, n), NO_WAVE, dtype=np.uint8)
        start = int(self.places[at])
        return self.waves[wave][start : start + n * n].reshape(n, n)

    def portraits(self) -> list[tuple[int, int]]:
        """Return class and wave of every portrait: classes in order, waves rising."""
        return [
            (at, wave)
            for at in range(len(self.class_ids))
            for wave in sorted(self.waves)
            if self.held[wave][at]
        ]


def read_folder(folder: Path) -> ManyClasses:
    """Read a folder with ``nodes.csv`` and ``edges.csv``.

    Raises
    ------
    FileRefusedError
        If a file or a column is missing, a layer is unknown, or a tie names a pupil who is not
        listed in the class.
    """
    nodes = _read_nodes(folder / "nodes.csv")
    ties = _Ties({}, {})
    edges = folder / "edges.csv"
    left_out = sum(_place(batch, nodes, ties, edges.name) for batch in _batches(edges))
    return ManyClasses(
        tuple(nodes.classes.to_pylist()),
        nodes.pupils,
        nodes.girls,
        nodes.first,
        nodes.places,
        ties.waves,
        ties.held,
        left_out,
    )


@dataclass(frozen=True)
class _Nodes:
    """Who is in which class; `names` are codes into `known`."""

    classes: Any
    known: Any
    pupils: Any
    names: IntArray
    girls: BoolArray
    first: IntArray
    places: IntArray


def _read_nodes(path: Path) -> _Nodes:
    import pyarrow as pa
    from pyarrow import csv

    coded = pa.dictionary(pa.int32(), pa.string())
    columns = dict.fromkeys(("class_id", "pupil", "sex"), coded)
    with _refusing(path):
        table = csv.read_csv(
            path,
            read_options=csv.ReadOptions(block_size=_BLOCK),
            convert_options=csv.ConvertOptions(
                column_types=columns, include_columns=list(columns), strings_can_be_null=False
            ),
        )
    classes, names, sexes = (_coded(table[name]) for name in columns)
    codes = np.asarray(classes.indices)
    order = np.argsort(codes, kind="stable")
    sizes = np.bincount(codes, minlength=len(classes.dictionary)).astype(np.int64)
    girl = sexes.dictionary.index(_GIRL).as_py()
    return _Nodes(
        classes.dictionary,
        names.dictionary,
        names.take(pa.array(order)),
        np.asarray(names.indices).astype(np.int64)[order],
        np.asarray(np.asarray(sexes.indices)[order] == girl, dtype=np.bool_),
        np.concatenate([[0], np.cumsum(sizes)]),
        np.concatenate([[0], np.cumsum(sizes * sizes)]),
    )


def _coded(column: Any) -> Any:
    """Return a column as codes into what stands in it, in the order it first stands there."""
    return column.unify_dictionaries().combine_chunks()


def _batches(path: Path) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    text = pa.dictionary(pa.int32(), pa.string())
    columns = dict.fromkeys(("class_id", "source", "target", "layer"), text) | {"wave": pa.int64()}
    with _refusing(path):
        yield from csv.open_csv(
            path,
            read_options=csv.ReadOptions(block_size=_BLOCK),
            convert_options=csv.ConvertOptions(
                column_types=columns, include_columns=list(columns), strings_can_be_null=False
            ),
        )


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the CSV reader raises into an error of ours."""
    import pyarrow as pa

    if not path.is_file():
        raise FileRefusedError("not_found", path.name)
    try:
        yield
    except (pa.ArrowInvalid, KeyError):
        raise FileRefusedError("damaged", path.name) from None


@dataclass(frozen=True)
class _Ties:
    """Cells by wave, and which classes have any; filled while reading."""

    waves: dict[int, NDArray[np.uint8]]
    held: dict[int, IntArray]

    def open(self, wave: int, nodes: _Nodes) -> tuple[NDArray[np.uint8], IntArray]:
        if wave not in self.waves:
            self.waves[wave] = np.zeros(int(nodes.places[-1]), dtype=np.uint8)
            self.held[wave] = np.zeros(len(nodes.classes), dtype=np.int64)
        return self.waves[wave], self.held[wave]


def _place(batch: Any, nodes: _Nodes, ties: _Ties, file: str) -> int:
    import pyarrow as pa

    from skolemiljo_analytics.kernels.fused.placing import place_ties

    bits = _codes(batch["layer"], pa.array(LAYERS))
    if (bits < 0).any():
        raise FileRefusedError("unknown_layer", file)
    codes = np.stack(
        [
            _codes(batch["class_id"], nodes.classes),
            _codes(batch["source"], nodes.known),
            _codes(batch["target"], nodes.known),
        ]
    )
    wave_of = np.asarray(batch["wave"])
    listed = codes[0] >= 0
    for wave in np.unique(wave_of[listed]).tolist():
        which = np.flatnonzero(listed & (wave_of == wave))
        unknown = place_ties(
            np.ascontiguousarray(codes[:, which]),
            (1 << bits[which]).astype(np.uint8),
            nodes.first,
            nodes.places,
            nodes.names,
            *ties.open(wave, nodes),
        )
        if unknown:
            raise FileRefusedError("unknown_pupil", file, ties=unknown)
    return int((~listed).sum())


def _codes(column: Any, known: Any) -> IntArray:
    """Return the place of each value among those known, -1 for others."""
    import pyarrow.compute as pc

    found = pc.fill_null(pc.index_in(column.dictionary, value_set=known), -1)
    return np.asarray(np.asarray(found).astype(np.int64)[np.asarray(column.indices)])

"""Write ``class.csv``, ``pupil.csv`` and, if asked for, ``coassign.csv`` of the common format."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np

from skolemiljo_analytics.kernels.blocks import CLASS_COLUMNS, PUPIL_COLUMNS, Block
from skolemiljo_analytics.vocabulary import IntArray
from skolemiljo_analytics.workflows.spec.files import ManyClasses

__all__ = ["Portraits", "Writer"]

_STATUS = ("average", "popular", "rejected", "neglected", "controversial")
"""Coie and Dodge's words as the format spells them: for science, opaque ids only."""

_DECIMALS = 10


class Portraits:
    """Portraits of some classes and waves, in order, filled block by block."""

    def __init__(self, classes: ManyClasses, wanted: Sequence[tuple[int, int]]) -> None:
        self.classes = classes
        self.wanted = wanted
        sizes = np.array([classes.size(at) for at, _ in wanted], dtype=np.int64)
        self.first = np.concatenate([[0], np.cumsum(sizes)])
        self.counts = np.zeros((len(CLASS_COLUMNS[0]), len(wanted)), dtype=np.int64)
        self.numbers = np.zeros((len(CLASS_COLUMNS[1]), len(wanted)))
        rows = int(self.first[-1])
        self.pupil_counts = np.zeros((len(PUPIL_COLUMNS[0]), rows), dtype=np.int64)
        self.pupil_numbers = np.zeros((len(PUPIL_COLUMNS[1]), rows))
        self.together: dict[int, IntArray] = {}

    def put(self, block: Block, places: Sequence[int], *, keep_together: bool) -> None:
        """Put the portraits of a block in these places."""
        n = block.together.shape[1]
        rows = (self.first[list(places)][:, None] + np.arange(n)).ravel()
        self.counts[:, places] = block.counts.T
        self.numbers[:, places] = block.numbers.T
        self.pupil_counts[:, rows] = block.pupil_counts.transpose(1, 0, 2).reshape(-1, len(rows))
        self.pupil_numbers[:, rows] = block.pupil_numbers.transpose(1, 0, 2).reshape(-1, len(rows))
        if keep_together:
            self.together.update(zip(places, block.together, strict=True))


class Writer:
    """Writes portraits as they come; a context manager.

    After every part a journal says how long each file is, so that a run that was killed goes on
    from there. `digest` is of all the numbers depend on: a journal of another is not followed.
    """

    def __init__(
        self, folder: Path, *, digest: str, redraws: int, together: bool, layout: bool
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._redraws, self._layout = folder, redraws, layout
        self._names = ["class.csv", "pupil.csv"] + ["coassign.csv"] * together
        self._journal = folder / "spec.journal.json"
        self._digest = digest
        self._open: dict[str, tuple[BinaryIO, Any]] = {}
        self._sizes = self._found()
        self.done = int(self._sizes.pop("done", 0))
        """Parts that an earlier run had written."""

    def _found(self) -> dict[str, int]:
        """Return parts done and sizes of files from the journal, if it can be followed."""
        try:
            kept = json.loads(self._journal.read_text(encoding="utf-8"))
            sizes = {name: int(kept["sizes"][name]) for name in self._names}
            whole = all(self._part(n).stat().st_size >= size for n, size in sizes.items())
            same = kept["digest"] == self._digest and whole
            return sizes | {"done": int(kept["done"])} if same else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _part(self, name: str) -> Path:
        return self._folder / f"{name}.part"

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the files; only a whole run leaves them under their own names."""
        for file, writer in self._open.values():
            writer.close()
            file.close()
        if kind is None:
            for name in self._names:
                if self._part(name).exists():
                    self._part(name).replace(self._folder / name)
            self._journal.unlink(missing_ok=True)

    def write(self, made: Portraits) -> None:
        """Write some portraits after those before, and say so in the journal."""
        tables = {"class.csv": _class_table, "pupil.csv": _pupil_table, "coassign.csv": _pair_table}
        for name in self._names:
            table = tables[name](made, self._redraws)
            if name == "pupil.csv" and not self._layout:
                table = table.drop_columns(["x", "y"])
            self._sizes[name] = self._add(name, table)
        self.done += 1
        body = {"digest": self._digest, "done": self.done, "sizes": self._sizes}
        fresh = self._journal.with_suffix(".part")
        fresh.write_text(json.dumps(body), encoding="utf-8")
        fresh.replace(self._journal)

    def _add(self, name: str, table: Any) -> int:
        """Write a table at the end of a file; return how long the file is then."""
        from pyarrow import csv

        if name not in self._open:
            kept = self._sizes.get(name, 0)
            file = self._part(name).open("r+b" if kept else "wb")
            file.truncate(kept)
            file.seek(kept)
            options = csv.WriteOptions(
                include_header=kept == 0, quoting_style="needed", quoting_header="none"
            )
            self._open[name] = file, csv.CSVWriter(file, table.schema, write_options=options)
        file, writer = self._open[name]
        writer.write_table(table)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _keys(made: Portraits, repeat: IntArray) -> dict[str, Any]:
    import pyarrow as pa

    ids, at = pa.array(made.classes.class_ids), np.array([at for at, _ in made.wanted])
    wave = np.array([wave for _, wave in made.wanted])
    return {
        "class_id": ids.take(pa.array(np.repeat(at, repeat))),
        "wave": pa.array(np.repeat(wave, repeat)),
    }


def _class_table(made: Portraits, _: int) -> Any:
    import pyarrow as pa

    columns = _keys(made, np.ones(len(made.wanted), dtype=np.int64))
    columns |= dict(zip(CLASS_COLUMNS[0], map(pa.array, made.counts), strict=True))
    return pa.table(columns | _rounded(CLASS_COLUMNS[1], made.numbers))


def _pupil_table(made: Portraits, _: int) -> Any:
    import pyarrow as pa

    columns = _keys(made, np.diff(made.first))
    first = made.classes.first
    rows = [np.arange(first[at], first[at + 1]) for at, _ in made.wanted]
    columns["pupil"] = made.classes.pupils.take(pa.array(np.concatenate(rows)))
    columns |= dict(zip(PUPIL_COLUMNS[0], map(pa.array, made.pupil_counts), strict=True))
    columns["status"] = pa.array(_STATUS).take(columns["status"])
    return pa.table(columns | _rounded(PUPIL_COLUMNS[1], made.pupil_numbers))


def _pair_table(made: Portraits, redraws: int) -> Any:
    import pyarrow as pa

    pairs = [np.triu_indices(made.classes.size(at), 1) for at, _ in made.wanted]
    columns = _keys(made, np.array([len(i) for i, _ in pairs]))
    columns["i"] = pa.array(np.concatenate([i for i, _ in pairs]))
    columns["j"] = pa.array(np.concatenate([j for _, j in pairs]))
    shares = [made.together[at][ij] / redraws for at, ij in enumerate(pairs)]
    return pa.table(columns | _rounded(["p"], [np.concatenate(shares)]))


def _rounded(names: Sequence[str], values: Any) -> dict[str, Any]:
    import pyarrow as pa

    return {
        name: pa.array(np.round(column, _DECIMALS))
        for name, column in zip(names, values, strict=True)
    }

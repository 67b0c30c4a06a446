"""Use case: portraits of any number of classes, block by block, on one machine or a cluster."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.readers.safe_export import safe_text
from skolemiljo_analytics.vocabulary import VERSION
from skolemiljo_analytics.workflows.many_sources import ClassAnswers, graph_of, iterate_classes
from skolemiljo_analytics.workflows.many_tables import (
    class_rows,
    class_schema,
    pupil_rows,
    pupil_schema,
    scale_rows,
    scale_schema,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from skolemiljo_analytics.graph import RelationGraph

__all__ = ["Draws", "ManyRun", "describe_many"]

_TABLES = {"classes": class_schema, "pupils": pupil_schema, "scales": scale_schema}


@dataclass(frozen=True)
class Draws:
    """How much is drawn for each question of each class."""

    redraws: int = 1000
    null_draws: int = 100


@dataclass(frozen=True)
class ManyRun:
    """What a run did: blocks made now, blocks kept from an earlier run, and the files."""

    classes: int
    made: int
    kept: int
    files: tuple[Path, ...]


def describe_many(
    source: str | Path | Iterable[RelationGraph],
    *,
    out: str | Path,
    draws: Draws | None = None,
    threads: int | None = None,
    block: int = 32,
    progress: Callable[[int], None] | None = None,
) -> ManyRun:
    """Describe class after class; write ``classes``, ``pupils`` and ``scales`` as Parquet and CSV.

    Each round of a class is compared with the one before it (columns from `previous_wave` on).

    A run that was killed goes on where it stopped: each finished block lies in ``out/blocks`` under
    a digest of its answers, the draws and the version, and is made once. Numbers do not depend on
    threads, blocks or machines. On a Dask cluster, call it inside
    ``joblib.parallel_config(backend="dask")``; a worker that dies costs its block only.

    Parameters
    ----------
    source
        A long file (see `workflows.many_sources`), a folder with a folder a class, or graphs. Read
        as it is needed: only the blocks being made are in memory.
    out
        Folder to write to.
    threads
        Blocks made at a time; one a processor core by default. Left to the cluster where there is
        one.
    block
        Classes and rounds a block.
    progress
        Told how many classes and rounds are done.

    Raises
    ------
    FileRefusedError
        See `iterate_classes`.
    """
    place = Path(out)
    (place / "blocks").mkdir(parents=True, exist_ok=True)
    given = iterate_classes(Path(source) if isinstance(source, str) else source)
    effort = draws or Draws()
    jobs: list[_Job] = []
    made = done = 0
    work = _jobs(given, effort, place / "blocks", block=block, seen=jobs)
    for job, tables in _run(work, effort, threads):
        if tables is not None:
            _keep(place / "blocks" / job.digest, tables)
            made += 1
        done += job.size
        if progress is not None:
            progress(done)
    _write_manifest(place, jobs, effort)
    files = tuple(_join(place, name, [job.digest for job in jobs]) for name in _TABLES)
    return ManyRun(done, made, len(jobs) - made, tuple(path for pair in files for path in pair))


@dataclass(frozen=True)
class _Job:
    digest: str
    size: int
    classes: tuple[ClassAnswers, ...]


def _jobs(
    given: Iterator[ClassAnswers], draws: Draws, place: Path, *, block: int, seen: list[_Job]
) -> Iterator[_Job]:
    """Yield blocks; those made before come without their answers."""
    while part := tuple(islice(given, block)):
        body = [VERSION, asdict(draws), [one.plain() for one in part]]
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:24]
        finished = all(_file(place / digest, name).exists() for name in _TABLES)
        seen.append(_Job(digest, len(part), ()))
        yield _Job(digest, len(part), () if finished else part)


def _run(
    jobs: Iterator[_Job], draws: Draws, threads: int | None
) -> Iterator[tuple[_Job, dict[str, list[dict[str, Any]]] | None]]:
    from joblib import Parallel, delayed

    work = Parallel(
        n_jobs=threads or -1, prefer="threads", return_as="generator", pre_dispatch="2 * n_jobs"
    )
    yield from work(delayed(_describe)(job, draws) for job in jobs)


def _describe(job: _Job, draws: Draws) -> tuple[_Job, dict[str, list[dict[str, Any]]] | None]:
    """Describe one block; runs in a thread or on another machine."""
    from skolemiljo_analytics.portrait.describe import describe_class

    if not job.classes:
        return job, None
    portraits = [
        describe_class(
            graph_of(one),
            previous=None if one.previous is None else graph_of(one.previous),
            redraws=draws.redraws,
            null_draws=draws.null_draws,
        )
        for one in job.classes
    ]
    done = _Job(job.digest, job.size, ())
    tables = {"classes": class_rows(portraits), "pupils": pupil_rows(portraits)}
    return done, tables | {"scales": scale_rows(job.classes)}


def _file(stem: Path, name: str) -> Path:
    return stem.with_name(f"{stem.name}.{name}.parquet")


def _keep(stem: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Write a block's tables; each appears whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, rows in tables.items():
        path = _file(stem, name)
        part = path.with_suffix(".part")
        pq.write_table(pa.Table.from_pylist(rows, schema=_TABLES[name]()), part)
        part.replace(path)


def _write_manifest(place: Path, jobs: list[_Job], draws: Draws) -> None:
    body = {
        "version": VERSION,
        **asdict(draws),
        "blocks": [{"digest": job.digest, "classes": job.size} for job in jobs],
    }
    part = place / "manifest.json.part"
    part.write_text(json.dumps(body, indent=1), encoding="utf-8")
    part.replace(place / "manifest.json")


def _join(place: Path, name: str, digests: list[str]) -> tuple[Path, Path]:
    """Join the blocks in the order of the source, one in memory at a time."""
    import pyarrow.parquet as pq
    from pyarrow import csv

    schema = _TABLES[name]()
    paths = place / f"{name}.parquet", place / f"{name}.csv"
    parts = [path.with_name(f"{path.name}.part") for path in paths]
    options = csv.WriteOptions(quoting_style="needed", quoting_header="none")
    with (
        pq.ParquetWriter(parts[0], schema) as table,
        csv.CSVWriter(parts[1], schema, write_options=options) as text,
    ):
        for digest in digests:
            block = pq.read_table(_file(place / "blocks" / digest, name), schema=schema)
            table.write_table(block)
            text.write_table(_shown(block))
    for part, path in zip(parts, paths, strict=True):
        part.replace(path)
    return paths


def _shown(block: pa.Table) -> pa.Table:
    """Return a table whose texts a spreadsheet shows and does not run."""
    import pyarrow as pa

    columns = [
        pa.array([one and safe_text(one) for one in column.to_pylist()], column.type)
        if pa.types.is_string(column.type)
        else column
        for column in block.columns
    ]
    return pa.Table.from_arrays(columns, schema=block.schema)

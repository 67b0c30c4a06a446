"""Use case: every portrait of a folder in the common format, file to file."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from skolemiljo_analytics.kernels.blocks import Block, Effort, describe, load
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.vocabulary import VERSION
from skolemiljo_analytics.workflows.spec.files import ManyClasses, read_folder
from skolemiljo_analytics.workflows.spec.writing import Portraits, Writer

__all__ = ["Timing", "describe_spec"]

_CHUNK = 2048
_BLOCK = 64


@dataclass(frozen=True)
class Timing:
    """What a run took, in seconds.

    `read_s` is reading, and loading the compiled loops; `compute_s` all after it, with writing;
    `compute_cpu_s` the processor time of the portraits alone. `kept` of the portraits were made by
    an earlier run that was stopped, and are in none of the seconds.
    """

    portraits: int
    kept: int
    left_out: int
    procs: int
    boot: int
    perm: int
    read_s: float
    compute_s: float
    compute_cpu_s: float
    total_s: float


def describe_spec(
    folder: Path,
    out: Path,
    *,
    threads: int | None = None,
    effort: Effort | None = None,
    together: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Timing:
    """Read ``nodes.csv`` and ``edges.csv`` from a folder; write ``class.csv`` and ``pupil.csv``.

    Numbers depend on class, wave and effort alone: not on threads, order or what else is in the
    file. Also writes ``timing.json``. A run that was killed goes on where it stopped, if files,
    effort and version are the same.

    Parameters
    ----------
    threads
        As many portraits at a time; one a processor core by default.
    effort
        Redraws, permutations, starts, sweeps of the layout (0: no layout).
    together
        Also write ``coassign.csv``: how often two pupils share a group.
    progress
        Told how many portraits are done, and of how many.

    Raises
    ------
    FileRefusedError
        See `read_folder`.
    """
    begun = time.perf_counter()
    work = effort or Effort()
    count = threads or os.cpu_count() or 1
    load()
    classes = read_folder(folder)
    read = time.perf_counter() - begun
    wanted = classes.portraits()
    cpu = 0.0
    digest = _digest(folder, work, together=together)
    with Writer(
        out, digest=digest, redraws=work.redraws, together=together, layout=work.sweeps > 0
    ) as writer:
        kept = min(writer.done * _CHUNK, len(wanted))
        rest = wanted[kept:]
        for made, spent in _chunks(classes, rest, work, threads=count, together=together):
            writer.write(made)
            cpu += spent
            if progress is not None:
                progress(min(writer.done * _CHUNK, len(wanted)), len(wanted))
    whole = time.perf_counter() - begun
    timing = Timing(
        len(wanted),
        kept,
        classes.left_out,
        count,
        work.redraws,
        work.permutations,
        read,
        whole - read,
        cpu,
        whole,
    )
    (out / "timing.json").write_text(json.dumps(asdict(timing), indent=1), encoding="utf-8")
    return timing


def _digest(folder: Path, effort: Effort, *, together: bool) -> str:
    """Return a digest of all the numbers and their order depend on."""
    found = hashlib.sha256(json.dumps([VERSION, _CHUNK, asdict(effort), together]).encode())
    for name in ("nodes.csv", "edges.csv"):
        with (folder / name).open("rb") as file:
            while part := file.read(1 << 20):
                found.update(part)
    return found.hexdigest()


def _chunks(
    classes: ManyClasses,
    wanted: Sequence[tuple[int, int]],
    effort: Effort,
    *,
    threads: int,
    together: bool,
) -> Iterator[tuple[Portraits, float]]:
    """Describe chunk after chunk, one ahead of the one that is being written."""
    parts = [wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK)]
    with ThreadPoolExecutor(threads) as pool:
        ahead = [_submit(pool, classes, part, effort) for part in parts[:1]]
        for at, part in enumerate(parts):
            if at + 1 < len(parts):
                ahead.append(_submit(pool, classes, parts[at + 1], effort))
            made, spent = Portraits(classes, part), 0.0
            for places, future in ahead.pop(0):
                block, seconds = future.result()
                made.put(block, places, keep_together=together)
                spent += seconds
            yield made, spent


def _submit(
    pool: ThreadPoolExecutor,
    classes: ManyClasses,
    wanted: Sequence[tuple[int, int]],
    effort: Effort,
) -> list[tuple[list[int], Future[tuple[Block, float]]]]:
    by_size: dict[int, list[int]] = defaultdict(list)
    for place, (at, _) in enumerate(wanted):
        by_size[classes.size(at)].append(place)
    blocks = [
        places[start : start + _BLOCK]
        for _, places in sorted(by_size.items())
        for start in range(0, len(places), _BLOCK)
    ]
    return [
        (places, pool.submit(_describe, classes, [wanted[p] for p in places], effort))
        for places in blocks
    ]


def _describe(
    classes: ManyClasses, wanted: Sequence[tuple[int, int]], effort: Effort
) -> tuple[Block, float]:
    begun = time.thread_time()
    cells = np.stack([classes.cells(at, wave) for at, wave in wanted])
    before = np.stack([classes.cells(at, wave - 1) for at, wave in wanted])
    girls = np.stack([classes.girls[classes.first[at] : classes.first[at + 1]] for at, _ in wanted])
    seeds = [derive_seed("spec", classes.class_ids[at], wave) for at, wave in wanted]
    block = describe(cells, before, girls, seeds=seeds, effort=effort)
    return block, time.thread_time() - begun

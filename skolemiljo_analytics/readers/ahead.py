"""A large import: names compared on all cores ahead of time, and the collector held back.

What is compared ahead is what would be compared anyway: the outcome is the same with and without.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import chain, islice

from skolemiljo_analytics.readers.resolve import Comparison, Ranked, Resolver

__all__ = ["FEW", "Progress", "collector_held", "compare_ahead"]

Progress = Callable[[str, int, int], None]
"""Told what is done (``comparing``, ``deciding``), and how many of how many."""
FEW = 2_000
"""Up to this many comparisons other processes cost more than they give."""
_BATCH = 40


def compare_ahead(
    texts: Sequence[tuple[Resolver, Iterable[str]]],
    tell: Progress | None = None,
    *,
    few: int = FEW,
) -> None:
    """Compare what each resolver will have to compare, class by class on all cores.

    Parameters
    ----------
    texts
        Each resolver once, with every written name it will be asked about.
    tell
        Told how many classes are compared.
    few
        With no more comparisons than this nothing is done ahead.

    Notes
    -----
    Each process gets the names of one class and its surroundings at a time, never the whole list,
    so that memory grows with the file and not with the number of cores. What is certain in the next
    classes is settled here while the others compare.
    """
    classes = ((resolver, _keys(resolver, written)) for resolver, written in texts)
    waiting: list[tuple[Resolver, list[str]]] = []
    n = 0
    for one in classes:
        waiting.append(one)
        n += len(one[1])
        if n > few:
            break
    else:
        return
    found = _on_all_cores(chain(waiting, classes))
    for done, (resolver, ranked) in enumerate(found, start=1):
        resolver.take_ranked(ranked)
        if tell is not None and done % _BATCH == 0:
            tell("comparing", done, len(texts))


def _keys(resolver: Resolver, written: Iterable[str]) -> list[str]:
    """Return what a resolver must compare; what is certain it settles meanwhile."""
    return [key for key in dict.fromkeys(map(resolver.key_to_rank, written)) if key]


def _on_all_cores(
    classes: Iterator[tuple[Resolver, list[str]]],
) -> Iterator[tuple[Resolver, dict[str, Ranked]]]:
    """Yield what other processes find, in order, with never more under way than keeps them busy."""
    from joblib import cpu_count
    from joblib.externals.loky import get_reusable_executor

    cores = cpu_count()
    pool = get_reusable_executor(max_workers=cores)
    under_way: deque[tuple[list[Resolver], Future[list[dict[str, Ranked]]]]] = deque()
    while batch := list(islice(classes, _BATCH)):
        work = [resolver.comparison(keys) for resolver, keys in batch]
        under_way.append(([resolver for resolver, _ in batch], pool.submit(_rank_all, work)))
        if len(under_way) > 2 * cores:
            yield from _found(*under_way.popleft())
    while under_way:
        yield from _found(*under_way.popleft())


def _found(
    resolvers: list[Resolver], future: Future[list[dict[str, Ranked]]]
) -> Iterator[tuple[Resolver, dict[str, Ranked]]]:
    yield from zip(resolvers, future.result(), strict=True)


def _rank_all(batch: Sequence[Comparison]) -> list[dict[str, Ranked]]:
    return [one.rank() for one in batch]


@contextmanager
def collector_held() -> Iterator[None]:
    """Hold the garbage collector back: an import makes records by the million and no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

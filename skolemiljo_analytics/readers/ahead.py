"""A large import: names compared on all cores ahead of time, and the collector held back.

What is compared ahead is what would be compared anyway: the outcome is the same with and without.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from skolemiljo_analytics.readers.resolve import Comparison, Ranked, Resolver

__all__ = ["FEW", "Progress", "collector_held", "compare_ahead"]

Progress = Callable[[str, int, int], None]
"""Told what is done (``comparing``, ``deciding``), and how many of how many."""
FEW = 2_000
"""Up to this many comparisons other processes cost more than they give."""
_BATCH = 40


def compare_ahead(
    texts: Iterable[tuple[Resolver, str]], tell: Progress | None = None, *, few: int = FEW
) -> None:
    """Compare what each resolver will have to compare, class by class on all cores.

    Parameters
    ----------
    texts
        Every written name with the resolver that will be asked.
    tell
        Told how many classes are compared.
    few
        With no more comparisons than this nothing is done ahead.

    Notes
    -----
    Each process gets the names of one class and its surroundings at a time, never the whole list,
    so that memory grows with the file and not with the number of cores.
    """
    wanted: dict[Resolver, dict[str, None]] = {}
    for resolver, text in texts:
        key = resolver.key_to_rank(text)
        if key:
            wanted.setdefault(resolver, {})[key] = None
    if sum(map(len, wanted.values())) <= few:
        return
    work = [resolver.comparison(keys) for resolver, keys in wanted.items()]
    total = len(work)
    for at, (resolver, ranked) in enumerate(zip(wanted, _on_all_cores(work), strict=True)):
        resolver.take_ranked(ranked)
        if tell is not None and (at + 1) % _BATCH == 0:
            tell("comparing", at + 1, total)


def _on_all_cores(work: Sequence[Comparison]) -> Iterator[dict[str, Ranked]]:
    from joblib import Parallel, delayed

    batches = [work[at : at + _BATCH] for at in range(0, len(work), _BATCH)]
    pool = Parallel(n_jobs=-1, return_as="generator", pre_dispatch="2 * n_jobs", batch_size=1)
    for found in pool(delayed(_rank_all)(batch) for batch in batches):
        yield from found


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

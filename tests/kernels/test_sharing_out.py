"""Work shared out over the cores: in order, inside other work, and with its errors told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from skolemiljo_analytics.kernels import draws


@pytest.fixture(params=[1, 2, 8])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """As many cores as asked for, whatever the machine has."""
    monkeypatch.setattr(draws.os, "cpu_count", lambda: request.param)
    draws._spare_cores.cache_clear()
    draws._threads.cache_clear()
    yield request.param
    draws._spare_cores.cache_clear()
    draws._threads.cache_clear()


def free(cores: int) -> int:
    """How many other cores can be held now; they are given back."""
    held = draws._hold_cores(cores)
    draws._spare_cores(draws.os.getpid()).release(held) if held else None
    return held


def test_what_is_made_side_by_side_comes_in_order(cores: int) -> None:
    assert draws.side_by_side(lambda x: x * x, range(9)) == [x * x for x in range(9)]
    assert draws.side_by_side(str, []) == []
    assert free(cores) == cores - 1


def test_work_inside_work_never_waits_for_a_free_thread(cores: int) -> None:
    def inner(k: int) -> int:
        return sum(draws.side_by_side(lambda x: x + k, range(20)))

    def outer(k: int) -> int:
        return sum(draws.side_by_side(inner, range(k, k + 3)))

    expected = [sum(sum(x + j for x in range(20)) for j in range(k, k + 3)) for k in range(12)]
    assert draws.side_by_side(outer, range(12)) == expected
    assert free(cores) == cores - 1


@pytest.mark.parametrize("n", [0, 1, 63, 64, 1000])
def test_blocks_cover_every_draw_once(cores: int, n: int) -> None:
    met: list[int] = []
    draws.in_blocks(lambda part: met.extend(range(part.start, part.stop)), n, least=10)
    assert sorted(met) == list(range(n))
    assert free(cores) == cores - 1


@pytest.mark.parametrize("bad", [0, 7])
def test_an_error_in_any_thread_reaches_who_asked(cores: int, bad: int) -> None:
    def work(x: int) -> int:
        if x == bad:
            raise ValueError(str(x))
        return x

    with pytest.raises(ValueError, match=str(bad)):
        draws.side_by_side(work, range(8))
    assert draws.side_by_side(abs, [-1, -2]) == [1, 2]
    assert free(cores) == cores - 1


def test_no_more_threads_work_than_there_are_cores(cores: int) -> None:
    at_once, most = 0, 0
    lock, enough = threading.Lock(), threading.Event()

    def work(_: int) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
            if at_once == cores:
                enough.set()
        enough.wait(0.02)
        with lock:
            at_once -= 1

    draws.side_by_side(lambda _: draws.side_by_side(work, range(6)), range(2 * cores))
    assert most <= cores

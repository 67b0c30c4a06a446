"""Put faults into ``kernels/`` and ``doubt/``, one at a time, and see whether a test notices.

Run ``python -m benchmarks.numbers.faults SCRATCH`` at the root of the checkout, with `mutmut` on
the path (``pip install --target FOLDER mutmut``, ``PYTHONPATH=FOLDER``) and `SKOLEMILJO_REFERENCE`
set, if there is such a folder. The checkout is copied to SCRATCH and changed there; results are
added to ``SCRATCH/results.jsonl``, so that a run that was stopped goes on where it was, and
``--again`` tries those that slipped by once more. `benchmarks.numbers.score` counts.

The faults are mutmut's. Its own runner starts pytest anew for each, which takes longer than the
tests do; here the tests are collected once, and each fault is tried in a fork of that process, with
the tests that reach its function, the quickest first, until one fails. Loops are tried uncompiled:
a compiled loop cannot be changed without compiling it again.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "skolemiljo_analytics"
DECORATED = re.compile(r"^@(compiled|inlined|allocating|dividing|cache)\n", re.MULTILINE)
TESTS = (
    *(f"tests/kernels/test_{name}.py" for name in ("counts", "cores", "draws", "formulas")),
    *(f"tests/kernels/test_{name}.py" for name in ("labellings", "large_graphs", "search")),
    *(f"tests/kernels/test_{name}.py" for name in ("seeds", "stacks")),
    "tests/doubt",
    "tests/portrait/test_ratings.py",
    "tests/portrait/test_signed.py",
    "tests/research/test_laws.py",
    "tests/test_vectors.py",
)
"""Those that reach `kernels` and `doubt`, and are quick enough to be run some thousand times."""

WITHOUT = ("test_the_short_way", "test_without_the_pattern", "test_planted_groups_are_found_as")
"""Tests of many invented classes: each takes longer than a hundred others."""

CAUGHT = ("caught", "stopped")
"""A test failed, or ran many times longer than it does."""

LEAST_SECONDS = 2
LONGEST = 8
"""Seconds of the processor for one test without a fault; slower ones are not used."""


def modules() -> list[str]:
    """Every module of `kernels` and `doubt` that is not a compiled loop."""
    home = ROOT / PACKAGE
    found = [path for folder in ("kernels", "doubt") for path in (home / folder).glob("[!_]*.py")]
    return sorted(path.relative_to(home).as_posix() for path in found)


def copy_checkout(scratch: Path) -> Path:
    """Copy what the tests need, without what was compiled."""
    there = scratch / "checkout"
    if not there.exists():
        parts = (PACKAGE, "tests", "benchmarks", "sample_data", "notebooks", "docs")
        for part in parts:
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(ROOT / part, there / part, ignore=ignored)
        for file in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
            shutil.copy(ROOT / file, there / file)
    return there


def put_faults(checkout: Path, modules: Iterable[str]) -> dict[str, list[str]]:
    """Write every fault of the modules beside the right code; return their names by function."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    found: dict[str, list[str]] = {}
    for module in modules:
        code = DECORATED.sub("", (ROOT / PACKAGE / module).read_text(encoding="utf-8"))
        changed = mutate_file_contents(module, code)
        (checkout / PACKAGE / module).write_text(changed.code, encoding="utf-8")
        dotted = f"{PACKAGE}.{module.removesuffix('.py').replace('/', '.')}"
        for name in changed.mutant_names:
            short = name.rsplit(".", 1)[-1]
            found.setdefault(f"{dotted}.{short.partition('__mutmut_')[0]}", []).append(
                f"{dotted}.{short}"
            )
    return found


def every(faults: dict[str, list[str]], step: int) -> dict[str, list[str]]:
    """Keep the first of each `step` faults of a module, counted through its functions."""
    kept: dict[str, list[str]] = {}
    seen: Counter[str] = Counter()
    for function, names in faults.items():
        module = function.rpartition(".")[0]
        kept[function] = [x for at, x in enumerate(names, seen[module]) if at % step == 0]
        seen[module] += len(names)
    return kept


def _too_long(*_: object) -> None:
    raise TimeoutError


class Tried:
    """A pytest plugin: run every test once, then each fault with the tests that reach it."""

    def __init__(
        self,
        faults: dict[str, list[str]],
        results: Path,
        *,
        seconds: float = 1e9,
        most: float = 4.0,
        again: bool = False,
    ) -> None:
        self.faults, self.results, self.until = faults, results, time.time() + seconds
        self.most, self.again = most, again
        self.reached: dict[str, list[int]] = defaultdict(list)
        self.took: dict[int, float] = {}
        self.hits: set[str] = set()
        self.failed = self.trying = False

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note a failure."""
        self.failed |= bool(report.failed)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: Any) -> None:
        """End a fork at its first failure: drawing it would take longer than most tests."""
        if self.trying and call.excinfo and not call.excinfo.errisinstance(pytest.skip.Exception):
            os._exit(1)

    def pytest_runtestloop(self, session: Any) -> bool:
        """Take over the running of tests."""
        from mutmut.mutation import trampoline

        def note(name: str, caller: str | None = None) -> None:  # noqa: ARG001
            self.hits.add(name)

        trampoline.record_trampoline_hit = note
        os.environ["MUTANT_UNDER_TEST"] = "stats"
        signal.signal(signal.SIGPROF, _too_long)
        items = session.items
        for at, item in enumerate(items):
            self.hits.clear()
            self.failed = False
            before = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            self._run(item, None)
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.took[at] = time.process_time() - before
            if self.failed:
                print(
                    f"Left out, as it fails or is slow without a fault: {item.nodeid}", flush=True
                )
                continue
            for function in self.hits:
                self.reached[function].append(at)
        gc.freeze()  # what is there already need not be copied into every fork
        self._try_all(items)
        return True

    @staticmethod
    def _run(item: Any, following: Any) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _try_all(self, items: list[Any]) -> None:
        last = {row["fault"]: row["verdict"] for row in map(json.loads, read_lines(self.results))}
        done = {fault for fault, verdict in last.items() if not self.again or verdict in CAUGHT}
        for function, names in self.faults.items():
            tests = self._affordable(function)
            for name in names:
                if name in done:
                    continue
                if time.time() > self.until:
                    return
                verdict = self._try_one(name, [items[at] for at in tests], tests)
                row = {"fault": name, "verdict": verdict, "tests": len(tests)}
                with self.results.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")

    def _affordable(self, function: str) -> list[int]:
        chosen, left = [], self.most
        for at in sorted(self.reached[function], key=lambda at: self.took[at]):
            left -= self.took[at]
            if left < 0 and chosen:
                break
            chosen.append(at)
        return chosen

    def _try_one(self, name: str, items: list[Any], tests: list[int]) -> str:
        if not items:
            return "not reached"
        child = os.fork()
        if child == 0:
            usual = sum(self.took[at] for at in tests)
            signal.setitimer(signal.ITIMER_PROF, LEAST_SECONDS / 4 + 3 * usual)
            limit = LEAST_SECONDS + int(3 * usual)  # for what does not come back to Python
            used = int(time.process_time())
            resource.setrlimit(resource.RLIMIT_CPU, (used + limit, used + limit))
            os.environ["MUTANT_UNDER_TEST"] = name
            self.failed, self.trying = False, True
            for item, following in zip(items, [*items[1:], None], strict=True):
                self._run(item, following)
            os._exit(int(self.failed))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "stopped"
        return "caught" if os.WEXITSTATUS(status) else "survived"


def read_lines(path: Path) -> list[str]:
    """The lines of a file, none if there is no file."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> None:
    """Try the faults."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("scratch", type=Path)
    asked.add_argument("--modules", nargs="+", default=modules(), help="such as kernels/counts.py")
    asked.add_argument("--tests", nargs="+", default=TESTS)
    asked.add_argument("--without", nargs="*", default=WITHOUT, help="words of tests to leave out")
    asked.add_argument("--uncompiled", action="store_true")
    asked.add_argument("--seconds", type=float, default=1e9)
    asked.add_argument("--most", type=float, default=4.0, help="seconds of tests for one fault")
    asked.add_argument("--step", type=int, default=1, help="the first of every so many")
    asked.add_argument("--again", action="store_true", help="try those that slipped by once more")
    given = asked.parse_args()
    os.environ["HYPOTHESIS_PROFILE"] = "faults"
    if given.uncompiled:
        os.environ["SKOLEMILJO_COMPILE"] = "0"
    scratch = given.scratch.resolve()
    checkout = copy_checkout(scratch)
    faults = every(put_faults(checkout, given.modules), given.step)
    print(sum(map(len, faults.values())), "faults", flush=True)
    os.chdir(checkout)
    sys.path.insert(0, str(checkout))
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:terminal", "-W", "ignore"]
    if not os.environ.get("SKOLEMILJO_REFERENCE"):
        options += ["-m", "not reference"]
    if given.without:
        options += ["-k", " and ".join(f"not {word}" for word in given.without)]
    plugin = Tried(
        faults,
        scratch / "results.jsonl",
        seconds=given.seconds,
        most=given.most,
        again=given.again,
    )
    pytest.main([*options, *given.tests], plugins=[plugin])


if __name__ == "__main__":
    main()

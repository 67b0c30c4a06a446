"""Count what `benchmarks.numbers.faults` tried, into the score that the page shows.

Run ``python -m benchmarks.numbers.score RESULTS …``, then ``python -m benchmarks.numbers.page``. Of
a fault in several files the last word counts: survivors are tried again when a test was written for
them. Modules that were not tried keep their rows; ``--step`` says that those given were tried by
every so many faults. What the survivors are is written in `mutation.json` by hand, under
`survivors`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.numbers.faults import CAUGHT
from benchmarks.numbers.page import MUTATION

Row = dict[str, object]


def count(lines: Iterable[str]) -> list[Row]:
    """Modules in order of name, with how many faults were tried, caught and let through."""
    last = {row["fault"]: row["verdict"] for row in map(json.loads, lines)}
    tallies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fault, verdict in last.items():
        module = ".".join(fault.split(".")[1:-1])
        tallies[module]["caught" if verdict in CAUGHT else "survived"] += 1
    return [
        {"module": name, "mutants": one.total(), **{k: one[k] for k in ("caught", "survived")}}
        for name, one in sorted(tallies.items())
    ]


def keep(before: Iterable[Row], now: Iterable[Row], *, step: int = 1) -> list[Row]:
    """Rows of modules tried now in place of those before; rows of the others as they were."""
    tried = [{**row, "step": step} if step > 1 else row for row in now]
    rows = {str(row["module"]): row for row in (*before, *tried)}
    return [rows[name] for name in sorted(rows)]


def main() -> None:
    """Write the rows of the modules tried into `mutation.json`."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("results", nargs="+", type=Path)
    asked.add_argument("--step", type=int, default=1, help="as `faults` was told")
    given = asked.parse_args()
    lines = [x for path in given.results for x in path.read_text().splitlines()]
    score = json.loads(MUTATION.read_text(encoding="utf-8"))
    score["modules"] = keep(score["modules"], count(lines), step=given.step)
    text = json.dumps(score, indent=2, ensure_ascii=False)
    MUTATION.write_text(text + "\n", encoding="utf-8")
    print(f"Written: {MUTATION.name}")


if __name__ == "__main__":
    main()

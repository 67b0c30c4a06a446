"""Plant a pattern in invented classes and see how firmly it is said.

    python -m benchmarks.planted.run --classes 2000 --seed 20261128
    python -m benchmarks.planted.run --classes 25000 --seed 20261130 --only groups
    python -m benchmarks.planted.run --classes 9000 --seed 20261130 --only weak_groups

For each pattern as many classes with it as without; a class without it has as many choices by each
pupil and as many mutual pairs (for "more mutual choices than chance": as many choices given and
received by each). Patterns are judged by `doubt.verdicts`, which a test holds to what the findings
say; scales go through `find_all`. Stopped, it goes on where it was. The table is printed, and kept
in ``planted.json`` for ``docs/strength.md``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.planted.one_pupil import CLASS_ARMS, PUPIL_ARMS, PUPILS, plant_class, plant_one
from skolemiljo_analytics.doubt.verdicts import count_word, gender_word, split_word
from skolemiljo_analytics.doubt.worlds import (
    Design,
    Truth,
    World,
    draw_world,
    without_pattern,
)
from skolemiljo_analytics.findings import Finding, find_all
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.search import find_groups
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.trends.scales import ScaleScores, describe_scale
from skolemiljo_analytics.vocabulary import BoolArray, FindingCode, PupilId, Scope, Strength

RESULT = Path(__file__).with_name("planted.json")
BLOCK = 50
WORDS = (Strength.CLEAR, Strength.PROBABLE, Strength.POSSIBLE)
Counts = Counter[str]


@dataclass(frozen=True)
class Arm:
    """One pattern: which finding it should give, and worlds of rising strength to plant it with."""

    code: FindingCode
    pattern: str
    worlds: tuple[tuple[str, World, int], ...]  # what it is called, the world, choices each


def _groups(groups: int, odds: float, limit: int) -> tuple[str, World, int]:
    return f"{groups} groups, odds {odds:g}, {limit} choices", World(groups, odds), limit


def _gender(odds: float, limit: int) -> tuple[str, World, int]:
    return f"odds {odds:g}, {limit} choices", World(gender_odds=odds, returned=0.4), limit


def _appeal(spread: float, limit: int) -> tuple[str, World, int]:
    return f"spread {spread:g}, {limit} choices", World(appeal=spread, returned=0.4), limit


def _returned(share: float, limit: int) -> tuple[str, World, int]:
    return f"correlation {share:g}, {limit} choices", World(returned=share), limit


_APPEALS = tuple(_appeal(spread, limit) for spread in (0.6, 1.2) for limit in (3, 5))

ARMS = {
    "groups": Arm(
        FindingCode.SPLIT_GROUPINGS,
        "split",
        (
            _groups(4, 8, 3),
            _groups(4, 15, 3),
            _groups(4, 5, 5),
            _groups(4, 8, 5),
            _groups(3, 8, 3),
        ),
    ),
    "weak_groups": Arm(
        FindingCode.SPLIT_GROUPINGS,
        "split",
        (_groups(4, 3, 3), _groups(4, 5, 3), _groups(4, 3, 5)),
    ),
    "gender": Arm(
        FindingCode.GENDER_SPLIT,
        "gender",
        tuple(_gender(odds, k) for odds in (2, 6) for k in (3, 5)),
    ),
    "unchosen": Arm(FindingCode.FEW_CHOICES, "unchosen", _APPEALS),
    "without_mutual": Arm(FindingCode.WITHOUT_MUTUAL, "without_mutual", _APPEALS),
    "concentrated": Arm(FindingCode.CONCENTRATED_SAY, "concentrated", _APPEALS),
    "returned": Arm(
        FindingCode.RESOURCE_MUTUAL,
        "returned",
        tuple(_returned(r, k) for r in (0.4, 0.8) for k in (3, 5)),
    ),
}
"""The pattern, and the strengths in turn. `groups` has strengths at which methods handbook 2.4
finds a power of 100 %."""


def said(findings: tuple[Finding, ...], code: FindingCode) -> str:
    """The firmest word of a finding about the class, or ``nothing``."""
    words = {f.strength for f in findings if f.code is code and f.scope is Scope.CLASS}
    return next((word.value for word in WORDS if word in words), "nothing")


def word_for(arm: Arm, named: BoolArray, truth: Truth, limit: int) -> Strength:
    """The word for the arm's pattern in one class where all answered."""
    n = len(named)
    everyone = np.ones(n, dtype=bool)
    relation = Relation(Question("q", "q", limit=limit), named, everyone, ~np.eye(n, dtype=bool))
    if arm.pattern == "split":
        return split_word(relation, find_groups(named))
    if arm.pattern == "gender":
        return gender_word(relation, truth.genders)
    return count_word(arm.pattern, relation)


def _without(named: BoolArray, arm: Arm, rng: np.random.Generator) -> BoolArray:
    if arm.code is not FindingCode.RESOURCE_MUTUAL:
        return without_pattern(named, rng)
    can = ~np.eye(len(named), dtype=bool)
    return draw_null(named, can, null="in_out", draws=1, seed=int(rng.integers(2**62)))[0]


def plant(name: str, number: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield (arm and strength, ``with`` or ``without``, word) of one planted class and its twin."""
    arm = ARMS[name]
    label, world, limit = arm.worlds[number % len(arm.worlds)]
    rng = _generator(seed, name, number)
    design = Design(PUPILS, limit)
    truth = draw_world(world, design, rng)
    twin = _without(truth.choices, arm, rng)
    for side, named in (("with", truth.choices), ("without", twin)):
        yield f"{name}|{label}", side, word_for(arm, named, truth, limit).value


def _generator(seed: int, name: str, number: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(derive_seed(seed, name, number)))


def scales(number: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """A class whose mood lies below the middle of the scale, and its twin as far above."""
    rng = _generator(seed, "scale", number)
    below = (0.2, 0.5, 1.0)[number % 3]
    for side, mean in (("with", 3.0 - below), ("without", 3.0 + below)):
        marks = np.clip(np.rint(mean + rng.standard_normal(PUPILS)), 1, 5)
        items = (Question("trivsel", "trivsel", scale="trivsel"),)
        scores = ScaleScores("trivsel", items, PUPILS, tuple(sorted(marks.tolist())))
        nobody = RelationGraph(tuple(PupilId(f"p{i:02d}") for i in range(PUPILS)), (), "2026-11")
        portrait = describe_class(nobody, scales=(describe_scale(scores),))
        yield f"scale|{below:g} from the middle", side, said(find_all(portrait), _SCALE)


_SCALE = FindingCode.LOW_SCALE


def run(classes: int, seed: int, keep: Path, only: Collection[str] = ()) -> Counts:
    """Count every word, block by block; finished blocks are read back."""
    makers: dict[str, Callable[[int], Iterator[tuple[str, str, str]]]] = {
        "scale": lambda i: scales(i, seed)
    }
    makers |= {name: lambda i, name=name: plant(name, i, seed) for name in ARMS}
    for arms, one in ((PUPIL_ARMS, plant_one), (CLASS_ARMS, plant_class)):
        makers |= {
            name: lambda i, name=name, one=one: one(name, i, _generator(seed, name, i))
            for name in arms
        }
    makers = {name: make for name, make in makers.items() if not only or name in only}
    done = _finished(keep)
    total: Counts = Counter()
    for name, make in makers.items():
        for start in range(0, classes, BLOCK):
            key = f"{seed} {name} {start} {min(classes, start + BLOCK)}"
            if key not in done:
                block = range(start, min(classes, start + BLOCK))
                done[key] = Counter("|".join(case) for i in block for case in make(i))
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([key, done[key]]) + "\n")
            total.update(done[key])
    return total


def _finished(keep: Path) -> dict[str, Counts]:
    if not keep.exists():
        return {}
    lines = keep.read_text(encoding="utf-8").splitlines()
    return {key: Counter(counts) for key, counts in map(json.loads, lines)}


def tabulate(total: Counts) -> list[dict[str, object]]:
    """One row a pattern and strength: of how many, with and without, each word was said."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for key, count in sorted(total.items()):
        arm, label, side, word = key.split("|")
        row = rows.setdefault((arm, label), {"pattern": arm, "strength": label})
        row[f"{side}_{word}"] = count
        if not word.endswith(("_pupils", "_right")):  # those are pupils, not classes
            row[f"{side}_of"] = int(row.get(f"{side}_of", 0)) + count  # type: ignore[call-overload]
    return list(rows.values())


def put_into(
    table: dict[str, Any], rows: list[dict[str, object]], ran: dict[str, int]
) -> dict[str, Any]:
    """Return the table with these rows in place of those of the same patterns.

    What they were made with (`ran`: classes and seed) stands by pattern under ``own``, where it is
    other than for the table.
    """
    new = {str(row["pattern"]) for row in rows}
    kept = [row for row in table["rows"] if row["pattern"] not in new]
    own = {name: how for name, how in table.get("own", {}).items() if name not in new}
    if any(table[key] != value for key, value in ran.items()):
        own |= dict.fromkeys(sorted(new), ran)
    every = sorted([*kept, *rows], key=lambda row: (row["pattern"], row["strength"]))
    made = {"pupils": PUPILS, "preset": DEFAULT_PRESET.version, "own": own}
    return {"classes": table["classes"], "seed": table["seed"]} | made | {"rows": every}


def write(table: dict[str, Any]) -> str:
    """Write the table, one row a line, so that a change of it can be read."""
    head = json.dumps({key: value for key, value in table.items() if key != "rows"})
    body = ",\n  ".join(json.dumps(row) for row in table["rows"])
    return f'{head[:-1]},\n "rows": [\n  {body}\n ]}}\n'


def main() -> None:
    """Run, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--only", nargs="*", default=(), help="patterns to run, all by default")
    parser.add_argument("--keep", type=Path, default=Path("planted.jsonl"))
    parser.add_argument("--out", type=Path, default=RESULT)
    options = parser.parse_args()
    rows = tabulate(run(options.classes, options.seed, options.keep, options.only))
    ran = {"classes": options.classes, "seed": options.seed}
    old = (
        options.out.read_text(encoding="utf-8") if options.only else json.dumps(ran | {"rows": []})
    )
    text = write(put_into(json.loads(old), rows, ran))
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

"""How often each word is right, and how often it can be said: measured, not decreed.

Invented classes with known truth are put through the same doubt as a real one. The result, with
the thresholds that keep "clear" right 99 times in 100 and "probable" 90, lies in
``calibration.json`` beside this file, and as a page in ``docs/strength.md``; both are made by::

    python -m skolemiljo_analytics.doubt.calibration --classes 16 --seed 20261128

Stopped, it goes on where it was: finished designs lie in the file given by ``--resume``.

References
----------
House law 4; methods handbook 7.4. Gneiting, Balabdaoui & Raftery 2007,
https://doi.org/10.1111/j.1467-9868.2007.00587.x. Clopper & Pearson 1934,
https://doi.org/10.1093/biomet/26.4.404 (limits).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from skolemiljo_analytics.doubt.trials import CONCLUSIONS, Trial, put_to_trial
from skolemiljo_analytics.doubt.worlds import FORMS, Design, World, draw_world, two_days
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import Strength

__all__ = [
    "CRITERIA",
    "KINDS",
    "at_most",
    "designs",
    "load_table",
    "simulate",
    "some_world",
    "summarise",
]

CRITERIA = (
    *("clear_p", "likely_p", "probable_p", "clear_stability", "probable_stability"),
    *("clear_split_p", "clear_split_pupils", "clear_split_choices"),
    *("clear_again", "probable_again", "group_agreement"),
)
"""The preset's criteria that the words rest on."""

KINDS = ("plain", "gender", "plain", "both", "plain", "gender", "groups", "both")
"""What is planted, in turn; in every second class, besides, some are likelier to be named."""

_FILE = Path(__file__).with_name("calibration.json")
_KEEP = DEFAULT_PRESET.keep_short.value
_WORDS = (Strength.CLEAR, Strength.PROBABLE)
_RATINGS = 5  # as many classes as the five limits of the other designs together


def simulate(design: Design, classes: int, seed: int) -> Iterator[Trial]:
    """Yield the trials of `classes` invented classes, each with a world of its own.

    Of eight, three have nothing that pulls choices together, one has 2 to 4 groups (choices inside
    3 to 30 times as likely), two are split by gender (2 to 15 times), two have both. In half of all
    classes, whatever else, some are likelier to be named (spread of the logarithm 0.4 to 1.2); in
    half, liking is returned (correlation up to 0.8), which makes "groups" of its own.
    """
    for number in range(classes):
        silent = round(100 * design.silent)
        parts = (design.pupils, str(design.limit), silent, design.form, number)
        rng = np.random.Generator(np.random.PCG64(derive_seed(seed, *parts)))
        world = some_world(KINDS[number % len(KINDS)], rng)
        truth = draw_world(world, design, rng)
        yield from put_to_trial(design, world, truth, two_days(truth, design, _KEEP, rng))


def some_world(kind: str, rng: np.random.Generator) -> World:
    """Draw a world of this kind (see `KINDS` and `simulate`)."""
    groups, odds, gender = 1, 1.0, 1.0
    if kind in {"groups", "both"}:
        groups, odds = int(rng.integers(2, 5)), _between(3, 30, rng)
    if kind in {"gender", "both"}:
        gender = _between(2, 15, rng)
    appeal = float(rng.choice([0.0, rng.uniform(0.4, 1.2)]))
    returned = float(rng.choice([0.0, rng.uniform(0.0, 0.8)]))
    return World(groups, odds, gender, appeal, returned)


def _between(low: float, high: float, rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def summarise(trials: Iterable[Trial]) -> dict[str, list[int]]:
    """Return, for each conclusion, six counts.

    Said as clear, and right; said as probable (and not clear), and right; cases in which the
    conclusion is true; all cases.
    """
    every = list(trials)
    rows = {}
    for conclusion in CONCLUSIONS:
        mine = [t for t in every if t.conclusion == conclusion]
        if not mine:
            continue
        said = [[t.right for t in mine if t.word is word] for word in _WORDS]
        row = [count for rights in said for count in (len(rights), sum(rights))]
        rows[conclusion] = [*row, sum(t.right for t in mine), len(mine)]
    return rows


def at_most(count: int, of: int, level: float = 0.95) -> float:
    """Return the upper limit of a share, one-sided (Clopper & Pearson): 1 when there is no case.

    Examples
    --------
    >>> round(at_most(0, 300), 4)
    0.0099
    """
    from scipy.special import betaincinv

    return 1.0 if count >= of else float(betaincinv(count + 1, of - count, level))


def designs() -> tuple[Design, ...]:
    """Return the designs measured."""
    sizes, limits, silences = (15, 20, 25, 30), (2, 3, 4, 5, None), (0.0, 0.1, 0.2, 0.3)
    return tuple(
        Design(n, limit, silent, form)
        for form, n, limit, silent in product(FORMS, sizes, limits, silences)
        if form != "ratings" or limit is None
    )


@cache
def load_table() -> dict[str, Any]:
    """Return the published calibration: command, thresholds, and the counts by design."""
    table: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--classes", type=int, default=16, help="invented classes a design")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--out", type=Path, default=_FILE)
    parser.add_argument("--resume", type=Path, help="file that keeps finished designs")
    options = parser.parse_args(arguments)
    rows = [
        asdict(design) | {"words": words}
        for design, words in _measured(options.classes, options.seed, options.resume)
    ]
    command = "python -m skolemiljo_analytics.doubt.calibration"
    head = {
        "command": f"{command} --classes {options.classes} --seed {options.seed}",
        "classes": options.classes,
        "seed": options.seed,
        "thresholds": {name: getattr(DEFAULT_PRESET, name).value for name in CRITERIA},
        "counts": ["clear", "clear_right", "probable", "probable_right", "true", "of"],
    }
    options.out.write_text(_written(head, rows), encoding="utf-8")


def _measured(
    classes: int, seed: int, resume: Path | None
) -> Iterator[tuple[Design, dict[str, list[int]]]]:
    done = _finished(resume)
    for design in designs():
        key = json.dumps([classes, seed, asdict(design)])
        if key not in done:
            many = classes * (_RATINGS if design.form == "ratings" else 1)
            done[key] = summarise(simulate(design, many, seed))
            if resume is not None:
                with resume.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([key, done[key]]) + "\n")
        yield design, done[key]


def _finished(resume: Path | None) -> dict[str, dict[str, list[int]]]:
    if resume is None or not resume.exists():
        return {}
    lines = resume.read_text(encoding="utf-8").splitlines()
    return dict(map(json.loads, lines))


def _written(head: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """One design a line, so that a change of the table can be read."""
    body = ",\n  ".join(json.dumps(row) for row in rows)
    start = json.dumps(head, indent=1)[:-2]
    return f'{start},\n "by_design": [\n  {body}\n ]\n}}\n'


if __name__ == "__main__":
    main()

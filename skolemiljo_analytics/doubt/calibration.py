"""How often each word is right, and how often it can be said: measured, not decreed.

Invented classes with known truth are put through the same doubt as a real one. The result, with
the thresholds that keep "clear" right 99 times in 100 and "probable" 90, lies in
``calibration.json`` beside this file, made by::

    python -m skolemiljo_analytics.doubt.calibration --classes 40 --seed 20261123

References
----------
House law 4; methods handbook 7.4. Gneiting, Balabdaoui & Raftery 2007,
https://doi.org/10.1111/j.1467-9868.2007.00587.x.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again, share_of_redraws
from skolemiljo_analytics.doubt.chance import chance_of, compare_labels, possible
from skolemiljo_analytics.doubt.gates import gate
from skolemiljo_analytics.doubt.groupings import adjusted_rand, search_groupings
from skolemiljo_analytics.doubt.silence import unchosen_if_all
from skolemiljo_analytics.doubt.strength import judge
from skolemiljo_analytics.doubt.worlds import Design, World, draw_world, two_days
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.concentration import top_share
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.segregation import ei_index
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import IntArray, Strength

__all__ = ["CONCLUSIONS", "CRITERIA", "Trial", "load_table", "simulate", "summarise"]

CONCLUSIONS = ("unchosen_again", "unchosen", "split", "gender", "concentrated")
"""Nobody chooses the pupil next week either; more unchosen than chance; the class is split into
groupings; choices follow gender; few get most of the choices."""

CRITERIA = (
    *("clear_p", "probable_p", "clear_stability", "probable_stability"),
    *("clear_again", "probable_again", "group_agreement"),
)
"""The preset's criteria that the words rest on."""

_FILE = Path(__file__).with_name("calibration.json")
_KEEP = DEFAULT_PRESET.keep_short.value
_DRAWS = 300


@dataclass(frozen=True)
class Trial:
    """One conclusion about one invented class, and whether it is true of it."""

    conclusion: str
    design: Design
    right: bool
    p: float | None
    stability: float
    agreement: float | None = None

    def word(self) -> Strength:
        """Return the word that would be said."""
        n, silent = self.design.pupils, round(self.design.silent * self.design.pupils)
        return judge(
            gate=gate(n, n - silent),
            p=self.p,
            stability=self.stability,
            agreement=self.agreement,
        )


def simulate(design: Design, classes: int, seed: int) -> Iterator[Trial]:
    """Yield the trials of `classes` invented classes, every second with no pattern at all.

    Of the others, every second has 2 to 4 groups (choices inside 3 to 15 times as likely), every
    second is split by gender (2 to 15 times); in all of them some are likelier to be named (spread
    of the logarithm 0.4 to 1.2). Half of all classes return choices (a share up to a half), which
    makes "groups" of its own.
    """
    for number in range(classes):
        rng = np.random.Generator(
            np.random.PCG64([seed, design.pupils, design.limit, round(100 * design.silent), number])
        )
        world = _some_world(number % 4, rng)
        wanted, groups, genders = draw_world(world, design, rng)
        first, second = two_days(wanted, design, _KEEP, rng)
        if first.named.any():
            yield from _again(design, first, second)
            yield from _counts(design, first, world)
            yield _gender(design, first, world, genders)
            yield from _split(design, first, world, genders if world.gender_odds > 1 else groups)


def _some_world(kind: int, rng: np.random.Generator) -> World:
    returned = float(rng.choice([0.0, rng.uniform(0.0, 0.5)]))
    if kind % 2 == 0:
        return World(returned=returned)
    appeal = float(rng.uniform(0.4, 1.2))
    if kind == 1:
        odds = float(np.exp(rng.uniform(np.log(3), np.log(15))))
        return World(int(rng.integers(2, 5)), odds, appeal=appeal, returned=returned)
    odds = float(np.exp(rng.uniform(np.log(2), np.log(15))))
    return World(gender_odds=odds, appeal=appeal, returned=returned)


def _again(design: Design, first: Relation, second: Relation) -> Iterator[Trial]:
    redraws = answer_again(first, keep=_KEEP, draws=_DRAWS)
    stays = share_of_redraws(redraws, counts.unchosen) * unchosen_if_all(first)
    after = counts.unchosen(second.named)
    for i in np.flatnonzero(counts.unchosen(first.named)):
        yield Trial("unchosen_again", design, bool(after[i]), None, float(stays[i]))


def _counts(design: Design, first: Relation, world: World) -> Iterator[Trial]:
    random = draw_null(first.named, possible(first), null="out", draws=_DRAWS, seed=0)
    redraws = answer_again(first, keep=_KEEP, draws=_DRAWS)
    for conclusion, kernel in (("unchosen", counts.unchosen_count), ("concentrated", top_share)):
        observed = float(kernel(first.named[None])[0])
        chance = chance_of(observed, np.asarray(kernel(random), dtype=np.float64), null="out")
        stands = float(np.mean(kernel(redraws) > chance.high))
        yield Trial(conclusion, design, world.appeal > 0, chance.p, stands)


def _gender(design: Design, first: Relation, world: World, genders: IntArray) -> Trial:
    redraws = answer_again(first, keep=_KEEP, draws=_DRAWS)
    ei = compare_labels(first, genders, ei_index, draws=_DRAWS, tail="low")
    stands = float(np.mean(ei_index(redraws, genders) < ei.low))
    return Trial("gender", design, world.gender_odds > 1, ei.p, stands)


def _split(design: Design, first: Relation, world: World, groups: IntArray) -> Iterator[Trial]:
    """Ask whether the class is split, and split like this: into much the real groups."""
    found = search_groupings(first, redraws=_DRAWS, null_draws=_DRAWS, cohesion_classes=0)
    if found.modularity is None or found.labels.max() < 1:
        return
    tied = found.labels >= 0
    near = adjusted_rand(found.labels[tied], groups[tied]) or 0.0
    stability = float(found.certainty[found.certainty > 0].mean())
    right = world != World(returned=world.returned) and near >= 0.5
    yield Trial("split", design, right, found.modularity.p, stability, found.agreement)


def summarise(trials: Iterable[Trial]) -> list[dict[str, Any]]:
    """Return, for each conclusion and word, how often it was said, and right, of how many.

    `said` counts the word or a firmer one; `right` those of them that are true; `of` every case in
    which the conclusion is true, and `reached` those of them with the word.
    """
    every = list(trials)
    rows = []
    for conclusion, word in product(CONCLUSIONS, (Strength.CLEAR, Strength.PROBABLE)):
        firm = {Strength.CLEAR} if word is Strength.CLEAR else {Strength.CLEAR, Strength.PROBABLE}
        mine = [t for t in every if t.conclusion == conclusion]
        said = [t for t in mine if t.word() in firm]
        true = [t for t in mine if t.right]
        rows.append(
            {
                "conclusion": conclusion,
                "word": str(word),
                "said": len(said),
                "right": sum(t.right for t in said),
                "of": len(true),
                "reached": sum(t.word() in firm for t in true),
            }
        )
    return rows


@cache
def load_table() -> dict[str, Any]:
    """Return the published calibration: command, thresholds, words over all and by design."""
    table: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return table


def designs() -> tuple[Design, ...]:
    """Return the designs measured."""
    sizes, limits, silences = (15, 20, 25, 30), (2, 3, 5), (0.0, 0.1, 0.2, 0.3)
    return tuple(Design(n, k, s) for n, k, s in product(sizes, limits, silences))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--classes", type=int, default=40, help="invented classes a design")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--out", type=Path, default=_FILE)
    options = parser.parse_args(arguments)
    by_design = {d: list(simulate(d, options.classes, options.seed)) for d in designs()}
    table = {
        "command": "python -m skolemiljo_analytics.doubt.calibration"
        f" --classes {options.classes} --seed {options.seed}",
        "thresholds": {name: getattr(DEFAULT_PRESET, name).value for name in CRITERIA},
        "words": summarise(t for trials in by_design.values() for t in trials),
        "by_design": [asdict(d) | {"words": summarise(trials)} for d, trials in by_design.items()],
    }
    options.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

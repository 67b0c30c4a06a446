"""Whether choices follow gender, as the class list gives it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from skolemiljo_analytics.doubt.chance import compare_labels, possible
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.segregation import ei_index, odds_ratio
from skolemiljo_analytics.portrait.records import GenderSplit
from skolemiljo_analytics.vocabulary import Gender, IntArray, Reason

__all__ = ["gender_labels", "split_by_gender"]

_FEWEST = 4  # methods handbook 5.4: groups of 1-3 pupils get no index


def gender_labels(genders: tuple[Gender | None, ...]) -> IntArray:
    """Return 0 for girls, 1 for boys and -1 where the list says something else or nothing."""
    code = {Gender.GIRL: 0, Gender.BOY: 1}
    return np.array([-1 if g is None else code.get(g, -1) for g in genders], dtype=np.int64)


def split_by_gender(
    relation: Relation, genders: tuple[Gender | None, ...], *, draws: int, seed: int
) -> GenderSplit:
    """Compare choices inside and across gender with permutations of the label.

    Pupils without a gender in the list, or with another than girl and boy, are left out of the
    index: a category of one to three gets none. `reason` says why there is no index.
    """
    labels = gender_labels(genders)
    tally = Counter(g for g in genders if g in {Gender.GIRL, Gender.BOY})
    counts = tuple((g, tally[g]) for g in (Gender.GIRL, Gender.BOY) if g is not None and tally[g])
    known = np.flatnonzero(labels >= 0)
    part, own = relation.take(known), labels[known]
    same = own[:, None] == own[None, :]
    inside, across = int((part.named & same).sum()), int((part.named & ~same).sum())
    reason = _why_not(len(known), [n for _, n in counts], inside + across)
    if reason is not None:
        return GenderSplit(counts, inside, across, None, None, reason)
    chance: Chance = compare_labels(part, own, ei_index, draws=draws, seed=seed, tail="low")
    return GenderSplit(counts, inside, across, _odds_ratio(part, own), chance)


def _why_not(known: int, sizes: list[int], n_choices: int) -> Reason | None:
    if known == 0:
        return Reason.NO_GENDER
    if len(sizes) < 2:
        return Reason.ONE_GENDER
    if min(sizes) < _FEWEST:
        return Reason.SMALL_CATEGORY
    return Reason.NO_TIES if n_choices == 0 else None


def _odds_ratio(part: Relation, own: IntArray) -> float | None:
    """Odds of a choice inside against across, over pairs that could be chosen; None if unbounded.

    References
    ----------
    Moody (2001), https://doi.org/10.1086/338954; methods handbook 5.4.
    """
    ratio = float(odds_ratio(part.named, own, possible(part)))
    return ratio if np.isfinite(ratio) else None

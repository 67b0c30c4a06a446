"""Whether choices follow gender, as the class list gives it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from skolemiljo_analytics.doubt.chance import compare_labels
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.portrait.records import GenderSplit
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Gender, IntArray, Reason

__all__ = ["ei_kernel", "gender_labels", "split_by_gender"]

_FEWEST = 4  # methods handbook 5.4: groups of 1-3 pupils get no index


def gender_labels(genders: tuple[Gender | None, ...]) -> IntArray:
    """Return 0 for girls, 1 for boys and -1 where the list says something else or nothing."""
    code = {Gender.GIRL: 0, Gender.BOY: 1}
    return np.array([-1 if g is None else code.get(g, -1) for g in genders], dtype=np.int64)


def ei_kernel(named: BoolArray, labels: IntArray) -> FloatArray:
    """Return (across - inside) / (across + inside) for each class of a stack; 0 without choices.

    References
    ----------
    Krackhardt & Stern (1988), https://doi.org/10.2307/2786835; methods handbook 5.4.
    """
    same = labels[..., :, None] == labels[..., None, :]
    inside = (named & same).sum(axis=(-2, -1))
    total = np.broadcast_to(named.sum(axis=(-2, -1)), inside.shape)
    return np.asarray((total - 2 * inside) / np.maximum(total, 1), dtype=np.float64)


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
    chance: Chance = compare_labels(part, own, ei_kernel, draws=draws, seed=seed, tail="low")
    return GenderSplit(counts, inside, across, _odds_ratio(part, same), chance)


def _why_not(known: int, sizes: list[int], n_choices: int) -> Reason | None:
    if known == 0:
        return Reason.NO_GENDER
    if len(sizes) < 2:
        return Reason.ONE_GENDER
    if min(sizes) < _FEWEST:
        return Reason.SMALL_CATEGORY
    return Reason.NO_TIES if n_choices == 0 else None


def _odds_ratio(part: Relation, same: BoolArray) -> float | None:
    """Odds of a choice inside against across, over pairs that could be chosen; None if unbounded.

    References
    ----------
    Moody (2001), https://doi.org/10.1086/338954; methods handbook 5.4.
    """
    could = part.eligible & part.answered[:, None]
    inside, across = part.named & same, part.named & ~same
    no_inside = int((could & same).sum() - inside.sum())
    no_across = int((could & ~same).sum() - across.sum())
    if not across.any() or no_inside == 0:
        return None
    return float(inside.sum() * no_across / (no_inside * across.sum()))

"""Records of a question in which every pupil rates every other."""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.vocabulary import PupilId, Reason

__all__ = ["RatingPortrait", "RatingShares", "RatingView"]


@dataclass(frozen=True)
class RatingShares:
    """How the differences between ratings divide, from the pupils who all rated each other.

    `giver`, `receiver` and `pair` sum to 1: who rates, who is rated, who rates whom. `reliability`
    is that of the mean rating received, `mutuality` the correlation of the two sides of a pair
    (None where pairs do not differ). `floored` names variances estimated below 0 and set to 0.
    """

    n_pupils: int
    giver: float
    receiver: float
    pair: float
    reliability: float
    mutuality: float | None
    floored: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatingView:
    """One pupil in one rating question.

    Attributes
    ----------
    mean
        Mean rating received; bounds: the silent all giving the lowest, or the highest.
    mean_again
        Middle nine tenths of that mean when the raters are drawn anew, or None.
    p_low, p_high
        Exact chance of a sum at most, and at least, as large, given what each rater gave.
    less_and_more
        Whether there is less above the midpoint, and more below, than chance gives.
    n_low
        How many gave a low rating, with bounds.
    groupings_low
        From how many groupings they come.
    several_again
        Share of redraws in which several of several groupings give a low rating again.
    """

    pupil: PupilId
    mean: Reading
    mean_again: tuple[float, float] | None
    p_low: float | None
    p_high: float | None
    less_and_more: bool
    n_low: Reading
    groupings_low: int
    several_again: float | None


@dataclass(frozen=True)
class RatingPortrait:
    """One rating question.

    The shares concern the class and are there in every round. What rests on the low end of the
    scale is a named negative answer: in a preventive round `reason` is `Reason.UNLAWFUL` and
    `pupils` and `low_pairs` are empty.

    Attributes
    ----------
    top_from, low_to
        Ratings from which, and to which, one counts as a choice, and as low.
    shares, shares_reason
        The shares, or why there are none.
    low_pairs
        Pairs who gave each other a low rating; `low_pairs_chance` holds their number against
        chance, `low_pairs_again` is the share of redraws in which it is beyond chance again.
    """

    key: str
    top_from: int
    low_to: int
    shares: RatingShares | None
    shares_reason: Reason | None = None
    pupils: tuple[RatingView, ...] = ()
    low_pairs: tuple[tuple[PupilId, PupilId], ...] = ()
    low_pairs_chance: Chance | None = None
    low_pairs_again: float | None = None
    reason: Reason | None = None

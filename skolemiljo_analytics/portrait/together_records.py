"""Records that hold several questions of one round together."""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["AcrossQuestions", "AcrossView", "ExpectedChoices"]


@dataclass(frozen=True)
class AcrossView:
    """One pupil over several questions of choice (methods handbook 1.13).

    `received` is how many choices in all; `acceptance` the average over the questions of the share
    who chose the pupil; `p_low` and `p_high` the exact chance of at most, and at least, as many in
    all, None below the gate or in a small class.
    """

    pupil: PupilId
    received: Reading
    acceptance: Reading
    p_low: float | None
    p_high: float | None


@dataclass(frozen=True)
class AcrossQuestions:
    """Several questions of choice taken together: weak items are firmer in company."""

    keys: tuple[str, ...]
    expected: float  # choices in all that chance gives a pupil on average
    pupils: tuple[AcrossView, ...]


@dataclass(frozen=True)
class ExpectedChoices:
    """Whom the class thinks chooses them, beside who did (methods handbook 3, I12).

    `n_expected` counts the expectations of somebody who answered, `n_met` those that were met;
    `chance` holds `n_met` against each pupil expecting as many at random.
    """

    expected: str
    choice: str
    n_expected: int
    n_met: int
    chance: Chance | None

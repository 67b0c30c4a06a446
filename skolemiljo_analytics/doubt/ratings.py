"""The two ends of a rating scale: where they begin, and what lies above and below the middle.

References
----------
Methods handbook 1.7 (low ratings counted), 1.8 (above and below the midpoint), 10(c) (top box).
Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.exact import possible
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Reason

__all__ = ["Sides", "is_low", "is_rated", "low_limit", "rating_sides"]


def low_limit(question: Question, preset: Preset = DEFAULT_PRESET) -> int:
    """Return the highest rating that counts as low: the mirror of the top box.

    Examples
    --------
    >>> low_limit(Question("q", "", lowest=1, highest=7)), low_limit(Question("q", ""))
    (2, 1)
    """
    reach = (1 - preset.top_box.value) * (question.highest - question.lowest)
    return math.floor(question.lowest + reach + 1e-9)


def is_rated(relation: Relation) -> BoolArray:
    """Return who rated whom, shape (n, n).

    Raises
    ------
    NotAvailableError
        No ratings were asked for.
    """
    return np.asarray(np.isfinite(_ratings(relation)) & possible(relation), dtype=np.bool_)


def is_low(relation: Relation, preset: Preset = DEFAULT_PRESET) -> BoolArray:
    """Return who gave whom a low rating, shape (n, n). Raises `NotAvailableError` as `is_rated`."""
    rated = is_rated(relation)
    values = np.where(rated, _ratings(relation), np.inf)
    return np.asarray(values <= low_limit(relation.question, preset), dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class Sides:
    """What each pupil received above and below the midpoint, beside chance. Shape (n,) each."""

    above: FloatArray
    below: FloatArray
    above_expected: FloatArray
    below_expected: FloatArray

    @property
    def less_and_more(self) -> BoolArray:
        """Tell for whom there is less above, and more below, than chance gives."""
        less = self.above < self.above_expected - 1e-9
        return np.asarray(less & (self.below > self.below_expected + 1e-9), dtype=np.bool_)


def rating_sides(relation: Relation) -> Sides:
    """Return the sums above and below the midpoint, beside what each rater's own ratings give.

    Raises
    ------
    NotAvailableError
        No ratings were asked for.
    """
    rated = is_rated(relation)
    question = relation.question
    given = np.where(rated, np.nan_to_num(_ratings(relation)), 0.0)
    away = given - (question.lowest + question.highest) / 2
    parts = [np.where(rated, np.maximum(sign * away, 0.0), 0.0) for sign in (1, -1)]
    count = np.maximum(rated.sum(axis=1), 1)
    above, below = (part.sum(axis=0) for part in parts)
    means = [part.sum(axis=1) / count for part in parts]
    above_expected, below_expected = (mean @ rated for mean in means)
    return Sides(above, below, above_expected, below_expected)


def _ratings(relation: Relation) -> FloatArray:
    if relation.ratings is None:
        raise NotAvailableError(Reason.NOT_ASKED)
    return relation.ratings

"""What every result of this package carries: the labels of the literature, and a warning.

References
----------
Methods handbook 0 (findings 1-3) and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_analytics.vocabulary import FloatArray

__all__ = ["WARNING", "StatusClasses", "StatusLabel"]

WARNING = (
    "For research on many classes only. Of the labels of one round, 11 to 39 in 100 stand when "
    "those who answered are drawn anew; most are another a year later. No label may be "
    "joined to a name, shown to a school, kept beside a pupil or used for a decision about one."
)
"""Stands in every result that holds a label, and in the file beside every exported table."""


class StatusLabel(StrEnum):
    """The five sociometric status classes of the literature, and what fits none of them."""

    POPULAR = "popular"
    REJECTED = "rejected"
    NEGLECTED = "neglected"
    CONTROVERSIAL = "controversial"
    AVERAGE = "average"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, eq=False)
class StatusClasses:
    """The labels of one class by one method, with the numbers behind them.

    Attributes
    ----------
    method
        Which rules: the labels of two methods agree poorly.
    labels
        One a pupil, in the order of the columns given; None where nobody could say anything.
    scores
        Name to numbers, shape (n,); NaN where the label is None.
    warning
        What may not be done with it.
    """

    method: str
    labels: tuple[StatusLabel | None, ...]
    scores: Mapping[str, FloatArray]
    warning: str = WARNING

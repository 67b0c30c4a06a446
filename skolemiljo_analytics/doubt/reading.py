"""`Reading`: the one shape of a result that people see.

A number travels with what silence could make of it, with who was asked and who answered, and with
the reason where there is no number.
"""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.vocabulary import ReadingStatus, Reason

__all__ = ["Chance", "Reading"]

_STATUS = {
    Reason.NOT_ASKED: ReadingStatus.NOT_ASKED,
    Reason.NOBODY_ANSWERED: ReadingStatus.TOO_FEW_ANSWERS,
    Reason.PARTICIPATION: ReadingStatus.TOO_FEW_ANSWERS,
    Reason.DISCLOSURE: ReadingStatus.HIDDEN,
}


@dataclass(frozen=True)
class Reading:
    """One result.

    Attributes
    ----------
    value
        What was observed, or None.
    low, high
        What it could be had the silent answered; equal to `value` when silence changes nothing.
    status
        What kind of result this is.
    reason
        Why there is no number, or None.
    n_asked, n_answered
        Pupils asked and pupils who answered.

    Examples
    --------
    >>> Reading.bounded(2, 2, 4, n_asked=25, n_answered=23)
    <Reading 2 (2–4), 23 of 25 answered>
    >>> Reading.missing(Reason.NO_TIES).status
    <ReadingStatus.UNDEFINED: 'undefined'>
    """

    value: float | None
    low: float | None
    high: float | None
    status: ReadingStatus
    reason: Reason | None = None
    n_asked: int = 0
    n_answered: int = 0

    @classmethod
    def known(cls, value: float, *, n_asked: int, n_answered: int) -> Reading:
        """Make a reading that silence does not change."""
        return cls(value, value, value, ReadingStatus.KNOWN, None, n_asked, n_answered)

    @classmethod
    def bounded(
        cls, value: float, low: float, high: float, *, n_asked: int, n_answered: int
    ) -> Reading:
        """Make a reading with bounds; `KNOWN` when they coincide."""
        status = ReadingStatus.KNOWN if low == high else ReadingStatus.BOUNDED
        return cls(value, low, high, status, None, n_asked, n_answered)

    @classmethod
    def missing(cls, reason: Reason, *, n_asked: int = 0, n_answered: int = 0) -> Reading:
        """Make a reading without a number, with the reason."""
        status = _STATUS.get(reason, ReadingStatus.UNDEFINED)
        return cls(None, None, None, status, reason, n_asked, n_answered)

    @property
    def is_number(self) -> bool:
        """Tell whether there is a number to show."""
        return self.value is not None

    @property
    def certain(self) -> bool:
        """Tell whether the number stands whatever the silent would have answered."""
        return self.status is ReadingStatus.KNOWN

    def require(self) -> float:
        """Return the value.

        Raises
        ------
        NotAvailableError
            If there is none, with the reason.
        """
        if self.value is None:
            raise NotAvailableError(self.reason or Reason.NOBODY_ANSWERED)
        return self.value

    def __repr__(self) -> str:
        """Show value, bounds and participation."""
        if self.value is None:
            return f"<Reading {self.status} ({self.reason})>"
        span = "" if self.low == self.high else f" ({self.low:g}–{self.high:g})"
        return f"<Reading {self.value:g}{span}, {self.n_answered} of {self.n_asked} answered>"


@dataclass(frozen=True)
class Chance:
    """A number beside what chance alone gives in this class.

    `p` is the probability of a number at least this far in the direction of the pattern, under the
    null named (``out`` keeps each pupil's number of choices; ``in_out`` also the choices received;
    ``man`` the number of mutual, one-way and empty pairs; ``man_in_out`` both; ``labels`` permutes
    a label; ``exact`` is a closed form). `low` and `high` are the 5 and 95 % points. `draws` is how
    many random ones it rests on; where they were drawn in two stages, p is that of `doubt.stages`.
    """

    observed: float
    expected: float
    low: float
    high: float
    p: float
    null: str
    draws: int = 0

"""`Relation`: the answers to one question about classmates, as arrays that cannot be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.errors import InvalidGraphError
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.tables.records import NominationRound, Question
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    BoolArray,
    FloatArray,
    IntArray,
    PupilId,
)

__all__ = ["Relation", "relation_of", "require"]

_NEAR = 1e-9


def _frozen(array: NDArray[Any], dtype: Any) -> NDArray[Any]:
    out = np.array(array, dtype=dtype, order="C")
    out.setflags(write=False)
    return out


@dataclass(frozen=True, eq=False)
class Relation:
    """The answers to one question about classmates, for *n* pupils.

    Attributes
    ----------
    question
        What was asked.
    named
        Boolean, shape (n, n), row names column, zero diagonal, zero in rows not answered.
    answered
        Boolean, shape (n,). False is silence: absent or skipped. An answered row of zeros is
        "nobody".
    eligible
        Boolean, shape (n, n): whom each pupil could name. Zero diagonal.
    ranks
        Integer, shape (n, n), 1 for the first choice and 0 where nothing was named; or None.
    ratings
        Float, shape (n, n), NaN where nothing was rated; or None.
    outside
        Boolean, shape (n,): answered by naming only somebody outside the class; or None where
        that is not known.
    """

    question: Question
    named: BoolArray
    answered: BoolArray
    eligible: BoolArray
    ranks: IntArray | None = None
    ratings: FloatArray | None = None
    outside: BoolArray | None = None

    def __post_init__(self) -> None:
        """Copy, freeze and check every array."""
        n = len(self.answered)
        object.__setattr__(self, "named", _frozen(self.named, np.bool_))
        object.__setattr__(self, "answered", _frozen(self.answered, np.bool_))
        object.__setattr__(self, "eligible", _frozen(self.eligible, np.bool_))
        for name, dtype in (("ranks", np.int64), ("ratings", np.float64)):
            array = getattr(self, name)
            if array is not None:
                object.__setattr__(self, name, _frozen(array, dtype))
                require(array.shape == (n, n), f"{name} of shape ({n}, {n})", str(array.shape))
        if self.outside is not None:
            object.__setattr__(self, "outside", _frozen(self.outside, np.bool_))
            away = self.outside & (self.named.any(axis=1) | ~self.answered)
            require(not away.any(), "only outside, in an answer without classmates", "others")
        for name in ("named", "eligible"):
            shape = getattr(self, name).shape
            require(shape == (n, n), f"{name} of shape ({n}, {n})", str(shape))
        require(not np.diagonal(self.named).any(), "a zero diagonal", "a pupil who names itself")
        require(not np.diagonal(self.eligible).any(), "nobody eligible to itself", "a diagonal")
        require(not self.named[~self.answered].any(), "no names in a silent row", "names there")
        require(not (self.named & ~self.eligible).any(), "names of eligible pupils", "others")

    @property
    def key(self) -> str:
        """The relation's name."""
        return self.question.key

    @property
    def limit(self) -> int | None:
        """Most classmates one might name."""
        return self.question.limit

    @property
    def mutual(self) -> BoolArray:
        """Boolean (n, n), symmetric: both named each other."""
        return self.named & self.named.T

    def take(self, order: Sequence[int] | IntArray) -> Relation:
        """Return the relation among the pupils at these positions, in this order."""
        at = np.asarray(order, dtype=np.int64)
        grid = np.ix_(at, at)
        return Relation(
            self.question,
            self.named[grid],
            self.answered[at],
            self.eligible[grid],
            None if self.ranks is None else self.ranks[grid],
            None if self.ratings is None else self.ratings[grid],
            None if self.outside is None else self.outside[at],
        )


def relation_of(
    question: Question, at: Mapping[PupilId, int], answers: NominationRound
) -> Relation:
    """Build one question's relation from a round's sheets.

    Parameters
    ----------
    question
        What was asked.
    at
        Pupil to position, for the pupils of that day's roster.
    answers
        The round; sheets of pupils outside `at`, and choices of them, are left out.
    """
    n, top = len(at), _top_box(question)
    named = np.zeros((n, n), dtype=np.bool_)
    ranks = np.zeros((n, n), dtype=np.int64)
    ratings = np.full((n, n), np.nan)
    answered, somebody = np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    spoke = {AnswerState.NAMED, AnswerState.NOBODY}
    for sheet in answers.sheets:
        i = at.get(sheet.pupil)
        if i is None or sheet.state(question.key) not in spoke:
            continue
        answered[i] = True
        somebody[i] = sheet.state(question.key) is AnswerState.NAMED
        for rank, other in enumerate(sheet.named.get(question.key, ()), start=1):
            j = at.get(other)
            if j is not None and j != i:
                named[i, j], ranks[i, j] = True, rank
        for other, value in sheet.ratings.get(question.key, {}).items():
            j = at.get(other)
            if j is not None and j != i:
                ratings[i, j] = value
                named[i, j] = value >= top
    eligible = ~np.eye(n, dtype=np.bool_)
    ranked = question.form is AnswerForm.RANKED
    rated = question.form is AnswerForm.RATING
    if rated:  # a classmate left unrated in an answer is unknown, not a "no"
        eligible &= np.isfinite(ratings) | ~answered[:, None]
    return Relation(
        question,
        named,
        answered,
        eligible,
        ranks if ranked else None,
        ratings if rated else None,
        None if rated else somebody & ~named.any(axis=1),
    )


def _top_box(question: Question) -> float:
    """Return the rating from which one counts as a choice (`presets`, top_box)."""
    reach = DEFAULT_PRESET.top_box.value * (question.highest - question.lowest)
    return question.lowest + reach - _NEAR


def require(holds: bool, expected: str, found: str) -> None:
    """Raise `InvalidGraphError` unless a rule of the graph holds."""
    if not holds:
        raise InvalidGraphError(expected, found)

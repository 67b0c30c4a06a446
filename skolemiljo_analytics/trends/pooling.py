"""From classes to grades and school: the pupils' scores pooled, never class means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.trends.disclosure import UnitKind
from skolemiljo_analytics.trends.scales import ScaleScores, describe_mean, same_scale

__all__ = ["Pool", "pool_classes", "pool_rounds"]

Scored = tuple[str, int | None, str, date, ScaleScores]


@dataclass(frozen=True)
class Pool:
    """The scores of one unit in one round, pooled over its classes.

    `answered` is how many scores each of `classes` has, in the same order.
    """

    kind: UnitKind
    unit: str
    wave: str
    held_on: date
    classes: tuple[str, ...]
    answered: tuple[int, ...]
    pooled: ScaleScores

    @property
    def key(self) -> tuple[UnitKind, str]:
        """What tells the unit from the others of the round."""
        return self.kind, self.unit

    @property
    def scale(self) -> str:
        """The scale's key."""
        return self.pooled.key

    @property
    def items(self) -> tuple[Question, ...]:
        """The questions of the scale."""
        return self.pooled.items

    @property
    def scores(self) -> tuple[float, ...]:
        """Every score, ascending."""
        return self.pooled.scores

    @property
    def n_asked(self) -> int:
        """Pupils asked."""
        return self.pooled.n_asked

    @property
    def lowest(self) -> int:
        """Lower end of the scale."""
        return self.pooled.lowest

    @property
    def highest(self) -> int:
        """Upper end of the scale."""
        return self.pooled.highest

    def counts(self) -> tuple[int, ...]:
        """Count the scores at each answer."""
        return self.pooled.counts()

    def mean(self) -> Reading:
        """Return the mean with bounds for the silent."""
        return describe_mean(self.pooled)

    def same_form(self, other: Pool) -> bool:
        """Tell whether the scale was asked in the same way."""
        return same_scale(self.pooled, other.pooled)


def pool_rounds(scored: Iterable[Scored]) -> list[Pool]:
    """Pool classes to grades and school, round by round; the rounds in the order given.

    Classes that asked the scale in another form than the round's first class are not pooled with
    it and are left out of that round: answers to different questions have no common mean.
    """
    rounds: dict[str, list[Scored]] = {}
    for one in scored:
        rounds.setdefault(one[2], []).append(one)
    return [pool for classes in rounds.values() for pool in _pool_round(classes)]


def _pool_round(scored: Sequence[Scored]) -> list[Pool]:
    alike = [one for one in scored if same_scale(one[4], scored[0][4])]
    classes = [
        (grade, _pool_class(class_id, wave, held_on, scores))
        for class_id, grade, wave, held_on, scores in alike
    ]
    grades = sorted({grade for grade, _ in classes if grade is not None})
    return [
        pool_classes(UnitKind.SCHOOL, "", [pool for _, pool in classes]),
        *(
            pool_classes(UnitKind.GRADE, str(g), [pool for grade, pool in classes if grade == g])
            for g in grades
        ),
        *(pool for _, pool in classes),
    ]


def _pool_class(class_id: str, wave: str, held_on: date, scores: ScaleScores) -> Pool:
    answered = (len(scores.scores),)
    return Pool(UnitKind.CLASS, class_id, wave, held_on, (class_id,), answered, scores)


def pool_classes(kind: UnitKind, unit: str, classes: Sequence[Pool]) -> Pool:
    """Pool classes of one round, already scored, into one unit."""
    first = classes[0]
    scores = tuple(sorted(score for one in classes for score in one.scores))
    whole = ScaleScores(first.scale, first.items, sum(one.n_asked for one in classes), scores)
    held_on = min(one.held_on for one in classes)
    ids = tuple(c for one in classes for c in one.classes)
    answered = tuple(n for one in classes for n in one.answered)
    return Pool(kind, unit, first.wave, held_on, ids, answered, whole)

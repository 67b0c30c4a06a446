"""The formal community in the classroom: the seventeen points behind P5, and how adults mark them.

References
----------
Domain handbook 7, row 4; Restad and Sandsmark (ed.), Mobbeforebygging i et fellesskapsperspektiv
(2021), as quoted in a school's own plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "FORMAL_POINTS",
    "FormalPart",
    "FormalPoint",
    "Mark",
    "PointMark",
    "points_of",
]


class FormalPart(StrEnum):
    """The four parts of the formal community."""

    LEADING = "leading"  # klasseledelse
    TEACHING = "teaching"
    CULTURE = "culture"  # trygg læringskultur
    HOME = "home"  # skole-hjem


class FormalPoint(StrEnum):
    """One of the seventeen points."""

    STRUCTURE = "structure"
    TRANSITIONS = "transitions"
    RELATIONS = "relations"
    BREAKS = "breaks"
    MOTIVATING = "motivating"
    ENGAGING = "engaging"
    MEANINGFUL = "meaningful"
    TAKING_PART = "taking_part"
    ADAPTED = "adapted"
    TOGETHER = "together"
    DIFFERENCES = "differences"
    SAFE = "safe"
    ROLES = "roles"
    FRICTION = "friction"
    INFORMATION = "information"
    DIALOGUE = "dialogue"
    PARENTS = "parents"


_PARTS = {
    FormalPart.LEADING: ("structure", "transitions", "relations", "breaks"),
    FormalPart.TEACHING: (
        "motivating", "engaging", "meaningful", "taking_part", "adapted", "together",
    ),
    FormalPart.CULTURE: ("differences", "safe", "roles", "friction"),
    FormalPart.HOME: ("information", "dialogue", "parents"),
}  # fmt: skip
FORMAL_POINTS = tuple(FormalPoint)


def points_of(part: FormalPart) -> tuple[FormalPoint, ...]:
    """Return the points of a part, in order.

    Examples
    --------
    >>> [len(points_of(part)) for part in FormalPart]
    [4, 6, 4, 3]
    """
    return tuple(FormalPoint(one) for one in _PARTS[part])


class Mark(StrEnum):
    """What the adults say of a point about themselves; an unmarked point is not a no."""

    SO = "so"  # so it is with us
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class PointMark:
    """One point with its mark; never added up."""

    point: FormalPoint
    mark: Mark

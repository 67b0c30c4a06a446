"""Use case: what pupils answered on the seventeen points, beside what adults say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from skolemiljo_analytics.casework.formal import FormalPoint
from skolemiljo_analytics.portrait.records import ScalePortrait, SocialPortrait
from skolemiljo_analytics.wording.formal import point_of_statement

__all__ = ["pupils_on_points"]


def pupils_on_points(portrait: SocialPortrait) -> Mapping[FormalPoint, ScalePortrait]:
    """Return the answers of a round to the pupils' version of the points, for those asked about.

    A statement is known by its words, in any of the three languages. One that was put into a scale
    with others has no mean of its own, and is not here. Nothing is added up over points.
    """
    asked = ((scale, scale.items[0]) for scale in portrait.scales if len(scale.items) == 1)
    found = {point_of_statement(item.text): scale for scale, item in asked}
    return MappingProxyType({point: scale for point, scale in found.items() if point is not None})

"""A record kept in another shape is made anew."""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.store.codec import shape_of


@dataclass(frozen=True)
class Inner:
    """A part."""

    number: int


@dataclass(frozen=True)
class Grown:
    """The same part, grown."""

    number: int
    word: str = ""


@dataclass(frozen=True)
class Before:
    """A record with the part."""

    parts: tuple[Inner, ...]


@dataclass(frozen=True)
class After:
    """The same record with the part grown."""

    parts: tuple[Grown, ...]


def test_a_field_more_deep_inside_is_another_shape() -> None:
    assert shape_of(Before) != shape_of(After)
    assert shape_of(Before) == shape_of(Before)


def test_portraits_and_findings_have_a_shape() -> None:
    assert len({shape_of(SocialPortrait), shape_of(Finding)}) == 2

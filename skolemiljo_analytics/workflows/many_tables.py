"""Portraits of many classes as two tables: by class and question, by pupil and question.

Opaque ids only, in the order of the class list; no line is sorted by a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from skolemiljo_analytics.portrait.records import PupilView, RelationPortrait, SocialPortrait

__all__ = ["class_rows", "class_schema", "pupil_rows", "pupil_schema"]

_KEYS = ("class_id", "wave", "question")
_CLASS_READINGS = (
    *("n_choices", "mutual_pairs", "reciprocity", "mean_mutual", "n_unchosen"),
    "n_without_mutual",
)
_CHANCES = (
    *("without_mutual_chance", "reciprocity_chance", "gini", "centralization", "top_share"),
)
_PUPIL_READINGS = ("received", "given", "mutual", "one_way_out", "one_way_in")
_SHARES = (
    *("p_unchosen", "unchosen_if_all", "unchosen_again", "unchosen_term"),
    *("without_mutual_again", "single_mutual_again"),
)
_TERMS = ("answered", "unchosen", "star", "special_power")


def class_rows(portraits: Iterable[SocialPortrait]) -> list[dict[str, Any]]:
    """Return a row a class and question; None where a number is not known."""
    return [_class_row(one, relation) for one in portraits for relation in one.relations]


def pupil_rows(portraits: Iterable[SocialPortrait]) -> list[dict[str, Any]]:
    """Return a row a pupil and question, in the order of the list."""
    return [
        _keys(one, relation) | _pupil_row(view)
        for one in portraits
        for relation in one.relations
        for view in relation.pupils
    ]


def class_schema() -> Any:
    """Return the columns of the class table as an Arrow schema."""
    import pyarrow as pa

    whole = ["n_pupils", "n_answered", "parts", "subgroups", "closed_pairs", "bridges"]
    text = [*_KEYS, "gate", "split", "preset", "version"]
    numbers = [*_split(_CLASS_READINGS), *_compared(_CHANCES)]
    return pa.schema(
        [(name, pa.string()) for name in text]
        + [(name, pa.int64()) for name in whole]
        + [(name, pa.float64()) for name in numbers]
    )


def pupil_schema() -> Any:
    """Return the columns of the pupil table as an Arrow schema."""
    import pyarrow as pa

    return pa.schema(
        [(name, pa.string()) for name in (*_KEYS, "pupil")]
        + [(name, pa.bool_()) for name in _TERMS]
        + [(name, pa.float64()) for name in (*_split(_PUPIL_READINGS), *_SHARES)]
    )


def _split(readings: Iterable[str]) -> Iterator[str]:
    for name in readings:
        yield from (name, f"{name}_low", f"{name}_high")


def _compared(chances: Iterable[str]) -> Iterator[str]:
    for name in chances:
        yield from (f"{name}_observed", f"{name}_p")


def _keys(portrait: SocialPortrait, relation: RelationPortrait) -> dict[str, Any]:
    return dict(zip(_KEYS, (portrait.class_id, portrait.wave, relation.key), strict=True))


def _class_row(portrait: SocialPortrait, relation: RelationPortrait) -> dict[str, Any]:
    row = _keys(portrait, relation) | {
        "gate": str(relation.participation.gate),
        "split": relation.split,
        "preset": portrait.preset,
        "version": portrait.version,
        "n_pupils": len(portrait.pupils),
        "n_answered": relation.participation.n_answered,
        "parts": len(relation.components),
        "subgroups": len(relation.subgroups),
        "closed_pairs": len(relation.closed_pairs),
        "bridges": len(relation.bridges),
    }
    for name in _CHANCES:
        chance = getattr(relation, name)
        row[f"{name}_observed"] = None if chance is None else chance.observed
        row[f"{name}_p"] = None if chance is None else chance.p
    return row | _readings(relation, _CLASS_READINGS)


def _pupil_row(view: PupilView) -> dict[str, Any]:
    row = {name: getattr(view, name) for name in (*_TERMS, *_SHARES)}
    return {"pupil": str(view.pupil)} | row | _readings(view, _PUPIL_READINGS)


def _readings(holder: object, names: Iterable[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in names:
        reading = getattr(holder, name)
        row |= {name: reading.value, f"{name}_low": reading.low, f"{name}_high": reading.high}
    return row

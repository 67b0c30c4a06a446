"""Portraits of many classes as tables: by class and question, pupil and question, class and scale.

Opaque ids only, in the order of the class list; no line is sorted by a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from skolemiljo_analytics.portrait.records import (
    PupilChange,
    PupilView,
    RelationPortrait,
    SocialPortrait,
)
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.many_sources import ClassAnswers, ScaleFigures

__all__ = [
    "class_rows",
    "class_schema",
    "pupil_rows",
    "pupil_schema",
    "scale_rows",
    "scale_schema",
]

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
_CHANGES = ("jaccard", "persistence", "hamming")
_TERMS = ("answered", "unchosen", "star", "special_power")


def class_rows(portraits: Iterable[SocialPortrait]) -> list[dict[str, Any]]:
    """Return a row a class and question; None where a number is not known."""
    return [_class_row(one, relation) for one in portraits for relation in one.relations]


def pupil_rows(portraits: Iterable[SocialPortrait]) -> list[dict[str, Any]]:
    """Return a row a pupil and question, in the order of the list."""
    return [
        _keys(one, relation) | _pupil_row(view) | _pupil_change(changed.get(view.pupil))
        for one in portraits
        for relation in one.relations
        for changed in [_changed_pupils(one, relation)]
        for view in relation.pupils
    ]


def _changed_pupils(
    portrait: SocialPortrait, relation: RelationPortrait
) -> dict[PupilId, PupilChange]:
    found = (change for change in portrait.changes if change.key == relation.key)
    return {pupil.pupil: pupil for change in found for pupil in change.pupils}


def _pupil_change(change: PupilChange | None) -> dict[str, int | None]:
    if change is None:
        return {"dropped": None, "gained": None}
    return {"dropped": change.dropped, "gained": change.gained}


def class_schema() -> Any:
    """Return the columns of the class table as an Arrow schema."""
    import pyarrow as pa

    whole = ["n_pupils", "n_answered", "parts", "subgroups", "closed_pairs", "bridges", "n_both"]
    text = [*_KEYS, "gate", "split", "preset", "version", "previous_wave"]
    numbers = [*_split(_CLASS_READINGS), *_compared(_CHANCES), *_split(_CHANGES)]
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
        + [(name, pa.int64()) for name in ("dropped", "gained")]
    )


def scale_rows(classes: Iterable[ClassAnswers]) -> list[dict[str, Any]]:
    """Return a row a class and survey scale; `change` where both means are known."""
    return [
        {"class_id": one.class_id, "wave": one.wave, **asdict(scale), "change": _moved(scale)}
        for one in classes
        for scale in one.scales
    ]


def scale_schema() -> Any:
    """Return the columns of the scale table as an Arrow schema."""
    import pyarrow as pa

    numbers = ("mean", "mean_low", "mean_high", "half_width", "previous", "change")
    return pa.schema(
        [(name, pa.string()) for name in ("class_id", "wave", "scale")]
        + [(name, pa.int64()) for name in ("n_asked", "n_answered")]
        + [(name, pa.float64()) for name in numbers]
    )


def _moved(scale: ScaleFigures) -> float | None:
    if scale.mean is None or scale.previous is None:
        return None
    return scale.mean - scale.previous


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
    changed = next((c for c in portrait.changes if c.key == relation.key), None)
    row["previous_wave"] = None if changed is None else changed.previous_wave
    row["n_both"] = None if changed is None else changed.n_both
    if changed is not None:
        row |= _readings(changed, _CHANGES)
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

"""A portrait as a table and as JSON: opaque ids, never names."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.portrait.records import PupilView, SocialPortrait

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["JSON_FORMAT", "portrait_to_json", "to_frame"]

JSON_FORMAT = "skolemiljo-portrait-1"
"""Name and version of the JSON form; a change of meaning gives it a new number."""

_COUNTS = ("received", "given", "mutual", "one_way_out", "one_way_in")
_SHARES = (
    "p_unchosen",
    "p_received_high",
    "unchosen_if_all",
    "unchosen_again",
    "unchosen_term",
    "without_mutual_again",
    "single_mutual_again",
)
_TERMS = ("unchosen", "star", "special_power")


def to_frame(portrait: SocialPortrait, relation: str) -> pd.DataFrame:
    """Return one question as a table: one row a pupil, in roster order, never sorted by a number.

    Columns: ``answered``; each count as ``received``, ``received_low``, ``received_high`` (and the
    same for given, mutual, one_way_out, one_way_in; missing where nothing is known); the shares
    and chances (missing where they may not be concluded); the terms as yes, no or missing;
    ``rests_on_one`` and ``connects``. The index holds opaque ids.

    Raises
    ------
    UnknownRelationError
        If it was not asked.
    """
    import pandas as pd

    views = portrait.relation(relation).pupils
    table = pd.DataFrame([_row(view) for view in views], index=pd.Index(portrait.pupils))
    table.index.name = "pupil"
    counts = [c for c in map(str, table) if c.removesuffix("_low").removesuffix("_high") in _COUNTS]
    kinds = dict.fromkeys(counts, "Int64") | dict.fromkeys(_SHARES, "Float64")
    return table.astype(kinds | dict.fromkeys(_TERMS, "boolean"))


def _row(view: PupilView) -> dict[str, object]:
    row: dict[str, object] = {"answered": view.answered}
    for name in _COUNTS:
        reading: Reading = getattr(view, name)
        row |= {name: reading.value, f"{name}_low": reading.low, f"{name}_high": reading.high}
    for name in (*_SHARES, *_TERMS, "rests_on_one", "connects"):
        row[name] = getattr(view, name)
    return row


def portrait_to_json(portrait: SocialPortrait) -> str:
    """Return the portrait as JSON text: the same portrait gives the same text, byte for byte.

    The object has the fields of `SocialPortrait` and the records inside it, by name, with
    ``format`` first. Dates are ISO 8601, codes are their stable values, None is null, and a
    `Reading` is an object with value, low, high, status, reason, n_asked and n_answered. Pupils
    are opaque ids: there are no names to leak. Question texts are kept, as the class read them.
    """
    body = {"format": JSON_FORMAT} | _plain(portrait)
    return json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value

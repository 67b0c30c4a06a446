"""Frozen records to JSON text and back, typed both ways.

The text of a record is stable: the same record gives the same text. What is read back is checked
against the record's own types, so that a damaged file is refused and never half believed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from skolemiljo_analytics.errors import StoreError

__all__ = ["from_json", "shape_of", "to_json"]

Record = TypeVar("Record")


def to_json(record: Any) -> str:
    """Return a record, or a tuple of records and plain values, as JSON text."""
    plain = _plain(record)
    return json.dumps(
        plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_number
    )


def from_json(kind: type[Record], text: str) -> Record:
    """Return the record of this kind that `text` holds.

    Raises
    ------
    StoreError
        If the text holds something else.
    """
    try:
        return cast("Record", _adapter(cast("Any", kind)).validate_json(text))
    except ValidationError:
        # The library's own message quotes the text; ours must not.
        raise StoreError(f"A stored {kind.__name__} could not be read back") from None


@cache
def shape_of(kind: Any) -> str:
    """Return a hash of what a record of this kind is made of, all the way down.

    It changes with the record, so that what was kept in another shape is made anew and not read as
    if nothing had been added. Read off the annotations: asking pydantic for a JSON schema costs a
    fifth of a second before the first class is shown.
    """
    return hashlib.sha256(json.dumps(_parts(kind, ())).encode()).hexdigest()


def _parts(kind: Any, inside: tuple[Any, ...]) -> Any:
    """Return fields, choices or arguments of a type as plain lists; a record in itself by name."""
    name = getattr(kind, "__qualname__", None) or str(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [name, [str(one.value) for one in kind]]
    if is_dataclass(kind) and kind not in inside:
        hints, deeper = get_type_hints(kind), (*inside, kind)
        return [name, [[one.name, _parts(hints[one.name], deeper)] for one in fields(kind)]]
    origin = get_origin(kind)
    if origin is None:
        return name
    return [str(origin), [_parts(one, inside) for one in get_args(kind)]]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _number(value: Any) -> Any:
    """Return an array library's number as Python's own."""
    return value.item()

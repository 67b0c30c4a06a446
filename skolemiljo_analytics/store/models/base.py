"""What every table shares: the base class, row ids, references and points in time."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

__all__ = ["Base", "UtcTime", "new_row_id", "refers_to"]


def new_row_id() -> str:
    """Issue a random row id: known before the row is written, so that it can seal the row."""
    return secrets.token_hex(8)


class UtcTime(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC, also where the database forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    """The mother of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(200),
        bytes: LargeBinary(),
        datetime: UtcTime(),
    }


def refers_to(target: str, **options: Any) -> Any:
    """Make a column that refers to `target`, goes with it when it goes, and has an index."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), **{"index": True, **options})

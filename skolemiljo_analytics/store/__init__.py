"""The door to disk: a school's data in one database, names sealed, every change all or nothing."""

from skolemiljo_analytics.store.records import (
    AuditEntry,
    ClassInfo,
    Erasure,
    ImportEntry,
    Places,
    RoundInfo,
    SchoolInfo,
)
from skolemiljo_analytics.store.retention import end_of_school_year
from skolemiljo_analytics.store.rounds import content_of
from skolemiljo_analytics.store.store import Store, Work

__all__ = [
    "AuditEntry",
    "ClassInfo",
    "Erasure",
    "ImportEntry",
    "Places",
    "RoundInfo",
    "SchoolInfo",
    "Store",
    "Work",
    "content_of",
    "end_of_school_year",
]

"""Use case: put the invented school into the store, to try everything on, and take it out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from skolemiljo_analytics.store import SchoolInfo, Store
from skolemiljo_analytics.workflows.importing import ImportDecisions, write_import
from skolemiljo_analytics.workflows.read_class import SchoolClass, read_class

__all__ = ["DEMO_SCHOOL", "install_demo_school", "invented_school", "remove_demo_school"]

DEMO_SCHOOL = "Furulia skole (oppdiktet)"


def invented_school(store: Store) -> SchoolInfo | None:
    """Return the invented school in the store, None when it is not there."""
    with store.read() as work:
        return next((one for one in work.people.schools() if one.invented), None)


def install_demo_school(store: Store, today: date, folder: Path | None = None) -> SchoolInfo:
    """Import the invented school unless it is there; all its classes, or none.

    Its answers are nobody's, so they are kept until the school is removed.
    """
    there = invented_school(store)
    if there is not None:
        return there
    classes = [_read(one) for one in sorted((folder or _sample_folder()).glob("klasse_*"))]
    with store.work() as work:
        for one in classes:
            write_import(work, one, DEMO_SCHOOL, _NOTHING, today=today, invented=True)
        return next(one for one in work.people.schools() if one.invented)


def remove_demo_school(store: Store) -> None:
    """Delete the invented school with all that is in it; nothing else is touched."""
    there = invented_school(store)
    if there is None:
        return
    with store.work() as work:
        for one in work.people.classes(there.school_id):
            work.retention.erase_class(one.class_id)
        work.people.remove_school(there.school_id)
    store.scrub()


_NOTHING = ImportDecisions()


def _sample_folder() -> Path:
    from skolemiljo_analytics.samples.school import sample_folder

    return sample_folder()


def _read(folder: Path) -> SchoolClass:
    from skolemiljo_analytics.vocabulary import Purpose

    return read_class(folder, purpose=Purpose.PREVENTIVE)

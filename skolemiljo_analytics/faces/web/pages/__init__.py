"""One file a page; `PAGES` gives their sections, order, addresses and icons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skolemiljo_analytics.workflows.access import Fetch

__all__ = ["PAGES", "SECTIONS", "Page", "path_of"]

SECTIONS = ("start", "see", "act", "case", "school")
"""The parts of the menu from the top; the first has no heading."""


@dataclass(frozen=True)
class Page:
    """One page: key (file, and sentence in the catalogue), address, icon, needs, part of the menu.

    A role that may fetch none of `needs` does not have the page; a page without needs is for all.
    """

    key: str
    url: str
    icon: str
    needs: tuple[Fetch, ...] = ()
    section: str = "school"


PAGES = (
    Page("home", "hjem", ":material/home:", section="start"),
    Page("read_in", "les-inn", ":material/upload_file:", (Fetch.IMPORT,), "start"),
    Page("case_before", "for-kartet", ":material/edit_note:", (Fetch.CASE,), "see"),
    Page("class_map", "klassekart", ":material/hub:", (Fetch.GRAPH,), "see"),
    Page("portrait", "portrett", ":material/article:", (Fetch.PORTRAIT,), "see"),
    Page("case_questions", "fjorten-sporsmal", ":material/quiz:", (Fetch.CASE,), "see"),
    Page("proposals", "forslag", ":material/lightbulb:", (Fetch.DECISIONS,), "act"),
    Page("groups", "grupper", ":material/groups:", (Fetch.GRAPH,), "act"),
    Page("case_file", "sak", ":material/folder_open:", (Fetch.CASE,), "case"),
    Page("case_bracket", "parentes", ":material/data_object:", (Fetch.CASE,), "case"),
    Page(
        "trend", "trivsel", ":material/timeline:", (Fetch.CLASS_TREND, Fetch.WIDE_TREND), "school"
    ),
    Page(
        "documents",
        "dokumenter",
        ":material/description:",
        (Fetch.SCHOOL,),
        "school",
    ),
    Page("year_wheel", "arshjul", ":material/calendar_month:", (Fetch.SCHOOL,), "school"),
)


def path_of(key: str) -> str:
    """Return the file of a page."""
    return str(Path(__file__).with_name(f"{key}.py"))

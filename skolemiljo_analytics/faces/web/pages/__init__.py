"""One file a page; `PAGES` gives their order, addresses and icons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skolemiljo_analytics.workflows.access import Fetch

__all__ = ["PAGES", "Page", "path_of"]


@dataclass(frozen=True)
class Page:
    """One page: its key (file, and sentence in the catalogue), address, icon, and what it needs.

    A role that may fetch none of `needs` does not have the page; a page without needs is for all.
    """

    key: str
    url: str
    icon: str
    needs: tuple[Fetch, ...] = ()


PAGES = (
    Page("home", "hjem", ":material/home:"),
    Page("read_in", "les-inn", ":material/upload_file:", (Fetch.IMPORT,)),
    Page("case_before", "for-kartet", ":material/edit_note:", (Fetch.CASE,)),
    Page("class_map", "klassekart", ":material/hub:", (Fetch.GRAPH,)),
    Page("portrait", "portrett", ":material/article:", (Fetch.PORTRAIT,)),
    Page("case_bracket", "parentes", ":material/data_object:", (Fetch.CASE,)),
    Page("case_questions", "fjorten-sporsmal", ":material/quiz:", (Fetch.CASE,)),
    Page("proposals", "forslag", ":material/lightbulb:", (Fetch.DECISIONS,)),
    Page("groups", "grupper", ":material/groups:", (Fetch.GRAPH,)),
    Page("case_file", "sak", ":material/folder_open:", (Fetch.CASE,)),
    Page("trend", "trivsel", ":material/timeline:", (Fetch.CLASS_TREND, Fetch.WIDE_TREND)),
)


def path_of(key: str) -> str:
    """Return the file of a page."""
    return str(Path(__file__).with_name(f"{key}.py"))

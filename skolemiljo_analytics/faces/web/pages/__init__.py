"""One file a page; `PAGES` gives their order, addresses and icons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["PAGES", "Page", "path_of"]


@dataclass(frozen=True)
class Page:
    """One page: its key (file, and sentence in the catalogue), address and icon."""

    key: str
    url: str
    icon: str
    shows_class: bool = True


PAGES = (
    Page("home", "hjem", ":material/home:", shows_class=False),
    Page("class_map", "klassekart", ":material/hub:"),
    Page("portrait", "portrett", ":material/article:"),
    Page("proposals", "forslag", ":material/lightbulb:"),
)


def path_of(key: str) -> str:
    """Return the file of a page, relative to the script Streamlit runs."""
    return str(Path("pages") / f"{key}.py")

"""A class of five with two rounds, as files, and a place to read it in to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from skolemiljo_analytics.workflows.read_class import SchoolClass, read_class
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

TODAY = date(2026, 4, 1)
PUPILS = ("Aas;Ine", "Berg;Ola", "Dahl;Kari", "Eik;Per", "Foss;Liv")
LIST_HEAD = "Etternavn;Fornavn;Klasse;Kjønn\n"
ASKED = "Tidsmerke,Hva heter du?,Hvem vil du helst være sammen med i friminuttene?\n"
ANSWERS = (
    ("Ine Aas", '"Ola Berg, Kari Dahl"'),
    ("Ola Berg", "Ine Aas"),
    ("Kari Dahl", "Ine Aas"),
    ("Per Eik", "Ola Berg"),
)


def write_class(
    folder: Path,
    day: str,
    pupils: tuple[str, ...] = PUPILS,
    answers: tuple[tuple[str, str], ...] = ANSWERS,
) -> SchoolClass:
    """Write a class list and a round of a day, and read them."""
    folder.mkdir(parents=True)
    rows = [f"{one};8C;{'jente' if i % 2 else 'gutt'}" for i, one in enumerate(pupils)]
    (folder / "klasseliste.csv").write_text(LIST_HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    lines = [f"{day} 09:0{i},{who},{named}" for i, (who, named) in enumerate(answers)]
    (folder / "svar.csv").write_text(ASKED + "\n".join(lines) + "\n", encoding="utf-8")
    return read_class(folder, purpose="preventive")


def open_place(root: Path, today: date = TODAY) -> Workspace:
    """Open a place of one's own under `root`."""
    return open_workspace(root / "data", key_file=root / "keys" / "names.key", today=today)

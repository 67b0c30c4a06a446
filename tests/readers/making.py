"""Small files made in memory for the readers' tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from skolemiljo_analytics.readers.reading import Reading, Request, read_sources
from skolemiljo_analytics.readers.sources import Source
from skolemiljo_analytics.tables.report import Decision, MentionReading
from skolemiljo_analytics.vocabulary import Purpose

LIST = """Etternavn;Fornavn;Klasse;Kjønn
Berg;Ada;7B;jente
Li;Bo;7B;gutt
Strøm;Cæcilie;7B;jente
Dahl;Didrik;7B;gutt
Eide;Anne-Marie;7B;jente
Foss;Ada;7B;jente
Gran;Emil;7A;gutt
"""
WHO = "Hvem vil du helst være med i friminuttet?"


def csv_bytes(*rows: Sequence[object], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def xlsx_bytes(sheets: dict[str, list[list[object]]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(at, column, value, moment)
                    elif value is not None:
                        sheet.write(at, column, value)
    return data.getvalue()


def read(
    files: dict[str, bytes],
    *,
    roster: str | bytes = LIST,
    purpose: Purpose | None = Purpose.PREVENTIVE,
    class_id: str = "7B",
    **more: object,
) -> Reading:
    listed = roster.encode("cp1252") if isinstance(roster, str) else roster
    sources = [Source("liste.csv", listed), *(Source(n, d) for n, d in files.items())]
    return read_sources(sources, Request(purpose, class_id=class_id, **more))  # type: ignore[arg-type]


def answers(*cells: str, who: str = "Didrik Dahl", question: str = WHO) -> bytes:
    """One form with one respondent a cell; the cells answer one question."""
    rows = [["14.10.2025 09.12", who, cell] for cell in cells]
    return csv_bytes(["Tidsmerke", "Navn", question], *rows, delimiter="\t")


def mentions_of(cell: str, **more: object) -> list[MentionReading]:
    return list(read({"svar.csv": answers(cell)}, **more).report.mentions)  # type: ignore[arg-type]


def outcome(cell: str) -> tuple[Decision, str]:
    (mention,) = mentions_of(cell)
    return mention.decision, mention.reason


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.report.problems]

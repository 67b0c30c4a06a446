"""The files a school would have: class list, form exports, matrix and edge list."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.samples.draws import Draws
from skolemiljo_analytics.samples.pupils import Pupil
from skolemiljo_analytics.samples.society import Answers, Society
from skolemiljo_analytics.samples.spelling import typed_names
from skolemiljo_analytics.samples.stories import RoundStory
from skolemiljo_analytics.samples.survey import SCALE_ITEMS, SCALE_WORDS
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Gender

__all__ = [
    "RELATION_WORDS",
    "write_class_list",
    "write_edges",
    "write_google_form",
    "write_matrix",
    "write_microsoft_form",
    "write_ratings",
]

Cell = str | int | datetime
Namer = Callable[[Sequence[int], int], str]

RELATION_WORDS = {"gruppearbeid": "gruppe"}
"""What the edge list calls a question where it does not use its key."""

_GENDERS = {Gender.GIRL: "Jente", Gender.BOY: "Gutt", None: ""}
_NOBODY = "Ingen"
_LATIN = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "å": "a", "Å": "A"})


def write_class_list(path: Path, class_id: str, pupils: Iterable[Pupil]) -> None:
    """Write the class list as Excel in Norwegian writes CSV: semicolons, Windows-1252."""
    head = ("Etternavn", "Fornavn", "Klasse", "Kjønn", "Startdato", "Sluttdato")
    rows = [
        (
            p.name.family,
            p.name.given,
            class_id,
            _GENDERS[p.gender],
            f"{p.joined:%d.%m.%Y}",
            f"{p.left:%d.%m.%Y}" if p.left else "",
        )
        for p in pupils
    ]
    path.write_bytes(_csv([head, *rows], ";").encode("cp1252"))


def write_microsoft_form(
    path: Path, society: Society, story: RoundStory, questions: Sequence[Question]
) -> None:
    """Write a round as Microsoft Forms exports it; `questions` are those about classmates."""
    auto = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn"]
    rows: list[Sequence[Cell]] = [[*auto, *_headings(questions)]]
    for number, (answers, begun, ended) in enumerate(_in_order(society, story), start=1):
        name = society.pupils[answers.pupil].name
        cells = _cells(answers, questions, _ticked(society, ";", end=";"))
        rows.append([number, begun, ended, _address(name), name.full, *cells])
    _write_workbook(path, {"Ark1": rows}, story)


def write_google_form(
    path: Path,
    society: Society,
    story: RoundStory,
    questions: Sequence[Question],
    *,
    typed: Draws | None = None,
) -> None:
    """Write a round as Google Sheets downloads it; with `typed` the names are a child's typing."""
    namer = _ticked(society, ", ") if typed is None else _typed(society, typed)
    rows: list[Sequence[str]] = [["Tidsmerke", "Hva heter du?", *_headings(questions)]]
    for answers, _, ended in _in_order(society, story):
        name = society.pupils[answers.pupil].name
        when = f"{ended:%d.%m.%Y %H.%M.%S}"
        rows.append([when, name.full, *_cells(answers, questions, namer)])
    path.write_bytes(_csv(rows, ",").encode())


def write_matrix(
    path: Path, society: Society, story: RoundStory, questions: Sequence[Question]
) -> None:
    """Write one sheet a question: names on both axes, 1 where the row names the column.

    The row of a pupil who did not answer is empty; of one who answered "nobody" it holds zeros.
    """
    here = society.present(story)
    names = {i: society.pupils[i].name.full for i in here}
    given = {answers.pupil: answers for answers in society.answers(story)}
    sheets: dict[str, list[Sequence[Cell]]] = {}
    for question in questions:
        rows: list[Sequence[Cell]] = [["", *names.values()]]
        for i in here:
            named = given[i].named.get(question.key) if i in given else None
            cells = [] if named is None else [0 if j == i else int(j in named) for j in here]
            rows.append([names[i], *cells])
        sheets[question.key] = rows
    _write_workbook(path, sheets, story)


def write_ratings(path: Path, society: Society, story: RoundStory, question: Question) -> None:
    """Write one sheet in which everyone who answered rates everyone: a number in every cell."""
    here = society.present(story)
    names = {i: society.pupils[i].name.full for i in here}
    given = {answers.pupil: answers.rated for answers in society.answers(story)}
    rows: list[Sequence[Cell]] = [["", *names.values()]]
    for i in here:
        cells = [given[i].get(j, "") for j in here] if i in given else []
        rows.append([names[i], *cells])
    _write_workbook(path, {question.key: rows}, story)


def write_edges(
    path: Path, society: Society, story: RoundStory, questions: Sequence[Question]
) -> None:
    """Write one line a choice; the answer "nobody" is a line to «Ingen»."""
    rows: list[Sequence[str]] = [("Fra", "Til", "Relasjon")]
    for answers in society.answers(story):
        source = society.pupils[answers.pupil].name.full
        for question in questions:
            if question.key in answers.named:
                named = [society.pupils[j].name.full for j in answers.named[question.key]]
                word = RELATION_WORDS.get(question.key, question.key)
                rows += [(source, target, word) for target in named or [_NOBODY]]
    path.write_bytes(_csv(rows, ";").encode("utf-8-sig"))


# -- one form ------------------------------------------------------------------------------------


def _headings(questions: Sequence[Question]) -> list[str]:
    return [question.text for question in (*questions, *SCALE_ITEMS)]


def _cells(answers: Answers, questions: Sequence[Question], namer: Namer) -> list[str]:
    named = [answers.named.get(question.key) for question in questions]
    felt = [answers.scales.get(item.key) for item in SCALE_ITEMS]
    return [
        *("" if them is None else namer(them, answers.pupil) for them in named),
        *("" if value is None else SCALE_WORDS[value - 1] for value in felt),
    ]


def _ticked(society: Society, between: str, *, end: str = "") -> Namer:
    """Names as a form with a list of alternatives writes them."""

    def namer(named: Sequence[int], _: int) -> str:
        words = [society.pupils[j].name.full for j in named] or [_NOBODY]
        return between.join(words) + end

    return namer


def _typed(society: Society, draws: Draws) -> Namer:
    given = [pupil.name.given for pupil in society.pupils]
    twins = frozenset(name for name in given if given.count(name) > 1)

    def namer(named: Sequence[int], _: int) -> str:
        if not named:
            return draws.pick(["ingen", "Ingen", "ingen spesielle"])
        return typed_names([society.pupils[j].name for j in named], twins, draws)

    return namer


def _in_order(society: Society, story: RoundStory) -> list[tuple[Answers, datetime, datetime]]:
    """Answers in the order they came in, with when each pupil began and ended."""
    draws = society.draws("clock", story.key)
    begun = datetime.combine(story.held_on, time(9, 5))
    clocked = []
    for answers in society.answers(story):
        start = begun + timedelta(seconds=draws.below(90))
        clocked.append((answers, start, start + timedelta(seconds=240 + draws.below(480))))
    return sorted(clocked, key=lambda row: (row[2], row[0].pupil))


def _address(name: PersonName) -> str:
    first, last = (_plain(part) for part in (name.given, name.family))
    return f"{first}.{last}@furulia.example"


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.translate(_LATIN)).lower()
    return "".join(c for c in letters.replace(" ", ".") if c.isascii())


# -- bytes ---------------------------------------------------------------------------------------


def _csv(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _write_workbook(path: Path, sheets: dict[str, list[Sequence[Cell]]], story: RoundStory) -> None:
    """Write a workbook whose time stamp is the round's, never the clock's."""
    import xlsxwriter

    options = {"in_memory": True, "default_date_format": "dd.mm.yyyy hh:mm:ss"}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"created": datetime.combine(story.held_on, time(12))})
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

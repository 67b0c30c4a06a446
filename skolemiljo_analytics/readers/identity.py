"""Norwegian identity numbers, found by their check digits so that they can be kept out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Sequence

from skolemiljo_analytics.readers.dates import read_day
from skolemiljo_analytics.readers.sheets import Cell, cell_text, is_blank

__all__ = [
    "columns_of_last_digits",
    "contains_identity_number",
    "holds_identity_number",
    "is_identity_number",
    "places_of_identity_numbers",
    "without_identity_numbers",
]

_ELEVEN = re.compile(r"(?<!\d)(\d{6})[\s.\-\u00a0]?(\d{5})(?!\d)")
_FIVE = re.compile(r"^\s*\d{3,5}\s*$")
_SAMPLE = 300
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_identity_number(digits: str) -> bool:
    """Tell whether eleven digits are a fødselsnummer, D number or H number with right check digits.

    D numbers add 4 to the first digit (day), H numbers add 4 to the third (month); the synthetic
    numbers that add 8 or 65-80 to the month count too.

    References
    ----------
    Skatteetaten, *Fødselsnummer*: https://www.skatteetaten.no/person/folkeregister/identitetsnummer/
    """
    if not _begins_with_a_birthday(digits):
        return False
    return _check(digits[:9], _FIRST) == digits[9] and _check(digits[:10], _SECOND) == digits[10]


def _begins_with_a_birthday(digits: str) -> bool:
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    day, month = int(digits[:2]) % 40, int(digits[2:4])
    return 1 <= day <= 31 and any(1 <= month - add <= 12 for add in (0, 40, 65, 80))


def _check(digits: str, weights: tuple[int, ...]) -> str:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return str((11 - rest) % 11)


def contains_identity_number(text: str) -> bool:
    """Tell whether an identity number stands anywhere in a text, with or without a space in it.

    Beside letters, eleven digits that begin with a birthday count too: a number with a slip of the
    finger is still close to a real one, and has no place in a name.
    """
    if len(text) < 11 or not _DIGIT.search(text):
        return False
    counts = _counts_in(text)
    return any(counts(a + b) for a, b in _ELEVEN.findall(text))


def _counts_in(text: str) -> Callable[[str], bool]:
    return _begins_with_a_birthday if _LETTER.search(text) else is_identity_number


def holds_identity_number(cell: Cell) -> bool:
    """Tell whether a cell holds an identity number, also one that has lost its first zero."""
    if isinstance(cell, str) and len(cell) < 10:
        return False
    text = cell_text(cell)
    if text.isdigit() and len(text) == 10:
        text = f"0{text}"
    return contains_identity_number(text)


def places_of_identity_numbers(row: Sequence[Cell], identity: Container[int] = ()) -> list[int]:
    """Return the columns, from 0, of a row's identity numbers.

    `identity` are columns that hold identity numbers or parts of them: whatever stands there
    counts, also where a finger slipped.
    """
    return [
        at
        for at, cell in enumerate(row)
        if holds_identity_number(cell) or (at in identity and not is_blank(cell))
    ]


def columns_of_last_digits(rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """Return the columns, from 0, that hold the last five digits of identity numbers.

    A list may hold the birth date and the last five apart. Most of a column's numbers must have
    right check digits behind a day of the same row: a running number does so once in 121.
    """
    numbers: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for row in rows[:_SAMPLE]:
        fives = {at: text for at, cell in enumerate(row) if _FIVE.match(text := cell_text(cell))}
        if not fives:
            continue
        days = {f"{day:%d%m%y}" for cell in row if (day := read_day(cell))}
        for at, text in fives.items():
            numbers[at] += 1
            right[at] += any(is_identity_number(day + text.strip().zfill(5)) for day in days)
    return frozenset(at for at, n in numbers.items() if right[at] > n / 2)


def without_identity_numbers(text: str) -> str:
    """Return a text with its identity numbers taken out."""
    if len(text) < 11 or not _DIGIT.search(text):
        return text
    counts = _counts_in(text)
    return _ELEVEN.sub(lambda found: "" if counts(found[1] + found[2]) else found[0], text)

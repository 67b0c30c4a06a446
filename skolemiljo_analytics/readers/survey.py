"""Answers on a scale, given as words or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.sheets import Cell, cell_text

__all__ = ["LADDERS", "all_agree_or_not", "find_ladder", "read_number", "read_rung"]

_STEPS: tuple[tuple[str, ...], ...] = (
    ("helt uenig|heilt ueinig|svært uenig|svært ueinig|sterkt uenig|completely disagree"
     "|strongly disagree|totally disagree|stemmer ikke i det hele tatt|stemmer ikkje i det heile",
     "litt uenig|litt ueinig|delvis uenig|delvis ueinig|ganske uenig|nokså uenig|noe uenig|uenig"
     "|ueinig|disagree|somewhat disagree|slightly disagree|stemmer dårlig|stemmer dårleg",
     "verken enig eller uenig|hverken enig eller uenig|korkje einig eller ueinig|verken eller"
     "|verken einig eller ueinig|både og|nøytral|neither agree nor disagree|neutral|midt imellom"
     "|stemmer delvis|hverken eller",
     "litt enig|litt einig|delvis enig|delvis einig|ganske enig|nokså enig|noe enig|enig|einig"
     "|agree|somewhat agree|slightly agree|stemmer godt",
     "helt enig|heilt einig|svært enig|svært einig|sterkt enig|completely agree|strongly agree"
     "|totally agree|stemmer helt|stemmer heilt"),
    ("aldri|never", "sjelden|sjeldan|en sjelden gang|rarely|seldom",
     "av og til|noen ganger|nokre gonger|iblant|sometimes|now and then",
     "ofte|often|ganske ofte", "svært ofte|veldig ofte|alltid|always|very often|nesten alltid"),
    ("ikke i det hele tatt|ikkje i det heile|ikkje i det heile tatt|ikke i det hele tatt godt"
     "|not at all|trives ikke i det hele tatt|svært dårlig|svært dårleg|veldig dårlig|very badly",
     "ikke særlig godt|ikkje særleg godt|ikke så godt|ikkje så godt|dårlig|dårleg|lite|i liten grad"
     "|i liten grad|ikke særlig|ikkje særleg|not very well|trives ikke særlig godt",
     "noe|litt|i noen grad|i nokon grad|nokså godt|middels|ok|trives litt|a little",
     "godt|trives godt|i stor grad|ganske godt|well|bra|mye|mykje",
     "svært godt|veldig godt|trives svært godt|i svært stor grad|very well|kjempebra|svært mye"
     "|svært mykje"),
    ("ikke i det hele tatt|aldri|nei", "en sjelden gang|ein sjeldan gong",
     "2 eller 3 ganger i måneden|2 eller 3 gonger i månaden", "omtrent 1 gang i uken"
     "|omtrent 1 gong i veka", "flere ganger i uken|fleire gonger i veka"),
    ("nei|no", "litt|noen ganger|av og til|nokre gonger|vet ikke|usikker|sometimes|delvis",
     "ja|yes"),
    ("helt uenig|heilt ueinig|strongly disagree", "litt uenig|litt ueinig|uenig|ueinig|disagree",
     "litt enig|litt einig|enig|einig|agree", "helt enig|heilt einig|strongly agree"),
)  # fmt: skip

LADDERS: tuple[dict[str, int], ...] = tuple(
    {word: rung for rung, words in enumerate(ladder, start=1) for word in words.split("|")}
    for ladder in _STEPS
)
"""Known ladders of answer words, each from its lowest rung 1 to its highest."""

_AGREEING = (LADDERS[0], LADDERS[-1])

_NUMBER = re.compile(r"^\s*(-?\d{1,3})(?:[.,]0+)?\s*(?:[-–=:.)(]\s*\D.*)?$")


def read_number(cell: Cell) -> int | None:
    """Return the whole number a cell holds, also ``4 - litt enig``; None if it holds none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    found = _NUMBER.match(cell_text(cell))
    return int(found.group(1)) if found else None


def find_ladder(cells: Iterable[Cell]) -> Mapping[str, int] | None:
    """Return the first ladder that knows every answer word; empty for numbers only; else None.

    A ladder of five is tried before one of four: the four-rung ladder is only taken where the
    middle word would not fit, so a mapping should say which it is.
    """
    words = {fold_heading(cell_text(cell)) for cell in cells if read_number(cell) is None}
    words.discard("")
    if not words:
        return {}
    return next((ladder for ladder in LADDERS if words <= ladder.keys()), None)


def all_agree_or_not(cells: Iterable[Cell]) -> bool:
    """Tell whether every cell says how far somebody agrees: then the column holds a statement."""
    words = {fold_heading(cell_text(cell)) for cell in cells} - {""}
    return bool(words) and any(words <= ladder.keys() for ladder in _AGREEING)


def read_rung(cell: Cell, words: Mapping[str, int]) -> int | None:
    """Return the number an answer counts for, by `words` (folded) or as a number; else None."""
    number = read_number(cell)
    return number if number is not None else words.get(fold_heading(cell_text(cell)))

"""One cell with several names in it: where one name ends and the next begins."""

from __future__ import annotations

import re

from skolemiljo_analytics.readers.people import name_key
from skolemiljo_analytics.readers.resolve import Resolver

__all__ = ["split_names"]

_HARD = re.compile(r"[;\n\r\t|•▪●◦‣⁃]+|/|\s[–—]\s")
_SOFT = re.compile(r"\s+(?:og|and|samt|och|pluss)\s+|\s*[&+]\s*", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.):]\s*|[-–*·]\s*)")
_INLINE_NUMBER = re.compile(
    r"\s+(?!\d{1,2}\s?\.\s?[A-Za-zÆØÅæøå]\s*(?:[)\],;/\n]|$))(?=\d{1,2}\s*[.)]\s*\D)"
)  # a number and one letter is a class, not the next name


def split_names(text: str, resolver: Resolver) -> tuple[str, ...]:
    """Return the names in a cell as written, in order; empty for a blank cell.

    Line breaks, semicolons, slashes and bullets always part names. «og», «&» and commas do unless
    what they join is a full name of the list («Berg, Ada»).

    A hyphen with spaces around parts names only where it cannot be a double name
    (`Resolver.parted_by_hyphen`).

    Notes
    -----
    First names written with only spaces between are left whole: whether «Ada Li» is one pupil or
    two is for a person to say.
    """
    known = resolver.parted.get(text)
    if known is None:
        known = resolver.parted[text] = tuple(_split(text, resolver))
    return known


def _split(text: str, resolver: Resolver) -> list[str]:
    names: list[str] = []
    for piece in _HARD.split(_INLINE_NUMBER.sub("\n", text)):
        plain = _LIST_MARK.sub("", piece).strip(" \u00a0,")
        if not plain:
            mark = piece.strip(" \u00a0,")
            names += [mark] if mark else []
            continue
        if resolver.is_full_name(plain):
            names.append(plain)
            continue
        for part in _SOFT.split(plain):
            for name in _split_commas(part, resolver):
                names += resolver.parted_by_hyphen(name) or [name]
    return names


def _split_commas(text: str, resolver: Resolver) -> list[str]:
    """Part at commas, keeping «family name, first name» together where the list has that name."""
    if "," not in text:
        one = _LIST_MARK.sub("", text.strip())
        return [one] if text.strip(" .") else []
    parts = [part.strip() for part in text.split(",")]
    parts = [_LIST_MARK.sub("", part) for part in parts if part.strip(" .")]
    out: list[str] = []
    at = 0
    while at < len(parts):
        pair = ", ".join(parts[at : at + 2])
        if at + 1 < len(parts) and _is_family_first(parts[at], parts[at + 1], pair, resolver):
            out.append(pair)
            at += 2
        else:
            out.append(parts[at])
            at += 1
    return out


def _is_family_first(family: str, given: str, pair: str, resolver: Resolver) -> bool:
    if not resolver.is_full_name(pair):
        return False
    key = f"{name_key(given)} {name_key(family)}"
    return any(
        name_key(pupil.name.full) == key
        for pupil in resolver.directory.everyone.full[name_key(pair)]
    )

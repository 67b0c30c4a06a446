"""Every code the readers use has its sentence, in all three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import skolemiljo_analytics.readers as package
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind
from skolemiljo_analytics.wording import get_translator, keys_of
from skolemiljo_analytics.wording.problems import (
    say_column_role,
    say_decision,
    say_file_kind,
    say_problem,
    say_why,
)

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(package.__file__).parent.glob("*.py"))
)
CODES = sorted(
    set(
        re.findall(r'(?:Problem|_problem|_note|\.problem|FileRefusedError)\(\s*"([a-z_]+)"', SOURCE)
        + re.findall(r'FileKind\.[A-Z]+: "([a-z_]+)"', SOURCE)
        + re.findall(r'ColumnRole\.[A-Z]+: "([a-z_]+_column)"', SOURCE)
    )
)
REASONS = sorted(
    set(
        re.findall(r'Resolution\(\s*Decision\.[A-Z]+, "([a-z_]+)"', SOURCE)
        + re.findall(r'become\(Decision\.[A-Z_]+, "([a-z_]+)"', SOURCE)
        + re.findall(r'_ask\([^\n]*, "([a-z_]+)"\)', SOURCE)
        + ["exact", "normalised", "family_name_first", "first_and_family_name", "first_name",
           "first_name_and_initial", "several_by_first_name", "spelling", "nickname", "short_form",
           "sounds_alike", "initials", "family_name", "written_together", "same_words", "initial",
           "letters",
           "parallel_class", "left_class", "not_yet_joined", "outside_class", "far", "several_near",
           "hyphen_between"]
    )
)  # fmt: skip
DETAILS = {
    "limit": 10, "kind": "pdf", "unpacked": 400, "rows": 5, "version": "2", "found": "x", "n": 3,
    "class_id": "7B", "question": "friminutt", "round": "2025-10", "lowest": 1, "highest": 5,
}  # fmt: skip


def test_there_are_codes_and_reasons_to_say():
    assert len(CODES) > 30
    assert len(REASONS) > 30


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_code_is_said(language: str):
    for code in CODES:
        problem = Problem(code, Severity.NOTE, "svar.csv", "Ark1", 3, "Navn", DETAILS)
        sentence = say_problem(problem, language)
        assert sentence.startswith("svar.csv, ")
        assert len(sentence) > 40
        assert "{" not in sentence
    for reason in REASONS:
        assert say_why(reason, language)
    assert all(say_decision(one, language) for one in Decision)
    assert all(say_file_kind(one, language) for one in FileKind)
    assert all(say_column_role(one, language) for one in ColumnRole)


def test_the_three_languages_have_the_same_sentences():
    assert keys_of("readers", "nb") == keys_of("readers", "nn") == keys_of("readers", "en")


def test_every_language_is_complete_by_itself():
    nn, nb = get_translator("nn"), get_translator("nb")
    places = {"file": "a", "sheet": "b", "row": 1, "column": "c"}
    figures = {"unit": "u", "year": "2024-25", "topic": "t", "figure": "4", "why": "w",
               "observer": "o", "reason": "r"}  # fmt: skip
    counts = {"where": "w", "answered": 5, "of": 9, "nobody": 1, "skipped": 2, "absent": 2}
    values = {**DETAILS, **places, **figures, **counts}
    same = [key for key in keys_of("readers", "nb") if nn(key, **values) == nb(key, **values)]
    assert len(same) < 0.35 * len(keys_of("readers", "nb"))

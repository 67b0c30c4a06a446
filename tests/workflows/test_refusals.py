"""What cannot be done is refused by an error of ours, with a sentence: never a bare one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from skolemiljo_analytics.errors import (
    CaseRefusedError,
    DocumentRefusedError,
    SkolemiljoError,
    UnknownChoiceError,
    UnknownRoundError,
    choose,
)
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.wording import get_translator, say_error
from skolemiljo_analytics.workflows.documents import KINDS, About, DocumentKind, info_of
from skolemiljo_analytics.workflows.documents.making import prepare_document, render_document
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.workflows.documents_reading import wanted_of
from tests.workflows.documents_school import KLASS, DocumentSchool

ABOUT_A_CLASS = [info.kind for info in KINDS if info.about is not About.SCHOOL]
ABOUT_A_ROUND = [info.kind for info in KINDS if info.about is About.ROUND]
ABOUT_A_CASE = [info.kind for info in KINDS if info.about is About.CASE]


def sentences(error: SkolemiljoError) -> set[str]:
    said = {say_error(error, language) for language in Language}
    assert all("{" not in text for text in said)
    return said


@pytest.mark.parametrize("kind", ABOUT_A_CLASS)
def test_a_document_without_its_class_says_what_to_choose(
    school: DocumentSchool, kind: DocumentKind
) -> None:
    wanted = wanted_of(school, kind)
    for class_id, reason in (("", "no_class"), ("9Z", "unknown_class")):
        with pytest.raises(DocumentRefusedError) as caught:
            prepare_document(school.space, Role.SMT, replace(wanted, class_id=class_id))
        assert caught.value.reason == reason
        assert len(sentences(caught.value)) == 3


@pytest.mark.parametrize("kind", ABOUT_A_ROUND)
def test_a_document_without_its_round_says_what_to_choose(
    school: DocumentSchool, kind: DocumentKind
) -> None:
    for round_key in ("", "1999-01"):
        wanted = replace(wanted_of(school, kind), round_key=round_key)
        with pytest.raises(DocumentRefusedError) as caught:
            prepare_document(school.space, Role.SMT, wanted)
        assert caught.value.reason == "no_round"


@pytest.mark.parametrize("kind", ABOUT_A_CASE)
def test_a_document_of_no_case_is_refused(school: DocumentSchool, kind: DocumentKind) -> None:
    with pytest.raises(CaseRefusedError):
        prepare_document(school.space, Role.SMT, replace(wanted_of(school, kind), case_id="x"))


def test_words_that_cannot_be_chosen_are_refused_with_those_that_can(
    school: DocumentSchool,
) -> None:
    wanted = wanted_of(school, DocumentKind.PORTRAIT)
    for refused in (
        lambda: render_document(school.space, Role.SMT, wanted, format="odt"),
        lambda: render_document(school.space, Role.SMT, wanted, language="dk"),
        lambda: school.space.classes("rektor"),  # type: ignore[arg-type]
        lambda: info_of("diary"),
        lambda: get_translator("dk"),
        lambda: choose(Role, "rektor"),
    ):
        with pytest.raises(UnknownChoiceError) as caught:
            refused()
        assert caught.value.known
        assert sentences(caught.value)


def about_a_round() -> Iterator[str]:
    for name, method in inspect.getmembers(Workspace, inspect.isfunction):
        wanted = inspect.signature(method).parameters
        extra = [
            key
            for key, one in wanted.items()
            if one.default is inspect.Parameter.empty
            and key not in {"self", "role", "class_id", "round_key"}
        ]
        if not name.startswith("_") and "round_key" in wanted and not extra:
            yield name


@pytest.mark.parametrize("name", sorted(about_a_round()))
def test_a_round_that_was_never_held_is_an_error_of_ours_or_nothing(
    school: DocumentSchool, name: str
) -> None:
    with suppress(SkolemiljoError):
        getattr(school.space, name)(Role.SMT, KLASS, "1999-01")


def test_a_round_that_was_never_held_names_those_that_were(school: DocumentSchool) -> None:
    with pytest.raises(UnknownRoundError) as caught:
        school.space.portrait(Role.SMT, KLASS, "1999-01")
    assert caught.value.rounds == tuple(r.key for r in school.space.rounds(Role.SMT, KLASS))
    assert "2025-10" in str(caught.value)
    assert "2025-10" in say_error(caught.value)

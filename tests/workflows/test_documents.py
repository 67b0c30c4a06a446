"""Every document of every kind: made from the records, stamped, in three languages, two formats."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from skolemiljo_analytics.errors import AccessDeniedError, CaseRefusedError, TemplateError
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.views.documents import Document, Layout, make_template, render_pdf
from skolemiljo_analytics.vocabulary import (
    FindingCode,
    Language,
    PupilId,
    Role,
    Scope,
    Strength,
)
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.workflows.documents import KINDS, DocumentKind, info_of
from skolemiljo_analytics.workflows.documents.framing import Frame
from skolemiljo_analytics.workflows.documents.making import (
    Wanted,
    document_file_name,
    kinds_for,
    prepare_document,
    render_document,
    tellable,
)
from skolemiljo_analytics.workflows.documents.meeting_basis import network_basis
from skolemiljo_analytics.workflows.documents.meetings import MEETINGS
from skolemiljo_analytics.workflows.documents.nameless import NameFilter
from skolemiljo_analytics.workflows.documents.privacy import RISKS
from skolemiljo_analytics.workflows.documents.sheets import TELLABLE, patterns_to_tell
from tests.workflows.documents_school import KLASS, NASTY, TODAY, DocumentSchool, document_school

NAMELESS = [info.kind for info in KINDS if info.nameless]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentSchool]:
    with document_school(tmp_path_factory.mktemp("documents")) as made:
        yield made


def wanted_of(school: DocumentSchool, kind: DocumentKind) -> Wanted:
    return Wanted(kind, KLASS, school.round_key, school.case.id)


_prepared: dict[tuple[object, ...], Document] = {}


def prepare(
    school: DocumentSchool, kind: DocumentKind, language: Language = Language.NB, **changes: object
) -> Document:
    """What a document says to the team; made once for the same wish."""
    key = (id(school), kind, language, *sorted(changes.items()))
    if key not in _prepared:
        wanted = replace(wanted_of(school, kind), **changes)
        _prepared[key] = prepare_document(school.space, Role.SMT, wanted, language)
    return _prepared[key]


def words(document: Document) -> str:
    parts = [document.title, document.subtitle, document.footer]
    parts += [f"{s.label}: {s.text}" for s in document.stamps]
    for section in document.sections:
        parts += [section.heading, *section.paragraphs, *section.bullets]
        parts += [f"{f.label} {f.text}" for f in section.fields]
        for card in section.cards:
            parts += [card.title, card.badge, *(f"{a} {b}" for a, b in card.lines)]
        if section.table:
            parts += [section.table.caption, *section.table.header]
            parts += [cell for row in section.table.rows for cell in row]
        if section.picture:
            parts += [section.picture.alternative, section.picture.svg]
    return "\n".join(parts)


def word_text(made: bytes) -> str:
    word = docx.Document(io.BytesIO(made))
    texts = [node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t")]
    return "\n".join(texts)


def named_in(text: str, school: DocumentSchool) -> list[str]:
    """Find what the filter would find, but by plain search: given names with a capital."""
    parts = {part for name in school.names for part in name.given.split()}
    return sorted(part for part in parts if re.search(rf"\b{re.escape(part)}\b", text))


# -- every kind, language and format -----------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_word_file_opens_and_says_everything(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    made = render_document(
        school.space, Role.SMT, wanted_of(school, kind), format="docx", language=language
    )
    word = docx.Document(io.BytesIO(made))
    said = prepare(school, kind, language)
    assert word.core_properties.language[:2] == language
    assert word.core_properties.title == said.title
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.heading for section in said.sections]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_pdf_is_accepted_as_accessible(school: DocumentSchool, kind: DocumentKind) -> None:
    """The languages take turns: the writer checks the same tags in each."""
    language = list(Language)[list(DocumentKind).index(kind) % 3]
    made = render_document(school.space, Role.SMT, wanted_of(school, kind), language=language)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Lang\s*\(" + language.encode(), made)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_document_is_stamped(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    labels = [stamp.label for stamp in prepare(school, kind, language).stamps]
    expected = {
        Language.NB: ("Formål", "Hvem kan se det", "Slettes"),
        Language.NN: ("Føremål", "Kven kan sjå det", "Blir sletta"),
        Language.EN: ("Purpose", "Who may see it", "To be deleted"),
    }[language]
    assert [label for label in labels if label in expected] == list(expected)


# -- nobody is named ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", NAMELESS)
def test_nobody_is_named_where_nobody_may_be(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    asked_all_the_same = prepare(school, kind, language, names=True)
    assert named_in(words(asked_all_the_same), school) == []


def test_the_class_plan_tells_that_names_were_taken_out(school: DocumentSchool) -> None:
    document = prepare(school, DocumentKind.CLASS_PLAN)
    stamps = {stamp.label: stamp.text for stamp in document.stamps}
    assert "navn" in stamps["Navn"]
    assert "[navn tatt ut] og [navn tatt ut] står ofte for seg." in words(document)


def test_a_protected_address_is_known_to_the_filter(school: DocumentSchool) -> None:
    away = school.space.name_filter(Role.SMT, KLASS, "[…]")
    for name in school.names:
        assert away(f"Så gikk {name.given}s venn hjem.") == "Så gikk […] venn hjem."
    assert not any(name.given in repr(away) for name in school.names)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Noras gruppe og NORA", "[…] gruppe og […]"),
        ("nora elise vik", "[…]"),
        ("bo ved en vik, sa Bo Lie", "bo ved en vik, sa […]"),
        ("Borte bra, norat", "Borte bra, norat"),
        ("Anne-Gretes plass, Grete", "[…] plass, […]"),
        ("A\u030asa og O\u0308zil, Ö\u00adzil, Å\u200bsa", "[…] og […], […], […]"),
        ("_Nora_ og Nora_Vik", "_[…]_ og […]_[…]"),
        ("", ""),
    ],
)
def test_the_filter_takes_names_and_leaves_words(text: str, left: str) -> None:
    names = [
        PersonName("Vik", "Nora Elise"),
        PersonName("Lie", "Bo"),
        PersonName("Å", "Anne-Grete"),
        PersonName("O\u0308zil", "Åsa"),
    ]
    assert NameFilter(names, "[…]")(text) == left


def test_a_filter_without_names_changes_nothing() -> None:
    assert NameFilter((), "[…]")("Nora") == "Nora"


# -- the two plans -----------------------------------------------------------------------------


def test_a_pupils_plan_has_the_laws_five_letters_in_order(school: DocumentSchool) -> None:
    document = prepare(school, DocumentKind.PUPIL_PLAN)
    (actions,) = [s for s in document.sections if s.heading == "Tiltak"]
    letters = [label[:2] for label, _ in actions.cards[0].lines if label[1:2] == ")"]
    assert letters == ["a)", "b)", "c)", "d)", "e)"]
    headings = [section.heading for section in document.sections]
    assert {"Bakgrunn og undersøkelser", "Mål", "Eleven selv"} <= set(headings)


def test_the_plans_are_linked_and_never_the_one_for_the_other(school: DocumentSchool) -> None:
    pupils, klass = (
        prepare(school, kind) for kind in (DocumentKind.PUPIL_PLAN, DocumentKind.CLASS_PLAN)
    )
    number = next(stamp.text for stamp in klass.stamps if stamp.label == "Nummer")
    own = next(stamp.text for stamp in pupils.stamps if stamp.label == "Nummer")
    assert re.fullmatch(r"KTP-[0-9A-F]{6}", number)
    assert re.fullmatch(r"TP-[0-9A-F]{6}", own)
    assert number in words(pupils)
    assert own not in words(klass)
    assert "redd i matpausen" not in words(klass)
    assert "garderoben" in words(klass)
    assert "garderoben" not in words(pupils)


def test_a_preventive_case_has_no_pupils_plan(school: DocumentSchool) -> None:
    preventive = school.space.cases(Role.SMT, KLASS)[-1].id
    with pytest.raises(CaseRefusedError, match="no_pupil_plan"):
        prepare(school, DocumentKind.PUPIL_PLAN, case_id=preventive)


def test_only_the_pupil_it_is_about_may_be_named(school: DocumentSchool) -> None:
    hidden = words(prepare(school, DocumentKind.PUPIL_PLAN))
    shown = words(prepare(school, DocumentKind.PUPIL_PLAN, names=True))
    assert named_in(hidden, school) == []
    assert school.concerned.full in shown
    assert school.other.given not in shown


def test_what_the_pupil_said_is_for_the_team_alone(school: DocumentSchool) -> None:
    wanted = wanted_of(school, DocumentKind.PUPIL_PLAN)
    team = words(prepare_document(school.space, Role.SMT, wanted))
    teacher = words(prepare_document(school.space, Role.TEACHER, wanted))
    assert "En voksen." in team
    assert "En voksen." not in teacher
    assert "oppbevares for seg" in teacher


def test_a_plan_nobody_has_decided_anything_for_can_be_filled_in(school: DocumentSchool) -> None:
    wanted = Wanted(DocumentKind.CLASS_PLAN, "5A", "2025-10")
    document = prepare_document(school.space, Role.SMT, wanted)
    tables = [section.table for section in document.sections if section.table]
    assert tables[0].rows == (("",) * 4,) * 3
    assert any(section.fields for section in document.sections)


# -- meetings, sheets, letters -----------------------------------------------------------------


def test_the_portrait_fits_on_one_page(school: DocumentSchool) -> None:
    for klass, language in ((KLASS, Language.NB), ("5A", Language.NN)):
        wanted = Wanted(DocumentKind.PORTRAIT_PAGE, klass, school.round_key)
        made = prepare_document(school.space, Role.SMT, wanted, language)
        assert made.layout is Layout.ONE_PAGE
        assert count_pages(render_pdf(made)) == 1, klass
    assert count_pages(render_pdf(prepare(school, DocumentKind.RISK, class_id=""))) == 3


def count_pages(pdf: bytes) -> int:
    """Count the pages also those inside packed objects."""
    packed = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    texts = [pdf, *(_inflated(part) for part in packed)]
    counts = [
        int(n) for text in texts for n in re.findall(rb"/Type\s*/Pages.*?/Count\s+(\d+)", text)
    ]
    counts += [int(n) for text in texts for n in re.findall(rb"/Count\s+(\d+)\s*/Kids", text)]
    return max(counts)


def _inflated(part: bytes) -> bytes:
    import zlib

    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return b""


def test_a_meeting_of_the_team_takes_thirty_minutes_and_lists_its_items() -> None:
    assert MEETINGS[0].length == 30
    assert all(meeting.items[-1][0] == "next" for meeting in MEETINGS)
    assert {kind for one in MEETINGS for kind in (one.agenda, one.minutes)} == {
        kind for kind in DocumentKind if kind.startswith(("agenda_", "minutes_"))
    }


def test_minutes_have_a_field_for_each_item_and_room_for_decisions(school: DocumentSchool) -> None:
    document = prepare(school, DocumentKind.MINUTES_SMT)
    (talked,) = [s for s in document.sections if s.heading == "Det vi snakket om"]
    assert len(talked.fields) == len(MEETINGS[0].items) - 1
    (decided,) = [s for s in document.sections if s.heading == "Det vi ble enige om"]
    assert decided.table is not None
    assert ("", "", "") in decided.table.rows


def test_a_meeting_round_a_pupil_takes_up_two_problems_at_most(school: DocumentSchool) -> None:
    document = prepare(school, DocumentKind.AGENDA_NETWORK)
    (problems,) = [s for s in document.sections if s.heading == "Problemstillinger"]
    assert problems.bullets == ("[navn tatt ut] er redd i matpausen.",)
    many = replace(
        school.case, plan=tuple(replace(school.case.plan[0], problem=f"Nr. {n}") for n in range(5))
    )
    frame = Frame(
        get_translator("nb"), "S", "7B", TODAY, TODAY, invented=False, away=NameFilter((), "")
    )
    assert network_basis(frame, many).problems == ("Nr. 4", "Nr. 3")


def test_the_coordination_meeting_sees_cases_and_not_what_they_are_about(
    school: DocumentSchool,
) -> None:
    text = words(prepare(school, DocumentKind.AGENDA_COORDINATION, class_id=""))
    assert "7B, sak 1" in text
    assert "7B, sak 2" in text
    assert "matpausen" not in text


def _finding(code: FindingCode, **changes: object) -> Finding:
    made = Finding(code, Scope.CLASS, "2025-10", ("r",), Doubt(25, 22), strength=Strength.CLEAR)
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"strength": Strength.PROBABLE}, True),
        ({"strength": Strength.POSSIBLE}, False),
        ({"strength": Strength.CANNOT_SAY}, False),
        ({"scope": Scope.GROUP}, False),
        ({"pupils": (PupilId("p"),)}, False),
        ({"doubt": Doubt(12, 10)}, True),
        ({"doubt": Doubt(12, 9)}, False),
    ],
)
def test_only_firm_patterns_of_the_class_above_the_limit_leave_the_team(
    changes: dict[str, object], told: bool
) -> None:
    found = patterns_to_tell([_finding(FindingCode.SPLIT_GROUPINGS, **changes)])
    assert found == ((FindingCode.SPLIT_GROUPINGS,) if told else ())


@pytest.mark.parametrize("code", [code for code in FindingCode if code not in TELLABLE])
def test_what_could_point_to_somebody_is_never_told(code: FindingCode) -> None:
    assert patterns_to_tell([_finding(code)]) == ()


@pytest.mark.parametrize("kind", [DocumentKind.PARENTS_SHEET, DocumentKind.CLASS_SHEET])
@pytest.mark.parametrize("language", list(Language))
def test_a_sheet_holds_no_count_and_no_reason(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    document = prepare(school, kind, language)
    told = document.sections[1]
    assert told.bullets
    assert not re.search(r"\d", " ".join(told.bullets))
    assert "står ofte for seg" not in words(document)
    assert "redd" not in words(document)
    assert not any(stamp.label in {"Navn", "Namn", "Names"} for stamp in document.stamps)


def test_the_adults_may_leave_a_sentence_out(school: DocumentSchool) -> None:
    wanted = wanted_of(school, DocumentKind.PARENTS_SHEET)
    codes = tellable(school.space, Role.TEACHER, wanted)
    assert codes
    document = prepare(school, DocumentKind.PARENTS_SHEET, left_out=codes)
    assert document.sections[1].bullets == ()
    assert "ingen mønstre vi kan dele" in document.sections[1].paragraphs[0]


def test_an_unchecked_pattern_is_told_to_nobody(school: DocumentSchool) -> None:
    wanted = Wanted(DocumentKind.PARENTS_SHEET, "5A", "2025-10")
    assert tellable(school.space, Role.SMT, wanted) == ()


@pytest.mark.parametrize("language", list(Language))
def test_drafts_say_what_is_for_the_school(school: DocumentSchool, language: Language) -> None:
    for kind in (DocumentKind.DPIA, DocumentKind.RISK, DocumentKind.LETTER_PARENTS):
        document = prepare_document(school.space, Role.LEADERSHIP, Wanted(kind), language)
        assert "[" in words(document)
    risks = prepare_document(school.space, Role.SMT, Wanted(DocumentKind.RISK), language)
    assert len(next(s for s in risks.sections if s.cards).cards) == RISKS


# -- safety ------------------------------------------------------------------------------------


def test_text_stays_text(school: DocumentSchool) -> None:
    made = render_document(
        school.space, Role.SMT, wanted_of(school, DocumentKind.PUPIL_PLAN), format="docx"
    )
    assert NASTY in word_text(made)


@pytest.mark.parametrize("info", KINDS, ids=lambda info: str(info.kind))
def test_a_role_gets_what_it_may_fetch_and_no_more(school: DocumentSchool, info: object) -> None:
    assert not isinstance(info, str)
    for role in Role:
        offered = kinds_for(school.space, role, KLASS, school.round_key)
        may = school.space.policy.may(role, info.needs)  # type: ignore[attr-defined]
        assert (info in offered) == may
        if not may:
            with pytest.raises(AccessDeniedError):
                prepare_document(school.space, role, wanted_of(school, info.kind))  # type: ignore[attr-defined]


def test_making_a_document_is_noted_and_looking_is_not(school: DocumentSchool) -> None:
    def noted() -> int:
        found = school.space.audit(Role.SMT)
        return sum(entry.action == "document:class_plan" for entry in found)

    before = noted()
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    prepare_document(school.space, Role.SMT, wanted)
    assert noted() == before
    render_document(school.space, Role.SMT, wanted, format="docx")
    assert noted() == before + 1


def test_a_file_name_says_what_and_when_and_nobody(school: DocumentSchool) -> None:
    wanted = replace(wanted_of(school, DocumentKind.PUPIL_PLAN), names=True)
    name = document_file_name(school.space, Role.SMT, wanted, format="pdf")
    assert name == "Tiltaksplan-aktivitetsplan_7B_2025-11-28.pdf"


# -- the school's own template -----------------------------------------------------------------


def _saved(word: object) -> bytes:
    out = io.BytesIO()
    word.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def test_a_school_puts_its_template_in_a_folder(
    school: DocumentSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = docx.Document(io.BytesIO(make_template()))
    own.add_paragraph("Vår skole, vår logo")
    (tmp_path / "mal.docx").write_bytes(_saved(own))
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path))
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    made = render_document(school.space, Role.SMT, wanted, format="docx")
    assert "Vår skole, vår logo" in word_text(made)
    own.add_paragraph("Bare klassetiltaksplanen")
    (tmp_path / "class_plan.docx").write_bytes(_saved(own))
    made = render_document(school.space, Role.SMT, wanted, format="docx")
    assert "Bare klassetiltaksplanen" in word_text(made)


def _without(template: bytes, placeholder: str) -> bytes:
    word = docx.Document(io.BytesIO(template))
    for paragraph in [*word.paragraphs, *word.sections[0].footer.paragraphs]:
        if placeholder in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    return _saved(word)


def _with(template: bytes, text: str) -> bytes:
    word = docx.Document(io.BytesIO(template))
    word.add_paragraph(text)
    return _saved(word)


BAD = {
    "not_word": b"PK not a document",
    "incomplete": _without(make_template(), "{{ footer }}"),
    "unknown_placeholder": _with(make_template(), "{{ skolens_logo.bredde }}"),
    "syntax": _with(make_template(), "{% if title %}"),
    "unusable": _with(make_template(), "{{ title.__class__.__mro__ }}"),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_template_gets_a_clear_answer(
    school: DocumentSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    from skolemiljo_analytics.wording import say_error

    (tmp_path / "mal.docx").write_bytes(BAD[reason])
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path))
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    with pytest.raises(TemplateError) as caught:
        render_document(school.space, Role.SMT, wanted, format="docx")
    assert caught.value.reason == reason
    assert "mal" in say_error(caught.value, Language.NB)


def test_a_setting_that_points_nowhere_is_told(
    school: DocumentSchool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path / "not there"))
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    with pytest.raises(TemplateError, match="no_folder"):
        render_document(school.space, Role.SMT, wanted, format="docx")


def test_what_is_known_of_a_kind_is_known_once() -> None:
    assert sorted(info.kind for info in KINDS) == sorted(DocumentKind)
    assert all(info_of(info.kind) is info for info in KINDS)

"""Meetings: their minutes and items; sheets and letters: what leaves the team."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.vocabulary import (
    FindingCode,
    Language,
    PupilId,
    Role,
    Scope,
    Strength,
)
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.workflows.documents import DocumentKind
from skolemiljo_analytics.workflows.documents.framing import Frame
from skolemiljo_analytics.workflows.documents.making import (
    Wanted,
    prepare_document,
    tellable,
)
from skolemiljo_analytics.workflows.documents.meeting_basis import network_basis
from skolemiljo_analytics.workflows.documents.meetings import MEETINGS
from skolemiljo_analytics.workflows.documents.nameless import NameFilter
from skolemiljo_analytics.workflows.documents.privacy import RISKS
from skolemiljo_analytics.workflows.documents.sheets import TELLABLE, patterns_to_tell
from tests.workflows.documents_reading import prepare, wanted_of, words
from tests.workflows.documents_school import TODAY, DocumentSchool


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

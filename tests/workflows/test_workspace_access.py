"""What a decision may rest on, and who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import (
    AccessDeniedError,
    StoreError,
    UncheckedFindingError,
)
from skolemiljo_analytics.proposals.records import Check, Choice
from skolemiljo_analytics.vocabulary import Gate, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.workflows.small_school import TODAY, write_class


def _choice(*findings: str) -> Choice:
    return Choice(
        "T02", findings, "…", "laget", TODAY, date(2026, 6, 1), "flere med", "laget", TODAY
    )


def test_a_decision_rests_on_checked_findings_only(small: Workspace) -> None:
    where = (Role.TEACHER, "8C", "2025-10")
    first, *_ = small.findings(*where)
    with pytest.raises(UncheckedFindingError):
        small.choose(*where, _choice(first.id))
    doubted = Check(first.id, "Kari", TODAY, "Spurte elevene", holds=False)
    small.check_finding(*where, doubted)
    assert small.checks(*where) == (doubted,)
    with pytest.raises(UncheckedFindingError):
        small.choose(*where, _choice(first.id))
    held = replace(doubted, holds=True, how="Så det selv")
    small.check_finding(*where, held)
    small.choose(*where, _choice(first.id))
    assert small.checks(*where) == (held,)
    assert small.choices(Role.SMT, "8C") == (_choice(first.id),)
    assert [line.action for line in small.audit(Role.SMT)][-3:] == ["check", "check", "choose"]


def test_a_decision_rests_on_findings_of_that_round(small: Workspace) -> None:
    for findings in ((), ("0123456789ab",)):
        with pytest.raises(StoreError, match="must rest on findings"):
            small.choose(Role.SMT, "8C", "2025-10", _choice(*findings))
    with pytest.raises(StoreError, match="no such finding"):
        small.check_finding(Role.SMT, "8C", "2025-10", Check("x", "Kari", TODAY, "…"))


def test_what_was_tried_is_known_to_the_proposals(demo: Workspace) -> None:
    where = (Role.SMT, "7A", "2025-10")
    offered = demo.proposals(*where)
    assert 0 < len(offered) <= 5
    proposal = offered[0]
    for finding in proposal.findings:
        demo.check_finding(*where, Check(finding, "Kari", TODAY, "Så det selv"))
    choice = replace(_choice(*proposal.findings), action=proposal.action.id)
    demo.choose(*where, choice)
    tried = {p.action.id: p.tried for p in demo.proposals(*where)}
    assert tried[proposal.action.id] == 1


def test_leadership_sees_trends_and_nothing_else(demo: Workspace) -> None:
    role, where = Role.LEADERSHIP, ("7A", "2025-10")
    check = Check("x", "y", TODAY, "z")
    asked = [
        lambda: demo.classes(role),
        lambda: demo.rounds(role, "7A"),
        lambda: demo.roster(role, "7A"),
        lambda: demo.names(role, "7A"),
        lambda: demo.class_record(role, "7A"),
        lambda: demo.graph(role, *where),
        lambda: demo.portrait(role, *where),
        lambda: demo.findings(role, *where),
        lambda: demo.checks(role, *where),
        lambda: demo.check_finding(role, *where, check),
        lambda: demo.proposals(role, *where),
        lambda: demo.choose(role, *where, _choice("x")),
        lambda: demo.choices(role, "7A"),
        lambda: demo.trend(role, class_id="7A"),
        lambda: demo.erase_class(role, "7A"),
        lambda: demo.erase_pupil(role, "7A", "p"),
        lambda: demo.audit(role),
    ]
    for ask in asked:
        with pytest.raises(AccessDeniedError):
            ask()
    series = demo.trend(role)
    assert {(one.kind.value, one.unit) for one in series} == {
        ("school", ""), ("grade", "5"), ("grade", "7"),
    }  # fmt: skip
    assert [one.unit for one in demo.trend(role, grade=7)] == ["7"]


def test_a_teacher_sees_the_own_class_with_names_and_no_raw_answers(demo: Workspace) -> None:
    mine = Viewer(Role.TEACHER, own=frozenset({"7A"}))
    assert [c.class_id for c in demo.classes(mine)] == ["7A"]
    assert demo.names(mine, "7A")
    assert (
        demo.portrait(mine, "7A", "2025-10").relations[0].participation.gate
        is not Gate.NOTHING_NAMED
    )
    assert {one.unit for one in demo.trend(mine)} == {"7A"}
    with pytest.raises(AccessDeniedError):
        demo.class_record(mine, "7A")
    for other in (lambda: demo.names(mine, "7B"), lambda: demo.trend(mine, class_id="7B")):
        with pytest.raises(AccessDeniedError):
            other()
    assert not demo.may(mine, Fetch.RAW_ANSWERS)


def test_a_protected_pupil_has_no_name_in_any_view(empty: Workspace, tmp_path: Path) -> None:
    klass = write_class(tmp_path / "høst", "2025-10-07")
    first, *rest = klass.roster.pupils
    roster = replace(klass.roster, pupils=(replace(first, protected=True), *rest))
    hidden = replace(klass, record=replace(klass.record, roster=roster))
    empty.import_class(Role.SMT, hidden)
    assert len(empty.roster(Role.SMT, "8C").ids) == 5
    for role in (Role.SMT, Role.TEACHER):
        assert sorted(n.full for n in empty.names(role, "8C").values()) == [
            "Kari Dahl", "Liv Foss", "Ola Berg", "Per Eik",
        ]  # fmt: skip
    again = empty.import_class(Role.SMT, write_class(tmp_path / "vår", "2026-03-10"))
    assert (len(again.kept), again.new) == (5, ())  # recognised, and still protected
    assert len(empty.names(Role.SMT, "8C")) == 4

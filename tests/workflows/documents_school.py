"""An invented class with records of every kind, whose adults wrote pupils' names into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Evaluation,
    ExpectedChange,
    Figure,
    LegalTrack,
    Outcome,
    PlanItem,
    Source,
)
from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.proposals.records import Check, Choice, Level
from skolemiljo_analytics.vocabulary import Role, Scope
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

KLASS, TODAY = "7B", date(2025, 11, 28)
NASTY = '#panic("x") $x$ {{ title }} {% for x in y %} <b>&amp; \\ `=1+1`'


@dataclass(frozen=True)
class DocumentSchool:
    """The workspace, a round, the case of § 12-4, and who was written about."""

    space: Workspace
    round_key: str
    case: Case
    concerned: PersonName
    other: PersonName
    names: tuple[PersonName, ...]


@contextmanager
def document_school(folder: Path) -> Iterator[DocumentSchool]:
    """Make the school in a folder and fill in its records."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SKOLEMILJO_KEYS", str(folder / "keys"))
        space = open_workspace(folder / "data", today=TODAY)
        space.install_demo(Role.SMT)
        yield _filled(space)
        space.close()


def _filled(space: Workspace) -> DocumentSchool:
    role = Role.SMT
    key = space.rounds(role, KLASS)[1].key
    pupils = list(space.names(role, KLASS).items())
    (pupil, one), (_, two) = pupils[2], pupils[6]
    wide = [f for f in space.findings(role, KLASS, key) if f.scope not in {Scope.PUPIL, Scope.PAIR}]
    for finding in wide:
        space.check_finding(role, KLASS, key, Check(finding.id, "SMT", TODAY, "Observasjon"))
    _choose(space, key, one, two)
    opened = date(2025, 11, 4)
    space.open_case(role, KLASS, LegalTrack.CASE, opened_on=opened, reported_on=opened)
    told = f"{two.given} flyttet seg da {one.full} kom. {NASTY}"
    space.tell(role, _case(space), Account(told, "«Opptatt.»", "Ingen.", opened, Source.PUPIL))
    alone = _item(f"{one.given.upper()} er redd i matpausen.", Level.INDIVIDUAL, key, wide[0].id)
    space.decide(role, _case(space), alone)
    words = f"{one.given} er trygg når {two.given} er der."
    space.go_back(
        role, _case(space), BackToAffected(pupil, opened, words, "En voksen.", "Fire uker.")
    )
    kept = _case(space).id
    space.open_case(role, KLASS, LegalTrack.PREVENTIVE, opened_on=opened)
    group = _item(f"{two.full} og andre dyttes i garderoben.", Level.GROUP, key, wide[0].id)
    space.decide(role, _case(space), group)
    grounds = f"Roligere, også for {two.given}s gruppe."
    space.evaluate(
        role,
        _case(space),
        Evaluation(date(2025, 11, 20), Outcome.RESTORED_CONTINUED, grounds, (), date(2026, 1, 9)),
    )
    case = next(c for c in space.cases(role, KLASS) if c.id == kept)
    return DocumentSchool(space, key, case, one, two, tuple(n for _, n in pupils))


def _case(space: Workspace) -> Case:
    return space.cases(Role.SMT, KLASS)[-1]


def _choose(space: Workspace, key: str, one: PersonName, two: PersonName) -> None:
    holds = {c.finding for c in space.checks(Role.SMT, KLASS, key) if c.holds}
    proposal = next(p for p in space.proposals(Role.SMT, KLASS, key) if set(p.findings) & holds)
    rests_on = tuple(f for f in proposal.findings if f in holds)
    problem = f"{one.given} og {two.given} står ofte for seg. {NASTY}"
    space.choose(
        Role.SMT,
        KLASS,
        key,
        Choice(
            proposal.action.id,
            rests_on,
            problem,
            "kontaktlærer",
            date(2025, 11, 10),
            date(2026, 1, 19),
            f"Flere leker sammen, også {two.given}.",
            "SMT",
            date(2025, 11, 5),
        ),
    )


def _item(problem: str, level: Level, key: str, finding: str) -> PlanItem:
    return PlanItem(
        0,
        problem,
        "En fast voksen er til stede.",
        level,
        date(2025, 11, 6),
        "Kontaktlærer",
        date(2025, 12, 4),
        ExpectedChange(Figure.OBSERVATION, words="Ingen flytter seg."),
        "Eleven og foresatte",
        "Tar tid.",
        key,
        (finding,),
    )

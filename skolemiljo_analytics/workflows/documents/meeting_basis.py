"""What lies on the table in each meeting, from the store's records and as the role may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.casework.records import Case
from skolemiljo_analytics.views.documents.content import Card
from skolemiljo_analytics.vocabulary import Role, Scope
from skolemiljo_analytics.wording import say_finding
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.documents.class_plan import lines_of_class
from skolemiljo_analytics.workflows.documents.framing import Frame
from skolemiljo_analytics.workflows.documents.meetings import Basis

if TYPE_CHECKING:
    from skolemiljo_analytics.findings.records import Finding
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["class_basis", "coordination_basis", "network_basis"]

_MOST_PATTERNS = 4
_MOST_PROBLEMS = 2  # domain handbook 7, row 19


def class_basis(
    frame: Frame, space: Workspace, role: Role | Viewer, class_id: str, *, round_key: str
) -> Basis:
    """Return what a meeting on a class talks of: patterns, drafts, what is to be evaluated."""
    findings = space.findings(role, class_id, round_key) if round_key else ()
    wide = [f for f in findings if f.scope in {Scope.CLASS, Scope.GROUP, Scope.PRACTICE}]
    patterns = [f for f in wide if not f.resource][:_MOST_PATTERNS]
    checked = {c.finding for c in space.checks(role, class_id, round_key)} if round_key else set()
    language = frame.say.language
    texts = {f.id: say_finding(f, language) for f in wide}
    proposals = space.proposals(role, class_id, round_key) if round_key else ()
    return Basis(
        patterns=tuple(_card(one, frame) for one in patterns),
        works=tuple(texts[f.id].claim for f in wide if f.resource and not f.pupils),
        questions=tuple(dict.fromkeys(q for f in patterns for q in texts[f.id].questions_back)),
        unchecked=tuple(texts[f.id].title for f in patterns if f.id not in checked),
        proposals=tuple(
            frame.say(
                "meetings.proposal",
                title=one.action.text("title", language),
                who=one.action.text("responsible", language),
            )
            for one in proposals
        ),
        dates=_evaluations(frame, space, role, class_id),
    )


def coordination_basis(
    frame: Frame, space: Workspace, role: Role | Viewer, school_id: str | None = None
) -> Basis:
    """Return every open case of a school with its next day, by class; neither pupil nor matter."""
    rows = []
    school = space.school(role, school_id)
    for klass in space.classes(role, school.school_id) if school else ():
        if not space.policy.may(role, Fetch.CASE, klass.class_id):
            continue
        for number, case in enumerate(space.cases(role, klass.class_id), start=1):
            if case.closing is None:
                rows.append((_next_day(case), klass.label, number, case))
    say = frame.say
    return Basis(
        dates=tuple(
            (
                say(
                    "meetings.case",
                    klass=label,
                    n=number,
                    track=say(f"casework.track.{case.track}"),
                ),
                say(f"casework.stage.{case.stage}"),
                frame.day(case.plan[-1].evaluate_on) if case.plan else say("meetings.no_plan"),
            )
            for _, label, number, case in sorted(rows, key=lambda row: row[:3])
        )
    )


def network_basis(frame: Frame, case: Case) -> Basis:
    """Return the one or two problems of the newest decisions (else accounts), and shared tasks."""
    told = [frame.away(one.happened) for one in case.accounts[::-1]]
    problems = [frame.away(item.problem) for item in case.plan[::-1]] or told
    tasks = tuple(
        (frame.away(item.action), frame.away(item.responsible), frame.day(item.starts_on))
        for item in case.plan
    )
    return Basis(problems=tuple(dict.fromkeys(problems))[:_MOST_PROBLEMS], tasks=tasks)


def _card(finding: Finding, frame: Frame) -> Card:
    text = say_finding(finding, frame.say.language)
    return Card(text.title, text.strength, () if finding.pupils else (("", text.claim),))


def _evaluations(
    frame: Frame, space: Workspace, role: Role | Viewer, class_id: str
) -> tuple[tuple[str, ...], ...]:
    lines = lines_of_class(frame, space.choices(role, class_id), space.cases(role, class_id))
    by_day = sorted(lines, key=lambda line: line.evaluate_on)
    return tuple((line.action, line.responsible, frame.day(line.evaluate_on)) for line in by_day)


def _next_day(case: Case) -> str:
    return case.plan[-1].evaluate_on.isoformat() if case.plan else ""

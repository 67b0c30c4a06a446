"""Agenda and minutes of the school's own meetings; nobody is named in them.

References
----------
Domain handbook 7, rows 16, 17 and 19.
"""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.views.documents.content import Card, Document, Field, Section, Table
from skolemiljo_analytics.workflows.documents.framing import Frame, blank_fields, frame_document
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind

__all__ = ["MEETINGS", "Basis", "Meeting", "agenda", "minutes"]


@dataclass(frozen=True)
class Meeting:
    """A meeting: its items with their minutes, in order, and its two documents."""

    key: str
    items: tuple[tuple[str, int], ...]
    agenda: DocumentKind
    minutes: DocumentKind

    @property
    def length(self) -> int:
        """How long it lasts, in minutes."""
        return sum(length for _, length in self.items)


MEETINGS = (
    Meeting(
        "smt",
        (("since", 5), ("patterns", 8), ("check", 4), ("decide", 8), ("tasks", 3), ("next", 2)),
        DocumentKind.AGENDA_SMT,
        DocumentKind.MINUTES_SMT,
    ),
    Meeting(
        "together",
        (
            ("round", 8),
            ("patterns", 12),
            ("works", 5),
            ("ourselves", 10),
            ("agree", 8),
            ("next", 2),
        ),
        DocumentKind.AGENDA_TOGETHER,
        DocumentKind.MINUTES_TOGETHER,
    ),
    Meeting(
        "coordination",
        (("cases", 20), ("evaluations", 10), ("support", 8), ("tasks", 5), ("next", 2)),
        DocumentKind.AGENDA_COORDINATION,
        DocumentKind.MINUTES_COORDINATION,
    ),
    Meeting(
        "network",
        (("open", 5), ("problem", 10), ("tried", 5), ("ideas", 10), ("tasks", 10), ("next", 5)),
        DocumentKind.AGENDA_NETWORK,
        DocumentKind.MINUTES_NETWORK,
    ),
)


@dataclass(frozen=True)
class Basis:
    """What lies on the table, in words and without pupils' names; each part may be empty.

    Attributes
    ----------
    patterns
        What the answers show, for the class and groups.
    works
        Strengths of the class.
    questions
        Questions back to the adults.
    unchecked
        Findings nobody has checked yet.
    proposals
        Drafts to decide on.
    problems
        At most two, for the meeting round one pupil.
    dates
        Rows of what, who and when: what is to be evaluated, or which cases are open.
    tasks
        Rows of task, who and when.
    """

    patterns: tuple[Card, ...] = ()
    works: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    dates: tuple[tuple[str, ...], ...] = ()
    tasks: tuple[tuple[str, ...], ...] = ()


def agenda(frame: Frame, meeting: Meeting, basis: Basis) -> Document:
    """Write what a meeting is for, its items with minutes, and what lies on the table."""
    say, key = frame.say, f"meetings.{meeting.key}"
    first = Section(say("meetings.aim"), (say(f"{key}.aim"), say(f"{key}.who")))
    sections = [first, _items(frame, meeting), *_table_of(frame, meeting, basis)]
    sections.append(Section(say("meetings.rules"), bullets=_rules(frame, meeting)))
    return frame_document(frame, meeting.agenda, tuple(sections))


def minutes(frame: Frame, meeting: Meeting, basis: Basis) -> Document:
    """Write the minutes to fill in: a field for each item, and a table of decisions."""
    say = frame.say
    fields = tuple(
        Field(say(f"meetings.{meeting.key}.item.{item}"), lines=2) for item, _ in meeting.items[:-1]
    )
    who = blank_fields(say, "meetings.held", "meetings.present", "meetings.writer")
    sections = (
        Section(say("meetings.about"), fields=who),
        *_problems(frame, basis),
        Section(say("meetings.talked"), fields=fields),
        _decisions(frame, basis),
        Section(say("meetings.next"), fields=blank_fields(say, "meetings.next.when")),
        Section(say("meetings.rules"), bullets=_rules(frame, meeting)),
    )
    return frame_document(frame, meeting.minutes, sections)


def _items(frame: Frame, meeting: Meeting) -> Section:
    say = frame.say
    header = (say("meetings.column.minutes"), say("meetings.column.item"))
    rows = tuple(
        (str(length), say(f"meetings.{meeting.key}.item.{item}")) for item, length in meeting.items
    )
    caption = say("meetings.length", n=meeting.length)
    return Section(say("meetings.items"), table=Table(caption, header, rows, (1, 7)))


def _table_of(frame: Frame, meeting: Meeting, basis: Basis) -> list[Section]:
    """Return the sections on what lies on the table; parts without content are left out."""
    say = frame.say
    sections = list(_problems(frame, basis))
    if basis.dates:
        header = tuple(say(f"meetings.{meeting.key}.date.{c}") for c in ("what", "where", "when"))
        table = Table(say("meetings.dates"), header, basis.dates, (2.4, 1.4, 1.2))
        sections.append(Section(say(f"meetings.{meeting.key}.dates"), table=table))
    if basis.patterns:
        heading = say("documents.findings.heading")
        sections.append(Section(heading, (say("meetings.patterns"),), cards=basis.patterns))
    for part in ("works", "questions", "unchecked", "proposals"):
        lines = getattr(basis, part)
        if lines:
            sections.append(Section(say(f"meetings.{part}"), bullets=lines))
    if basis.tasks:
        sections.append(Section(say("meetings.tasks"), table=_task_table(frame, basis.tasks)))
    return sections


def _problems(frame: Frame, basis: Basis) -> tuple[Section, ...]:
    if not basis.problems:
        return ()
    say = frame.say
    return (
        Section(say("meetings.problems"), (say("meetings.problems.text"),), bullets=basis.problems),
    )


def _decisions(frame: Frame, basis: Basis) -> Section:
    rows = basis.tasks + (("", "", ""),) * 4
    return Section(frame.say("meetings.decisions"), table=_task_table(frame, rows))


def _task_table(frame: Frame, rows: tuple[tuple[str, ...], ...]) -> Table:
    say = frame.say
    header = tuple(say(f"meetings.decision.{c}") for c in ("what", "who", "when"))
    return Table(say("meetings.decision.caption"), header, rows, (2.6, 1.4, 1.2))


def _rules(frame: Frame, meeting: Meeting) -> tuple[str, ...]:
    keys = ("names", "checked", "outside" if meeting.key == "network" else "pupil")
    return tuple(frame.say(f"meetings.rule.{key}") for key in keys)

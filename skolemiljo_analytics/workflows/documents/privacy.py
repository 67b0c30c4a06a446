"""Letters and drafts for those responsible: information, DPIA, risk analysis; the school finishes.

References
----------
Domain handbook 3; forskrift til opplæringslova §§ 20-2 and 20-5,
https://lovdata.no/forskrift/2024-06-03-900/§20-5; PVN-2020-13, https://pvn.no/node/560
"""

from __future__ import annotations

from skolemiljo_analytics.views.documents.content import (
    Card,
    Document,
    Layout,
    Section,
    Table,
)
from skolemiljo_analytics.workflows.documents.framing import Frame, blank_fields, frame_document
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind

__all__ = ["RISKS", "dpia_draft", "parents_letter", "pupils_letter", "risk_draft"]

RISKS = 10
"""How many events the draft risk analysis holds."""


def parents_letter(frame: Frame) -> Document:
    """Write the information to parents before a preventive round."""
    say = frame.say
    sections = (
        _text(frame, "parents.hello", 1),
        _text(frame, "parents.why", 1),
        _list(frame, "parents.asked", 3, after=1),
        _list(frame, "parents.how", 4),
        _text(frame, "parents.who", 2),
        _list(frame, "parents.kept", 4, day=frame.day(frame.delete_on)),
        _text(frame, "parents.basis", 2),
        Section(
            say("privacy.contact"),
            fields=blank_fields(
                say, "privacy.contact.school", "privacy.contact.owner", "privacy.contact.officer"
            ),
        ),
    )
    return frame_document(frame, DocumentKind.LETTER_PARENTS, sections, layout=Layout.LETTER)


def pupils_letter(frame: Frame) -> Document:
    """Write the same to pupils, in their words."""
    sections = (
        _text(frame, "pupils.hello", 1),
        _list(frame, "pupils.asked", 3),
        _list(frame, "pupils.how", 4),
        _text(frame, "pupils.who", 2),
        _text(frame, "pupils.then", 1),
        _text(frame, "pupils.talk", 1),
        Section(
            frame.say("privacy.contact"),
            fields=blank_fields(frame.say, "privacy.contact.adult"),
        ),
    )
    return frame_document(frame, DocumentKind.LETTER_PUPILS, sections, layout=Layout.LETTER)


def dpia_draft(frame: Frame) -> Document:
    """Write a draft of the assessment of consequences for privacy (GDPR article 35)."""
    say = frame.say
    header = (say("privacy.dpia.column.what"), say("privacy.dpia.column.text"))
    keys = ("purpose", "who", "data", "special", "readers", "place", "time", "others")
    rows = tuple(
        (say(f"privacy.dpia.row.{key}"), say(f"privacy.dpia.row.{key}.text")) for key in keys
    )
    table = Table(say("privacy.dpia.caption"), header, rows, (1, 2.6))
    sections = (
        _text(frame, "dpia.draft", 2),
        Section(say("privacy.dpia.treatment"), table=table),
        _list(frame, "dpia.basis", 4),
        _list(frame, "dpia.needed", 5),
        _list(frame, "dpia.rights", 4),
        _list(frame, "dpia.risk", 6),
        _list(frame, "dpia.open", 5),
        Section(
            say("privacy.dpia.heard"),
            fields=blank_fields(
                say,
                "privacy.dpia.heard.pupils",
                "privacy.dpia.heard.parents",
                "privacy.dpia.heard.officer",
                lines=2,
            ),
        ),
        Section(
            say("privacy.dpia.conclusion"),
            (say("privacy.dpia.conclusion.text"),),
            fields=blank_fields(say, "privacy.dpia.decided", "privacy.dpia.again"),
        ),
    )
    return frame_document(frame, DocumentKind.DPIA, sections)


def risk_draft(frame: Frame) -> Document:
    """Write a draft risk analysis (ROS): what may happen, and what tool and school do."""
    say = frame.say
    numbers = range(1, RISKS + 1)
    columns = ("number", "event", "likely", "grave", "accepted")
    header = tuple(say(f"privacy.risk.column.{column}") for column in columns)
    rows = tuple((str(n), say(f"privacy.risk.{n}"), "", "", "") for n in numbers)
    table = Table(say("privacy.risk.caption"), header, rows, (0.5, 3.4, 1.3, 1.3, 1))
    parts = ("may", "tool", "school")
    cards = tuple(
        Card(
            f"{n}. {say(f'privacy.risk.{n}')}",
            "",
            tuple((say(f"privacy.risk.{part}"), say(f"privacy.risk.{n}.{part}")) for part in parts),
        )
        for n in numbers
    )
    sections = (
        _text(frame, "risk.draft", 2),
        Section(say("privacy.risk.overview"), (say("privacy.risk.scale"),), table=table),
        Section(say("privacy.risk.events"), cards=cards),
        Section(
            say("privacy.risk.decided"),
            fields=blank_fields(say, "privacy.risk.missing", "privacy.dpia.decided", lines=2),
        ),
    )
    return frame_document(frame, DocumentKind.RISK, sections)


def _text(frame: Frame, key: str, n: int, **values: str) -> Section:
    say, start = frame.say, f"privacy.{key}"
    return Section(say(start), tuple(say(f"{start}.{k}", **values) for k in range(1, n + 1)))


def _list(frame: Frame, key: str, n: int, *, after: int = 0, **values: str) -> Section:
    """Return a heading with points; `after` more sentences stand above them."""
    say, start = frame.say, f"privacy.{key}"
    points = tuple(say(f"{start}.{k}", **values) for k in range(1, n + 1))
    texts = tuple(say(f"{start}.text.{k}") for k in range(1, after + 1))
    return Section(say(start), texts, bullets=points)

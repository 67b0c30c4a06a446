"""The portrait on one page, for a meeting: patterns, what works, questions, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.views.documents.content import Card, Document, Layout, Section
from skolemiljo_analytics.vocabulary import Scope
from skolemiljo_analytics.wording import say_date, say_finding, say_purpose
from skolemiljo_analytics.workflows.documents.framing import Frame, frame_document
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind

if TYPE_CHECKING:
    from skolemiljo_analytics.findings.records import Finding
    from skolemiljo_analytics.workflows.report_content import ReportMaterial

__all__ = ["portrait_page"]

_MOST = {"patterns": 4, "resources": 3, "questions": 4, "proposals": 3}
"""What one page holds: what a meeting can talk about in half an hour."""
_LONGEST = 150


def portrait_page(frame: Frame, material: ReportMaterial) -> Document:
    """Write the page; nobody is named in it, and nothing about one pupil stands there."""
    wide = [f for f in material.findings if f.scope in {Scope.CLASS, Scope.GROUP, Scope.PRACTICE}]
    patterns = [f for f in wide if not f.resource][: _MOST["patterns"]]
    resources = [f for f in wide if f.resource][: _MOST["resources"]]
    sections = (
        _answered(frame, material),
        _patterns(frame, material, patterns),
        _resources(frame, resources),
        _map(frame, material),
        _questions(frame, patterns),
        _proposals(frame, material),
    )
    held = material.portrait.held_on
    extra = (
        ("round", say_date(held, frame.say.language) if held else material.portrait.wave),
        ("names", frame.say("documents.stamp.names.page")),
    )
    return frame_document(
        frame,
        DocumentKind.PORTRAIT_PAGE,
        tuple(s for s in sections if s is not None),
        extra=extra,
        layout=Layout.ONE_PAGE,
    )


def _answered(frame: Frame, material: ReportMaterial) -> Section:
    say = frame.say
    purpose = say(
        "meetings.page.purpose", purpose=say_purpose(material.portrait.purpose, say.language)
    )
    lines = tuple(
        say(
            "meetings.page.answered",
            question=_short(relation.question.text or relation.key),
            n=relation.participation.n_answered,
            asked=relation.participation.n_asked,
        )
        for relation in material.portrait.relations
    )
    return Section(say("documents.answers.heading"), (purpose,), bullets=lines)


def _patterns(frame: Frame, material: ReportMaterial, patterns: list[Finding]) -> Section:
    say = frame.say
    if not patterns:
        return Section(say("documents.findings.heading"), (say("documents.findings.none"),))
    holds = {check.finding for check in material.checks if check.holds}
    cards = []
    for one in patterns:
        text = say_finding(one, say.language)
        checked = say(f"meetings.page.{'checked' if one.id in holds else 'unchecked'}")
        body = () if one.pupils else (("", text.claim),)
        cards.append(Card(text.title, f"{text.strength} · {checked}", body))
    return Section(say("documents.findings.heading"), cards=tuple(cards))


def _resources(frame: Frame, resources: list[Finding]) -> Section | None:
    if not resources:
        return None
    texts = (say_finding(one, frame.say.language) for one in resources)
    return Section(
        frame.say("documents.resources.heading"), bullets=tuple(text.claim for text in texts)
    )


def _map(frame: Frame, material: ReportMaterial) -> Section | None:
    from skolemiljo_analytics.workflows.report_content import draw_map

    if not material.graph.drawn:
        return None
    return Section(frame.say("documents.map.heading"), picture=draw_map(material, frame.say))


def _questions(frame: Frame, patterns: list[Finding]) -> Section | None:
    texts = [say_finding(one, frame.say.language).questions_back for one in patterns]
    found = tuple(dict.fromkeys(question for one in texts for question in one))
    if not found:
        return None
    return Section(frame.say("documents.line.back"), bullets=found[: _MOST["questions"]])


def _proposals(frame: Frame, material: ReportMaterial) -> Section | None:
    say = frame.say
    if not material.proposals:
        return None
    lines = tuple(
        say(
            "meetings.proposal",
            title=one.action.text("title", say.language),
            who=one.action.text("responsible", say.language),
        )
        for one in material.proposals[: _MOST["proposals"]]
    )
    return Section(
        say("documents.proposals.heading"), (say("meetings.page.drafts"),), bullets=lines
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"

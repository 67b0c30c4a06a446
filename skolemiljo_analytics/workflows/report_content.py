"""What the portrait document says, in the order a team reads it.

Short first: patterns, what works, what the adults can do. What concerns single pupils is gathered a
kind at a time, in roster order. How certain each pattern is stands at the end, in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from skolemiljo_analytics.views.documents.content import (
    Card,
    Document,
    Picture,
    Section,
    Stamp,
    Table,
)
from skolemiljo_analytics.vocabulary import Language, Scope
from skolemiljo_analytics.wording import (
    FindingText,
    Translator,
    get_translator,
    say_date,
    say_finding,
    say_purpose,
)
from skolemiljo_analytics.wording.actions import say_proposal
from skolemiljo_analytics.wording.phrases import say_deleted_round

if TYPE_CHECKING:
    from skolemiljo_analytics.findings import Finding
    from skolemiljo_analytics.graph import RelationGraph
    from skolemiljo_analytics.names import NameKey
    from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
    from skolemiljo_analytics.proposals.records import Check, Proposal
    from skolemiljo_analytics.views.labels import Labeller
    from skolemiljo_analytics.workflows.earlier import DeletedRound

__all__ = ["ReportMaterial", "draw_map", "make_document"]

_CLOSE = frozenset({Scope.PUPIL, Scope.PAIR})


@dataclass(frozen=True)
class ReportMaterial:
    """Everything a report is made of.

    `names` is None unless somebody has asked for a document with names; `delete_after` is the day
    the answers are to be deleted.
    """

    label: str
    graph: RelationGraph
    portrait: SocialPortrait
    findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]
    checks: tuple[Check, ...] = ()
    names: NameKey | None = None
    invented: bool = False
    delete_after: date | None = None
    deleted_before: DeletedRound | None = None


def make_document(material: ReportMaterial, *, language: Language | str = Language.NB) -> Document:
    """Put the sentences of a report in order; how it looks is the renderers' business."""
    say = get_translator(language)
    day = _day(material, say)
    footer = "documents.footer.invented" if material.invented else "documents.footer"
    return Document(
        title=say("documents.title"),
        subtitle=say("documents.subtitle", klass=material.label, date=day),
        language=say.language,
        stamps=_stamps(material, say),
        sections=tuple(s for s in _sections(material, say) if s is not None),
        footer=say(footer, klass=material.label, date=day),
    )


def _day(material: ReportMaterial, say: Translator) -> str:
    held = material.portrait.held_on
    return material.portrait.wave if held is None else say_date(held, say.language)


def _stamps(material: ReportMaterial, say: Translator) -> tuple[Stamp, ...]:
    portrait, shown = material.portrait, "hidden" if material.names is None else "shown"
    made = say("documents.stamp.made.text", preset=portrait.preset, version=portrait.preset_version)
    delete = material.delete_after
    lines = {
        "purpose": say_purpose(portrait.purpose, say.language),
        "round": _day(material, say),
        "made": made,
        "readers": say("documents.stamp.readers.text"),
        "delete": say_date(delete, say.language) if delete else say("documents.stamp.delete.none"),
        "names": say(f"documents.stamp.names.{shown}"),
    }
    return tuple(Stamp(say(f"documents.stamp.{key}"), text) for key, text in lines.items())


def _sections(material: ReportMaterial, say: Translator) -> tuple[Section | None, ...]:
    label = _labeller(material, say)
    close = [f for f in material.findings if f.scope in _CLOSE]
    wide = [f for f in material.findings if f.scope not in _CLOSE]
    patterns = [f for f in wide if not f.resource]
    return (
        _about(say),
        _answers(material, say),
        _map(material, say, label),
        _short("findings", patterns, say, label) or _plain("findings", "findings.none", say),
        _short("resources", [f for f in wide if f.resource], say, label),
        _scales(material, say),
        _proposals(material, say),
        _pupils(close, say, label),
        _checks(material, say),
        _details(wide, say, label),
    )


def _labeller(material: ReportMaterial, say: Translator) -> Labeller:
    from skolemiljo_analytics.views.labels import NameLabeller, PseudonymLabeller

    if material.names is None:
        return PseudonymLabeller(material.graph.pupils, say.language)
    return NameLabeller(material.names, pupils=material.graph.pupils, language=say.language)


def _about(say: Translator) -> Section:
    paragraphs = (say("documents.about.text"), say("documents.about.check"))
    return Section(say("documents.about.heading"), paragraphs)


def _plain(heading: str, text: str, say: Translator) -> Section:
    return Section(say(f"documents.{heading}.heading"), (say(f"documents.{text}"),))


def _answers(material: ReportMaterial, say: Translator) -> Section:
    columns = ("question", "asked", "answered", "nobody", "silent")
    table = Table(
        say("documents.answers.caption"),
        tuple(say(f"documents.answers.{column}") for column in columns),
        tuple(_answer_row(relation) for relation in material.portrait.relations),
    )
    return Section(say("documents.answers.heading"), _gone(material, say), table=table)


def _gone(material: ReportMaterial, say: Translator) -> tuple[str, ...]:
    """Say that the answers of the round before are deleted, and what is kept of them."""
    gone = material.deleted_before
    if gone is None:
        return ()
    said = say_deleted_round(
        gone.held_on, gone.deleted_on, compared=gone.compared, language=say.language
    )
    return (said,)


def _answer_row(relation: RelationPortrait) -> tuple[str, ...]:
    who = relation.participation
    counts = (who.n_asked, who.n_answered, who.n_nobody, who.n_silent)
    return (relation.question.text or relation.key, *(str(n) for n in counts))


def _map(material: ReportMaterial, say: Translator, label: Labeller) -> Section | None:
    if not material.graph.drawn:
        return None
    return Section(say("documents.map.heading"), picture=draw_map(material, say, label))


def draw_map(material: ReportMaterial, say: Translator, label: Labeller | None = None) -> Picture:
    """Draw the class's map for a document; nobody is named unless `label` does."""
    label = label or _labeller(replace(material, names=None), say)
    from skolemiljo_analytics.views.drawing import draw_class
    from skolemiljo_analytics.views.sociogram import render_png
    from skolemiljo_analytics.views.svg import render_svg

    drawing = draw_class(
        material.graph, labeller=label, portrait=material.portrait, language=say.language
    )
    question = material.portrait.relation(drawing.relation).question
    caption = say("documents.map.caption", question=question.text or question.key)
    return Picture(render_svg(drawing), render_png(drawing), drawing.description, caption)


def _short(
    heading: str, findings: list[Finding], say: Translator, label: Labeller
) -> Section | None:
    """Say each pattern in a few lines; its doubt stands in full at the end."""
    if not findings:
        return None
    cards = tuple(_short_card(say_finding(f, say.language, label), say) for f in findings)
    return Section(say(f"documents.{heading}.heading"), cards=cards)


def _short_card(text: FindingText, say: Translator) -> Card:
    lines = (
        ("", text.claim),
        ("fact", text.fact if text.fact != text.claim else ""),
        ("conclusion", text.conclusion),
        ("back", " ".join(text.questions_back)),
    )
    return Card(text.title, text.strength, _labelled(lines, say))


def _pupils(findings: list[Finding], say: Translator, label: Labeller) -> Section | None:
    """Gather what concerns single pupils a kind at a time: facts first, readings once."""
    if not findings:
        return None
    in_order = sorted(findings, key=lambda f: f.code)
    cards = tuple(
        _kind_card([say_finding(f, say.language, label) for f in same], say)
        for _, same in groupby(in_order, key=lambda f: f.code)
    )
    heading, text = say("documents.pupils.heading"), say("documents.pupils.text")
    return Section(heading, (text,), cards=cards)


def _kind_card(texts: list[FindingText], say: Translator) -> Card:
    facts = tuple(("", f"{text.fact} ({text.strength})") for text in texts)
    lines = (
        ("readings", _once(text.other_readings for text in texts)),
        ("cannot", _once(text.cannot_show for text in texts)),
        ("back", _once(text.questions_back for text in texts)),
    )
    return Card(texts[0].title, "", facts + _labelled(lines, say))


def _once(parts: Iterable[tuple[str, ...]]) -> str:
    return " ".join(dict.fromkeys(sentence for part in parts for sentence in part))


def _details(findings: list[Finding], say: Translator, label: Labeller) -> Section | None:
    if not findings:
        return None
    cards = tuple(_detail_card(say_finding(f, say.language, label), say) for f in findings)
    heading, text = say("documents.details.heading"), say("documents.details.text")
    return Section(heading, (text,), cards=cards)


def _detail_card(text: FindingText, say: Translator) -> Card:
    lines = (
        ("asked", text.asked),
        ("answered", text.answered),
        ("numbers", text.numbers),
        ("chance", text.chance),
        ("silence", text.silence),
        ("stability", text.stability),
        ("agreement", text.agreement),
        ("readings", " ".join(text.other_readings)),
        ("cannot", " ".join(text.cannot_show)),
    )
    return Card(text.title, text.strength, _labelled(lines, say))


def _labelled(lines: tuple[tuple[str, str], ...], say: Translator) -> tuple[tuple[str, str], ...]:
    """Give lines their labels and leave out those with nothing to say."""
    return tuple((say(f"documents.line.{key}") if key else "", text) for key, text in lines if text)


def _scales(material: ReportMaterial, say: Translator) -> Section | None:
    if not material.portrait.scales:
        return None
    return Section(say("documents.scales.heading"), table=_scale_table(material, say))


def _scale_table(material: ReportMaterial, say: Translator) -> Table:
    from skolemiljo_analytics.views.tables import tabulate_scales

    frame = tabulate_scales(material.portrait, say.language)
    rows = tuple(tuple(str(cell) for cell in row) for row in frame.itertuples(index=False))
    return Table(say("documents.scales.caption"), tuple(str(c) for c in frame.columns), rows)


def _checks(material: ReportMaterial, say: Translator) -> Section | None:
    titles = {f.id: say_finding(f, say.language).title for f in material.findings}
    rows = tuple(
        _check_row(check, titles[check.finding], say)
        for check in material.checks
        if check.finding in titles
    )
    if not rows:
        return None
    header = tuple(say(f"documents.checks.{c}") for c in ("finding", "who", "when", "how", "holds"))
    table = Table(say("documents.checks.caption"), header, rows)
    return Section(say("documents.checks.heading"), table=table)


def _check_row(check: Check, title: str, say: Translator) -> tuple[str, ...]:
    holds = say("documents.yes" if check.holds else "documents.no")
    return (title, check.checked_by, say_date(check.checked_on, say.language), check.how, holds)


def _proposals(material: ReportMaterial, say: Translator) -> Section | None:
    if not material.proposals:
        return None
    cards = tuple(_proposal_card(p, material, say) for p in material.proposals)
    heading, text = say("documents.proposals.heading"), say("documents.proposals.text")
    return Section(heading, (text,), cards=cards)


def _proposal_card(proposal: Proposal, material: ReportMaterial, say: Translator) -> Card:
    text = say_proposal(proposal, material.findings, say.language)
    action = text.action
    lines = (
        ("", text.because),
        ("do", action.description),
        ("against", text.counter),
        ("", text.beside),
        ("responsible", action.responsible),
        ("", action.evaluate),
        ("", action.evidence),
    )
    return Card(action.title, "", _labelled(lines, say))

"""`SociogramDrawing`: one class and one question as plain values, ready to be drawn.

Built once here, and drawn by matplotlib and as SVG; the interactive map is built from the same
parts, so that all three show the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.views.captions import (
    describe_map,
    explain_signs,
    find_notes,
    question_text,
)
from skolemiljo_analytics.views.facts import find_gate, read_numbers, say_facts
from skolemiljo_analytics.views.labels import HiddenLabeller, Labeller, PseudonymLabeller
from skolemiljo_analytics.views.layouts import WIDE, Canvas, Layout, fit_labels, place_pupils
from skolemiljo_analytics.views.marks import (
    FoundGroups,
    GroupMark,
    PupilMark,
    Tie,
    choose_shapes,
    find_groups,
    find_ties,
    outline_groups,
)
from skolemiljo_analytics.vocabulary import Gate, Language, PupilId
from skolemiljo_analytics.wording import get_translator

__all__ = ["SociogramDrawing", "draw_class"]


@dataclass(frozen=True)
class SociogramDrawing:
    """One class and one question as plain values.

    Attributes
    ----------
    relation
        The question's key.
    title, description
        What the picture shows; the description is its text alternative and names nobody.
    canvas
        Size of the picture; positions are in its pixels.
    pupils
        In roster order.
    ties
        Mutual ones last, so that they lie on top.
    groups
        Groupings with outlines.
    legend
        Sign to explanation, for the signs that occur.
    notes
        What a reader must know: the limit of choices, that few answered.
    language
        Of all the words.
    """

    relation: str
    title: str
    description: str
    canvas: Canvas
    pupils: tuple[PupilMark, ...]
    ties: tuple[Tie, ...]
    groups: tuple[GroupMark, ...]
    legend: Mapping[str, str]
    notes: tuple[str, ...]
    language: Language

    def __post_init__(self) -> None:
        """Freeze the legend."""
        object.__setattr__(self, "legend", MappingProxyType(dict(self.legend)))

    def places(self) -> dict[PupilId, tuple[float, float]]:
        """Return where each pupil stands, in pixels."""
        return {mark.pupil: (mark.x, mark.y) for mark in self.pupils}


def draw_class(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    labeller: Labeller | None = None,
    portrait: SocialPortrait | None = None,
    layout: Layout | None = None,
    previous_layout: Layout | None = None,
    show_gender: bool = True,
    show_groups: bool | None = None,
    language: Language | str = Language.NB,
    canvas: Canvas = WIDE,
) -> SociogramDrawing:
    """Build the drawing of one class and one question.

    A pupil who did not answer is drawn apart from one who answered "nobody", and a choice of a
    silent pupil apart from one that was not returned. Below 75 % answers only mutual choices are
    drawn; below 60 % no label either.

    Parameters
    ----------
    graph
        The class.
    relation
        The question; by default the first one asked.
    labeller
        What stands beside a pupil; by default numbers, never names.
    portrait
        Gives groupings and readings; without it no grouping is drawn.
    layout, previous_layout
        Places to use, or the places of an earlier round to stay near.
    show_gender
        Whether shapes follow gender, where the class list gives it.
    show_groups
        Whether to outline groupings; by default only those beyond chance.
    language, canvas
        Language of the words, size of the picture.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    key = relation or graph.asked[0]
    say = get_translator(language)
    gate = find_gate(graph, key, portrait)
    groups = find_groups(portrait, key, gate)
    labels = label_pupils(graph, gate, layout, labeller, language)
    if layout is None:
        layout = place_class(graph, key, groups, labels, previous_layout, canvas)
    layout = fit_labels(layout, labels)
    ties = find_ties(graph, key, gate)
    shown = groups if (groups.firm if show_groups is None else show_groups) else FoundGroups()
    pupils = _mark(graph, key, portrait, layout, labels, show_gender, language)
    silent = not graph.answered(key).all()
    return SociogramDrawing(
        relation=key,
        title=say("views.map.title", question=question_text(graph.relation(key))),
        description=describe_map(graph, key, ties, shown, say),
        canvas=layout.canvas,
        pupils=pupils,
        ties=ties,
        groups=outline_groups(shown, layout, graph.pupils),
        legend=explain_signs({m.shape for m in pupils}, silent, ties, shown, say),
        notes=find_notes(graph, key, gate, say, by_number=layout.shows_numbers),
        language=say.language,
    )


def label_pupils(
    graph: RelationGraph,
    gate: Gate,
    layout: Layout | None,
    labeller: Labeller | None,
    language: Language | str,
) -> dict[PupilId, str]:
    """Return what may stand beside each pupil, by the labeller and by what the picture tells."""
    if gate is Gate.NOTHING_NAMED or (layout is not None and layout.shows_numbers):
        labeller = HiddenLabeller()
    label = labeller or PseudonymLabeller(graph.pupils, language)
    return {pupil: label(pupil) for pupil in graph.pupils}


def place_class(
    graph: RelationGraph,
    key: str,
    groups: FoundGroups,
    labels: Mapping[PupilId, str],
    previous: Layout | None,
    canvas: Canvas = WIDE,
) -> Layout:
    """Place the class with groupings apart only where they are beyond chance."""
    return place_pupils(
        graph,
        relation=key,
        groups=groups.members if groups.firm else (),
        labels=labels,
        previous=previous,
        canvas=canvas,
    )


def _mark(
    graph: RelationGraph,
    key: str,
    portrait: SocialPortrait | None,
    layout: Layout,
    labels: Mapping[PupilId, str],
    show_gender: bool,
    language: Language | str,
) -> tuple[PupilMark, ...]:
    say = get_translator(language)
    numbers = read_numbers(graph, key, portrait)
    shapes = choose_shapes(graph, by_gender=show_gender)
    pixels = layout.in_pixels(graph.pupils)
    return tuple(
        PupilMark(
            pupil,
            labels[pupil],
            float(x),
            float(y),
            shapes[pupil],
            numbers[pupil].answered,
            say_facts(numbers[pupil], say),
        )
        for pupil, (x, y) in zip(graph.pupils, pixels, strict=True)
    )

"""`SociogramDrawing`: one class and one question as plain values, ready to be drawn.

Built once here, and drawn by matplotlib and as SVG; the interactive map is built from the same
parts, so that all three show the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import Groupings, SocialPortrait
from skolemiljo_analytics.views.captions import describe_map, explain_signs, find_notes
from skolemiljo_analytics.views.facts import say_facts
from skolemiljo_analytics.views.labels import HiddenLabeller, Labeller, PseudonymLabeller
from skolemiljo_analytics.views.layouts import WIDE, Canvas, Layout, fit_labels, place_pupils
from skolemiljo_analytics.views.marks import (
    GroupMark,
    PupilMark,
    Shape,
    choose_shapes,
    outline_groups,
)
from skolemiljo_analytics.views.question import (
    FoundGroups,
    QuestionView,
    Tie,
    shown_groups,
    view_question,
)
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording import Translator, get_translator

__all__ = ["Look", "SociogramDrawing", "draw_class", "label_pupils", "place_class"]


@dataclass(frozen=True)
class Look:
    """What to show.

    Attributes
    ----------
    show_gender
        Whether shapes follow gender, where the class list gives it.
    show_groups
        Whether to outline groupings; by default only those beyond chance.
    canvas
        Size of the picture, where no layout is given.
    """

    show_gender: bool = True
    show_groups: bool | None = None
    canvas: Canvas = WIDE


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

    def mark(self, pupil: PupilId) -> PupilMark:
        """Return one pupil's mark; raises `KeyError` for an id not in the class."""
        for mark in self.pupils:
            if mark.pupil == pupil:
                return mark
        raise KeyError(pupil)


def draw_class(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    labeller: Labeller | None = None,
    portrait: SocialPortrait | None = None,
    layout: Layout | None = None,
    previous_layout: Layout | None = None,
    language: Language | str = Language.NB,
    look: Look | None = None,
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
    language
        Language of the words.
    look
        Shapes, groupings, size.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    look = look or Look()
    view = view_question(graph, relation, portrait)
    named = view.may_name and not (layout is not None and layout.shows_numbers)
    labels = label_pupils(graph, labeller, language, named=named)
    if layout is None:
        layout = place_class(
            graph,
            portrait,
            relation=view.key,
            labeller=labels.__getitem__,
            previous_layout=previous_layout,
            canvas=look.canvas,
        )
    if not (view.groups.firm if look.show_groups is None else look.show_groups):
        view = replace(view, groups=FoundGroups())
    shapes = choose_shapes(graph, by_gender=look.show_gender)
    fitted = fit_labels(layout, labels)
    return _draw(view, fitted, labels, shapes=shapes, say=get_translator(language))


def label_pupils(
    graph: RelationGraph,
    labeller: Labeller | None,
    language: Language | str,
    *,
    named: bool = True,
) -> dict[PupilId, str]:
    """Return what stands beside each pupil: numbers by default, nothing where none may be named."""
    label = labeller or PseudonymLabeller(graph.pupils, language)
    label = label if named else HiddenLabeller()
    return {pupil: label(pupil) for pupil in graph.pupils}


def place_class(
    graph: RelationGraph,
    portrait: SocialPortrait | None = None,
    *,
    relation: str | None = None,
    labeller: Labeller | None = None,
    previous_layout: Layout | None = None,
    groupings: Groupings | None = None,
    language: Language | str = Language.NB,
    canvas: Canvas = WIDE,
) -> Layout:
    """Place the class as `draw_class` and the interactive map do when no layout is given.

    Groupings of the portrait stand apart only where they are beyond chance. Give the layout of
    the round before as `previous_layout`, and so on from the first round: each pupil stays put.
    Without a portrait, `groupings` of the question (`portrait.groupings.find_groupings`) give the
    same places.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    view = view_question(graph, relation, portrait)
    if groupings is not None and not view.few_answered:
        view = replace(view, groups=shown_groups(groupings))
    return place_pupils(
        graph,
        relation=view.key,
        groups=view.groups.members if view.groups.firm else (),
        labels=label_pupils(graph, labeller, language, named=view.may_name),
        previous=previous_layout,
        canvas=canvas,
    )


def _draw(
    view: QuestionView,
    layout: Layout,
    labels: Mapping[PupilId, str],
    *,
    shapes: Mapping[PupilId, Shape],
    say: Translator,
) -> SociogramDrawing:
    places = zip(view.pupils, layout.in_pixels(view.pupils), strict=True)
    at = {pupil: (float(x), float(y)) for pupil, (x, y) in places}
    marks = tuple(
        PupilMark(p, labels[p], at[p][0], at[p][1], shapes[p], n.answered, say_facts(n, say))
        for p, n in view.numbers.items()
    )
    return SociogramDrawing(
        relation=view.key,
        title=say("views.map.title", question=view.text),
        description=describe_map(view, say),
        canvas=layout.canvas,
        pupils=marks,
        ties=view.ties,
        groups=outline_groups(view.groups, layout, view.pupils),
        legend=explain_signs(view, set(shapes.values()), say),
        notes=find_notes(view, say, by_number=layout.shows_numbers),
        language=say.language,
    )

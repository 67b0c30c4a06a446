"""Use case: one class on the map, each pupil in the same place as in the rounds before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.errors import UnknownRoundError
from skolemiljo_analytics.portrait.groupings import find_groupings
from skolemiljo_analytics.portrait.records import Groupings
from skolemiljo_analytics.store import Places
from skolemiljo_analytics.views.classmap import map_data
from skolemiljo_analytics.views.drawing import place_class
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.views.layouts import Canvas, Layout
from skolemiljo_analytics.views.tables import tabulate_choices
from skolemiljo_analytics.vocabulary import Language, PupilId, Role

if TYPE_CHECKING:
    import pandas as pd

    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = [
    "PupilFacts",
    "class_labeller",
    "find_labeller",
    "make_ready",
    "map_of_class",
    "place_in_round",
    "pupil_facts",
    "tabulate_map",
]


@dataclass(frozen=True)
class PupilFacts:
    """What was asked and answered about one pupil, a line for each question."""

    label: str
    lines: tuple[tuple[str, str], ...]  # question as asked, fact with bounds


def find_labeller(
    workspace: Workspace, role: Role, class_id: str, language: Language
) -> NameLabeller:
    """Return what stands beside a pupil: short names; a number for one who may not be named."""
    everybody = workspace.roster(role, class_id).ids
    return NameLabeller(workspace.names(role, class_id), pupils=everybody, language=language)


def class_labeller(
    workspace: Workspace, role: Role, class_id: str, language: Language
) -> NameLabeller:
    """Return what stands beside a pupil in views of the class: ``( )`` for one in parentheses."""
    bracketed = [one.pupil for one in workspace.brackets(role, class_id)]
    everybody = workspace.roster(role, class_id).ids
    names = workspace.names(role, class_id)
    return NameLabeller(names, bracketed=bracketed, pupils=everybody, language=language)


def place_in_round(
    workspace: Workspace, role: Role, class_id: str, round_key: str, *, language: Language
) -> Layout:
    """Return where the pupils stand in a round, each held near the place of the round before.

    Places are found once and kept with the class. Of an earlier round only what places rest on is
    found, not its whole portrait; one whose answers were deleted gives the places kept, or none.

    Raises
    ------
    AccessDeniedError
        If the role may not open the class.
    AnswersDeletedError
        If the round's own answers have been deleted, and its places were not kept.
    """
    label = find_labeller(workspace, role, class_id, language)
    layout: Layout | None = None
    mark = ""
    for one in workspace.rounds(role, class_id):
        where = (role, class_id, one.key)
        mark, kept = workspace.kept_places(*where, before=mark)
        asked_for = one.key == round_key
        if kept is not None:
            layout = _layout_of(kept)
        elif asked_for or one.answers_deleted_on is None:
            layout = place_class(
                workspace.graph(*where),
                groupings=_groupings(workspace, where, whole=asked_for),
                labeller=label,
                previous_layout=layout,
                language=language,
            )
            workspace.keep_places(*where, fingerprint=mark, places=_places_of(layout))
        if asked_for and layout is not None:
            return layout
    raise UnknownRoundError(round_key, (one.key for one in workspace.rounds(role, class_id)))


def make_ready(workspace: Workspace) -> None:
    """Work out the newest round of the first class ahead of need, as the first reader would.

    What is made is kept with the class. Nothing is shown, so nobody has read anything and the log
    says so.

    Raises
    ------
    SkolemiljoError
        If the round cannot be worked out; who opens it is told why.
    """
    for one in workspace.classes(Role.SMT)[:1]:
        for newest in workspace.rounds(Role.SMT, one.class_id)[-1:]:
            where = (Role.SMT, one.class_id, newest.key)
            place_in_round(workspace, *where, language=Language.NB)


def _groupings(workspace: Workspace, where: tuple[Role, str, str], *, whole: bool) -> Groupings:
    """Return the groupings that places rest on: of a portrait needed anyway, else found alone."""
    graph = workspace.graph(*where)
    if whole:
        return workspace.portrait(*where).relation(graph.first_drawn()).groupings
    return find_groupings(graph, graph.first_drawn())


def _places_of(layout: Layout) -> Places:
    size = layout.canvas
    places = tuple((pupil, *xy) for pupil, xy in sorted(layout.positions.items()))
    return Places(places, (size.width, size.height, size.radius, size.font))


def _layout_of(places: Places) -> Layout:
    return Layout({pupil: (x, y) for pupil, x, y in places.pupils}, Canvas(*places.canvas))


def map_of_class(
    workspace: Workspace,
    role: Role,
    class_id: str,
    round_key: str,
    *,
    layout: Layout,
    selected: PupilId | None = None,
    language: Language = Language.NB,
) -> dict[str, Any]:
    """Return what the interactive map shows of one round (`views.classmap.map_data`)."""
    return map_data(
        workspace.graph(role, class_id, round_key),
        workspace.portrait(role, class_id, round_key),
        labeller=class_labeller(workspace, role, class_id, language),
        layout=layout,
        selected=selected,
        language=language,
    )


def tabulate_map(
    workspace: Workspace,
    role: Role,
    class_id: str,
    round_key: str,
    *,
    relation: str,
    language: Language = Language.NB,
) -> pd.DataFrame:
    """Return what the map shows of one question as a table."""
    return tabulate_choices(
        workspace.graph(role, class_id, round_key),
        relation=relation,
        portrait=workspace.portrait(role, class_id, round_key),
        labeller=class_labeller(workspace, role, class_id, language),
        language=language,
    )


def pupil_facts(data: Mapping[str, Any], pupil: PupilId | None) -> PupilFacts | None:
    """Return the facts about a selected pupil, as the map's data say them; None for nobody."""
    mark = next((p for p in data["pupils"] if p["id"] == pupil), None)
    if mark is None:
        return None
    lines = [(q["text"], q["facts"][pupil]) for q in data["questions"]]
    return PupilFacts(mark["label"], tuple(lines))

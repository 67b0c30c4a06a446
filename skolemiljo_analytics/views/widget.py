"""The class map as a widget for Jupyter, from the same script as in the dashboard."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.views.classmap import map_data, map_style, widget_module
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["ClassMap"]


class ClassMap(anywidget.AnyWidget):
    """The interactive class map in a notebook.

    Parameters
    ----------
    graph
        The class.
    portrait
        Gives groupings and readings; without it no grouping is drawn.
    **options
        As in `map_data`: `relation`, `labeller`, `layout`, `previous_layout`, `selected`,
        `language`. Without a labeller pupils have numbers, so that no name is stored in the
        notebook.

    Attributes
    ----------
    data
        What the map shows.
    selected
        The pupil selected, or None; follows the mouse and the keyboard, and can be set.
    question
        The question chosen in the map.
    """

    _esm = widget_module()
    _css = map_style()
    data = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    question = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, graph: RelationGraph, portrait: SocialPortrait | None = None, **options: Any
    ) -> None:
        data = map_data(graph, portrait, **options)
        selected: PupilId | None = data.pop("selected")
        super().__init__(data=data, selected=selected, question=data["default_question"])

    def __repr__(self) -> str:
        """Say what it shows; a widget's own repr would print its data, names included."""
        return f"<ClassMap of {len(self.data['pupils'])} pupils · {self.question}>"

"""The interactive class map: its data, its script and its style.

One ES module draws it in Streamlit and in Jupyter. Positions, words, colours and everything that is
shown about a pupil come from here; the script only draws, filters and listens.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.captions import (
    describe_map,
    explain_signs,
    find_notes,
    question_text,
)
from skolemiljo_analytics.views.drawing import label_pupils, place_class
from skolemiljo_analytics.views.facts import find_gate, read_numbers, say_facts
from skolemiljo_analytics.views.geometry import tie_style
from skolemiljo_analytics.views.labels import Labeller
from skolemiljo_analytics.views.layouts import NARROW, Canvas, Layout, fit_labels
from skolemiljo_analytics.views.marks import (
    FoundGroups,
    Shape,
    TieKind,
    choose_shapes,
    find_groups,
    find_ties,
    outline_groups,
)
from skolemiljo_analytics.views.outlines import Outline
from skolemiljo_analytics.vocabulary import Gate, Language, PupilId
from skolemiljo_analytics.wording import Translator, get_translator, keys_of

__all__ = ["map_data", "map_script", "map_style", "streamlit_module", "widget_module"]

_STREAMLIT = """
export default (component) => mount(
  component.parentElement.querySelector(".classmap"),
  component.data,
  (id) => component.setStateValue("selected", id),
  (key) => component.setStateValue("question", key),
);
"""

_WIDGET = """
export default {
  render({ model, el }) {
    const host = document.createElement("div");
    host.className = "classmap";
    el.append(host);
    const show = () => mount(
      host,
      { ...model.get("data"), selected: model.get("selected") },
      (id) => { model.set("selected", id); model.save_changes(); },
      (key) => { model.set("question", key); model.save_changes(); },
    );
    model.on("change:data", show);
    model.on("change:selected", show);
    return show();
  },
};
"""


def map_data(
    graph: RelationGraph,
    portrait: SocialPortrait | None = None,
    *,
    relation: str | None = None,
    labeller: Labeller | None = None,
    layout: Layout | None = None,
    previous_layout: Layout | None = None,
    selected: PupilId | None = None,
    language: Language | str = Language.NB,
) -> dict[str, Any]:
    """Return everything the map shows, as plain values that JSON can hold.

    Pupils keep their places whatever the question, so that questions can be compared by eye.

    Parameters
    ----------
    graph
        The class.
    portrait
        Gives groupings and readings; without it no grouping is drawn.
    relation
        The question shown first, and the one that decides places; by default the first one asked.
    labeller
        What stands beside a pupil; by default numbers, never names.
    layout, previous_layout
        Places to use, or the places of an earlier round to stay near.
    selected
        The pupil to mark from the start.
    language
        Language of all the words.

    Returns
    -------
    dict
        Holds names exactly if the labeller gives them.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    key = relation or graph.asked[0]
    graph.relation(key)
    say = get_translator(language)
    gates = {k: find_gate(graph, k, portrait) for k in graph.asked}
    # Each question says for itself whether names may stand; none may, none leave Python.
    open_gate = min(gates.values(), key=list(Gate).index)
    labels = label_pupils(graph, open_gate, layout, labeller, language)
    gate = gates[key]
    if layout is None:
        layout = place_class(graph, key, find_groups(portrait, key, gate), labels, previous_layout)
    layouts = {"wide": fit_labels(layout, labels), "narrow": fit_labels(layout, labels, NARROW)}
    shapes = choose_shapes(graph)
    return {
        "language": str(say.language),
        "default_question": key,
        "selected": selected,
        "has_names": any(labels.values()),
        "has_shapes": len(set(shapes.values())) > 1,
        "canvas": {size: _canvas(one.canvas) for size, one in layouts.items()},
        "pupils": _pupils(graph, labels, shapes, layouts),
        "reading_order": _reading_order(graph, layouts["wide"]),
        "questions": [_question(graph, k, portrait, layouts, shapes, say) for k in graph.asked],
        "colours": _colours(),
        "styles": {str(kind): vars(tie_style(kind)) for kind in TieKind},
        "words": _words(say),
    }


def _canvas(canvas: Canvas) -> dict[str, float]:
    return {**vars(canvas), "drop": canvas.label_drop}


def _reading_order(graph: RelationGraph, layout: Layout) -> list[PupilId]:
    """Order pupils as a page is read: by rows from the top, and from the left."""
    return sorted(graph.pupils, key=lambda p: (round(layout[p][1] * 6), layout[p][0], p))


def _pupils(
    graph: RelationGraph,
    labels: dict[PupilId, str],
    shapes: dict[PupilId, Shape],
    layouts: dict[str, Layout],
) -> list[dict[str, Any]]:
    # Without names a pupil is called by the place on the map, not by the row of the class list.
    number = {p: i for i, p in enumerate(_reading_order(graph, layouts["wide"]), start=1)}
    pixels = {size: one.in_pixels(graph.pupils).round(1).tolist() for size, one in layouts.items()}
    return [
        {
            "id": pupil,
            "label": labels[pupil],
            "shape": str(shapes[pupil]),
            "number": number[pupil],
            **{size: at[i] for size, at in pixels.items()},
        }
        for i, pupil in enumerate(graph.pupils)
    ]


def _question(
    graph: RelationGraph,
    key: str,
    portrait: SocialPortrait | None,
    layouts: dict[str, Layout],
    shapes: dict[PupilId, Shape],
    say: Translator,
) -> dict[str, Any]:
    gate = find_gate(graph, key, portrait)
    groups = find_groups(portrait, key, gate)
    ties = find_ties(graph, key, gate)
    numbers = read_numbers(graph, key, portrait)
    text = question_text(graph.relation(key))
    silent = [p for p, n in numbers.items() if not n.answered]
    return {
        "key": key,
        "text": text,
        "title": say("views.map.title", question=text),
        "description": describe_map(graph, key, ties, groups, say),
        "ties": [{"source": t.source, "target": t.target, "kind": str(t.kind)} for t in ties],
        "silent": silent,
        "named": gate is not Gate.NOTHING_NAMED,
        "facts": {p: say_facts(n, say) for p, n in numbers.items()},
        "groups": _outlines(groups, layouts, graph),
        "legend": explain_signs(set(shapes.values()), bool(silent), ties, groups, say),
        "notes": list(find_notes(graph, key, gate, say)),
    }


def _outlines(
    groups: FoundGroups, layouts: dict[str, Layout], graph: RelationGraph
) -> dict[str, Any]:
    drawn = {size: outline_groups(groups, one, graph.pupils) for size, one in layouts.items()}
    outlines = [
        {size: _rounded(marks[i].outline) for size, marks in drawn.items()}
        for i in range(len(groups.members))
    ]
    return {"firm": groups.firm, "outlines": outlines}


def _rounded(outline: Outline) -> list[list[list[float]]]:
    return [[[round(x, 1), round(y, 1)] for x, y in line] for line in outline]


def _colours() -> dict[str, Any]:
    return {
        "background": palette.BACKGROUND,
        "ink": palette.INK,
        "node": palette.NODE,
        "node_edge": palette.NODE_EDGE,
        "silent": palette.SILENT,
        "groups": list(palette.GROUPS),
    }


def _words(say: Translator) -> dict[str, str]:
    """Return the words of the map's own controls; ``{number}`` is filled in by the script."""
    start = "views.ui."
    keys = sorted(k for k in keys_of("views", Language.NB) if k.startswith(start))
    return {k.removeprefix(start): say(k, number="{number}") for k in keys}


def map_script() -> str:
    """Return the map's ES module: ``mount(host, data, onSelect, onQuestion)``."""
    return _static("classmap.js")


def map_style() -> str:
    """Return the map's style sheet."""
    return _static("classmap.css")


def streamlit_module() -> str:
    """Return the module for ``st.components.v2``: sets the states `selected` and `question`.

    Mount it with ``html='<div class="classmap"></div>'`` and ``css=map_style()``.
    """
    return map_script() + _STREAMLIT


def widget_module() -> str:
    """Return the module for anywidget: traits `data`, `selected` and `question`."""
    return map_script() + _WIDGET


def _static(name: str) -> str:
    folder = resources.files("skolemiljo_analytics.views") / "static"
    return (folder / name).read_text(encoding="utf-8")

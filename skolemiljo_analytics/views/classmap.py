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
from skolemiljo_analytics.views.captions import describe_map, explain_signs, find_notes
from skolemiljo_analytics.views.declutter import text_width
from skolemiljo_analytics.views.drawing import label_pupils, place_class
from skolemiljo_analytics.views.facts import say_facts
from skolemiljo_analytics.views.geometry import tie_style
from skolemiljo_analytics.views.labels import Labeller
from skolemiljo_analytics.views.layouts import MIDDLE, NARROW, Canvas, Layout, fit_labels
from skolemiljo_analytics.views.marks import Shape, choose_shapes, outline_groups
from skolemiljo_analytics.views.outlines import Outline
from skolemiljo_analytics.views.question import QuestionView, TieKind, view_question
from skolemiljo_analytics.vocabulary import Language, PupilId
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
    say = get_translator(language)
    first = view_question(graph, relation, portrait)
    views = [view_question(graph, key, portrait) for key in graph.drawn]
    # Each question says for itself whether names may stand; where none may, none leave Python.
    named = any(v.may_name for v in views) and not (layout is not None and layout.shows_numbers)
    labels = label_pupils(graph, labeller, language, named=named)
    layout = layout or place_class(
        graph,
        portrait,
        relation=first.key,
        labeller=labels.__getitem__,
        previous_layout=previous_layout,
    )
    layouts = {
        "wide": fit_labels(layout, labels),
        "middle": fit_labels(layout, labels, MIDDLE),
        "narrow": fit_labels(layout, labels, NARROW),
    }
    shapes = choose_shapes(graph)
    return {
        "language": str(say.language),
        "default_question": first.key,
        "selected": selected,
        "has_names": any(labels.values()),
        "has_shapes": len(set(shapes.values())) > 1,
        "canvas": {size: _canvas(one.canvas) for size, one in layouts.items()},
        "pupils": _pupils(graph, labels, shapes, layouts),
        "reading_order": _reading_order(graph, layouts["wide"]),
        "questions": [_question(view, layouts, shapes, say) for view in views],
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
            "em": round(text_width(labels[pupil], 1.0), 2),
            **{size: at[i] for size, at in pixels.items()},
        }
        for i, pupil in enumerate(graph.pupils)
    ]


def _question(
    view: QuestionView,
    layouts: dict[str, Layout],
    shapes: dict[PupilId, Shape],
    say: Translator,
) -> dict[str, Any]:
    by_number = any(layout.shows_numbers for layout in layouts.values())
    return {
        "key": view.key,
        "text": view.text,
        "title": say("views.map.title", question=view.text),
        "description": describe_map(view, say),
        "ties": [{"source": t.source, "target": t.target, "kind": str(t.kind)} for t in view.ties],
        "silent": list(view.silent),
        "named": view.may_name,
        "facts": {p: say_facts(n, say) for p, n in view.numbers.items()},
        "groups": _outlines(view, layouts),
        "legend": explain_signs(view, set(shapes.values()), say),
        "notes": list(find_notes(view, say, by_number=by_number)),
    }


def _outlines(view: QuestionView, layouts: dict[str, Layout]) -> dict[str, Any]:
    drawn = {size: outline_groups(view.groups, one, view.pupils) for size, one in layouts.items()}
    outlines = [
        {size: _rounded(marks[i].outline) for size, marks in drawn.items()}
        for i in range(len(view.groups.members))
    ]
    return {"firm": view.groups.firm, "outlines": outlines}


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

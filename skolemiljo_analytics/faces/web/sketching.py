"""The adults' sketch as a Streamlit component: drawn before the map, shown after it is locked."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.views.sketch import (
    Sketch,
    read_sketch,
    sketch_data,
    sketch_module,
    sketch_style,
)
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["draw_sketch", "show_sketch"]

_FONT = "\n.sketch { font-family: var(--st-font, sans-serif); }\n"

_component = st.components.v2.component(
    "skolemiljo_sketch",
    html='<div class="sketch"></div>',
    css=sketch_style() + _FONT,
    js=sketch_module(),
)


def draw_sketch(session: Session, *, number: int) -> Sketch:
    """Let the adults place the class; return what is drawn now. `number` begins a new one."""
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    pupils = workspace().roster(session.role, session.class_id, session.round).ids
    of = f"{session.class_id}/{session.round}/{number}"
    data = sketch_data(pupils, label=label, of=of, language=session.language)
    result = _component(
        key=f"sketch_{of}", data=data, default={"sketch": None}, on_sketch_change=_nothing
    )
    return read_sketch(result.sketch, pupils)


def show_sketch(session: Session, expected: Expectation, *, number: int) -> None:
    """Show a locked sketch; nothing where nobody was placed."""
    sketch = Sketch(expected.groupings, expected.outside, expected.decides)
    if sketch.is_empty:
        return
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    pupils = workspace().roster(session.role, session.class_id).ids
    of = f"{session.class_id}/{session.round}/{number}"
    data = sketch_data(
        pupils, label=label, of=of, sketch=sketch, locked=True, language=session.language
    )
    _component(key=f"locked_{of}", data=data)


def _nothing() -> None:
    """Only ask for the page to be drawn again; what is drawn is read from the result."""

"""The interactive map as a Streamlit component, registered once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from skolemiljo_analytics.views.classmap import map_style, streamlit_module
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["mount"]

KEY = "classmap"

_component = st.components.v2.component(
    "skolemiljo_classmap",
    html='<div class="classmap"></div>',
    css=map_style(),
    js=streamlit_module(),
)


def mount(data: dict[str, Any]) -> PupilId | None:
    """Draw the map and return the pupil selected on it, by mouse or keyboard."""
    result = _component(
        key=KEY,
        data=data,
        default={"selected": data["selected"], "question": data["default_question"]},
        on_selected_change=_nothing,
        on_question_change=_nothing,
    )
    selected: str | None = result.selected
    return PupilId(selected) if selected else None


def _nothing() -> None:
    """Only ask for the page to be drawn again; the selection is read from the result."""

"""The interactive map as a Streamlit component, registered once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from skolemiljo_analytics.views.classmap import map_style, streamlit_module
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["mount"]

KEY = "classmap"
_FONT = "\n.classmap { font-family: var(--st-font, sans-serif) !important; }\n"

_component = st.components.v2.component(
    "skolemiljo_classmap",
    html='<div class="classmap"></div>',
    css=map_style() + _FONT,
    js=streamlit_module(),
)


def mount(data: dict[str, Any]) -> tuple[PupilId | None, str]:
    """Draw the map; return the pupil selected on it, by mouse or keyboard, and the question."""
    result = _component(
        key=KEY,
        data=data,
        default={"selected": data["selected"], "question": data["default_question"]},
        on_selected_change=_nothing,
        on_question_change=_nothing,
    )
    selected: str | None = result.selected
    question: str = result.question or data["default_question"]
    return PupilId(selected) if selected else None, question


def _nothing() -> None:
    """Only ask for the page to be drawn again; the selection is read from the result."""

"""The board pupils are moved on and the room that is drawn, as one Streamlit component."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from skolemiljo_analytics.views.seating import seating_module, seating_style

__all__ = ["mount"]

_FONT = "\n.sb { font-family: var(--st-font, sans-serif) !important; }\n"

_component = st.components.v2.component(
    "skolemiljo_seating",
    html='<div class="seating"></div>',
    css=seating_style() + _FONT,
    js=seating_module(),
)


def mount(key: str, data: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> None:
    """Draw a board or a room; `tell` takes what the reader did, before it is drawn again."""

    def told() -> None:
        value = st.session_state[key].get("told")
        if value:
            tell(value)

    _component(key=key, data=data, on_told_change=told)

"""Drawn pictures in two sizes: one for a desk, and one whose letters can be read on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["show_picture"]


def show_picture(draw: Callable[[bool], Figure], *, alt: str) -> None:
    """Show what `draw` gives for a wide and for a narrow screen; the style sheet hides one.

    Parameters
    ----------
    draw
        Draws the picture; its argument says if it is for a narrow screen.
    alt
        What the picture shows, in words.
    """
    for narrow in (False, True):
        size = "narrow" if narrow else "wide"
        with st.container(key=f"{size}_picture_{crc32(alt.encode())}"):
            st.pyplot(draw(narrow), alt=alt)

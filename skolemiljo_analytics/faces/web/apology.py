"""What a reader sees when something went wrong: plain words, never a traceback."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.errors import SkolemiljoError
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain

__all__ = ["show"]


def show(error: Exception) -> None:
    """Say what happened and what to do; our own errors have their own sentences."""
    session = Session()
    if isinstance(error, SkolemiljoError):
        from skolemiljo_analytics.wording.errors import say_error

        st.error(plain(say_error(error, session.language)))
    else:
        st.error(session.say("app.apology"))

"""What stands on a page while a class is worked out: where the map will be, and why it waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from skolemiljo_analytics.faces.web.session import Session

__all__ = ["instead_of_map"]

_SKETCH = (
    '<div class="reckoning" role="status"><p>{text}</p>'
    '<div class="reckoning-map" aria-hidden="true"></div></div>'
)


@contextmanager
def instead_of_map(session: Session, *, first: bool) -> Iterator[None]:
    """Show the outline of a map and a sentence while the class is worked out the first time.

    Later looks are short, and have the sentence alone. The place is always there, so that what
    comes after it stays where it is.
    """
    spot = st.empty()
    try:
        if first:
            spot.html(_SKETCH.format(text=escape(session.say("app.map.first_time"))))
            yield
        else:
            with spot.container(), st.spinner(session.say("app.frame.reckoning")):
                yield
    finally:
        spot.empty()

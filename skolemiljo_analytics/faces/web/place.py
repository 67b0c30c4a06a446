"""The one workspace of this process: opened once for each folder, shared by all readers.

It is a handle to the store, never a cache of pupils: what it hands out depends on the role asked
with.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.errors import SkolemiljoError
from skolemiljo_analytics.vocabulary import Role

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["make_ready", "workspace"]


def workspace() -> Workspace:
    """Return the workspace in the folder of ``SKOLEMILJO_HOME``, or in the usual place.

    The very first time it holds the invented school, so that there is something to look at.
    """
    return _open(os.environ.get("SKOLEMILJO_HOME", ""))


def make_ready() -> None:
    """Open the workspace and work out the class that comes up first, before anybody asks for it."""
    from skolemiljo_analytics.workflows import class_map

    with suppress(SkolemiljoError):  # whoever opens the page is told, in words
        class_map.make_ready(workspace())


@st.cache_resource(show_spinner=False)
def _open(folder: str) -> Workspace:
    from skolemiljo_analytics.workflows.workspace import is_new, open_workspace

    where = Path(folder) if folder else None
    first_time = is_new(where)
    opened = open_workspace(where)
    if first_time:
        opened.install_demo(Role.SMT)
    return opened

"""Tables that a screen reader can read: real table cells, text shown letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.text import plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["show_table"]


def show_table(table: pd.DataFrame) -> None:
    """Draw a table; the first column names the rows."""
    safe = table.astype(str).map(plain)
    st.table(safe.set_index(safe.columns[0]))

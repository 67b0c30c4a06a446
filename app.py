"""``streamlit run app.py``: the dashboard, as ``skolemiljo app`` serves it."""

import streamlit as st

from skolemiljo_analytics.faces.web import server

app = st.App(server.PAGE, **server.options())

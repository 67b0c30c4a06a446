"""Udir's published figures beside the school's own over time: uploaded, chosen, never stored."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.tables.statistics import Measure, OfficialSeries
from skolemiljo_analytics.wording.official import say_official, say_vanished
from skolemiljo_analytics.wording.problems import say_problem
from skolemiljo_analytics.workflows.official import (
    main_series,
    official_line,
    read_official_bytes,
)

__all__ = ["ask_comparison"]

_TYPES = ["csv", "json", "xlsx", "ods"]
_FIRST = "trivsel"


def ask_comparison(session: Session) -> tuple[OfficialSeries, ...]:
    """Ask for exports and which lines to show; well-being is chosen first."""
    say = session.say
    with st.expander(say("readers.compare.title"), icon=":material/compare_arrows:"):
        st.markdown(say("readers.compare.lead"))
        files = st.file_uploader(
            say("readers.compare.files"), type=_TYPES, accept_multiple_files=True, key="udir"
        )
        if not files:
            return ()
        reading = read_official_bytes({file.name: file.getvalue() for file in files})
        series = main_series(reading.statistics)
        if not series:
            st.info(say("readers.compare.nothing"))
        called = {official_line(one).name: one for one in series if one.measure is Measure.SCORE}
        first = [name for name, one in called.items() if one.group.lower() == _FIRST]
        chosen = st.multiselect(say("readers.compare.lines"), list(called), default=first[:3])
        for one in series:
            if one.measure is not Measure.SCORE or official_line(one).name in chosen:
                st.markdown(f"- {plain(say_official(one, session.language))}")
        for gone in reading.statistics.vanished():
            st.caption(plain(say_vanished(*gone, session.language)))
        for problem in reading.report.problems:
            st.caption(plain(say_problem(problem, session.language)))
        st.caption(say("readers.compare.caution"))
    return tuple(called[name] for name in chosen)

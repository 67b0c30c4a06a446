"""Groups and seats to take along: a sheet for the wall, a picture, a spreadsheet."""

from __future__ import annotations

from functools import partial

import streamlit as st

from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.views.documents.wall import render_wall
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.workflows.arrange import tabulate_groups
from skolemiljo_analytics.workflows.seating import seats_of, tabulate_seats
from skolemiljo_analytics.workflows.seating_sheet import make_sheet

__all__ = ["offer_sheet"]

_TYPES = {"pdf": "application/pdf", "png": "image/png"}


def offer_sheet(session: Session, places: Groups, room: Room | None, label: Labels) -> None:
    """Offer what may hang on a wall; it is made by the click, not before."""
    say = session.say
    st.caption(f"{say('groups.secret')} {say('groups.wall.help')}")
    what = say("groups.wall.groups_file" if room is None else "groups.wall.seats_file")
    (info,) = (c for c in workspace().classes(session.role) if c.class_id == session.class_id)
    sheet = make_sheet(
        places, label, session.language, title=info.label, day=session.today, room=room
    )
    row = st.container(horizontal=True)
    for kind, mime in _TYPES.items():
        row.download_button(
            say(f"groups.wall.{kind}"),
            data=partial(render_wall, sheet, kind),
            file_name=f"{what}.{kind}",
            mime=mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"group_sheet_{kind}",
        )
    table = (
        tabulate_groups(places, label, session.language)
        if room is None
        else tabulate_seats(seats_of(places), room, label, session.language)
    )
    row.download_button(
        say("groups.download"),
        table.to_csv(index=False).encode("utf-8-sig"),
        file_name=f"{what}.csv",
        mime="text/csv",
        icon=":material/download:",
    )

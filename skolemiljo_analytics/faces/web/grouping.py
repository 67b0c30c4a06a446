"""What the reader is making on the page *Grupper*: a typed view of Streamlit's session state.

Only ids stand here. Rules last for one class, proposals for one class, round and question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    ArrangementKind,
    Groups,
    Request,
    Rule,
)
from skolemiljo_analytics.faces.web.session import Session

__all__ = ["GroupState", "Proposals"]


@dataclass(frozen=True)
class Proposals:
    """What was asked for, and the proposals made for it."""

    request: Request
    found: tuple[Arrangement, ...]
    kind: ArrangementKind
    made_for: tuple[str, ...]


class GroupState:
    """Rules, proposals and groups changed by hand, of one reader."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules = f"group_rules_{session.class_id}"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of this class."""
        return cast("tuple[Rule, ...]", st.session_state.get(self._rules, ()))

    @rules.setter
    def rules(self, rules: tuple[Rule, ...]) -> None:
        st.session_state[self._rules] = rules

    @property
    def proposals(self) -> Proposals | None:
        """The proposals made for the class and round shown; None when there are none."""
        made = cast("Proposals | None", st.session_state.get("group_proposals"))
        return made if made is not None and made.made_for == self._here else None

    def keep(self, request: Request, found: tuple[Arrangement, ...], kind: ArrangementKind) -> None:
        """Keep proposals to show; groups changed by hand before are let go."""
        st.session_state["group_proposals"] = Proposals(request, found, kind, self._here)
        st.session_state.pop("group_moved", None)

    def clear(self) -> None:
        """Let the proposals go."""
        st.session_state.pop("group_proposals", None)

    def shown(self, number: int) -> Groups:
        """Return the groups of a proposal as they stand now, moved by hand or not."""
        made = self.proposals
        moved = st.session_state.get("group_moved", {})
        return cast("Groups", moved.get(number) or (made.found[number].groups if made else ()))

    def move(self, number: int, groups: Groups) -> None:
        """Keep the groups of a proposal as changed by hand."""
        moved = st.session_state.get("group_moved", {})
        st.session_state["group_moved"] = {**moved, number: groups}

    def undo(self, number: int) -> None:
        """Return a proposal to what it was when it was made."""
        moved = dict(st.session_state.get("group_moved", {}))
        moved.pop(number, None)
        st.session_state["group_moved"] = moved

    @property
    def _here(self) -> tuple[str, ...]:
        return (str(self._session.role), self._session.class_id, self._session.round)

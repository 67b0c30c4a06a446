"""What one reader has chosen: a typed view of Streamlit's session state, and nothing else.

No pupil data is kept here beyond the id of a selected pupil; results come from the workspace each
time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar, cast

import streamlit as st

from skolemiljo_analytics.faces.web.middleware import LANGUAGE_COOKIE
from skolemiljo_analytics.vocabulary import Language, PupilId, Role
from skolemiljo_analytics.wording import Translator, get_translator

__all__ = ["CLASS", "LANGUAGE", "ROLE", "ROUND", "Session"]

T = TypeVar("T")

LANGUAGE = "language"
ROLE = "role"
CLASS = "class_id"
ROUND = "round"
_PUPIL = "pupil"
_NOTICE = "notice"
_CHOOSING = "choosing"


class Session:
    """What this reader has chosen: language, role, class, round and selected pupil.

    The four first are the keys of widgets in the sidebar, so they last from page to page.
    """

    def __init__(self) -> None:
        state = st.session_state
        if LANGUAGE not in state:
            state[LANGUAGE] = _first_language()
        if ROLE not in state:
            state[ROLE] = Role.SMT

    @property
    def language(self) -> Language:
        """The language chosen."""
        return Language(st.session_state[LANGUAGE])

    @property
    def say(self) -> Translator:
        """Says sentences in the language chosen."""
        return get_translator(self.language)

    def date(self, day: date | None) -> str:
        """Say a date in full: 14. oktober 2025."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self.language) if day else ""

    @property
    def role(self) -> Role:
        """The role chosen."""
        return Role(st.session_state[ROLE])

    @property
    def sees_classes(self) -> bool:
        """Tell whether this role may open a class at all; the workspace denies it as well."""
        return self.role is not Role.LEADERSHIP

    @property
    def class_id(self) -> str:
        """The class chosen; "" when there is none."""
        return cast("str", st.session_state.get(CLASS) or "")

    @property
    def round(self) -> str:
        """The round chosen; "" when there is none."""
        return cast("str", st.session_state.get(ROUND) or "")

    @property
    def pupil(self) -> PupilId | None:
        """The pupil selected on the map."""
        return cast("PupilId | None", st.session_state.get(_PUPIL))

    @pupil.setter
    def pupil(self, pupil: PupilId | None) -> None:
        st.session_state[_PUPIL] = pupil

    @property
    def choosing(self) -> str:
        """The action that is being chosen; "" when none is."""
        return cast("str", st.session_state.get(_CHOOSING, ""))

    @choosing.setter
    def choosing(self, action: str) -> None:
        st.session_state[_CHOOSING] = action

    @property
    def where(self) -> tuple[Role, str, str, Language]:
        """Role, class, round and language: what most questions to the workspace begin with."""
        return self.role, self.class_id, self.round, self.language

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` gives, made once for this reader, class, round and language.

        Only the latest is kept, and only for this session.
        """
        kept = st.session_state.get(f"kept_{name}")
        if kept is None or kept[0] != self.where:
            kept = (self.where, make())
            st.session_state[f"kept_{name}"] = kept
        return cast("T", kept[1])

    def keep_within(self, key: str, allowed: Sequence[str], otherwise: int = 0) -> None:
        """Give a choice up when it is no longer among those there are."""
        if st.session_state.get(key) not in allowed:
            st.session_state[key] = allowed[otherwise] if allowed else None

    def leave_notice(self, text: str) -> None:
        """Keep a sentence to show after the page has been drawn again."""
        st.session_state[_NOTICE] = text

    def take_notice(self) -> str:
        """Return the sentence kept, once."""
        return cast("str", st.session_state.pop(_NOTICE, ""))


def _first_language() -> Language:
    """Begin in the language of last time (a cookie); else nynorsk for a browser set to it."""
    remembered = st.context.cookies.get(LANGUAGE_COOKIE)
    if remembered in set(Language):
        return Language(remembered)
    return Language.NN if (st.context.locale or "").startswith("nn") else Language.NB

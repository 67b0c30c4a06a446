"""What one reader has chosen: a typed view of Streamlit's session state, and nothing else.

No pupil data is kept here beyond the id of a selected pupil; results come from the workspace each
time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import streamlit as st

from skolemiljo_analytics.faces.web.middleware import LANGUAGE_COOKIE
from skolemiljo_analytics.vocabulary import Language, PupilId, Role
from skolemiljo_analytics.wording import Translator, get_translator
from skolemiljo_analytics.workflows.access import DEFAULT_ACCESS, Fetch

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.decisions import DecisionRow
    from skolemiljo_analytics.tables.mapping import MappedQuestion
    from skolemiljo_analytics.tables.report import ColumnRole, FileKind

__all__ = ["CLASS", "LANGUAGE", "ROLE", "ROUND", "SCHOOL", "Session"]

T = TypeVar("T")

LANGUAGE = "language"
ROLE = "role"
CLASS = "class_id"
SCHOOL = "school_id"
ROUND = "round"
_PUPIL = "pupil"
_NOTICE = "notice"
_CHOOSING = "choosing"
_COLUMNS = "said_of_columns"
_NAMES = "said_of_names"
_QUESTIONS = "said_of_questions"
_FILES = "said_of_files"
_OWN_CLASS = "import_class"
_LATER = "choose_later"


class Session:
    """What this reader has chosen: language, role, school, class, round and selected pupil.

    The five first are the keys of widgets in the sidebar, so they last from page to page.
    """

    def __init__(self) -> None:
        state = st.session_state
        if LANGUAGE not in state:
            state[LANGUAGE] = _first_language()
        if ROLE not in state:
            state[ROLE] = Role.SMT

    def take_up(self) -> None:
        """Choose what was left to be chosen; before the sidebar is drawn."""
        for key, value in st.session_state.pop(_LATER, {}).items():
            st.session_state[key] = value

    def say_choices_again(self) -> None:
        """Put the choices back as they are, so that the browser gets their words anew.

        After a change of language it would send the label of the old one, which is no choice.
        """
        for key in (ROLE, SCHOOL, CLASS, ROUND):
            if key in st.session_state:
                st.session_state[key] = st.session_state[key]

    @property
    def language(self) -> Language:
        """The language chosen."""
        return Language(st.session_state[LANGUAGE])

    @property
    def say(self) -> Translator:
        """Says sentences in the language chosen."""
        return get_translator(self.language)

    def date(self, day: dt.date | None) -> str:
        """Say a date in full: 14. oktober 2025."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self.language) if day else ""

    @property
    def role(self) -> Role:
        """The role chosen."""
        return Role(st.session_state[ROLE])

    def may(self, *what: Fetch) -> bool:
        """Ask the access policy if this role may fetch any of these; pages hold no rule."""
        return not what or any(DEFAULT_ACCESS.may(self.role, one) for one in what)

    @property
    def school(self) -> str | None:
        """The school chosen by those who choose no class; None when there is none."""
        return cast("str | None", st.session_state.get(SCHOOL))

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
    def said_of_columns(self) -> Mapping[tuple[str, str], ColumnRole]:
        """What the person has said that columns of uploaded files are."""
        return cast("dict[tuple[str, str], ColumnRole]", st.session_state.get(_COLUMNS, {}))

    def say_of_column(self, place: tuple[str, str], role: ColumnRole) -> None:
        """Note what a column is."""
        st.session_state[_COLUMNS] = {**self.said_of_columns, place: role}

    @property
    def said_of_files(self) -> Mapping[str, FileKind]:
        """What the person has said that uploaded files are."""
        return cast("dict[str, FileKind]", st.session_state.get(_FILES, {}))

    def say_of_file(self, name: str, kind: FileKind) -> None:
        """Note what a file is."""
        st.session_state[_FILES] = {**self.said_of_files, name: kind}

    @property
    def said_of_class(self) -> str:
        """Which of the classes on the uploaded lists the answers are from; "" when not said."""
        return cast("str", st.session_state.get(_OWN_CLASS) or "")

    @property
    def said_of_questions(self) -> tuple[MappedQuestion, ...]:
        """Questions whose polarity the person has said."""
        return tuple(st.session_state.get(_QUESTIONS, {}).values())

    def say_of_question(self, question: MappedQuestion) -> None:
        """Note what a question is."""
        said = st.session_state.get(_QUESTIONS, {})
        st.session_state[_QUESTIONS] = {**said, question.question.key: question}

    @property
    def said_of_names(self) -> tuple[DecisionRow, ...]:
        """What the person has decided about names in uploaded files."""
        return cast("tuple[DecisionRow, ...]", st.session_state.get(_NAMES, ()))

    @said_of_names.setter
    def said_of_names(self, decisions: tuple[DecisionRow, ...]) -> None:
        st.session_state[_NAMES] = decisions

    def choose_later(self, key: str, value: str) -> None:
        """Choose something in the sidebar from the next time the page is drawn."""
        st.session_state[_LATER] = {key: value}

    def forget_import(self) -> None:
        """Forget what was said about uploaded files."""
        for key in (_COLUMNS, _NAMES, _QUESTIONS, _FILES, _OWN_CLASS, "kept_reading"):
            st.session_state.pop(key, None)

    @property
    def where(self) -> tuple[Role, str, str]:
        """Role, class and round: what most questions to the workspace begin with."""
        return self.role, self.class_id, self.round

    def once(self, name: str, make: Callable[[], T], *, of: object = None) -> T:
        """Return what `make` gives, made once for this reader, class, round, language and `of`.

        Only the latest is kept, and only for this session. What can change in the store meanwhile
        (who is in the class) belongs in `of`.
        """
        if not self.has_made(name, of=of):
            st.session_state[f"kept_{name}"] = (self._now(of), make())
        return cast("T", st.session_state[f"kept_{name}"][1])

    def has_made(self, name: str, *, of: object = None) -> bool:
        """Tell whether `once` has this ready for what is chosen now."""
        kept = st.session_state.get(f"kept_{name}")
        return kept is not None and kept[0] == self._now(of)

    def _now(self, of: object) -> tuple[object, ...]:
        return (*self.where, self.language, of)

    @property
    def today(self) -> dt.date:
        """The day it is where this machine stands."""
        return dt.datetime.now(dt.UTC).astimezone().date()

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

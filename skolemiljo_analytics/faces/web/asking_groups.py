"""What the teacher asks for: kind, aim, question, sizes or room, rules; and the proposals."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from skolemiljo_analytics.arrangements.records import ArrangementKind, Focus, Rule, RuleKind
from skolemiljo_analytics.errors import ArrangementRefusedError, MissingExtraError
from skolemiljo_analytics.faces.web.drawing_room import draw_room
from skolemiljo_analytics.faces.web.grouping import GroupState
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_refusal, say_rule, say_rule_kind
from skolemiljo_analytics.workflows.arrange import (
    FOCUSES,
    USUAL_SIZE,
    GroupWish,
    find_questions,
    find_request,
    usual_question,
)
from skolemiljo_analytics.workflows.seating import arrange, last_seats

__all__ = ["ask_groups"]

_ALTERNATIVES = 3


def ask_groups(session: Session, state: GroupState, graph: RelationGraph, label: Labels) -> None:
    """Draw the form, the room and the rules; make proposals when asked to."""
    wish = _ask_wish(session, state, graph)
    _ask_rules(session, state, graph, label, seats=state.seats)
    if st.button(session.say("groups.ask.make"), type="primary", icon=":material/groups:"):
        if wish is None:
            state.clear()
            st.error(session.say("groups.ask.sizes_wrong"))
        else:
            _make(session, state, wish.with_rules(state.rules), label)


def _ask_wish(session: Session, state: GroupState, graph: RelationGraph) -> GroupWish | None:
    """Return what is asked for; None while the sizes are not numbers."""
    say = session.say
    left, right = st.columns(2)
    kind = left.selectbox(
        say("groups.ask.kind"),
        list(ArrangementKind),
        format_func=lambda one: say(f"groups.kind.{one}"),
        key="group_kind",
    )
    kind = ArrangementKind(kind or ArrangementKind.TABLES)
    state.seats = kind is ArrangementKind.SEATS
    focus = right.selectbox(
        say("groups.ask.focus"),
        list(FOCUSES[kind]),
        format_func=lambda one: say(f"groups.focus.{one}"),
        help=say("groups.ask.focus_help"),
        key=f"group_focus_{state.seats}",
    )
    asked, counted = st.columns([3, 1])
    with asked:
        question = _ask_question(session, graph, kind)
    wish = GroupWish(kind, question, USUAL_SIZE[kind], focus=Focus(focus or Focus.USUAL))
    if state.seats:
        return replace(wish, room=draw_room(session, state, len(graph)))
    size = counted.number_input(
        say("groups.ask.size"), 2, 8, wish.size, key=f"group_size_{wish.kind}"
    )
    return _ask_sizes(session, replace(wish, size=int(size)), len(graph))


def _ask_sizes(session: Session, wish: GroupWish, n: int) -> GroupWish | None:
    say = session.say
    with st.expander(say("groups.ask.more"), icon=":material/tune:"):
        own = st.text_input(
            say("groups.ask.sizes"),
            help=say("groups.ask.sizes_help", pupils=n),
            key="group_sizes",
            max_chars=80,
        )
        contact = st.checkbox(
            say("groups.ask.contact"), help=say("groups.ask.contact_help"), key="group_contact"
        )
    sizes = _whole_numbers(own)
    return None if sizes is None else replace(wish, sizes=sizes, contact=contact)


def _ask_question(session: Session, graph: RelationGraph, kind: ArrangementKind) -> str:
    say, questions = session.say, find_questions(graph)
    keys = [one.key for one in questions]
    asked = {one.key: one.question.text or one.key for one in questions}
    chosen = st.selectbox(
        say("groups.question"),
        keys,
        index=keys.index(usual_question(questions, kind)),
        format_func=lambda key: asked[key],
        key=f"group_question_{kind}",
    )
    answered = int(graph.answered(chosen).sum())
    every = "groups.answered_all" if answered == len(graph) else "groups.answered"
    st.caption(say(every, answered=answered, pupils=len(graph)))
    return chosen


def _whole_numbers(text: str) -> tuple[int, ...] | None:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None


def _ask_rules(
    session: Session, state: GroupState, graph: RelationGraph, label: Labels, *, seats: bool
) -> None:
    say = session.say
    with st.expander(f"{say('groups.rules.title')} ({len(state.rules)})", icon=":material/rule:"):
        st.markdown(say("groups.rules.text"))
        _list_rules(session, state, label)
        with st.form("group_rule", border=True):
            kind = st.selectbox(
                say("groups.rules.kind"),
                [one for one in RuleKind if seats or one is not RuleKind.NEAR_BOARD],
                format_func=partial(say_rule_kind, language=session.language, seats=seats),
            )
            pupils = _ask_pupils(session, graph, label)
            most = state.room.n_seats if seats and state.room else len(graph) // 2
            group = st.number_input(
                say("groups.rules.seat" if seats else "groups.rules.group"), 1, max(1, most), 1
            )
            if st.form_submit_button(say("groups.rules.add")):
                _add_rule(session, state, _rule(kind or RuleKind.APART, pupils, int(group)))


def _ask_pupils(session: Session, graph: RelationGraph, label: Labels) -> list[PupilId]:
    say, called = session.say, {label(pupil): pupil for pupil in graph.pupils}
    chosen = [
        st.selectbox(
            say(f"groups.rules.{which}"),
            sorted(called),
            index=None,
            placeholder=say("groups.rules.nobody"),
            help=say("groups.rules.pupils_help") if which == "second" else None,
            key=f"group_rule_{which}",
        )
        for which in ("first", "second")
    ]
    return [called[name] for name in chosen if name]


def _list_rules(session: Session, state: GroupState, label: Labels) -> None:
    for number, rule in enumerate(state.rules, start=1):
        text, button = st.columns([4, 1], vertical_alignment="center")
        text.markdown(
            f"{number}\\. {plain(say_rule(rule, label, session.language, seats=state.seats))}"
        )
        gone = session.say("groups.rules.remove", number=number)
        if button.button(gone, key=f"group_rule_gone_{number}"):
            state.rules = (*state.rules[: number - 1], *state.rules[number:])
            st.rerun()


def _rule(kind: RuleKind, pupils: list[PupilId], group: int) -> Rule:
    return Rule(kind, tuple(pupils), group - 1 if kind is RuleKind.IN_GROUP else None)


def _add_rule(session: Session, state: GroupState, rule: Rule) -> None:
    alone = rule.kind in (RuleKind.IN_GROUP, RuleKind.NEAR_BOARD)
    if len(rule.pupils) != (1 if alone else 2):
        st.error(session.say("groups.rules.pick"))
        return
    state.rules = (*state.rules, rule)
    st.rerun()


def _make(session: Session, state: GroupState, wish: GroupWish, label: Labels) -> None:
    say = session.say
    state.clear()
    request = find_request(workspace(), *session.where, wish=wish)
    last = last_seats(workspace().kept_groups(session.role, session.class_id), wish.room)
    try:
        with st.spinner(say("groups.making")):
            found = arrange(request, n=_ALTERNATIVES, last=last)
    except ArrangementRefusedError as error:
        why, *rules = say_refusal(error, wish.rules, label, session.language, seats=state.seats)
        listed = "".join(f"\n- {plain(rule)}" for rule in rules)
        st.error(f"**{say('groups.refused')}** {plain(why)}\n{listed}")
    except MissingExtraError as error:
        st.info(say("groups.extra"))
        st.code(f"pip install 'skolemiljo-analytics[{error.extra}]'", language="shell")
    else:
        state.keep(request, found, wish.kind)

"""The access policy, asked role by role, and asked again of the workspace itself."""

from __future__ import annotations

import itertools

import pytest

from skolemiljo_analytics.errors import AccessDeniedError
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, Role, Scope
from skolemiljo_analytics.workflows.access import DEFAULT_ACCESS, AccessPolicy, Fetch, Viewer

OWN = Viewer(Role.TEACHER, own=frozenset({"7A"}))


@pytest.mark.parametrize("fetch", Fetch)
def test_the_policy_of_each_role(fetch: Fetch) -> None:
    assert DEFAULT_ACCESS.may(Role.SMT, fetch)
    assert DEFAULT_ACCESS.may(Role.LEADERSHIP, fetch) == (
        fetch in {Fetch.SCHOOL, Fetch.CALENDAR, Fetch.WIDE_TREND, Fetch.WAITING}
    )
    kept_from_teachers = {
        Fetch.RAW_ANSWERS,
        Fetch.ERASE,
        Fetch.WIDE_TREND,
        Fetch.WAITING,
        Fetch.AFFECTED,
        Fetch.CALENDAR,
    }
    assert DEFAULT_ACCESS.may(Role.TEACHER, fetch) == (fetch not in kept_from_teachers)


def test_a_teacher_reaches_the_own_classes_only() -> None:
    assert DEFAULT_ACCESS.may(OWN, Fetch.GRAPH, "7A")
    assert not DEFAULT_ACCESS.may(OWN, Fetch.GRAPH, "7B")
    assert DEFAULT_ACCESS.may(Role.TEACHER, Fetch.GRAPH, "7B")  # one person's own machine
    nothing = Viewer(Role.TEACHER, own=frozenset())
    assert not DEFAULT_ACCESS.may(nothing, Fetch.GRAPH, "7A")
    assert DEFAULT_ACCESS.may(Viewer(Role.SMT, own=frozenset()), Fetch.GRAPH, "7A")


def test_a_refusal_names_role_and_thing() -> None:
    with pytest.raises(AccessDeniedError) as caught:
        DEFAULT_ACCESS.require(Role.LEADERSHIP, Fetch.NAMES, "7A")
    assert (caught.value.role, caught.value.what) == ("leadership", "names")
    assert DEFAULT_ACCESS.require(OWN, Fetch.NAMES, "7A") is OWN


def test_a_role_the_policy_forgot_may_nothing() -> None:
    empty = AccessPolicy("empty", "1")
    assert not any(empty.may(role, fetch) for role, fetch in itertools.product(Role, Fetch))


def test_findings_of_one_pupil_need_their_own_right() -> None:
    of_class = Finding(FindingCode.FEW_CHOICES, Scope.CLASS, "2025-10", (), Doubt(4, 4))
    of_pupil = Finding(
        FindingCode.UNCHOSEN, Scope.PUPIL, "2025-10", (), Doubt(4, 4), pupils=(PupilId("p"),)
    )
    careful = AccessPolicy("careful", "1", {Role.TEACHER: frozenset({Fetch.PORTRAIT})})
    assert careful.shown(Role.TEACHER, (of_class, of_pupil)) == (of_class,)
    assert DEFAULT_ACCESS.shown(Role.TEACHER, (of_class, of_pupil)) == (of_class, of_pupil)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        DEFAULT_ACCESS.allowed[Role.LEADERSHIP] = frozenset(Fetch)  # type: ignore[index]

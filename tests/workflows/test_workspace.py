"""The workspace: the invented school, and a portrait made once, whichever door it comes through."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.samples.school import sample_folder
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.read_class import read_class
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.workflows.small_school import open_place, write_class


def test_the_invented_school_is_whole_and_marked(demo: Workspace) -> None:
    (school,) = demo.schools(Role.SMT)
    assert school.invented
    assert [c.class_id for c in demo.classes(Role.SMT)] == ["5A", "5B", "7A", "7B", "7C"]
    assert demo.grades(Role.SMT) == (5, 7)
    for one in demo.classes(Role.SMT):
        assert one.invented
        rounds = demo.rounds(Role.TEACHER, one.class_id)
        assert [r.key for r in rounds] == ["2025-03", "2025-10", "2026-03"]
        assert all(r.delete_after is None for r in rounds)
        assert all(0 < r.n_answered <= r.n_asked <= one.n_pupils for r in rounds)


def test_the_list_of_a_round_has_those_who_were_in_the_class_that_day(demo: Workspace) -> None:
    left = 0
    for one in demo.classes(Role.SMT):
        everybody = demo.roster(Role.SMT, one.class_id)
        for held in demo.rounds(Role.SMT, one.class_id):
            there = demo.roster(Role.SMT, one.class_id, held.key)
            assert len(there.ids) == held.n_asked
            left += len(everybody.ids) - len(there.ids)
    assert left > 0


def test_installing_twice_changes_nothing(demo: Workspace) -> None:
    before = demo.audit(Role.SMT), demo.classes(Role.SMT)
    demo.install_demo(Role.SMT)
    assert (demo.audit(Role.SMT), demo.classes(Role.SMT)) == before


def test_the_store_and_the_files_give_the_same_portrait(demo: Workspace) -> None:
    klass = read_class(sample_folder() / "klasse_7b", purpose="preventive")
    from_files = describe_class(klass.graph("2025-10"), previous=klass.graph("2025-03"))
    stored = demo.portrait(Role.SMT, "7B", "2025-10")
    assert stored.seed == from_files.seed
    for mine, theirs in zip(stored.relations, from_files.relations, strict=True):
        assert mine.n_unchosen == theirs.n_unchosen
        assert mine.groupings.modularity == theirs.groupings.modularity
        assert [p.unchosen_again for p in mine.pupils] == [p.unchosen_again for p in theirs.pupils]
    assert stored.scales


def test_the_same_portrait_is_made_once_and_comes_back_from_disk(
    small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small.portrait(Role.SMT, "8C", "2026-03")
    assert made.previous_wave == "2025-10"
    assert small.portrait(Role.TEACHER, "8C", "2026-03") is made

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("skolemiljo_analytics.portrait.describe.describe_class", refuse)
    again = open_place(tmp_path)
    assert again.portrait(Role.SMT, "8C", "2026-03") == made
    assert again.findings(Role.SMT, "8C", "2026-03") == small.findings(Role.SMT, "8C", "2026-03")
    again.close()


def test_a_round_is_seen_beside_the_one_just_before(small: Workspace, tmp_path: Path) -> None:
    small.import_class(Role.SMT, write_class(tmp_path / "mai", "2026-05-05"))
    before = [
        small.portrait(Role.SMT, "8C", r.key).previous_wave for r in small.rounds(Role.SMT, "8C")
    ]
    assert before == ["", "2025-10", "2026-03"]


def test_two_threads_make_a_portrait_once(
    small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skolemiljo_analytics.workflows import describing

    made: list[object] = []
    really = describing._describe
    monkeypatch.setattr(describing, "_describe", lambda given: made.append(given) or really(given))
    got: list[object] = []
    threads = [
        threading.Thread(target=lambda: got.append(small.portrait(Role.SMT, "8C", "2025-10")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(got)) == (1, 4)
    assert all(one is got[0] for one in got)


def test_the_invented_school_goes_and_nothing_else(small: Workspace) -> None:
    before = small.class_record(Role.SMT, "8C")
    small.install_demo(Role.SMT)
    assert len(small.schools(Role.SMT)) == 2
    assert [s.invented for s in small.schools(Role.SMT)] == [False, True]
    small.remove_demo(Role.SMT)
    small.remove_demo(Role.SMT)
    assert [s.name for s in small.schools(Role.SMT)] == ["Vika skole"]
    assert small.class_record(Role.SMT, "8C") == before


def test_nothing_about_the_workspace_tells_of_its_content(small: Workspace) -> None:
    assert repr(small) == "<Workspace on <Store sqlite>>"

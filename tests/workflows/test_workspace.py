"""The workspace, on the invented school and on small classes read from files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import (
    AccessDeniedError,
    AnswersDeletedError,
    ImportQuestionsError,
    StoreError,
    UncheckedFindingError,
)
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.proposals.records import Check, Choice
from skolemiljo_analytics.samples.school import sample_folder
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import AnswerState, Gate, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.earlier import DeletedRound
from skolemiljo_analytics.workflows.importing import ImportDecisions, last_day
from skolemiljo_analytics.workflows.read_class import SchoolClass, read_class
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

TODAY = date(2026, 4, 1)
PUPILS = ("Aas;Ine", "Berg;Ola", "Dahl;Kari", "Eik;Per", "Foss;Liv")
LIST_HEAD = "Etternavn;Fornavn;Klasse;Kjønn\n"
ASKED = "Tidsmerke,Hva heter du?,Hvem vil du helst være sammen med i friminuttene?\n"
ANSWERS = (
    ("Ine Aas", '"Ola Berg, Kari Dahl"'),
    ("Ola Berg", "Ine Aas"),
    ("Kari Dahl", "Ine Aas"),
    ("Per Eik", "Ola Berg"),
)


def _write(
    folder: Path, day: str, pupils: tuple[str, ...] = PUPILS, answers=ANSWERS
) -> SchoolClass:
    folder.mkdir(parents=True)
    rows = [f"{one};8C;{'jente' if i % 2 else 'gutt'}" for i, one in enumerate(pupils)]
    (folder / "klasseliste.csv").write_text(LIST_HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    lines = [f"{day} 09:0{i},{who},{named}" for i, (who, named) in enumerate(answers)]
    (folder / "svar.csv").write_text(ASKED + "\n".join(lines) + "\n", encoding="utf-8")
    return read_class(folder, purpose="preventive")


def _open(root: Path, today: date = TODAY) -> Workspace:
    return open_workspace(root / "data", key_file=root / "keys" / "names.key", today=today)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    workspace = _open(tmp_path)
    yield workspace
    workspace.close()


def test_nobody_reads_into_a_class_of_others(empty: Workspace, tmp_path: Path) -> None:
    klass = _write(tmp_path / "høst", "2025-10-07")
    other = Viewer(Role.TEACHER, own=frozenset())
    assert empty.plan_import(other, klass, school="Vika skole").class_id == ""
    made = empty.import_class(Role.SMT, klass, school="Vika skole").class_id
    later = _write(tmp_path / "vår", "2026-03-10")
    for ask in (empty.plan_import, empty.import_class):
        with pytest.raises(AccessDeniedError):
            ask(other, later)
    assert len(empty.rounds(Role.SMT, made)) == 1
    empty.import_class(Viewer(Role.TEACHER, own=frozenset({made})), later)
    assert len(empty.rounds(Role.SMT, made)) == 2


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = _open(tmp_path_factory.mktemp("demo"))
    workspace.install_demo(Role.SMT)
    yield workspace
    workspace.close()


@pytest.fixture
def small(empty: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with one class of five and two rounds."""
    empty.import_class(Role.SMT, _write(tmp_path / "høst", "2025-10-07"), school="Vika skole")
    empty.import_class(Role.SMT, _write(tmp_path / "vår", "2026-03-10"), school="Vika skole")
    return empty


# -- the invented school ---------------------------------------------------------------------------


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
    again = _open(tmp_path)
    assert again.portrait(Role.SMT, "8C", "2026-03") == made
    assert again.findings(Role.SMT, "8C", "2026-03") == small.findings(Role.SMT, "8C", "2026-03")
    again.close()


def test_a_round_is_seen_beside_the_one_just_before(small: Workspace, tmp_path: Path) -> None:
    small.import_class(Role.SMT, _write(tmp_path / "mai", "2026-05-05"))
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


# -- importing -------------------------------------------------------------------------------------


def test_pupils_keep_their_ids_over_rounds(small: Workspace) -> None:
    record = small.class_record(Role.SMT, "8C")
    assert [r.key for r in record.rounds] == ["2025-10", "2026-03"]
    first, second = ({s.pupil for s in r.sheets} for r in record.rounds)
    assert first == second
    names = small.names(Role.TEACHER, "8C")
    assert [names[p].full for p in record.roster.ids] == [
        "Ine Aas", "Ola Berg", "Kari Dahl", "Per Eik", "Liv Foss",
    ]  # fmt: skip
    by_name = {names[s.pupil].full: s for s in record.rounds[0].sheets}
    (question,) = record.rounds[0].questions
    named = [names[p].full for p in by_name["Ine Aas"].named[question.key]]
    assert named == ["Ola Berg", "Kari Dahl"]
    assert by_name["Per Eik"].state(question.key) is AnswerState.NAMED
    assert "Liv Foss" not in by_name  # absent, and still on the list
    graph = small.graph(Role.TEACHER, "8C", "2025-10")
    assert (len(graph), int(graph.answered(question.key).sum())) == (5, 4)


def test_ids_are_issued_by_the_store_and_say_nothing(small: Workspace) -> None:
    for pupil in small.roster(Role.SMT, "8C").ids:
        assert pupil.startswith("p")
        assert len(pupil) == 11
    random = [pupil.lower() for pupil in small.roster(Role.SMT, "8C").ids]
    assert not all("8c" in pupil for pupil in random), "one may hold it by chance, not all"


def test_the_same_import_twice_changes_nothing(small: Workspace, tmp_path: Path) -> None:
    before = small.class_record(Role.SMT, "8C"), small.rounds(Role.SMT, "8C")
    plan = small.import_class(Role.SMT, _write(tmp_path / "igjen", "2026-03-10"))
    assert (plan.rounds_same, plan.rounds_new, plan.new) == (("2026-03",), (), ())
    assert (small.class_record(Role.SMT, "8C"), small.rounds(Role.SMT, "8C")) == before


def test_other_answers_to_the_same_round_are_asked_about(small: Workspace, tmp_path: Path) -> None:
    other = _write(tmp_path / "ny", "2026-03-11", answers=ANSWERS[:3])
    plan = small.plan_import(Role.SMT, other)
    assert (plan.rounds_changed, plan.open_questions) == (("2026-03",), 1)
    before = small.class_record(Role.SMT, "8C")
    with pytest.raises(ImportQuestionsError) as caught:
        small.import_class(Role.SMT, other)
    assert caught.value.changed_rounds == 1
    assert small.class_record(Role.SMT, "8C") == before
    small.import_class(Role.SMT, other, decisions=ImportDecisions(replace=True))
    newest = small.rounds(Role.SMT, "8C")[-1]
    assert (newest.version, newest.n_answered) == (2, 3)


def test_somebody_gone_from_the_list_is_asked_about(small: Workspace, tmp_path: Path) -> None:
    later = _write(tmp_path / "uten", "2026-04-01", PUPILS[:4])
    (gone,) = small.plan_import(Role.SMT, later).not_on_list
    assert small.names(Role.SMT, "8C")[gone].full == "Liv Foss"
    with pytest.raises(ImportQuestionsError):
        small.import_class(Role.SMT, later)
    decisions = ImportDecisions(left={gone: date(2026, 3, 20)})
    small.import_class(Role.SMT, later, decisions=decisions)
    assert len(small.graph(Role.SMT, "8C", "2026-03")) == 5
    assert len(small.graph(Role.SMT, "8C", "2026-04")) == 4


def test_answers_are_kept_to_the_end_of_the_school_year(small: Workspace) -> None:
    assert {r.delete_after for r in small.rounds(Role.SMT, "8C")} == {date(2026, 7, 31)}
    assert last_day(date(2026, 3, 1), date(2026, 8, 20)) == date(2027, 7, 31)
    assert last_day(date(2025, 10, 1), TODAY, date(2026, 5, 1)) == date(2026, 5, 1)
    for never in (date(2027, 4, 2), date(2026, 3, 31)):
        with pytest.raises(StoreError, match="twelve months"):
            last_day(date(2025, 10, 1), TODAY, never)


def test_after_their_last_day_answers_are_gone_and_the_portrait_remains(
    small: Workspace, tmp_path: Path
) -> None:
    made = small.portrait(Role.SMT, "8C", "2026-03")
    found = small.findings(Role.SMT, "8C", "2026-03")
    small.close()
    later = _open(tmp_path, date(2026, 8, 1))
    assert later.class_record(Role.SMT, "8C").rounds == ()
    with pytest.raises(AnswersDeletedError):
        later.graph(Role.SMT, "8C", "2026-03")
    assert later.portrait(Role.SMT, "8C", "2026-03") == made
    assert later.findings(Role.SMT, "8C", "2026-03") == found
    with pytest.raises(AnswersDeletedError):
        later.portrait(Role.SMT, "8C", "2025-10")  # never made while the answers were there
    assert any(line.action == "purge" for line in later.audit(Role.SMT))
    later.close()


def _before_and_after_the_deletion(
    root: Path, *, looked: bool
) -> tuple[SocialPortrait | None, Workspace]:
    """Read in a spring and an autumn round, and open the place when the spring's day has passed."""
    space = _open(root, date(2026, 3, 20))
    space.import_class(Role.SMT, _write(root / "vår", "2026-03-10"), school="Vika skole")
    later = (("Ine Aas", "Kari Dahl"), *ANSWERS[1:])
    space.import_class(Role.SMT, _write(root / "ny høst", "2026-10-06", answers=later))
    made = space.portrait(Role.SMT, "8C", "2026-10") if looked else None
    space.close()
    return made, _open(root, date(2026, 11, 1))


def test_a_comparison_made_before_last_years_answers_were_deleted_is_kept(tmp_path: Path) -> None:
    made, space = _before_and_after_the_deletion(tmp_path, looked=True)
    assert made is not None
    assert made.previous_wave == "2026-03"
    assert made.changes
    assert space.portrait(Role.SMT, "8C", "2026-10") == made
    gone = space.deleted_before(Role.SMT, "8C", "2026-10")
    assert gone == DeletedRound("2026-03", date(2026, 3, 10), date(2026, 11, 1), compared=True)
    assert space.deleted_before(Role.SMT, "8C", "2026-03") is None
    with pytest.raises(AnswersDeletedError):
        space.graph(Role.SMT, "8C", "2026-03")
    space.close()
    much_later = _open(tmp_path, date(2027, 8, 1))  # this round's own answers go too
    with pytest.raises(AnswersDeletedError):
        much_later.graph(Role.SMT, "8C", "2026-10")
    assert much_later.portrait(Role.SMT, "8C", "2026-10") == made
    much_later.close()


def test_what_adults_see_later_does_not_cost_the_comparison(tmp_path: Path) -> None:
    made, space = _before_and_after_the_deletion(tmp_path, looked=True)
    pupils = space.roster(Role.SMT, "8C").ids
    with space._store.work() as work:
        seen = Observation(date(2026, 10, 8), "skolegården", pupils[:2], "Spiller ball")
        work.people.save_observations("8C", [seen])
    assert space.portrait(Role.SMT, "8C", "2026-10") == made
    space.close()


def test_without_a_comparison_kept_it_is_said_that_there_is_none(tmp_path: Path) -> None:
    _, space = _before_and_after_the_deletion(tmp_path, looked=False)
    portrait = space.portrait(Role.SMT, "8C", "2026-10")
    assert (portrait.previous_wave, portrait.changes) == ("", ())
    gone = space.deleted_before(Role.SMT, "8C", "2026-10")
    assert gone is not None
    assert not gone.compared
    space.close()


def test_other_answers_than_those_compared_have_no_comparison(tmp_path: Path) -> None:
    _, space = _before_and_after_the_deletion(tmp_path, looked=True)
    other = _write(tmp_path / "rettet", "2026-10-06", answers=ANSWERS[:3])
    space.import_class(Role.SMT, other, decisions=ImportDecisions(replace=True))
    portrait = space.portrait(Role.SMT, "8C", "2026-10")
    assert portrait.previous_wave == ""
    assert not space.deleted_before(Role.SMT, "8C", "2026-10").compared
    space.close()


def test_the_trend_outlives_the_answers(demo: Workspace, tmp_path: Path) -> None:
    own = _open(tmp_path)
    for folder in sorted(sample_folder().glob("klasse_*")):
        own.import_class(Role.SMT, read_class(folder, purpose="preventive"))
    before = own.trend(Role.SMT)
    own.close()
    later = _open(tmp_path, date(2026, 8, 1))
    assert all(later.class_record(Role.SMT, one).rounds == () for one in ("5A", "7C"))
    assert later.trend(Role.SMT) == before
    assert len(before) == len(demo.trend(Role.SMT)) > 0
    later.close()


# -- checks and choices ----------------------------------------------------------------------------


def _choice(*findings: str) -> Choice:
    return Choice(
        "T02", findings, "…", "laget", TODAY, date(2026, 6, 1), "flere med", "laget", TODAY
    )


def test_a_decision_rests_on_checked_findings_only(small: Workspace) -> None:
    where = (Role.TEACHER, "8C", "2025-10")
    first, *_ = small.findings(*where)
    with pytest.raises(UncheckedFindingError):
        small.choose(*where, _choice(first.id))
    doubted = Check(first.id, "Kari", TODAY, "Spurte elevene", holds=False)
    small.check_finding(*where, doubted)
    assert small.checks(*where) == (doubted,)
    with pytest.raises(UncheckedFindingError):
        small.choose(*where, _choice(first.id))
    held = replace(doubted, holds=True, how="Så det selv")
    small.check_finding(*where, held)
    small.choose(*where, _choice(first.id))
    assert small.checks(*where) == (held,)
    assert small.choices(Role.SMT, "8C") == (_choice(first.id),)
    assert [line.action for line in small.audit(Role.SMT)][-3:] == ["check", "check", "choose"]


def test_a_decision_rests_on_findings_of_that_round(small: Workspace) -> None:
    for findings in ((), ("0123456789ab",)):
        with pytest.raises(StoreError, match="must rest on findings"):
            small.choose(Role.SMT, "8C", "2025-10", _choice(*findings))
    with pytest.raises(StoreError, match="no such finding"):
        small.check_finding(Role.SMT, "8C", "2025-10", Check("x", "Kari", TODAY, "…"))


def test_what_was_tried_is_known_to_the_proposals(demo: Workspace) -> None:
    where = (Role.SMT, "7A", "2025-10")
    offered = demo.proposals(*where)
    assert 0 < len(offered) <= 5
    proposal = offered[0]
    for finding in proposal.findings:
        demo.check_finding(*where, Check(finding, "Kari", TODAY, "Så det selv"))
    choice = replace(_choice(*proposal.findings), action=proposal.action.id)
    demo.choose(*where, choice)
    tried = {p.action.id: p.tried for p in demo.proposals(*where)}
    assert tried[proposal.action.id] == 1


# -- who may see what ------------------------------------------------------------------------------


def test_leadership_sees_trends_and_nothing_else(demo: Workspace) -> None:
    role, where = Role.LEADERSHIP, ("7A", "2025-10")
    check = Check("x", "y", TODAY, "z")
    asked = [
        lambda: demo.classes(role),
        lambda: demo.rounds(role, "7A"),
        lambda: demo.roster(role, "7A"),
        lambda: demo.names(role, "7A"),
        lambda: demo.class_record(role, "7A"),
        lambda: demo.graph(role, *where),
        lambda: demo.portrait(role, *where),
        lambda: demo.findings(role, *where),
        lambda: demo.checks(role, *where),
        lambda: demo.check_finding(role, *where, check),
        lambda: demo.proposals(role, *where),
        lambda: demo.choose(role, *where, _choice("x")),
        lambda: demo.choices(role, "7A"),
        lambda: demo.trend(role, class_id="7A"),
        lambda: demo.erase_class(role, "7A"),
        lambda: demo.erase_pupil(role, "7A", "p"),
        lambda: demo.audit(role),
    ]
    for ask in asked:
        with pytest.raises(AccessDeniedError):
            ask()
    series = demo.trend(role)
    assert {(one.kind.value, one.unit) for one in series} == {
        ("school", ""), ("grade", "5"), ("grade", "7"),
    }  # fmt: skip
    assert [one.unit for one in demo.trend(role, grade=7)] == ["7"]


def test_a_teacher_sees_the_own_class_with_names_and_no_raw_answers(demo: Workspace) -> None:
    mine = Viewer(Role.TEACHER, own=frozenset({"7A"}))
    assert [c.class_id for c in demo.classes(mine)] == ["7A"]
    assert demo.names(mine, "7A")
    assert (
        demo.portrait(mine, "7A", "2025-10").relations[0].participation.gate
        is not Gate.NOTHING_NAMED
    )
    assert {one.unit for one in demo.trend(mine)} == {"7A"}
    with pytest.raises(AccessDeniedError):
        demo.class_record(mine, "7A")
    for other in (lambda: demo.names(mine, "7B"), lambda: demo.trend(mine, class_id="7B")):
        with pytest.raises(AccessDeniedError):
            other()
    assert not demo.may(mine, Fetch.RAW_ANSWERS)


def test_a_protected_pupil_has_no_name_in_any_view(empty: Workspace, tmp_path: Path) -> None:
    klass = _write(tmp_path / "høst", "2025-10-07")
    first, *rest = klass.roster.pupils
    roster = replace(klass.roster, pupils=(replace(first, protected=True), *rest))
    hidden = replace(klass, record=replace(klass.record, roster=roster))
    empty.import_class(Role.SMT, hidden)
    assert len(empty.roster(Role.SMT, "8C").ids) == 5
    for role in (Role.SMT, Role.TEACHER):
        assert sorted(n.full for n in empty.names(role, "8C").values()) == [
            "Kari Dahl", "Liv Foss", "Ola Berg", "Per Eik",
        ]  # fmt: skip
    again = empty.import_class(Role.SMT, _write(tmp_path / "vår", "2026-03-10"))
    assert (len(again.kept), again.new) == (5, ())  # recognised, and still protected
    assert len(empty.names(Role.SMT, "8C")) == 4


# -- erasing ---------------------------------------------------------------------------------------


def test_an_erased_pupil_is_in_no_answer(small: Workspace) -> None:
    made = small.portrait(Role.SMT, "8C", "2026-03")
    names = small.names(Role.SMT, "8C")
    (ine,) = (p for p, name in names.items() if name.full == "Ine Aas")
    erased = small.erase_pupil(Role.SMT, "8C", ine)
    assert (erased.answer_sheets, erased.mentions, erased.portraits) == (2, 4, 1)
    after = small.portrait(Role.SMT, "8C", "2026-03")
    assert ine in made.pupils
    assert ine not in after.pupils
    assert ine not in repr(small.class_record(Role.SMT, "8C"))


def test_an_erased_class_is_gone(small: Workspace) -> None:
    small.erase_class(Role.SMT, "8C")
    assert small.classes(Role.SMT) == ()
    with pytest.raises(KeyError):
        small.graph(Role.SMT, "8C", "2025-10")
    assert [line.class_id for line in small.audit(Role.SMT) if line.action == "erase_class"] == [
        "8C"
    ]


def test_nothing_about_the_workspace_tells_of_its_content(small: Workspace) -> None:
    assert repr(small) == "<Workspace on <Store sqlite>>"

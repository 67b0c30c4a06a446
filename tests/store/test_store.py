"""What goes into the store comes out the same, all of it or nothing."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.store import Store, content_of
from skolemiljo_analytics.tables.records import AnswerSheet, Observation
from skolemiljo_analytics.vocabulary import AnswerState
from tests.store.examples import ADA, BO, CAI, DU, NAMES, roster, suspicion_round


def test_a_class_comes_back_as_it_was(filled: Store) -> None:
    with filled.read() as work:
        assert work.people.roster("7A") == roster()
        assert dict(work.people.names("7A")) == NAMES
        assert list(work.people.names("7A")) == [ADA, BO, CAI, DU]
        assert work.rounds.read("7A", "2025-10") == suspicion_round()
        assert work.rounds.read_all("7A") == (suspicion_round(),)
        (info,) = work.rounds.infos("7A")
        (klass,) = work.people.classes()
    assert (info.version, info.n_asked, info.n_answered) == (1, 4, 2)
    assert (klass.label, klass.grade, klass.n_pupils, klass.invented) == ("7A", 7, 4, False)


def test_four_kinds_of_nothing_stay_four(filled: Store) -> None:
    with filled.read() as work:
        sheets = {s.pupil: s for s in work.rounds.read("7A", "2025-10").sheets}
    assert sheets[BO].state("friminutt") is AnswerState.NAMED
    assert sheets[ADA].state("friminutt") is AnswerState.NOBODY
    assert sheets[BO].state("bråk") is AnswerState.SKIPPED
    assert sheets[DU].state("friminutt") is AnswerState.ABSENT
    assert CAI not in sheets


def test_other_answers_make_another_version_and_lose_nothing(filled: Store) -> None:
    changed = replace(suspicion_round(), sheets=suspicion_round().sheets[:2])
    with filled.work() as work:
        work.rounds.add("7A", changed, n_asked=4, delete_after=None)
    with filled.read() as work:
        assert work.rounds.read("7A", "2025-10") == changed
        assert [i.version for i in work.rounds.infos("7A")] == [2]
    with filled.work() as work:
        assert work.retention.purge(date(2026, 8, 1)) == 1  # the first version was still there


def test_content_does_not_depend_on_the_order_of_the_sheets() -> None:
    one = suspicion_round()
    assert content_of(one) == content_of(replace(one, sheets=one.sheets[::-1]))
    first, *rest = one.sheets
    other = replace(first, named={"friminutt": (ADA, DU)})
    assert content_of(one) != content_of(replace(one, sheets=(other, *rest)))


def test_an_unknown_round_says_which_there_are(filled: Store) -> None:
    with filled.read() as work, pytest.raises(KeyError, match="2025-10"):
        work.rounds.read("7A", "2024-10")


def test_observations_come_back_once(filled: Store) -> None:
    seen = Observation(date(2025, 9, 3), "skolegården", (BO, ADA), "Sto alene ved gjerdet.", "vakt")
    for _ in range(2):
        with filled.work() as work:
            work.people.save_observations("7A", [seen])
    with filled.read() as work:
        assert work.people.observations("7A") == (seen,)


def test_two_classes_may_be_called_the_same(filled: Store) -> None:
    with filled.work() as work:
        other = work.people.add_school("En annen", invented=True)
        assert work.people.add_class(other.school_id, "7A", 7) == "7A-2"
    with filled.read() as work:
        assert [c.class_id for c in work.people.classes(other.school_id)] == ["7A-2"]
        assert {c.label for c in work.people.classes()} == {"7A"}


def test_a_unit_of_work_that_fails_leaves_nothing(filled: Store) -> None:
    def fail_midway() -> None:
        with filled.work() as work:
            work.people.add_school("Halvveis")
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        fail_midway()
    with filled.read() as work:
        assert [s.name for s in work.people.schools()] == ["Skolen"]


def test_reading_keeps_nothing_it_writes(filled: Store) -> None:
    with filled.read() as work:
        work.people.add_school("Skulle ikke vært her")
    with filled.read() as work:
        assert len(work.people.schools()) == 1


def test_answers_of_somebody_not_on_any_list_are_refused_without_quoting_them(
    filled: Store,
) -> None:
    stranger = AnswerSheet("pstranger", {"friminutt": AnswerState.NOBODY})  # type: ignore[arg-type]
    strange = replace(suspicion_round("2026-03"), sheets=(stranger,))
    with pytest.raises(StoreError) as caught, filled.work() as work:
        work.rounds.add("7A", strange, n_asked=4, delete_after=None)
    assert "pstranger" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    with filled.read() as work:
        assert [i.key for i in work.rounds.infos("7A")] == ["2025-10"]


def test_writers_in_many_threads_wait_for_each_other(store: Store) -> None:
    def add(number: int) -> None:
        for part in range(5):
            with store.work() as work:
                known = len(work.people.schools())
                work.people.add_school(f"Skole {number}-{part} etter {known}")

    threads = [threading.Thread(target=add, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as work:
        names = [s.name for s in work.people.schools()]
    # Each writer saw every school written before it: no two counted the same number.
    assert sorted(int(n.rsplit(" ", 1)[1]) for n in names) == list(range(30))


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_process_loses_nothing_that_was_confirmed(places: tuple[Path, Path]) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from skolemiljo_analytics.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "for number in range(3):\n"
        "    with store.work() as work:\n"
        "        school = work.people.add_school(f'Skole {number}')\n"
        "        work.people.add_class(school.school_id, f'{number}A', number)\n"
        "    print(f'confirmed {number}', flush=True)\n"
        "with store.work() as work:\n"
        "    work.people.add_school('Halvferdig')\n"
        "    print('midway', flush=True)\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, places)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(4)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert said == ["confirmed 0", "confirmed 1", "confirmed 2", "midway"]
    store = Store.open(*places)
    with store.read() as work:
        assert [s.name for s in work.people.schools()] == ["Skole 0", "Skole 1", "Skole 2"]
        assert [c.label for c in work.people.classes()] == ["0A", "1A", "2A"]
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_only_the_owner_may_read_the_files(filled: Store, places: tuple[Path, Path]) -> None:
    data, key = places
    for file in (*data.parent.iterdir(), key):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.suffix


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "notes.sqlite"
    file.parent.mkdir()
    file.write_text("This is a shopping list, and a long one at that. " * 50)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="Nothing was changed"):
        Store.open(file, tmp_path / "key")
    assert file.read_bytes() == before


def test_the_journal_tells_what_was_done(filled: Store) -> None:
    with filled.work() as work:
        work.journal.add_import("7A", "smt", '{"rows": 4}', "{}")
        work.journal.note("smt", "import", "7A", 3)
    with filled.read() as work:
        (entry,) = work.journal.imports("7A")
        (line,) = work.journal.audit()
    assert (entry.role, entry.report, entry.decisions) == ("smt", '{"rows": 4}', "{}")
    assert (line.role, line.action, line.class_id, line.count) == ("smt", "import", "7A", 3)
    assert line.at.tzinfo is not None

"""What must go is gone: from the tables, and from the bytes of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import AnswersDeletedError, StoreError
from skolemiljo_analytics.store import Store, end_of_school_year
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import AnswerState
from tests.store.examples import ADA, BO, CAI, DU, roster, suspicion_round


def _all_bytes(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(data.parent.iterdir()))


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2025, 8, 1), date(2026, 7, 31)),
        (date(2025, 12, 31), date(2026, 7, 31)),
        (date(2026, 1, 1), date(2026, 7, 31)),
        (date(2026, 7, 31), date(2026, 7, 31)),
    ],
)
def test_the_school_year_ends_on_the_last_of_july(day: date, end: date) -> None:
    assert end_of_school_year(day) == end


def test_answers_are_kept_through_their_last_day(filled: Store) -> None:
    with filled.work() as work:
        assert work.retention.purge(date(2026, 7, 31)) == 0
    with filled.read() as work:
        assert work.rounds.read("7A", "2025-10") == suspicion_round()


def test_after_the_last_day_the_answers_are_gone_and_it_says_so(filled: Store) -> None:
    with filled.work() as work:
        assert work.retention.purge(date(2026, 8, 1)) == 1
        assert work.retention.purge(date(2026, 8, 2)) == 0
    with filled.read() as work:
        assert work.rounds.read_all("7A") == ()
        (info,) = work.rounds.infos("7A")
        assert (info.n_answered, info.answers_deleted_on) == (2, date(2026, 8, 1))
        with pytest.raises(AnswersDeletedError):
            work.rounds.read("7A", "2025-10")


def test_an_erased_pupil_is_nowhere(filled: Store, places: tuple[Path, Path]) -> None:
    alone = Observation(date(2025, 9, 3), "gangen", (DU,), "…")
    together = Observation(date(2025, 9, 4), "gangen", (DU, BO), "…")
    with filled.work() as work:
        work.people.save_observations("7A", [alone, together])
    filled.scrub()
    assert DU.encode() in _all_bytes(places[0])
    with filled.work() as work:
        erased = work.retention.erase_pupil(DU)
    assert filled.scrub()
    assert (erased.answer_sheets, erased.mentions, erased.texts_to_read) == (1, 1, 2)
    assert DU.encode() not in _all_bytes(places[0])
    with filled.read() as work:
        assert DU not in work.people.names("7A")
        assert work.people.roster("7A").ids == (ADA, BO, CAI)
        (seen,) = work.people.observations("7A")
        assert seen.pupils == (BO,)
        answers = work.rounds.read("7A", "2025-10")
    (sheet,) = (s for s in answers.sheets if s.pupil == BO)
    assert sheet.named["friminutt"] == (ADA,)
    assert sheet.state("friminutt") is AnswerState.NAMED


def test_an_erased_class_takes_only_its_own_pupils(filled: Store) -> None:
    with filled.work() as work:
        (school,) = work.people.schools()
        other = work.people.add_class(school.school_id, "7B", 7)
        work.people.save_roster(replace(roster(other), pupils=roster(other).pupils[:1]))
        work.retention.erase_class("7A")
    with filled.read() as work:
        assert [c.class_id for c in work.people.classes()] == ["7B"]
        assert list(work.people.names("7B")) == [ADA]
        assert work.rounds.infos("7A") == ()
        with pytest.raises(StoreError, match="no such pupil"):
            work.retention.erase_pupil(BO)


def test_what_is_not_there_cannot_be_erased(filled: Store) -> None:
    with filled.work() as work, pytest.raises(StoreError, match="no such class"):
        work.retention.erase_class("8A")

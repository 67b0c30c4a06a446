"""What goes when it must, and what remains: answers after their last day, pupils, classes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import (
    AnswersDeletedError,
    StoreError,
)
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.samples.school import sample_folder
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.earlier import DeletedRound
from skolemiljo_analytics.workflows.importing import ImportDecisions, last_day
from skolemiljo_analytics.workflows.read_class import read_class
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.workflows.small_school import ANSWERS, TODAY, open_place, write_class


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
    later = open_place(tmp_path, date(2026, 8, 1))
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
    space = open_place(root, date(2026, 3, 20))
    space.import_class(Role.SMT, write_class(root / "vår", "2026-03-10"), school="Vika skole")
    later = (("Ine Aas", "Kari Dahl"), *ANSWERS[1:])
    space.import_class(Role.SMT, write_class(root / "ny høst", "2026-10-06", answers=later))
    made = space.portrait(Role.SMT, "8C", "2026-10") if looked else None
    space.close()
    return made, open_place(root, date(2026, 11, 1))


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
    much_later = open_place(tmp_path, date(2027, 8, 1))  # this round's own answers go too
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
    other = write_class(tmp_path / "rettet", "2026-10-06", answers=ANSWERS[:3])
    space.import_class(Role.SMT, other, decisions=ImportDecisions(replace=True))
    portrait = space.portrait(Role.SMT, "8C", "2026-10")
    assert portrait.previous_wave == ""
    assert not space.deleted_before(Role.SMT, "8C", "2026-10").compared
    space.close()


def test_the_trend_outlives_the_answers(demo: Workspace, tmp_path: Path) -> None:
    own = open_place(tmp_path)
    for folder in sorted(sample_folder().glob("klasse_*")):
        own.import_class(Role.SMT, read_class(folder, purpose="preventive"))
    before = own.trend(Role.SMT)
    own.close()
    later = open_place(tmp_path, date(2026, 8, 1))
    assert all(later.class_record(Role.SMT, one).rounds == () for one in ("5A", "7C"))
    assert later.trend(Role.SMT) == before
    assert len(before) == len(demo.trend(Role.SMT)) > 0
    later.close()


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

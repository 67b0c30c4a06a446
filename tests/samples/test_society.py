from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from skolemiljo_analytics.samples.society import Society
from skolemiljo_analytics.samples.stories import STORIES, ClassStory, RoundStory
from skolemiljo_analytics.samples.survey import SCALE_ITEMS
from skolemiljo_analytics.vocabulary import Polarity, Purpose

SEED = 2025
EVERY_CLASS = pytest.mark.parametrize("story", STORIES, ids=lambda s: s.class_id)


def society(class_id: str) -> Society:
    return Society(next(s for s in STORIES if s.class_id == class_id), SEED)


def choices(group: Society, time: RoundStory, key: str) -> set[tuple[int, int]]:
    return {(a.pupil, j) for a in group.answers(time) for j in a.named.get(key, ())}


def mutual(pairs: set[tuple[int, int]], i: int) -> set[int]:
    return {j for a, j in pairs if a == i and (j, i) in pairs}


@EVERY_CLASS
def test_a_class_has_24_to_28_pupils_and_people_come_and_go(story: ClassStory) -> None:
    group = Society(story, SEED)
    present = [set(group.present(time)) for time in story.rounds]
    assert all(24 <= len(here) <= 28 for here in present)
    assert any(later - earlier for earlier, later in pairwise(present))
    assert any(earlier - later for earlier, later in pairwise(present))


@EVERY_CLASS
def test_answers_are_those_a_pupil_could_give(story: ClassStory) -> None:
    group = Society(story, SEED)
    for time in story.rounds:
        here = set(group.present(time))
        answers = group.answers(time)
        assert len(answers) == len(here) - time.absent
        for one in answers:
            for named in one.named.values():
                assert len(named) <= 3
                assert len(set(named)) == len(named)
                assert set(named) <= here - {one.pupil}
            assert all(1 <= value <= 5 for value in one.scales.values())


def test_the_four_kinds_of_nothing_all_happen() -> None:
    skipped = unticked = nobody = 0
    for story in STORIES:
        group = Society(story, SEED)
        for time in story.rounds:
            keys = {q.key for q in group.questions(time)}
            for one in group.answers(time):
                skipped += len(keys - set(one.named))
                unticked += len(SCALE_ITEMS) - len(one.scales)
                nobody += sum(named == () for named in one.named.values())
    assert skipped > 10
    assert unticked > 10
    assert nobody > 10


def test_only_the_round_on_suspicion_asks_who_decides() -> None:
    for story in STORIES:
        group = Society(story, SEED)
        for time in story.rounds:
            negative = any(q.polarity is Polarity.NEGATIVE for q in group.questions(time))
            assert negative == (time.purpose is Purpose.SUSPICION)
    held = [t.purpose for s in STORIES for t in s.rounds]
    assert held.count(Purpose.SUSPICION) == 1


def test_7a_chooses_within_gender_and_circle() -> None:
    group = society("7A")
    for time in group.story.rounds:
        pairs = choices(group, time, "friminutt")
        same = [group.pupils[i].gender == group.pupils[j].gender for i, j in pairs]
        assert sum(same) > 0.9 * len(same)


def test_7b_follows_few_and_one_pupil_goes_unnamed_later() -> None:
    group = society("7B")
    unnamed = []
    for time in group.story.rounds:
        heard = Counter(j for _, j in choices(group, time, "ideer"))
        assert sum(n for _, n in heard.most_common(3)) > 0.7 * heard.total()
        wanted = {j for key in ("friminutt", "gruppearbeid") for _, j in choices(group, time, key)}
        unnamed.append(set(group.present(time)) - wanted)
    assert not unnamed[0]
    assert unnamed[1] & unnamed[2]


def test_7c_loses_ties_and_finds_them_again() -> None:
    group = society("7C")
    before, between, after = (choices(group, t, "friminutt") for t in group.story.rounds)
    stay = set.intersection(*(set(group.present(t)) for t in group.story.rounds))
    lost = {i for i in stay if mutual(before, i) and not mutual(between, i)}
    again = {i for i in lost if mutual(after, i) & mutual(before, i)}
    assert len(again) >= 2


@pytest.mark.parametrize("class_id", ["5A", "5B"])
def test_5a_and_5b_do_not_follow_gender(class_id: str) -> None:
    group = society(class_id)
    for time in group.story.rounds:
        pairs = choices(group, time, "friminutt")
        same = [group.pupils[i].gender == group.pupils[j].gender for i, j in pairs]
        assert 0.3 * len(same) < sum(same) < 0.65 * len(same)

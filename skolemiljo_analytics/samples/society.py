"""Who names whom in an invented class, round by round.

Every pair of pupils has a closeness that lasts; a round adds a little of its own. A pupil names
those to whom the sum is largest. Only additions and comparisons, so that the choices are the same
on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from skolemiljo_analytics.samples.delicate import Delicate
from skolemiljo_analytics.samples.draws import Draws
from skolemiljo_analytics.samples.pupils import Pupil, pupils_of
from skolemiljo_analytics.samples.stories import ClassStory, RoundStory
from skolemiljo_analytics.samples.survey import CHOICE_QUESTIONS, ON_SUSPICION, SCALE_ITEMS
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Purpose, QuestionKind

__all__ = ["Answers", "Society"]

Grid = tuple[tuple[float, ...], ...]

_NEVER = -100.0
_SKIPS = 0.02
_NOBODY = {"friminutt": 0.02, "gruppearbeid": 0.02, "sammen": 0.02, "ideer": 0.05, "bestemmer": 0.1}


@dataclass(frozen=True)
class Answers:
    """One pupil's answers in one round; a question that was skipped is in neither mapping.

    `named` maps a question to positions in the class list; an empty tuple is the answer "nobody".
    `rated` maps positions to ratings.
    """

    pupil: int
    named: Mapping[str, tuple[int, ...]]
    scales: Mapping[str, int]
    rated: Mapping[int, int] = field(default_factory=dict)


class Society:
    """An invented class over time, from its story and a seed."""

    def __init__(self, story: ClassStory, seed: int) -> None:
        self.story = story
        self.pupils = pupils_of(story.class_id)
        self._seed = seed
        self._circle = self._deal_circles()
        self._lasting = self._closeness("lasting", shared=1.0, own=0.3)
        self._work = self._closeness("work", shared=0.5, own=0.5)
        self._appeal = [self.draws("appeal", str(i)).share() for i in self._everyone]
        stay = self.draws("special").shuffled(i for i in self._everyone if self._stays(i))
        self._heard = frozenset(stay[: story.concentrated])
        self._apart = stay[-1] if story.unchosen_in else None
        self._delicate = Delicate(stay, self._circle)
        self._friends = self._friends_of(stay[-2:], stay) if story.lost_in else {}

    def questions(self, time: RoundStory) -> tuple[Question, ...]:
        """Return the questions about classmates asked that time."""
        suspicion = time.purpose is Purpose.SUSPICION
        return (*CHOICE_QUESTIONS, *ON_SUSPICION) if suspicion else CHOICE_QUESTIONS

    def present(self, time: RoundStory) -> tuple[int, ...]:
        """Return the positions of those on the class list that day."""
        return tuple(i for i in self._everyone if self.pupils[i].present_on(time.held_on))

    def answers(self, time: RoundStory) -> tuple[Answers, ...]:
        """Return the answers of everyone who was at school that day, in the order of the list."""
        here = self.present(time)
        away = frozenset(self.draws("away", time.key).shuffled(here)[: time.absent])
        return tuple(self._answers_of(i, here, time) for i in here if i not in away)

    def seen_together(self, time: RoundStory, n: int) -> tuple[tuple[int, ...], ...]:
        """Return n small groups of one circle each, as adults might see them around a round.

        The pupil nobody names stands with others every second time: to be with is one thing, to be
        chosen another.
        """
        here = [i for i in self.present(time) if i != self._apart]
        seen = []
        for number in range(n):
            draws = self.draws("seen", time.key, str(number))
            circle = self._circle[draws.pick(here)]
            near = draws.shuffled(i for i in here if self._circle[i] == circle)[: 2 + number % 2]
            beside = [self._apart] if self._apart is not None and number % 2 else []
            seen.append(tuple(sorted((*near, *beside))))
        return tuple(seen)

    # -- one pupil -------------------------------------------------------------------------------

    def _answers_of(self, i: int, here: Sequence[int], time: RoundStory) -> Answers:
        draws = self.draws("answers", time.key, str(i))
        named = {}
        asked = self.questions(time)
        for question in (q for q in asked if q.key in _NOBODY):
            skipped, nobody = draws.happens(_SKIPS), draws.happens(_NOBODY[question.key])
            many = 3 - draws.happens(0.22) - draws.happens(0.08)
            if not skipped:
                named[question.key] = (
                    () if nobody else self._named_by(i, here, question, time)[:many]
                )
        scales = {
            item.key: self._felt(i, item.key, time)
            for item in SCALE_ITEMS
            if not draws.happens(_SKIPS)
        }
        if len(asked) > len(CHOICE_QUESTIONS):
            near = self._named_by(i, here, CHOICE_QUESTIONS[0], time)
            named |= self._delicate.answers(i, near, self.draws("delicate", time.key, str(i)))
        return Answers(i, named, scales, self._rated_by(i, here, time) if time.rated else {})

    def _rated_by(self, i: int, here: Sequence[int], time: RoundStory) -> Mapping[int, int]:
        """Rate every classmate: the nearest 5, then fewer and fewer; some never use the lowest."""
        near = self._named_by(i, here, CHOICE_QUESTIONS[0], time)
        draws = self.draws("rated", time.key, str(i))
        ends = [2 + draws.below(5), 7 + draws.below(5), 14 + draws.below(5), 20 + draws.below(6)]
        return {j: 5 - sum(place >= end for end in ends) for place, j in enumerate(near)}

    def _named_by(
        self, i: int, here: Iterable[int], question: Question, time: RoundStory
    ) -> tuple[int, ...]:
        draws = self.draws("round", question.key, time.key, str(i))
        noise = {j: draws.share() for j in self._everyone}
        wish = {j: self._wish(i, j, question, time) + 0.3 * noise[j] for j in here if j != i}
        return tuple(sorted((j for j in wish if wish[j] > _NEVER / 2), key=lambda j: -wish[j]))

    def _wish(self, i: int, j: int, question: Question, time: RoundStory) -> float:
        if question.kind in {QuestionKind.SAY, QuestionKind.DECIDES}:
            return self._weight(i, j)
        if self._kept_out(i, j, question, time):
            return _NEVER
        near = self._lasting[i][j] + 0.15 * self._appeal[j] + self._pull(i, j) + self._bond(i, j)
        if question.kind is QuestionKind.WORK:
            return 0.6 * near + self._work[i][j]
        return near

    def _weight(self, i: int, j: int) -> float:
        """Return how much pupil i thinks the class listens to pupil j."""
        heard = 0.75 if j in self._heard else 0.0
        return heard + 0.1 * self._appeal[j] + 0.8 * self._work[i][j] + 0.2 * self._pull(i, j)

    def _kept_out(self, i: int, j: int, question: Question, time: RoundStory) -> bool:
        wanted = question.kind in {QuestionKind.COMPANY, QuestionKind.WORK}
        if j == self._apart and wanted and time.key in self.story.unchosen_in:
            return True
        return i in self._friends.get(j, ()) and time.key in self.story.lost_in

    def _bond(self, i: int, j: int) -> float:
        """Return what holds the friendships together that are lost for a while."""
        return 0.8 if j in self._friends.get(i, ()) or i in self._friends.get(j, ()) else 0.0

    def _felt(self, i: int, item: str, time: RoundStory) -> int:
        lasting = self.draws("felt", str(i)).share()
        now = self.draws("felt", time.key, item, str(i)).share()
        mood = time.mood + time.moods.get(item, 0.0)
        return max(1, min(5, int(3.0 + 1.2 * lasting + 1.6 * now + mood)))

    # -- the class -------------------------------------------------------------------------------

    @property
    def _everyone(self) -> range:
        return range(len(self.pupils))

    def _stays(self, i: int) -> bool:
        return all(self.pupils[i].present_on(time.held_on) for time in self.story.rounds)

    def _friends_of(
        self, alone: Sequence[int], stay: Sequence[int]
    ) -> Mapping[int, frozenset[int]]:
        """Return the three classmates each of these pupils is closest to."""
        others = [j for j in stay if j not in alone]
        return {i: frozenset(sorted(others, key=lambda j: -self._lasting[i][j])[:3]) for i in alone}

    def draws(self, *path: str) -> Draws:
        """Return fresh chance for one purpose, from the seed and the class."""
        return Draws(self._seed, self.story.class_id, *path)

    def _deal_circles(self) -> tuple[int, ...]:
        order = self.draws("circles").shuffled(self._everyone)
        if self.story.by_gender:
            order.sort(key=lambda i: self.pupils[i].gender or "")
        size = -(-len(order) // self.story.circles)
        return tuple(order.index(i) // size for i in self._everyone)

    def _closeness(self, kind: str, *, shared: float, own: float) -> Grid:
        """Return a closeness for every pair: a part both feel and a part of one's own."""
        both = {
            (i, j): self.draws(kind, str(i), str(j)).share()
            for i in self._everyone
            for j in range(i)
        }
        return tuple(
            tuple(
                shared * both.get((max(i, j), min(i, j)), 0.0)
                + own * self.draws(kind, "own", str(i), str(j)).share()
                for j in self._everyone
            )
            for i in self._everyone
        )

    def _pull(self, i: int, j: int) -> float:
        one, other = self.pupils[i], self.pupils[j]
        circle = self.story.circle_pull if self._circle[i] == self._circle[j] else 0.0
        gender = self.story.gender_pull if _same(one, other) else 0.0
        return circle + gender


def _same(one: Pupil, other: Pupil) -> bool:
    return one.gender is not None and one.gender == other.gender

"""The frozen records a portrait is made of: numbers with their doubt, and nothing about names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.errors import UnknownRelationError
from skolemiljo_analytics.portrait.ratings_records import RatingPortrait
from skolemiljo_analytics.portrait.signed_records import PowerPortrait, SignedPortrait
from skolemiljo_analytics.portrait.together_records import AcrossQuestions, ExpectedChoices
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Gate, Gender, PupilId, Purpose, QuestionKind, Reason

__all__ = [
    "Chance",
    "GenderSplit",
    "Grouping",
    "Groupings",
    "Participation",
    "PupilChange",
    "PupilView",
    "RelationChange",
    "RelationPortrait",
    "ScalePortrait",
    "SocialPortrait",
    "TogetherNotChosen",
]

_NOTHING_SIGNED = SignedPortrait(reason=Reason.NOT_ASKED)


@dataclass(frozen=True)
class Participation:
    """Who was asked and who answered one question."""

    n_asked: int
    n_answered: int
    n_nobody: int  # answered "nobody"
    gate: Gate

    @property
    def rate(self) -> float:
        """Share who answered, 0 to 1."""
        return self.n_answered / self.n_asked if self.n_asked else 0.0

    @property
    def n_silent(self) -> int:
        """Absent or skipped."""
        return self.n_asked - self.n_answered


@dataclass(frozen=True)
class PupilView:
    """One pupil in one question. Facts with bounds; no predicate, no score.

    Attributes
    ----------
    received, given, mutual
        Choices received, given and returned. Bounds: what the silent could change.
    one_way_out, one_way_in
        Given without being returned, received without being returned.
    friends
        Those with whom the choice is mutual.
    p_unchosen
        Chance of zero choices received in this class with its actual number of choices, 0 to 1.
    unchosen, star, special_power
        Ertesvåg's terms as yes, no or unknown (None): *isolert elev*, *stjerne*, *særleg
        maktposisjon*.
    unchosen_if_all
        Probability of still being unchosen had everybody answered; None if chosen.
    unchosen_again, unchosen_term
        Share of answer-again redraws (within days, by next term) in which nobody chooses the
        pupil.
    without_mutual_again
        Share of answer-again redraws (within days) without a mutual choice.
    rests_on_one
        Whether being chosen rests on one single rater (jackknife).
    connects
        Whether the mutual graph falls apart without the pupil (articulation).
    p_received_high
        Chance of at least this many choices received in this class (`doubt.chance`), or None.
    single_mutual_again
        Share of answer-again redraws (within days) with at most one mutual choice, or None.
    only_outside
        Whether the pupil answered by naming only somebody outside the class.
    """

    pupil: PupilId
    answered: bool
    received: Reading
    given: Reading
    mutual: Reading
    one_way_out: Reading
    one_way_in: Reading
    friends: tuple[PupilId, ...]
    p_unchosen: float | None
    unchosen: bool | None
    star: bool | None
    special_power: bool | None
    unchosen_if_all: float | None
    unchosen_again: float | None
    unchosen_term: float | None
    without_mutual_again: float | None
    rests_on_one: bool
    connects: bool
    p_received_high: float | None = None
    single_mutual_again: float | None = None
    only_outside: bool = False


@dataclass(frozen=True)
class Grouping:
    """One grouping found by the search.

    `certainty` is the share of redraws in which each member stays with the others (same order as
    `members`). `received_from_outside` and `given_to_outside` count choices across the border.
    """

    members: tuple[PupilId, ...]
    certainty: tuple[float, ...]
    given_inside: int
    given_to_outside: int
    received_from_outside: int
    closed: bool  # no mutual choice across the border


@dataclass(frozen=True)
class Groupings:
    """The search for groupings in one question, with its test and its stability.

    Attributes
    ----------
    groups
        Groupings of two or more, largest first. Pupils without ties are in none. Everyone the
        search placed is a member, those in `between` too.
    between
        Pupils whose certainty is below the preset's: show them as between groups.
    modularity
        Best modularity found against the null that keeps the number of mutual pairs, and the
        received and given choices (methods handbook 2.4). The strictest null that fits.
    modularity_by_null
        The same against each null tried.
    agreement
        Adjusted Rand index with the contrast method (map equation), or None.
    co_assignment
        Share of redraws in which two pupils share a grouping; rows in roster order.
    cohesion, cohesion_null
        r_com of Shizuka & Farine, and its 95 % point in null classes.
    reason
        Why no search was made, or None.
    """

    groups: tuple[Grouping, ...]
    between: tuple[PupilId, ...]
    modularity: Chance | None
    modularity_by_null: tuple[Chance, ...]
    agreement: float | None
    co_assignment: tuple[tuple[float, ...], ...]
    cohesion: float | None
    cohesion_null: float | None
    n_redraws: int
    reason: Reason | None = None


@dataclass(frozen=True)
class GenderSplit:
    """Whether choices follow gender, against label permutations."""

    counts: tuple[tuple[Gender, int], ...]
    inside: int
    across: int
    odds_ratio: float | None
    ei: Chance | None
    reason: Reason | None = None


@dataclass(frozen=True)
class RelationPortrait:
    """Every number of one question.

    Attributes
    ----------
    pupils
        In roster order.
    n_choices, mutual_pairs, reciprocity, mean_mutual
        Class figures; reciprocity is Garlaschelli and Loffredo's rho.
    n_unchosen, unchosen_chance
        Pupils nobody chose (with bounds), against chance in this class.
    n_without_mutual, without_mutual_chance
        Pupils who answered and have no mutual choice, against chance.
    reciprocity_chance
        Mutual pairs against the null that keeps choices given and received.
    gini, centralization
        Concentration of received choices, against the null that keeps choices given.
    top_share
        Share of all choices that goes to the three most named, against the same null.
    components
        Connected parts of the mutual graph, largest first; single pupils included.
    subgroups
        *Subgrupper*: maximal sets of at least three who all chose each other, largest first.
    chains
        *Kjeder*: components of the mutual graph that are a path of at least four.
    closed_pairs, closed_groups
        Mutual only with each other, and no other choice received from outside (pairs; components
        of three or more).
    bridges
        Pupils whose removal parts the mutual graph into parts of at least two.
    split
        *Inn- og utgrupper*: ``parts`` (several groupings with few choices between),
        ``one_and_rest`` (one large grouping and single pupils outside it), or ``none``.
    again
        Share of answer-again redraws (within days) in which a class pattern is again beyond the
        95 % point of chance. Keys: ``unchosen``, ``without_mutual``, ``top_share``, ``gender``,
        ``mutual``.
    resting_on_one
        Keys of those class patterns that no longer hold when one single rater is left out.
    closed_pairs_again, closed_groups_again, bridges_again
        Share of answer-again redraws (within days) in which each stands again; same order as the
        field it belongs to.
    transitivity
        How often the chosen of one's chosen are chosen too, against the null that keeps the
        number of mutual, one-way and empty pairs.
    edge
        Pupils with a core number of at most 1 among the mutual choices, where most have more.
    """

    question: Question
    participation: Participation
    pupils: tuple[PupilView, ...]
    n_choices: Reading
    mutual_pairs: Reading
    reciprocity: Reading
    mean_mutual: Reading
    n_unchosen: Reading
    unchosen_chance: Chance | None
    n_without_mutual: Reading
    without_mutual_chance: Chance | None
    reciprocity_chance: Chance | None
    gini: Chance | None
    centralization: Chance | None
    top_share: Chance | None
    components: tuple[tuple[PupilId, ...], ...]
    subgroups: tuple[tuple[PupilId, ...], ...]
    chains: tuple[tuple[PupilId, ...], ...]
    closed_pairs: tuple[tuple[PupilId, PupilId], ...]
    closed_groups: tuple[tuple[PupilId, ...], ...]
    bridges: tuple[PupilId, ...]
    split: str
    groupings: Groupings
    gender: GenderSplit
    again: tuple[tuple[str, float], ...] = ()
    resting_on_one: tuple[str, ...] = ()
    closed_pairs_again: tuple[float, ...] = ()
    closed_groups_again: tuple[float, ...] = ()
    bridges_again: tuple[float, ...] = ()
    transitivity: Chance | None = None
    edge: tuple[PupilId, ...] = ()

    @property
    def key(self) -> str:
        """The question's key."""
        return self.question.key

    def pupil(self, pupil: PupilId) -> PupilView:
        """Return one pupil's view; raises `KeyError` for an id not in the class."""
        for view in self.pupils:
            if view.pupil == pupil:
                return view
        raise KeyError(pupil)


@dataclass(frozen=True)
class PupilChange:
    """One pupil from one round to the next, in one question.

    `dropped` and `gained` count raters present both times who stopped and began to choose the
    pupil; `p` is McNemar's exact test. `lost_ties`: mutual before and none now, with the former
    friends answering both times.
    """

    pupil: PupilId
    dropped: int
    gained: int
    p: float
    lost_ties: bool
    kept_friends: tuple[PupilId, ...]
    lost_friends: tuple[PupilId, ...]


@dataclass(frozen=True)
class RelationChange:
    """One question from one round to the next, on the pairs observed both times."""

    key: str
    previous_wave: str
    n_both: int
    jaccard: Reading
    persistence: Reading
    hamming: Reading
    pupils: tuple[PupilChange, ...]
    newcomers: tuple[PupilId, ...]
    leavers: tuple[PupilId, ...]


@dataclass(frozen=True)
class TogetherNotChosen:
    """A pupil's companions set beside their choices (methods handbook 3, I9, positive version).

    `companions` are those the pupil says they spend time with (question `together`) who answered
    `choice`; `not_choosing` is how many of them do not choose the pupil there (bounds: silent
    companions). `p` is the hypergeometric chance of at least as many.
    """

    pupil: PupilId
    together: str
    choice: str
    n_companions: int
    not_choosing: Reading
    p: float | None


@dataclass(frozen=True)
class ScalePortrait:
    """One survey scale for one class: mean with bounds, and the spread of answers.

    `counts` gives, for each answer from the lowest to the highest, how many gave it (a scale of
    several items: pupils by rounded mean). `half_width` is that of a 95 % interval of the mean as
    answers of the mood (methods handbook 6.6), None below five answers. `n_low` counts those whose
    own mean is low, `n_low_tied` those of them with two mutual choices or more on a question; both
    are counts of the class, None below five answers and where they would tell who.
    """

    key: str
    items: tuple[Question, ...]
    lowest: int
    highest: int
    mean: Reading
    counts: tuple[int, ...]
    n_asked: int
    n_answered: int
    half_width: float | None
    previous: Reading | None = None
    previous_wave: str = ""
    n_low: int | None = None
    n_low_tied: int | None = None


@dataclass(frozen=True)
class SocialPortrait:
    """Every number of one class and round, with preset, version and seed.

    The same graph gives the same portrait, bit for bit, on any machine. `signed` is what needs a
    negative question, or the reason there is none; `power` who has the say, beside who is chosen;
    `ratings` what ratings say beyond their top box; `across` the questions of choice taken together
    (None with fewer than two); `expected` whom the class thinks chooses them, beside who did.
    """

    class_id: str
    wave: str
    held_on: date | None
    purpose: Purpose
    preset: str
    preset_version: str
    version: str
    seed: int
    pupils: tuple[PupilId, ...]
    relations: tuple[RelationPortrait, ...]
    scales: tuple[ScalePortrait, ...] = ()
    changes: tuple[RelationChange, ...] = ()
    previous_wave: str = ""
    together: tuple[TogetherNotChosen, ...] = ()
    signed: SignedPortrait = _NOTHING_SIGNED
    power: tuple[PowerPortrait, ...] = ()
    ratings: tuple[RatingPortrait, ...] = ()
    across: AcrossQuestions | None = None
    expected: tuple[ExpectedChoices, ...] = ()

    def relation(self, key: str) -> RelationPortrait:
        """Return the portrait of one question.

        Raises
        ------
        UnknownRelationError
            If it was not asked.
        """
        for relation in self.relations:
            if relation.key == key:
                return relation
        raise UnknownRelationError(key, (r.key for r in self.relations))

    def of_kind(self, *kinds: QuestionKind) -> tuple[RelationPortrait, ...]:
        """Return the questions of these kinds, in the order asked."""
        return tuple(r for r in self.relations if r.question.kind in kinds)

    def change(self, key: str) -> RelationChange | None:
        """Return what changed in one question since last time, or None."""
        return next((c for c in self.changes if c.key == key), None)

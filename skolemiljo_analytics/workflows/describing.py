"""Use case: describe a class once for the same answers, and keep what was made.

The memory of this process is keyed by content, never by who asks: what may be shown is decided
after, by the access policy.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from skolemiljo_analytics import __version__
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.store import Places, Store, Work
from skolemiljo_analytics.store.codec import shape_of, to_json
from skolemiljo_analytics.tables.records import NominationRound, Observation, Roster
from skolemiljo_analytics.workflows.earlier import Before, kept_comparison

__all__ = ["Described", "Describer", "RoundInput", "fingerprint_of", "fingerprint_of_places"]

_REMEMBERED = 64


@dataclass(frozen=True)
class RoundInput:
    """All that a portrait rests on: the list, the round, and the round before if there is one."""

    roster: Roster
    answers: NominationRound
    previous: NominationRound | None = None

    def graph(self) -> RelationGraph:
        """Return the graph of the round."""
        return RelationGraph.from_round(self.roster, self.answers)


@dataclass(frozen=True)
class Described:
    """A portrait and the findings drawn from it."""

    portrait: SocialPortrait
    findings: tuple[Finding, ...]


class Describer:
    """Makes, keeps and remembers portraits; may be shared by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._made: OrderedDict[str, Described] = OrderedDict()

    def describe(
        self,
        class_id: str,
        fingerprint: str,
        load: Callable[[], RoundInput],
        observations: tuple[Observation, ...] = (),
        *,
        gone: str = "",
    ) -> Described:
        """Return the portrait and findings of this input: remembered, kept in the store, or made.

        Two threads that ask for the same portrait make it once.

        Parameters
        ----------
        class_id
            The class.
        fingerprint
            Of the input, from `fingerprint_of`.
        load
            Reads the input; called only when the portrait must be made.
        observations
            What adults have seen in the class; the fingerprint must be made of them too.
        gone
            Key of the round before, where its answers have been deleted: a comparison with it that
            was kept stands in the portrait as it stood.
        """
        place = f"{class_id}:{fingerprint}"
        with self._guard:
            lock = self._locks.setdefault(place, Lock())
        with lock:
            made = self._made.get(place) or self._fetch(
                class_id, fingerprint, load, observations=observations, gone=gone
            )
        with self._guard:
            self._made[place] = made
            self._made.move_to_end(place)
            while len(self._made) > _REMEMBERED:
                self._locks.pop(self._made.popitem(last=False)[0], None)
        return made

    def forget(self) -> None:
        """Forget every portrait, after something was erased."""
        with self._guard:
            self._made.clear()

    def _fetch(
        self,
        class_id: str,
        fingerprint: str,
        load: Callable[[], RoundInput],
        *,
        observations: tuple[Observation, ...],
        gone: str,
    ) -> Described:
        with self._store.read() as work:
            kept = work.judgements.portrait(class_id, fingerprint)
        portrait = kept if kept is not None else _describe(load())
        if kept is None and gone:
            with self._store.read() as work:
                portrait = kept_comparison(work, class_id, portrait, gone) or portrait
        made = Described(portrait, _find(portrait, observations))
        with self._store.work() as work:
            work.judgements.add_portrait(class_id, fingerprint, portrait)
            work.judgements.add_findings(class_id, fingerprint, made.findings)
        return made


def fingerprint_of(work: Work, class_id: str, round_key: str, before: Before) -> str:
    """Return a hash of all that portrait and findings rest on.

    The list, the answers, those of the round before (or that they are gone), what adults saw and
    when, criteria, version and the form of the record.
    """
    previous, gone = before.previous, before.gone
    seen = [(one.seen_on, one.pupils) for one in work.people.observations(class_id)]
    parts = (
        work.people.roster(class_id),
        round_key,
        work.rounds.content(class_id, round_key),
        None if previous is None else work.rounds.content(class_id, previous),
        DEFAULT_PRESET,
        __version__,
        shape_of(SocialPortrait),
        shape_of(Finding),
        *([seen] if seen else []),
        *([work.rounds.content(class_id, gone.key), "deleted"] if gone else []),
    )
    return hashlib.sha256(to_json(parts).encode()).hexdigest()


def fingerprint_of_places(work: Work, class_id: str, round_key: str, before: str) -> str:
    """Return a hash of all that places on the map rest on; `before` is that of the round before.

    Names are no part of it: whose name is corrected stays put.
    """
    parts = (
        work.people.roster(class_id),
        round_key,
        work.rounds.content(class_id, round_key),
        before,
        DEFAULT_PRESET,
        __version__,
        shape_of(Places),
    )
    return hashlib.sha256(to_json(parts).encode()).hexdigest()


def _describe(given: RoundInput) -> SocialPortrait:
    from skolemiljo_analytics.portrait.describe import describe_class
    from skolemiljo_analytics.trends.scales import describe_scales

    earlier = given.previous
    before = None if earlier is None else RelationGraph.from_round(given.roster, earlier)
    return describe_class(
        given.graph(),
        scales=describe_scales(given.answers, given.roster, earlier),
        previous=before,
    )


def _find(portrait: SocialPortrait, observations: tuple[Observation, ...]) -> tuple[Finding, ...]:
    from skolemiljo_analytics.findings.everything import find_all

    return find_all(portrait, observations=observations)

"""Use case: the round a class is compared with, and what is kept of it when its answers are gone.

A comparison that was made while the answers were there is a judgement, kept as findings and checks
are; only the raw answers have a last day.

References
----------
Domain handbook 3.4 (raw answers are deleted; what was found of them follows the archive plan).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.portrait.signed_records import SignedPortrait
from skolemiljo_analytics.store import RoundInfo, Work

__all__ = ["Before", "DeletedRound", "find_before", "is_deleted", "kept_comparison"]


@dataclass(frozen=True)
class DeletedRound:
    """The round before, where its answers have been deleted.

    Attributes
    ----------
    key, held_on, deleted_on
        Which round, and when its answers were deleted.
    compared
        Whether a comparison with it was made while they were there, and is kept.
    """

    key: str
    held_on: date
    deleted_on: date
    compared: bool = False


@dataclass(frozen=True)
class Before:
    """What a round may be compared with.

    Attributes
    ----------
    previous
        Key of the newest earlier round with answers; None where there is none.
    gone
        The round before, where its answers are deleted; None where they are there.
    """

    previous: str | None = None
    gone: DeletedRound | None = None


def find_before(work: Work, class_id: str, round_key: str) -> Before:
    """Return the round before one of a class, and whether its answers are still there."""
    earlier = _earlier(work, class_id, round_key)
    answered = [one.key for one in earlier if one.answers_deleted_on is None]
    return Before(answered[-1] if answered else None, _gone(earlier[-1]) if earlier else None)


def is_deleted(work: Work, class_id: str, round_key: str) -> bool:
    """Tell whether the answers of a round have been deleted."""
    infos = work.rounds.infos(class_id)
    return any(one.key == round_key and one.answers_deleted_on is not None for one in infos)


def kept_comparison(
    work: Work, class_id: str, portrait: SocialPortrait, gone: str
) -> SocialPortrait | None:
    """Return a kept portrait of the same answers that stands beside a round whose answers are gone.

    It must say the very same of the round itself: with other answers, another list or other
    criteria the comparison would be of something else.

    Parameters
    ----------
    work
        The unit of work.
    class_id
        The class.
    portrait
        As made now, without what is gone.
    gone
        Key of the round whose answers are deleted.
    """
    alone = _alone(portrait)
    for kept in work.judgements.portraits(class_id, portrait.wave):
        if kept.previous_wave == gone and _alone(kept) == alone:
            return kept
    return None


def _gone(last: RoundInfo) -> DeletedRound | None:
    if last.answers_deleted_on is None:
        return None
    return DeletedRound(last.key, last.held_on, last.answers_deleted_on)


def _alone(portrait: SocialPortrait) -> SocialPortrait:
    """Return a portrait without what comes from the round before, and by which version."""
    scales = tuple(replace(one, previous=None, previous_wave="") for one in portrait.scales)
    return replace(
        portrait, scales=scales, changes=(), previous_wave="", signed=SignedPortrait(), version=""
    )


def _earlier(work: Work, class_id: str, round_key: str) -> list[RoundInfo]:
    """Return the rounds before one, oldest first."""
    infos = work.rounds.infos(class_id)
    this = next((one for one in infos if one.key == round_key), None)
    return [one for one in infos if this is not None and one.held_on < this.held_on]

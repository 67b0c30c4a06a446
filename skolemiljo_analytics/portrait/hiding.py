"""A question about harm, with everything taken out that would show a name few have given.

One false report must not brand a child. Beside a pupil stands only whether the pupil answered and
named somebody; whom it was about is in `ReportsPortrait`, and only where several named the same.

References
----------
Methods handbook 4.10 (two independent reporters before any name is shown).
"""

from __future__ import annotations

from dataclasses import replace

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.portrait.groupings import no_groupings
from skolemiljo_analytics.portrait.records import PupilView, RelationPortrait
from skolemiljo_analytics.portrait.structure import Structure
from skolemiljo_analytics.vocabulary import QuestionKind, Reason

__all__ = ["hide_reports"]


def hide_reports(described: RelationPortrait) -> RelationPortrait:
    """Return the portrait of a question as it may be kept: unchanged unless it is about harm."""
    if described.question.kind is not QuestionKind.BULLYING:
        return described
    return replace(
        described,
        pupils=tuple(_hidden(view) for view in described.pupils),
        **vars(Structure()),
        split="none",
        groupings=no_groupings(Reason.DISCLOSURE),
    )


def _hidden(view: PupilView) -> PupilView:
    none = Reading.missing(Reason.DISCLOSURE)
    return PupilView(
        pupil=view.pupil,
        answered=view.answered,
        received=none,
        given=view.given,
        mutual=none,
        one_way_out=none,
        one_way_in=none,
        friends=(),
        p_unchosen=None,
        unchosen=None,
        star=None,
        special_power=None,
        unchosen_if_all=None,
        unchosen_again=None,
        unchosen_term=None,
        without_mutual_again=None,
        rests_on_one=False,
        connects=False,
    )

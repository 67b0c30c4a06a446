"""Yes beside no, in a round on concrete suspicion (handbook 2.9 and 3, I7 to I9).

A preventive round has nothing to find here: its portrait says `Reason.UNLAWFUL`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    judged,
    judged_one,
    named_allowed,
    with_definitions,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.portrait.signed_records import (
    CompanionsSayingNo,
    SignedQuestion,
    SignedView,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, Gate, Scope

__all__ = ["find_signed"]


def find_signed(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find where several said no, where yes and no part by grouping, and fronts.

    Named answers need 75 % of the class in both questions. One single no is never a finding.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        GROUP_FRONT for the class; SEVERAL_SAID_NO, YES_HERE_NO_THERE and TOGETHER_SAID_NO for
        pupils. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for question in portrait.signed.questions:
        if question.reason is not None or not _allowed(desk, question):
            continue
        found += _fronts(desk, question)
        for view in question.pupils:
            found += _several(desk, question, view)
            found += _here_and_there(desk, question, view)
        for row in question.companions:
            found += _companions(desk, question, row)
    return tuple(found)


def _allowed(desk: Desk, question: SignedQuestion) -> bool:
    return all(named_allowed(desk.portrait.relation(key)) for key in (question.yes, question.no))


def _gate(desk: Desk, question: SignedQuestion) -> Gate:
    """Return the stricter gate of the two questions."""
    order = list(Gate)
    gates = [desk.portrait.relation(key).participation.gate for key in (question.yes, question.no)]
    return max(gates, key=order.index)


def _rare(p: float | None, desk: Desk) -> bool:
    return p is not None and p <= desk.preset.probable_p.value


def _several(desk: Desk, question: SignedQuestion, view: SignedView) -> Iterator[Finding]:
    """Several, from several groupings, and more no than yes beyond chance (I7)."""
    preset, seen = desk.preset, int(view.n_no.require())
    enough = seen >= preset.several_raters.value
    apart = view.groupings_saying_no >= preset.several_groupings.value
    if not (enough and apart and _rare(view.p_preference_low, desk)):
        return
    no, yes = (desk.portrait.relation(key) for key in (question.no, question.yes))
    doubt = replace(
        desk.doubt(no.participation, "preference"),
        low=view.n_no.low,
        high=view.n_no.high,
        stable_short=view.several_again,
    )
    tails = {"preference": view.p_preference_low, "times_no": view.p_no_high}
    doubt = with_definitions(
        doubt, {key: None if p is None else _rare(p, desk) for key, p in tails.items()}
    )
    doubt, strength = judged_one(desk, no, _gate(desk, question), doubt, p=view.p_preference_low)
    yield desk.finding(
        FindingCode.SEVERAL_SAID_NO,
        Scope.PUPIL,
        (no, yes),
        pupils=(view.pupil,),
        doubt=doubt,
        facts={
            "no": seen,
            "groupings": view.groupings_saying_no,
            "yes": int(view.n_yes.require()),
            "least": int(preset.several_raters.value),
        },
        strength=strength,
    )


def _here_and_there(desk: Desk, question: SignedQuestion, view: SignedView) -> Iterator[Finding]:
    """Chosen by the own grouping, named negatively by others, each beyond chance (I8)."""
    least = int(desk.preset.context_least.value)
    both = min(view.yes_own or 0, view.no_others or 0)
    if both < least or not (_rare(view.p_yes_own, desk) and _rare(view.p_no_others, desk)):
        return
    yes, no = (desk.portrait.relation(key) for key in (question.yes, question.no))
    yield desk.finding(
        FindingCode.YES_HERE_NO_THERE,
        Scope.PUPIL,
        (yes, no),
        pupils=(view.pupil,),
        doubt=replace(
            desk.doubt(no.participation, "by_grouping"),
            chance=max(view.p_yes_own or 0.0, view.p_no_others or 0.0),
        ),
        facts={"yes": view.yes_own or 0, "no": view.no_others or 0, "least": least},
    )


def _companions(desk: Desk, question: SignedQuestion, row: CompanionsSayingNo) -> Iterator[Finding]:
    """Half of those the pupil is with, and at least two, named the pupil there (I9)."""
    together = desk.portrait.relation(row.together)
    seen, least = int(row.saying_no.require()), int(desk.preset.together_least.value)
    half = seen >= desk.preset.companions_no.value * row.companions
    if seen < least or not half or not named_allowed(together):
        return
    no = desk.portrait.relation(question.no)
    yield desk.finding(
        FindingCode.TOGETHER_SAID_NO,
        Scope.PUPIL,
        (together, no),
        pupils=(row.pupil,),
        doubt=replace(
            desk.doubt(no.participation, "companions"),
            low=row.saying_no.low,
            high=row.saying_no.high,
            chance=row.p,
        ),
        facts={"companions": row.companions, "no": seen, "least": least},
    )


def _fronts(desk: Desk, question: SignedQuestion) -> Iterator[Finding]:
    """Tell of the clearest front, and how many there are; who stands where is on the map."""
    if not question.fronts:
        return
    front = min(question.fronts, key=lambda f: f.p)
    no, yes = (desk.portrait.relation(key) for key in (question.no, question.yes))
    doubt = replace(
        desk.doubt(no.participation, "fronts"), chance=front.p, stable_short=front.again
    )
    doubt, strength = judged(desk, _gate(desk, question), doubt)
    yield desk.finding(
        FindingCode.GROUP_FRONT,
        Scope.CLASS,
        (no, yes),
        doubt=doubt,
        facts={
            "first": len(front.first),
            "second": len(front.second),
            "forth": front.forth,
            "back": front.back,
            "fronts": len(question.fronts),
            "groups": question.n_groupings,
        },
        strength=strength,
    )

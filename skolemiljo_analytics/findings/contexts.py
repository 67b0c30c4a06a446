"""Two questions held against each other: work and recess, company and wishes (handbook 3, I9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import Desk, View, both_hold, named_allowed
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait, TogetherNotChosen
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, QuestionKind, Scope

__all__ = ["find_contexts"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)


def find_contexts(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find where two questions tell different things about the same pupil.

    The difference itself is the finding: chosen in one situation and not in another, or together
    with companions who do not choose the pupil. Facts about one pupil need answers from 75 % of
    the class in both questions; companions who were silent count as if they had chosen.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        CONTEXT_DIFFERENCE and TOGETHER_NOT_CHOSEN for pupils. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    wishes = tuple(r for r in desk.relations(*_WISHES) if named_allowed(r) and r.n_choices.value)
    found: list[Finding] = []
    for pupil, views in desk.views(wishes):
        found += _context_difference(desk, pupil, views)
    return (*found, *_together_not_chosen(desk))


def _context_difference(desk: Desk, pupil: PupilId, wishes: tuple[View, ...]) -> Iterator[Finding]:
    """Chosen by several in one situation, by nobody in another: both facts side by side."""
    none = [(r, v) for r, v in wishes if v.received.value == 0]
    least = int(desk.preset.context_least.value)
    several = [(r, v) for r, v in wishes if (v.received.value or 0) >= least]
    if not none or not several or none[0][0].question.kind is several[0][0].question.kind:
        return
    (here, missing), (there, chosen) = none[0], several[0]
    tail = chosen.p_received_high
    yield desk.finding(
        FindingCode.CONTEXT_DIFFERENCE,
        Scope.PUPIL,
        (there, here),
        pupils=(pupil,),
        doubt=replace(
            desk.doubt(here.participation, "two_questions"),
            low=missing.received.low,
            high=missing.received.high,
            chance=None
            if missing.p_unchosen is None or tail is None
            else missing.p_unchosen * tail,
            stable_short=both_hold(missing.unchosen_again, missing.unchosen_if_all),
            if_all=missing.unchosen_if_all if here.participation.n_silent else None,
        ),
        facts={"chosen": int(chosen.received.require()), "unchosen": 0, "least": least},
    )


def _together_not_chosen(desk: Desk) -> Iterator[Finding]:
    """Hold companions against every question about wishes; all of them must agree."""
    by_pupil: dict[PupilId, list[TogetherNotChosen]] = {}
    for one in desk.portrait.together:
        relations = desk.portrait.relation(one.together), desk.portrait.relation(one.choice)
        if all(named_allowed(r) for r in relations) and one.n_companions:
            by_pupil.setdefault(one.pupil, []).append(one)
    for rows in by_pupil.values():
        if all(_mostly_not_choosing(row, desk.preset) for row in rows):
            yield _companions(desk, rows)


def _mostly_not_choosing(row: TogetherNotChosen, preset: Preset) -> bool:
    missing = row.not_choosing.low or 0
    return (
        missing >= preset.together_least.value
        and missing >= preset.together_share.value * row.n_companions
    )


def _companions(desk: Desk, rows: list[TogetherNotChosen]) -> Finding:
    row = rows[0]
    together = desk.portrait.relation(row.together)
    choices = tuple(desk.portrait.relation(r.choice) for r in rows)
    doubt = replace(
        desk.doubt(choices[0].participation, "companions"),
        low=row.not_choosing.low,
        high=row.not_choosing.high,
        chance=row.p,
        agree=len(rows),
        of=len(rows),
    )
    return desk.finding(
        FindingCode.TOGETHER_NOT_CHOSEN,
        Scope.PUPIL,
        (together, *choices),
        pupils=(row.pupil,),
        doubt=doubt,
        facts={
            "companions": row.n_companions,
            "not_choosing": int(row.not_choosing.require()),
            "least": int(desk.preset.together_least.value),
        },
    )

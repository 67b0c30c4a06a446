"""Who has the say, beside who is chosen: four numbers and a sentence, no score (handbook 4.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum

from skolemiljo_analytics.findings.building import Desk
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.asked import negative_company
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.portrait.signed_records import PowerPortrait, PowerView
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, QuestionKind, Scope

__all__ = ["Quadrant", "find_profiles"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)


class Quadrant(IntEnum):
    """How the say and the choices go together; each has its own sentence."""

    CHOSEN_TOO = 0  # named often in both
    NO_TOO = 1  # named often there, and several said no
    FEW_CHOOSE = 2  # named often there, chosen by fewer than chance gives
    USUAL = 3  # named often there, chosen about as often as others
    LITTLE_SAY = 4  # chosen often, named there by fewer than chance gives


def find_profiles(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find pupils whose say and choices part, or go together, beyond chance.

    Parameters
    ----------
    portrait
        One class and round. A negative question about who decides is there only on suspicion.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        POWER_PROFILE for pupils. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    return tuple(f for power in portrait.power for f in _profiles(desk, power))


def _profiles(desk: Desk, power: PowerPortrait) -> Iterator[Finding]:
    for view in power.pupils:
        quadrant = _quadrant(view, desk.preset.probable_p.value)
        if quadrant is not None and not _told_elsewhere(desk, power, view):
            yield _finding(desk, power, view, quadrant)


def _quadrant(view: PowerView, rare: float) -> Quadrant | None:
    if view.p_decides_high <= rare:
        if view.p_no_high is not None and view.p_no_high <= rare:
            return Quadrant.NO_TOO
        if view.p_chosen_high <= rare:
            return Quadrant.CHOSEN_TOO
        return Quadrant.FEW_CHOOSE if view.p_chosen_low <= rare else Quadrant.USUAL
    both = view.p_decides_low <= rare and view.p_chosen_high <= rare
    return Quadrant.LITTLE_SAY if both else None


def _told_elsewhere(desk: Desk, power: PowerPortrait, view: PowerView) -> bool:
    """Tell whether `SAY_WITHOUT_CHOICE` says it: followed, and chosen by nobody anywhere."""
    if desk.portrait.relation(power.key).question.kind is not QuestionKind.SAY:
        return False
    return not any(r.pupil(view.pupil).received.value for r in desk.relations(*_WISHES))


def _finding(desk: Desk, power: PowerPortrait, view: PowerView, quadrant: Quadrant) -> Finding:
    asked, wish = desk.portrait.relation(power.key), desk.portrait.relation(power.wish)
    relations = [asked, wish]
    facts: dict[str, float] = {
        "decides": view.decides.require(),
        "chosen": view.chosen.require(),
        "mutual": view.mutual.require(),
        "variant": quadrant,
    }
    if view.from_outside is not None and view.decides.value:
        facts["outside"] = view.from_outside
    if quadrant is Quadrant.NO_TOO:
        no = next(r for r in negative_company(desk.portrait.relations))
        relations.append(no)
        facts["no"] = no.pupil(view.pupil).received.require()
    told = quadrant is Quadrant.LITTLE_SAY
    return desk.finding(
        FindingCode.POWER_PROFILE,
        Scope.PUPIL,
        relations,
        pupils=(view.pupil,),
        doubt=replace(
            desk.doubt(asked.participation, "power_profile"),
            low=view.decides.low,
            high=view.decides.high,
            chance=max(view.p_decides_low, view.p_chosen_high) if told else view.p_decides_high,
        ),
        facts=facts,
    )

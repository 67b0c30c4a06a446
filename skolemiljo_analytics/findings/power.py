"""Who is followed, and *særleg maktposisjon*, from questions asked positively (handbook 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    beyond_chance,
    class_figures_allowed,
    judged,
    named_allowed,
    share,
    with_definitions,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import PupilView, RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import (
    FindingCode,
    PupilId,
    Purpose,
    QuestionKind,
    Scope,
)

__all__ = ["find_power"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)


def find_power(portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET) -> tuple[Finding, ...]:
    """Find whether few have the say, and say that goes with few choices.

    In a preventive round only the positive question is read ("whose ideas does the class
    follow?"). In a round on concrete suspicion "who decides" is read too, for the class as a whole.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        CONCENTRATED_SAY for the class; SAY_WITHOUT_CHOICE and SPECIAL_POWER for pupils.
        Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for relation in _say_relations(desk):
        if class_figures_allowed(relation):
            found += _concentrated(desk, relation)
    say = tuple(r for r in desk.relations(QuestionKind.SAY) if named_allowed(r))
    wishes = tuple(r for r in desk.relations(*_WISHES) if named_allowed(r))
    for relation in say:
        found += _say_without_choice(desk, relation, wishes)
    return (*found, *_special_power(desk, wishes, say))


def _say_relations(desk: Desk) -> tuple[RelationPortrait, ...]:
    if desk.portrait.purpose is Purpose.SUSPICION:
        return desk.portrait.of_kind(QuestionKind.SAY, QuestionKind.DECIDES)
    return desk.relations(QuestionKind.SAY, QuestionKind.DECIDES)


def _concentrated(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    top = relation.top_share
    if top is None or not beyond_chance(top, desk.preset):
        return
    total = int(relation.n_choices.require())
    doubt = replace(
        desk.doubt(relation.participation, "top_share"),
        chance=top.p,
        expected=top.expected * total,
        stable_short=share(relation, "top_share"),
        rests_on_one="top_share" in relation.resting_on_one,
    )
    doubt = with_definitions(doubt, _definitions(relation, desk.preset))
    agreed = doubt.definitions.share if doubt.definitions else None
    doubt, strength = judged(desk, relation.participation.gate, doubt, agreement=agreed)
    yield desk.finding(
        FindingCode.CONCENTRATED_SAY,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={"top": round(top.observed * total), "choices": total},
        strength=strength,
    )


def _definitions(relation: RelationPortrait, preset: Preset) -> dict[str, bool | None]:
    """Ask three definitions of concentration; None where there is no number."""
    numbers = {
        "top_share": relation.top_share,
        "gini": relation.gini,
        "centralization": relation.centralization,
    }
    return {key: None if c is None else beyond_chance(c, preset) for key, c in numbers.items()}


def _say_without_choice(
    desk: Desk, relation: RelationPortrait, wishes: tuple[RelationPortrait, ...]
) -> Iterator[Finding]:
    """Named by more than chance gives where ideas are followed, chosen by nobody elsewhere."""
    for pupil, views in desk.views((relation, *wishes)):
        say, *chosen = (view for _, view in views)
        tail = say.p_received_high
        rare = tail is not None and tail <= desk.preset.probable_p.value
        if not rare or not chosen or any(view.received.value for view in chosen):
            continue
        doubt = replace(
            desk.doubt(relation.participation, "say"),
            low=say.received.low,
            high=say.received.high,
            chance=tail,
            stable_short=chosen[0].unchosen_again,
            agree=len(chosen),
            of=len(chosen),
        )
        yield desk.finding(
            FindingCode.SAY_WITHOUT_CHOICE,
            Scope.PUPIL,
            (relation, *wishes),
            pupils=(pupil,),
            doubt=doubt,
            facts={"say": int(say.received.require()), "chosen": 0},
        )


def _special_power(
    desk: Desk, wishes: tuple[RelationPortrait, ...], say: tuple[RelationPortrait, ...]
) -> Iterator[Finding]:
    """Ertesvåg's *særleg maktposisjon*, shown only where a second source points the same way.

    With three choices many pupils have at most one mutual choice and are chosen by a star, so the
    definition alone would name a third of the class. The second source is the say question where
    it was asked, else another question of this round.
    """
    for pupil, views in desk.views(wishes):
        held = tuple((r, v) for r, v in views if v.special_power)
        followed = _followed(pupil, say, desk.preset)
        enough = bool(followed) if say else len(held) >= 2
        if not held or not enough:
            continue
        yield _special_finding(desk, pupil, held, followed, tried=len(views))


def _followed(
    pupil: PupilId, say: tuple[RelationPortrait, ...], preset: Preset
) -> tuple[RelationPortrait, ...]:
    def rare(relation: RelationPortrait) -> bool:
        tail = relation.pupil(pupil).p_received_high
        return tail is not None and tail <= preset.probable_p.value

    return tuple(r for r in say if rare(r))


def _special_finding(
    desk: Desk,
    pupil: PupilId,
    held: tuple[tuple[RelationPortrait, PupilView], ...],
    followed: tuple[RelationPortrait, ...],
    *,
    tried: int,
) -> Finding:
    relation, view = held[0]
    return desk.finding(
        FindingCode.SPECIAL_POWER,
        Scope.PUPIL,
        (*(r for r, _ in held), *followed),
        pupils=(pupil,),
        doubt=replace(
            desk.doubt(relation.participation, "special_power"),
            low=view.mutual.low,
            high=view.mutual.high,
            chance=followed[0].pupil(pupil).p_received_high if followed else None,
            agree=len(held) + len(followed),
            of=tried + len(followed),
            rests_on_one=view.rests_on_one,
        ),
        facts={
            "mutual": int(view.mutual.require()),
            "received": int(view.received.require()),
            "star": int(desk.preset.star_mutual.value),
        },
    )

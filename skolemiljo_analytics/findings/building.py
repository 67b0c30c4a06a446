"""How a finding is put together, so that no theme can forget a part of its doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from skolemiljo_analytics.doubt.agreement import agreement_on
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.findings.guides import RESOURCES, guide_of
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.portrait.records import (
    Participation,
    PupilView,
    RelationPortrait,
    SocialPortrait,
)
from skolemiljo_analytics.presets import Preset
from skolemiljo_analytics.vocabulary import (
    AnswerDesign,
    FindingCode,
    Gate,
    Polarity,
    PupilId,
    QuestionKind,
    Scope,
    Strength,
)

__all__ = [
    "Desk",
    "View",
    "beyond_chance",
    "both_hold",
    "class_figures_allowed",
    "judged",
    "judged_one",
    "named_allowed",
    "share",
    "with_definitions",
]

View = tuple[RelationPortrait, PupilView]
"""One pupil in one question."""

_SPARE = ("question_decides", "day_of_round")
"""Readings that are true of every round, for where too few of the guide's own are left."""


@dataclass(frozen=True)
class Desk:
    """One portrait on the desk, read with one preset."""

    portrait: SocialPortrait
    preset: Preset

    def relations(self, *kinds: QuestionKind) -> tuple[RelationPortrait, ...]:
        """Return the questions of these kinds, without the negative ones, in the order asked."""
        return tuple(
            r
            for r in self.portrait.of_kind(*kinds)
            if r.question.names_pupils and r.question.polarity is not Polarity.NEGATIVE
        )

    def doubt(self, participation: Participation, method: str) -> Doubt:
        """Return the doubt every finding from one question begins with."""
        return Doubt(
            n_asked=participation.n_asked,
            n_answered=participation.n_answered,
            method=method,
            preset=f"{self.preset.name} {self.preset.version}",
        )

    def finding(
        self,
        code: FindingCode,
        scope: Scope,
        relations: Iterable[RelationPortrait],
        *,
        doubt: Doubt,
        pupils: Iterable[PupilId] = (),
        facts: Mapping[str, float],
        strength: Strength | None = None,
    ) -> Finding:
        """Return a finding with its guide; pupils come in roster order."""
        asked = tuple(relations)
        concerned = set(pupils)
        silent = any(r.participation.n_silent for r in asked)
        limited = any(r.question.limit is not None for r in asked)
        doubt = replace(doubt, design=_design(asked))
        return self.with_guide(
            silent=silent,
            limited=limited,
            finding=Finding(
                code,
                scope,
                self.portrait.wave,
                tuple(r.key for r in asked),
                doubt,
                questions=tuple(r.question.text or r.key for r in asked),
                pupils=tuple(p for p in self.portrait.pupils if p in concerned),
                facts=facts,
                strength=strength,
            ),
        )

    def with_guide(self, finding: Finding, *, silent: bool = True, limited: bool = True) -> Finding:
        """Return the finding with the themes, readings, limits and questions of its code.

        A reading that cannot be true here is left out: about the silent where all answered, about
        the limit where there was none.
        """
        guide = guide_of(finding.code, finding.scope)
        untrue = {"silent_friends": not silent, "choice_limit": not limited}
        readings = [r for r in guide.readings if not untrue.get(r)]
        spare = [r for r in _SPARE if r not in readings]
        return replace(
            finding,
            themes=guide.themes,
            resource=finding.code in RESOURCES,
            other_readings=(*readings, *spare[: max(0, 2 - len(readings))]),
            cannot_show=guide.cannot,
            questions_back=guide.back,
        )

    def views(
        self, relations: Iterable[RelationPortrait]
    ) -> tuple[tuple[PupilId, tuple[View, ...]], ...]:
        """Return, in roster order, every pupil with their view in each of these questions."""
        by_question = [(r, {v.pupil: v for v in r.pupils}) for r in relations]
        return tuple(
            (pupil, tuple((r, views[pupil]) for r, views in by_question if pupil in views))
            for pupil in self.portrait.pupils
        )


def _design(asked: Iterable[RelationPortrait]) -> AnswerDesign:
    """Return the design of a finding: signed where any question is, else ratings where any is."""
    found = {relation.question.design for relation in asked}
    order = (AnswerDesign.SIGNED, AnswerDesign.RATINGS)
    return next((one for one in order if one in found), AnswerDesign.POSITIVE)


def named_allowed(relation: RelationPortrait) -> bool:
    """Tell whether enough answered to say something about named pupils (at least 75 %)."""
    return relation.participation.gate in {Gate.EVERYTHING, Gate.WITH_BOUNDS}


def class_figures_allowed(relation: RelationPortrait) -> bool:
    """Tell whether enough answered for figures about the whole class (at least 60 %)."""
    return relation.participation.gate is not Gate.NOTHING_NAMED


def beyond_chance(chance: Chance | None, preset: Preset) -> bool:
    """Tell whether chance gives the pattern in at most `preset.probable_p` of classes like this."""
    return chance is not None and chance.p <= preset.probable_p.value


def share(relation: RelationPortrait, pattern: str) -> float | None:
    """Return the share of redraws in which a class pattern stands again, or None."""
    return dict(relation.again).get(pattern)


def both_hold(again: float | None, if_all: float | None) -> float | None:
    """Combine standing next week with standing had everybody answered."""
    if again is None:
        return None
    return again if if_all is None else again * if_all


def with_definitions(doubt: Doubt, answers: Mapping[str, bool | None]) -> Doubt:
    """Return the doubt with what each accepted definition of the same thing says."""
    found = agreement_on(answers)
    return replace(doubt, agree=found.agree, of=found.of, definitions=found)


def judged(
    desk: Desk,
    gate: Gate,
    doubt: Doubt,
    *,
    reading: Reading | None = None,
    agreement: float | None = None,
    crosses: bool = False,
) -> tuple[Doubt, Strength]:
    """Return the doubt with the bounds of `reading`, and how firmly one may conclude."""
    from skolemiljo_analytics.doubt.strength import judge

    if reading is not None:
        doubt = replace(doubt, low=reading.low, high=reading.high)
    strength = judge(
        gate=gate,
        p=doubt.chance,
        stability=doubt.stable_short,
        agreement=agreement,
        crosses=crosses,
        rests_on_one=doubt.rests_on_one,
        preset=desk.preset,
    )
    return doubt, strength


def judged_one(
    desk: Desk, relation: RelationPortrait, gate: Gate, doubt: Doubt, *, p: float | None
) -> tuple[Doubt, Strength]:
    """Return the doubt with the chance `p`, and how firmly it may be said of the one pupil.

    That it would be so another day is not enough: among all pupils of the question it must be more
    than chance gives to any of them.
    """
    from skolemiljo_analytics.doubt.strength import judge_one

    strength = judge_one(
        gate=gate,
        p=p,
        stability=doubt.stable_short,
        pupils=len(relation.pupils),
        preset=desk.preset,
    )
    return replace(doubt, chance=p), strength

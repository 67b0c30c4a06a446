"""Groups in words: rules, how far each goal was met, whose wish could not be met.

No sentence tells who chose whom: where a rule and the answers together could tell it, the reasons
are said as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    Goal,
    GoalResult,
    Request,
    Rule,
    RuleKind,
    UnmetReason,
)
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording.catalogue import Translator, get_translator
from skolemiljo_analytics.wording.errors import say_error
from skolemiljo_analytics.wording.phrases import Labels

__all__ = ["GoalText", "say_broken", "say_goal", "say_refusal", "say_rule", "say_unmet"]

_COUNTED_FROM_BELOW = {Goal.NEW_PEOPLE}


@dataclass(frozen=True)
class GoalText:
    """A goal, how far it was met, and whether more is possible ("" where nothing is claimed)."""

    title: str
    reached: str
    proof: str


def say_goal(
    result: GoalResult, request: Request, language: Language | str = Language.NB
) -> GoalText:
    """Say how far a goal was met, and what is known of anything better."""
    say = get_translator(language)
    value = -result.value if result.goal in _COUNTED_FROM_BELOW else result.value
    wishes = int(request.wishes.named.any(axis=1).sum())
    key = f"groups.goal.{result.goal}"
    if value == 0 and say.has(f"{key}.none"):
        return GoalText(say(key), say(f"{key}.none"), _proof(result, say))
    reached = say.plural(f"{key}.reached", value, pupils=len(request.pupils), choosing=wishes)
    return GoalText(say(key), reached, _proof(result, say))


def _proof(result: GoalResult, say: Translator) -> str:
    if result.proven:
        return say("groups.proof.best")
    return "" if result.gap is None else say("groups.proof.gap", gap=result.gap)


def say_rule(rule: Rule, label: Labels, language: Language | str = Language.NB) -> str:
    """Say one of the teacher's rules."""
    say = get_translator(language)
    if rule.kind is RuleKind.IN_GROUP:
        return say("groups.rule.in_group", name=label(rule.pupils[0]), group=(rule.group or 0) + 1)
    first, second = map(label, rule.pupils)
    return say(f"groups.rule.{rule.kind}", first=first, second=second)


def say_refusal(
    error: ArrangementRefusedError,
    rules: Sequence[Rule],
    label: Labels,
    language: Language | str = Language.NB,
) -> tuple[str, ...]:
    """Say why groups were refused; where rules cannot all hold, followed by those rules."""
    numbers = str(error.details.get("rules", "")).split(", ")
    listed = [rules[int(n) - 1] for n in numbers if n]
    return say_error(error, language), *(say_rule(rule, label, language) for rule in listed)


def say_broken(
    arrangement: Arrangement,
    rules: Sequence[Rule],
    label: Labels,
    language: Language | str = Language.NB,
) -> tuple[str, ...]:
    """Say which rules groups made by hand do not keep."""
    return tuple(say_rule(rules[n - 1], label, language) for n in arrangement.broken)


def say_unmet(
    arrangement: Arrangement, label: Labels, language: Language | str = Language.NB
) -> tuple[str, ...]:
    """Say for whom no wish is met, and why; pupils in alphabetical order of their labels.

    Silence, "nobody" and an unmet wish are three different facts, each in its own line.
    """
    say = get_translator(language)
    by_reason: dict[str, list[PupilId]] = {}
    for one in arrangement.unmet:
        by_reason.setdefault(_family(one.reason), []).append(one.pupil)
    lines = []
    for family in ("wish", "nobody", "silent"):
        names = sorted(map(label, by_reason.get(family, ())))
        if names:
            line = say.plural(f"groups.unmet.{family}", len(names), names=", ".join(names))
            lines.append(line)
    if "wish" in by_reason:
        open_ = any(one.reason is UnmetReason.NOT_PROVEN for one in arrangement.unmet)
        lines.append(say("groups.unmet.maybe" if open_ else "groups.unmet.why"))
    return tuple(lines)


def _family(reason: UnmetReason) -> str:
    return {UnmetReason.SILENT: "silent", UnmetReason.NAMED_NOBODY: "nobody"}.get(reason, "wish")

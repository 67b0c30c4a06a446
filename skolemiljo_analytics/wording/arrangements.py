"""Groups in words: rules, how far each goal was met, whose wish could not be met.

No sentence tells who chose whom: where a rule and the answers together could tell it, the reasons
are said as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skolemiljo_analytics.arrangements.counting import first_in_turn
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

__all__ = [
    "GoalText",
    "say_broken",
    "say_changes",
    "say_goal",
    "say_goals",
    "say_refusal",
    "say_rule",
    "say_rule_kind",
    "say_unmet",
]

_COUNTED_FROM_BELOW = {Goal.NEW_PEOPLE, Goal.ROTATE}


@dataclass(frozen=True)
class GoalText:
    """A goal, how far it was met, and whether more is possible ("" where nothing is claimed)."""

    title: str
    reached: str
    proof: str


def say_goal(
    result: GoalResult, request: Request, language: Language | str = Language.NB
) -> GoalText:
    """Say how far a goal was met, and what is known of anything better.

    Where all was reached ("24 av 24") nothing is said of more.
    """
    say, seats = get_translator(language), request.room is not None
    value = -result.value if result.goal in _COUNTED_FROM_BELOW else result.value
    wishes = int(request.wishes.named.any(axis=1).sum())
    key = f"goal.{result.goal}"
    title = say(_key(say, key, seats=seats))
    proof = "" if _is_all(result, request) else _proof(result, say, seats=seats)
    if value == 0 and say.has(f"groups.{key}.none"):
        return GoalText(title, say(_key(say, f"{key}.none", seats=seats)), proof)
    reached = say.plural(
        _key(say, f"{key}.reached", seats=seats, many=True),
        value,
        pupils=len(request.pupils),
        choosing=wishes,
        turn=len(first_in_turn(request)),
    )
    return GoalText(title, reached, proof)


def say_goals(
    results: Sequence[GoalResult], request: Request, language: Language | str = Language.NB
) -> tuple[GoalText, ...]:
    """Say how far each goal was met; that no more is possible is explained once, then in short."""
    say, seats = get_translator(language), request.room is not None
    texts, explained = [], False
    for place, result in enumerate(results):
        text = say_goal(result, request, language)
        if result.proven and text.proof:
            first = "proof.first" if place == 0 else "proof.best"
            proof = say(_key(say, "proof.short" if explained else first, seats=seats))
            text, explained = replace(text, proof=proof), True
        texts.append(text)
    return tuple(texts)


def say_changes(
    before: Arrangement, now: Arrangement, request: Request, language: Language | str = Language.NB
) -> tuple[str, ...]:
    """Say what a change by hand did to the goals, and how many rules it breaks; in short."""
    say = get_translator(language)
    then = {one.goal: one.value for one in before.results}
    lines = [
        say(
            "groups.board.change",
            title=say_goal(one, request, language).title,
            now=abs(one.value),
            before=abs(then[one.goal]),
        )
        for one in now.results
        if one.value != then.get(one.goal, one.value)
    ]
    if now.broken:
        lines.append(say.plural("groups.board.broken", len(now.broken)))
    return tuple(lines) or (say("groups.board.same"),)


def _key(say: Translator, rest: str, *, seats: bool, many: bool = False) -> str:
    """Return the key about seats where there is one, else the one about groups."""
    special = f"groups.seat.{rest}"
    has = say.has_plural if many else say.has
    return special if seats and has(special) else f"groups.{rest}"


def _is_all(result: GoalResult, request: Request) -> bool:
    """Tell whether a goal is met for all it speaks of, so that more is not even thinkable."""
    everybody = len(request.pupils)
    most = {
        Goal.ROTATE: 0,
        Goal.NEW_PEOPLE: 0,
        Goal.NOT_ALONE: everybody,
        Goal.COMPANY: everybody,
        Goal.STAY: everybody,
        Goal.CHOSEN: int(request.wishes.named.any(axis=1).sum()),
        Goal.TURN: len(first_in_turn(request)),
        Goal.WISHES: int(request.wishes.named.sum()),
    }
    return result.value == most.get(result.goal)


def _proof(result: GoalResult, say: Translator, *, seats: bool) -> str:
    if result.proven:
        return say(_key(say, "proof.best", seats=seats))
    return "" if result.gap is None else say("groups.proof.gap", gap=result.gap)


def say_rule(
    rule: Rule, label: Labels, language: Language | str = Language.NB, *, seats: bool = False
) -> str:
    """Say one of the teacher's rules."""
    say = get_translator(language)
    key = _key(say, f"rule.{rule.kind}", seats=seats)
    if len(rule.pupils) == 1:
        return say(key, name=label(rule.pupils[0]), group=(rule.group or 0) + 1)
    first, second = map(label, rule.pupils)
    return say(key, first=first, second=second)


def say_rule_kind(
    kind: RuleKind, language: Language | str = Language.NB, *, seats: bool = False
) -> str:
    """Say what a kind of rule decides."""
    say = get_translator(language)
    return say(_key(say, f"rules.kind.{kind}", seats=seats))


def say_refusal(
    error: ArrangementRefusedError,
    rules: Sequence[Rule],
    label: Labels,
    language: Language | str = Language.NB,
    *,
    seats: bool = False,
) -> tuple[str, ...]:
    """Say why groups were refused; where rules cannot all hold, followed by those rules."""
    numbers = str(error.details.get("rules", "")).split(", ")
    listed = [rules[int(n) - 1] for n in numbers if n]
    return say_error(error, language), *(
        say_rule(rule, label, language, seats=seats) for rule in listed
    )


def say_broken(
    arrangement: Arrangement,
    rules: Sequence[Rule],
    label: Labels,
    language: Language | str = Language.NB,
) -> tuple[str, ...]:
    """Say which rules groups made by hand do not keep."""
    seats = bool(arrangement.seats)
    return tuple(say_rule(rules[n - 1], label, language, seats=seats) for n in arrangement.broken)


def say_unmet(
    arrangement: Arrangement, label: Labels, language: Language | str = Language.NB
) -> tuple[str, ...]:
    """Say for whom no wish is met, and why; pupils in alphabetical order of their labels.

    Silence, "nobody" and an unmet wish are three different facts, each in its own line; one line
    where none of the three is so.
    """
    say, seats = get_translator(language), bool(arrangement.seats)
    by_reason: dict[str, list[PupilId]] = {}
    for one in arrangement.unmet:
        by_reason.setdefault(_family(one.reason), []).append(one.pupil)
    lines = []
    for family in ("wish", "nobody", "silent"):
        names = sorted(map(label, by_reason.get(family, ())))
        if names:
            key = _key(say, f"unmet.{family}", seats=seats, many=True)
            lines.append(say.plural(key, len(names), names=", ".join(names).removesuffix(".")))
    if "wish" in by_reason:
        open_ = any(one.reason is UnmetReason.NOT_PROVEN for one in arrangement.unmet)
        lines.append(say(_key(say, "unmet.maybe" if open_ else "unmet.why", seats=seats)))
    return tuple(lines) or (say(_key(say, "unmet.none", seats=seats)),)


def _family(reason: UnmetReason) -> str:
    return {UnmetReason.SILENT: "silent", UnmetReason.NAMED_NOBODY: "nobody"}.get(reason, "wish")

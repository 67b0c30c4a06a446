"""The doubts of a finding in words: who answered, chance, silence, stability, agreement."""

from __future__ import annotations

from collections.abc import Iterator

from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.vocabulary import FindingCode
from skolemiljo_analytics.wording.catalogue import Translator
from skolemiljo_analytics.wording.phrases import join, say_count, say_number

__all__ = [
    "say_agreement",
    "say_answered",
    "say_bounds",
    "say_chance",
    "say_silence",
    "say_stability",
]

_TWO_SOURCES = frozenset({FindingCode.LOW_THOUGH_CHOSEN, FindingCode.SEEN_NOT_CHOSEN})
"""Findings that are two different sources set side by side."""
_BY_METHOD = frozenset(
    {
        FindingCode.SPLIT_GROUPINGS,
        FindingCode.CLOSED_GROUP,
        FindingCode.CONCENTRATED_SAY,
        FindingCode.SEVERAL_SAID_NO,
    }
)
"""Findings whose agreement is between methods; for the others it is between questions."""


def say_answered(doubt: Doubt, say: Translator) -> str:
    """Say how many answered, in people."""
    asked = say_count("pupils", doubt.n_asked, say)
    return say("findings.answered", answered=doubt.n_answered, asked=asked)


def say_chance(doubt: Doubt, stem: str, say: Translator) -> str:
    """Say what chance alone gives in this class: what to expect, and how often it looks like this.

    Where a finding has no chance model that is said, not passed over.
    """
    parts = []
    if doubt.expected is not None:
        parts.append(say(f"{stem}.expected", expected=_rounded(doubt.expected, say)))
    if doubt.chance is not None:
        parts.append(_of_hundred(doubt.chance, _own(f"{stem}.chance", "findings.chance", say), say))
    if parts:
        return " ".join(parts)
    own = f"{stem}.no_chance"
    return say(own if say.has(own) else "findings.chance.unknown")


def _rounded(expected: float, say: Translator) -> str:
    """Write what chance gives on average as people: decimals only where they tell something."""
    return say_number(expected, say.language, decimals=1 if expected < 3 else 0)


def _own(own: str, general: str, say: Translator) -> str:
    return own if say.has(f"{own}.some") else general


def _of_hundred(p: float, start: str, say: Translator) -> str:
    """Write a probability as so many of a hundred; below one of a hundred as fewer than one."""
    if p < 0.01:
        return say(f"{start}.rare")
    return say(f"{start}.some", n=round(100 * p))


def say_silence(doubt: Doubt, counted: str, say: Translator) -> str:
    """Say what those who did not answer could change; `counted` is what the number counts."""
    if doubt.n_silent == 0:
        return say("findings.silence.none")
    if doubt.low is None or doubt.high is None:
        return say.plural("findings.silence.unknown", doubt.n_silent)
    if doubt.low == doubt.high:
        return say.plural("findings.silence.same", doubt.n_silent)
    bounds = say_bounds("findings.silence.bounds", doubt, counted, say)
    return bounds if doubt.if_all is None else f"{bounds} {_if_all(doubt.if_all, say)}"


def _if_all(p: float, say: Translator) -> str:
    """Write how likely the fact would stand, to five of a hundred: no finer is known."""
    n = 5 * round(20 * p)
    key = "nearly_all" if n >= 100 else "some" if n else "hardly"
    return say(f"findings.silence.if_all.{key}", n=n)


def say_bounds(key: str, doubt: Doubt, counted: str, say: Translator) -> str:
    """Say between which numbers the truth lies had everybody answered."""
    low, high = (say_number(v or 0, say.language) for v in (doubt.low, doubt.high))
    return say.plural(key, doubt.n_silent, low=low, high=high, counted=counted)


def say_stability(doubt: Doubt, stem: str, say: Translator) -> str:
    """Say how often the pattern stands when the class answers again, and if it rests on one."""
    own = f"{stem}.stability"
    if doubt.stable_short is None:
        parts = [say("findings.stability.unknown")]
    else:
        key = own if say.has(own) else "findings.stability.short"
        parts = [say(key, n=round(100 * doubt.stable_short))]
    if doubt.stable_term is not None:
        parts.append(say("findings.stability.term", n=round(100 * doubt.stable_term)))
    if doubt.rests_on_one:
        parts.append(say("findings.stability.one"))
    return " ".join(parts)


def say_agreement(finding: Finding, say: Translator) -> str:
    """Say how many methods, or questions, point the same way."""
    doubt = finding.doubt
    if finding.code in _TWO_SOURCES:
        return say("findings.agreement.two_sources")
    if doubt.agree is None or doubt.of is None or doubt.of < 2:
        return say("findings.agreement.single")
    kind = "methods" if finding.code in _BY_METHOD else "questions"
    counted = say(f"findings.agreement.{kind}", agree=doubt.agree, of=doubt.of)
    return " ".join((counted, *_which(doubt, say))) if kind == "methods" else counted


def _which(doubt: Doubt, say: Translator) -> Iterator[str]:
    """Name the definitions on either side, so that a reader can look them up."""
    found = doubt.definitions
    for side, codes in (("yes", found.yes), ("no", found.no)) if found else ():
        if codes:
            named = join((say(f"findings.definition.{code}") for code in codes), say)
            yield say(f"findings.agreement.{side}", definitions=named)

"""Findings as sentences: what was asked and answered, what may be concluded, and every doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.vocabulary import FindingCode, Gate, Language, PupilId, Scope
from skolemiljo_analytics.wording.catalogue import Translator, get_translator
from skolemiljo_analytics.wording.doubt import (
    say_agreement,
    say_answered,
    say_bounds,
    say_chance,
    say_silence,
    say_stability,
)
from skolemiljo_analytics.wording.phrases import Labels, join, opaque_labels, say_count, say_number

__all__ = ["FindingText", "say", "say_finding", "stem"]

_SAME_ELSEWHERE = frozenset(
    {
        FindingCode.LOW_ANSWER_RATE,
        FindingCode.FEW_CHOICES,
        FindingCode.UNCHOSEN,
        FindingCode.WITHOUT_MUTUAL,
        FindingCode.CLOSED_PAIR,
        FindingCode.CLOSED_GROUP,
        FindingCode.SPLIT_GROUPINGS,
        FindingCode.GENDER_SPLIT,
        FindingCode.SINGLE_BRIDGE,
        FindingCode.LOST_TIES,
        FindingCode.RESOURCE_MUTUAL,
        FindingCode.RESOURCE_BRIDGES,
        FindingCode.RESOURCE_OPEN_GROUPS,
    }
)
"""Findings whose second and later questions show the same as the first."""

_MORE_FACTS = ("without", "outside", "no", "previous")
"""Facts with a sentence of their own where they are there."""

_TWO_SCOPES = frozenset({FindingCode.WITHOUT_MUTUAL, FindingCode.LOW_BOTH_WAYS})
"""Codes that speak of the class, and of a pupil or a pair."""

_THINGS = ("plain", "pupils", "choices", "mutual", "pairs", "groups", "questions", "patterns")


@dataclass(frozen=True)
class FindingText:
    """One finding in words; every part is a sentence or two, or empty where there is nothing.

    Attributes
    ----------
    title
        A few plain words.
    claim
        What the finding is, in one sentence.
    fact
        What was asked and answered, with numbers; always true of the round.
    conclusion
        What may be concluded and how firmly; empty where there is only a fact.
    asked, answered
        The questions as the pupils read them; how many answered.
    numbers
        The rule and the set of criteria.
    chance, silence, stability, agreement
        The four doubts.
    other_readings, cannot_show, questions_back
        Other ways to read it; what it cannot show; questions back to the adults.
    strength, strength_help
        The strength word, and what the word means.
    """

    title: str
    claim: str
    fact: str
    conclusion: str
    asked: str
    answered: str
    numbers: str
    chance: str
    silence: str
    stability: str
    agreement: str
    other_readings: tuple[str, ...]
    cannot_show: tuple[str, ...]
    questions_back: tuple[str, ...]
    strength: str
    strength_help: str


def stem(finding: Finding) -> str:
    """Return the key its sentences begin with: the code, and the scope where a code has two."""
    on_class = finding.code in _TWO_SCOPES and finding.scope is Scope.CLASS
    return f"findings.{finding.code}{'_class' if on_class else ''}"


def say_finding(
    finding: Finding, language: Language | str = Language.NB, label: Labels | None = None
) -> FindingText:
    """Say one finding.

    Parameters
    ----------
    finding
        From `findings.find_all`.
    language
        ``nb``, ``nn`` or ``en``.
    label
        What to call a pupil. Without it pupils are *eleven*, or *elev 1*, *elev 2*: never an id.

    Returns
    -------
    FindingText
        Plain text; a view that writes HTML must escape it, since a label may hold anything.
    """
    say = get_translator(language)
    values = _values(finding, say, label or opaque_labels(finding.pupils, language))
    start = stem(finding)
    strength = finding.strength or "fact"
    return FindingText(
        title=say(f"{start}.title", **values),
        claim=_capital(say(_claim(finding), **values)),
        fact=_fact(finding, say, values),
        conclusion=_conclusion(finding, say, values),
        asked=_asked(finding, say),
        answered=say_answered(finding.doubt, say),
        numbers=_numbers(finding, say, values),
        chance=say_chance(finding.doubt, start, say),
        silence=say_silence(finding.doubt, _counted(finding, say, values), say),
        stability=say_stability(finding.doubt, start, say),
        agreement=say_agreement(finding, say),
        other_readings=tuple(say(f"findings.reading.{c}") for c in finding.other_readings),
        cannot_show=tuple(say(f"findings.cannot.{c}") for c in finding.cannot_show),
        questions_back=tuple(say(f"findings.back.{c}") for c in finding.questions_back),
        strength=say(f"findings.strength.{strength}"),
        strength_help=say(f"findings.strength_help.{strength}"),
    )


def say(
    findings: Iterable[Finding],
    language: Language | str = Language.NB,
    label: Labels | None = None,
) -> str:
    """Say findings as readable text for a notebook or a terminal, in the order given.

    Without `label` a pupil has the same opaque number throughout the text.
    """
    found = tuple(findings)
    speak = get_translator(language)
    if not found:
        return speak("findings.page.nothing")
    label = label or _numbered(found, speak)
    return "\n\n".join(_paragraph(say_finding(f, language, label), speak) for f in found)


def _numbered(findings: tuple[Finding, ...], speak: Translator) -> Labels:
    pupils: list[PupilId] = [p for f in findings for p in f.pupils]
    order = {pupil: n for n, pupil in enumerate(dict.fromkeys(pupils), start=1)}
    return lambda pupil: speak("findings.pupil.number", n=order[pupil])


def _paragraph(text: FindingText, speak: Translator) -> str:
    lines = [
        f"{text.title} · {text.strength}",
        f"{text.claim} {text.fact}",
        text.conclusion,
        speak("findings.page.silence", text=f"{text.answered} {text.silence}"),
        speak("findings.page.chance", text=text.chance),
        speak("findings.page.stability", text=text.stability),
        speak("findings.page.reading", text=" ".join(text.other_readings)),
        speak("findings.page.cannot", text=" ".join(text.cannot_show)),
        speak("findings.page.back", text=" ".join(text.questions_back)),
    ]
    return "\n  ".join(line for line in lines if line)


def _values(finding: Finding, say: Translator, label: Labels) -> dict[str, str]:
    """Return what a sentence may use: pupils, questions, and every fact as number and as count."""
    questions = [_quote(question, say) for question in finding.questions]
    values = {
        "pupil": label(finding.pupils[0]) if finding.pupils else "",
        "pupil_list": join(map(label, finding.pupils), say),
        "question": questions[0] if questions else "",
        "questions": join(questions, say),
        "other": questions[1] if len(questions) > 1 else "",
        "third": questions[2] if len(questions) > 2 else "",
        "others": join(questions[1:], say),
    }
    for name, number in finding.facts.items():
        values[name] = say_number(number, say.language)
        if float(number).is_integer():
            values |= {f"{name}_{t}": say_count(t, int(number), say) for t in _THINGS}
    return values


def _quote(question: str, say: Translator) -> str:
    """Quote a question as far as its question mark: what to fill in, and how, is left out."""
    asked, mark, _ = question.rpartition("?")
    return say("findings.quote", text=asked + mark or question)


def _claim(finding: Finding) -> str:
    """Return the key of the claim: one for each variant where a finding has them."""
    variant = finding.facts.get("variant")
    own = "" if variant is None else f"_{int(variant)}"
    return f"{stem(finding)}.claim{own}"


def _fact(finding: Finding, say: Translator, values: dict[str, str]) -> str:
    parts = [say(f"{stem(finding)}.fact", **values)]
    more = (f"{stem(finding)}.{name}" for name in _MORE_FACTS if name in finding.facts)
    parts += [say(key, **values) for key in more if say.has(key)]
    if finding.code in _SAME_ELSEWHERE and len(finding.relations) > 1:
        own = f"{stem(finding)}.also"
        parts.append(say(own if say.has(own) else "findings.also", others=values["others"]))
    doubt = finding.doubt
    if doubt.low is not None and doubt.high is not None and doubt.low < doubt.high:
        counted = _counted(finding, say, values)
        parts.insert(1, say_bounds("findings.fact_bounds", doubt, counted, say))
    return _capital(" ".join(parts))


def _counted(finding: Finding, say: Translator, values: dict[str, str]) -> str:
    """Return what the finding's number counts: *antall par*, or just *tallet*."""
    own = f"{stem(finding)}.counted"
    return say(own, **values) if say.has(own) else say("findings.counted")


def _conclusion(finding: Finding, say: Translator, values: dict[str, str]) -> str:
    if finding.strength is None:
        return ""
    that = say(f"{stem(finding)}.that", **values)
    return say(f"findings.conclusion.{finding.strength}", that=that)


def _asked(finding: Finding, say: Translator) -> str:
    quoted = [_quote(question, say) for question in finding.questions]
    return say.plural("findings.asked", len(quoted), questions=join(quoted, say))


def _numbers(finding: Finding, say: Translator, values: dict[str, str]) -> str:
    gate = list(Gate)[int(finding.facts["gate"])] if "gate" in finding.facts else None
    words = say(f"findings.gate.{gate}") if gate else ""
    parts = [say(f"{stem(finding)}.rule", **(values | {"gate_words": words}))]
    if "draws" in finding.facts:  # a finding kept before they were told has none
        parts.append(say(f"{stem(finding)}.drawn", **values))
    return " ".join([*parts, say("findings.preset", preset=finding.doubt.preset)])


def _capital(text: str) -> str:
    """Begin with a capital: a sentence may begin with a pupil's label."""
    return text[:1].upper() + text[1:]

"""The five steps in words: surprises, patterns with and without, duties, what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skolemiljo_analytics.casework.brackets import FigureWithout, PatternWithout
from skolemiljo_analytics.casework.expectation import Expectation, Surprises
from skolemiljo_analytics.casework.following import ChangeSeen, Readable
from skolemiljo_analytics.casework.law import Deadline, Duty, duties_left
from skolemiljo_analytics.casework.questions import Answer
from skolemiljo_analytics.casework.records import Case, ExpectedChange, Figure
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording.catalogue import Translator, get_translator
from skolemiljo_analytics.wording.phrases import Labels, join, say_date, say_number
from skolemiljo_analytics.wording.terms import say_strength

__all__ = [
    "SurpriseText",
    "say_answer",
    "say_change_seen",
    "say_closed_despite",
    "say_deadline",
    "say_duty_left",
    "say_expectation",
    "say_expected",
    "say_figure_without",
    "say_paragraph",
    "say_pattern_without",
    "say_readable",
    "say_surprises",
]


@dataclass(frozen=True)
class SurpriseText:
    """What surprised in one direction: a heading and its sentences."""

    title: str
    lines: tuple[str, ...]


def say_expectation(
    expected: Expectation, label: Labels, language: Language | str = Language.NB
) -> tuple[str, ...]:
    """Say what was expected, one sentence each."""
    say = get_translator(language)
    lines = [
        say("casework.before.grouping", pupils=_names(members, label, say))
        for members in expected.groupings
    ]
    for part in ("outside", "decides"):
        pupils: tuple[PupilId, ...] = getattr(expected, part)
        if pupils:
            lines.append(say(f"casework.before.{part}_said", pupils=_names(pupils, label, say)))
    return (*lines, expected.sketch) if expected.sketch else tuple(lines)


def say_surprises(
    found: Surprises, label: Labels, language: Language | str = Language.NB
) -> tuple[SurpriseText, ...]:
    """Say what surprised, in both directions; a direction without any says so."""
    say = get_translator(language)
    pairs = [join([label(a), label(b)], say) for a, b in found.not_expected]
    seen = [
        *_line("chosen_after_all", found.chosen_after_all, label, say),
        *_line("not_in_answers", found.not_in_answers, label, say),
        *_line("not_named", found.not_named, label, say),
    ]
    unseen = [
        *([say("casework.surprise.not_expected", pairs="; ".join(pairs))] if pairs else []),
        *_line("unchosen_unseen", found.unchosen_unseen, label, say),
        *_line("named_unseen", found.named_unseen, label, say),
    ]
    nothing = say("casework.surprise.nothing")
    return (
        SurpriseText(say("casework.surprise.expected_title"), tuple(seen) or (nothing,)),
        SurpriseText(say("casework.surprise.answered_title"), tuple(unseen) or (nothing,)),
    )


def say_pattern_without(
    pattern: PatternWithout, title: str, language: Language | str = Language.NB
) -> str:
    """Say what of a pattern stands without those in parentheses; `title` is what it is called."""
    say = get_translator(language)
    return say(
        f"casework.without.{pattern.standing}",
        pattern=title,
        questions=" / ".join(f"«{q}»" for q in pattern.questions),
        before="" if pattern.whole is None else say_strength(pattern.whole.strength, language),
        after="" if pattern.without is None else say_strength(pattern.without.strength, language),
    )


def say_figure_without(figure: FigureWithout, language: Language | str = Language.NB) -> str:
    """Say a count with and without, beside what any other pupils would have given."""
    say = get_translator(language)
    span = f"{figure.low}–{figure.high}" if figure.low != figure.high else str(figure.low)
    counted = say(
        f"casework.figure.{figure.figure}", whole=figure.whole, without=figure.without, span=span
    )
    beyond = say(f"casework.figure.{'beyond' if figure.beyond else 'within'}", span=span)
    return f"{counted} {beyond}"


def say_answer(answer: Answer, language: Language | str = Language.NB) -> tuple[str, ...]:
    """Say what is answered to a question, a line for each part that is written; () for nothing."""
    say = get_translator(language)
    marks = [
        say(
            "casework.formal.said",
            point=say(f"casework.formal.{one.point}"),
            mark=say(f"casework.formal.mark.{one.mark}"),
        )
        for one in answer.points
    ]
    parts = [
        say("casework.questions.part", part=say(f"casework.questions.{part}"), text=text)
        for part in ("adults", "observed", "survey")
        if (text := getattr(answer, part))
    ]
    return (*marks, *parts)


def say_deadline(deadline: Deadline, language: Language | str = Language.NB) -> str:
    """Say a duty with its day; what the county governor may do waits for the day it counts from."""
    say = get_translator(language)
    if deadline.day is None and deadline.duty is Duty.AUTHORITY:
        return say("casework.duty.authority_no_day")
    day = say_date(deadline.day, language) if deadline.day else ""
    return say(f"casework.duty.{deadline.duty}", day=day or say("casework.duty.no_day"))


def say_duty_left(deadline: Deadline, language: Language | str = Language.NB) -> str:
    """Say that nothing is written about a duty, with its paragraph, and what to do about it now."""
    say = get_translator(language)
    return say(f"casework.left.{deadline.duty}", paragraph=say_paragraph(deadline, language))


def say_closed_despite(case: Case, language: Language | str = Language.NB) -> str:
    """Say which duties had nothing written about them when a case was closed, and why it was."""
    if case.closing is None or not case.closing.despite:
        return ""
    say = get_translator(language)
    left = [
        say(f"casework.left.{one.duty}_short", paragraph=say_paragraph(one, language))
        for one in duties_left(case)
    ]
    return say("casework.closing.closed_despite", left="; ".join(left), reason=case.closing.despite)


def say_paragraph(deadline: Deadline, language: Language | str = Language.NB) -> str:
    """Say a duty's paragraph, with the earlier act's number beside it where there is one."""
    say = get_translator(language)
    if deadline.old:
        return say("casework.duty.both", new=deadline.paragraph, old=deadline.old)
    return say("casework.duty.paragraph", new=deadline.paragraph)


def say_readable(one: Readable, language: Language | str = Language.NB) -> str:
    """Say a number a later round can be held to, of which question, and as it is now."""
    say = get_translator(language)
    fixed = one.figure is Figure.SCALE
    return say(
        "casework.expected.readable",
        figure=say(f"casework.expected.{one.figure}"),
        question=one.words,
        now=say_number(one.now, language, fixed=fixed),
    )


def say_expected(change: ExpectedChange, words: str, language: Language | str = Language.NB) -> str:
    """Say which number is expected to move, how much, and in which round; "" for what is seen.

    `words` is what the question or scale is called.
    """
    if not change.question:
        return ""
    say = get_translator(language)
    return say(
        "casework.expected.said",
        figure=say(f"casework.expected.{change.figure}"),
        question=words,
        way=say(f"casework.expected.{'up' if change.upward else 'down'}"),
        amount=say_number(change.amount, language),
        when=change.when or say("casework.expected.next_round"),
    )


def say_change_seen(change: ChangeSeen, language: Language | str = Language.NB) -> str:
    """Say whether what was expected has happened, with the numbers and the threshold."""
    say = get_translator(language)
    numbers = {
        "before": say_number(change.before, language),
        "after": say_number(change.after, language),
        "fell": change.fell,
        "rose": change.rose,
        "n": change.n_both,
        "margin": say_number(change.margin, language),
    }
    kind = "scale" if change.p is None else "pairs"
    parts = [say(f"casework.change.{change.word}"), say(f"casework.change.{kind}", **numbers)]
    if change.as_expected is not None:
        key = "as_expected" if change.as_expected else "not_as_expected"
        parts.insert(1, say(f"casework.change.{key}"))
    return " ".join([*parts, say(f"casework.change.{kind}_rule", **numbers)])


def _line(key: str, pupils: Iterable[PupilId], label: Labels, say: Translator) -> list[str]:
    names = _names(pupils, label, say)
    return [say(f"casework.surprise.{key}", pupils=names)] if names else []


def _names(pupils: Iterable[PupilId], label: Labels, say: Translator) -> str:
    return join([label(pupil) for pupil in pupils], say)

"""A figure put to the four questions, in words: one line a question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Protocol

from skolemiljo_analytics.doubt.agreement import Agreement
from skolemiljo_analytics.doubt.anything import ClassDoubt, Span
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.vocabulary import Language, Reason
from skolemiljo_analytics.wording.catalogue import Translator, get_translator
from skolemiljo_analytics.wording.phrases import say_number
from skolemiljo_analytics.wording.terms import say_reason

__all__ = ["Doubted", "say_doubted", "say_figure"]

_DECIMALS = 2


class Doubted(Protocol):
    """What is said: a figure with its doubt, as `workflows.doubting` makes it."""

    @property
    def figure(self) -> str:
        """Its code."""

    @property
    def doubt(self) -> ClassDoubt | None:
        """The number and its doubt."""

    @property
    def reason(self) -> Reason | None:
        """Why there is no number."""

    @property
    def tail(self) -> str:
        """Which direction counts."""

    @property
    def agreement(self) -> Agreement:
        """What other definitions say."""


def say_figure(figure: str, language: Language | str = Language.NB) -> str:
    """Say what a figure of a class is, in a few words.

    Examples
    --------
    >>> say_figure("class_by_mutual_pairs")
    'Antall par som valgte hverandre'
    """
    return get_translator(language)(f"terms.figure.{figure.replace(':', '_')}")


def say_doubted(
    found: Doubted, language: Language | str = Language.NB
) -> tuple[tuple[str, str], ...]:
    """Say a figure and its doubt: pairs of what is asked and what is answered."""
    say = get_translator(language)
    doubt = found.doubt
    if doubt is None:
        reason = say_reason(found.reason or Reason.NOBODY_ANSWERED, language)
        return ((say("terms.doubted.value"), say("terms.doubted.no_number", reason=reason)),)
    rows = {
        "value": _value(doubt.reading, say),
        "silence": _silence(doubt.reading, say),
        "days": _again(doubt.next_days, say),
        "term": _span(doubt.next_term, "span", say),
        "rater": _span(doubt.one_rater, "one_by_one", say),
        "chance": " ".join(_chance(doubt.chance, found.tail, say)),
        "agreement": " ".join(_agreement(found.agreement, say)),
    }
    return tuple((say(f"terms.doubted.{key}"), text) for key, text in rows.items())


def _number(value: float | None, say: Translator) -> str:
    if value is None or math.isinf(value):
        return "∞"
    whole = float(value).is_integer()
    return say_number(value, say.language, decimals=_DECIMALS, fixed=not whole)


def _value(reading: Reading, say: Translator) -> str:
    return say(
        "terms.doubted.answered",
        value=_number(reading.value, say),
        answered=reading.n_answered,
        asked=reading.n_asked,
    )


def _silence(reading: Reading, say: Translator) -> str:
    if reading.n_answered == reading.n_asked:
        return say("terms.doubted.all_answered")
    if reading.low is None or reading.high is None:
        return say("terms.doubted.not_for_ratings")
    return _between(reading.low, reading.high, "filled_in", say)


def _between(low: float, high: float, key: str, say: Translator) -> str:
    ends = {"low": _number(low, say), "high": _number(high, say)}
    return say(f"terms.doubted.{'same' if ends['low'] == ends['high'] else key}", **ends)


def _span(span: Span | None, key: str, say: Translator) -> str:
    if span is None:
        return say("terms.doubted.not_for_ratings")
    if span.low is None or span.high is None:
        return say("terms.doubted.nowhere")
    text = _between(span.low, span.high, key, say)
    if not span.undefined:
        return text
    missing = say("terms.doubted.undefined", n=span.undefined, versions=span.versions)
    return f"{text} {missing}"


def _again(span: Span | None, say: Translator) -> str:
    text = _span(span, "span", say)
    return text if span is None else f"{text} {say('terms.doubted.drawn_anew')}"


def _chance(chance: Chance | None, tail: str, say: Translator) -> Iterator[str]:
    if chance is None:
        yield say("terms.doubted.no_chance")
        return
    numbers = {"expected": chance.expected, "low": chance.low, "high": chance.high}
    yield say("terms.doubted.expected", **{k: _number(v, say) for k, v in numbers.items()})
    often = "rare" if chance.p < 0.01 else "some"
    yield say(f"terms.doubted.{often}_{tail}", n=round(100 * chance.p))
    yield say(f"terms.doubted.null_{chance.null}")


def _agreement(agreement: Agreement, say: Translator) -> Iterator[str]:
    sides = {"yes": agreement.yes, "no": agreement.no, "without": agreement.undefined}
    if not any(sides.values()):
        yield say("terms.doubted.single")
        return
    counted = "agree" if agreement.of else "agree_none"
    yield say(f"terms.doubted.{counted}", agree=agreement.agree, of=agreement.of)
    for side, figures in sides.items():
        if figures and agreement.of:
            yield say(f"terms.doubted.{side}", figures=_named(figures, say))


def _named(figures: Iterable[str], say: Translator) -> str:
    """Name figures in a row; their names have commas in them."""
    return "; ".join(say_figure(one, say.language) for one in figures)

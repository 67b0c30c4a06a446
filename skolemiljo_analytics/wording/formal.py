"""The seventeen points of the formal community in the pupils' words: to ask, and to know again.

The statements are this project's own, written after the points; they are no tested scale, and are
never added up.

References
----------
Domain handbook 7, row 4 (adult and pupil versions of the seventeen points) and 1.3, P5.
"""

from __future__ import annotations

import re
from functools import cache

from skolemiljo_analytics.casework.formal import FORMAL_POINTS, FormalPoint
from skolemiljo_analytics.portrait.records import ScalePortrait
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.catalogue import get_translator
from skolemiljo_analytics.wording.phrases import say_number
from skolemiljo_analytics.wording.terms import say_reading

__all__ = ["point_of_statement", "pupil_statements", "say_pupils"]


def pupil_statements(language: Language | str = Language.NB) -> tuple[str, ...]:
    """Return what pupils may be asked to agree with, one statement a point, in their order.

    Examples
    --------
    >>> len(pupil_statements("nb"))
    17
    """
    say = get_translator(language)
    return tuple(say(f"casework.formal.pupil.{point}") for point in FORMAL_POINTS)


def point_of_statement(text: str) -> FormalPoint | None:
    """Return the point a question of a form asks about, in any language; None for other questions.

    Examples
    --------
    >>> str(point_of_statement("  Oppgavene passer for meg "))
    'adapted'
    """
    return _by_words().get(_folded(text))


def say_pupils(scale: ScalePortrait, language: Language | str = Language.NB) -> str:
    """Say what the class answered to one statement: the mean with its noise, and how many answered.

    Below five answers the mean is hidden, and is said to be.
    """
    say = get_translator(language)
    mean = say_reading(scale.mean, language, fixed=True)
    key = "hidden" if scale.half_width is None else "mean"
    half = "" if scale.half_width is None else say_number(scale.half_width, language, fixed=True)
    return say(
        f"casework.formal.pupils.{key}",
        mean=mean,
        half=half,
        lowest=scale.lowest,
        highest=scale.highest,
        n=scale.n_answered,
        asked=scale.n_asked,
    )


@cache
def _by_words() -> dict[str, FormalPoint]:
    return {
        _folded(text): point
        for language in Language
        for point, text in zip(FORMAL_POINTS, pupil_statements(language), strict=True)
    }


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))

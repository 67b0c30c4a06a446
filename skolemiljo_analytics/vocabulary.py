"""The words everyone shares: closed sets, identifiers and array types.

Nothing here computes. Values are stable codes in English; `wording` turns them into sentences.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NewType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    BoolArray = NDArray[np.bool_]
    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

__all__ = [
    "CHOSEN_KINDS",
    "VERSION",
    "AnswerDesign",
    "AnswerForm",
    "AnswerState",
    "BoolArray",
    "FindingCode",
    "FloatArray",
    "Gate",
    "Gender",
    "IntArray",
    "Language",
    "Polarity",
    "PupilId",
    "Purpose",
    "QuestionKind",
    "ReadingStatus",
    "Reason",
    "Role",
    "Scope",
    "Strength",
]

VERSION = "0.2.0"
"""The version that made a portrait; the same as the package's."""

PupilId = NewType("PupilId", str)
"""An opaque pupil identifier: random, issued by the store, never a name."""

_ARRAYS = {"BoolArray": "bool", "IntArray": "int64", "FloatArray": "float64"}


def __getattr__(name: str) -> Any:
    """Make an array type when it is first asked for: the command line starts without numpy."""
    if name not in _ARRAYS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import numpy as np
    from numpy.typing import NDArray

    made: Any = NDArray[np.dtype(_ARRAYS[name]).type]  # type: ignore[misc]
    return globals().setdefault(name, made)


class Purpose(StrEnum):
    """Why a round is held; decides what may be asked (forskrift til opplæringslova § 20-5)."""

    PREVENTIVE = "preventive"  # opplæringslova § 12-3
    SUSPICION = "suspicion"  # concrete suspicion, §§ 12-4 and 12-5


class Polarity(StrEnum):
    """Whether a question is about wanting, about a neutral fact, or about not wanting someone."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class QuestionKind(StrEnum):
    """What a question about classmates is about; decides which numbers may be computed from it."""

    COMPANY = "company"  # whom one wants to be with (recess, free time)
    WORK = "work"  # whom one wants to work with
    TOGETHER = "together"  # whom one in fact spends time with
    SAY = "say"  # whose ideas the class follows: power, asked positively
    DECIDES = "decides"  # who decides most: negative until the school has assessed it
    HELP = "help"  # who helps others
    EXPECTED = "expected"  # who one thinks chooses oneself
    DISLIKE = "dislike"  # named negative: only on concrete suspicion
    BULLYING = "bullying"  # named negative: only on concrete suspicion
    OTHER = "other"


CHOSEN_KINDS = (
    QuestionKind.COMPANY,
    QuestionKind.WORK,
    QuestionKind.TOGETHER,
    QuestionKind.OTHER,
)
"""Questions where being named means that somebody wants, or has, one's company."""


class AnswerForm(StrEnum):
    """The form an answer takes."""

    CHOICE = "choice"  # a set of classmates
    RANKED = "ranked"  # classmates in order
    RATING = "rating"  # a number for every classmate
    SCALE = "scale"  # one number about oneself or the class
    TEXT = "text"  # free text, never analysed by name


class AnswerDesign(StrEnum):
    """Which of the three designs an answer comes from (methods handbook 10)."""

    POSITIVE = "positive"
    SIGNED = "signed"  # positive and negative choices
    RATINGS = "ratings"


class AnswerState(StrEnum):
    """What is known of one pupil's answer to one question: four different facts."""

    NAMED = "named"
    NOBODY = "nobody"
    SKIPPED = "skipped"
    ABSENT = "absent"


class Gender(StrEnum):
    """Gender as the class list gives it; only for asking whether choices follow it."""

    GIRL = "girl"
    BOY = "boy"
    OTHER = "other"


class ReadingStatus(StrEnum):
    """What kind of result a reading is."""

    KNOWN = "known"
    BOUNDED = "bounded"  # silence could change it: low and high differ
    NOT_ASKED = "not_asked"
    TOO_FEW_ANSWERS = "too_few_answers"
    UNDEFINED = "undefined"
    HIDDEN = "hidden"  # a third state beside a number and no data


class Reason(StrEnum):
    """Why a number is not available."""

    NO_TIES = "no_ties"
    NO_GENDER = "no_gender"
    ONE_GENDER = "one_gender"
    SMALL_CATEGORY = "small_category"
    CLASS_TOO_SMALL = "class_too_small"
    NOT_ABOUT_COMPANY = "not_about_company"
    NOBODY_ANSWERED = "nobody_answered"
    CONSTANT = "constant"
    NOT_ASKED = "not_asked"
    PARTICIPATION = "participation"
    NO_PREVIOUS = "no_previous"
    NO_OVERLAP = "no_overlap"
    NO_POWER = "no_power"
    UNLAWFUL = "unlawful"
    DISCLOSURE = "disclosure"
    DIFFERENT_QUESTION = "different_question"
    SERIES_BREAK = "series_break"
    FEW_OBSERVATIONS = "few_observations"


class Gate(StrEnum):
    """What participation allows (methods handbook 1.14)."""

    EVERYTHING = "everything"  # at least 90 % answered
    WITH_BOUNDS = "with_bounds"  # 75-90 %: numbers with bounds, no conclusions beyond "probable"
    CLASS_ONLY = "class_only"  # 60-75 %: class figures and mutual ties among those who answered
    NOTHING_NAMED = "nothing_named"  # below 60 %: nothing about named pupils


class Strength(StrEnum):
    """How firmly something may be concluded; calibrated by simulation, never decreed."""

    CLEAR = "clear"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CANNOT_SAY = "cannot_say"


class Scope(StrEnum):
    """What a finding is about."""

    CLASS = "class"
    GROUP = "group"
    PAIR = "pair"
    PUPIL = "pupil"
    PRACTICE = "practice"  # what the adults do or asked


class FindingCode(StrEnum):
    """Every judgement the toolkit can make."""

    FEW_CHOICES = "few_choices"  # the class: how many nobody chose, against chance
    UNCHOSEN = "unchosen"  # one pupil, one question
    WITHOUT_MUTUAL = "without_mutual"
    SINGLE_TIE = "single_tie"
    NO_NAMES_EITHER_WAY = "no_names_either_way"
    FEW_IN_ALL = "few_in_all"  # several questions together
    AT_EDGE = "at_edge"
    ONLY_OUTSIDE = "only_outside"
    WOVEN = "woven"  # the class beside random classes
    EXPECTED_MORE = "expected_more"
    CLOSED_PAIR = "closed_pair"
    CLOSED_GROUP = "closed_group"
    SPLIT_GROUPINGS = "split_groupings"
    GENDER_SPLIT = "gender_split"
    CONCENTRATED_SAY = "concentrated_say"
    GROUP_FRONT = "group_front"  # from here to REPORTED_BY_SEVERAL: only on concrete suspicion
    HARM_REPORTED = "harm_reported"
    LAST_REPORTING = "last_reporting"
    SEVERAL_SAID_NO = "several_said_no"
    YES_HERE_NO_THERE = "yes_here_no_there"
    TOGETHER_SAID_NO = "together_said_no"
    REPORTED_BY_SEVERAL = "reported_by_several"
    LOW_BOTH_WAYS = "low_both_ways"  # the class, or a pair; and the next: only on suspicion
    LOW_FROM_SEVERAL = "low_from_several"
    RATING_SHARES = "rating_shares"
    POWER_PROFILE = "power_profile"  # "who decides" only on suspicion; whose ideas, always
    SAY_WITHOUT_CHOICE = "say_without_choice"
    SPECIAL_POWER = "special_power"
    SINGLE_BRIDGE = "single_bridge"
    TOGETHER_NOT_CHOSEN = "together_not_chosen"
    SEEN_NOT_CHOSEN = "seen_not_chosen"  # the class: what adults saw beside the answers
    CONTEXT_DIFFERENCE = "context_difference"
    LOST_TIES = "lost_ties"
    LOW_ANSWER_RATE = "low_answer_rate"
    LOW_SCALE = "low_scale"
    LOW_THOUGH_CHOSEN = "low_though_chosen"  # survey and choices disagree: both are shown
    RESOURCE_MUTUAL = "resource_mutual"
    RESOURCE_BRIDGES = "resource_bridges"
    RESOURCE_OPEN_GROUPS = "resource_open_groups"
    ORDINARY_CLASS = "ordinary_class"


class Role(StrEnum):
    """Who is looking; what each may fetch is decided below the pages."""

    SMT = "smt"  # school-environment team
    TEACHER = "teacher"  # the class's own adults
    LEADERSHIP = "leadership"  # school and grade, never a class or a pupil


class Language(StrEnum):
    """Languages the toolkit speaks."""

    NB = "nb"
    NN = "nn"
    EN = "en"

"""What goes with each finding whatever the numbers: themes, other readings, limits, questions back.

Codes only; the sentences are in the catalogues under ``findings.reading.``, ``findings.cannot.``
and ``findings.back.``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from skolemiljo_analytics.vocabulary import FindingCode, Scope

__all__ = ["GUIDES", "RESOURCES", "Guide", "guide_of"]


@dataclass(frozen=True)
class Guide:
    """The constant parts of a finding.

    Attributes
    ----------
    themes
        Themes of domain handbook 6.1 that actions answer to; empty where no action is meant.
    readings
        At least two other ways to read the pattern.
    cannot
        What it may not be used to conclude.
    back
        Questions back to the adults.
    """

    themes: tuple[str, ...]
    readings: tuple[str, ...]
    cannot: tuple[str, ...]
    back: tuple[str, ...]


RESOURCES = frozenset(
    {
        FindingCode.RESOURCE_MUTUAL,
        FindingCode.RESOURCE_BRIDGES,
        FindingCode.RESOURCE_OPEN_GROUPS,
    }
)
"""Findings that are strengths of the class."""

GUIDES: Mapping[FindingCode, Guide] = MappingProxyType(
    {
        FindingCode.FEW_CHOICES: Guide(
            ("F2",),
            ("choice_limit", "outside_class", "day_of_round"),
            ("not_disliked", "not_wellbeing"),
            ("who_starts", "tasks_together"),
        ),
        FindingCode.UNCHOSEN: Guide(
            ("F2",),
            ("choice_limit", "outside_class", "silent_friends", "new_in_class"),
            ("not_disliked", "not_wellbeing", "pupil_word"),
            ("pupil_day", "adult_contact", "tasks_together"),
        ),
        FindingCode.WITHOUT_MUTUAL: Guide(
            ("F3",),
            ("choice_limit", "silent_friends", "outside_class"),
            ("not_disliked", "not_wellbeing", "pupil_word"),
            ("pupil_day", "tasks_together"),
        ),
        FindingCode.SINGLE_TIE: Guide(
            ("F3", "F6"),
            ("one_is_enough", "choice_limit", "outside_class"),
            ("not_wellbeing", "not_fragile"),
            ("if_friend_away", "tasks_together"),
        ),
        FindingCode.NO_NAMES_EITHER_WAY: Guide(
            ("F2",),
            ("did_not_feel_like_it", "outside_class", "silent_friends", "new_in_class"),
            ("not_disliked", "not_wellbeing", "pupil_word"),
            ("pupil_day", "adult_contact", "tasks_together"),
        ),
        FindingCode.FEW_IN_ALL: Guide(
            ("F2",),
            ("answers_are_few", "choice_limit", "outside_class", "new_in_class"),
            ("not_disliked", "not_wellbeing", "pupil_word"),
            ("pupil_day", "tasks_together"),
        ),
        FindingCode.AT_EDGE: Guide(
            ("F13",),
            ("friends_apart", "choice_limit", "silent_friends"),
            ("not_shut_out", "not_wellbeing"),
            ("more_bridges", "pupil_day"),
        ),
        FindingCode.ONLY_OUTSIDE: Guide(
            ("F2",),
            ("did_not_feel_like_it", "new_in_class", "choice_limit"),
            ("not_disliked", "not_wellbeing"),
            ("friend_elsewhere", "tasks_together"),
        ),
        FindingCode.WOVEN: Guide(
            (),
            ("question_decides", "old_acquaintance", "choice_limit"),
            ("not_everyone", "not_safe_either"),
            ("who_is_left", "what_you_see"),
        ),
        FindingCode.EXPECTED_MORE: Guide(
            ("F3",),
            ("choice_limit", "friends_change", "question_unclear"),
            ("not_each_pupil", "not_intention"),
            ("tasks_together", "who_starts"),
        ),
        FindingCode.CLOSED_PAIR: Guide(
            ("F6",),
            ("content_pair", "choice_limit", "others_unasked"),
            ("not_shut_out", "not_wellbeing"),
            ("ask_both", "if_friend_away"),
        ),
        FindingCode.CLOSED_GROUP: Guide(
            ("F6",),
            ("shared_interest", "choice_limit", "same_place"),
            ("not_shut_out", "not_intention"),
            ("entry_to_group", "adult_grouping"),
        ),
        FindingCode.SPLIT_GROUPINGS: Guide(
            ("F1",),
            ("shared_interest", "same_place", "question_decides"),
            ("not_conflict", "not_membership"),
            ("what_binds", "adult_grouping", "who_is_between"),
        ),
        FindingCode.GENDER_SPLIT: Guide(
            ("F7",),
            ("age_usual", "shared_interest", "question_decides"),
            ("not_conflict", "not_gender_rule"),
            ("mixed_tasks", "adult_words"),
        ),
        FindingCode.CONCENTRATED_SAY: Guide(
            ("F4", "F5"),
            ("good_ideas", "recent_task", "visible_voices"),
            ("not_misuse", "not_disliked"),
            ("who_is_heard", "disagreement", "adult_attention"),
        ),
        FindingCode.GROUP_FRONT: Guide(
            ("F19", "F1"),
            ("few_drew_more", "day_of_round"),
            ("not_membership", "not_intention"),
            ("what_binds", "adult_grouping", "tasks_together"),
        ),
        FindingCode.HARM_REPORTED: Guide(
            ("F18", "F19"),
            ("words_differ", "day_of_round"),
            ("not_what_happened", "not_the_silent", "pupil_word"),
            ("who_follows_up", "where_when"),
        ),
        FindingCode.LAST_REPORTING: Guide(
            ("F18", "F19"),
            ("words_differ", "day_of_round"),
            ("not_what_happened", "not_the_silent", "pupil_word"),
            ("who_follows_up", "where_when"),
        ),
        FindingCode.SEVERAL_SAID_NO: Guide(
            ("F19", "F2"),
            ("asked_for_names", "day_of_round", "between_groups"),
            ("not_what_pupil_did", "not_the_silent", "pupil_word"),
            ("safe_now", "what_happened", "pupil_day"),
        ),
        FindingCode.YES_HERE_NO_THERE: Guide(
            ("F19", "F1"),
            ("between_groups", "few_drew_more", "day_of_round"),
            ("not_what_pupil_did", "not_intention"),
            ("what_binds", "adult_grouping"),
        ),
        FindingCode.TOGETHER_SAID_NO: Guide(
            ("F19", "F2"),
            ("same_place", "asked_for_names", "day_of_round"),
            ("not_intention", "not_safe_either", "pupil_word"),
            ("watch_play", "safe_now", "pupil_day"),
        ),
        FindingCode.REPORTED_BY_SEVERAL: Guide(
            ("F19",),
            ("words_differ", "asked_for_names", "few_drew_more"),
            ("not_what_happened", "not_what_pupil_did"),
            ("two_adults", "where_when"),
        ),
        FindingCode.LOW_BOTH_WAYS: Guide(
            ("F19",),
            ("know_little", "scale_used_differently", "day_of_round"),
            ("not_intention", "not_what_happened"),
            ("what_happened", "tasks_together"),
        ),
        FindingCode.LOW_FROM_SEVERAL: Guide(
            ("F19", "F2"),
            ("know_little", "scale_used_differently", "day_of_round"),
            ("not_what_pupil_did", "not_the_silent", "pupil_word"),
            ("safe_now", "what_happened", "pupil_day"),
        ),
        FindingCode.RATING_SHARES: Guide(
            (),
            ("scale_used_differently", "question_decides"),
            ("not_each_pupil", "not_wellbeing"),
            ("what_you_see", "who_is_left"),
        ),
        FindingCode.POWER_PROFILE: Guide(
            ("F4",),
            ("good_ideas", "recent_task", "visible_voices"),
            ("not_misuse", "pupil_word"),
            ("disagreement", "adult_attention"),
        ),
        FindingCode.SAY_WITHOUT_CHOICE: Guide(
            ("F4",),
            ("good_ideas", "choice_limit", "recent_task"),
            ("not_misuse", "not_disliked", "pupil_word"),
            ("disagreement", "adult_attention"),
        ),
        FindingCode.SPECIAL_POWER: Guide(
            ("F4",),
            ("choice_limit", "wish_not_met", "silent_friends"),
            ("not_misuse", "not_intention"),
            ("who_is_heard", "disagreement"),
        ),
        FindingCode.SINGLE_BRIDGE: Guide(
            ("F13",),
            ("choice_limit", "silent_friends", "question_decides"),
            ("not_duty", "not_only_contact"),
            ("more_bridges", "pupil_burden"),
        ),
        FindingCode.TOGETHER_NOT_CHOSEN: Guide(
            ("F2", "F3"),
            ("choice_limit", "other_favourites", "same_place"),
            ("not_shut_out", "not_safe_either"),
            ("watch_play", "pupil_day"),
        ),
        FindingCode.SEEN_NOT_CHOSEN: Guide(
            ("F2",),
            ("choice_limit", "other_favourites", "same_place", "adults_see_some"),
            ("not_what_they_did", "not_shut_out", "not_safe_either", "pupil_word"),
            ("watch_play", "what_you_see"),
        ),
        FindingCode.CONTEXT_DIFFERENCE: Guide(
            ("F2",),
            ("question_decides", "choice_limit", "outside_class"),
            ("not_disliked", "not_wellbeing"),
            ("what_works_there", "pupil_day"),
        ),
        FindingCode.LOST_TIES: Guide(
            ("F3",),
            ("friends_change", "choice_limit", "silent_friends"),
            ("not_reason", "not_wellbeing", "pupil_word"),
            ("what_happened", "pupil_day"),
        ),
        FindingCode.LOW_ANSWER_RATE: Guide(
            (),
            ("absence_that_day", "question_unclear", "did_not_want"),
            ("not_indifference", "not_the_silent"),
            ("ask_again", "why_silent"),
        ),
        FindingCode.LOW_SCALE: Guide(
            ("F10",),
            ("day_of_round", "question_unclear", "few_pull_down"),
            ("not_cause", "not_each_pupil"),
            ("when_good", "ask_class"),
        ),
        FindingCode.LOW_THOUGH_CHOSEN: Guide(
            ("F10", "F8"),
            ("chosen_is_not_well", "day_of_round", "question_unclear"),
            ("not_cause", "not_each_pupil", "pupil_word"),
            ("what_you_see", "when_good"),
        ),
        FindingCode.RESOURCE_MUTUAL: Guide(
            ("F13",),
            ("choice_limit", "old_acquaintance"),
            ("not_everyone", "not_safe_either"),
            ("build_on", "who_is_left"),
        ),
        FindingCode.RESOURCE_BRIDGES: Guide(
            ("F13",),
            ("adult_groups_made_it", "question_decides"),
            ("not_everyone", "not_duty"),
            ("build_on", "adult_grouping"),
        ),
        FindingCode.RESOURCE_OPEN_GROUPS: Guide(
            ("F13",),
            ("adult_groups_made_it", "question_decides"),
            ("not_everyone", "not_safe_either"),
            ("build_on", "entry_to_group"),
        ),
        FindingCode.ORDINARY_CLASS: Guide(
            (),
            ("too_few_to_see", "other_questions"),
            ("not_all_well", "pupil_word"),
            ("what_you_see", "who_is_left"),
        ),
    }
)
"""One guide for every `FindingCode`."""

_CLASS_WITHOUT_MUTUAL = Guide(
    ("F3",),
    ("choice_limit", "outside_class", "day_of_round"),
    ("not_disliked", "not_wellbeing"),
    ("who_starts", "tasks_together"),
)


def guide_of(code: FindingCode, scope: Scope) -> Guide:
    """Return the guide of a code; of two codes with two scopes one has a guide for each."""
    if code is FindingCode.WITHOUT_MUTUAL and scope is Scope.CLASS:
        return _CLASS_WITHOUT_MUTUAL
    return GUIDES[code]

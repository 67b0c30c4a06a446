"""Named criteria: every "many", "few" and "rare" is a number here, with its reason and source.

A portrait carries the preset it was made with, so that a reader can see which rule was used and a
later version can change a number without changing history.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_PRESET", "PRESETS", "Criterion", "Preset", "get_preset"]

_UIS = "https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/"

_CALIBRATED = "measured on invented classes: doubt/calibration.json (house law 4)"


@dataclass(frozen=True)
class Criterion:
    """One number that decides, why it is that number, and where it comes from."""

    value: float
    reason: str
    source: str


@dataclass(frozen=True)
class Preset:
    """A coherent set of criteria.

    Attributes
    ----------
    name, version
        Printed beside every result.
    star_mutual
        Mutual choices from which a pupil counts as *stjerne* (a number of pupils).
    power_few_mutual
        Most mutual choices a pupil in a *særleg maktposisjon* may have (a number of pupils).
    subgroup_size
        Smallest *subgruppe*: a maximal set of pupils who all chose each other.
    chain_length
        Fewest pupils in a *kjede* (neighbours mutual, no other mutual ties among them).
    everything, with_bounds, class_only
        Participation gates, shares from 0 to 1.
    grouping_pupils
        Fewest pupils for a search for groupings.
    status_pupils
        Fewest pupils for chance statements about one pupil.
    member_certainty
        Share of redraws in which a pupil must stay in the grouping to be shown as a member.
    group_agreement
        Adjusted Rand index from which two methods are said to find the same groupings; share of the
        accepted definitions that must agree where several are tried.
    clear_p, likely_p
        Chance of the pattern under the null, at most, for the words "clear" and "probable".
    clear_split_p
        The limit of groupings' own for "clear" (or "probable", where some did not answer), and the
        class it holds in:
    clear_split_pupils, clear_split_choices
        Fewest pupils, and fewest choices on average of those who answered.
    probable_p
        Chance above which a pattern is no finding at all; below it, at least "possible".
    clear_stability, probable_stability
        Share of answer-again redraws in which the pattern stands, at least.
    clear_again, probable_again
        The same where "it would be so again" is all that is concluded, and no chance is asked.
    keep_short, keep_term
        Probability that a choice is made again within days, and by next term.
    low_scale
        Class mean on a 1-5 scale at or below which a scale is shown as low.
    low_own
        A pupil's own mean on a 1-5 scale at or below which the answer counts as low.
    bridge_share
        Share of those with a mutual choice who hang together through the one bridge, at least.
    context_least
        Fewest who chose a pupil in one situation for nobody in another to be set beside it.
    together_share, together_least
        Share and number of a pupil's companions who do not choose the pupil.
    together_unchosen_p
        Chance above which "together with those who do not choose them" is not concluded.
    observed_weeks
        Weeks before and after the round within which an observation is set beside its answers.
    observed_least
        Fewest observations of more than one pupil before they are set beside the answers.
    observed_days
        Fewest different days on which adults saw a pupil with others.
    split_part
        Share of the class each part must hold in *inn- og utgrupper* of several parts.
    split_across
        Share of the choices that may cross between such parts, at most ("few").
    split_one
        Share of the class one part must hold in *inn- og utgrupper* of one group and the rest.
    several_raters, several_groupings
        Fewest who said no to a pupil, and fewest groupings they come from, before it is told.
    companions_no
        Share of a pupil's companions who said no to the pupil, at least.
    top_box
        Share of a rating scale from which a rating counts as a choice; low is its mirror.
    reporters
        Fewest who named a pupil on a question about harm, before a name is shown.
    """

    name: str
    version: str
    star_mutual: Criterion
    power_few_mutual: Criterion
    subgroup_size: Criterion
    chain_length: Criterion
    everything: Criterion
    with_bounds: Criterion
    class_only: Criterion
    grouping_pupils: Criterion
    status_pupils: Criterion
    member_certainty: Criterion
    group_agreement: Criterion
    clear_p: Criterion
    likely_p: Criterion
    clear_split_p: Criterion
    clear_split_pupils: Criterion
    clear_split_choices: Criterion
    probable_p: Criterion
    clear_stability: Criterion
    probable_stability: Criterion
    clear_again: Criterion
    probable_again: Criterion
    keep_short: Criterion
    keep_term: Criterion
    low_scale: Criterion
    low_own: Criterion
    bridge_share: Criterion
    context_least: Criterion
    together_share: Criterion
    together_least: Criterion
    together_unchosen_p: Criterion
    observed_weeks: Criterion
    observed_least: Criterion
    observed_days: Criterion
    split_part: Criterion
    split_across: Criterion
    split_one: Criterion
    several_raters: Criterion
    several_groupings: Criterion
    companions_no: Criterion
    reporters: Criterion
    top_box: Criterion


DEFAULT_PRESET = Preset(
    name="skolemiljo",
    version="2026.3",
    star_mutual=Criterion(
        3,
        "Ertesvåg says «many» mutual choices; with three choices, three returned is all of them",
        _UIS,
    ),
    power_few_mutual=Criterion(
        1, "Ertesvåg says «few» mutual choices, chosen by one or more stars", _UIS
    ),
    subgroup_size=Criterion(3, "Three or more who all chose each other", _UIS),
    chain_length=Criterion(4, "Drawn as A-B-C-D by Ertesvåg", _UIS),
    everything=Criterion(
        0.90, "Rank order and labels keep with 10 % missing", "methods handbook 1.14"
    ),
    with_bounds=Criterion(
        0.75, "Scores and ties with bounds down to here", "methods handbook 1.14"
    ),
    class_only=Criterion(0.60, "Below this nothing about named pupils", "methods handbook 1.14"),
    grouping_pupils=Criterion(
        12, "Smaller classes show ties, not groupings", "methods handbook 1.15, 10a"
    ),
    status_pupils=Criterion(8, "With 7 pupils and 3 choices p is .43", "methods handbook 1.15"),
    member_certainty=Criterion(0.65, "Others stand «between groups»", "methods handbook 10a"),
    group_agreement=Criterion(0.60, "Both methods must find much the same", "methods handbook 2.6"),
    clear_p=Criterion(0.003, "Right 99 times in 100", _CALIBRATED),
    likely_p=Criterion(0.01, "Right 90 times in 100", _CALIBRATED),
    clear_split_p=Criterion(
        0.0075,
        "Three quarters of the 1 in 100 that may be said in vain; real groups of full power "
        "(methods handbook 2.4) are then clear in four of five classes",
        "measured on planted classes: docs/strength.md (house law 4)",
    ),
    clear_split_pupils=Criterion(20, "In smaller classes few real groups show", _CALIBRATED),
    clear_split_choices=Criterion(2.5, "With two choices few real groups show", _CALIBRATED),
    probable_p=Criterion(0.05, "Chance gives it in at most one class in twenty", "convention"),
    clear_stability=Criterion(0.90, "With chance, right 99 times in 100", _CALIBRATED),
    probable_stability=Criterion(0.80, "With chance, right 90 times in 100", _CALIBRATED),
    clear_again=Criterion(0.99, "It is itself the probability of being right", _CALIBRATED),
    probable_again=Criterion(0.90, "It is itself the probability of being right", _CALIBRATED),
    keep_short=Criterion(
        0.90, "Optimistic share of choices made again within days", "methods handbook 7.2"
    ),
    keep_term=Criterion(
        0.67, "Knecht's class, three months, real change included", "methods handbook 7.2"
    ),
    low_scale=Criterion(3.0, "The midpoint of a 1-5 scale", "convention; no clinical meaning"),
    low_own=Criterion(
        2.0, "A step below the middle: half a step is within the noise", "methods handbook 6.6"
    ),
    bridge_share=Criterion(
        0.5,
        "Half of those with a mutual choice: in smaller parts one joint carries little",
        "ours; a tie that joins two pairs is no bridge of the class",
    ),
    context_least=Criterion(
        2, "One single choice is too little to hold against none", "ours; methods handbook 1.13"
    ),
    together_share=Criterion(
        1.0,
        "All companions: from positive questions alone, half would name a third of a usual class",
        "methods handbook 3, I9 (half, for named dislike), made stricter",
    ),
    together_least=Criterion(2, "At least two companions", "methods handbook 3, I9"),
    together_unchosen_p=Criterion(
        0.05, "Hypergeometric chance of that many", "methods handbook 3, I9"
    ),
    observed_weeks=Criterion(
        8, "What is older than 8-12 weeks has expired; the shorter", "methods handbook 7.4"
    ),
    observed_least=Criterion(
        5, "Fewer tell where adults happened to stand", "ours; as many as answers for class figures"
    ),
    observed_days=Criterion(2, "One day may be chance", "ours; methods handbook 7.4, two sources"),
    split_part=Criterion(0.20, "Ertesvåg says «large» groupings: a fifth of the class each", _UIS),
    split_across=Criterion(0.20, "Ertesvåg says «few or no» choices between: one in five", _UIS),
    split_one=Criterion(0.50, "Ertesvåg says «one large group»: half of the class", _UIS),
    several_raters=Criterion(3, "Fewer is a quarrel between few", "methods handbook 3, I7"),
    several_groupings=Criterion(
        2, "One grouping alone may speak with one voice", "methods handbook 3, I7"
    ),
    companions_no=Criterion(0.5, "Half of those one is with", "methods handbook 3, I9"),
    reporters=Criterion(
        2, "One false answer must not put a name on a screen", "methods handbook 4.10"
    ),
    top_box=Criterion(5 / 6, "6 of 7, and so 5 of 5, 8 of 9 and 3 of 3", "methods handbook 10c"),
)

PRESETS = {DEFAULT_PRESET.name: DEFAULT_PRESET}


def get_preset(name: str) -> Preset:
    """Return the preset called `name`.

    Raises
    ------
    KeyError
        If there is no such preset; the message lists those there are.
    """
    try:
        return PRESETS[name]
    except KeyError:
        raise KeyError(f"No preset {name!r}. There are: {', '.join(PRESETS)}.") from None

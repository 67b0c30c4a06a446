"""One finding of every code, with numbers that make every sentence speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skolemiljo_analytics.findings.guides import RESOURCES, guide_of
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, Scope, Strength

RECESS = ("friminutt", "Hvem vil du helst være sammen med i friminuttene?")
WORK = ("gruppearbeid", "Hvem vil du helst samarbeide med?")
TOGETHER = ("sammen", "Hvem er du oftest sammen med?")
AVOID = ("ikke_sammen", "Hvem vil du helst slippe å være sammen med?")
DECIDES = ("bestemmer", "Hvem bestemmer mest i klassen?")
HARM = ("mobbing", "Hvem plager deg?")
HELP = ("hjelp", "Hvem hjelper deg?")
RATED = ("samvaer", "Hvor gjerne vil du være sammen med hver av de andre?")
THINKS = ("forventet", "Hvem tror du velger deg?")
IDEAS = ("ideer", "Hvem sine ideer følger klassen ofte?")

_DOUBT = Doubt(25, 22, method="example", preset="skolemiljo 2026.1")
_TWO = (PupilId("p01"), PupilId("p02"))


def finding(
    code: FindingCode,
    scope: Scope,
    questions: tuple[tuple[str, str], ...],
    facts: Mapping[str, float],
    **changes: object,
) -> Finding:
    """A finding with its guide; `changes` go to the doubt, but for pupils and strength."""
    guide = guide_of(code, scope)
    pupils = changes.pop("pupils", ())
    strength = changes.pop("strength", None)
    return Finding(
        code,
        scope,
        "2025-10",
        tuple(key for key, _ in questions),
        replace(_DOUBT, **changes),  # type: ignore[arg-type]
        questions=tuple(text for _, text in questions),
        pupils=pupils,  # type: ignore[arg-type]
        facts=facts,
        strength=strength,  # type: ignore[arg-type]
        themes=guide.themes,
        resource=code in RESOURCES,
        other_readings=guide.readings,
        cannot_show=guide.cannot,
        questions_back=guide.back,
    )


_ONE = _TWO[:1]
_F = FindingCode
_C, _P = Scope.CLASS, Scope.PUPIL

EXAMPLES: tuple[Finding, ...] = (
    finding(
        _F.LOW_ANSWER_RATE, Scope.PRACTICE, (WORK, RECESS),
        {"answered": 17, "asked": 25, "silent": 8, "gate": 2}, n_answered=17,
    ),
    finding(
        _F.ORDINARY_CLASS, _C, (RECESS, WORK), {"tried": 7, "questions": 2, "one_in": 20},
        n_answered=25,
    ),
    finding(
        _F.FEW_CHOICES, _C, (RECESS,), {"unchosen": 6, "pupils": 25},
        low=3, high=6, chance=0.004, expected=1.1, stable_short=0.93, agree=1, of=3,
        strength=Strength.CLEAR,
    ),
    finding(
        _F.WITHOUT_MUTUAL, _C, (RECESS, WORK), {"without": 19, "pupils": 22},
        low=16, high=19, chance=0.03, expected=14.2, stable_short=0.7, agree=2, of=3,
        strength=Strength.PROBABLE,
    ),
    finding(
        _F.SPLIT_GROUPINGS, _C, (RECESS, WORK),
        {"groups": 3, "largest": 10, "smallest": 6, "inside": 55, "outside": 4, "between": 2,
         "draws": 2000},
        chance=0.002, stable_short=0.88, agree=3, of=3, strength=Strength.CLEAR,
    ),
    finding(
        _F.GENDER_SPLIT, _C, (RECESS,), {"inside": 60, "across": 3, "choices": 63},
        chance=0.001, expected=32.4, stable_short=1.0, agree=1, of=2, strength=Strength.CLEAR,
    ),
    finding(
        _F.CONCENTRATED_SAY, _C, (IDEAS,), {"top": 41, "choices": 60},
        chance=0.001, expected=15.2, stable_short=0.99, agree=2, of=3, rests_on_one=True,
        strength=Strength.POSSIBLE,
    ),
    finding(
        _F.GROUP_FRONT, _C, (AVOID, RECESS),
        {"first": 7, "second": 6, "forth": 9, "back": 8, "fronts": 1, "groups": 4},
        chance=0.01, stable_short=0.95, strength=Strength.PROBABLE,
    ),
    finding(
        _F.HARM_REPORTED, _C, (HARM, HELP),
        {"reporting": 4, "named": 3, "without": 2, "spoke": 3, "previous": 2},
        low=4, high=7, chance=0.03,
    ),
    finding(
        _F.LAST_REPORTING, _C, (HARM,), {"reporting": 1, "named": 1, "previous": 3},
        low=1, high=4,
    ),
    finding(
        _F.LOW_BOTH_WAYS, _C, (RATED,), {"low": 9, "low_to": 1},
        chance=0.004, expected=3.1, stable_short=0.97, strength=Strength.CLEAR,
    ),
    finding(
        _F.RATING_SHARES, _C, (RATED,),
        {"variant": 0, "giver": 12, "receiver": 17, "pair": 71, "reliability": 0.83, "pupils": 22},
    ),
    finding(_F.WOVEN, _C, (RECESS,), {"mutual": 97, "closed": 88}),
    finding(
        _F.EXPECTED_MORE, _C, (THINKS, RECESS), {"expected": 54, "met": 31}, expected=7.4,
    ),
    finding(
        _F.LOW_THOUGH_CHOSEN, _C, (("ro", "Jeg trives i klassen."),),
        {"low": 4, "tied": 2, "limit": 2},
    ),
    finding(
        _F.SEEN_NOT_CHOSEN, _C, (RECESS, WORK),
        {"observations": 9, "seen": 7, "unchosen": 2, "weeks": 8, "days": 2}, low=1, high=2,
    ),
    finding(
        _F.LOW_SCALE, _C, (("ro", "Det er god arbeidsro i timene."),),
        {"mean": 2.63, "highest": 5, "middle": 3.0, "below": 11, "previous": 3.4},
        low=2.5, high=3.1, stable_short=0.97, strength=Strength.CANNOT_SAY,
    ),
    finding(
        _F.CLOSED_GROUP, Scope.GROUP, (RECESS,), {"members": 3, "from_outside": 0, "others": 19},
        pupils=(*_TWO, PupilId("p03")), low=0, high=3, stable_short=0.4, agree=2, of=3,
    ),
    finding(
        _F.CLOSED_PAIR, Scope.PAIR, (RECESS,), {"members": 2, "from_outside": 0, "others": 20},
        pupils=_TWO, low=0, high=3, stable_short=0.35, agree=1, of=2,
    ),
    finding(
        _F.UNCHOSEN, _P, (RECESS, WORK), {"received": 0, "raters": 21}, pupils=_ONE,
        low=0, high=3, chance=0.06, stable_short=0.66, stable_term=0.33, agree=2, of=3,
        strength=Strength.POSSIBLE,
    ),
    finding(
        _F.WITHOUT_MUTUAL, _P, (RECESS,), {"given": 3, "received": 1}, pupils=_ONE,
        low=0, high=1, stable_short=0.95, agree=1, of=1,
    ),
    finding(
        _F.SINGLE_TIE, _P, (RECESS, WORK), {"mutual": 1, "given": 3}, pupils=_ONE,
        low=1, high=1, stable_short=0.97, agree=2, of=2,
    ),
    finding(
        _F.SEVERAL_SAID_NO, _P, (AVOID, RECESS), {"no": 6, "groupings": 3, "yes": 1, "least": 3},
        pupils=_ONE, low=6, high=9, chance=0.003, stable_short=0.99, agree=2, of=2,
        strength=Strength.CLEAR,
    ),
    finding(
        _F.YES_HERE_NO_THERE, _P, (RECESS, AVOID), {"yes": 5, "no": 6, "least": 2}, pupils=_ONE,
        chance=0.02,
    ),
    finding(
        _F.TOGETHER_SAID_NO, _P, (TOGETHER, AVOID), {"companions": 3, "no": 2, "least": 2},
        pupils=_ONE, low=2, high=3, chance=0.23,
    ),
    finding(
        _F.REPORTED_BY_SEVERAL, _P, (HARM,), {"raters": 3, "least": 2}, pupils=_ONE,
        low=3, high=6, chance=0.004, stable_short=0.9, strength=Strength.PROBABLE,
    ),
    finding(
        _F.POWER_PROFILE, _P, (DECIDES, RECESS, AVOID),
        {"decides": 11, "chosen": 3, "mutual": 2, "variant": 1, "outside": 6, "no": 5},
        pupils=_ONE, low=11, high=14, chance=0.0004,
    ),
    finding(
        _F.LOW_BOTH_WAYS, Scope.PAIR, (RATED,), {"low_to": 1}, pupils=_TWO,
    ),
    finding(
        _F.LOW_FROM_SEVERAL, _P, (RATED,),
        {"low": 7, "groupings": 3, "high": 1, "low_to": 1, "top_from": 5, "least": 3},
        pupils=_ONE, low=7, high=10, chance=0.002, stable_short=1.0, strength=Strength.CLEAR,
    ),
    finding(
        _F.NO_NAMES_EITHER_WAY, _P, (RECESS, WORK), {"asked": 2, "raters": 21}, pupils=_ONE,
        low=0, high=3, chance=0.06, agree=2, of=2,
    ),
    finding(
        _F.FEW_IN_ALL, _P, (RECESS, WORK), {"received": 1, "asked": 2, "one_in": 20},
        pupils=_ONE, low=1, high=7, chance=0.03, expected=5.6,
    ),
    finding(
        _F.AT_EDGE, _P, (RECESS, WORK), {"mutual": 2}, pupils=_ONE, low=2, high=3, agree=2, of=3,
    ),
    finding(
        _F.ONLY_OUTSIDE, _P, (RECESS,), {"received": 1}, pupils=_ONE, low=1, high=4, agree=1, of=3,
    ),
    finding(
        _F.SAY_WITHOUT_CHOICE, _P, (IDEAS, RECESS, WORK), {"say": 9, "chosen": 0}, pupils=_ONE,
        low=9, high=12, chance=0.003, stable_short=0.61, agree=2, of=2,
    ),
    finding(
        _F.SPECIAL_POWER, _P, (RECESS, IDEAS), {"mutual": 1, "received": 6, "star": 3},
        pupils=_ONE, low=1, high=2, chance=0.02, agree=2, of=3,
    ),
    finding(
        _F.SINGLE_BRIDGE, _P, (RECESS,), {"mutual": 2, "connected": 18}, pupils=_ONE,
        stable_short=0.44, agree=1, of=2, rests_on_one=True,
    ),
    finding(
        _F.TOGETHER_NOT_CHOSEN, _P, (TOGETHER, RECESS, WORK),
        {"companions": 3, "not_choosing": 3, "least": 2}, pupils=_ONE,
        low=3, high=4, chance=0.55, agree=2, of=2,
    ),
    finding(
        _F.CONTEXT_DIFFERENCE, _P, (WORK, RECESS), {"chosen": 4, "unchosen": 0, "least": 2},
        pupils=_ONE, low=0, high=3, chance=0.006, stable_short=0.6,
    ),
    finding(
        _F.LOST_TIES, _P, (RECESS,),
        {"before": 2, "kept": 0, "dropped": 4, "gained": 0, "both": 20}, pupils=_ONE,
        chance=0.125, agree=1, of=3,
    ),
    finding(
        _F.RESOURCE_MUTUAL, _C, (RECESS, WORK), {"pairs": 17, "with_tie": 20, "pupils": 25},
        low=17, high=22, chance=0.001, expected=3.4, stable_short=1.0, agree=2, of=3,
        strength=Strength.CLEAR,
    ),
    finding(
        _F.RESOURCE_BRIDGES, _C, (RECESS,),
        {"across": 7, "choices": 62, "between": 1, "groups": 3}, agree=1, of=3,
    ),
    finding(_F.RESOURCE_OPEN_GROUPS, _C, (RECESS,), {"open": 2, "groups": 3}, agree=1, of=3),
)  # fmt: skip

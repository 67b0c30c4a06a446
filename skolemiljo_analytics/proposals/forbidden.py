"""What is never proposed, and why: a catalogue holding it is refused.

The patterns read what an action tells the adults to do (`title` and `description`, in every
language), word by word. They are a tripwire, not a judge: a sentence that only warns against
something is refused too, and belongs under `against`.

References
----------
Opplæringslova §§ 10-7, 13-1, 13-2 and 14-2: https://lovdata.no/lov/2023-06-09-30
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["FORBIDDEN", "Forbidden", "find_forbidden"]


@dataclass(frozen=True)
class Forbidden:
    """One thing never proposed: a stable code, the reason, and how it is recognised."""

    code: str
    reason: str
    pattern: re.Pattern[str]


def _rule(code: str, reason: str, *alternatives: str) -> Forbidden:
    return Forbidden(code, reason, re.compile("|".join(alternatives), re.IGNORECASE))


_GROUND = (
    r"kjønn\w*|etnisitet\w*|etnisk\w*|opphav\w*|nasjonalitet\w*|religion\w*|hudfarge\w*|morsmål\w*"
    r"|gender|sex|ethnicity|ethnic\w*|nationality|religion|race|skin colou?r"
)
_DIVIDE = r"\b(?:del|skil|fordel|inndel|sett|gruppe|plasser|divid|separat|split|group|seat|sort)\w*"
_PEERS = (
    r"\b(?:lag|lagene|laga|grupper?|gruppene|makk[ea]r\w*|partn[ea]r\w*|teams?|groups?|partners?)\b"
)

FORBIDDEN: tuple[Forbidden, ...] = (
    _rule(
        "collective_sanction",
        "collective sanctions are not lawful; a reaction concerns only the person in question "
        "(opplæringslova § 10-7)",
        r"\b(?:kollektiv|felles)\w* (?:straff|sanksjon|konsekvens|reaksjon|gjensitting)\w*",
        r"\b(?:hele|heile) (?:klassen?|klassa|gruppen?|gruppa) (?:\w+ ){0,2}"
        r"(?:straff\w*|mister|mistar|får ikke|får ikkje|sitter igjen|sit att)",
        r"\bklass(?:en|a) (?:straff\w*|mister|mistar)",
        r"\bcollective (?:sanction|punish)\w*",
        r"\b(?:whole|entire) (?:class|group) (?:\w+ ){0,2}(?:punish\w*|loses?|detention)",
        r"\bpunish\w* (?:the )?(?:whole |entire )?(?:class|group)\b",
    ),
    _rule(
        "division",
        "pupils are divided by gender only for particularly weighty reasons, and never by "
        "ethnicity (opplæringslova § 14-2)",
        rf"{_DIVIDE}[^.]{{0,60}}\b(?:etter|på|ut fra|ut frå|basert på|by|according to) "
        rf"(?:\w+ ){{0,2}}(?:{_GROUND})\b",
        r"\b(?:jente|gutte|gute)(?:grupper?|lag|klasser?|bord)\w*\b",
        r"\b(?:egne|eigne|separate|rene|reine) (?:grupper?|lag|klasser?|timer|timar) for "
        r"(?:jenter|gutter|gutar)",
        r"\b(?:girls|boys)['-]?(?: |-)only\b",
        r"\bseparate (?:groups?|teams?|classes|lessons) for (?:girls|boys)",
        rf"\b(?:{_GROUND})[- ]?(?:del\w+ grupper?|segregat\w+|based groups?)",
    ),
    _rule(
        "expulsion",
        "expulsion is a decision under opplæringslova § 13-1, never a proposal from a map",
        r"\b(?:bort|ut)vis(?:e|er|es|ing|ning)?\b",
        r"\bvis\w* (?:\w+ ){0,2}bort\b",
        r"\b(?:expel|expuls|suspen[ds])\w*",
        r"\bexclud\w* (?:the )?(?:pupil|child|student)",
    ),
    _rule(
        "school_change",
        "a change of school is decided by law and by the principal, never proposed from a map "
        "(opplæringslova § 13-2)",
        r"\bsk[ou]lebytt?e\w*",
        r"\bbytt?(?:e|er|es|a|ar)?\b(?: til)?(?: ein| en)?(?: annen| annan| ny)? sk[ou]le",
        r"\bflytt\w*[^.]{0,30}til (?:ein|en) (?:annen|annan|ny) sk[ou]le",
        r"\bchang\w* schools?\b|\bschool (?:change|transfer)",
        r"\b(?:mov|transfer)\w*[^.]{0,30}to (?:another|a new|a different) school",
    ),
    _rule(
        "physical_intervention",
        "physical intervention is a last resort under opplæringslova §§ 13-3 to 13-5, never a plan",
        r"\bfysisk\w* (?:inngrep|inngripen|makt|tvang)\w*",
        r"\b(?:hold|hald)\w* (?:eleven|barnet|den|han|ham|hun|henne|ho|noen|nokon|dem|dei) fast\b",
        r"\bfasthold\w*|\bfasthald\w*",
        r"\bphysical (?:intervention|force|restraint)",
        r"\brestrain\w*",
    ),
    _rule(
        "confrontation",
        "pupils are never set up against each other because of a map",
        r"\bkonfront\w*|\bconfront\w*",
        r"\b(?:ansikt til ansikt|andlet til andlet|face to face)\b",
        r"\b(?:offer|offeret|victim|den utsatte|den utsette)\b[^.]{0,60}"
        r"\b(?:møte|møter|snakke|meet|talk)\w*",
        r"\b(?:mobber|mobbar|bully|bullies|plageånd)\w*\b[^.]{0,60}\b(?:møte|møter|meet|beklag|apolog)\w*",
    ),
    _rule(
        "telling_choices",
        "nobody is told who chose whom; the answers were given for the adults",
        r"\b(?:fortell?|vis|del|si|sei|sleng|les|avslør|informer)\w*[^.]{0,40}"
        r"\b(?:hvem|kven) som (?:har |ikke |ikkje )*(?:val?g?te?|velger|vel|val[dgt]\w*)\b",
        r"\b(?:hvem|kven) (?:som )?(?:har )?val(?:gte|t|de) (?:hvem|kven|deg|ham|henne|han|ho)\b",
        r"\bwho (?:has |have |did )?(?:not )?(?:chose|chosen|choose|named|picked) "
        r"(?:who|whom|them|him|her)\b",
        r"\b(?:tell|show|share|reveal|read)\w*[^.]{0,40}\bwho (?:chose|named|picked)\b",
        r"\b(?:vis|del|heng|show|share|put)\w*[^.]{0,30}\b(?:sosiogram|klassekart|sociogram)\w*"
        r"[^.]{0,30}\b(?:elev|klass|foreld|pupil|class|parent)\w*",
        r"\b(?:vis|del|heng|show|share|put)\w* (?:\w+ ){0,3}"
        r"(?:elev|klass|foreld|pupil|class|parent)\w*[^.]{0,30}\b(?:sosiogram|klassekart|sociogram)\w*",
    ),
    _rule(
        "rank_list",
        "pupils are never ranked, and never praised in public against others",
        r"\branger\w*|\brang(?:liste|ering)\w*|\btopp(?:liste|elev)\w*|\bpoeng(?:liste|tavle)\w*",
        r"\brank(?:ing|ings|ed|s|list)?\b|\bleader ?boards?|\bscore ?boards?",
        r"\bros\w*[^.]{0,25}\b(?:foran|framfor) (?:hele |heile )?klass\w*|\boffentlig\w* ros\b",
        r"\boffentleg\w* ros\b|\bpublic(?:ly)? prais\w*|\bpupil of the (?:week|month)",
        r"\b(?:månedens|månadens|ukas|vekas) elev",
    ),
    _rule(
        "picking",
        "pupils do not pick teams, groups or partners; the adults make them",
        rf"\b(?:elev|barn|klass|kaptein)\w* (?:\w+ ){{0,2}}(?:velge|velger|velje|vel|plukke\w*) "
        rf"(?:\w+ ){{0,3}}{_PEERS}",
        r"\belevval(?:gt|de)\w*",
        rf"\b(?:la|lat) (?:\w+ ){{1,3}}(?:velge|velje) (?:\w+ ){{0,3}}{_PEERS}",
        rf"\b(?:pupils?|children|students?|captains?) (?:\w+ ){{0,2}}(?:pick|choose|select)\w* "
        rf"(?:\w+ ){{0,3}}{_PEERS}",
        r"\bteam captains?\b|\blagkaptein\w*",
    ),
)


def find_forbidden(text: str) -> Forbidden | None:
    """Return the first thing never proposed that the text tells adults to do, or None.

    Examples
    --------
    >>> find_forbidden("La elevene velge lag selv.").code
    'picking'
    >>> find_forbidden("Læreren setter gruppene.") is None
    True
    """
    return next((rule for rule in FORBIDDEN if rule.pattern.search(text)), None)

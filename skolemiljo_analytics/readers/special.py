"""Answers that are not a classmate's name: "ingen", "vet ikke", "alle", a teacher."""

from __future__ import annotations

import re

from skolemiljo_analytics.readers.people import clean_name, name_key
from skolemiljo_analytics.tables.report import Decision

__all__ = ["SILENT_REASONS", "special_answer"]


def _phrases(text: str) -> frozenset[str]:
    """Return phrases parted by bars and line breaks."""
    return frozenset(phrase.strip() for phrase in re.split(r"[|\n]", text) if phrase.strip())


_NOBODY = _phrases("""
    ingen|ingen spesiell|ingen spesielle|ingen andre|ingen i klassen|ingen i klassa|ingen her
    ingen av dem|ingen av disse|ingen av desse|ikke noen|ikkje nokon|nobody|no one|noone|none
    ingenting|ingen som jeg vet|har ingen|jeg har ingen|eg har ingen|null|0|jeg velger ingen
    eg vel ingen|ingen jeg vet om|ikke noen spesielle|jeg vil ikke være med noen|nei ingen
    ingen jeg vil være med|alene|åleine|aleine|jeg er alene
""")
_UNSURE = _phrases("""
    vet ikke|veit ikkje|veit ikke|vet ikkje|vet ikke helt|jeg vet ikke|eg veit ikkje|usikker|idk
    husker ikke|hugsar ikkje|i don t know|dont know|don t know|do not know|aner ikke|vil ikke svare
    vil ikkje svare|ønsker ikke å svare|ønskjer ikkje å svare|ikke sikker|ikkje sikker|pass|?|??|???
    vet ikke enda|har ikke noe svar|ikke svart|ubesvart|kan ikke velge|klarer ikke velge|vetikke
    prefer not to say|not sure|no answer|ingen svar|ikke besvart|ikke relevant|n a|na
""")
_EVERYONE = _phrases("""
    alle|alle sammen|alle saman|allesammen|alle i klassen|alle i klassa|hele klassen|heile klassa
    everyone|everybody|all|alle elevene|alle elevane|alle er like fine|hvem som helst|kven som helst
    alle jentene|alle guttene|alle gutane|jentene|guttene|gutane|anyone|alle er greie|hele gjengen
    samme hvem|same kven|alle andre|the whole class|all of them|kan være med alle|alle er fine
""")
_ADULT = re.compile(
    r"\b(lærer|læreren|læraren|lærar|lærerne|lærarane|kontaktlærer|kontaktlæraren?|frøken|teacher|rektor"
    r"|inspektør|miljøterapeut|assistent|assistenten|vikar|vikaren|helsesykepleier|sosiallærer"
    r"|principal|mr|mrs|ms|mamma|pappa|far|mor|foreldre|bestemor|bestefar)\b"
)
_ANSWERS = (
    (_NOBODY, (Decision.NOBODY, "said_nobody")),
    (_UNSURE, (Decision.NOBODY, "does_not_know")),
    (_EVERYONE, (Decision.EVERYONE, "said_everyone")),
)
SILENT_REASONS = frozenset({"does_not_know", "dash"})
"""Reasons of `Decision.NOBODY` that say nothing about choosing: the question counts as skipped."""


def special_answer(text: str, adults: frozenset[str] = frozenset()) -> tuple[Decision, str] | None:
    """Return the outcome and reason of an answer that names no classmate; None for a name.

    Parameters
    ----------
    text
        One name as written.
    adults
        Name keys of adults known from the list or the mapping.

    Examples
    --------
    >>> special_answer("Vet ikke!")
    (<Decision.NOBODY: 'nobody'>, 'does_not_know')
    """
    key = name_key(clean_name(text))
    if not key:
        return Decision.NOBODY, "does_not_know" if "?" in text else "dash"
    for words, outcome in _ANSWERS:
        if key in words:
            return outcome
    if key in adults or _ADULT.search(key):
        return Decision.ADULT, "known_adult" if key in adults else "adult_word"
    return None

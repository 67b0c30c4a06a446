"""A question guessed from its words: what it is about, whether it is negative, how many names.

A guess is always confirmable: a mapping that names the question wins. «Hvem bestemmer» counts as
negative until the school has recorded its own legal assessment (domain handbook 3.3).
"""

from __future__ import annotations

import re

from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, QuestionKind

__all__ = ["guess_limit", "guess_question", "is_doubtful", "slug"]

_NUMBERS = {
    "en": 1, "ein": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_LIMIT = re.compile(
    r"\b(?:inntil|opptil|opp til|maks|maksimalt|høyst|høgst|up to|max|at most|velg|vel|choose|nevn"
    r"|skriv)\s+(?:navnet på\s+|namnet på\s+)?(\d{1,2}|" + "|".join(_NUMBERS) + r")\b"
    r"|\b(\d{1,2}|tre|fire|fem|to|three|two|four|five)\s+(?:medelev|elev|navn|namn|person|klasseven"
    r"|venn|ven|classmate|pupil|name|valg|val\b)"
)
# In order: the first that fits decides.
_PATTERNS: tuple[tuple[str, str, QuestionKind, Polarity], ...] = (
    (r"mobb|bull(y|ie)|plag[ea]r|ert[ea]r|slår|slem|krenk|trakasser|truer|truar|baksnakk|ufin",
     "mobbing", QuestionKind.BULLYING, Polarity.NEGATIVE),
    (r"krangl|slåss|slåst|øydelegg|ødelegg|irriter|uvenn|fiende|\bhat(er|ar)\b|lyver|lyg\b|stjel|juks"
     r"|\bdumm?e?\b|ekkel|enemy|enemies|fights?\b|\bhates?\b|annoy|avvis|rejects?\b|"
     r"bråk|brak|forstyrr|uro|utestenge|stenger .*ute|steng(er|jer) ute|holdt utenfor|fryser ut|"
     r"disturb|exclude|noisy",
     "negativ", QuestionKind.OTHER, Polarity.NEGATIVE),
    (r"\b(ikke|ikkje|minst|ugjerne|not|least|don t|dont|never|aldri)\b.*\b(med|like|liker|likar|"
     r"sammen|saman|være|vere|jobbe|arbeide|sitte|sitje|leke|with|play|work|lyst)\b|\bunngå|"
     r"\bdislike|\bmisliker|\bmislikar|\bavoid|\blik(er|ar) (du )?(ikke|ikkje|minst)|velge bort|"
     r"velje bort|slippe",
     "ikke_sammen", QuestionKind.DISLIKE, Polarity.NEGATIVE),
    (r"bestemm|mest makt|sjef|\bdecide|\bboss|in charge",
     "bestemmer", QuestionKind.DECIDES, Polarity.NEGATIVE),
    (r"\bide(er|ar|ene|ane|as)?\b|\bidé|forslag|\bføl(ger|gjer|gje)\b|ideas",
     "ideer", QuestionKind.SAY, Polarity.POSITIVE),
    (r"\btro(r|r du)\b.*(velg|vel|valg)|velger deg|vel deg|think.*choose you|expect",
     "forventet", QuestionKind.EXPECTED, Polarity.POSITIVE),
    (r"hjelp|\bhelp", "hjelp", QuestionKind.HELP, Polarity.POSITIVE),
    (r"oftest|vanligvis|vanlegvis|pleier du|plar du|usually|most often|mest sammen|mest saman|"
     r"faktisk|i virkeligheten",
     "sammen", QuestionKind.TOGETHER, Polarity.NEUTRAL),
    (r"grupp[ea]|jobbe|arbeid|samarbeid|prosjekt|oppgave|oppgåve|work|project|skolearbeid|læring",
     "gruppearbeid", QuestionKind.WORK, Polarity.POSITIVE),
    (r"friminutt|storefri|recess|break", "friminutt", QuestionKind.COMPANY, Polarity.POSITIVE),
    (r"fritid|etter skole|etter skule|after school|leke|leike|play", "fritid",
     QuestionKind.COMPANY, Polarity.POSITIVE),
    (r"sitte|sitje|sit next|ved siden|ved sida", "sitte", QuestionKind.COMPANY, Polarity.POSITIVE),
    (r"\bvenn|\bven(er|ar|en|ene)?\b|friend|være med|vere med|sammen|saman|with|liker|likar|trives",
     "venn", QuestionKind.COMPANY, Polarity.POSITIVE),
)  # fmt: skip


_DOUBTFUL = re.compile(
    r"\b(?:alene|aleine|åleine|ensom|einsam|redde?|triste?|lei seg|sinte?|gruer|grur|svake?|rare?"
    r"|stille|(?:er|holdt|halden|faller|fell) (?:utenfor|utanfor)|utestengt|utestengd"
    r"|(?:trenger|treng|needs) (?:hjelp|help)|lonely|alone|sad|afraid|scared|angry|left out)\b"
)
_ASKS_ABOUT_SOMEBODY = re.compile(r"\b(hvem|kven|hvilke|kva for|who|whom|which)\b")


def is_doubtful(question: Question) -> bool:
    """Tell whether a person must say if a question is negative: its own words do not.

    Examples
    --------
    >>> is_doubtful(guess_question("Hvem er ofte alene?", AnswerForm.CHOICE))
    True
    >>> is_doubtful(guess_question("Hvem vil du helst være med?", AnswerForm.CHOICE))
    False
    """
    if not question.names_pupils or question.polarity is not Polarity.POSITIVE:
        return False
    folded = fold_heading(question.text)
    unknown = question.kind is QuestionKind.OTHER and bool(_ASKS_ABOUT_SOMEBODY.search(folded))
    return unknown or bool(_DOUBTFUL.search(folded))


def guess_question(text: str, form: AnswerForm, *, key: str = "") -> Question:
    """Return the question a heading asks, guessed from its words.

    Parameters
    ----------
    text
        The heading as written.
    form
        What the answers look like; only questions that name pupils get a kind and a polarity.
    key
        A key already decided; otherwise one is made from the words.

    Examples
    --------
    >>> guess_question("Hvem vil du helst være med i friminuttet?", AnswerForm.CHOICE).key
    'friminutt'
    """
    folded = fold_heading(text)
    if form in {AnswerForm.SCALE, AnswerForm.TEXT}:
        return Question(key or slug(text), text, form=form, scale=key or slug(text))
    for pattern, name, kind, polarity in _PATTERNS:
        if re.search(pattern, folded):
            return Question(key or name, text, kind, polarity, form, guess_limit(text))
    return Question(key or slug(text), text, form=form, limit=guess_limit(text))


def guess_limit(text: str) -> int | None:
    """Return how many names the question itself says one may give, or None."""
    found = _LIMIT.search(fold_heading(text))
    if not found:
        return None
    word = found.group(1) or found.group(2)
    return _NUMBERS.get(word) or int(word)


def slug(text: str) -> str:
    """Return a short key of the first telling words: lower case, joined by underscores."""
    dull = {"du", "er", "i", "på", "å", "jeg", "eg", "det", "the", "a", "is", "do", "you", "har"}
    words = [word for word in fold_heading(text).split() if word not in dull]
    plain = "_".join(words[:4])
    for letter, plainer in (("æ", "ae"), ("ø", "o"), ("å", "a")):
        plain = plain.replace(letter, plainer)
    return re.sub(r"[^a-z0-9_]", "", plain) or "sporsmal"

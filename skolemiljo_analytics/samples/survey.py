"""What the invented school asks: of classmates, and five items about oneself."""

from __future__ import annotations

from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, QuestionKind

__all__ = [
    "AVOID",
    "CHOICE_QUESTIONS",
    "DECIDES",
    "HARM",
    "HELP",
    "LIKES",
    "ON_SUSPICION",
    "SCALE_ITEMS",
    "SCALE_WORDS",
]

CHOICE_QUESTIONS = (
    Question(
        "friminutt",
        "Hvem vil du helst være sammen med i friminuttene?",
        QuestionKind.COMPANY,
        limit=3,
    ),
    Question(
        "gruppearbeid",
        "Hvem vil du helst samarbeide med i gruppearbeid?",
        QuestionKind.WORK,
        limit=3,
    ),
    Question(
        "sammen",
        "Hvem er du oftest sammen med i friminuttene?",
        QuestionKind.TOGETHER,
        Polarity.NEUTRAL,
        limit=3,
    ),
    Question("ideer", "Hvem sine ideer følger klassen ofte?", QuestionKind.SAY, limit=3),
)

DECIDES = Question(
    "bestemmer", "Hvem bestemmer mest i klassen?", QuestionKind.DECIDES, Polarity.NEGATIVE, limit=3
)
"""Asked once, on concrete suspicion: it counts as negative until a school has assessed it."""

AVOID = Question(
    "ikke_sammen",
    "Hvem vil du helst slippe å være sammen med i friminuttene?",
    QuestionKind.DISLIKE,
    Polarity.NEGATIVE,
    limit=3,
)
HARM = Question(
    "plager", "Er det noen i klassen som plager deg?", QuestionKind.BULLYING, Polarity.NEGATIVE
)
HELP = Question("hjelper", "Hvem hjelper deg når noe er vanskelig?", QuestionKind.HELP, limit=3)

ON_SUSPICION = (DECIDES, AVOID, HARM, HELP)
"""Asked once, on concrete suspicion: no preventive round may name anybody in such questions."""

LIKES = Question(
    "samvaer",
    "Hvor gjerne er du sammen med hver av de andre? (1: sjelden, 5: veldig gjerne)",
    QuestionKind.COMPANY,
    form=AnswerForm.RATING,
)
"""Asked once, about every classmate; a preventive round reads the top of the scale alone."""


def _item(key: str, text: str) -> Question:
    return Question(key, text, form=AnswerForm.SCALE, scale="trivsel")


SCALE_ITEMS = (
    _item("trivsel_klasse", "Jeg trives i klassen."),
    _item("noen_aa_vaere_med", "Jeg har noen å være sammen med i friminuttene."),
    _item("arbeidsro", "Det er god arbeidsro i timene."),
    _item("laerer_bryr_seg", "Lærerne bryr seg om meg."),
    _item("gleder_meg", "Jeg gleder meg til å gå på skolen."),
)

SCALE_WORDS = ("Helt uenig", "Litt uenig", "Verken enig eller uenig", "Litt enig", "Helt enig")
"""What the pupils tick, from 1 to 5."""

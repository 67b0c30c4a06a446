"""Which of a round's questions are the first about choice, and which say no."""

from __future__ import annotations

from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, QuestionKind

__all__ = ["first_wish", "negative_company"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)
_OTHER_MATTERS = frozenset({QuestionKind.BULLYING, QuestionKind.DECIDES, QuestionKind.SAY})


def first_wish(relations: tuple[RelationPortrait, ...]) -> RelationPortrait | None:
    """Return the first question of choice: about company where there is one, else about work."""
    for kind in _WISHES:
        for relation in relations:
            question = relation.question
            if question.kind is kind and question.polarity is not Polarity.NEGATIVE:
                return relation
    return None


def negative_company(relations: tuple[RelationPortrait, ...]) -> tuple[RelationPortrait, ...]:
    """Return the negative questions about company: whom one does not want to be with."""
    return tuple(
        r
        for r in relations
        if r.question.polarity is Polarity.NEGATIVE
        and r.question.kind not in _OTHER_MATTERS
        and r.question.form is not AnswerForm.RATING
    )

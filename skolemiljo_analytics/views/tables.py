"""Tables for people: the same content as the pictures, in words.

No table is ordered by a number: pupils stand in alphabetical order of what they are called. The
three kinds of nothing have their words: did not answer, answered "nobody", not chosen by any who
answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import (
    Grouping,
    PupilView,
    RelationPortrait,
    ScalePortrait,
    SocialPortrait,
)
from skolemiljo_analytics.views.facts import say_span
from skolemiljo_analytics.views.labels import Labeller, PseudonymLabeller
from skolemiljo_analytics.views.question import QuestionView, TieKind, view_question
from skolemiljo_analytics.vocabulary import Gate, Language, PupilId, Reason
from skolemiljo_analytics.wording import Translator, get_translator
from skolemiljo_analytics.wording.terms import say_gate, say_reading

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Sheet",
    "scale_title",
    "sheet_of_groupings",
    "sheet_of_participation",
    "sheet_of_pupils",
    "sheet_of_scales",
    "tabulate_choices",
    "tabulate_groupings",
    "tabulate_participation",
    "tabulate_pupils",
    "tabulate_scales",
]

_ALPHABET = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}  # what follows z in ASCII


@dataclass(frozen=True)
class Sheet:
    """A table as plain rows under their headings: what is written to a file needs no more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the same table as a data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(self.columns))


def tabulate_pupils(
    portrait: SocialPortrait,
    relation: str | None = None,
    labeller: Labeller | None = None,
    language: Language | str = Language.NB,
) -> pd.DataFrame:
    """Tabulate one question, one row a pupil in alphabetical order: chosen by, chose, mutual.

    A count silence could change is written with its bounds, as in ``0–3``.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    NotAvailableError
        If too few answered for anything to be shown about single pupils.
    """
    return sheet_of_pupils(portrait, relation, labeller, language).to_frame()


def sheet_of_pupils(
    portrait: SocialPortrait,
    relation: str | None = None,
    labeller: Labeller | None = None,
    language: Language | str = Language.NB,
) -> Sheet:
    """Return what `tabulate_pupils` does as plain rows."""
    described = portrait.relation(relation or portrait.relations[0].key)
    if not described.question.shown_by_pupil:
        raise NotAvailableError(Reason.DISCLOSURE)
    if described.participation.gate is Gate.NOTHING_NAMED:
        raise NotAvailableError(Reason.PARTICIPATION)
    say = get_translator(language)
    label = labeller or PseudonymLabeller(portrait.pupils, language)
    views = {view.pupil: view for view in described.pupils}
    rows = [
        (label(p), _count(views[p].received, say), _given(views[p], say), _mutual(views[p], say))
        for p in in_order(portrait.pupils, label)
    ]
    return _sheet(rows, ("pupil", "chosen_by", "chose", "mutual"), say)


def tabulate_choices(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    portrait: SocialPortrait | None = None,
    labeller: Labeller | None = None,
    language: Language | str = Language.NB,
) -> pd.DataFrame:
    """Tabulate what the class map shows: whom each pupil chose and who chose the pupil.

    Where fewer than three quarters answered, mutual choices only, as on the map.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    NotAvailableError
        If too few answered for anything to be shown about single pupils.
    """
    view = view_question(graph, relation, portrait)
    if not view.may_name:
        raise NotAvailableError(Reason.PARTICIPATION)
    say = get_translator(language)
    label = labeller or PseudonymLabeller(graph.pupils, language)
    order = in_order(graph.pupils, label)
    rows = []
    for pupil in order:
        mutual, chose, chosen_by = _ties_of(view, pupil)
        names = [
            ", ".join(label(p) for p in order if p in who) for who in (mutual, chose, chosen_by)
        ]
        rows.append((label(pupil), *_in_words(view, pupil, names, say)))
    if view.few_answered:
        return _sheet([row[:2] for row in rows], ("pupil", "mutual_with"), say).to_frame()
    return _sheet(rows, ("pupil", "mutual_with", "chose", "chosen_by"), say).to_frame()


def tabulate_participation(
    portrait: SocialPortrait, language: Language | str = Language.NB
) -> pd.DataFrame:
    """Tabulate who answered, one row a question in the order asked."""
    return sheet_of_participation(portrait, language).to_frame()


def sheet_of_participation(
    portrait: SocialPortrait, language: Language | str = Language.NB
) -> Sheet:
    """Return what `tabulate_participation` does as plain rows."""
    say = get_translator(language)
    rows = []
    for described in portrait.relations:
        who = described.participation
        counts = (who.n_asked, who.n_answered, who.n_nobody, who.n_silent)
        rows.append((_title(described), *counts, say_gate(who.gate, language)))
    return _sheet(rows, ("question", "asked", "answered", "nobody", "silent", "gate"), say)


def tabulate_groupings(
    portrait: SocialPortrait,
    relation: str | None = None,
    labeller: Labeller | None = None,
    language: Language | str = Language.NB,
) -> pd.DataFrame:
    """Tabulate the groupings of one question and those who stand between them.

    Empty where no search for groupings was made (the portrait's `groupings.reason` says why).

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    return sheet_of_groupings(portrait, relation, labeller, language).to_frame()


def sheet_of_groupings(
    portrait: SocialPortrait,
    relation: str | None = None,
    labeller: Labeller | None = None,
    language: Language | str = Language.NB,
) -> Sheet:
    """Return what `tabulate_groupings` does as plain rows."""
    described = portrait.relation(relation or portrait.relations[0].key)
    say = get_translator(language)
    label = labeller or PseudonymLabeller(portrait.pupils, language)
    found = described.groupings
    between = set(found.between)
    rows = [
        (say("views.cell.number", number=i), *_grouping(g, between, label))
        for i, g in enumerate(found.groups, start=1)
    ]
    if between:
        names = ", ".join(label(p) for p in in_order(found.between, label))
        dash = say("views.cell.no_number")
        rows.append((say("views.cell.between"), names, str(len(between)), dash, dash, dash))
    return _sheet(rows, ("grouping", "pupils", "count", "inside", "out", "in"), say)


def tabulate_scales(
    portrait: SocialPortrait, language: Language | str = Language.NB
) -> pd.DataFrame:
    """Tabulate the survey's scales: mean with bounds for the silent, answers, last time.

    A mean that may not be shown has its reason in words, never a number.
    """
    return sheet_of_scales(portrait, language).to_frame()


def sheet_of_scales(portrait: SocialPortrait, language: Language | str = Language.NB) -> Sheet:
    """Return what `tabulate_scales` does as plain rows."""
    say = get_translator(language)
    rows = [
        (
            scale_title(scale),
            say_reading(scale.mean, language, fixed=True),
            say("views.cell.share", answered=scale.n_answered, asked=scale.n_asked),
            _previous(scale, say),
        )
        for scale in portrait.scales
    ]
    return _sheet(rows, ("question", "mean", "answered", "previous"), say)


def scale_title(scale: ScalePortrait) -> str:
    """Return the question of a scale with one item, otherwise the scale's own name."""
    if len(scale.items) == 1:
        return scale.items[0].text or scale.key
    return scale.key.replace("_", " ").capitalize()


def in_order(pupils: Iterable[PupilId], label: Labeller) -> list[PupilId]:
    """Order pupils by what they are called: æ, ø, å last, "Elev 2" before "Elev 10".

    Where labels are hidden, by the opaque id: the order of the class list would tell who is who.
    """
    return sorted(pupils, key=lambda p: (_alphabetical(label(p)), p))


def _alphabetical(label: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.findall(r"\d+|\D+", label.casefold())
    return tuple(
        (0, int(part), "")
        if part.isdecimal()
        else (1, 0, "".join(_ALPHABET.get(letter, letter) for letter in part))
        for part in parts
    )


def _sheet(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], say: Translator) -> Sheet:
    return Sheet(tuple(say(f"views.column.{column}") for column in columns), tuple(rows))


def _title(described: RelationPortrait) -> str:
    return described.question.text or described.key


def _count(reading: Reading, say: Translator) -> str:
    return say_span(reading) or say_reading(reading, say.language)


def _given(view: PupilView, say: Translator) -> str:
    if not view.answered:
        return say("views.cell.silent")
    return say("views.cell.nobody") if view.given.value == 0 else _count(view.given, say)


def _mutual(view: PupilView, say: Translator) -> str:
    return _count(view.mutual, say) if view.answered else say("views.cell.silent")


def _ties_of(view: QuestionView, pupil: PupilId) -> tuple[set[PupilId], set[PupilId], set[PupilId]]:
    mutual: set[PupilId] = set()
    chose: set[PupilId] = set()
    chosen_by: set[PupilId] = set()
    for tie in view.ties:
        if tie.kind is TieKind.MUTUAL and pupil in {tie.source, tie.target}:
            mutual.add(tie.target if tie.source == pupil else tie.source)
        elif tie.source == pupil:
            chose.add(tie.target)
        elif tie.target == pupil:
            chosen_by.add(tie.source)
    return mutual, chose | mutual, chosen_by | mutual


def _in_words(
    view: QuestionView, pupil: PupilId, names: list[str], say: Translator
) -> tuple[str, str, str]:
    mutual, chose, chosen_by = names
    if not view.numbers[pupil].answered:
        nothing = say("views.cell.silent")
        return nothing, nothing, chosen_by or say("views.cell.no_choice")
    return (
        mutual or say("views.cell.none"),
        chose or say("views.cell.nobody"),
        chosen_by or say("views.cell.no_choice"),
    )


def _grouping(
    grouping: Grouping, between: set[PupilId], label: Labeller
) -> tuple[str, str, str, str, str]:
    firm = [p for p in grouping.members if p not in between]
    names = ", ".join(label(p) for p in in_order(firm, label))
    return (
        names,
        str(len(firm)),
        str(grouping.given_inside),
        str(grouping.given_to_outside),
        str(grouping.received_from_outside),
    )


def _previous(scale: ScalePortrait, say: Translator) -> str:
    if scale.previous is None:
        return say("views.cell.no_number")
    return say_reading(scale.previous, say.language, fixed=True)

"""The columns of a table of answers: what each is for, and which question it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from skolemiljo_analytics.readers.guess import Guess
from skolemiljo_analytics.readers.headings import fold_heading, rank_in_heading
from skolemiljo_analytics.readers.questions import guess_question, slug
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.sheets import Cell, RawSheet, cell_text, is_blank
from skolemiljo_analytics.readers.split import split_names
from skolemiljo_analytics.readers.survey import find_ladder, read_number
from skolemiljo_analytics.tables.mapping import ColumnMapping, FileMapping, FolderMapping
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import ColumnRole, Decision
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, QuestionKind

__all__ = ["Column", "Plan", "plan_columns", "settle_polarity"]

_WHO = frozenset({"hvem", "kven", "who", "hvilke", "kva", "nevn", "name", "skriv", "velg", "vel"})
_SAMPLE = 300


@dataclass(frozen=True)
class Column:
    """One column: its place from 0, heading as written, role, question and rank."""

    at: int
    heading: str = field(repr=False)
    role: ColumnRole
    question: str = ""
    rank: int | None = None
    why: str = "heading"
    sure: bool = True


@dataclass
class Plan:
    """The columns of a sheet, the questions they answer, and what answer words count for."""

    columns: list[Column] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    words: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def first(self, role: ColumnRole) -> int | None:
        """Return the place of the first column with a role."""
        return next((column.at for column in self.columns if column.role is role), None)


def plan_columns(
    sheet: RawSheet,
    guess: Guess,
    folder: FolderMapping,
    file: FileMapping,
    resolver: Resolver,
) -> Plan:
    """Decide what every column of a wide table is.

    A mapping wins over the words of the heading, the words over what stands in the column.
    """
    plan = Plan()
    mapped = {fold_heading(one.heading): one for one in file.columns}
    for at, cell in enumerate(sheet.rows[guess.header]):
        heading = cell_text(cell).strip()
        role = guess.roles[at] if at < len(guess.roles) else None
        below = _below(sheet, guess.header, at)
        if not heading and not below:
            continue
        given = mapped.get(fold_heading(heading))
        if given:
            _take_mapped(plan, at, heading, given, folder, below)
        elif not _take_known_question(plan, at, heading, folder, below):
            _take_guessed(plan, at, heading, role, below, resolver)
    _one_respondent(plan, sheet, guess.header)
    return plan


def _below(sheet: RawSheet, header: int, at: int) -> list[Cell]:
    cells = (sheet.cell(row, at) for row in range(header + 1, len(sheet.rows)))
    return [cell for cell in cells if not is_blank(cell)][:_SAMPLE]


def _take_mapped(
    plan: Plan, at: int, heading: str, given: ColumnMapping, folder: FolderMapping,
    below: Sequence[Cell],
) -> None:  # fmt: skip
    plan.columns.append(Column(at, heading, given.role, given.question, given.rank, "mapping"))
    if given.role is ColumnRole.QUESTION:
        known = folder.question(given.question)
        question = (
            known.question
            if known
            else guess_question(heading, _form_of(heading, below, None), key=given.question)
        )
        if given.rank:
            question = replace(question, form=AnswerForm.RANKED)
        _add_question(plan, question, known.words if known else {}, below)


def _take_known_question(
    plan: Plan, at: int, heading: str, folder: FolderMapping, below: Sequence[Cell]
) -> bool:
    folded = fold_heading(heading)
    for one in folder.questions:
        names = {fold_heading(text) for text in (one.question.text, *one.aliases)}
        if folded in names or (folded == one.question.key and folded):
            plan.columns.append(
                Column(at, heading, ColumnRole.QUESTION, one.question.key, None, "mapping")
            )
            _add_question(plan, one.question, one.words, below)
            return True
    return False


def _take_guessed(
    plan: Plan, at: int, heading: str, role: ColumnRole | None, below: Sequence[Cell],
    resolver: Resolver,
) -> None:  # fmt: skip
    rank, rest = rank_in_heading(heading)
    if rank is not None:
        question = guess_question(rest or heading, AnswerForm.RANKED, key="" if rest else "valg")
        if not rest:
            question = replace(question, kind=QuestionKind.OTHER, polarity=Polarity.POSITIVE)
        plan.columns.append(
            Column(at, heading, ColumnRole.QUESTION, question.key, rank, "rank_in_heading", False)
        )
        known = plan.questions.get(question.key)
        question = replace(question, limit=max(rank, (known.limit or 0) if known else 0))
        plan.questions[question.key] = question
        return
    if role is not None and not _named_but_asks(heading, role):
        plan.columns.append(Column(at, heading, role, why="heading"))
        return
    form = _form_of(heading, below, resolver)
    if form is AnswerForm.TEXT:
        plan.columns.append(Column(at, heading, ColumnRole.TEXT, why="content", sure=False))
        return
    question = guess_question(heading, form)
    if question.key in plan.questions:
        question = replace(question, key=_free_key(plan, slug(heading)))
    plan.columns.append(
        Column(at, heading, ColumnRole.QUESTION, question.key, None, "words", False)
    )
    _add_question(plan, question, {}, below)


def _named_but_asks(heading: str, role: ColumnRole) -> bool:
    """A heading such as «Type» or «Gruppe?» in a form may be a question of its own."""
    return role in {ColumnRole.RELATION, ColumnRole.VALUE, ColumnRole.TARGET} and "?" in heading


def _free_key(plan: Plan, key: str) -> str:
    number, free = 2, key
    while free in plan.questions:
        free, number = f"{key}_{number}", number + 1
    return free


def _add_question(
    plan: Plan, question: Question, words: Mapping[str, int], below: Sequence[Cell]
) -> None:
    if question.form is AnswerForm.SCALE:
        ladder = {fold_heading(word): rung for word, rung in words.items()}
        ladder = ladder or dict(find_ladder(below) or {})
        if ladder and not words and question.key not in plan.words:
            question = replace(question, highest=max(question.highest, *ladder.values())
                               if question.highest != 5 else max(ladder.values()))  # fmt: skip
        plan.words[question.key] = ladder
    plan.questions.setdefault(question.key, question)


def _form_of(heading: str, below: Sequence[Cell], resolver: Resolver | None) -> AnswerForm:
    """Tell names, a scale and free text apart by what stands in the column, then by its words."""
    asks_who = bool(set(fold_heading(heading).split()) & _WHO)
    if not below:
        return AnswerForm.CHOICE if asks_who else AnswerForm.TEXT
    if not asks_who and _is_scale(below):
        return AnswerForm.SCALE
    if asks_who and resolver is None:
        return AnswerForm.CHOICE
    if resolver is None:
        return AnswerForm.TEXT
    parts = [part for cell in below[:60] for part in split_names(cell_text(cell), resolver)]
    known = sum(resolver.resolve(part).decision in _SOMEBODY for part in parts)
    if parts and known >= (0.3 if asks_who else 0.6) * len(parts):
        return AnswerForm.CHOICE
    return AnswerForm.CHOICE if asks_who and _short(parts) else AnswerForm.TEXT


_SOMEBODY = frozenset({
    Decision.MATCHED, Decision.REVIEW, Decision.ASK, Decision.OUTSIDE, Decision.NOBODY,
    Decision.EVERYONE, Decision.REDACTED,
})  # fmt: skip


def _short(parts: Sequence[str]) -> bool:
    return bool(parts) and sum(len(part.split()) <= 4 for part in parts) >= 0.8 * len(parts)


def _is_scale(below: Sequence[Cell]) -> bool:
    numbers = [read_number(cell) for cell in below]
    if all(number is not None and 0 <= number <= 10 for number in numbers):
        return True
    rest = [cell for cell, number in zip(below, numbers, strict=True) if number is None]
    ladder = find_ladder(rest)
    if ladder:
        return True
    known = sum(find_ladder([cell]) is not None for cell in rest)
    return len(below) >= 5 and known + len(below) - len(rest) >= 0.8 * len(below)


def _one_respondent(plan: Plan, sheet: RawSheet, header: int) -> None:
    """Keep one column that says who answered: the first that is not empty or anonymous."""
    places = [c for c in plan.columns if c.role is ColumnRole.RESPONDENT]
    mapped = [c for c in places if c.why == "mapping"]
    named = [c for c in places if _has_names(_below(sheet, header, c.at))]
    keep = (mapped or named or places)[:1]
    for column in places:
        if column not in keep:
            at = plan.columns.index(column)
            plan.columns[at] = replace(column, role=ColumnRole.IGNORE, why="other_name_column")


def _has_names(below: Sequence[Cell]) -> bool:
    said = {fold_heading(cell_text(cell)) for cell in below}
    return bool(said - {"anonymous", "anonym", "anonymt", "", "anonyme"})


def settle_polarity(question: Question, folder: FolderMapping) -> Question:
    """Return the question with the polarity the law starts from.

    «Hvem bestemmer» is negative until the mapping holds the school's own legal assessment; then it
    is neutral.
    """
    if question.kind is not QuestionKind.DECIDES:
        return question
    return replace(question, polarity=Polarity.NEUTRAL if folder.assessment else Polarity.NEGATIVE)

"""The columns of a table of answers: what each is for, and which question it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from skolemiljo_analytics.readers.guess import Guess
from skolemiljo_analytics.readers.headings import (
    asks_what_is_sensitive,
    fold_heading,
    rank_in_heading,
    role_of_heading,
)
from skolemiljo_analytics.readers.questions import guess_question, slug
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.sheets import Cell, RawSheet, cell_text, is_blank
from skolemiljo_analytics.readers.split import split_names
from skolemiljo_analytics.readers.survey import all_agree_or_not, find_ladder, read_number
from skolemiljo_analytics.tables.mapping import ColumnMapping, FolderMapping
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import ColumnRole
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, QuestionKind

__all__ = ["Column", "Plan", "plan_columns", "settle_polarity"]

_WHO = frozenset({"hvem", "kven", "who", "hvilke", "kva", "nevn", "name", "skriv", "velg", "vel"})
_SAMPLE = 300
_PART = re.compile(r"^(?P<title>.*\S)\s*\[(?P<part>[^\[\]]+)\]\s*$", re.DOTALL)
_CODE = re.compile(r"^(?:sq|a|y)?\s?\d{1,3}(?:\s(?:valg|val|choice|navn|namn|name))?$"
                   r"|^(?:valg|val|choice|navn|namn|name)\s\d{1,3}$|^other$|^annet$")  # fmt: skip
_SHARED_UNDER = frozenset({
    ColumnRole.QUESTION, ColumnRole.IGNORE, ColumnRole.SENSITIVE, ColumnRole.IDENTITY,
    ColumnRole.TEXT,
})  # fmt: skip
"""What a merged heading also says of the columns under it that have none of their own."""


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
    about: str = field(default="", repr=False)  # the classmate a column of a grid asks about


@dataclass
class Plan:
    """The columns of a sheet, the questions they answer, and what answer words count for."""

    columns: list[Column] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    words: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def first(self, role: ColumnRole) -> int | None:
        """Return the place of the first column with a role."""
        return next((column.at for column in self.columns if column.role is role), None)


def plan_columns(sheet: RawSheet, guess: Guess, folder: FolderMapping, resolver: Resolver) -> Plan:
    """Decide what every column of a wide table is.

    A mapping wins over the words of the heading, the words over what stands in the column.
    """
    planner = _Planner(folder, resolver)
    remembered = folder.columns_for(sheet.file, guess.kind)
    mapped = {fold_heading(one.heading): one for one in remembered}
    heads = _merged_heads(sheet, guess.header)
    for at, cell in enumerate(sheet.rows[guess.header]):
        heading = cell_text(cell).strip()
        below = _below(sheet, guess.header, at)
        if not heading and not below:
            continue
        role = guess.roles[at] if at < len(guess.roles) else None
        seen = _Seen(at, heading, below, role)
        given = mapped.get(fold_heading(heading))
        if not heading and planner.take_under(seen, heads.get(at)):
            continue
        if given:
            planner.take_mapped(seen, given)
        elif not planner.take_known_question(seen) and not planner.take_part(seen):
            planner.take_guessed(seen)
    _one_respondent(planner.plan, sheet, guess.header)
    return planner.plan


def _merged_heads(sheet: RawSheet, header: int) -> dict[int, int]:
    """Return, for columns without a heading under a merged one, the column that has it."""
    runs = [run for run in sheet.merged if run[0] <= header + 1 <= run[2]]
    return {at - 1: first - 1 for _, first, _, last in runs for at in range(first + 1, last + 1)}


def _below(sheet: RawSheet, header: int, at: int) -> list[Cell]:
    cells = (sheet.cell(row, at) for row in range(header + 1, len(sheet.rows)))
    return [cell for cell in cells if not is_blank(cell)][:_SAMPLE]


@dataclass(frozen=True)
class _Seen:
    """A column as it stands: place, heading, some of its cells, and the role its words name."""

    at: int
    heading: str = field(repr=False)
    below: Sequence[Cell] = field(repr=False)
    role: ColumnRole | None


class _Planner:
    """Fills a plan, column by column."""

    def __init__(self, folder: FolderMapping, resolver: Resolver) -> None:
        self.folder, self.resolver = folder, resolver
        self.plan = Plan()

    def take_mapped(self, seen: _Seen, given: ColumnMapping) -> None:
        """Take a column a person has said the role of; what is sensitive only with a reason."""
        if _is_sensitive(seen.heading) and given.role in _IN_USE and not given.reason:
            self.plan.columns.append(
                Column(seen.at, seen.heading, ColumnRole.SENSITIVE, why="no_reason")
            )
            return
        if given.role is not ColumnRole.QUESTION:
            self.plan.columns.append(Column(seen.at, seen.heading, given.role, why="mapping"))
            return
        known = self.folder.question(given.question)
        form = AnswerForm.CHOICE if known else _form_of(seen, self.resolver)
        question = (
            known.question if known else guess_question(seen.heading, form, key=given.question)
        )
        if given.rank:
            question = replace(question, form=AnswerForm.RANKED)
        self.plan.columns.append(
            Column(seen.at, seen.heading, ColumnRole.QUESTION, question.key, given.rank, "mapping")
        )
        self._add(question, known.words if known else {}, seen.below)

    def take_under(self, seen: _Seen, head: int | None) -> bool:
        """Take a column under a merged heading for what the heading's own column is."""
        first = next((one for one in self.plan.columns if one.at == head), None)
        if first is None or first.role not in _SHARED_UNDER:
            return False
        if first.role is ColumnRole.QUESTION:
            asked = self.plan.questions[first.question]
            if not asked.names_pupils or not _holds_names(seen, self.resolver):
                return False
        self.plan.columns.append(
            Column(seen.at, "", first.role, first.question, None, "merged", sure=False)
        )
        return True

    def take_known_question(self, seen: _Seen) -> bool:
        """Take a column whose heading is a question of the mapping."""
        folded = fold_heading(seen.heading)
        for one in self.folder.questions:
            names = {fold_heading(t) for t in (one.question.text, one.question.key, *one.aliases)}
            if folded and folded in names:
                self._ask(seen, one.question.key, "mapping", sure=True)
                self._add(one.question, one.words, seen.below)
                return True
        return False

    def take_part(self, seen: _Seen) -> bool:
        """Take one column of several that share a question: «Hvem …? [Ada Berg]», «Q1[SQ001]».

        In the brackets stands a classmate (a grid), or only a number or code; then names stand in
        the cells.
        """
        found = _PART.match(seen.heading)
        if not found:
            return False
        title, part = found["title"].strip(), " ".join(found["part"].split())
        if self.resolver.is_certain(part):
            key = self._shared(title, AnswerForm.CHOICE)
            self.plan.columns.append(
                Column(seen.at, seen.heading, ColumnRole.PUPIL, key, None, "grid", False, part)
            )
            return True
        if not _CODE.match(fold_heading(part)) or not _holds_names(seen, self.resolver):
            return False
        rank = rank_in_heading(part)[0]
        form = AnswerForm.CHOICE if rank is None else AnswerForm.RANKED
        self.plan.columns.append(
            Column(
                seen.at, seen.heading, ColumnRole.QUESTION, self._shared(title, form), rank,
                "part", sure=False,
            )
        )  # fmt: skip
        return True

    def _shared(self, title: str, form: AnswerForm) -> str:
        """Return the key of the question several columns share, noted the first time."""
        folded = fold_heading(title)
        for one in self.folder.questions:
            names = {fold_heading(t) for t in (one.question.text, one.question.key, *one.aliases)}
            if folded in names:
                self.plan.questions.setdefault(one.question.key, one.question)
                return one.question.key
        for key, question in self.plan.questions.items():
            if fold_heading(question.text) == folded:
                return key
        question = guess_question(title, form)
        key = self._free_key(question.key)
        self.plan.questions[key] = replace(question, key=key)
        return key

    def take_guessed(self, seen: _Seen) -> None:
        """Take a column by its words and what stands in it."""
        rank, rest = rank_in_heading(seen.heading)
        if rank is not None:
            self._take_rank(seen, rank, rest)
        elif asks_what_is_sensitive(seen.heading):
            self.plan.columns.append(
                Column(seen.at, seen.heading, ColumnRole.SENSITIVE, sure=False)
            )
        elif seen.role is not None and not _asks(seen):
            self.plan.columns.append(Column(seen.at, seen.heading, seen.role))
        elif (form := _form_of(seen, self.resolver)) is AnswerForm.TEXT:
            self.plan.columns.append(
                Column(seen.at, seen.heading, ColumnRole.TEXT, why="content", sure=False)
            )
        else:
            question = guess_question(seen.heading, form)
            if question.key in self.plan.questions:
                question = replace(question, key=self._free_key(slug(seen.heading)))
            self._ask(seen, question.key, "words", sure=False)
            self._add(question, {}, seen.below)

    def _take_rank(self, seen: _Seen, rank: int, rest: str) -> None:
        """Take «2. valg» as the second place of a ranked question; its words name the question."""
        question = guess_question(rest or "valg", AnswerForm.RANKED, key="" if rest else "valg")
        self.plan.columns.append(
            Column(
                seen.at, seen.heading, ColumnRole.QUESTION, question.key, rank, "rank", sure=False
            )
        )
        known = self.plan.questions.get(question.key)
        limit = max(rank, (known.limit or 0) if known else 0)
        self.plan.questions[question.key] = replace(question, limit=limit)

    def _ask(self, seen: _Seen, key: str, why: str, *, sure: bool) -> None:
        self.plan.columns.append(
            Column(seen.at, seen.heading, ColumnRole.QUESTION, key, None, why, sure)
        )

    def _free_key(self, key: str) -> str:
        number, free = 2, key
        while free in self.plan.questions:
            free, number = f"{key}_{number}", number + 1
        return free

    def _add(self, question: Question, words: Mapping[str, int], below: Sequence[Cell]) -> None:
        if question.form is AnswerForm.SCALE:
            ladder = {fold_heading(word): rung for word, rung in words.items()}
            if not ladder:
                ladder = dict(find_ladder(below) or {})
                guessed = self.folder.question(question.key) is None
                numbers = [number for cell in below if (number := read_number(cell)) is not None]
                highest = max(ladder.values(), default=max([5, *numbers]))
                question = replace(question, highest=highest) if guessed else question
            self.plan.words[question.key] = ladder
        self.plan.questions.setdefault(question.key, question)


_IN_USE = frozenset({ColumnRole.QUESTION, ColumnRole.TEXT, ColumnRole.VALUE})


def _is_sensitive(heading: str) -> bool:
    return asks_what_is_sensitive(heading) or role_of_heading(heading) is ColumnRole.SENSITIVE


def _asks(seen: _Seen) -> bool:
    """Tell whether a heading such as «Type?» in a form is a question of its own."""
    maybe = {ColumnRole.RELATION, ColumnRole.VALUE, ColumnRole.TARGET}
    return seen.role in maybe and "?" in seen.heading


def _form_of(seen: _Seen, resolver: Resolver) -> AnswerForm:
    """Tell names, a scale and free text apart by what stands in the column, then by its words."""
    if all_agree_or_not(seen.below):
        return AnswerForm.SCALE  # «Vi vet hva vi skal gjøre»: a statement, whatever its words
    asks_who = bool(set(fold_heading(seen.heading).split()) & _WHO)
    if not seen.below:
        return AnswerForm.CHOICE if asks_who else AnswerForm.TEXT
    if not asks_who and _is_scale(seen.below):
        return AnswerForm.SCALE
    parts = [part for cell in seen.below[:60] for part in split_names(cell_text(cell), resolver)]
    known = sum(resolver.looks_like_a_name(part) for part in parts)
    names = bool(parts) and known >= (0.3 if asks_who else 0.6) * len(parts)
    return AnswerForm.CHOICE if names or (asks_who and _short(parts)) else AnswerForm.TEXT


def _holds_names(seen: _Seen, resolver: Resolver) -> bool:
    """Tell whether names stand in a column; an empty one goes with the columns beside it."""
    return not seen.below or _form_of(seen, resolver) is AnswerForm.CHOICE


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

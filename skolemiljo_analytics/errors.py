"""Every deliberate error, with fields and a stable code that `wording` can say in Norwegian.

A message says what was expected, what came and what to do. It never holds a name or free text.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from skolemiljo_analytics.vocabulary import Purpose, Reason

__all__ = [
    "AccessDeniedError",
    "AnswersDeletedError",
    "ArrangementRefusedError",
    "CaseRefusedError",
    "CatalogueError",
    "DocumentRefusedError",
    "FileRefusedError",
    "ImportQuestionsError",
    "InvalidGraphError",
    "InvalidTableError",
    "MissingExtraError",
    "NotAvailableError",
    "SkolemiljoError",
    "StoreError",
    "StoreKeyError",
    "StoreTooNewError",
    "TemplateError",
    "UncheckedFindingError",
    "UnknownChoiceError",
    "UnknownRelationError",
    "UnknownRoundError",
    "UnlawfulQuestionError",
    "choose",
]


class SkolemiljoError(Exception):
    """The root of every error raised on purpose; `code` is stable and translatable."""

    code = "error"

    def fields(self) -> dict[str, object]:
        """Return the values a translated sentence may use."""
        return {key: value for key, value in vars(self).items() if not key.startswith("_")}


class InvalidGraphError(SkolemiljoError, ValueError):
    """A relation graph that breaks one of its own rules."""

    code = "invalid_graph"

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"Expected {expected}, got {found}.")
        self.expected = expected
        self.found = found


class InvalidTableError(SkolemiljoError, ValueError):
    """A table with problems; all of them are listed at once in `problems`."""

    code = "invalid_table"

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"The table has {len(self.problems)} problem(s); each is listed with file, sheet, "
            "row and column in .problems. Mend them in the file and read it again."
        )


class UnknownRelationError(SkolemiljoError, KeyError):
    """A question that was not asked in this round."""

    code = "unknown_relation"

    def __init__(self, relation: str, asked: Iterable[str]) -> None:
        self.relation = relation
        self.asked = tuple(asked)
        super().__init__(relation)

    def __str__(self) -> str:
        """Say what was asked instead."""
        return f"The class was not asked about {self.relation!r}. Asked: {', '.join(self.asked)}."


class UnknownChoiceError(SkolemiljoError, ValueError):
    """A word that is none of those that can be chosen; `known` holds them."""

    code = "unknown_choice"

    def __init__(self, given: str, known: Iterable[str]) -> None:
        self.given = given
        self.known = tuple(map(str, known))
        super().__init__(f"There is no {given!r}. There are: {', '.join(self.known)}.")


class UnknownRoundError(SkolemiljoError, KeyError):
    """A round the class has not held; `rounds` holds the keys of those it has."""

    code = "unknown_round"

    def __init__(self, round_key: str, rounds: Iterable[str]) -> None:
        self.round_key = round_key
        self.rounds = tuple(rounds)
        super().__init__(round_key)

    def __str__(self) -> str:
        """Say which there are instead."""
        return f"No round {self.round_key!r}. There are: {', '.join(self.rounds) or 'none'}."


class UnlawfulQuestionError(SkolemiljoError, ValueError):
    """A named negative question in a preventive round (forskrift § 20-5)."""

    code = "unlawful_question"

    def __init__(self, question: str, purpose: Purpose) -> None:
        self.question = question
        self.purpose = purpose
        super().__init__(
            f"The question {question!r} names pupils in a negative way, which a {purpose} round "
            "may not do (forskrift § 20-5). Leave that question out, or record the grounds of a "
            "concrete suspicion and hold the round under §§ 12-4 or 12-5."
        )


class NotAvailableError(SkolemiljoError, ValueError):
    """A number that is undefined here; `reason` says why. Never a silent 0 or NaN."""

    code = "not_available"

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"Not available ({reason})" + (f": {detail}" if detail else "."))


class UncheckedFindingError(SkolemiljoError, ValueError):
    """A decision may not rest on a finding no adult has checked (forskrift § 20-5)."""

    code = "unchecked_finding"

    def __init__(self, finding: str) -> None:
        self.finding = finding
        super().__init__(
            f"Finding {finding} is not marked as checked. Record who checked it, when and how, "
            "before a decision rests on it."
        )


class CaseRefusedError(SkolemiljoError, ValueError):
    """A step of a case that cannot be taken yet; `reason` is a code that says what is missing."""

    code = "case_refused"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This step of the case cannot be taken yet: {reason}.")


class DocumentRefusedError(SkolemiljoError, ValueError):
    """A document that cannot be made; `reason` is a code that says what must be chosen first."""

    code = "document_refused"

    def __init__(self, reason: str, kind: str) -> None:
        self.reason = reason
        self.kind = kind
        super().__init__(f"The document {kind} cannot be made: {reason}.")


class CatalogueError(SkolemiljoError, ValueError):
    """A catalogue of actions that cannot be used, with the line and the reason."""

    code = "catalogue"

    def __init__(self, line: int, action: str, reason: str) -> None:
        self.line = line
        self.action = action
        self.reason = reason
        super().__init__(f"Line {line}, action {action or '?'}: {reason}")


class FileRefusedError(SkolemiljoError, ValueError):
    """A file that is not opened, or not read further."""

    code = "file_refused"

    def __init__(self, reason: str, file: str, **details: object) -> None:
        self.reason = reason
        self.file = file
        self.details = details
        extra = "".join(f" {key}={value}." for key, value in details.items())
        super().__init__(f"{file} was refused: {reason}.{extra}")


class StoreError(SkolemiljoError, RuntimeError):
    """Something the store could not do; nothing was half done."""

    code = "store"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}. Nothing was changed.")


class StoreKeyError(StoreError):
    """The key that opens names: `problem` is what is wrong with it."""

    code = "store_key"

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The key file cannot be used ({problem}): the store needs the very key it was made "
            "with, in a file only its owner may read, outside the data folder"
        )
        self.problem = problem


class StoreTooNewError(StoreError):
    """A store made by a later version of the toolkit."""

    code = "store_too_new"

    def __init__(self) -> None:
        super().__init__("The store was made by a later version; install that version or a newer")


class AnswersDeletedError(StoreError):
    """Answers that were deleted on the day set at import; what was made of them remains."""

    code = "answers_deleted"

    def __init__(self, round_key: str, deleted_on: date) -> None:
        super().__init__(
            f"The answers of round {round_key} were deleted on {deleted_on}, as set at import"
        )
        self.round_key = round_key
        self.deleted_on = deleted_on


class ImportQuestionsError(StoreError):
    """An import that a person must answer questions about first."""

    code = "import_questions"

    def __init__(self, changed_rounds: int, unclear_pupils: int, not_on_list: int) -> None:
        super().__init__(
            f"The import needs a person's word on {changed_rounds} round(s) already there with "
            f"other answers, {unclear_pupils} pupil(s) who could be several, and {not_on_list} "
            "pupil(s) no longer on the list"
        )
        self.changed_rounds = changed_rounds
        self.unclear_pupils = unclear_pupils
        self.not_on_list = not_on_list


class AccessDeniedError(SkolemiljoError, PermissionError):
    """A role asked for what it may not fetch."""

    code = "access_denied"

    def __init__(self, role: str, what: str) -> None:
        self.role = role
        self.what = what
        super().__init__(f"The role {role} may not fetch {what}.")


class ArrangementRefusedError(SkolemiljoError, ValueError):
    """Groups that cannot or may not be made; `reason` is a code, `details` its numbers."""

    code = "arrangement_refused"

    def __init__(self, reason: str, **details: str | int) -> None:
        self.reason = reason
        self.details = details
        extra = ", ".join(f"{key} {value}" for key, value in details.items())
        super().__init__(f"The groups were refused: {reason}" + (f" ({extra})." if extra else "."))


class TemplateError(SkolemiljoError, ValueError):
    """The school's own Word template cannot be used; `reason` is a code, `place` where it fails."""

    code = "template"

    def __init__(self, reason: str, place: str = "") -> None:
        self.reason = reason
        self.place = place
        where = f" ({place})" if place else ""
        super().__init__(f"The Word template cannot be used: {reason}{where}.")


class MissingExtraError(SkolemiljoError, ImportError):
    """A part of the toolkit that was not installed."""

    code = "missing_extra"

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"This needs the extra {extra!r}. Install it with: pip install "
            f"'skolemiljo-analytics[{extra}]'"
        )


Member = TypeVar("Member", bound=StrEnum)


def choose(kind: type[Member], given: str) -> Member:
    """Return the member of a list of words that a word means.

    Raises
    ------
    UnknownChoiceError
        If it is none of them.

    Examples
    --------
    >>> choose(Purpose, "preventive")
    <Purpose.PREVENTIVE: 'preventive'>
    """
    try:
        return kind(given)
    except ValueError:
        raise UnknownChoiceError(str(given), kind) from None

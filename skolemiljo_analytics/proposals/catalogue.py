"""The catalogue of actions: the toolkit's own fifty, or a school's file.

References
----------
The actions, their sources and their evidence: domain handbook 6; each action names its own.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.errors import CatalogueError
from skolemiljo_analytics.proposals.lines import Lines
from skolemiljo_analytics.proposals.records import Action

if TYPE_CHECKING:
    from skolemiljo_analytics.proposals.schema import ActionEntry, CatalogueFile

__all__ = ["CATALOGUE_VARIABLE", "Catalogue", "load_catalogue"]

CATALOGUE_VARIABLE = "SKOLEMILJO_CATALOGUE"
"""The environment variable that points to a school's own catalogue file."""

_OWN = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True)
class Catalogue:
    """Actions in the order of the file, which decides between equals.

    Examples
    --------
    >>> catalogue = load_catalogue()
    >>> len(catalogue.actions), catalogue.action("T02").adult_practice
    (50, True)
    """

    names: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]

    def __post_init__(self) -> None:
        """Refuse a catalogue from which no lawful set of proposals could be made."""
        if not any(a.adult_practice and not a.suspicion_only for a in self.actions):
            reason = "at least one action must change adult practice in every kind of round"
            raise CatalogueError(1, "", reason)

    def action(self, action_id: str) -> Action:
        """Return the action with this id.

        Raises
        ------
        KeyError
            If the catalogue has none.
        """
        for action in self.actions:
            if action.id == action_id:
                return action
        raise KeyError(action_id)

    def answering(self, theme: str) -> tuple[Action, ...]:
        """Return the actions that answer a theme (F1 … F20), in the order of the file."""
        return tuple(action for action in self.actions if theme in action.answers)


def load_catalogue(path: Path | str | None = None) -> Catalogue:
    """Return the catalogue: of `path`, else of SKOLEMILJO_CATALOGUE, else the toolkit's own.

    A school's file with ``extends = true`` adds to the toolkit's own: an action with a known id
    takes its place, and ids under ``leave_out`` are left out. Without it, the file stands alone.

    Raises
    ------
    CatalogueError
        If the file cannot be used, with line, action and reason.
    """
    chosen = path or os.environ.get(CATALOGUE_VARIABLE) or _OWN
    return _load(Path(chosen).resolve()) if Path(chosen) != _OWN else _own()


@cache
def _own() -> Catalogue:
    return _load(_OWN)


def _load(path: Path) -> Catalogue:
    text = _text_of(path)
    lines = Lines(text)
    file = _checked(_parsed(text), lines)
    _refuse_twins(file.action, lines)
    actions = [_action(entry, file, lines) for entry in file.action]
    if file.extends:
        actions = _extended(actions, file.leave_out, lines)
    return Catalogue(file.names.pairs(), tuple(actions))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        raise CatalogueError(
            before.count(b"\n") + 1, "", "the file is not UTF-8; save it as UTF-8 and try again"
        ) from None
    except OSError:
        raise CatalogueError(
            0, "", f"no catalogue file could be opened; check {CATALOGUE_VARIABLE} or the path"
        ) from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = Lines.of_decode_error(str(error), text)
        raise CatalogueError(line, "", f"not valid TOML: {error}") from None


def _checked(data: Mapping[str, Any], lines: Lines) -> CatalogueFile:
    from pydantic import ValidationError

    from skolemiljo_analytics.proposals.schema import CatalogueFile

    try:
        return CatalogueFile.model_validate(dict(data))
    except ValidationError as error:
        problem = min(error.errors(), key=lambda one: lines.of(one["loc"]))
        place, message = problem["loc"], problem["msg"].removeprefix("Value error, ")
        field = ".".join(str(part) for part in place if not isinstance(part, int))
        reason = message if not field or problem["type"] == "value_error" else f"{field}: {message}"
        raise CatalogueError(lines.of(place), _id_at(data, place), reason) from None


def _id_at(data: Mapping[str, Any], place: Sequence[str | int]) -> str:
    match place:
        case ["action", int(index), *_]:
            found = data["action"][index]
            return str(found.get("id", "")) if isinstance(found, dict) else ""
        case _:
            return ""


def _refuse_twins(entries: Iterable[ActionEntry], lines: Lines) -> None:
    seen: Counter[str] = Counter()
    for index, entry in enumerate(entries):
        seen[entry.id] += 1
        if seen[entry.id] > 1:
            raise CatalogueError(
                lines.of(("action", index, "id")), entry.id, "this id stands twice"
            )


def _action(entry: ActionEntry, file: CatalogueFile, lines: Lines) -> Action:
    if isinstance(entry.responsible, str):
        if entry.responsible not in file.roles:
            at = ("action", file.action.index(entry), "responsible")
            raise CatalogueError(
                lines.of(at), entry.id, f"responsible: no role {entry.responsible!r} under [roles]"
            )
        responsible = file.roles[entry.responsible]
    else:
        responsible = entry.responsible
    return Action(
        id=entry.id,
        title=entry.title.pairs(),
        description=entry.description.pairs(),
        levels=tuple(entry.levels),
        answers=tuple(entry.answers),
        responsible=responsible.pairs(),
        evaluate_after_weeks=entry.weeks,
        evidence=tuple(entry.evidence),
        sources=tuple(file.sources.get(source, source) for source in entry.sources),
        against=entry.against.pairs(),
        adult_practice=entry.adult_practice,
        must_agree=tuple(entry.must_agree),
        suspicion_only=entry.suspicion_only,
        cautions=tuple(entry.cautions),
        builds_on_strength=entry.builds_on_strength,
        looks_first=entry.looks_first,
    )


def _extended(actions: Iterable[Action], leave_out: Sequence[str], lines: Lines) -> list[Action]:
    own = {action.id: action for action in _own().actions}
    for action_id in leave_out:
        if action_id not in own:
            raise CatalogueError(
                lines.of(("leave_out",)), action_id, "leave_out: no such action to leave out"
            )
    merged = own | {action.id: action for action in actions}
    return [action for action_id, action in merged.items() if action_id not in set(leave_out)]

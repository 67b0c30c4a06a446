"""The frame around the commands in the language of the run: headings, usage, and what was mistyped.

Typer writes these in English and offers no catalogue of its own. Headings and endings are said as
they are written, and a mistake on the command line is caught and said here; one that is not known
keeps its own words after our beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import typer

from skolemiljo_analytics.faces.commands.speech import console, say

__all__ = ["UsageError", "show_usage_error", "speak_frame"]

UsageError: Any = typer.BadParameter.__mro__[1]
"""What Typer raises for a mistake on the command line; it has no public name of its own."""

_Formatter: Any = typer.Context.formatter_class
_HEADINGS = {"Arguments": "arguments", "Options": "options", "Commands": "commands"}
_ENDING = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]$")
_HELP = "Show this message and exit."
_KINDS = {"str": "text", "int": "integer", "dir": "folder", "file": "file", "path": "path"}
_KIND = re.compile(rf"<(?:list\[)?({'|'.join(_KINDS)})(?: range)?\]?>")
_PARTS = (("default: ", "cli.frame.default"), ("env var: ", "cli.frame.variable"))


class _SpokenFormatter(_Formatter):  # type: ignore[misc]  # Typer's own, without a public name
    """Typer's help with its headings and endings said."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{say('cli.frame.usage')}: ")

    def section(self, name: str) -> AbstractContextManager[None]:
        heading = f"cli.frame.{_HEADINGS[name]}" if name in _HEADINGS else ""
        return super().section(say(heading) if heading else name)  # type: ignore[no-any-return]

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().write_dl([(_typed(name), _said(text)) for name, text in rows], *args, **more)


class _Context(typer.Context):
    formatter_class = _SpokenFormatter


def _typed(name: str) -> str:
    """Say what kind of value is wanted; one that is not known stands as it is."""
    return _KIND.sub(lambda kind: f"<{say(f'cli.frame.{_KINDS[kind[1]]}')}>", name)


def _said(text: str) -> str:
    if text == _HELP:
        return say("cli.frame.help")
    return _ENDING.sub(lambda ending: f"[{'; '.join(_endings(ending[0][1:-1]))}]", text)


def _endings(text: str) -> Iterator[str]:
    for part in text.split("; "):
        known = next(((start, key) for start, key in _PARTS if part.startswith(start)), None)
        if known:
            yield say(known[1], value=part.removeprefix(known[0]))
        else:
            yield say("cli.frame.required") if part == "required" else part


def speak_frame(command: Any) -> None:
    """Let a command and those under it be explained in the language of the run."""
    command.context_class = _Context
    command.options_metavar = say("cli.frame.options_place")
    if hasattr(command, "commands"):
        command.subcommand_metavar = say("cli.frame.command_place")
        for child in command.commands.values():
            speak_frame(child)


def show_usage_error(error: Any) -> int:
    """Say what was mistyped, how the command is written and where help is; return the exit code."""
    out, context = console(errors=True), error.ctx
    if type(error).__name__ == "NoArgsIsHelpError":
        out.print(error.format_message())
        return int(error.exit_code)
    if context is not None:
        out.print(context.get_usage())
        out.print(say("cli.frame.try_help", command=context.command_path))
        out.print()
    out.print(say("cli.frame.error", what=_what(error)), style="red")
    return int(error.exit_code)


def _what(error: Any) -> str:
    name = _bare(error.param.get_error_hint()) if getattr(error, "param", None) else ""
    kind = type(error).__name__
    if kind == "MissingParameter":
        return say(f"cli.frame.missing_{error.param.param_type_name}", name=name)
    if kind == "NoSuchOption":
        return _no_such_option(error)
    found = _rephrase(error.message)
    return say("cli.frame.invalid", name=name, what=found) if name else found


def _no_such_option(error: Any) -> str:
    text = say("cli.frame.no_option", name=error.option_name)
    if not error.possibilities:
        return text
    return f"{text} {say('cli.frame.perhaps', names=', '.join(sorted(error.possibilities)))}"


def _rephrase(message: str) -> str:
    """Say a message of Typer's or pydantic's in our words; one that is not known as it stands."""
    for pattern, key in _MESSAGES:
        if found := re.fullmatch(pattern, message):
            values = {name: _bare(value) for name, value in found.groupdict().items() if value}
            text = say(f"cli.frame.{key}", **values)
            names = values.get("names")
            return f"{text} {say('cli.frame.perhaps', names=names)}" if names else text
    return message


def _bare(names: str) -> str:
    return names.replace("'", "")


_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"No such command '(?P<name>.*?)'\.(?: Did you mean (?P<names>.*)\?)?", "no_command"),
    (r"Missing command\.", "missing_command"),
    (r"Got unexpected extra argument\(s\) \((?P<given>.*)\)", "too_much"),
    (r"Option '(?P<name>.*)' requires an argument\.", "needs_value"),
    (r"Option '(?P<name>.*)' does not take a value\.", "takes_no_value"),
    (r"Input should be a valid integer.*", "whole_number"),
    (r"Input should be a valid number.*", "number"),
    (r"Input should be less than or equal to (?P<most>.*)", "at_most"),
    (r"Input should be greater than or equal to (?P<least>.*)", "at_least"),
    (r"(?:Value error, )?'(?P<given>.*)' is not one of (?P<choices>.*?)\.?", "not_a_choice"),
    (r"\w+ '(?P<path>.*)' does not exist\.", "no_path"),
    (r"\w+ '(?P<path>.*)' is a file\.", "is_file"),
    (r"\w+ '(?P<path>.*)' is a directory\.", "is_folder"),
    (r"\w+ '(?P<path>.*)' is not readable\.", "not_readable"),
    (r"\w+ '(?P<path>.*)' is not writable\.", "not_writable"),
)

"""The ``skolemiljo`` command: asks, calls and shows; what it does lives below.

Help texts are keys of the catalogue ``cli`` and are said in the language of ``--language`` or
``SKOLEMILJO_LANGUAGE`` before the command line is read. Nothing heavy is imported for ``--help``.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from skolemiljo_analytics.errors import SkolemiljoError
from skolemiljo_analytics.faces import commands
from skolemiljo_analytics.faces.commands.frame import UsageError, show_usage_error, speak_frame
from skolemiljo_analytics.faces.commands.speech import (
    LANGUAGE_VARIABLE,
    chosen_language,
    console,
    say,
    show_error,
)
from skolemiljo_analytics.vocabulary import Language

__all__ = ["app", "build", "main"]

FAILED, ABORTED = 2, 1

app = typer.Typer(
    name="skolemiljo",
    help="cli.help",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _command in commands.ALL:
    app.command(_command.NAME, help=f"cli.{_command.NAME}.help")(_command.run)


def _show_version(wanted: bool) -> None:
    if wanted:
        from skolemiljo_analytics import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    language: Annotated[
        Language, typer.Option(envvar=LANGUAGE_VARIABLE, help="cli.language", show_envvar=False)
    ] = Language.NB,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="cli.version"),
    ] = False,
) -> None:
    """Take what holds for every command."""


def build() -> Any:
    """Return the command with every help text said in the chosen language."""
    command = typer.main.get_command(app)
    _speak(command)
    speak_frame(command)
    return command


def _speak(command: Any) -> None:
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = _said(text)
    command.help = _said(command.help or "")
    for child in getattr(command, "commands", {}).values():
        _speak(child)


def _said(text: str) -> str:
    return say(text) if text.startswith("cli.") else text


def main() -> None:
    """Run the command line; an error of ours, or a mistyped command, becomes a sentence."""
    os.environ[LANGUAGE_VARIABLE] = chosen_language(sys.argv[1:], os.environ)
    sys.exit(_run())


def _run() -> int:
    """Return the exit code: 2 for what was mistyped or refused."""
    try:
        return build()(prog_name="skolemiljo", standalone_mode=False) or 0
    except UsageError as error:
        return show_usage_error(error)
    except SkolemiljoError as error:
        show_error(error)
        return FAILED
    except typer.Abort:
        console(errors=True).print(say("cli.frame.aborted"))
        return ABORTED

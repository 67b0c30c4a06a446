"""``skolemiljo demo``: write the invented school as the files a school would have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.speech import console, say

__all__ = ["NAME", "run"]

NAME = "demo"


def run(
    folder: Annotated[Path, typer.Argument(help="cli.demo.folder", file_okay=False)],
) -> None:
    """Write the invented school to an empty or new folder."""
    from skolemiljo_analytics.samples import write_school

    if folder.exists() and any(folder.iterdir()):
        console(errors=True).print(say("cli.demo.not_empty", folder=folder), style="red")
        raise typer.Exit(2)
    with console(errors=True).status(say("cli.demo.writing")):
        write_school(folder)
    console().print(say("cli.demo.written", folder=folder))

"""``skolemiljo app``: the dashboard, on this machine only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.speech import console, say

__all__ = ["NAME", "run"]

NAME = "app"


def run(
    port: Annotated[int | None, typer.Option(help="cli.app.port", min=1024, max=65535)] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="cli.app.browser")] = True,
    home: Annotated[
        Path | None, typer.Option(help="cli.app.home", envvar="SKOLEMILJO_HOME", show_envvar=False)
    ] = None,
) -> None:
    """Serve the dashboard until it is stopped."""
    from skolemiljo_analytics.faces.web import server

    if home is not None:
        os.environ["SKOLEMILJO_HOME"] = str(home.resolve())
    free = server.free_port(port)
    if free is None:
        console(errors=True).print(say("cli.app.taken", port=port), style="red")
        raise typer.Exit(2)
    console().print(say("cli.app.running", address=f"http://localhost:{free}"), style="bold")
    console().print(say("cli.app.stop"))
    server.run(free, browser=browser)

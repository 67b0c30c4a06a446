"""``skolemiljo portraits``: portraits of many classes, file to file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.speech import console, say

__all__ = ["NAME", "run"]

NAME = "portraits"


def run(
    source: Annotated[Path, typer.Argument(help="cli.portraits.source", exists=True)],
    out: Annotated[Path, typer.Argument(help="cli.portraits.out", file_okay=False)],
    *,
    spec: Annotated[bool, typer.Option("--spec", help="cli.portraits.spec")] = False,
    threads: Annotated[int | None, typer.Option(min=1, help="cli.portraits.threads")] = None,
    redraws: Annotated[int | None, typer.Option(min=1, help="cli.portraits.redraws")] = None,
    block: Annotated[int, typer.Option("--blocks", min=1, help="cli.portraits.blocks")] = 32,
    coassign: Annotated[bool, typer.Option("--coassign", help="cli.portraits.coassign")] = False,
) -> None:
    """Describe every class of a file or folder."""
    from rich.progress import Progress

    with Progress(console=console(errors=True), transient=True) as bar:
        task = bar.add_task(say("cli.reckoning"), total=None)
        if spec:
            from skolemiljo_analytics.kernels.blocks import Effort
            from skolemiljo_analytics.workflows.spec.run import describe_spec

            n = describe_spec(
                source,
                out,
                threads=threads,
                effort=Effort() if redraws is None else Effort(redraws=redraws),
                together=coassign,
                progress=lambda done, whole: bar.update(task, completed=done, total=whole),
            ).portraits
        else:
            from skolemiljo_analytics.workflows.many import Draws, describe_many

            n = describe_many(
                source,
                out=out,
                draws=Draws() if redraws is None else Draws(redraws=redraws),
                threads=threads,
                block=block,
                progress=lambda done: bar.update(task, completed=done),
            ).classes
    console().print(say("cli.portraits.written", n=n, folder=out))

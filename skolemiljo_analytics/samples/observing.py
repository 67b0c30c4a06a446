"""What the adults of an invented class wrote down of who was with whom, as a spreadsheet has it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from skolemiljo_analytics.samples.society import Society
from skolemiljo_analytics.samples.stories import RoundStory

__all__ = ["write_observations"]

_HEAD = ("Dato", "Sted", "Hvem", "Hva så du?", "Skrevet av")
_SCENES = (
    ("Skolegården", "Spilte ball sammen.", "Miljøterapeut"),
    ("Klasserommet", "Satt ved samme bord og spiste.", "Kontaktlærer"),
    ("Garderoben", "Sto sammen og snakket.", "Miljøterapeut"),
    ("Biblioteket", "Så i den samme boka.", "Faglærer"),
    ("På vei til gymsalen", "Gikk sammen dit.", "Kontaktlærer"),
)
_DAYS = (-14, -12, -8, -7, -5, -1, 2, 6)
"""Days before and after the round on which somebody wrote; all of them school days."""


def write_observations(path: Path, society: Society, times: Iterable[RoundStory]) -> None:
    """Write what adults saw in the weeks around rounds: a line an observation, nobody judged."""
    rows = [_HEAD, *(row for time in times for row in _around(society, time))]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def _around(society: Society, time: RoundStory) -> Iterator[tuple[str, ...]]:
    seen = society.seen_together(time, len(_DAYS))
    for number, (days, pupils) in enumerate(zip(_DAYS, seen, strict=True)):
        place, what, who = _SCENES[number % len(_SCENES)]
        names = ", ".join(society.pupils[i].name.full for i in pupils)
        yield f"{time.held_on + timedelta(days=days):%d.%m.%Y}", place, names, what, who

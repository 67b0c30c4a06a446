"""Several submissions by one pupil: the last complete one counts, the others are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from skolemiljo_analytics.readers.deciding import Writer
from skolemiljo_analytics.readers.rows import AnswerRow
from skolemiljo_analytics.readers.sheets import is_blank
from skolemiljo_analytics.tables.report import Decision

__all__ = ["later_submissions"]


def later_submissions(
    rows: Sequence[AnswerRow], writers: Sequence[Writer], rounds: Sequence[str]
) -> dict[int, str]:
    """Return the rows that do not count, by place from 0, each with the reason.

    Of a pupil's rows in one round the last that answers every question counts; where none does, the
    one with most answers, the last of equals.
    """
    own: dict[tuple[str, str], list[int]] = {}
    for at, writer in enumerate(writers):
        found = writer.resolution
        if found.decision is Decision.MATCHED and found.pupil is not None:
            own.setdefault((rounds[at], found.pupil), []).append(at)
    out = {}
    for places in own.values():
        kept = max(places, key=lambda at: (_answers(rows[at]), rows[at].moment or _NEVER, at))
        for at in places:
            if at != kept:
                out[at] = "less_complete" if at > kept else "later_submission"
    return out


_NEVER = datetime.min  # noqa: DTZ901 (only compared with local times of the same form)


def _answers(row: AnswerRow) -> int:
    return sum(not is_blank(cell.content) for cell in row.cells)

"""What a person has decided about names: asked for in a table, given back, remembered by content."""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.readers.resolve import Resolution
from skolemiljo_analytics.tables.report import Candidate, Decision
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["Decided", "apply_decision"]


@dataclass(frozen=True)
class Decided:
    """A person's decision about one place: this pupil, or an outcome without one.

    `text` is what stood there when it was decided: where the file says something else now, the
    decision is not used.
    """

    decision: Decision
    pupil: PupilId | None = None
    text: str | None = None


def apply_decision(decided: Decided | None, text: str, found: Resolution) -> Resolution:
    """Return the outcome a person has decided; the machine's where nobody has, or for other text.

    Names that may not be kept (redacted) cannot be decided back.
    """
    if decided is None or found.decision is Decision.REDACTED:
        return found
    if decided.text is not None and decided.text != text:
        return found
    if decided.pupil is None:
        return Resolution(decided.decision, "decided_by_person", None, found.candidates)
    candidates = found.candidates or (Candidate(decided.pupil, 1.0, "decided_by_person"),)
    return Resolution(decided.decision, "decided_by_person", decided.pupil, candidates)

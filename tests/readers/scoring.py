"""Holds a report against the truth of a rendering: wrong people, silent guesses, lost mentions."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.readers.renderings import CERTAIN, PROPOSED, Rendering, Said

EXPECTED = {
    "nobody": "nobody", "unsure": "nobody", "everyone": "everyone", "self": "self",
    "repeat": "repeat", "outside": "outside", "stranger": "unknown", "adult": "adult",
}  # fmt: skip


@dataclass
class Score:
    """Counts over renderings, with the misses to look at."""

    mentions: int = 0
    wrong: int = 0
    silent_guess: int = 0
    lost: int = 0
    other: int = 0
    certain: Counter[str] = field(default_factory=Counter)
    certain_right: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    proposed_first: Counter[str] = field(default_factory=Counter)
    odd: Counter[str] = field(default_factory=Counter)
    odd_right: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, Any]] = field(default_factory=list)

    @property
    def matched_share(self) -> float:
        return self.certain_right.total() / max(self.certain.total(), 1)

    @property
    def first_share(self) -> float:
        return self.proposed_first.total() / max(self.proposed.total(), 1)


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


def hold_against(report: dict[str, Any], truth: Rendering, score: Score) -> None:
    """Add one rendering to the score."""
    person = {line["pupil"]: line["row"] for line in report["roster"]}
    found = {(m["file"], m["row"], m["column"], m["position"]): m for m in report["mentions"]}
    told = set()
    for said in truth.said:
        score.mentions += 1
        place = (said.file, said.row, said.column, said.position)
        told.add(place)
        mention = found.get(place)
        if mention is None or tidy(mention["text"]).rstrip(".") != tidy(said.text).rstrip("."):
            score.lost += 1
            score.misses.append(("lost", said.text, mention))
        else:
            _judge(said, mention, person, score)
    score.lost += len(found.keys() - told)


def _judge(said: Said, mention: dict[str, Any], person: dict[str, int], score: Score) -> None:
    decision, row = mention["decision"], person.get(mention["pupil"] or "")
    right = said.target is not None and row == said.target.row
    first = next((person[c["pupil"]] for c in mention["candidates"]), None)
    if decision == "matched" and not right:
        score.wrong += 1
        score.misses.append(("wrong", said.text, mention))
    if said.kind in CERTAIN:
        score.certain[said.kind] += 1
        score.certain_right[said.kind] += decision == "matched" and right
        if decision != "matched":
            score.misses.append((said.kind, said.text, mention))
    elif said.kind in PROPOSED:
        score.proposed[said.kind] += 1
        top = said.target is not None and first == said.target.row
        score.proposed_first[said.kind] += top
        score.silent_guess += decision == "matched"
        if decision == "matched" or not top:
            score.misses.append((said.kind, said.text, mention))
    else:
        score.odd[said.kind] += 1
        score.odd_right[said.kind] += decision == EXPECTED.get(said.kind, "ask")
        if decision != EXPECTED.get(said.kind, "ask"):
            score.misses.append((said.kind, said.text, mention))

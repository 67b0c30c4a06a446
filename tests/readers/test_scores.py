"""How good the matcher is, on renderings with the truth fixed before it is asked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from skolemiljo_analytics.readers.reading import Request, read_sources
from skolemiljo_analytics.readers.sources import Source
from skolemiljo_analytics.vocabulary import Purpose
from tests.readers.renderings import LAYOUTS, Rendering, render
from tests.readers.scoring import Score, hold_against

HELD_OUT = range(9_000, 9_010)  # never looked at while the matcher was built


def check(rendering: Rendering, score: Score) -> None:
    sources = [Source("liste.csv", rendering.roster)]
    sources += [Source(name, data) for name, data in rendering.files.items()]
    reading = read_sources(sources, Request(Purpose.PREVENTIVE, class_id="7B"))
    report = reading.report.to_json(names=True)
    hold_against(report, rendering, score)
    row = {line["pupil"]: line["row"] for line in report["roster"]}
    assert [row[p] for p in report["not_answered"]] == [person.row for person in rendering.silent]


def assert_good(score: Score) -> None:
    assert score.wrong == 0, score.misses[:5]
    assert score.silent_guess == 0, score.misses[:5]
    assert score.lost == 0, score.misses[:5]
    assert score.matched_share >= 0.98, (score.certain_right, score.certain)
    assert score.first_share >= 0.95, (score.proposed_first, score.proposed)
    assert score.odd_right.total() >= 0.98 * score.odd.total(), (score.odd_right, score.odd)


def test_no_wrong_person_no_silent_guess_and_nothing_lost_on_unseen_classes():
    score = Score()
    for seed in HELD_OUT:
        for layout in LAYOUTS:
            check(render(seed, layout=layout), score)
    assert score.mentions >= 2_000
    assert all(score.certain[kind] for kind in ("exact", "comma", "first", "initial", "decomposed"))
    assert_good(score)


def chosen_in(folder: Path) -> list[list[int]]:
    """Return whom each pupil of a public class names, as places in the list."""
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = [next(iter(row.values())) for row in csv.DictReader(file)]
    at = {node: i for i, node in enumerate(nodes)}
    out: list[list[int]] = [[] for _ in nodes]
    with (folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values = list(row.values())
            source, target = _ends(values, at)
            if source is not None and target is not None and target not in out[source]:
                out[source].append(target)
    return out


def _ends(values: list[str], at: dict[str, int]) -> tuple[int | None, int | None]:
    known = [at[value] for value in values if value in at]
    return (known[0], known[1]) if len(known) >= 2 and known[0] != known[1] else (None, None)


@pytest.mark.reference
@pytest.mark.parametrize("name", ["vickers_7th_grade", "knecht_klas12b", "s50_glasgow_girls"])
def test_public_classes_come_back_as_they_were_rendered(reference: Path, name: str):
    choices = chosen_in(reference / "data" / name)
    assert sum(map(len, choices)) > 30
    score = Score()
    for layout in LAYOUTS:
        check(render(9_100, choices, layout=layout), score)
    assert_good(score)

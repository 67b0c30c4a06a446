"""How fast and how right the readers are: `python benchmarks/readers/bench.py [pupils]`.

Ratios are of one run on one machine: reading against pandas with openpyxl, names against a plain
rapidfuzz loop over the same class lists. Scores are of the seeded renderings in tests/readers.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pandas as pd
import xlsxwriter
from rapidfuzz import fuzz, process

from skolemiljo_analytics.readers.opening import open_source
from skolemiljo_analytics.readers.reading import Request, read_sources
from skolemiljo_analytics.readers.sources import Limits, Source
from skolemiljo_analytics.vocabulary import Purpose
from tests.readers.renderings import LAYOUTS, bend, invent_class, render
from tests.readers.scoring import Score, hold_against

WIDE = Limits(200 * 2**20, 2_000 * 2**20, rows=200_000)
QUESTIONS = ["Hvem vil du helst være med i friminuttet?", "Hvem vil du helst jobbe med i gruppe?"]


def municipality(pupils: int, seed: int = 1) -> tuple[Source, Source, list[tuple[str, list[str]]]]:
    """Make one class list and one forms workbook for many classes, six names a pupil."""
    rng = random.Random(seed)
    lines, rows, asked = ["Etternavn;Fornavn;Klasse"], [], []
    for number in range(pupils // 25):
        class_id = f"S{number // 3:03d}-7{'ABC'[number % 3]}"
        people = invent_class(rng, class_id, 25, 2)
        full = [person.full for person in people]
        lines += [f"{p.family};{p.given};{class_id}" for p in people]
        for person in people:
            mates = rng.sample([p for p in people if p is not person], 6)
            names = [bend(rng, mate, people)[0] for mate in mates]
            asked.append((names, full))
            rows.append([person.full, class_id, ";".join(names[:3]), ";".join(names[3:])])
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Form1")
        sheet.write_row(0, 0, ["ID", "Fullføringstidspunkt", "Navn", "Klasse", *QUESTIONS])
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, [at, "14.10.2025 09.12", *row])
    roster = Source("liste.csv", "\n".join(lines).encode())
    return roster, Source("svar.xlsx", data.getvalue()), asked


def timed(label: str, work: object) -> tuple[float, object]:
    started = time.perf_counter()
    result = work()  # type: ignore[operator]
    seconds = time.perf_counter() - started
    print(f"  {label:<52} {seconds:8.2f} s")
    return seconds, result


def speed(pupils: int) -> None:
    print(f"{pupils:,} answers x 6 names")
    roster, answers, asked = municipality(pupils)
    ours, _ = timed("open the workbook (calamine rows)", lambda: open_source(answers, WIDE))
    theirs, _ = timed(
        "open the workbook (pandas + openpyxl)",
        lambda: pd.read_excel(io.BytesIO(answers.data), engine="openpyxl"),
    )
    print(f"  reading: {theirs / ours:.1f} times as fast")
    before, told = _processor_seconds(), set()
    request = Request(
        Purpose.PREVENTIVE, limits=WIDE, tell=lambda what, at, of: told.add((what, at, of))
    )
    whole, reading = timed(
        "everything: lists, answers, names, report",
        lambda: read_sources([roster, answers], request),
    )
    used = _processor_seconds() - before
    print(
        f"  processor time of it, all processes {used:.1f} s; progress was told {len(told)} times"
    )
    share = asked[: max(1, len(asked) // 20)]
    began = time.process_time()
    loop, _ = timed(
        "names alone, plain rapidfuzz loop (1/20 of them)",
        lambda: [process.extractOne(n, full, scorer=fuzz.WRatio) for names, full in share
                 for n in names],
    )  # fmt: skip
    spent = 20 * (time.process_time() - began)
    by_clock, by_processor = loop * 20 / whole, spent / used
    print(f"  whole import against the name loop alone: {by_clock:.1f} times as fast by the clock, "
          f"{by_processor:.1f} by processor time")  # fmt: skip
    print(f"  {reading!r}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"  peak memory of this process {peak} MB, of the largest other {children} MB")


def _processor_seconds() -> float:
    """Return processor time so far, of this process and of those that have ended."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def one_class() -> None:
    rendering = render(1)
    sources = [Source("liste.csv", rendering.roster)]
    sources += [Source(name, data) for name, data in rendering.files.items()]
    request = Request(Purpose.PREVENTIVE, class_id="7B")
    timed("one class, first time in the process", lambda: read_sources(sources, request))
    timed("one class, again", lambda: read_sources(sources, request))


def scores(seeds: range) -> None:
    score = Score()
    for seed in seeds:
        for layout in LAYOUTS:
            rendering = render(seed, layout=layout)
            sources = [Source("liste.csv", rendering.roster)]
            sources += [Source(name, data) for name, data in rendering.files.items()]
            reading = read_sources(sources, Request(Purpose.PREVENTIVE, class_id="7B"))
            hold_against(reading.report.to_json(names=True), rendering, score)
    print(f"{score.mentions} mentions: {score.wrong} wrong people, {score.silent_guess} silent "
          f"guesses, {score.lost} lost")  # fmt: skip
    print(f"  matched of what is certain {score.matched_share:.4f}; right pupil first among "
          f"proposals {score.first_share:.4f}")  # fmt: skip
    pairs = (
        (score.certain_right, score.certain),
        (score.proposed_first, score.proposed),
        (score.odd_right, score.odd),
    )
    for right, asked in pairs:
        for kind in sorted(asked):
            print(f"    {kind:<16} {right[kind]:>5} of {asked[kind]}")


if __name__ == "__main__":
    one_class()
    scores(range(20_000, 20_010))
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 75_000)

"""Large imports: the same outcome with and without comparing ahead, progress told, memory bound."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.readers import ahead, answers, nearness
from skolemiljo_analytics.readers.people import ListedPupil, fold_letters
from skolemiljo_analytics.readers.reading import Reading, Request, read_sources
from skolemiljo_analytics.readers.sources import (
    APP_LIMITS,
    COMMAND_LIMITS,
    PYTHON_LIMITS,
    Limits,
    Source,
    read_source,
)
from skolemiljo_analytics.vocabulary import PupilId, Purpose
from skolemiljo_analytics.wording.problems import say_problem
from skolemiljo_analytics.workflows.check import check_files
from tests.readers.making import LIST, WHO, csv_bytes
from tests.readers.renderings import bend, invent_class

TYPED = ["Addaa", "Boo", "Cecilie Strom", "Didrikk", "Annemari", "Emill", "Fossen", "Ada", "Bo"]
HEAD = ["Tidsmerke", "Navn", "Klasse", WHO]


def _read(monkeypatch: pytest.MonkeyPatch, few: int, told: list[tuple[str, int, int]]) -> Reading:
    def compare(texts, tell=None):
        ahead.compare_ahead(texts, tell, few=few)

    monkeypatch.setattr(answers, "compare_ahead", compare)
    monkeypatch.setattr(ahead, "_BATCH", 1)
    rows = [["14.10.2025", who, "7B", ",".join(TYPED)] for who in ("Bo Li", "Ada Berg")]
    rows.append(["14.10.2025", "Emil Gran", "7A", "Didrikk"])
    sources = [
        Source("liste.csv", LIST.encode("cp1252")), Source("svar.csv", csv_bytes(HEAD, *rows)),
    ]  # fmt: skip
    request = Request(Purpose.PREVENTIVE, tell=lambda *step: told.append(step))
    return read_sources(sources, request)


def test_comparing_ahead_on_all_cores_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    plainly, together = [], []
    one = _read(monkeypatch, 10_000, plainly)
    many = _read(monkeypatch, 0, together)
    assert one.report == many.report
    assert one.records == many.records
    assert len(one.report.questions) > 8
    assert {step[0] for step in plainly} == {"deciding"}
    assert [step for step in together if step[0] == "comparing"] == [
        ("comparing", 1, 2), ("comparing", 2, 2),
    ]  # fmt: skip


@given(st.integers(0, 10_000))
def test_what_is_passed_over_unlooked_at_could_not_have_been_a_candidate(seed: int):
    rng = random.Random(seed)
    people = invent_class(rng, "7B", 12, 2)
    names = [
        ListedPupil(PupilId(f"p{p.row}"), PersonName(p.family, p.given), "7B", p.row).near_name
        for p in people
    ]
    text = bend(rng, rng.choice(people), people)[0]
    words = tuple(fold_letters(text).split())
    for name in names:
        _, given, family = name
        if len(words) > 1:
            whole = 0.98 * nearness._alike_in_letters("".join(words), "".join(given + family))
            best = max(nearness._assign(words, given, family), (whole, "spelling"))
            quick = nearness._score(words, name)
            assert quick == best or max(quick[0], best[0]) < nearness.MAYBE


def test_the_collector_is_held_back_and_let_go_again():
    import gc

    assert gc.isenabled()
    with ahead.collector_held():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), ahead.collector_held():
        raise ValueError("x")
    assert gc.isenabled()


@pytest.mark.parametrize("limits", [APP_LIMITS, COMMAND_LIMITS, PYTHON_LIMITS])
def test_every_door_refuses_200_megabytes_unread_and_says_its_limit(tmp_path: Path, limits: Limits):
    path = tmp_path / "svar.csv"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    started = time.perf_counter()
    with pytest.raises(FileRefusedError) as caught:
        read_source(path, limits)
    assert time.perf_counter() - started < 0.5
    assert caught.value.reason == "too_large"
    assert caught.value.details["limit"] == limits.file_bytes // 2**20


def test_the_command_line_says_that_200_megabytes_are_too_much(tmp_path: Path):
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    with (tmp_path / "svar.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    report = check_files([tmp_path / "svar.csv"], roster=tmp_path / "liste.csv", class_id="7B")
    (problem,) = report.refused
    assert (problem.file, report.exit_code) == ("svar.csv", 2)
    assert "50 MB" in say_problem(problem)


PEAK = """
import resource, sys
from skolemiljo_analytics.readers.reading import Request, read_sources
from skolemiljo_analytics.readers.sources import {limits} as LIMITS, Source, read_source
from skolemiljo_analytics.vocabulary import Purpose
from skolemiljo_analytics.errors import FileRefusedError
{make}
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reading = read_sources([Source("liste.csv", LIST), Source("fil", DATA)],
                       Request(Purpose.PREVENTIVE, limits=LIMITS))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
codes = [p.code for p in reading.report.refused]
print((peak - start) // 1024, len(reading.report.mentions), *codes)
"""
SMALL = 'LIST = "Etternavn;Fornavn;Klasse\\nBerg;Ada;7B\\nLi;Bo;7B\\nDal;Di;7B\\n".encode()'
ROWS = f"""
{SMALL}
DATA = "Tidsmerke;Navn;Hvem vil du helst være med?\\n".encode() + b"".join(
    b"14.10.2025;Ada Berg;Bo Li, Di Dal\\n" for _ in range(10_000))
"""
BOMB = f"""
{SMALL}
import io, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("xl/workbook.xml", b"<x/>")
    for n in range(4): z.writestr(f"xl/worksheets/sheet{{n}}.xml", bytes(40_000_000))
DATA = out.getvalue()
"""
TALL = f"""
{SMALL}
DATA = b"a;b\\n" + b"x;y\\n" * 2_000_000
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the peak is asked of Unix")
@pytest.mark.parametrize(
    ("make", "limits", "megabytes", "code"),
    [
        (ROWS, "PYTHON_LIMITS", 150, ""),  # 10,000 rows of two names: about 10 kB a row at most
        (BOMB, "APP_LIMITS", 20, "bomb"),  # 160 MB declared: refused before it is unpacked
        (TALL, "APP_LIMITS", 120, "too_many_cells"),  # two million rows: given up, not kept
    ],
)
def test_memory_stays_within_what_is_stated(
    tmp_path: Path, make: str, limits: str, megabytes: int, code: str
):
    program = tmp_path / "peak.py"
    program.write_text(PEAK.format(make=make, limits=limits), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=True
    )
    used, mentions, *codes = done.stdout.split()
    assert int(used) < megabytes
    assert (code in codes) if code else (codes == [] and int(mentions) == 20_000)

"""Coverage-guided fuzzing of the readers with atheris: by hand, see benchmarks/readers/FUZZING.md.

``python -m tests.readers.fuzzing CORPUS_FOLDER -max_total_time=180``
Whatever the bytes, the readers answer with a report: any exception is a crash.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["skolemiljo_analytics.readers"]):
    from skolemiljo_analytics.readers.reading import Request, read_sources
    from skolemiljo_analytics.readers.sources import Limits, Source

from skolemiljo_analytics.vocabulary import Purpose
from tests.readers.making import LIST
from tests.readers.renderings import LAYOUTS, render

LIMITS = Limits(1_000_000, 4_000_000, rows=2_000, columns=200)


def read_anything(data: bytes) -> None:
    """Read bytes as an answer file, or as the class list where the first byte is odd."""
    listed = LIST.encode("cp1252")
    if data[:1] and data[0] % 2:
        listed, data = data[1:], b"Tidsmerke;Navn;Hvem?\n14.10.2025;Bo Li;Ada Berg\n"
    sources = [Source("liste.csv", listed), Source("fil", data)]
    reading = read_sources(sources, Request(Purpose.PREVENTIVE, limits=LIMITS))
    reading.report.to_json(names=True)


def seed_corpus(folder: Path) -> None:
    """Write one file of every layout for the fuzzer to start from."""
    folder.mkdir(parents=True, exist_ok=True)
    for layout in LAYOUTS:
        rendering = render(1, layout=layout)
        for name, data in rendering.files.items():
            (folder / f"{layout}_{name}").write_bytes(data)
        (folder / f"{layout}_list").write_bytes(b"\x01" + rendering.roster)


if __name__ == "__main__":
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    for folder in folders:
        seed_corpus(folder)
    atheris.Setup(sys.argv, read_anything)
    atheris.Fuzz()

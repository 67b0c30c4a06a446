"""Many classes: the same numbers however they are cut, stopped and spread."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import joblib
import numpy as np
import pyarrow.parquet as pq
import pytest

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.change import compare_graphs
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.trends.scales import describe_scales
from skolemiljo_analytics.workflows import many
from skolemiljo_analytics.workflows.many import Draws, describe_many
from skolemiljo_analytics.workflows.many_sources import (
    LONG_COLUMNS,
    ClassAnswers,
    answers_of,
    graph_of,
    iterate_classes,
    write_long,
)
from skolemiljo_analytics.workflows.read_class import read_class

FEW = Draws(redraws=20, null_draws=4)


def make_classes(count: int) -> list[ClassAnswers]:
    rng = np.random.Generator(np.random.PCG64(5))
    made = []
    for c in range(count):
        n = 7 + c % 3
        rows: list[tuple[int, ...] | None] = [
            tuple(sorted(rng.choice([j for j in range(n) if j != i], 2, replace=False).tolist()))
            for i in range(n)
        ]
        rows[c % n] = None if c % 2 else ()
        pupils = tuple(f"p{i}" for i in range(n))
        genders = tuple(("girl", "boy", "")[i % 3] for i in range(n))
        asked = {"friminutt": tuple(rows)}
        made.append(ClassAnswers(f"c{c}", "1", pupils, genders, asked, {"friminutt": "company"}))
    return made


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    write_long(make_classes(5), path)
    return path


def read(out: Path) -> tuple[bytes, bytes]:
    return (out / "classes.csv").read_bytes(), (out / "pupils.csv").read_bytes()


def test_a_long_file_gives_back_what_was_written(long_file: Path) -> None:
    assert list(iterate_classes(long_file)) == make_classes(5)


def test_silence_is_not_nobody(long_file: Path) -> None:
    first, second, *_ = iterate_classes(long_file)
    assert first.questions["friminutt"][0] == ()
    assert second.questions["friminutt"][1] is None
    assert not graph_of(second).relations[0].answered[1]


def test_graphs_travel_unchanged() -> None:
    graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada\nDu ?")
    again = graph_of(answers_of(graph))
    assert np.array_equal(again.relations[0].named, graph.relations[0].named)
    assert np.array_equal(again.relations[0].answered, graph.relations[0].answered)


def test_numbers_are_those_of_one_class(long_file: Path, tmp_path: Path) -> None:
    describe_many(long_file, out=tmp_path / "a", draws=FEW, threads=1)
    with (tmp_path / "a" / "pupils.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["class_id"] == "c3"]
    portrait = describe_class(graph_of(make_classes(5)[3]), redraws=20, null_draws=4)
    views = portrait.relation("friminutt").pupils
    assert [float(row["received"]) for row in rows] == [view.received.value for view in views]
    assert [row["pupil"] for row in rows] == [str(view.pupil) for view in views]
    assert [float(row["received_high"]) for row in rows] == [view.received.high for view in views]


def test_a_name_that_is_a_formula_runs_in_no_spreadsheet(tmp_path: Path) -> None:
    classes = [replace(one, class_id=f"=1+{k}") for k, one in enumerate(make_classes(2))]
    write_long(classes, tmp_path / "long.csv")
    describe_many(tmp_path / "long.csv", out=tmp_path / "out", draws=FEW, threads=1)
    with (tmp_path / "out" / "classes.csv").open(encoding="utf-8") as file:
        assert {row["class_id"] for row in csv.DictReader(file)} == {"'=1+0", "'=1+1"}
    kept = pq.read_table(tmp_path / "out" / "classes.parquet").column("class_id")
    assert set(kept.to_pylist()) == {"=1+0", "=1+1"}


def test_blocks_and_threads_change_nothing(long_file: Path, tmp_path: Path) -> None:
    describe_many(long_file, out=tmp_path / "a", draws=FEW, threads=1, block=2)
    describe_many(long_file, out=tmp_path / "b", draws=FEW, threads=2, block=3)
    assert read(tmp_path / "a") == read(tmp_path / "b")


def test_a_killed_run_goes_on(
    long_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = describe_many(long_file, out=tmp_path / "a", draws=FEW, threads=1, block=2)
    kept = many._keep
    calls: list[Path] = []

    def dying(stem: Path, tables: dict[str, list[dict[str, object]]]) -> None:
        if calls:
            raise KeyboardInterrupt
        calls.append(stem)
        kept(stem, tables)

    monkeypatch.setattr(many, "_keep", dying)
    with pytest.raises(KeyboardInterrupt):
        describe_many(long_file, out=tmp_path / "b", draws=FEW, threads=1, block=2)
    monkeypatch.undo()
    assert not (tmp_path / "b" / "classes.csv").exists()
    rest = describe_many(long_file, out=tmp_path / "b", draws=FEW, threads=1, block=2)
    assert (whole.made, whole.kept, rest.made, rest.kept) == (3, 0, 2, 1)
    assert read(tmp_path / "a") == read(tmp_path / "b")


def test_other_draws_are_made_anew(long_file: Path, tmp_path: Path) -> None:
    describe_many(long_file, out=tmp_path / "a", draws=FEW, threads=1)
    again = describe_many(long_file, out=tmp_path / "a", draws=Draws(21, 4), threads=1)
    assert (again.made, again.kept) == (1, 0)


def test_a_class_in_two_places_is_refused(long_file: Path) -> None:
    lines = long_file.read_text().splitlines()
    long_file.write_text("\n".join([*lines, lines[1]]))
    with pytest.raises(FileRefusedError) as refused:
        list(iterate_classes(long_file))
    assert refused.value.reason == "class_twice"


def test_a_choice_of_a_stranger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(",".join(LONG_COLUMNS) + "\nc1,1,p1,,friminutt,1,p9\n")
    with pytest.raises(FileRefusedError) as refused:
        list(iterate_classes(path))
    assert refused.value.reason == "unknown_pupil"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_gives_the_same(long_file: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    describe_many(long_file, out=tmp_path / "a", draws=FEW, threads=1, block=1)
    killed: list[int] = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):

        def kill_one(done: int) -> None:
            if not killed:
                cluster.workers[0].process.process._process.kill()
                killed.append(done)

        describe_many(long_file, out=tmp_path / "b", draws=FEW, block=1, progress=kill_one)
    assert killed
    assert read(tmp_path / "a") == read(tmp_path / "b")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_round_is_compared_with_the_one_before(tmp_path: Path) -> None:
    """Two rounds of one class, then another class, whose first round has none before it."""
    first, other = make_classes(2)
    later = dict(first.questions)
    asked = [list(row) if row is not None else None for row in later["friminutt"]]
    asked[3] = [j for j in range(7) if j not in {3, *asked[3]}][:2]
    second = replace(first, wave="2", questions={"friminutt": tuple(map(tuple, asked))})
    write_long([first, second, other], tmp_path / "long.csv")
    describe_many(tmp_path / "long.csv", out=tmp_path / "out", draws=FEW, block=2)
    found = {(r["class_id"], r["wave"]): r for r in rows(tmp_path / "out" / "classes.csv")}
    assert [r["previous_wave"] for r in found.values()] == ["", "1", ""]
    expected = compare_graphs(graph_of(first), graph_of(second))[0]
    assert float(found["c0", "2"]["jaccard"]) == expected.jaccard.value
    assert 0 < float(found["c0", "2"]["jaccard"]) < 1
    assert int(found["c0", "2"]["n_both"]) == expected.n_both == 7
    pupils = [r for r in rows(tmp_path / "out" / "pupils.csv") if r["wave"] == "2"]
    gained = {r["pupil"]: int(r["gained"]) for r in pupils}
    assert gained == {str(p.pupil): p.gained for p in expected.pupils}
    assert sum(gained.values()) == 2
    assert rows(tmp_path / "out" / "scales.csv") == []


def test_survey_scales_come_with_a_folder_of_classes(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "sample_data" / "klasse_7b"
    shutil.copytree(sample, tmp_path / "in" / "klasse_7b")
    describe_many(tmp_path / "in", out=tmp_path / "out", draws=FEW)
    found = rows(tmp_path / "out" / "scales.csv")
    school_class = read_class(sample, purpose="preventive")
    keys = school_class.rounds
    newest = describe_scales(
        school_class.round(keys[-1]), school_class.roster, school_class.round(keys[-2])
    )
    assert newest
    for scale in newest:
        mine = [r for r in found if (r["wave"], r["scale"]) == (keys[-1], scale.key)]
        assert len(mine) == 1
        assert float(mine[0]["mean"]) == scale.mean.value
        assert float(mine[0]["mean_low"]) == scale.mean.low
        assert int(mine[0]["n_answered"]) == scale.n_answered
    assert any(r["change"] for r in found)
    assert all(r["change"] == "" for r in found if r["wave"] == keys[0])

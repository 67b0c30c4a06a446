"""The common format: agreement with definitions written another way, and what changes nothing."""

from __future__ import annotations

import csv
import math
import os
import subprocess
import sys
from itertools import combinations, permutations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from skolemiljo_analytics.errors import FileRefusedError, InvalidGraphError
from skolemiljo_analytics.kernels.blocks import (
    CLASS_COLUMNS,
    LAYERS,
    NO_WAVE,
    Block,
    Effort,
    describe,
)
from skolemiljo_analytics.workflows.spec import run
from skolemiljo_analytics.workflows.spec.files import read_folder
from skolemiljo_analytics.workflows.spec.run import describe_spec

FEW = Effort(redraws=20, permutations=50, starts=16, sweeps=20)


def write_folder(folder: Path, *, classes: int = 3, seed: int = 1) -> Path:
    """Write a small folder in the format; two waves, and pupils who do not answer."""
    rng = np.random.Generator(np.random.PCG64(seed))
    folder.mkdir(parents=True, exist_ok=True)
    nodes, edges = ["class_id,pupil,sex"], ["class_id,source,target,layer,wave"]
    for c in range(classes):
        n = 9 + 2 * (c % 2)
        nodes += [f"k{c},p{i},{'FM'[int(rng.integers(2))]}" for i in range(n)]
        for wave in (1, 2):
            for layer, most in zip(LAYERS, (4, 2, 4, 3), strict=True):
                for i in range(1, n):
                    chosen = rng.choice(n, int(rng.integers(0, most + 1)), replace=False)
                    edges += [f"k{c},p{i},p{j},{layer},{wave}" for j in chosen]
    (folder / "nodes.csv").write_text("\n".join(nodes) + "\n")
    (folder / "edges.csv").write_text("\n".join(edges) + "\n")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def graph_of(folder: Path, class_id: str, wave: str, layer: str) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(
        r["pupil"] for r in rows(folder / "nodes.csv") if r["class_id"] == class_id
    )
    for r in rows(folder / "edges.csv"):
        mine = (r["class_id"], r["wave"], r["layer"]) == (class_id, wave, layer)
        if mine and r["source"] != r["target"]:
            graph.add_edge(r["source"], r["target"])
    return graph


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    folder = write_folder(tmp_path / "in")
    describe_spec(folder, tmp_path / "out", threads=1, effort=FEW, together=True)
    return folder, tmp_path / "out"


def test_class_columns_agree_with_networkx(made: tuple[Path, Path]) -> None:
    folder, out = made
    found = rows(out / "class.csv")
    assert len(found) == 6
    for row in found:
        likes = graph_of(folder, row["class_id"], row["wave"], "likes")
        census = nx.triadic_census(likes)
        assert {k: int(row[f"t{k}"]) for k in census} == census
        mutual = nx.Graph((a, b) for a, b in likes.edges if likes.has_edge(b, a))
        mutual.add_nodes_from(likes)
        cliques = [len(clique) for clique in nx.find_cliques(mutual)]
        assert int(row["n_cliques"]) == sum(size >= 3 for size in cliques)
        assert int(row["max_clique"]) == max(cliques)
        assert int(row["n_scc"]) == nx.number_strongly_connected_components(likes)
        assert float(row["trans_und"]) == pytest.approx(nx.transitivity(likes.to_undirected()))
        decides = graph_of(folder, row["class_id"], row["wave"], "decides")
        reach = {i: nx.descendants(decides, i) for i in decides}
        either = [(i, j) for i, j in combinations(decides, 2) if j in reach[i] or i in reach[j]]
        both = [(i, j) for i, j in either if j in reach[i] and i in reach[j]]
        assert float(row["krack_hier"]) == pytest.approx(1 - len(both) / len(either))


def test_pupil_columns_agree_with_networkx(made: tuple[Path, Path]) -> None:
    folder, out = made
    found = [r for r in rows(out / "pupil.csv") if (r["class_id"], r["wave"]) == ("k1", "2")]
    likes = graph_of(folder, "k1", "2", "likes")
    between = nx.betweenness_centrality(likes, normalized=False)
    rank = nx.pagerank(likes, alpha=0.85, tol=1e-12, max_iter=1000)
    assert [r["pupil"] for r in found] == list(likes)
    for row in found:
        assert float(row["betw"]) == pytest.approx(between[row["pupil"]], abs=1e-9)
        assert float(row["pagerank"]) == pytest.approx(rank[row["pupil"]], abs=1e-8)
    decides = nx.to_numpy_array(graph_of(folder, "k1", "2", "decides")).T
    total, other = decides.sum(axis=1), decides.sum(axis=0)
    laplace = np.diag(total + other + 0.01) - decides - decides.T
    springs = np.linalg.solve(laplace, total - other)
    assert [float(r["springrank"]) for r in found] == pytest.approx(springs.tolist(), abs=1e-8)


def test_modularity_is_the_best_of_all_groupings() -> None:
    cells = np.zeros((1, 6, 6), dtype=np.uint8)
    for a, b in ((0, 1), (1, 0), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)):
        cells[0, a, b] = 1
    weights = (cells[0] + cells[0].T).astype(float)
    strength, total = weights.sum(axis=1), weights.sum()
    gains = weights / total - np.outer(strength, strength) / total**2
    every = {tuple(label[i] for i in range(6)) for label in permutations([0, 0, 0, 1, 1, 1])}
    every |= {tuple(map(int, np.base_repr(code, 3).zfill(6))) for code in range(3**6)}
    best = max(float(gains[np.equal.outer(g, g)].sum()) for g in map(np.array, every))
    before = np.full_like(cells, NO_WAVE)
    block = describe(cells, before, np.zeros((1, 6), dtype=bool), seeds=[1], effort=FEW)
    assert block.numbers[0, 6] == pytest.approx(best, abs=1e-12)


def test_threads_blocks_and_neighbours_change_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    describe_spec(folder, tmp_path / "a", threads=1, effort=FEW, together=True)
    describe_spec(folder, tmp_path / "b", threads=2, effort=FEW, together=True)
    for name in ("class.csv", "pupil.csv", "coassign.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    lines = (folder / "edges.csv").read_text().splitlines()
    (folder / "edges.csv").write_text("\n".join([lines[0], *reversed(lines[1:]), lines[1]]) + "\n")
    describe_spec(folder, tmp_path / "c", threads=1, effort=FEW)
    assert (tmp_path / "a" / "class.csv").read_bytes() == (
        tmp_path / "c" / "class.csv"
    ).read_bytes()


KILLED = """
import os, sys
from pathlib import Path
from skolemiljo_analytics.kernels.blocks import Effort
from skolemiljo_analytics.workflows.spec import run
run._CHUNK = 2
def progress(done, of):
    if done >= 4:
        os._exit(9)
effort = Effort(redraws=20, permutations=50, starts=16, sweeps=20)
run.describe_spec(Path(sys.argv[1]), Path(sys.argv[2]), threads=1, effort=effort, together=True,
    progress=progress)
"""


def test_a_run_that_was_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a line at the end of a file is what a killed process may leave."""
    monkeypatch.setattr(run, "_CHUNK", 2)
    folder, out, whole = write_folder(tmp_path / "in"), tmp_path / "out", tmp_path / "whole"
    killed = subprocess.run([sys.executable, "-c", KILLED, folder, out], check=False)
    assert killed.returncode == 9
    assert not (out / "class.csv").exists()
    with (out / "pupil.csv.part").open("ab") as file:
        file.write(b"k1,2,p")
    told: list[tuple[int, int]] = []
    timing = describe_spec(
        folder,
        out,
        threads=2,
        effort=FEW,
        together=True,
        progress=lambda done, of: told.append((done, of)),
    )
    assert (timing.kept, timing.portraits, told) == (4, 6, [(6, 6)])
    assert describe_spec(folder, whole, threads=1, effort=FEW, together=True).kept == 0
    for name in ("class.csv", "pupil.csv", "coassign.csv"):
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name
    assert sorted(p.name for p in out.iterdir()) == sorted(p.name for p in whole.iterdir())


def test_a_journal_of_other_answers_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_CHUNK", 2)
    folder, out = write_folder(tmp_path / "in"), tmp_path / "out"
    subprocess.run([sys.executable, "-c", KILLED, folder, out], check=False)
    journal = (out / "spec.journal.json").read_text()
    write_folder(folder, seed=2)
    assert describe_spec(folder, out, threads=1, effort=FEW, together=True).kept == 0
    for text in ("", "{}", "[1]", journal.replace('"done"', '"gone"')):
        (out / "spec.journal.json").write_text(text)
        assert describe_spec(folder, out, threads=1, effort=FEW, together=True).kept == 0


def test_uncompiled_gives_the_same(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", classes=1)
    effort = "Effort(redraws=5, permutations=20, starts=2, sweeps=5)"
    code = (
        "import sys; from pathlib import Path\n"
        "from skolemiljo_analytics.kernels.blocks import Effort\n"
        "from skolemiljo_analytics.workflows.spec.run import describe_spec\n"
        f"describe_spec(Path(sys.argv[1]), Path(sys.argv[2]), threads=1, effort={effort})\n"
    )
    for name, compiling in (("a", "1"), ("b", "0")):
        environment = os.environ | {"SKOLEMILJO_COMPILE": compiling}
        command = [sys.executable, "-c", code, str(folder), str(tmp_path / name)]
        subprocess.run(command, env=environment, check=True)
    for name in ("class.csv", "pupil.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_class_without_ties_in_a_question_is_undefined_not_zero() -> None:
    cells = np.zeros((1, 5, 5), dtype=np.uint8)
    cells[0, 0, 1] = 2
    before = np.full_like(cells, NO_WAVE)
    block = describe(cells, before, np.zeros((1, 5), dtype=bool), seeds=[1], effort=FEW)
    assert math.isnan(block.numbers[0, 6])
    assert np.isnan(block.numbers[0, 11:15]).all()
    assert block.counts[0, 1] == 1
    assert (block.together[0] == FEW.redraws * np.eye(5)).all()


def test_first_wave_has_no_jaccard(made: tuple[Path, Path]) -> None:
    found = rows(made[1] / "class.csv")
    assert {row["jac_likes"] for row in found if row["wave"] == "1"} == {"nan"}
    assert all(0 <= float(row["jac_likes"]) <= 1 for row in found if row["wave"] == "2")


@pytest.mark.parametrize(
    ("line", "reason"),
    [("k0,p1,p99,likes,1", "unknown_pupil"), ("k0,p1,p2,hates,1", "unknown_layer")],
)
def test_what_cannot_be_placed_is_refused(tmp_path: Path, line: str, reason: str) -> None:
    folder = write_folder(tmp_path / "in")
    with (folder / "edges.csv").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(FileRefusedError) as refused:
        read_folder(folder)
    assert refused.value.reason == reason


def test_ties_of_classes_that_are_not_listed_are_counted(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    with (folder / "edges.csv").open("a") as file:
        file.write("k77,p1,p2,likes,1\n")
    assert read_folder(folder).left_out == 1


def test_shapes_are_checked_at_the_border() -> None:
    cells = np.zeros((2, 5, 5), dtype=np.uint8)
    with pytest.raises(InvalidGraphError):
        describe(cells, cells[:1], np.zeros((2, 5), dtype=bool), seeds=[1, 2], effort=FEW)


@pytest.mark.reference
@pytest.mark.slow
def test_peers_agree(reference: Path, tmp_path: Path) -> None:
    bench = reference / "bench"
    folder, peer, ours = tmp_path / "in", tmp_path / "peer", tmp_path / "ours"
    generate = [sys.executable, str(bench / "gen_classes.py"), str(folder), "--classes", "6"]
    subprocess.run(generate, check=True)
    options = ["--boot", "10", "--perm", "50"]
    subprocess.run(
        [sys.executable, "peer_networkx.py", str(folder), str(peer), *options],
        cwd=bench,
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    describe_spec(folder, ours, threads=1)
    compared = subprocess.run(
        [sys.executable, "compare.py", str(folder), str(peer), str(ours)],
        cwd=bench,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert compared.stdout.rstrip().endswith("\nAGREE"), compared.stdout


def column(block: Block, name: str) -> float:
    """One number of the first class of a block."""
    return float(block.numbers[0, CLASS_COLUMNS[1].index(name)])


def test_ties_without_a_two_path_have_no_transitivity() -> None:
    """sna's gtrans gives 1 there."""
    cells = np.zeros((1, 6, 6), dtype=np.uint8)
    cells[0, 0, 1] = cells[0, 2, 3] = 1
    before = np.full_like(cells, NO_WAVE)
    block = describe(cells, before, np.arange(6)[None] < 3, seeds=[1], effort=FEW)
    assert math.isnan(column(block, "trans_dir"))
    assert column(block, "trans_und") == 0.0, "as networkx has it"
    cells[0, 1, 4] = 1
    block = describe(cells, before, np.arange(6)[None] < 3, seeds=[1], effort=FEW)
    assert (column(block, "trans_dir"), column(block, "trans_und")) == (0.0, 0.0)


def test_a_class_whose_sexes_are_not_known_has_one_label(tmp_path: Path) -> None:
    """All inside, as far inside as any labelling: p is 1, and the rest is as it was."""
    folder = write_folder(tmp_path / "in")
    describe_spec(folder, tmp_path / "a", threads=1, effort=FEW)
    lines = (folder / "nodes.csv").read_text().splitlines()
    unknown = [lines[0], *(line.rpartition(",")[0] + "," for line in lines[1:])]
    (folder / "nodes.csv").write_text("\n".join(unknown) + "\n")
    describe_spec(folder, tmp_path / "b", threads=1, effort=FEW)
    for known, not_known in zip(
        rows(tmp_path / "a" / "class.csv"), rows(tmp_path / "b" / "class.csv"), strict=True
    ):
        assert (float(not_known["ei"]), float(not_known["ei_p"])) == (-1.0, 1.0)
        assert {k: v for k, v in known.items() if not k.startswith("ei")} == {
            k: v for k, v in not_known.items() if not k.startswith("ei")
        }


def test_a_wave_that_is_missing_gives_no_jaccard(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    edges = (folder / "edges.csv").read_text().splitlines()
    later = [line[:-1] + "3" if line.endswith(",2") else line for line in edges]
    (folder / "edges.csv").write_text("\n".join(later) + "\n")
    describe_spec(folder, tmp_path / "out", threads=1, effort=FEW)
    found = {row["wave"]: row["jac_likes"] for row in rows(tmp_path / "out" / "class.csv")}
    assert found == {"1": "nan", "3": "nan"}

"""Every benchmark in one command; prints a table and writes nothing into the project.

Run ``python benchmarks/run.py``. Peers need SKOLEMILJO_REFERENCE (the folder with ``bench/``) and,
for igraph, ``--peer-python`` of an environment that has it; R where ``Rscript`` has igraph and sna.
What is not there is said, not left out silently. All engines take turns on the same classes in each
round; medians of rounds; processor time is given beside, since other work may share the machine.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
PARTS = ("peers", "processes", "screen", "optimum", "norway")


def run(command: list[str], cwd: Path | None = None) -> tuple[float, float, int, str]:
    """Return wall and processor seconds, exit code and the end of what was said on errors."""
    before, begun = os.times(), time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - begun, os.times()
    spent = after.children_user + after.children_system
    return (
        wall,
        spent - before.children_user - before.children_system,
        done.returncode,
        done.stderr[-300:],
    )


def ours(folder: Path, out: Path, threads: int) -> list[str]:
    """Return the command of our own engine."""
    command = [sys.executable, "-m", "skolemiljo_analytics", "portraits", str(folder), str(out)]
    return [*command, "--spec", "--threads", str(threads)]


def engines(bench: Path, peer_python: str) -> dict[str, list[str]]:
    """Return the peers' commands, without input and output."""
    igraph = [peer_python, str(bench / "peer_igraph.py")]
    found = {
        "networkx": [peer_python, str(bench / "peer_networkx.py")],
        "igraph as written": igraph,
        "igraph hand-tuned": [*igraph, "--tuned"],
        "igraph + leidenalg": [*igraph, "--leidenalg"],
    }
    if shutil.which("Rscript"):
        found["R igraph + sna (Leiden)"] = ["Rscript", str(bench / "peer_r.R")]
    return found


def bench_peers(bench: Path, peer_python: str, classes: int, rounds: int) -> None:
    """Print processor milliseconds a portrait, and how many times ours that is."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        folder = place / "in"
        generate = [sys.executable, str(bench / "gen_classes.py"), str(folder)]
        run([*generate, "--classes", str(classes)])
        run(ours(folder, place / "warm", 1))
        spent: dict[str, list[float]] = {}
        failed: dict[str, str] = {}
        commands = engines(bench, peer_python)
        for _ in range(rounds):
            for name, command in {"ours": [], **commands}.items():
                out = place / name.replace(" ", "_")
                call = (
                    [*command[:2], str(folder), str(out), *command[2:]]
                    if command
                    else ours(folder, out, 1)
                )
                _, _, code, said = run(call, cwd=bench)
                if code:
                    failed[name] = said.strip().splitlines()[-1] if said.strip() else "failed"
                    continue
                timing = json.loads((out / "timing.json").read_text())
                seconds = timing.get("compute_cpu_s", timing["compute_s"])
                spent.setdefault(name, []).append(1e3 * seconds / timing["portraits"])
        own = spent["ours"]
        print(f"\n## Full portraits, {2 * classes} of them, {rounds} rounds in turn\n")
        print("| engine | CPU ms a portrait | times ours (median of rounds) | agrees |")
        print("|---|---|---|---|")
        for name, times in spent.items():
            ratio = median(t / o for t, o in zip(times, own, strict=False))
            same = (
                ""
                if name == "ours"
                else agreement([peer_python, str(bench / "compare.py"), str(folder)], place, name)
            )
            print(f"| {name} | {median(times):.2f} | {ratio:.0f} | {same} |")
        for name, why in failed.items():
            print(f"| {name} | not run: {why} | | |")


def agreement(compare: list[str], place: Path, name: str) -> str:
    """Tell whether all deterministic columns agree to 1e-6."""
    command = [*compare, str(place / name.replace(" ", "_")), str(place / "ours")]
    return "yes" if run(command)[2] == 0 else "NO"


def bench_processes(rounds: int) -> None:
    """Print what whole processes take."""
    python = sys.executable
    command = [python, "-m", "skolemiljo_analytics"]
    with tempfile.TemporaryDirectory() as temporary:
        portrait = ["portrait", "sample_data/klasse_7b", "--out", temporary]
        calls = {
            "bare interpreter": [python, "-c", ""],
            "import skolemiljo_analytics": [python, "-c", "import skolemiljo_analytics"],
            "skolemiljo --help": [*command, "--help"],
            "skolemiljo portrait (csv, json)": [
                *(*command, *portrait, "--format", "csv", "--format", "json")
            ],
        }
        times = {
            name: [run(call, cwd=ROOT)[:2] for _ in range(rounds)] for name, call in calls.items()
        }
    print("\n## Whole processes\n\n| | wall s | CPU s |\n|---|---|---|")
    for name, taken in times.items():
        print(f"| {name} | {median(t[0] for t in taken):.2f} | {median(t[1] for t in taken):.2f} |")


def bench_screen(rounds: int) -> None:
    """Print what portrait and findings of one class take, warm: every question, 5,000 redraws."""
    from skolemiljo_analytics.findings import find_all
    from skolemiljo_analytics.portrait.describe import describe_class
    from skolemiljo_analytics.workflows.read_class import read_class

    school_class = read_class(ROOT / "sample_data" / "klasse_7b", purpose="preventive")
    graph = school_class.graph(school_class.rounds[-1])
    find_all(describe_class(graph))
    wall, cpu = [], []
    for _ in range(rounds):
        begun = time.perf_counter(), time.process_time()
        find_all(describe_class(graph))
        wall.append(time.perf_counter() - begun[0])
        cpu.append(time.process_time() - begun[1])
    print("\n## One class on screen, warm, 5,000 redraws\n")
    print(
        f"{len(graph)} pupils, {len(graph.relations)} questions: median {1e3 * median(wall):.0f} ms"
    )
    print(f"wall (best {1e3 * min(wall):.0f}), {1e3 * median(cpu):.0f} ms CPU over all cores")


def bench_norway(bench: Path, folder: Path | None, threads: int) -> None:
    """Print what 30,000 classes take, file to file, and the most memory held."""
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary) / "in"
        if not place.exists():
            generate = [sys.executable, str(bench / "gen_classes.py"), str(place)]
            run([*generate, "--classes", "30000", "--waves", "1"])
        out = Path(temporary) / "out"
        command = ours(place, out, threads)
        measured = [
            sys.executable,
            "-c",
            "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr);"
            "sys.exit(code)",
        ]
        wall, cpu, code, said = run([*measured, *command], cwd=ROOT)
        timing = json.loads((out / "timing.json").read_text())
    print(f"\n## A country: {timing['portraits']} classes, file to file, {threads} threads\n")
    print(
        f"{wall:.1f} s wall, {cpu:.1f} s CPU (exit {code}); of it reading {timing['read_s']:.1f} s"
    )
    print(f"most memory {int(said.split()[-1]) / 2**20:.2f} GiB")


def main() -> None:
    """Print every table asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--parts", default=",".join(PARTS[:4]), help=", ".join(PARTS))
    arguments.add_argument("--peer-python", default=sys.executable)
    arguments.add_argument("--classes", type=int, default=20)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--norway", type=Path, help="folder from the generator, made if absent")
    given = arguments.parse_args()
    print_machine()
    run_parts(given, set(given.parts.split(",")))


def print_machine() -> None:
    """Print what the numbers were taken on."""
    versions = [f"{p} {importlib.metadata.version(p)}" for p in ("numpy", "numba", "pyarrow")]
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {load}; Python {platform.python_version()},"
    )
    print(", ".join(versions))


def run_parts(given: argparse.Namespace, parts: set[str]) -> None:
    """Run the parts asked for, and say which cannot be run here."""
    reference = os.environ.get("SKOLEMILJO_REFERENCE", "")
    bench = Path(reference) / "bench"
    if parts & {"peers", "norway"} and not (reference and bench.is_dir()):
        print("\nNo peers and no country: SKOLEMILJO_REFERENCE is not set.")
        parts -= {"peers", "norway"}
    if "processes" in parts:
        bench_processes(given.rounds)
    if "screen" in parts:
        bench_screen(given.rounds)
    if "peers" in parts:
        bench_peers(bench, given.peer_python, given.classes, given.rounds)
    if "optimum" in parts:
        from optimum import compare

        right, proved = compare(80)
        print(f"\n## Exact optimum of modularity\n\n{right} of {proved} proved")
    if "norway" in parts:
        bench_norway(bench, given.norway, given.threads)


if __name__ == "__main__":
    main()

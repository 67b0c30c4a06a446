"""Make ``docs/numbers.md``: every figure, its source, its oracle, the largest difference seen.

Run ``python -m benchmarks.numbers.page`` at the root of the checkout, with `SKOLEMILJO_REFERENCE`
set to the folder of public classes and expected numbers.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "numbers.md"
MUTATION = Path(__file__).with_name("mutation.json")

BY_HAND = {
    "class_in_camps": ("planted camps", "findings/test_groupings.py"),
    "class_in_closed_groups": ("by hand", "portrait/test_describe.py"),
    "pupil_in_grouping": ("every grouping of small classes", "kernels/test_search.py"),
    "pupil_by_companions": ("a class worked by hand", "metrics/test_vectors.py"),
    "pupil_by_companions_not_choosing": ("by hand", "portrait/test_together.py"),
    "pupil_by_acceptance": ("by hand", "portrait/test_signed.py"),
    "pupil_by_rejection": ("by hand", "portrait/test_signed.py"),
    "pupil_by_preference": ("every way to answer", "doubt/test_signed.py"),
    "pupil_by_impact": ("every way to answer", "doubt/test_signed.py"),
    "pupil_by_mean_rating": ("by hand", "portrait/test_ratings.py"),
    "pupil_by_low_ratings": ("by hand", "portrait/test_ratings.py"),
    "class_by_expected_met": ("by hand", "findings/test_edges.py"),
    "pupil_by_core": ("networkx", "kernels/test_cores.py"),
    "pupil_is_at_edge": ("by hand", "findings/test_edges.py"),
    "pupil_is_only_outside": ("by hand", "findings/test_edges.py"),
    "pupil_by_companions_saying_no": ("methods handbook 3, I9", "portrait/test_signed.py"),
    "class_by_jaccard": ("R, Knecht's class", "test_reference_chain.py"),
    "class_by_persistence": ("R, Knecht's class", "test_reference_chain.py"),
    "class_by_hamming": ("R, Knecht's class", "test_reference_chain.py"),
    "pupil_by_dropped": ("R, Knecht's class", "test_reference_chain.py"),
    "pupil_by_gained": ("R, Knecht's class", "test_reference_chain.py"),
    "pupil_is_without_former_friends": ("by hand", "portrait/test_change.py"),
    "bonacich": ("order of the roster", "research/test_laws.py"),
    "kappa_of_ties": ("R, Knecht's class", "research/test_laws.py"),
    "rank_correlation": ("by hand", "research/test_laws.py"),
    "omega": ("methods handbook 6.2", "research/test_faults.py"),
    "one_factor": ("loadings planted", "research/test_faults.py"),
    "triangle_transitivity": ("R EloRating, p within simulation", "test_vectors.py"),
    "mixing_matrix": ("known shapes", "research/test_laws.py"),
}
"""Figure to what holds it, and the tests that do, where it is not in `PROOFS`."""

NOT_FIGURES = {"research_ids", "tabulate_research", "write_research"}


def figures(package: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Any]]:
    """Every public function of a package's modules, in order of module and name."""
    home = importlib.import_module(f"skolemiljo_analytics.{package}")
    for info in pkgutil.iter_modules(home.__path__):
        module = importlib.import_module(f"{home.__name__}.{info.name}")
        for name in sorted(module.__all__):
            if inspect.isfunction(getattr(module, name)) and wanted(name):
                yield name, getattr(module, name)


def everything() -> dict[str, dict[str, Any]]:
    """Metrics that are shown to schools, and figures for research only."""
    prefixes = ("pupil_", "pair_", "class_")
    return {
        "What schools see (`metrics`)": dict(figures("metrics", lambda n: n.startswith(prefixes))),
        "For research only (`research`)": dict(figures("research", lambda n: n not in NOT_FIGURES)),
    }


def source(function: Any) -> str:
    """The first source in the docstring's References."""
    text = inspect.getdoc(function) or ""
    _, _, after = text.partition("References\n----------\n")
    words = " ".join(after.partition("\n\n")[0].split())
    return re.sub(r"(https?://[^\s;,]+)", r"<\1>", words.split("; ")[0].rstrip("."))


def oracle(name: str, differences: Mapping[str, str]) -> tuple[str, str]:
    """Who else computed it, and how far apart; or the tests that hold it."""
    from tests.proofs import PROOFS

    held = [one for one in PROOFS if name in one.ours]
    if not held:
        return f"{BY_HAND[name][0]}: `tests/{BY_HAND[name][1]}`", "equal"
    places = "; ".join(one.oracle for one in held)
    return places, "; ".join(differences[one.name] for one in held)


def measure(reference: Path) -> dict[str, str]:
    """The largest difference of every proof, to one digit."""
    from tests.proofs import PROOFS

    found = {one.name: one.measure(reference) for one in PROOFS}
    return {name: f"{gap:.0e}" if gap else "0" for name, gap in found.items()}


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """A table in Markdown."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def render(differences: Mapping[str, str]) -> str:
    """The page, for the differences given."""
    lines = [_HEAD]
    for title, found in everything().items():
        rows = [(f"`{n}`", source(f), *oracle(n, differences)) for n, f in found.items()]
        lines += [f"### {title}", ""]
        lines += table(("figure", "source", "oracle", "largest difference"), rows)
    lines += [_PROOFS, *_proofs(differences), _SIMULATED, *_simulated()]
    lines += [_LEFT, *_left(), *_mutation()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _proofs(differences: Mapping[str, str]) -> list[str]:
    from tests.proofs import PROOFS

    rows = [
        (
            one.name.replace("_", " "),
            one.oracle,
            one.printed,
            f"{one.tolerance:.0e}",
            differences[one.name],
        )
        for one in PROOFS
    ]
    return table(("compared", "with", "printed with", "allowed", "largest difference"), rows)


def _simulated() -> list[str]:
    from tests.test_vectors import TESTED

    rows = [(f"`{file}`", f"`tests/{test}`") for file, test in sorted(TESTED.items())]
    return table(("expected numbers", "held by"), rows)


def _left() -> list[str]:
    from tests.test_vectors import LEFT_OUT, PARTLY

    rows = [(f"`{file}`", "all", why) for file, why in sorted(LEFT_OUT.items())]
    rows += [(f"`{file}`", "part", why) for file, why in sorted(PARTLY.items())]
    return table(("expected numbers", "left out", "why"), rows)


def _mutation() -> list[str]:
    seen = json.loads(MUTATION.read_text(encoding="utf-8"))
    rows = [
        (
            f"`{m['module']}`" + (f", one in {m['step']}" if m.get("step", 1) > 1 else ""),
            *(str(m[key]) for key in ("mutants", "caught", "survived")),
        )
        for m in seen["modules"]
    ]
    total = [sum(m[key] for m in seen["modules"]) for key in ("mutants", "caught", "survived")]
    rows.append(("**all**", *(f"**{number}**" for number in total)))
    lines = [_MUTATION.format(share=f"{100 * total[1] / total[0]:.0f}", **seen["run"])]
    lines += table(("module", "faults put in", "caught", "survived"), rows)
    lines += [f"- {reason}" for reason in seen["survivors"]]
    return lines


_HEAD = """# How we know the numbers are right

Made by `python -m benchmarks.numbers.page`; a test holds the page to the code.

1. Every figure is compared with numbers somebody else computed (R packages sna, igraph, netseg,
   SSrat, TripleR, EloRating; networkx; published tables), read from a folder of public data that is
   not copied here. Differences below are the largest seen over everything compared.
2. What is undefined has a reason (`NotAvailableError`), never a silent 0 or NaN: `tests/contracts`
   and `tests/research/test_laws.py` try every figure on small and strange classes.
3. Laws are tried on random classes (Hypothesis): another order of the roster permutes the results
   and changes nothing else; choosing oneself has no effect; one more silent pupil only widens
   bounds; reversing a scale swaps the two sides.
4. Faults found in other tools each have a test that we do not share them
   (`tests/research/test_faults.py`).
5. Faults are put into the code to see whether a test notices (last section).

## Every figure
"""

_PROOFS = """## What is compared, and how far apart

Tolerance is 1e-9, or half a step of the last digit printed. Labels, counts and sets must be equal.
"""

_SIMULATED = """## Held in other tests, or within the error of simulation
"""

_LEFT = """## Left out, and why
"""

_MUTATION = """## Faults put in on purpose

{tool}, on {date}, over {scope}. {caught_means} **{share} in 100 faults were caught.** Not covered
by this run: {not_covered}.
"""


def main() -> None:
    """Write the page."""
    folder = os.environ.get("SKOLEMILJO_REFERENCE")
    if not folder:
        sys.exit("Set SKOLEMILJO_REFERENCE to the folder of reference data.")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(render(measure(Path(folder))), encoding="utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

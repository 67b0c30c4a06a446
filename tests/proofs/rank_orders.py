"""Rank orders, by EloRating, compete, steepness and springrank."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from skolemiljo_analytics.research import (
    dominance,
    springrank,
)
from tests.proofs.comparing import apart, proof, read, same


@proof(
    "dominance_expected.json",
    ours="david_score steepness directional_consistency skew_symmetry",
    oracle="R EloRating, compete and steepness; de Vries et al. 2006",
)
def rank_orders(reference: Path) -> float:
    far = 0.0
    for want in read(reference, "dominance_expected.json").values():
        wins = np.array(want["matrix"])
        for kind, letter in (("corrected", "Dij"), ("plain", "Pij")):
            for norm, prefix in ((False, "DS_"), (True, "normDS_")):
                found = dominance.david_score(wins, proportion=kind, norm=norm)  # type: ignore[arg-type]
                theirs = [want[prefix + letter][name] for name in want["ids"]]
                far = max(far, apart(found, theirs))
            slope = dominance.steepness(wins, proportion=kind)  # type: ignore[arg-type]
            far = max(far, apart([slope], [want[f"steepness_{letter}"]]))
        far = max(far, apart([dominance.directional_consistency(wins)], [want["DCI"]]))
        far = max(far, apart([dominance.skew_symmetry(wins)], [want["phi_skew"]]))
        found_t = dominance.triangle_transitivity(wins, draws=1)
        far = max(far, apart([found_t.share, found_t.index], [want["Pt"], want["ttri"]]))
    return far


@proof(
    "dominance_expected.json",
    ours="landau",
    oracle="R EloRating h.index; de Vries 1995, 1998",
    tolerance=6e-5,
    printed="4 decimals",
)
def linearity(reference: Path) -> float:
    far = 0.0
    for want in read(reference, "dominance_expected.json").values():
        found = dominance.landau(np.array(want["matrix"]), draws=10, most_unknown=1.0)
        theirs = want["landau"]
        far = max(
            far,
            same([found.unknown, found.tied], [theirs["unknown"], theirs["tied"]]),
            apart([found.h, found.h_prime], [theirs["h index"], theirs["h' index"]]),
        )
    return far


@proof(
    "dominance_expected.json",
    ours="spring_rank",
    oracle="direct solution; PyPI springrank 0.0.10",
    tolerance=6e-9,
    printed="8 decimals",
)
def spring_ranks(reference: Path) -> float:
    far = 0.0
    for want in read(reference, "dominance_expected.json").values():
        found = springrank.spring_rank(np.array(want["matrix"]), draws=0)
        theirs = np.array([want["springrank"][name] for name in want["ids"]])
        tied = np.array(want["matrix"]).sum(axis=0) + np.array(want["matrix"]).sum(axis=1) > 0
        far = max(
            far, apart(found.scores[tied], theirs[tied]), apart(theirs[~tied], 0 * theirs[~tied])
        )
        far = max(far, apart([found.energy], [want["springrank_H0"]]))
    return far

"""Who is liked and disliked: z-scores and counts of choices."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from skolemiljo_analytics.research import (
    status,
)
from tests.proofs.comparing import apart, proof, read, same, table


@proof(
    "cdc_worked_example.csv",
    "sampson_cdc1983.csv",
    ours="coie_dodge standardize",
    oracle="R scale(), all scores and labels under the rules of 1982 and 1983",
    tolerance=6e-7,
    printed="6 decimals",
)
def coie_dodge_scores_and_labels(reference: Path) -> float:
    rows = table(reference, "cdc_worked_example.csv").query("ddof == 1 and restandardised")
    sets = [(int(rules), rows[rows["variant"] == rules], "status") for rules in (1982, 1983)]
    sets.append((1983, table(reference, "sampson_cdc1983.csv"), "cdc1983"))
    far = 0.0
    for rules, rows, column in sets:
        found = status.coie_dodge(rows["LM"].to_numpy(), rows["LL"].to_numpy(), rules=rules)
        far = max(far, same(found.labels, rows[column]))
        for ours, theirs in (("liked", "zLM"), ("preference", "SP"), ("impact", "SI")):
            far = max(far, apart(found.scores[ours], rows[theirs]))
    return far


@proof(
    "nb1983_worked_example.csv",
    ours="newcomb_bukowski",
    oracle="scipy.stats.binom, probabilities and labels",
    tolerance=6e-7,
    printed="6 decimals",
)
def newcomb_bukowski_worked_example(reference: Path) -> float:
    rows = table(reference, "nb1983_worked_example.csv")
    chance = np.where(np.eye(16, dtype=bool), 0.0, 3 / 15)
    liked, disliked = (rows[c].to_numpy(dtype=np.int64) for c in ("LM", "LL"))
    found = status.newcomb_bukowski(liked, disliked, chance, chance)
    pairs = (("p_liked", "p_LM_ge"), ("p_disliked", "p_LL_ge"), ("p_impact", "p_SI_le"))
    far = max(apart(found.scores[ours], rows[theirs]) for ours, theirs in pairs)
    return max(far, same(found.labels, rows["status"]))


@proof(
    "nb_binomial_critical_values.json",
    ours="sum_of_chances",
    oracle="scipy.stats.binom, cut-offs for 28 designs",
)
def binomial_cut_offs(reference: Path) -> float:
    far = 0.0
    for row in read(reference, "nb_binomial_critical_values.json"):
        n, k, alpha = row["n"], row["k"], row["alpha"]
        liked = status.sum_of_chances(np.full((n - 1, 1), k / (n - 1)))[0]
        impact = status.sum_of_chances(np.full((n - 1, 1), min(1.0, 2 * k / (n - 1))))[0]
        tail = liked[::-1].cumsum()[::-1]
        high = int(np.argmax(tail <= alpha))
        low = int((liked.cumsum() <= alpha).sum()) - 1
        impact_low = int((impact.cumsum() <= alpha).sum()) - 1
        far = max(
            far,
            same([high, low if low >= 0 else None], [row["hi"], row["lo"]]),
            same([impact_low if impact_low >= 0 else None], [row["impact_lo"]]),
            apart([tail[high], liked[0]], [row["p_hi"], row["p_zero"]]),
            apart([impact[0]], [row["p_impact_zero"]]),
        )
        if impact_low >= 0:
            far = max(far, apart([impact.cumsum()[impact_low]], [row["p_impact_lo"]]))
    return far

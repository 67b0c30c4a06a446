"""Scales: reliability, intervals and shrinkage."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from skolemiljo_analytics.research import (
    scales,
)
from skolemiljo_analytics.trends import intervals
from tests.proofs.comparing import apart, proof, read, same, table


@proof(
    "survey_scale_vectors.json",
    "pingouin_cronbach_wide_missing.csv",
    ours="cronbach_alpha feldt_interval",
    oracle="by hand from the formulas; pingouin's data",
)
def reliability(reference: Path) -> float:
    want = read(reference, "survey_scale_vectors.json")
    found = scales.cronbach_alpha(
        table(reference, "pingouin_cronbach_wide_missing.csv").to_numpy(dtype=np.float64)
    )
    ours = [found.value, found.low, found.high]
    return max(apart(ours, [want["alpha_listwise"], *want["feldt"]]), same([found.n], [9]))


@proof(
    "survey_scale_vectors.json",
    ours="wilson clopper_pearson finite_population_count shrink_means",
    oracle="statsmodels, scipy and the closed forms",
)
def intervals_and_shrinkage(reference: Path) -> float:
    want = read(reference, "survey_scale_vectors.json")
    given = want["eb"]
    found = intervals.shrink_means(given["means"], given["n"], given["sigma2"])
    far = max(
        apart([found.mu, found.tau2], [given["mu"], given["tau2"]]),
        apart(found.means, given["shrunk"]),
        same(intervals.finite_population_count(4, 22, 25), want["hyper_4_22_25"]),
        same(intervals.finite_population_count(2, 15, 25), want["hyper_2_15_25"]),
    )
    for count in (0, 4):
        far = max(far, apart(intervals.wilson(count, 25), want[f"wilson_{count}_25"]))
        far = max(far, apart(intervals.clopper_pearson(count, 25), want[f"clopper_{count}_25"]))
    return far

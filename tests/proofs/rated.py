"""Rated classes: SSrat, TripleR, and labels a year apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.metrics import (
    ratings,
)
from skolemiljo_analytics.research import (
    relations,
    ssrat,
    status,
)
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import AnswerForm
from tests.proofs.comparing import EXACT, apart, proof, read, same, table


def classes_of_ratings(reference: Path) -> Iterable[tuple[str, int, pd.DataFrame, pd.DataFrame]]:
    """Every rated class: file, class, ratings and what SSrat printed."""
    for path in sorted((reference / "vectors" / "ssrat").glob("*_ratings.csv")):
        rows = pd.read_csv(path)
        printed = pd.read_csv(str(path).replace("ratings", "expected"))
        for (school, group), one in rows.groupby(["schoolid", "groupid"]):
            want = printed[(printed["schoolid"] == school) & (printed["groupid"] == group)]
            yield path.stem, int(group), one, want


def matrix(one: pd.DataFrame) -> np.ndarray:
    """Ratings of one class, row rates column."""
    return one.filter(regex=r"^r\d").to_numpy(dtype=np.float64)


_SSRAT = {"_low": "pl", "_high": "pr", "_expected": "e"}
_PARTS = {"sympathy": "s", "antipathy": "a", "preference": "p", "impact": "i"}


@proof("ssrat/", ours="classify_ratings", oracle="R SSrat 1.1, 646 pupils, alpha .10, .05, .01")
def ratings_by_ssrat(reference: Path) -> float:
    far = 0.0
    for _, _, one, printed in classes_of_ratings(reference):
        want = printed[printed["criteria"] == "SSRAT"]
        at = want["column_no"].to_numpy() - 1
        scale = int(want["scale"].iloc[0])
        for alpha, column in ((0.10, "SS.10"), (0.05, "SS.05"), (0.01, "SS.01")):
            found = ssrat.classify_ratings(matrix(one), highest=scale, alpha=alpha)
            labels = [str(found.labels[i]).capitalize() for i in at]
            far = max(far, same(labels, want[column]))
        for part, letter in _PARTS.items():
            far = max(far, apart(found.scores[part][at], want[f"tr.{letter.upper()}"]))
            for end, prefix in _SSRAT.items():
                far = max(far, apart(found.scores[part + end][at], want[prefix + letter]))
    return far


def by_extremes(one: pd.DataFrame, scale: int, alpha: float) -> tuple[Any, np.ndarray]:
    """Newcomb and Bukowski on ratings, the ends of the scale as choices; and who is at a mean."""
    ratings = matrix(one)
    seen = np.isfinite(ratings)
    number = np.maximum(seen.sum(axis=1, keepdims=True), 1)
    ends = [(ratings == end) & seen for end in (scale, 1)]
    chance = [np.where(seen, end.sum(axis=1, keepdims=True) / number, 0.0) for end in ends]
    received = [end.sum(axis=0) for end in ends]
    found = status.newcomb_bukowski(*received, *chance, alpha=alpha)
    level = [np.abs(x - p.sum(axis=0)) < EXACT for x, p in zip(received, chance, strict=True)]
    return found, level[0] | level[1]


@proof(
    "ssrat/",
    ours="newcomb_bukowski",
    oracle="R SSrat 1.1; labels of pupils exactly at a mean aside, where the rules differ",
)
def ratings_by_newcomb_bukowski(reference: Path) -> float:
    far, differ = 0.0, 0
    for _, _, one, printed in classes_of_ratings(reference):
        want = printed[printed["criteria"] == "NB1983"]
        at = want["column_no"].to_numpy() - 1
        for alpha, column in ((0.10, "SS.10"), (0.05, "SS.05"), (0.01, "SS.01")):
            found, level = by_extremes(one, int(want["scale"].iloc[0]), alpha)
            for i, label in zip(at, want[column], strict=True):
                if str(found.labels[i]).capitalize() != label:
                    differ += 1
                    far = max(far, 0.0 if level[i] else math.inf)
        for ours, theirs in (("p_liked", "prs"), ("p_disliked", "pra"), ("p_impact", "pli")):
            far = max(far, apart(found.scores[ours][at], want[theirs]))
    return far if differ < 20 else math.inf


def rated_class(square: np.ndarray) -> RelationGraph:
    """A class in which everyone rates everyone; who rated nobody was silent."""
    n = len(square)
    off = ~np.eye(n, dtype=bool)
    values = np.where(off, square, np.nan)
    spoke = np.isfinite(values).any(axis=1)
    question = Question("liker", "", form=AnswerForm.RATING, lowest=1, highest=7)
    can = off & (np.isfinite(values) | ~spoke[:, None])
    asked = Relation(question, (values >= 6) & can, spoke, can, ratings=values)
    return RelationGraph(tuple(f"p{i:02d}" for i in range(n)), (asked,))


@proof(
    "srm_dutch_classes.csv",
    "ssrat/",
    ours="relation_shares complete_block class_by_giver_share class_by_receiver_share "
    "class_by_pair_share class_by_mutuality class_by_rating_reliability",
    oracle="TripleR (R)",
)
def social_relations_of_18_classes(reference: Path) -> float:
    far, rated = (
        0.0,
        {(name[:4], group): matrix(one) for name, group, one, _ in classes_of_ratings(reference)},
    )
    for row in table(reference, "srm_dutch_classes.csv").itertuples():
        square = rated[row.wave, row.group]
        square = square[:, : len(square)]
        keep = relations.complete_block(square)
        found = relations.relation_shares(square[np.ix_(keep, keep)])
        shown = rated_class(square)
        metrics = (ratings.class_by_giver_share, ratings.class_by_receiver_share)
        metrics += (ratings.class_by_pair_share, ratings.class_by_mutuality)
        metrics += (ratings.class_by_rating_reliability,)
        ours = (*(metric(shown, "liker") for metric in metrics), found.giver, found.receiver)
        theirs = (row.actor_pct, row.partner_pct, row.rel_pct, row.dyadic_recip)
        theirs += (row.partner_reliability, row.v_actor, row.v_partner)
        rest = (found.pair, found.giver_receiver, found.within_pair)
        far = max(far, same([keep.sum()], [row.n]), apart(ours, theirs))
        far = max(far, apart(rest, (row.v_rel, row.v_cov_ap, row.v_cov_rel)))
    return far


Pupils = dict[tuple[int, int], Any]
"""Class and number to something."""


@cache
def labelled(reference: Path, alpha: float) -> dict[str, Pupils]:
    """Wave to pupil (class, number) to label, of the Dutch classes."""
    said: dict[str, Pupils] = {}
    for name, group, one, _ in classes_of_ratings(reference):
        if name.startswith("Ss9"):
            labels = ssrat.classify_ratings(matrix(one), highest=7, alpha=alpha).labels
            own = zip(one["respid"], labels, strict=False)
            said.setdefault(name[2:4], {}).update({(group, i): str(s) for i, s in own})
    return said


def a_year_apart(reference: Path, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Both labels of every pupil rated in both waves of a row of the table."""
    said = labelled(reference, float(row["method"].removeprefix("SSRAT a=")))
    first, second = (said[wave] for wave in row["waves"].split("-"))
    return [(first[i], second[i]) for i in sorted(first.keys() & second.keys())]


def rows_by_ratings(reference: Path) -> list[dict[str, Any]]:
    """The rows of the table whose labels need no nominations made of ratings."""
    rows = read(reference, "stability_dutch_1year.json")
    return [row for row in rows if row["method"].startswith("SSRAT")]


@proof(
    "stability_dutch_1year.json",
    "stability_dutch_1year_merged.json",
    ours="classify_ratings",
    oracle="an earlier analysis: agreement of the labels of 181 to 189 pupils a year apart",
    tolerance=6e-4,
    printed="3 decimals",
)
def stability_over_a_year(reference: Path) -> float:
    merged = {(w, m): (a, k) for w, m, a, k in read(reference, "stability_dutch_1year_merged.json")}
    far = 0.0
    for row in rows_by_ratings(reference):
        pairs = a_year_apart(reference, row)
        ours = agreement(pairs)
        far = max(far, same([len(pairs)], [row["n"]]), apart(ours, (row["agree"], row["kappa"])))
        if (row["waves"], row["method"]) in merged:
            far = max(far, apart(ours, merged[row["waves"], row["method"]]))
    return far


@proof(
    "stability_dutch_1year.json",
    ours="classify_ratings",
    oracle="an earlier analysis: how many have each label, and how many of them a year later",
    tolerance=5.1e-3,
    printed="2 decimals",
)
def labels_that_stay_over_a_year(reference: Path) -> float:
    far = 0.0
    for row in rows_by_ratings(reference):
        pairs = a_year_apart(reference, row)
        for label, share in row["shares"].items():
            have = [after for before, after in pairs if before == label.lower()]
            far = max(far, apart([len(have) / len(pairs)], [share]))
            if label in row["stay"]:
                stay = have.count(label.lower()) / max(len(have), 1)
                far = max(far, apart([stay], [row["stay"][label]]))
    return far


@proof(
    "stability_dutch_1year.json",
    "ssrat/",
    ours="standardize",
    oracle="an earlier analysis: mean ratings standardised by class, a year apart",
    tolerance=6e-4,
    printed="3 decimals",
)
def mean_ratings_over_a_year(reference: Path) -> float:
    means: dict[str, Pupils] = {}
    for name, group, one, _ in classes_of_ratings(reference):
        if not name.startswith("Ss9"):
            continue
        got = pd.DataFrame(matrix(one)).mean().to_numpy()[: len(one)]
        rated = np.isfinite(got)
        own = zip(one["respid"][rated], status.standardize(got[rated]), strict=True)
        means.setdefault(name[2:4], {}).update({(group, i): float(z) for i, z in own})
    far = 0.0
    for row in rows_by_ratings(reference):
        first, second = (means[wave] for wave in row["waves"].split("-"))
        both = sorted(first.keys() & second.keys())
        r = np.corrcoef([first[i] for i in both], [second[i] for i in both])[0, 1]
        far = max(far, apart([r], [row["r_meanrating"]]))
    return far


def agreement(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Share alike, and Cohen's kappa."""
    alike = float(np.mean([a == b for a, b in pairs]))
    kinds = {label for pair in pairs for label in pair}
    chance = sum(
        float(np.mean([a == kind for a, _ in pairs]) * np.mean([b == kind for _, b in pairs]))
        for kind in kinds
    )
    return alike, (alike - chance) / (1 - chance)

"""Numbers computed by others, beside ours: what is compared, with whose, and how far apart.

`PROOFS` is what `tests/test_vectors.py` holds us to and what `benchmarks/numbers` makes the page
`docs/numbers.md` of. Each measures the largest difference over everything it compares; labels and
counts that differ count as infinitely far.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import segregation as odds
from skolemiljo_analytics.kernels import triads
from skolemiljo_analytics.metrics import (
    articulation,
    chains,
    choices,
    closed,
    components,
    concentration,
    gender,
    groupings,
    one_way,
    ratings,
    reciprocity,
    special_power,
    star,
    subgroups,
    transitivity,
    unchosen,
    without_mutual,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.research import (
    brokerage,
    centrality,
    dominance,
    hierarchy,
    relations,
    scales,
    segregation,
    springrank,
    ssrat,
    status,
)
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.trends import intervals
from skolemiljo_analytics.vocabulary import AnswerForm, Gender

EXACT = 1e-9
LEAST_SUBGROUP = int(DEFAULT_PRESET.subgroup_size.value)
LEAST_CHAIN = int(DEFAULT_PRESET.chain_length.value)


@dataclass(frozen=True)
class Proof:
    """One set of numbers by others that ours must equal."""

    files: tuple[str, ...]
    ours: tuple[str, ...]
    oracle: str
    tolerance: float
    measure: Callable[[Path], float]
    printed: str = "at least 10 digits"

    @property
    def name(self) -> str:
        """The measuring function's name."""
        return self.measure.__name__.strip("_")


PROOFS: list[Proof] = []


def proof(
    *files: str, ours: str, oracle: str, tolerance: float = EXACT, printed: str = ""
) -> Callable[[Callable[[Path], float]], Callable[[Path], float]]:
    """Enter a measuring function in the list."""

    def enter(measure: Callable[[Path], float]) -> Callable[[Path], float]:
        words = printed or "at least 10 digits"
        PROOFS.append(Proof(files, tuple(ours.split()), oracle, tolerance, measure, words))
        return measure

    return enter


def read(reference: Path, name: str) -> Any:
    """Read a file of expected numbers."""
    return json.loads((reference / "vectors" / name).read_text())


def table(reference: Path, name: str, **how: Any) -> pd.DataFrame:
    """Read a table of expected numbers."""
    return pd.read_csv(reference / "vectors" / name, **how)


def apart(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """The largest difference; two that are both undefined agree, one that is not is far."""
    far = 0.0
    for one, other in zip(ours, theirs, strict=True):
        if math.isnan(float(one)) and math.isnan(float(other)):
            continue
        gap = abs(float(one) - float(other))
        far = max(far, math.inf if math.isnan(gap) else gap)
    return far


def same(ours: Iterable[object], theirs: Iterable[object]) -> float:
    """0 where everything is alike, else infinity."""
    return 0.0 if list(ours) == list(theirs) else math.inf


@cache
def netseg(reference: Path) -> RelationGraph:
    """The class of 26 nine-year-olds."""
    edges = table(reference, "netseg_classroom_edges.csv", dtype=str).assign(relation="play")
    nodes = table(reference, "netseg_classroom_nodes.csv", dtype=str)
    genders = [Gender.BOY if g == "Boy" else Gender.GIRL for g in nodes["gender"]]
    return RelationGraph.from_frame(edges, list(nodes["id"]), genders=genders)


def girls(reference: Path) -> np.ndarray:
    """1 for girls, 0 for boys."""
    return np.array([g is Gender.GIRL for g in netseg(reference).genders], dtype=np.int64)


def kinship(reference: Path) -> tuple[np.ndarray, np.ndarray]:
    """White's kinship example: symmetric ties, and 1 for men."""
    nodes = table(reference, "white_kinship_nodes.csv")
    at = {name: i for i, name in enumerate(nodes["name"])}
    tied = np.zeros((len(at), len(at)), dtype=bool)
    for one, other in table(reference, "white_kinship_edges.csv").to_numpy():
        tied[at[one], at[other]] = tied[at[other], at[one]] = True
    return tied, (nodes["gender"] == "male").to_numpy().astype(np.int64)


NETSEG = ("netseg_classroom_edges.csv", "netseg_classroom_nodes.csv")


# -- one class, by sna, igraph and netseg ----------------------------------------------------------


@proof(
    *NETSEG,
    "classroom_sna_expected.json",
    ours="pupil_by_received pupil_by_given pupil_by_mutual class_by_mutual_pairs "
    "class_by_reciprocity class_by_centralization class_by_transitivity triad_census",
    oracle="R sna 2.7-1",
)
def counts_and_class_figures_of_one_class(reference: Path) -> float:
    graph, want = netseg(reference), read(reference, "classroom_sna_expected.json")
    census = dict(zip(triads.TRIADS, triads.triad_census(graph.named("play")), strict=True))
    return max(
        same(choices.pupil_by_received(graph, "play"), want["indegree"]),
        same(choices.pupil_by_given(graph, "play"), want["outdegree"]),
        same([choices.pupil_by_mutual(graph, "play").sum()], [2 * want["mutuality"]]),
        same([reciprocity.class_by_mutual_pairs(graph, "play")], [want["mutuality"]]),
        same([{k: int(v) for k, v in census.items()}], [want["triad_census"]]),
        apart([reciprocity.class_by_reciprocity(graph, "play")], [want["grecip_corr"]]),
        apart([concentration.class_by_centralization(graph, "play")], [want["cent_indegree"]]),
        apart([transitivity.class_by_transitivity(graph, "play")], [want["gtrans_weak"]]),
    )


@proof(
    *NETSEG,
    "classroom_sna_expected.json",
    ours="betweenness constraint pagerank brokerage krackhardt",
    oracle="R sna 2.7-1 and igraph 1.3.5",
)
def places_in_one_class(reference: Path) -> float:
    named, want = netseg(reference).named("play"), read(reference, "classroom_sna_expected.json")
    roles = brokerage.brokerage(named, girls(reference))
    cells = [[row[k] for k in want["brokerage_cols"][:5]] for row in want["brokerage_raw_nli"]]
    four = hierarchy.krackhardt(named, nearest="tie")
    expected = ("connectedness", "hierarchy_krack", "efficiency", "lubness")
    mine = (four.connectedness, four.hierarchy, four.efficiency, four.least_upper_bound)
    tied = [float("nan") if c == "NaN" else c for c in want["constraint_igraph"]]
    return max(
        apart(centrality.betweenness(named), want["betweenness"]),
        apart(centrality.constraint(named), tied),
        apart(centrality.pagerank(named), want["pagerank"]),
        apart(roles.ravel(), np.ravel(cells)),
        apart(mine, [want[key] for key in expected]),
    )


@proof(
    *NETSEG,
    "netseg_expected.json",
    ours="class_by_gender_ei class_by_gender_odds class_by_gender_coleman ei_index odds_ratio "
    "coleman assortativity freeman_segregation spectral_segregation",
    oracle="R netseg 1.0-2",
)
def gender_in_one_class(reference: Path) -> float:
    graph, want, label = (
        netseg(reference),
        read(reference, "netseg_expected.json"),
        girls(reference),
    )
    mutual = graph.mutual("play")
    mixed, sizes = segregation.mixing_matrix(graph.named("play"), label)
    kinds = (Gender.BOY, Gender.GIRL)
    own = [gender.class_by_gender_coleman(graph, "play", kind) for kind in kinds]
    coleman = [want["coleman"]["Boy"], want["coleman"]["Girl"]]
    spectral = segregation.spectral_segregation(mutual, label)
    theirs = np.array([float(want["ssi_undir"][str(i + 1)]) for i in range(26)])
    tied = np.isfinite(spectral)
    return max(
        apart([gender.class_by_gender_ei(graph, "play")], [want["ei_dir"]]),
        apart([odds.ei_index(mutual, label)], [want["ei_undir"]]),
        apart([gender.class_by_gender_odds(graph, "play")], [want["orwg_dir"]]),
        apart([odds.odds_ratio(mutual, label)], [want["orwg_undir"]]),
        apart(own, coleman),
        apart(segregation.coleman(mixed, sizes), coleman),
        apart(
            [segregation.assortativity(segregation.mixing_matrix(mutual, label)[0])],
            [want["assort_undir"]],
        ),
        apart([segregation.freeman_segregation(mutual, label)], [want["freeman_undir"]]),
        apart(spectral[tied], theirs[tied]),
        same(theirs[~tied], [0.0] * int((~tied).sum())),
    )


@proof(
    *NETSEG,
    "netseg_expected.json",
    ours="assortativity gupta_anderson_may segregation_matrix",
    oracle="R netseg 1.0-2, whose mixing matrix counts choices across as the upper half says",
)
def indices_by_the_mixing_matrix_netseg_uses(reference: Path) -> float:
    """Theirs folds girls -> boys into boys -> girls; ours keeps both, and agrees when told.

    Undirected ties inside a group it counts once, and assortativity it makes symmetric.
    """
    graph, want = netseg(reference), read(reference, "netseg_expected.json")
    mixed, sizes = segregation.mixing_matrix(graph.named("play"), girls(reference))
    folded = np.triu(mixed) + np.triu(mixed, 1).T
    mutual, _ = segregation.mixing_matrix(graph.mutual("play"), girls(reference))
    halved = mutual - np.diag(np.diag(mutual)) // 2
    return max(
        apart([segregation.assortativity(mixed + mixed.T)], [want["assort_dir"]]),
        apart([segregation.gupta_anderson_may(folded)], [want["gamix_dir"]]),
        apart([segregation.gupta_anderson_may(halved)], [want["gamix_undir"]]),
        apart(segregation.segregation_matrix(folded, sizes), want["smi"]),
    )


@proof(
    "white_kinship_edges.csv",
    "white_kinship_nodes.csv",
    "netseg_expected.json",
    ours="ei_index odds_ratio assortativity freeman_segregation gupta_anderson_may",
    oracle="R netseg 1.0-2",
)
def whites_kinship_example(reference: Path) -> float:
    tied, label = kinship(reference)
    want = read(reference, "netseg_expected.json")["WhiteKinship"]
    mixed, _ = segregation.mixing_matrix(tied, label)
    halved = mixed - np.diag(np.diag(mixed)) // 2
    return max(
        apart([segregation.assortativity(mixed)], [want["assort"]]),
        apart([odds.ei_index(tied, label)], [want["ei"]]),
        apart([segregation.freeman_segregation(tied, label)], [want["freeman"]]),
        apart([segregation.gupta_anderson_may(halved)], [want["gamix"]]),
        apart([odds.odds_ratio(tied, label)], [want["orwg"]]),
    )


@proof(
    *NETSEG,
    "classroom_descriptives_python.json",
    ours="class_by_reciprocity class_by_katz_powell class_by_gini class_by_centralization "
    "class_by_unchosen class_by_without_mutual class_by_transitivity class_by_modularity",
    oracle="an independent Python version; modularity by leidenalg",
)
def descriptives_of_one_class(reference: Path) -> float:
    graph = netseg(reference)
    want = read(reference, "classroom_descriptives_python.json")["netseg_classroom"]
    pairs: Mapping[str, Callable[..., float]] = {
        "rho_garlaschelli": reciprocity.class_by_reciprocity,
        "katz_powell": reciprocity.class_by_katz_powell,
        "gini_indegree": concentration.class_by_gini,
        "indegree_centralization": concentration.class_by_centralization,
        "zero_indegree": unchosen.class_by_unchosen,
        "no_mutual": without_mutual.class_by_without_mutual,
        "transitivity_weak": transitivity.class_by_transitivity,
        "leiden_Q": groupings.class_by_modularity,
    }
    return apart((f(graph, "play") for f in pairs.values()), (want[key] for key in pairs))


# -- status ----------------------------------------------------------------------------------------


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


@proof(
    "stability_dutch_1year.json",
    "stability_dutch_1year_merged.json",
    ours="classify_ratings",
    oracle="an earlier analysis: agreement of the labels of 181 to 189 pupils a year apart",
    tolerance=6e-4,
    printed="3 decimals",
)
def stability_over_a_year(reference: Path) -> float:
    names = {"SSRAT a=.10": 0.10, "SSRAT a=.05": 0.05, "SSRAT a=.01": 0.01}
    said: dict[tuple[str, float], dict[tuple[int, int], str]] = {}
    for name, group, one, _ in classes_of_ratings(reference):
        if not name.startswith("Ss9"):
            continue
        for alpha in names.values():
            labels = ssrat.classify_ratings(matrix(one), highest=7, alpha=alpha).labels
            own = zip(one["respid"], labels, strict=False)
            said.setdefault((name[2:4], alpha), {}).update({(group, i): str(s) for i, s in own})
    merged = {(w, m): (a, k) for w, m, a, k in read(reference, "stability_dutch_1year_merged.json")}
    far = 0.0
    for row in read(reference, "stability_dutch_1year.json"):
        if row["method"] not in names:
            continue
        alpha, waves = names[row["method"]], row["waves"].split("-")
        first, second = (said[wave, alpha] for wave in waves)
        both = sorted(first.keys() & second.keys())
        far = max(far, same([len(both)], [row["n"]]))
        pair = [(first[i], second[i]) for i in both]
        ours = agreement(pair)
        far = max(far, apart(ours, (row["agree"], row["kappa"])))
        if (row["waves"], row["method"]) in merged:
            far = max(far, apart(ours, merged[row["waves"], row["method"]]))
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


# -- rank orders -----------------------------------------------------------------------------------


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


# -- scales ----------------------------------------------------------------------------------------


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


# -- patterns, by networkx and by trying everything ------------------------------------------------


def drawn_classes(reference: Path) -> Iterable[RelationGraph]:
    """The published class and 24 random ones, sparse to dense, everyone answering."""
    yield netseg(reference)
    rng = np.random.Generator(np.random.PCG64(24))
    for n, share in [(n, share) for n in (6, 9, 14, 20) for share in (0.1, 0.2, 0.3) * 2]:
        named = np.triu(rng.random((n, n)) < share, 1)
        named = (named | named.T) ^ (rng.random((n, n)) < 0.08)
        np.fill_diagonal(named, False)
        pairs = np.argwhere(named).astype(str)
        edges = pd.DataFrame(pairs, columns=["source", "target"]).assign(relation="play")
        yield RelationGraph.from_frame(edges, [str(i) for i in range(n)])


@proof(
    *NETSEG,
    ours="pupil_is_connecting pupil_is_bridging class_in_components pupil_in_component "
    "class_by_components class_in_subgroups pupil_by_subgroups class_in_chains",
    oracle="networkx 3.6 on 25 classes",
)
def patterns_by_networkx(reference: Path) -> float:
    far = 0.0
    for graph in drawn_classes(reference):
        mutual = nx.from_numpy_array(graph.mutual("play"))
        ids, n = graph.pupils, len(graph)
        parts = [sorted(part) for part in nx.connected_components(mutual)]
        cliques = [c for c in nx.find_cliques(mutual) if len(c) >= LEAST_SUBGROUP]
        paths = [p for p in parts if len(p) >= LEAST_CHAIN and is_path(mutual.subgraph(p))]
        cut = set(nx.articulation_points(mutual))
        whole = components.pupil_in_component(graph, "play")
        far = max(
            far,
            same(articulation.pupil_is_connecting(graph, "play"), [i in cut for i in range(n)]),
            same(
                articulation.pupil_is_bridging(graph, "play"),
                [holds_together(mutual, i) for i in range(n)],
            ),
            as_sets(components.class_in_components(graph, "play"), parts, ids),
            same([components.class_by_components(graph, "play")], [float(len(parts))]),
            same(whole.isna(), [not mutual.degree(i) for i in range(n)]),
            as_sets(subgroups.class_in_subgroups(graph, "play"), cliques, ids),
            same(
                subgroups.pupil_by_subgroups(graph, "play"),
                [sum(i in c for c in cliques) for i in range(n)],
            ),
            as_sets(chains.class_in_chains(graph, "play"), paths, ids),
        )
    return far


def as_sets(found: Iterable[Iterable[str]], expected: Iterable[list[int]], ids: Any) -> float:
    """Compare groups of pupils whatever their order."""
    return same(
        sorted(sorted(group) for group in found),
        sorted(sorted(ids[i] for i in group) for group in expected),
    )


def is_path(part: nx.Graph) -> bool:
    """Two ends and otherwise two neighbours each."""
    degrees = sorted(d for _, d in part.degree())
    return degrees[:2] == [1, 1] and set(degrees[2:]) <= {2}


def holds_together(mutual: nx.Graph, pupil: int) -> bool:
    """Without the pupil, two parts of two or more of what hung together."""
    own = nx.node_connected_component(mutual, pupil) - {pupil}
    parts = nx.connected_components(mutual.subgraph(own))
    return sum(len(part) > 1 for part in parts) > 1


@proof(
    *NETSEG,
    ours="pair_by_choice pair_by_mutual pupil_by_one_way_in pupil_by_one_way_out pupil_is_unchosen "
    "pupil_is_without_mutual pupil_is_star pupil_is_in_special_power class_in_closed_pairs "
    "class_by_top_share",
    oracle="loops over the choices, on 25 classes",
)
def patterns_by_loops(reference: Path) -> float:
    far = 0.0
    for graph in drawn_classes(reference):
        ids, named = graph.pupils, graph.named("play")
        chose = {(ids[i], ids[j]) for i, j in np.argwhere(named)}
        off = ~np.eye(len(ids), dtype=bool)
        given = {p: {b for a, b in chose if a == p} for p in ids}
        got = {p: {a for a, b in chose if b == p} for p in ids}
        friends = {p: given[p] & got[p] for p in ids}
        stars = {p for p in ids if len(friends[p]) >= DEFAULT_PRESET.star_mutual.value}
        few = DEFAULT_PRESET.power_few_mutual.value
        powerful = [len(friends[p]) <= few and bool(got[p] & stars - {p}) for p in ids]
        closed_pairs = [
            (a, b)
            for i, a in enumerate(ids)
            for b in ids[i + 1 :]
            if got[a] == {b} and got[b] == {a}
        ]
        top = sum(sorted((len(got[p]) for p in ids), reverse=True)[:3]) / len(chose)
        pairs = choices.pair_by_mutual(graph, "play")
        far = max(
            far,
            same(choices.pair_by_choice(graph, "play").to_numpy()[off], named[off]),
            same(
                [pairs.loc[a, b] for a in ids for b in ids if a != b],
                [b in friends[a] for a in ids for b in ids if a != b],
            ),
            same(one_way.pupil_by_one_way_in(graph, "play"), [len(got[p] - given[p]) for p in ids]),
            same(
                one_way.pupil_by_one_way_out(graph, "play"), [len(given[p] - got[p]) for p in ids]
            ),
            same(unchosen.pupil_is_unchosen(graph, "play"), [not got[p] for p in ids]),
            same(
                without_mutual.pupil_is_without_mutual(graph, "play"),
                [not friends[p] for p in ids],
            ),
            same(star.pupil_is_star(graph, "play"), [p in stars for p in ids]),
            same(special_power.pupil_is_in_special_power(graph, "play"), powerful),
            same(closed.class_in_closed_pairs(graph, "play"), closed_pairs),
            apart([concentration.class_by_top_share(graph, "play")], [top]),
        )
    return far

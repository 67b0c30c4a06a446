"""Whether choices stay inside gender, as the class list gives it.

Only girls and boys, and only where there are at least four of each: a category of one to three
gets no index. Pupils the list says nothing of are left out.

Kernels: `kernels.segregation.ei_index`, `odds_ratio`.

References
----------
Methods handbook 5.4; Krackhardt & Stern (1988), https://doi.org/10.2307/2786835
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import segregation
from skolemiljo_analytics.vocabulary import Gender, IntArray, Reason

__all__ = ["class_by_gender_coleman", "class_by_gender_ei", "class_by_gender_odds"]

_FEWEST = 4


def class_by_gender_ei(graph: RelationGraph, relation: str) -> float:
    r"""Return (across - inside) / (across + inside), from -1 (all inside) to 1.

    Raises
    ------
    NotAvailableError
        Without genders, with one, with fewer than four of either, or without choices.

    References
    ----------
    Krackhardt & Stern (1988), https://doi.org/10.2307/2786835

    Examples
    --------
    >>> drawing = "\n".join(f"{a} > {b}" for a, b in ["AB", "CD", "EF", "GH", "BA", "DC"])
    >>> class_by_gender_ei(RelationGraph.from_lines(drawing, genders="ggbbggbb"), "friminutt")
    -1.0
    """
    part, labels = _known(graph, relation)
    return float(segregation.ei_index(part.named, labels))


def class_by_gender_odds(graph: RelationGraph, relation: str) -> float:
    """Return the odds of a choice inside gender against across, over pairs that could be chosen.

    Raises
    ------
    NotAvailableError
        As for `class_by_gender_ei`; also when nobody chose across, where it has no upper end.

    References
    ----------
    Moody (2001), https://doi.org/10.1086/338954
    """
    part, labels = _known(graph, relation)
    possible = part.eligible & part.answered[:, None]
    value = float(segregation.odds_ratio(part.named, labels, possible))
    if not math.isfinite(value):
        raise NotAvailableError(Reason.CONSTANT)
    return value


def class_by_gender_coleman(graph: RelationGraph, relation: str, gender: Gender) -> float:
    """Return one gender's preference for its own: 0 as by numbers alone, 1 only its own, -1 never.

    The two genders may differ, which no single index shows.

    Raises
    ------
    NotAvailableError
        As for `class_by_gender_ei`; also when that gender chose nobody.

    References
    ----------
    Coleman (1958), Human Organization 17:28; as computed in netseg,
    https://cran.r-project.org/package=netseg
    """
    part, labels = _known(graph, relation)
    own = labels == _CODES[gender]
    given = int(part.named[own].sum())
    if given == 0:
        raise NotAvailableError(Reason.NO_TIES)
    inside = int(part.named[own][:, own].sum())
    expected = given * (int(own.sum()) - 1) / (len(labels) - 1)
    room = given - expected if inside >= expected else expected
    return (inside - expected) / room


_CODES = {Gender.GIRL: 0, Gender.BOY: 1}


def _known(graph: RelationGraph, relation: str) -> tuple[Relation, IntArray]:
    asked = graph.relation(relation)
    at = [i for i, gender in enumerate(graph.genders) if gender in _CODES]
    tally = Counter(graph.genders[i] for i in at)
    if not tally:
        raise NotAvailableError(Reason.NO_GENDER)
    if len(tally) < 2:
        raise NotAvailableError(Reason.ONE_GENDER)
    if min(tally.values()) < _FEWEST:
        raise NotAvailableError(Reason.SMALL_CATEGORY)
    part = asked.take(at)
    if not part.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    if not part.named.any():
        raise NotAvailableError(Reason.NO_TIES)
    labels = [_CODES[gender] for i in at if (gender := graph.genders[i]) is not None]
    return part, np.array(labels, dtype=np.int64)

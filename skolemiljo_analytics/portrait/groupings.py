"""From the search for groupings to records: members, certainty, borders."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.gates import gate
from skolemiljo_analytics.doubt.groupings import GroupingSearch, search_groupings
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.portrait.ordering import AskedQuestion, SortedClass
from skolemiljo_analytics.portrait.records import Grouping, Groupings
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import QuestionKind, Reason

__all__ = ["describe_groupings", "find_groupings", "no_groupings", "search", "seed_of_groupings"]


def find_groupings(
    graph: RelationGraph,
    key: str,
    *,
    preset: Preset = DEFAULT_PRESET,
    redraws: int = 5000,
    null_draws: int = 500,
) -> Groupings:
    """Find the groupings of one question alone: those of the class's portrait, bit for bit.

    Whoever needs no more of an earlier round is spared the rest of its portrait. Of a question
    about harm, or one that is not about company, there are none.

    Parameters
    ----------
    graph
        Who said what about whom.
    key
        The question.
    preset, redraws, null_draws
        As in `portrait.describe.describe_class`.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    in_order = SortedClass.of(graph)
    relation = in_order.graph.relation(key)
    if relation.question.kind is QuestionKind.BULLYING:
        return no_groupings(Reason.DISCLOSURE)
    allowed = gate(len(relation.answered), int(relation.answered.sum()), preset)
    asked = AskedQuestion(in_order, relation, allowed, preset)
    seed = seed_of_groupings(derive_seed(in_order.seed, key))
    found = search(asked, redraws=redraws, null_draws=null_draws, seed=seed)
    return describe_groupings(asked, found)


def seed_of_groupings(seed: int) -> int:
    """Return the seed of the search, from the seed of its question."""
    return derive_seed(seed, "groupings")


def search(
    asked: AskedQuestion, *, redraws: int, null_draws: int, seed: int
) -> GroupingSearch | Reason:
    """Search for groupings, or say why not: not about company, below 75 %, few pupils, no ties."""
    if not asked.relation.question.about_company:
        return Reason.NOT_ABOUT_COMPANY
    found = search_groupings(
        asked.relation, preset=asked.preset, redraws=redraws, null_draws=null_draws, seed=seed
    )
    return found if found.reason is None else found.reason


def no_groupings(reason: Reason) -> Groupings:
    """Make the record of a search that was not made."""
    return Groupings((), (), None, (), None, (), None, None, 0, reason)


def describe_groupings(asked: AskedQuestion, found: GroupingSearch | Reason) -> Groupings:
    """Make the record of a search: every grouping of two or more, largest first.

    All pupils the search placed are members; those who stay in their grouping in fewer redraws
    than the preset asks for are also listed in `between`, and should be shown as between groups.
    """
    if isinstance(found, Reason):
        return no_groupings(found)
    in_order, relation = asked.sorted_class, asked.relation
    groups = in_order.groups(found.labels, smallest=2)
    inside = np.zeros(len(found.labels), dtype=np.bool_)
    inside[[m for group in groups for m in group]] = True
    unsure = inside & (found.certainty < asked.preset.member_certainty.value)
    order = in_order.in_roster_order
    together = found.co_assignment[np.ix_(order, order)]
    return Groupings(
        groups=tuple(_grouping(in_order, relation, found, group) for group in groups),
        between=in_order.flagged(unsure),
        modularity=found.modularity,
        modularity_by_null=found.by_null,
        agreement=found.agreement,
        co_assignment=tuple(tuple(row) for row in together.tolist()),
        cohesion=found.cohesion,
        cohesion_null=found.cohesion_null,
        n_redraws=found.n_redraws,
    )


def _grouping(
    in_order: SortedClass, relation: Relation, found: GroupingSearch, members: list[int]
) -> Grouping:
    inside = np.zeros(len(found.labels), dtype=np.bool_)
    inside[members] = True
    given, received = relation.named[inside], relation.named[:, inside]
    return Grouping(
        members=in_order.ids(members),
        certainty=tuple(float(found.certainty[m]) for m in members),
        given_inside=int(given[:, inside].sum()),
        given_to_outside=int(given[:, ~inside].sum()),
        received_from_outside=int(received[~inside].sum()),
        closed=not bool(relation.mutual[inside][:, ~inside].any()),
    )

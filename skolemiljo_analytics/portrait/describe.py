"""`describe_class`: every number of one class and round in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from skolemiljo_analytics.doubt.again import answer_again_counted
from skolemiljo_analytics.doubt.exact import unchosen_again
from skolemiljo_analytics.doubt.gates import gate as gate_of
from skolemiljo_analytics.doubt.groupings import GroupingSearch
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.kernels.draws import side_by_side
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.stacks import Counted
from skolemiljo_analytics.metrics.camps import find_split
from skolemiljo_analytics.portrait.across import describe_across, describe_expected
from skolemiljo_analytics.portrait.change import compare_graphs
from skolemiljo_analytics.portrait.figures import class_chances, count_class
from skolemiljo_analytics.portrait.gender import gender_labels, split_by_gender
from skolemiljo_analytics.portrait.groupings import describe_groupings, search, seed_of_groupings
from skolemiljo_analytics.portrait.hiding import hide_reports
from skolemiljo_analytics.portrait.ordering import AskedQuestion, Effort, SortedClass
from skolemiljo_analytics.portrait.power import describe_power
from skolemiljo_analytics.portrait.pupils import PupilShares, view_pupils
from skolemiljo_analytics.portrait.ratings import describe_ratings
from skolemiljo_analytics.portrait.records import (
    Participation,
    RelationPortrait,
    ScalePortrait,
    SocialPortrait,
)
from skolemiljo_analytics.portrait.reports import reporting
from skolemiljo_analytics.portrait.signed import describe_signed
from skolemiljo_analytics.portrait.standing import again_and_resting, patterns_beyond_chance
from skolemiljo_analytics.portrait.structure import describe_structure
from skolemiljo_analytics.portrait.together import describe_together
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import VERSION, BoolArray, QuestionKind, Reason

__all__ = ["describe_class"]

_CLASS_DRAWS = 1000
_CHANCE_FIELDS = {
    "unchosen_chance": "unchosen",
    "without_mutual_chance": "without_mutual",
    "reciprocity_chance": "mutual",
    "gini": "gini",
    "centralization": "centralization",
    "top_share": "top_share",
    "transitivity": "transitivity",
}


def describe_class(
    graph: RelationGraph,
    *,
    scales: tuple[ScalePortrait, ...] = (),
    previous: RelationGraph | None = None,
    previous_scales: tuple[ScalePortrait, ...] = (),
    preset: Preset = DEFAULT_PRESET,
    redraws: int = 5000,
    null_draws: int = 500,
    seed: int | None = None,
) -> SocialPortrait:
    r"""Describe one class in one round: facts with bounds, chance, stability, change.

    Parameters
    ----------
    graph
        Who said what about whom. The order of its pupils changes nothing but the order in the
        portrait.
    scales
        Survey scales of the same round, from `trends.describe_scales`.
    previous, previous_scales
        The class's earlier round; pupils are joined by id. Scales that lack their own earlier
        reading get it from `previous_scales`.
    preset
        The criteria: what "many" and "few" are.
    redraws
        How often the class answers again, for stability.
    null_draws
        How many chance classes the groupings are compared with.
    seed
        Of every draw; by default derived from the answers and the wave, so that the same class
        gives the same numbers, bit for bit, whichever door it came through.

    Returns
    -------
    `SocialPortrait`. Where participation is below a gate the fields it closes are None, empty or
    a `Reading` that says why; facts with their bounds remain.

    References
    ----------
    Methods handbook 10(a), 1.14 (gates), 7.1 (the four kinds of doubt).

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada\nDu > Ada")
    >>> portrait = describe_class(graph, redraws=50)
    >>> [view.received.value for view in portrait.relation("friminutt").pupils]
    [3, 1, 0, 0]
    """
    in_order = SortedClass.of(graph)
    effort = Effort(preset, redraws, null_draws, in_order.seed if seed is None else seed)
    asked = in_order.graph.relations
    described = side_by_side(lambda r: _describe_relation(in_order, r, effort), asked)
    relations = tuple(hide_reports(relation) for relation in described)
    gates = {r.key: r.participation.gate for r in relations}
    return SocialPortrait(
        class_id=graph.class_id,
        wave=graph.wave,
        held_on=graph.held_on,
        purpose=graph.purpose,
        preset=preset.name,
        preset_version=preset.version,
        version=VERSION,
        seed=effort.seed,
        pupils=graph.pupils,
        relations=relations,
        scales=_with_previous(scales, previous_scales, previous),
        changes=() if previous is None else compare_graphs(previous, graph),
        previous_wave="" if previous is None else previous.wave,
        together=describe_together(in_order, gates),
        signed=describe_signed(in_order, relations, effort, reported=_reported(previous)),
        power=describe_power(in_order, relations, preset=preset),
        ratings=describe_ratings(in_order, relations, effort),
        across=describe_across(in_order, relations, effort),
        expected=describe_expected(in_order, relations, effort),
    )


def _reported(previous: RelationGraph | None) -> dict[str, int]:
    """How many named somebody the round before, on each question about harm."""
    asked = () if previous is None else previous.of_kind(QuestionKind.BULLYING)
    return {relation.key: reporting(relation) for relation in asked}


@dataclass(frozen=True)
class _Redraws:
    """The class answering again within days; None where nobody answered."""

    short: BoolArray | None = None
    counted: Counted | None = None


def _describe_relation(
    in_order: SortedClass, relation: Relation, effort: Effort
) -> RelationPortrait:
    seed, preset = derive_seed(effort.seed, relation.key), effort.preset
    participation = _participation(relation, preset)
    asked = AskedQuestion(in_order, relation, participation.gate, preset)
    drawn = _redraw(asked, effort, seed)
    figures = _figures(asked, drawn.counted, seed)
    found = search(
        asked,
        redraws=effort.redraws,
        null_draws=effort.null_draws,
        seed=seed_of_groupings(seed),
    )
    return RelationPortrait(
        question=relation.question,
        participation=participation,
        pupils=view_pupils(asked, _shares(relation, drawn, preset)),
        **vars(count_class(relation)),
        **figures,
        **vars(describe_structure(asked, drawn.short)),
        split=_split(asked, found),
        groupings=describe_groupings(asked, found),
    )


def _split(asked: AskedQuestion, found: GroupingSearch | Reason) -> str:
    """Tell whether the class parts; without a search by the parts of the mutual choices."""
    relation = asked.relation
    if not asked.may_conclude or not relation.question.about_company:
        return "none"
    labels = components(relation.mutual) if isinstance(found, Reason) else found.labels
    return find_split(relation, labels, asked.preset)


def _figures(asked: AskedQuestion, redraws: Counted | None, seed: int) -> dict[str, Any]:
    """Class figures against chance, and how they stand: fields of `RelationPortrait` by name."""
    relation, genders = asked.relation, asked.sorted_class.graph.genders
    chances = class_chances(relation, draws=_CLASS_DRAWS, seed=seed)
    own = derive_seed(seed, "gender")
    gender = split_by_gender(relation, genders, draws=_CLASS_DRAWS, seed=own)
    beyond = patterns_beyond_chance(relation, chances, gender.ei)
    labels = gender_labels(genders)
    again, resting = again_and_resting(relation, labels, beyond, redraws)
    fields = {field: chances.get(key) for field, key in _CHANCE_FIELDS.items()}
    return fields | {"gender": gender, "again": again, "resting_on_one": resting}


def _participation(relation: Relation, preset: Preset) -> Participation:
    n_asked, n_answered = len(relation.answered), int(relation.answered.sum())
    named = relation.named.any(axis=1)
    elsewhere = named if relation.outside is None else named | relation.outside
    nobody = int((relation.answered & ~elsewhere).sum())
    return Participation(n_asked, n_answered, nobody, gate_of(n_asked, n_answered, preset))


def _redraw(asked: AskedQuestion, effort: Effort, seed: int) -> _Redraws:
    if not asked.may_conclude:
        return _Redraws()
    relation, preset = asked.relation, effort.preset
    labels = gender_labels(asked.sorted_class.graph.genders)
    short, counted = answer_again_counted(
        relation,
        labels,
        keep=preset.keep_short.value,
        draws=effort.redraws,
        seed=derive_seed(seed, "short"),
        lend=True,  # all that is read of them is read before the next question of this thread
    )
    return _Redraws(short, counted)


def _shares(relation: Relation, drawn: _Redraws, preset: Preset) -> PupilShares:
    if drawn.counted is None:
        return PupilShares()
    return PupilShares(
        unchosen_short=unchosen_again(relation, keep=preset.keep_short.value),
        unchosen_term=unchosen_again(relation, keep=preset.keep_term.value),
        without_mutual=(drawn.counted.mutual == 0).mean(axis=0),
        single_mutual=(drawn.counted.mutual <= 1).mean(axis=0),
    )


def _with_previous(
    scales: tuple[ScalePortrait, ...],
    before: tuple[ScalePortrait, ...],
    previous: RelationGraph | None,
) -> tuple[ScalePortrait, ...]:
    earlier = {scale.key: scale for scale in before}
    wave = "" if previous is None else previous.wave
    return tuple(
        replace(scale, previous=earlier[scale.key].mean, previous_wave=wave)
        if scale.previous is None and scale.key in earlier
        else scale
        for scale in scales
    )

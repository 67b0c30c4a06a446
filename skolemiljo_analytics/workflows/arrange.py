"""Use case: groups, partners, tables and seats for one class, from its answers and your rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skolemiljo_analytics.arrangements.groups import even_sizes, partner_sizes
from skolemiljo_analytics.arrangements.records import (
    FOCUS_GOALS,
    Arrangement,
    ArrangementKind,
    Focus,
    Groups,
    Request,
    Rule,
)
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.vocabulary import Language, Polarity, PupilId, QuestionKind, Role
from skolemiljo_analytics.wording import Labels, get_translator
from skolemiljo_analytics.wording.arrangements import say_goal

if TYPE_CHECKING:
    import pandas as pd

    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = [
    "FOCUSES",
    "USUAL_SIZE",
    "GroupWish",
    "called",
    "find_questions",
    "find_request",
    "make_request",
    "tabulate_alternatives",
    "tabulate_groups",
    "usual_question",
]

USUAL_SIZE = {
    ArrangementKind.TABLES: 4,
    ArrangementKind.GROUPS: 4,
    ArrangementKind.PARTNERS: 2,
    ArrangementKind.PLAY: 5,
    ArrangementKind.SEATS: 2,
}
FOCUSES = {
    kind: tuple(
        one for one in Focus if kind is not ArrangementKind.SEATS or one is not Focus.FEW_MOVES
    )
    for kind in ArrangementKind
}
"""What may matter most, by kind: seats are not kept, so that nobody always sits in front."""
_ABOUT_COMPANY = (QuestionKind.WORK, QuestionKind.COMPANY)
_EFFORT = 6.0


@dataclass(frozen=True)
class GroupWish:
    """What the teacher asks for.

    Attributes
    ----------
    kind
        What the groups are for.
    question
        Key of the question whose answers are the wishes.
    size
        Members a group; pairs when 2, with one group of three when the class is odd.
    sizes
        Exact sizes, mixed if wanted; empty for as even as `size` allows.
    rules
        The teacher's rules.
    contact
        Contact mode: more groupings meet in each group, when an adult is near.
    focus
        What matters most, after that everybody has somebody to be with.
    room
        The room, for seats; what is asked about sizes is then left aside.
    """

    kind: ArrangementKind
    question: str
    size: int
    sizes: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()
    contact: bool = False
    focus: Focus = Focus.USUAL
    room: Room | None = None

    def sizes_for(self, n: int) -> tuple[int, ...]:
        """Return the sizes for *n* pupils; none for seats."""
        if self.room is not None:
            return ()
        if self.sizes:
            return self.sizes
        return partner_sizes(n) if self.size == 2 else even_sizes(n, self.size)

    def with_rules(self, rules: tuple[Rule, ...]) -> GroupWish:
        """Return the same wish under these rules."""
        return replace(self, rules=rules)


def find_questions(graph: RelationGraph) -> tuple[Relation, ...]:
    """Return the questions groups may be made from: positive ones about being or working together.

    Answers to other questions (whose ideas the class follows, say) were given for something else.
    """
    return tuple(
        relation
        for relation in graph.of_kind(*_ABOUT_COMPANY)
        if relation.question.polarity is Polarity.POSITIVE
    )


def usual_question(questions: Sequence[Relation], kind: ArrangementKind) -> str:
    """Return the key of the question that fits a kind best; the first where none does."""
    wanted = QuestionKind.COMPANY if kind is ArrangementKind.PLAY else QuestionKind.WORK
    return next((r.key for r in questions if r.question.kind is wanted), questions[0].key)


def make_request(
    graph: RelationGraph,
    portrait: SocialPortrait,
    wish: GroupWish,
    earlier: tuple[Groups, ...] = (),
) -> Request:
    """Return what to solve: the answers, groupings as the portrait found them, earlier groups.

    Groupings count only where the class has more than chance would give (`Groupings.modularity`).
    """
    return Request(
        graph.pupils,
        wish.sizes_for(len(graph)),
        graph.relation(wish.question),
        rules=wish.rules,
        goals=FOCUS_GOALS[wish.focus],
        genders=graph.genders,
        groupings=_labels(graph, portrait, wish.question),
        earlier=earlier,
        contact=wish.contact,
        effort=_EFFORT,
        room=wish.room,
    )


def _labels(graph: RelationGraph, portrait: SocialPortrait, question: str) -> tuple[int, ...]:
    found = next((r.groupings for r in portrait.relations if r.key == question), None)
    chance = None if found is None else found.modularity
    if found is None or chance is None or chance.p > 0.05:
        return ()
    between = set(found.between)
    at = {p: k for k, one in enumerate(found.groups) for p in one.members if p not in between}
    return tuple(at.get(pupil, -1) for pupil in graph.pupils)


def find_request(
    workspace: Workspace, role: Role, class_id: str, round_key: str, *, wish: GroupWish
) -> Request:
    """Return what to solve for a class in the store, beside the groups kept before.

    Raises
    ------
    AccessDeniedError
        If the role may not see the class's answers.
    """
    graph = workspace.graph(role, class_id, round_key)
    portrait = workspace.portrait(role, class_id, round_key)
    earlier = tuple(one.groups for one in workspace.kept_groups(role, class_id))
    return make_request(graph, portrait, wish, earlier)


def tabulate_alternatives(
    found: Sequence[Arrangement], request: Request, language: Language = Language.NB
) -> pd.DataFrame:
    """Return how far each proposal meets each goal: a row a goal, a column a proposal."""
    import pandas as pd

    say = get_translator(language)
    texts = [{r.goal: say_goal(r, request, language) for r in one.results} for one in found]
    rows = [(texts[0][goal].title, *(text[goal].reached for text in texts)) for goal in texts[0]]
    numbers = (say("groups.alternative", number=k) for k in range(1, len(found) + 1))
    return pd.DataFrame(rows, columns=[say("groups.aim"), *numbers])


def tabulate_groups(
    groups: Groups, label: Labels, language: Language = Language.NB
) -> pd.DataFrame:
    """Return who is in which group, in alphabetical order within each; nothing about any choice."""
    import pandas as pd

    say = get_translator(language)
    rows = [
        (say("groups.group", number=number), name)
        for number, members in enumerate(groups, start=1)
        for name in called(members, label)
    ]
    return pd.DataFrame(rows, columns=[say("groups.group", number="").strip(), say("groups.pupil")])


def called(members: Sequence[PupilId], label: Labels) -> list[str]:
    """Return what the members are called, in alphabetical order."""
    return sorted(map(label, members))

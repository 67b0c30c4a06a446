"""`RelationGraph`, the one container: who said what about whom, in one round of one class.

Rows name columns. The roster decides who exists; a silent row is unknown, not empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.errors import (
    InvalidGraphError,
    NotAvailableError,
    UnknownRelationError,
    UnlawfulQuestionError,
)
from skolemiljo_analytics.graph.relation import Relation, relation_of, require
from skolemiljo_analytics.tables.records import NominationRound, Question, Roster
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    BoolArray,
    Gender,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
    Reason,
)

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["RelationGraph"]


@dataclass(frozen=True, eq=False, repr=False)
class RelationGraph:
    r"""One class in one round: pupils, and one `Relation` per question about classmates.

    Frozen: "changing" returns a new graph. No names, no results, no drawer for extras.

    Attributes
    ----------
    pupils
        Opaque ids in roster order.
    relations
        One per question.
    wave, held_on, purpose
        The round's key (``2025-10``), date and purpose.
    class_id
        The class the pupils belong to.
    genders
        As the class list gives it, None where it does not.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada\nCai >")
    >>> graph
    <RelationGraph 3 pupils · friminutt: 3 answered, 3 choices>
    >>> graph.named("friminutt").sum(axis=0).tolist()
    [1, 1, 1]
    """

    pupils: tuple[PupilId, ...]
    relations: tuple[Relation, ...]
    wave: str = ""
    held_on: date | None = None
    purpose: Purpose = Purpose.PREVENTIVE
    class_id: str = ""
    genders: tuple[Gender | None, ...] = ()

    def __post_init__(self) -> None:
        """Check sizes, unique ids and the law."""
        n = len(self.pupils)
        require(len(set(self.pupils)) == n, "unique pupil ids", "an id twice")
        keys = self.asked
        require(len(set(keys)) == len(keys), "unique relation keys", ", ".join(keys))
        if not self.genders:
            object.__setattr__(self, "genders", (None,) * n)
        require(len(self.genders) == n, f"{n} genders", str(len(self.genders)))
        for relation in self.relations:
            size = len(relation.answered)
            require(size == n, f"relations of {n} pupils", f"{relation.key} of {size}")
            negative = relation.question.polarity is Polarity.NEGATIVE
            if negative and self.purpose is Purpose.PREVENTIVE:
                raise UnlawfulQuestionError(relation.question.text or relation.key, self.purpose)

    # -- reading ---------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Count the pupils."""
        return len(self.pupils)

    def __repr__(self) -> str:
        """Tell the truth at a glance."""
        parts = [f"{len(self)} pupils"]
        for r in self.relations:
            most = f" (max {r.limit})" if r.limit else ""
            parts.append(f"{r.key}: {r.answered.sum()} answered, {r.named.sum()} choices{most}")
        return f"<RelationGraph {' · '.join(parts)}>"

    @property
    def asked(self) -> tuple[str, ...]:
        """Keys of the relations, in the order asked."""
        return tuple(r.key for r in self.relations)

    @property
    def drawn(self) -> tuple[str, ...]:
        """Keys of the relations that may be drawn and listed pupil by pupil.

        Choices of company first, since a map opens with the first of them and shows who belongs
        together; then ratings of company, then the rest; within each in the order asked.
        """
        shown = (r for r in self.relations if r.question.shown_by_pupil)
        return tuple(r.key for r in sorted(shown, key=_opens_last))

    def first_drawn(self) -> str:
        """Return the relation that a map opens with, the first of those that may be drawn.

        Raises
        ------
        NotAvailableError
            If there is none.
        """
        if not self.drawn:
            raise NotAvailableError(Reason.NOT_ASKED)
        return self.drawn[0]

    def relation(self, key: str) -> Relation:
        """Return the relation called `key`.

        Raises
        ------
        UnknownRelationError
            If the class was not asked about it.
        """
        for relation in self.relations:
            if relation.key == key:
                return relation
        raise UnknownRelationError(key, self.asked)

    def of_kind(self, *kinds: QuestionKind) -> tuple[Relation, ...]:
        """Return the relations of these kinds, in the order asked."""
        return tuple(r for r in self.relations if r.question.kind in kinds)

    def named(self, key: str) -> BoolArray:
        """Boolean (n, n): row names column. Raises `UnknownRelationError`."""
        return self.relation(key).named

    def mutual(self, key: str) -> BoolArray:
        """Boolean (n, n), symmetric: both named each other. Raises `UnknownRelationError`."""
        return self.relation(key).mutual

    def answered(self, key: str) -> BoolArray:
        """Boolean (n,): who answered. Raises `UnknownRelationError`."""
        return self.relation(key).answered

    def negative(self, key: str, *, filled: bool = False) -> Relation:
        """Return a negative question, or the whole scale of a rating, where the law allows it.

        The low end of a rating with names on it is a named negative answer; in a preventive round
        only the top of the scale is read about a pupil.

        Parameters
        ----------
        filled
            Whether somebody must have been named: an empty layer is no background to anything.

        Raises
        ------
        NotAvailableError
            `Reason.UNLAWFUL` in a preventive round (forskrift til opplæringslova § 20-5);
            `Reason.NOBODY_ANSWERED` or `Reason.NO_TIES` where it must be filled and is not.
        UnknownRelationError
            If the class was not asked about it.
        """
        if self.purpose is Purpose.PREVENTIVE:
            raise NotAvailableError(Reason.UNLAWFUL)
        relation = self.relation(key)
        if filled and not relation.answered.any():
            raise NotAvailableError(Reason.NOBODY_ANSWERED)
        if filled and not relation.named.any():
            raise NotAvailableError(Reason.NO_TIES)
        return relation

    def position(self, pupil: PupilId) -> int:
        """Return the pupil's place in the arrays.

        Raises
        ------
        InvalidGraphError
            If the pupil is not in the class.
        """
        try:
            return self.pupils.index(pupil)
        except ValueError:
            raise InvalidGraphError(
                "a pupil of this class", "an id that is not on the list"
            ) from None

    # -- changing returns a new one --------------------------------------------------------------

    def without(self, pupils: Iterable[PupilId]) -> RelationGraph:
        """Return the class as it looks past these pupils: their choices, and others' of them."""
        away = set(pupils)
        return self.take([i for i, p in enumerate(self.pupils) if p not in away])

    def take(self, order: Sequence[int]) -> RelationGraph:
        """Return the class with the pupils at these positions, in this order."""
        return replace(
            self,
            pupils=tuple(self.pupils[i] for i in order),
            genders=tuple(self.genders[i] for i in order),
            relations=tuple(r.take(order) for r in self.relations),
        )

    # -- named constructors ----------------------------------------------------------------------

    @classmethod
    def from_round(cls, roster: Roster, answers: NominationRound) -> RelationGraph:
        """Build the graph of one round: the roster of that day decides who exists.

        Choices of pupils who are not on that day's roster are left out (the readers have reported
        them). Ratings become choices in the top box of the scale.
        """
        today = roster.on(answers.held_on)
        at = {pupil: i for i, pupil in enumerate(today.ids)}
        relations = [relation_of(q, at, answers) for q in answers.questions if q.names_pupils]
        return cls(
            pupils=today.ids,
            relations=tuple(relations),
            wave=answers.key,
            held_on=answers.held_on,
            purpose=answers.purpose,
            class_id=roster.class_id,
            genders=tuple(e.gender for e in today.pupils),
        )

    @classmethod
    def from_lines(
        cls,
        drawing: str,
        *,
        relation: str = "friminutt",
        limit: int | None = None,
        genders: str = "",
    ) -> RelationGraph:
        r"""Draw a class for examples and tests: ``Ada > Bo Cai`` is Ada naming Bo and Cai.

        A pupil with a line answered (``Cai >`` answered "nobody"); a pupil who is only named was
        silent. `genders` is one letter a pupil (g, b or -) in order of first appearance.

        Examples
        --------
        >>> RelationGraph.from_lines("Ada > Bo\nBo > Ada").pupils
        ('Ada', 'Bo')
        """
        rows = [line.split(">") for line in drawing.splitlines() if ">" in line]
        said = {head.strip(): tail.split() for head, tail in rows}
        order = list(dict.fromkeys([*said, *(name for names in said.values() for name in names)]))
        at = {name: i for i, name in enumerate(order)}
        named = np.zeros((len(order), len(order)), dtype=np.bool_)
        for name, others in said.items():
            named[at[name], [at[o] for o in others]] = True
        letters = {"g": Gender.GIRL, "b": Gender.BOY, "-": None}
        question = Question(relation, relation, QuestionKind.COMPANY, limit=limit)
        answered = np.array([name in said for name in order], dtype=np.bool_)
        one = Relation(question, named, answered, ~np.eye(len(order), dtype=np.bool_))
        return cls(
            tuple(PupilId(p) for p in order), (one,), genders=tuple(letters[g] for g in genders)
        )

    @classmethod
    def from_frame(
        cls,
        choices: pd.DataFrame,
        roster: Sequence[str],
        *,
        answered: Mapping[str, Iterable[str]] | None = None,
        questions: Iterable[Question] = (),
        genders: Sequence[Gender | None] = (),
        wave: str = "",
        purpose: Purpose = Purpose.PREVENTIVE,
    ) -> RelationGraph:
        """Build a graph from a long table with columns ``source, target, relation`` (and ``rank``).

        Parameters
        ----------
        choices
            One row a choice. Choices of oneself and repeats are dropped.
        roster
            Every pupil, in order; an edge list loses the one nobody names.
        answered
            Relation to those who answered. By default everyone on the roster did: say otherwise
            where somebody was silent.
        questions
            What was asked; by default one positive company question a relation.

        Raises
        ------
        InvalidGraphError
            If a choice is of, or by, somebody who is not on the roster.
        """
        at = {PupilId(p): i for i, p in enumerate(roster)}
        known = {q.key: q for q in questions}
        keys = list(known) or list(dict.fromkeys(choices["relation"]))
        relations = []
        for key in keys:
            rows = choices[choices["relation"] == key]
            question = known.get(key) or Question(key, key, QuestionKind.COMPANY)
            named = np.zeros((len(at), len(at)), dtype=np.bool_)
            ranks = np.zeros((len(at), len(at)), dtype=np.int64)
            for row in rows.itertuples(index=False):
                source, target = at.get(PupilId(str(row.source))), at.get(PupilId(str(row.target)))
                require(
                    source is not None and target is not None, "pupils on the roster", "another"
                )
                if source is not None and target is not None and source != target:
                    named[source, target] = True
                    ranks[source, target] = int(getattr(row, "rank", 0) or 0)
            who = None if answered is None else set(answered.get(key, ()))
            did = np.array([who is None or p in who for p in roster], dtype=np.bool_)
            relations.append(
                Relation(
                    question,
                    named,
                    did,
                    ~np.eye(len(at), dtype=np.bool_),
                    ranks if ranks.any() else None,
                )
            )
        return cls(tuple(at), tuple(relations), wave=wave, purpose=purpose, genders=tuple(genders))

    # -- exports ---------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """Return every choice, one row each: ``source, target, relation, rank`` (rank 0: none)."""
        import pandas as pd

        rows = []
        for r in self.relations:
            for i, j in np.argwhere(r.named):
                rank = 0 if r.ranks is None else int(r.ranks[i, j])
                rows.append((self.pupils[i], self.pupils[j], r.key, rank))
        return pd.DataFrame(rows, columns=["source", "target", "relation", "rank"])

    def to_networkx(self) -> nx.MultiDiGraph:
        """Return a `networkx.MultiDiGraph`; silence and questions travel as graph attributes."""
        import networkx as nx

        out: nx.MultiDiGraph = nx.MultiDiGraph(wave=self.wave, class_id=self.class_id)
        for pupil, gender in zip(self.pupils, self.genders, strict=True):
            silent = [r.key for r in self.relations if not r.answered[self.position(pupil)]]
            out.add_node(pupil, gender=gender or "", silent=" ".join(silent))
        for source, target, relation, rank in self.to_frame().itertuples(index=False):
            out.add_edge(source, target, key=relation, relation=relation, rank=rank)
        return out

    def to_graphml(self) -> str:
        """Return the class as GraphML text, silence included, without names."""
        import networkx as nx

        return "\n".join(nx.generate_graphml(self.to_networkx()))


def _opens_last(relation: Relation) -> int:
    """Order what may be drawn: choices of company, ratings of company, other matters."""
    if not relation.question.about_company:
        return 2
    return int(relation.question.form is AnswerForm.RATING)

"""Who chose whom as a matrix, ordered by grouping."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.axes import new_axes
from skolemiljo_analytics.views.captions import describe_map, find_notes
from skolemiljo_analytics.views.drawing import label_pupils
from skolemiljo_analytics.views.labels import Labeller
from skolemiljo_analytics.views.question import QuestionView, Tie, TieKind, view_question
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording import get_translator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["describe_matrix", "plot_matrix"]


def plot_matrix(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    ax: Axes | None = None,
    labeller: Labeller | None = None,
    portrait: SocialPortrait | None = None,
    language: Language | str = Language.NB,
) -> Axes:
    r"""Draw who chose whom: a row is one pupil's answers.

    Filled squares are mutual choices, dots choices that were not returned, open dots choices of
    pupils who did not answer; the row of a pupil who did not answer is grey. Pupils stand by
    grouping where the portrait has any, otherwise in roster order; never by a number.

    Parameters
    ----------
    graph
        The class.
    relation
        The question; by default the first one asked.
    ax
        Where to draw; by default on a new figure.
    labeller
        What stands beside a pupil; by default numbers, never names.
    portrait
        Gives groupings and readings.
    language
        Language of the words.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada Cai\nCai >")
    >>> plot_matrix(graph).get_title(loc="left")
    'Hvem valgte hvem: friminutt'
    """
    view = view_question(graph, relation, portrait)
    say = get_translator(language)
    labels = label_pupils(graph, labeller, language, named=view.may_name)
    order, borders = _order(view)
    at = {pupil: i for i, pupil in enumerate(order)}
    side = 2.2 + 0.26 * len(order)
    ax = ax or new_axes(side + 0.6, side + 0.9)
    _draw_ground(ax, view, at, borders)
    for tie in view.ties:
        _draw_tie(ax, tie, at)
    _name_sides(ax, [labels[p] for p in order])
    ax.set_title(
        say("views.matrix.title", question=view.text), loc="left", fontsize=12, fontweight="bold"
    )
    words = " ".join([say("views.matrix.reading"), *find_notes(view, say)])
    reading = textwrap.fill(words, 40 + 2 * len(order))
    ax.set_xlabel(f"{say('views.matrix.chosen')}\n\n{reading}", color=palette.INK)
    ax.set_ylabel(say("views.matrix.chooses"), color=palette.INK)
    return ax


def describe_matrix(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    portrait: SocialPortrait | None = None,
    language: Language | str = Language.NB,
) -> str:
    """Return the text alternative of `plot_matrix`; it names nobody."""
    view = view_question(graph, relation, portrait)
    say = get_translator(language)
    title = say("views.matrix.title", question=view.text)
    notes = " ".join(find_notes(view, say))
    return f"{title}. {describe_map(view, say)} {say('views.matrix.reading')} {notes}"


def _order(view: QuestionView) -> tuple[list[PupilId], list[int]]:
    """Return pupils by grouping, and where one grouping ends and the next begins."""
    place = {p: i for i, p in enumerate(view.pupils)}
    order: list[PupilId] = []
    borders = []
    for members in view.groups.members:
        order.extend(sorted(members, key=place.__getitem__))
        borders.append(len(order))
    grouped = set(order)
    return order + [p for p in view.pupils if p not in grouped], borders


def _draw_ground(
    ax: Axes, view: QuestionView, at: Mapping[PupilId, int], borders: list[int]
) -> None:
    from matplotlib.patches import Rectangle

    n = len(at)
    ax.set(xlim=(0, n), ylim=(n, 0), aspect="equal")
    for pupil in view.silent:
        ax.add_patch(Rectangle((0, at[pupil]), n, 1, color=palette.CHANCE, linewidth=0))
    for i in range(n):
        ax.add_patch(Rectangle((i, i), 1, 1, color=palette.FADED, linewidth=0))
    for i in range(1, n):
        colour, width = (palette.QUIET, 1.4) if i in borders else (palette.GRID, 0.6)
        ax.axhline(i, color=colour, linewidth=width)
        ax.axvline(i, color=colour, linewidth=width)


def _draw_tie(ax: Axes, tie: Tie, at: Mapping[PupilId, int]) -> None:
    from matplotlib.patches import Circle, Patch, Rectangle

    row, column = at[tie.source], at[tie.target]
    if tie.kind is TieKind.MUTUAL:
        for x, y in ((column, row), (row, column)):
            ax.add_patch(Rectangle((x + 0.14, y + 0.14), 0.72, 0.72, color=palette.MUTUAL))
        return
    open_one = tie.kind is TieKind.OPEN
    dot: Patch = Circle((column + 0.5, row + 0.5), 0.2)
    dot.set(facecolor="white" if open_one else palette.ONE_WAY, edgecolor=palette.ONE_WAY)
    ax.add_patch(dot)


def _name_sides(ax: Axes, labels: list[str]) -> None:
    middles = [i + 0.5 for i in range(len(labels))]
    ax.set_xticks(middles, labels, rotation=90, fontsize=8, parse_math=False)
    ax.set_yticks(middles, labels, fontsize=8, parse_math=False)
    ax.tick_params(length=0, colors=palette.INK)
    ax.spines[:].set_visible(False)

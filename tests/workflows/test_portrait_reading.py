"""Who answered, in short: from the question fewest answered to the one most did."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from skolemiljo_analytics.portrait.records import Participation
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.vocabulary import Gate
from skolemiljo_analytics.workflows.portrait_reading import PortraitReading


def reading(*answered: tuple[int, int, Gate]) -> PortraitReading:
    label = NameLabeller({})
    asked = tuple(("Q", Participation(of, n, 0, gate)) for n, of, gate in answered)
    return PortraitReading(asked, (), (), MappingProxyType({}), MappingProxyType({}), label, label)


@pytest.mark.parametrize("turned", [False, True])
def test_least_and_most_answered_are_shares_not_counts(turned: bool) -> None:
    questions = [(18, 20, Gate.EVERYTHING), (19, 26, Gate.CLASS_ONLY)]
    read = reading(*(reversed(questions) if turned else questions))
    assert (read.least_answered.n_answered, read.most_answered.n_answered) == (19, 18)


def test_the_lowest_gate_is_counted_over_all_questions() -> None:
    read = reading(
        (25, 26, Gate.EVERYTHING), (21, 26, Gate.WITH_BOUNDS), (22, 26, Gate.WITH_BOUNDS)
    )
    assert read.n_at_lowest_gate == 2
    assert reading((25, 26, Gate.EVERYTHING)).n_at_lowest_gate == 1

"""Whether accepted definitions agree, as a result of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt.agreement import Agreement, agreement_on
from skolemiljo_analytics.findings import find_all
from skolemiljo_analytics.vocabulary import FindingCode
from tests.findings.classes import camps, graph_of, portrait_of


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.sampled_from([True, False, None])))
def test_every_answer_is_told_once_and_in_order(answers: dict[str, bool | None]) -> None:
    found = agreement_on(answers)
    assert [*found.yes, *found.no, *found.undefined].sort() == list(answers).sort()
    assert found.yes == tuple(code for code, answer in answers.items() if answer is True)
    assert found.agree + len(found.no) == found.of <= len(answers)
    assert found.share is None or 0 <= found.share <= 1


def test_where_nothing_is_defined_there_is_no_share() -> None:
    assert agreement_on({"a": None}).share is None
    assert agreement_on({}) == Agreement()


def test_the_findings_tell_which_definitions_agree() -> None:
    portrait = portrait_of(graph_of(24, {"friminutt": camps()}))
    by_code = {f.code: f.doubt for f in find_all(portrait)}
    split = by_code[FindingCode.SPLIT_GROUPINGS]
    assert split.definitions == Agreement(("modularity", "map_equation", "camps"))
    assert (split.agree, split.of) == (3, 3)
    closed = by_code[FindingCode.CLOSED_GROUP].definitions
    assert closed == Agreement(("component", "search"), ("subgroup",))

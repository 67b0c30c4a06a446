from skolemiljo_analytics.names import NameKey, PersonName
from skolemiljo_analytics.views.labels import (
    BRACKET,
    HiddenLabeller,
    NameLabeller,
    PseudonymLabeller,
)
from tests.views.examples import NAMES, ids, key_of, small


def test_a_pseudonym_follows_the_list_and_not_the_picture() -> None:
    label = PseudonymLabeller(ids("x", "y", "z"))
    assert [label(p) for p in ids("z", "x")] == ["Elev 3", "Elev 1"]


def test_somebody_off_the_list_is_another_pupil_in_the_reader_s_language() -> None:
    assert PseudonymLabeller((), "nn")(*ids("x")) == "Ein annan elev"


def test_names_are_shown_where_they_may_be() -> None:
    graph = small()
    label = NameLabeller(key_of(graph))
    assert [label(p) for p in graph.pupils] == NAMES[:6]


def test_a_protected_pupil_is_never_named() -> None:
    graph = small()
    label = NameLabeller(key_of(graph), protected=ids("p2"))
    assert label(*ids("p2")) == "Elev 2"
    assert label(*ids("p1")) == NAMES[0]


def test_brackets_win_over_name_and_number() -> None:
    graph = small()
    hidden = ids("p2", "p3")
    label = NameLabeller(key_of(graph), protected=ids("p3"), bracketed=hidden)
    assert [label(p) for p in hidden] == [BRACKET, BRACKET]
    assert PseudonymLabeller(graph.pupils, bracketed=hidden)(hidden[0]) == BRACKET


def test_a_hidden_labeller_says_nothing() -> None:
    assert HiddenLabeller()(*ids("p1")) == ""


def test_no_repr_holds_a_name() -> None:
    label = NameLabeller(key_of(small()))
    assert not any(name in repr(label) for name in NAMES)


def test_a_pupil_left_out_of_the_key_has_the_number_of_the_list() -> None:
    graph = small()
    key = NameKey.from_pairs((p, n) for p, n in key_of(graph).items() if p != "p4")
    assert NameLabeller(key, pupils=graph.pupils)(*ids("p4")) == "Elev 4"
    assert NameLabeller(key)(*ids("p4")) == "En annen elev"


def test_two_of_the_very_same_name_are_told_apart_by_their_number_on_the_list() -> None:
    same = PersonName("Berg", "Ada")
    key = NameKey.from_pairs([("x1", same), ("x2", PersonName("Li", "Bo")), ("x3", same)])
    label = NameLabeller(key, pupils=("x0", "x1", "x2", "x3"))
    assert [label(p) for p in key] == ["Ada Berg (Elev 2)", "Bo", "Ada Berg (Elev 4)"]
    whole = NameLabeller(key, whole=True, language="en")
    assert [whole(p) for p in key] == ["Ada Berg (Pupil 1)", "Bo Li", "Ada Berg (Pupil 3)"]
    assert NameLabeller(key, protected={"x1"})("x1") == "Elev 1"

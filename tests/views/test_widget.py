from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.views.widget import ClassMap
from tests.views.examples import NAMES, ids, key_of, small


def test_a_widget_holds_the_data_and_the_selection_apart() -> None:
    widget = ClassMap(small(), selected=ids("p2")[0])
    assert widget.selected == "p2"
    assert widget.question == "friminutt"
    assert "selected" not in widget.data
    assert len(widget.data["pupils"]) == 6


def test_nothing_is_selected_unless_asked_for() -> None:
    assert ClassMap(small()).selected is None


def test_a_widget_s_repr_names_nobody() -> None:
    graph = small()
    widget = ClassMap(graph, labeller=NameLabeller(key_of(graph)))
    assert repr(widget) == "<ClassMap of 6 pupils · friminutt>"
    assert NAMES[0] in str(widget.data)

from dataclasses import replace

import pytest

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.names import NameKey, PersonName
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import ScalePortrait, SocialPortrait
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.views.labels import HiddenLabeller, NameLabeller, PseudonymLabeller
from skolemiljo_analytics.views.tables import (
    in_order,
    scale_title,
    tabulate_choices,
    tabulate_groupings,
    tabulate_participation,
    tabulate_pupils,
    tabulate_scales,
)
from skolemiljo_analytics.vocabulary import PupilId, Reason
from tests.views.examples import few_answered, ids, portrait_of_camps, small, two_camps

TRIVSEL = Question("trivsel", "Jeg trives i klassen")


def portrait_of(graph: RelationGraph) -> SocialPortrait:
    return describe_class(graph, redraws=50, null_draws=50)


def scale(mean: Reading, counts: tuple[int, ...] = (0, 1, 4, 9, 6)) -> ScalePortrait:
    half_width = 0.31 if counts else None
    return ScalePortrait("trivsel", (TRIVSEL,), 1, 5, mean, counts, 22, 20, half_width)


def test_the_three_kinds_of_nothing_have_their_own_words() -> None:
    table = tabulate_pupils(portrait_of(small())).set_index("Elev")
    assert table.loc["Elev 5", "Valgte"] == "svarte «ingen»"
    assert table.loc["Elev 6", "Valgte"] == "svarte ikke"
    assert table.loc["Elev 5", "Valgt av"] == "0–1"


def test_what_silence_could_change_is_written_with_bounds() -> None:
    table = tabulate_pupils(portrait_of(small())).set_index("Elev")
    assert table.loc["Elev 1", "Valgt av"] == "2–3"
    assert table.loc["Elev 6", "Valgt av"] == "1"


def test_choices_say_what_the_map_shows() -> None:
    table = tabulate_choices(small()).set_index("Elev")
    assert table.loc["Elev 1"].tolist() == ["Elev 2", "Elev 2, Elev 3", "Elev 2, Elev 4"]
    assert table.loc["Elev 5"].tolist() == ["ingen", "svarte «ingen»", "ingen av dem som svarte"]
    assert table.loc["Elev 6"].tolist() == ["svarte ikke", "svarte ikke", "Elev 3"]


def test_with_few_answers_the_table_shows_mutual_choices_only() -> None:
    table = tabulate_choices(few_answered(two_camps(), 12))
    assert list(table.columns) == ["Elev", "Gjensidig med"]


def test_with_fewer_still_no_pupil_is_tabulated() -> None:
    graph = few_answered(two_camps(), 9)
    with pytest.raises(NotAvailableError) as refusal:
        tabulate_choices(graph)
    assert refusal.value.reason is Reason.PARTICIPATION
    with pytest.raises(NotAvailableError):
        tabulate_pupils(portrait_of(graph))


def test_order_follows_the_alphabet_and_never_a_number() -> None:
    names = ["Åse", "Bo", "Ægir", "Ada", "Øyvind", "Zara"]
    graph = small()
    key = NameKey.from_pairs(
        (p, PersonName("X", n)) for p, n in zip(graph.pupils, names, strict=True)
    )
    label = NameLabeller(key)
    expected = ["Ada", "Bo", "Zara", "Ægir", "Øyvind", "Åse"]
    assert tabulate_choices(graph, labeller=label)["Elev"].tolist() == expected
    assert tabulate_pupils(portrait_of(graph), labeller=label)["Elev"].tolist() == expected


def test_pseudonyms_are_ordered_as_people_count() -> None:
    pupils = tuple(PupilId(f"x{i}") for i in range(12))
    assert in_order(reversed(pupils), PseudonymLabeller(pupils)) == list(pupils)


def test_hidden_pupils_do_not_stand_in_list_order() -> None:
    assert in_order(ids("b", "c", "a"), HiddenLabeller()) == list(ids("a", "b", "c"))


def test_participation_counts_silence_apart_from_nobody() -> None:
    row = tabulate_participation(portrait_of(small())).iloc[0].tolist()
    assert row[:5] == ["friminutt", 6, 5, 1, 1]
    assert row[5]


def test_groupings_hold_their_members_once() -> None:
    portrait = portrait_of_camps()
    table = tabulate_groupings(portrait)
    listed = ", ".join(table["Elever"]).split(", ")
    assert len(listed) == len(set(listed)) <= 17
    assert table["Gruppering"].tolist()[:2] == ["Gruppering 1", "Gruppering 2"]


def test_those_between_groupings_stand_between_them() -> None:
    portrait = portrait_of_camps()
    (described,) = portrait.relations
    groupings = replace(described.groupings, between=ids("a0"))
    portrait = replace(portrait, relations=(replace(described, groupings=groupings),))
    last = tabulate_groupings(portrait).iloc[-1].tolist()
    assert last == ["Mellom grupperinger", "Elev 1", "1", "–", "–", "–"]


def test_a_class_too_small_to_search_has_an_empty_table() -> None:
    assert tabulate_groupings(portrait_of(small())).empty


def test_a_hidden_mean_is_words_and_never_a_number() -> None:
    hidden = scale(Reading.missing(Reason.DISCLOSURE, n_asked=22, n_answered=3), ())
    shown = scale(Reading.bounded(4.0, 3.8, 4.1, n_asked=22, n_answered=20))
    table = tabulate_scales(replace(portrait_of_camps(), scales=(shown, hidden)))
    assert table["Gjennomsnitt"].tolist() == ["4,0 (3,8–4,1)", "skjult"]
    assert table["Forrige runde"].tolist() == ["–", "–"]


def test_a_scale_of_several_items_goes_by_its_own_name() -> None:
    one = scale(Reading.known(4, n_asked=22, n_answered=20))
    assert scale_title(one) == "Jeg trives i klassen"
    assert scale_title(replace(one, items=(TRIVSEL, TRIVSEL))) == "Trivsel"


@pytest.mark.parametrize(("language", "heading"), [("nn", "Vald av"), ("en", "Chosen by")])
def test_headings_follow_the_language(language: str, heading: str) -> None:
    assert heading in tabulate_pupils(portrait_of_camps(), language=language).columns
    assert heading in tabulate_choices(small(), language=language).columns

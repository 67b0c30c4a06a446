"""Names stay out of sight, and two of the same given name stay apart."""

from __future__ import annotations

import pytest

from skolemiljo_analytics.names import NameKey, PersonName, new_pupil_id
from skolemiljo_analytics.vocabulary import PupilId

KEY = NameKey.from_pairs(
    [
        (PupilId("p1"), PersonName("Berg", "Emma")),
        (PupilId("p2"), PersonName("Bakken", "Emma")),
        (PupilId("p3"), PersonName("Li", "Noor")),
        (PupilId("p4"), PersonName("Vang", "Jon")),
        (PupilId("p5"), PersonName("Vang", "Jon")),
        (PupilId("p6"), PersonName("Ali", "")),
    ]
)


@pytest.mark.parametrize(
    ("pupil", "short"),
    [("p1", "Emma Be."), ("p2", "Emma Ba."), ("p3", "Noor"), ("p4", "Jon Vang"), ("p6", "Ali")],
)
def test_as_much_of_the_family_name_as_is_needed(pupil: str, short: str) -> None:
    assert KEY.short(PupilId(pupil)) == short


def test_a_repr_holds_no_name() -> None:
    shown = repr(KEY) + repr(KEY[PupilId("p1")]) + str(list(KEY))
    assert not {"Emma", "Berg", "Noor"} & set(shown.replace("'", " ").split())
    assert repr(KEY) == "<NameKey of 6 pupils>"


def test_ids_are_random_and_opaque() -> None:
    ids = {new_pupil_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(len(i) == 11 and i.startswith("p") and i.isalnum() for i in ids)


def test_the_key_does_not_follow_the_dict_it_came_from() -> None:
    names = {PupilId("p1"): PersonName("Li", "Noor")}
    key = NameKey(names)
    names.clear()
    assert key[PupilId("p1")].full == "Noor Li"

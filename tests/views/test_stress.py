import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.stress import classical_start, majorise, wanted_distances


def distances(lines: str, group: list[int] | None = None) -> np.ndarray:
    named = RelationGraph.from_lines(lines).relations[0].named
    return wanted_distances(named, np.array(group or [-1] * len(named)))


def stress(distance: np.ndarray, at: np.ndarray) -> float:
    upper = np.triu_indices(len(at), 1)
    apart = np.linalg.norm(at[:, None] - at[None], axis=2)
    return float((((apart - distance) / np.where(distance > 0, distance, 1)) ** 2)[upper].sum())


def test_distances_count_choices_whatever_the_direction() -> None:
    found = distances("A > B\nB > C\nC >\nD > C")
    assert found[0].tolist() == [0, 1, 2, 3]


def test_long_ways_look_the_same() -> None:
    chain = "\n".join(f"p{i} > p{i + 1}" for i in range(7)) + "\np7 >"
    assert distances(chain)[0].tolist() == [0, 1, 2, 3, 4, 4, 4, 4]


def test_mutual_choices_and_shared_groupings_draw_in_and_others_push_out() -> None:
    found = distances("A > B C\nB > A\nC > D\nD >", [0, 0, 0, 1])
    assert np.isclose(found[0, 1], 0.8 * 0.8)
    assert np.isclose(found[0, 2], 0.8)
    assert np.isclose(found[2, 3], 1.6)


def test_no_way_is_one_more_than_the_mean_way() -> None:
    found = distances("A > B\nB > C\nC >\nD >")
    assert np.isclose(found[0, 3], 1 + (1 + 1 + 2) / 3)
    assert np.isclose(distances("A >\nB >")[0, 1], 1.0)


def test_majorising_only_ever_fits_better() -> None:
    distance = distances("A > B C\nB > C\nC > D\nD > E\nE > A F\nF > B")
    start = classical_start(distance)
    steps = [stress(distance, majorise(distance, start, rounds=r)) for r in (0, 1, 5, 50)]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] < 0.9 * steps[0]


def test_a_held_pupil_goes_to_its_place() -> None:
    distance = distances("A > B\nB > C\nC > A")
    target = np.array([[5.0, 5.0], [6.0, 5.0], [5.0, 6.0]])
    held = majorise(distance, target, pull=np.full(3, 1e6), target=target)
    assert np.allclose(held, target, atol=1e-3)


def test_pupils_who_look_alike_do_not_start_on_the_same_spot() -> None:
    start = classical_start(distances("A >\nB >\nC >\nD >\nE >"))
    apart = np.linalg.norm(start[:, None] - start[None], axis=2) + np.eye(5)
    assert apart.min() > 1e-3

import numpy as np

from skolemiljo_analytics.views.outlines import outline_of

SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0], [50.0, 50.0]])
NOBODY = np.zeros((0, 2))


def test_a_grouping_alone_is_a_hull_of_its_outer_members() -> None:
    (line,) = outline_of(SQUARE, NOBODY, 10)
    assert set(line) == {(0, 0), (100, 0), (100, 100), (0, 100)}


def test_nobody_is_drawn_inside_a_grouping_they_do_not_belong_to() -> None:
    stranger = np.array([[50.0, 20.0]])
    lines = outline_of(SQUARE, stranger, 10)
    assert len(lines) == len(SQUARE) - 1
    assert all(len(line) == 2 for line in lines)


def test_a_stranger_in_the_broad_border_counts_as_inside() -> None:
    assert len(outline_of(SQUARE, np.array([[50.0, -5.0]]), 10)) > 1
    assert len(outline_of(SQUARE, np.array([[50.0, -15.0]]), 10)) == 1


def test_a_pair_is_a_line_and_a_row_is_a_tree() -> None:
    assert outline_of(SQUARE[:2], NOBODY, 10) == (((0, 0), (100, 0)),)
    row = np.array([[0.0, 0.0], [100.0, 0.0], [50.0, 0.0]])
    assert outline_of(row, NOBODY, 10) == (((0, 0), (50, 0)), ((50, 0), (100, 0)))


def test_the_tree_reaches_every_member() -> None:
    lines = outline_of(SQUARE, np.array([[20.0, 50.0]]), 10)
    assert {point for line in lines for point in line} == {tuple(p) for p in SQUARE.tolist()}

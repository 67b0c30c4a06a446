"""Intervals and shrinkage against published and independently computed numbers."""

from __future__ import annotations

import json

import pytest

from skolemiljo_analytics.trends.intervals import (
    clopper_pearson,
    finite_population_count,
    finite_population_error,
    mean_half_width,
    shrink_means,
    standard_deviation,
    student_quantile,
    wilson,
)


@pytest.mark.reference
def test_vectors_of_shares_counts_and_shrinkage(reference):
    expected = json.loads((reference / "vectors" / "survey_scale_vectors.json").read_text())
    assert wilson(4, 25) == pytest.approx(expected["wilson_4_25"], abs=1e-9)
    assert wilson(0, 25) == pytest.approx(expected["wilson_0_25"], abs=1e-9)
    assert clopper_pearson(4, 25) == pytest.approx(expected["clopper_4_25"], abs=1e-9)
    assert clopper_pearson(0, 25) == pytest.approx(expected["clopper_0_25"], abs=1e-9)
    assert list(finite_population_count(4, 22, 25)) == expected["hyper_4_22_25"]
    assert list(finite_population_count(2, 15, 25)) == expected["hyper_2_15_25"]
    given = expected["eb"]
    found = shrink_means(given["means"], given["n"], given["sigma2"])
    assert found.mu == pytest.approx(given["mu"], abs=1e-9)
    assert found.tau2 == pytest.approx(given["tau2"], abs=1e-9)
    assert found.means == pytest.approx(given["shrunk"], abs=1e-9)


def test_shares_at_the_ends_are_mirror_images():
    low, high = wilson(3, 25)
    assert wilson(22, 25) == pytest.approx((1 - high, 1 - low))
    low, high = clopper_pearson(3, 25)
    assert clopper_pearson(22, 25) == pytest.approx((1 - high, 1 - low))
    assert clopper_pearson(25, 25)[1] == 1.0


def test_half_widths_of_the_handbook():
    """Methods handbook 6.6: spread .8 on 1-5."""
    for n, expected in [(10, 0.57), (15, 0.44), (20, 0.37), (25, 0.33), (30, 0.30)]:
        values = _with_spread(n, 0.8)
        assert standard_deviation(values) == pytest.approx(0.8)
        assert mean_half_width(values) == pytest.approx(expected, abs=0.005)


def _with_spread(n: int, spread: float) -> list[float]:
    raw = [float(i) for i in range(n)]
    factor = spread / standard_deviation(raw)
    return [factor * value for value in raw]


def test_nothing_is_left_to_doubt_when_the_whole_class_answered():
    assert finite_population_error(0.8, 25, 25) == 0.0
    assert finite_population_error(0.8, 22, 25) == pytest.approx(0.059, abs=5e-4)
    assert finite_population_count(4, 25, 25) == (4, 4)


def test_equal_classes_are_drawn_wholly_to_the_common_mean():
    found = shrink_means([3.5, 3.5, 3.5], [20, 25, 10], 0.64)
    assert found.tau2 == 0.0
    assert found.means == pytest.approx((3.5, 3.5, 3.5))


def test_the_smaller_class_is_drawn_more():
    found = shrink_means([3.0, 4.0, 3.0, 4.0], [25, 25, 6, 6], 0.64)
    large, small = found.means[0] - 3.0, found.means[2] - 3.0
    assert 0 < large < small


def test_one_value_has_no_spread():
    with pytest.raises(ValueError, match="two values"):
        standard_deviation([3.0])


def test_points_of_student_are_those_of_another_library():
    stdtrit = pytest.importorskip("scipy.special").stdtrit
    for degrees in (1, 2, 3, 9, 24, 199):
        for share in (0.5, 0.9, 0.975, 0.9995):
            expected = float(stdtrit(degrees, share))
            assert student_quantile(share, degrees) == pytest.approx(expected, rel=1e-12, abs=1e-15)
    for share, degrees in ((0.4, 3), (1.0, 3), (0.9, 0)):
        with pytest.raises(ValueError, match="degrees"):
            student_quantile(share, degrees)

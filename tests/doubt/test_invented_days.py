"""Invented classes are classes: nobody is both wanted and not, limits hold, days say what they are.

The strength words rest on many of these; a fault in how they are drawn would be in every word.
"""

from __future__ import annotations

import numpy as np
import pytest

from skolemiljo_analytics.doubt import worlds
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity

FORMS = ("positive", "signed", "ratings")


@pytest.mark.parametrize("limit", [2, 3, None])
@pytest.mark.parametrize("form", FORMS)
def test_truth_and_days_keep_to_their_design(form: str, limit: int | None) -> None:
    design = worlds.Design(15, None if form == "ratings" else limit, silent=0.2, form=form)
    for seed in range(6):
        rng = np.random.Generator(np.random.PCG64(seed))
        truth = worlds.draw_world(worlds.World(groups=3, group_odds=4.0), design, rng)
        assert not np.diagonal(truth.choices).any()
        assert np.bincount(truth.groups).tolist() == [5, 5, 5]
        assert np.bincount(truth.genders).tolist() == [8, 7]
        assert truth.appeal.shape == (15,)
        given = truth.choices.sum(axis=1)
        if form == "ratings":
            assert truth.ratings is not None
            assert (truth.choices == (truth.ratings == worlds.HIGHEST)).all()
            assert set(np.unique(truth.ratings[~np.eye(15, dtype=bool)])) <= set(range(1, 6))
        else:
            assert (given == limit).all() if limit else (given.min() >= 1 and given.max() < 15)
        first, second = worlds.two_days(truth, design, 0.8, rng)
        for day, answered in ((first, 12), (second, 15)):
            assert day.liked.answered.sum() == answered
            assert not day.liked.named[~day.liked.answered].any()
            assert day.liked.question.polarity is Polarity.POSITIVE
            assert day.liked.question.key == "liked"
            assert (day.against is None) == (form != "signed")
            if form == "ratings":
                assert day.liked.question.form is AnswerForm.RATING
                continue
            assert day.liked.question.limit == limit
            if day.against is None or truth.against is None:
                continue
            assert day.against.question.polarity is Polarity.NEGATIVE
            assert day.against.question.key == "against"
            assert day.against.question.limit == limit
            assert not (truth.against & truth.choices).any()
            assert not (day.against.named & day.liked.named).any()
            assert truth.against.sum(axis=1).max() <= (limit or 14)
            assert truth.against.any()


def test_every_report_names_one_or_two_others() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    for _ in range(40):
        given = worlds.draw_reports(9, 1.0, 0.0, rng)
        assert set(given.sum(axis=1).tolist()) <= {1, 2}
        assert not np.diagonal(given).any()
    assert {int(x) for x in given.sum(axis=1)} == {1, 2}

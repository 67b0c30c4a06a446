from dataclasses import replace

import numpy as np
import pytest
from matplotlib.text import Text

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.portrait.records import ScalePortrait
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.views.axes import new_axes
from skolemiljo_analytics.views.charts import (
    TrendLine,
    TrendPoint,
    describe_received_against_chance,
    describe_scale,
    describe_trend,
    plot_received_against_chance,
    plot_scale,
    plot_trend,
)
from skolemiljo_analytics.vocabulary import Reason
from tests.conftest import BESTIARY
from tests.views.examples import small, two_camps


def known(value: float) -> Reading:
    return Reading.known(value, n_asked=24, n_answered=24)


HIDDEN = Reading.missing(Reason.DISCLOSURE)
MISSING = Reading.missing(Reason.NOT_ASKED)
SCALE = ScalePortrait(
    "trivsel",
    (Question("trivsel", "Jeg trives"),),
    1,
    5,
    Reading.bounded(3.9, 3.6, 4.1, n_asked=24, n_answered=22),
    (0, 2, 5, 9, 6),
    24,
    22,
    0.31,
)
LINE = TrendLine(
    "7. trinn",
    (
        TrendPoint("2024-03", known(3.5), 0.2),
        TrendPoint("2024-10", known(3.6), 0.2),
        TrendPoint("2025-03", HIDDEN),
        TrendPoint("2025-10", known(3.9), 0.2),
        TrendPoint("2026-03", known(4.0), 0.2, starts_anew=True),
    ),
)


def test_the_bars_count_every_pupil_once() -> None:
    ax = plot_received_against_chance(two_camps(), draws=50)
    by_chance, observed = ax.containers
    assert sum(bar.get_height() for bar in observed) == 17
    assert len(by_chance) == len(observed)


def test_chance_lies_where_most_pupils_are() -> None:
    by_chance = plot_received_against_chance(two_camps(), draws=200).containers[0]
    tops = [bar.get_y() + bar.get_height() for bar in by_chance]
    assert int(np.argmax(tops)) in {2, 3}


@pytest.mark.parametrize("name", BESTIARY)
def test_every_small_class_has_a_chart_and_words(name: str) -> None:
    ax = plot_received_against_chance(BESTIARY[name], draws=20)
    ax.figure.canvas.draw()
    assert "svarte." in describe_received_against_chance(BESTIARY[name], draws=20)


def test_words_tell_the_same_as_the_bars() -> None:
    words = describe_received_against_chance(small(), draws=50)
    assert "5 av 6 svarte. De som ikke svarte" in words
    assert "1 elev fikk 0 valg (tilfeldig: " in words
    assert "1 elev fikk 2 valg" in words


def test_the_same_class_gives_the_same_chance() -> None:
    first = describe_received_against_chance(two_camps(), draws=100)
    assert first == describe_received_against_chance(two_camps(), draws=100)


def test_a_scale_shows_every_answer_and_the_mean_with_its_noise() -> None:
    ax = plot_scale(SCALE)
    assert [bar.get_height() for bar in ax.containers[0]] == [0, 2, 5, 9, 6]
    assert "Gjennomsnitt 3,9, støymargin ± 0,3. Svarte: 22 av 24" in ax.get_xlabel()
    assert describe_scale(SCALE).endswith("1: 0; 2: 2; 3: 5; 4: 9; 5: 6.")


def test_a_hidden_scale_has_words_and_no_bars() -> None:
    hidden = replace(SCALE, mean=HIDDEN, counts=(), half_width=None)
    ax = plot_scale(hidden)
    assert not ax.containers
    assert not ax.patches
    assert "Ikke vist: skjult" in ax.texts[0].get_text()
    assert "Ikke vist: skjult" in describe_scale(hidden)


def test_lines_are_not_joined_over_a_break_or_a_hidden_point() -> None:
    pieces = [[p.wave for p in piece] for piece in LINE.pieces()]
    assert pieces == [["2024-03", "2024-10"], ["2025-10"], ["2026-03"]]
    drawn = [line for line in plot_trend([LINE]).lines if line.get_marker() == "o"]
    assert [len(line.get_xdata()) for line in drawn] == [0, 2, 1, 1]


def test_a_hidden_point_is_marked_below_the_scale_and_never_at_a_value() -> None:
    ax = plot_trend([LINE])
    (mark,) = [line for line in ax.lines if line.get_marker() == "s" and len(line.get_ydata()) == 1]
    assert mark.get_ydata()[0] < 1
    assert "Skjult: for få svar" in ax.get_xlabel()
    assert "mars 2025: skjult" in describe_trend([LINE])


def test_hidden_and_missing_are_told_apart() -> None:
    line = TrendLine("Skolen", (TrendPoint("2024", HIDDEN), TrendPoint("2025", MISSING)))
    label = plot_trend([line]).get_xlabel()
    assert "□ Skjult" in label
    assert "× Ingen data" in label
    assert "2025: ikke spurt" in describe_trend([line])


def test_the_axis_always_shows_the_whole_scale() -> None:
    low, high = plot_trend([LINE], title="Trivsel").get_ylim()
    assert low <= 1
    assert high >= 5


def test_lines_stand_in_the_order_given() -> None:
    other = replace(LINE, name="Aaa")
    legend = plot_trend([LINE, other]).get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["7. trinn", "Aaa"]


def test_rounds_stand_on_two_lines_only_where_they_would_run_together() -> None:
    def said(width: float) -> list[str]:
        ax = plot_trend([LINE], ax=new_axes(width, 4))
        return [label.get_text() for label in ax.get_xticklabels()]

    assert not any("\n" in words for words in said(12))
    assert all("\n" in words for words in said(3.5))
    assert [w.replace("\n", " ") for w in said(3.5)] == said(12)


def test_notes_below_a_narrow_trend_stay_on_the_sheet() -> None:
    for width in (4.1, 6.8):
        ax = plot_trend([LINE], ax=new_axes(width, 4))
        figure = ax.figure
        figure.canvas.draw()
        assert ax.xaxis.label.get_window_extent().x1 <= figure.bbox.x1
        assert ax.get_legend().get_window_extent().x1 <= figure.bbox.x1


def test_a_long_title_stays_on_the_sheet() -> None:
    ax = plot_trend([LINE], title="Hvem vil du helst være sammen med i friminuttene? " * 2)
    ax.figure.canvas.draw()
    (title,) = [one for one in ax.findobj(Text) if "friminuttene" in one.get_text()]
    assert "\n" in title.get_text()
    assert title.get_window_extent().x1 <= ax.figure.bbox.x1


def test_a_line_with_nothing_to_show_is_still_spoken_of() -> None:
    line = TrendLine("Skolen", (TrendPoint("2024", HIDDEN),))
    plot_trend([line]).figure.canvas.draw()
    assert describe_trend([line], title="Trivsel").startswith("Trivsel. Skolen: 2024: skjult.")


def test_charts_draw_where_they_are_told() -> None:
    ax = new_axes()
    assert plot_scale(SCALE, ax=ax) is ax
    assert plot_trend([LINE], ax=ax) is ax
    assert plot_received_against_chance(small(), ax=ax, draws=10) is ax

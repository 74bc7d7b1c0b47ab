"""The one builder of bars: a row for each thing, its marks at its own row, whatever things are called."""

import pandas as pd

from reach import theme
from reach.charts.bars import Bars, Row, bar_chart, counts_axis, kinds, last_year_of, measure_bars, strokes
from reach.charts.chart import Axis, Label, Point


def of_count(row: Row) -> Point:
    return Point(row["n"], key=(row["name"],))


def test_two_things_of_one_name_are_two_bars_with_their_own_marks() -> None:
    frame = pd.DataFrame({"name": ["A", "A", "B"], "n": [1, 2, 3]})
    marks = [strokes("Target", [4, 5, 6], is_share=False)]
    chart = bar_chart(frame, [Bars("Counts", theme.MAIN, of_count)], by="name", axis=Axis(), marks=marks)
    assert [each.name for each in chart.categories] == ["A", "A", "B"]
    assert [series.values for series in chart.series] == [(1, 2, 3), (4, 5, 6)]


def test_kinds_of_one_thing_are_parts_of_its_bar_and_a_kind_that_is_missing_is_no_bar() -> None:
    frame = pd.DataFrame({"name": ["A", "A", "B"], "kind": ["new", "never", "never"], "n": [1, 2, 3]})
    bars = kinds("kind", {"never": theme.MUTED, "new": theme.MAIN}, of_count)
    chart = bar_chart(frame, bars, by="name", axis=Axis(), row_height=50, least_height=400)
    assert [(series.name, series.colour) for series in chart.series] == [("Never", theme.MUTED), ("New", theme.MAIN)]
    assert [series.values for series in chart.series] == [(2, 3), (1, None)]
    assert chart.height == 400 and chart.bar_gap is not None and chart.bar_gap > 0.25


def test_last_years_values_stand_at_this_years_rows() -> None:
    frame = pd.DataFrame({"name": ["A", "B", "C"], "n": [1, 2, 3]})
    before = pd.DataFrame({"name": ["C", "A"], "n": [30, None]})
    assert last_year_of(frame, before, "Last year", by="name", value="n") == ("Last year", [None, None, 30])
    assert last_year_of(frame, before[:0], "Last year", by="name", value="n") is None
    assert last_year_of(frame, None, "Last year", by="name", value="n") is None


def test_a_year_of_which_nothing_is_recorded_has_no_marks() -> None:
    frame = pd.DataFrame({"name": ["A", "B"], "n": [1, 2]})
    before = pd.DataFrame({"name": ["A", "B"], "n": [0, 0]})
    assert last_year_of(frame, before, "Last year", by="name", value="n") is None
    assert last_year_of(frame, before.assign(n=[0, 5]), "Last year", by="name", value="n") == ("Last year", [0, 5])


def test_an_axis_has_room_beyond_the_longest_of_bars_and_marks() -> None:
    frame = pd.DataFrame({"name": ["A", "B"], "n": [1, 2], "aim": [None, 40]})
    chart = measure_bars(frame, by="name", value="n", unit=("one", "many"), axis="Count", target="aim")
    assert chart.axis.ends is not None and chart.axis.ends[0] == 0 and chart.axis.ends[1] > 40
    assert [point.hover for point in chart.series[0].points] == ["1 one", "2 many"]
    assert [point.hover for point in chart.series[1].points] == ["", "Target: 40"]
    assert counts_axis("Count", []).ends == (0, 1.15)


def test_a_low_row_has_words_and_no_bar() -> None:
    frame = pd.DataFrame({"name": ["A", "B"], "n": [None, 40]})
    chart = measure_bars(frame, by="name", value="n", unit=("one", "many"), axis="Count", low_rows=[0])
    low, other = chart.series[0].points
    assert (low.value, low.label, low.is_withheld) == (None, Label("", "fewer than 5"), True)
    assert (other.value, other.label.text) == (40, "40")

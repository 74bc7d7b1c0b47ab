"""A chart becomes a figure that says the same and nothing that a name could smuggle in."""

from typing import Any

import pytest

from reach import theme
from reach.charts.bars import Bars, share_axis, strokes
from reach.charts.chart import (
    Axis,
    Category,
    CategoryChart,
    Chart,
    Kind,
    Label,
    NumberChart,
    Panels,
    Point,
    Series,
)
from reach.charts.to_plotly import to_plotly

SHARES = share_axis("Share")


def chart_of(*series: Series, names: tuple[str, ...] = ("A", "B"), **options: Any) -> CategoryChart:
    usual: dict[str, Any] = {"axis": SHARES, "height": 200}
    return CategoryChart(tuple(map(Category, names)), series, **usual | options)


def bars(*values: float | None, name: str = "This period", **options: Any) -> Series:
    points = tuple(
        Point(value, Label("x") if value is None else Label(f"{value:.0%}", "  of 9"), "hover", ("key",), **options)
        for value in values
    )
    return Series(name, "bar", points, is_in_legend=False)


def test_markup_in_a_name_is_shown_not_obeyed() -> None:
    bad = "<b>Bad</b>"
    point = Point(0.5, Label(bad, bad), bad, (bad,))
    axis = Axis(bad, is_share=True, ends=(0, 1))
    kinds: tuple[Kind, ...] = ("bar", "point", "line")
    charts: list[Chart] = [
        CategoryChart(
            (Category(bad, Label(bad)), Category("B")), (Series(bad, kind, (point, point), size=9),), axis, 200
        )
        for kind in kinds
    ]
    charts.append(NumberChart((Series(bad, "line", (point,)),), axis, axis, 200, reference=(0.5, bad)))
    for chart in charts:
        figure = to_plotly(chart)
        (trace,) = [each for each in figure.data if each.type == "bar" or each.mode != "text"]
        layout = figure.to_dict()["layout"] | {"template": None}
        assert "&lt;b&gt;Bad" in trace.name and "&lt;b&gt;Bad" in trace.hovertext[0]
        assert "&lt;b&gt;Bad" in trace.text[0]
        assert trace.customdata[0][0] == bad, "a click brings back what it is, not what is drawn"
        assert "<b>Bad" not in str(layout)


def test_a_label_without_room_stands_beyond_all_that_is_drawn_of_its_row() -> None:
    last_year = strokes("Last year", [0.9, 0.1], is_share=True)
    drawn, _, beyond = to_plotly(chart_of(bars(0.2, 0.8), last_year, label_room=0.35)).data
    assert list(drawn.textposition) == ["none", "inside"]
    assert (list(beyond.x), list(beyond.y)) == ([0.9], ["A"]) and "<b>20%</b>  of 9" in beyond.text[0]


@pytest.mark.parametrize(("mark", "begins_at"), [(0.9, 0), (0.2, 0.2)])
def test_words_in_place_of_a_bar_stand_where_it_would_begin_unless_a_mark_is_there(
    mark: float, begins_at: float
) -> None:
    last_year = strokes("Last year", [mark], is_share=True)
    *_, beyond = to_plotly(chart_of(bars(None), last_year, names=("A",), label_room=0.35)).data
    assert list(beyond.x) == [begins_at] and "<b>x</b>" in beyond.text[0]


def test_beside_other_bars_a_label_without_room_stands_at_its_end() -> None:
    figure = to_plotly(chart_of(bars(0.2, 0.8), bars(0.3, 0.1), label_room=0.35))
    assert [list(each.textposition) for each in figure.data] == [["outside", "inside"], ["outside", "outside"]]


@pytest.mark.parametrize("count", [1, 2])
def test_words_stand_where_a_bar_would_begin_and_no_bar_is_drawn(count: int) -> None:
    figure = to_plotly(chart_of(*[bars(None, 0.5)] * count, label_room=0.35))
    assert figure.data[0].x[0] is None
    said = [each.text for each in figure.layout.annotations] if count > 1 else list(figure.data[-1].text)
    assert [text.strip() for text in said] == ["<b>x</b>"] * count
    places = {each.yshift for each in figure.layout.annotations}
    assert len(places) == (count if count > 1 else 0), "those of a row stand below each other"


def test_few_are_pale_bars_and_hollow_points() -> None:
    assert to_plotly(chart_of(bars(0.5, 0.5, is_few=True))).data[0].marker.color == (theme.MUTED, theme.MUTED)
    few, many = Point(0.5, is_few=True), Point(0.6)
    points = Series("Points", "point", (few, many), size=9)
    _, drawn = to_plotly(chart_of(points, ties_points=True)).data
    assert list(drawn.marker.symbol) == ["circle-open", "circle"]


def test_the_greater_of_tied_points_has_its_label_on_the_right() -> None:
    one, two, zero = (Point(value, Label("", "x")) for value in (0.5, 0.8, 0.01))
    first = Series("First", "point", (one, two, zero, Point()), size=9)
    second = Series("Second", "point", (two, one, one, one), size=9)
    tie, left, right = to_plotly(chart_of(first, second, names=("A", "B", "C", "D"), ties_points=True)).data
    assert list(left.textposition)[:3] == ["middle left", "middle right", "top center"]
    assert list(right.textposition) == ["middle right", "middle left", "middle right", "middle right"]
    assert list(tie.x) == [0.5, 0.8, None, 0.5, 0.8, None, 0.01, 0.5, None, 0.5, 0.5, None]


def test_a_click_brings_back_keys_and_the_pointer_shows_the_category() -> None:
    drawn = to_plotly(chart_of(bars(0.2, 0.8), label_room=0.35)).data[0]
    assert [list(each) for each in drawn.customdata] == [["key"], ["key"]]
    assert drawn.hovertemplate == "%{y}<br>%{hovertext}<extra></extra>" and drawn.hovertext == ("hover", "hover")


def test_a_span_is_drawn_from_its_start_to_its_end() -> None:
    spans = Series("Middle half", "span", (Point(30, start=10), Point(25, start=20)))
    chart = chart_of(spans, axis=Axis("Days", ends=(0, 40)))
    drawn = to_plotly(chart).data[0]
    assert (list(drawn.base), list(drawn.x)) == ([10, 20], [20, 5])
    assert not chart.is_native


def test_panels_share_their_categories_beside_each_other() -> None:
    figure = to_plotly(Panels((chart_of(bars(0.1, 0.2)), chart_of(bars(0.3, 0.4)))))
    assert [(each.xaxis, each.yaxis) for each in figure.data if each.type == "bar"] == [("x", "y"), ("x2", "y2")]
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]
    assert figure.layout.yaxis2.showticklabels is False


def test_categories_stand_from_the_top_in_their_order_and_totals_at_the_end() -> None:
    totals = (Point(0.9, Label("90")), Point(0.8, Label("80")))
    chart = chart_of(bars(0.4, 0.4), bars(0.5, 0.4), is_stacked=True, totals=totals, names=("B", "A"))
    figure = to_plotly(chart)
    assert figure.layout.yaxis.categoryarray == ("B", "A") and figure.layout.yaxis.range[0] > 0
    assert figure.layout.barmode == "stack" and list(figure.data[-1].x) == [0.9, 0.8]


def test_what_is_no_chart_is_refused() -> None:
    not_a_chart: Any = Bars("Not a chart", theme.MAIN, lambda _row: Point())
    with pytest.raises(TypeError):
        to_plotly(not_a_chart)


def test_a_chart_of_nothing_has_room_for_a_row() -> None:
    nothing = chart_of(bars(), names=())
    assert to_plotly(nothing).layout.yaxis.range == (0.5, -0.5)


def test_a_legend_shows_a_series_in_its_own_colour_and_only_what_is_drawn() -> None:
    few = Series("Signed up", "bar", (Point(0.3, is_few=True), Point(0.4)), theme.MAIN)
    none = Series("Completed", "bar", (Point(0), Point()), theme.TEXT)
    whole = Series("Attended", "bar", (Point(0.2), Point(0.1)), theme.CATEGORICAL[1])
    named = [each for each in to_plotly(chart_of(few, none, whole)).data if each.showlegend is not False]
    assert [(each.name, each.marker.color) for each in named] == [
        ("Signed up", theme.MAIN),
        ("Attended", (theme.CATEGORICAL[1],) * 2),
    ]

"""The page, the slides and the chart itself have the same numbers, for every exhibit of the demonstration."""

import io
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pptx
import pytest
from python_calamine import CalamineWorkbook

from reach.charts.chart import (
    Axis,
    Category,
    CategoryChart,
    Grid,
    Label,
    Map,
    NumberChart,
    Panels,
    Point,
    Series,
)
from reach.charts.to_plotly import to_plotly
from reach.exhibit import Exhibit
from reach.report.slides.deck import Deck
from reach.report.slides.drawn_tables import add_table
from reach.report.slides.fitting import Box
from reach.report.slides.space import as_powerpoint_has_it, names_of, parts_of
from reach.report.slides.tables import Table, TableCell, grid_tables
from reach.report.slides.to_pptx import add_chart
from reach.store import Store
from tests.builders import query_context_of
from tests.golden.test_exhibits import FUNCTIONS, OPTIONS
from tests.typed import present

ROOM = Box(40, 90, 880, 400)


@pytest.fixture(scope="module")
def exhibits(demonstration: Store) -> list[tuple[str, Exhibit]]:
    """Every exhibit that has a chart, with each of its options; those of one school are of the first."""
    context = query_context_of(demonstration)
    return [
        (f"{place} {options}", exhibit)
        for place, make in FUNCTIONS.items()
        for options in OPTIONS.get(place, [{}])
        if not place.startswith("schools.") and "activity_id" not in options
        for exhibit in [make(context, **_of_demonstration(options))]
        if exhibit.chart is not None
    ]


def _of_demonstration(options: dict[str, Any]) -> dict[str, Any]:
    other = {"other_year": "2023/24", "target": "Halton", "picked_out": None}
    return {name: other.get(name, value) for name, value in options.items()}


def numbers(values: Any) -> list[float | None]:
    return [None if value is None or pd.isna(value) else round(float(value), 9) for value in values]


def drawn_values(chart: CategoryChart) -> list[list[float | None]]:
    """Give the numbers of a chart's series as the page's figure has them."""
    along = "x" if chart.is_sideways else "y"
    traces = [trace for trace in to_plotly(chart).data if trace.type == "bar" or trace.mode not in ("text", "lines")]
    # An entry of the legend alone has no place.
    traces = [trace for trace in traces if list(trace.x) != [None] or list(trace.y) != [None]]
    return [
        [value if start is None else value + start for value, start in zip(numbers(trace[along]), bases, strict=True)]
        for trace in traces
        for bases in [trace.base if trace.type == "bar" and trace.base is not None else [None] * len(trace[along])]
    ]


def plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "").replace("<br>", "\n")


def slides_of(chart: CategoryChart) -> Iterator[tuple[list[str], dict[str, list[float | None]]]]:
    """Give the names and numbers in the workbooks of a chart on slides: those that PowerPoint shows and edits."""
    deck = Deck(None)
    deck.begin_section("Charts")
    shown = as_powerpoint_has_it(chart)
    for part in parts_of(shown, ROOM.width, ROOM.height, deck.breadth):
        add_chart(deck.add_page("Chart", "").slide, ROOM, part, deck.palette, deck.breadth)
    made = pptx.Presentation(io.BytesIO(deck.save(title="", author="", subject="", made_at=pd.Timestamp(2025, 1, 1))))
    for slide in made.slides:
        (drawn,) = [shape.chart for shape in slide.shapes if shape.has_chart]
        content = io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob)
        sheet: list[list[Any]] = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
        heading, *rows = sheet
        columns = {
            name: numbers(None if row[place] == "" else row[place] for row in rows)
            for place, name in enumerate(heading[1:], start=1)
            if not str(name).startswith("Label: ")
        }
        assert columns == {series.name: numbers(series.values) for series in drawn.series}
        yield [str(row[0]) for row in rows], columns


def test_every_bar_line_and_mark_is_the_same_number_everywhere(exhibits: list[tuple[str, Exhibit]]) -> None:
    tried = [(name, each.chart) for name, each in exhibits if isinstance(each.chart, CategoryChart)]
    assert len(tried) > 40
    for name, chart in tried:
        own = [numbers(series.values) for series in chart.series]
        assert drawn_values(chart) == own, name
        if not chart.is_native:
            continue
        *before, last = slides_of(chart)
        own_rows = -chart.totals_at_end or None  # totals stand on each slide, and are counted on the last
        pages = [
            (rows[:own_rows], {name: values[:own_rows] for name, values in columns.items()}) for rows, columns in before
        ] + [last]
        for series, values in zip(chart.series, own, strict=True):
            said = " ".join(series.name.split())
            column = [value for _, columns in pages for value in columns[said]]
            assert column == values, (name, series.name)
        assert [row for rows, _ in pages for row in rows] == [each[:240] for each in names_of(chart)], name


def test_every_cell_of_a_heat_map_is_the_same_everywhere(exhibits: list[tuple[str, Exhibit]]) -> None:
    tried = [(name, each.chart) for name, each in exhibits if isinstance(each.chart, Grid)]
    assert len(tried) > 8
    for name, grid in tried:
        figure = to_plotly(grid)
        for (row, column), cell in grid.cells.items():
            assert figure.data[0].z[row][column] == (cell.value if cell.colour else None), name
        texts = [plain(note.text) for note in figure.layout.annotations]
        assert texts == [cell.text for cell in grid.cells.values() if cell.text], name
        tables = grid_tables(grid, ROOM.width, 10_000, 1)
        written = {
            (number, cell.text)
            for table in tables
            for number, row in enumerate(table.rows)
            for cell in row[1:]
            if cell.text
        }
        assert written == {(row, cell.text) for (row, _), cell in grid.cells.items() if cell.text}, name


def test_what_powerpoint_has_no_chart_for_says_so(exhibits: list[tuple[str, Exhibit]]) -> None:
    charts = [(name, each.chart) for name, each in exhibits if each.chart is not None]
    assert len(charts) == len(exhibits)
    pictured = {name.partition(" ")[0] for name, chart in charts if not chart.is_native}
    assert pictured == {
        "attendance.retention",
        "candidates.candidate_times",
        "maps.cold_spots",
        "maps.reach_map",
        "maps.school_map",
        "strands.support_flows",
        "targets.target_outlook",
        "targets.target_weeks",
    }
    assert not any(kind.is_native for kind in (NumberChart, Panels, Map))


def test_names_hold_totals_and_words_for_bars_that_are_not_drawn() -> None:
    few = Point(None, Label("", "fewer than 5"))
    bars = Series("Came", "bar", (few, Point(7)))
    chart = CategoryChart((Category("A", Label("note")), Category("B")), (bars,), Axis(), 200)
    assert names_of(chart) == ["A\nnote: fewer than 5", "B"]
    both = CategoryChart(chart.categories, (bars, Series("Left", "bar", (few, few))), Axis(), 200)
    assert names_of(both) == ["A\nnote: Came fewer than 5, Left fewer than 5", "B: Left fewer than 5"]
    totals = (Point(9, Label("9.0")), Point(7, Label("7.0")))
    stack = CategoryChart(
        chart.categories, (Series("Points", "bar", (Point(9), Point(7))),), Axis(), 200, totals=totals
    )
    assert names_of(stack) == ["A\nnote: 9.0", "B: 7.0"]


def test_points_are_marks_across_bars_and_bars_where_there_are_none() -> None:
    points = Series("Points", "point", (Point(0.5, is_few=True), Point(0.6)))
    bars = Series("Bars", "bar", (Point(0.4), Point(0.7)))
    names = (Category("A"), Category("B"))
    over = as_powerpoint_has_it(CategoryChart(names, (bars, points), Axis(), 200))
    alone = as_powerpoint_has_it(CategoryChart(names, (points,), Axis(), 200))
    assert [series.kind for series in over.series] == ["bar", "mark"]
    assert [series.kind for series in alone.series] == ["bar"] and alone.series[0].colours == points.colours


def test_parts_of_a_long_chart_end_at_the_same_number() -> None:
    count = 60
    bars = Series("Bars", "bar", tuple(Point(at) for at in range(count)))
    chart = CategoryChart(tuple(Category(str(at)) for at in range(count)), (bars,), Axis("Count"), 200)
    parts = parts_of(chart, ROOM.width, ROOM.height, 1)
    assert len(parts) > 1 and len({part.common_end for part in parts}) == 1
    assert present(parts[0].common_end) >= count - 1
    assert [value for part in parts for value in part.series[0].values] == list(range(count))


def side_by_side_bars() -> CategoryChart:
    """Three bars a category, as of the ladder."""
    names = ("Signed up", "Attended", "Completed")
    series = tuple(Series(name, "bar", (Point(3 - place), Point(5 - place))) for place, name in enumerate(names))
    return CategoryChart((Category("Halton"), Category("Wirral")), series, Axis(), 400)


def space_in(chart: CategoryChart) -> Any:
    deck = Deck(None)
    page = deck.add_page("Title", "Notes")
    return add_chart(page.slide, ROOM, as_powerpoint_has_it(chart), deck.palette, deck.breadth).chart._chartSpace


def test_a_legend_has_the_order_of_the_bars_from_the_top() -> None:
    """PowerPoint lists series from the left as they are numbered, and draws the first one on top of a turned axis."""
    space = space_in(side_by_side_bars())
    assert space.xpath(".//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    listed = [
        (each.get("val"), name.text)
        for each, name in zip(space.xpath(".//c:ser/c:order"), space.xpath(".//c:ser/c:tx//c:v"), strict=True)
    ]
    assert listed == [("0", "Signed up"), ("1", "Attended"), ("2", "Completed")]
    assert space.xpath(".//c:legend/c:legendPos/@val") == ["t"]


def test_an_empty_cell_is_no_higher_than_one_with_text() -> None:
    """PowerPoint gives it 18 points otherwise, and tables of them grew over what stands below."""
    deck = Deck(None)
    page = deck.add_page("Title", "Notes")
    table = Table(("", "A"), ((TableCell("Halton"), TableCell("")),), (200, 200), (30, 30), is_grid=True)
    drawn = add_table(page.slide, ROOM, table, deck.palette).table
    assert [cell._tc.xpath(".//a:endParaRPr/@sz") for cell in drawn.iter_cells() if not cell.text] == [["1400"]] * 2


def test_no_outline_of_a_thin_bar_runs_through_its_label() -> None:
    label = Label("", "20")
    bars = Series("This year", "bar", tuple(Point(10, label) for _ in range(9)))
    marks = tuple(Series(name, "point", tuple(Point(90, label) for _ in range(9))) for name in ("Before", "Target"))
    chart = CategoryChart(tuple(Category(f"Category {place}") for place in range(9)), (bars, *marks), Axis(), 400)
    low = Box(40, 90, 880, 460)
    deck = Deck(None)
    page = deck.add_page("Title", "Notes")
    space = add_chart(page.slide, low, as_powerpoint_has_it(chart), deck.palette, deck.breadth).chart._chartSpace
    places = space.xpath(".//c:ser[position() > 1]//c:dLblPos/@val")
    assert not places or set(places) == {"outEnd"}

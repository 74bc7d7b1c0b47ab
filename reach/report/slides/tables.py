"""Tables that fit on their slides: heat maps, lists, and what words mean. All lengths in points."""

import dataclasses
import math
from collections.abc import Sequence

from reach import formats
from reach.charts.bars import THIS_PERIOD
from reach.charts.chart import CategoryChart, Grid, Point, Series
from reach.exports.typesetting import readable, width_of
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, fit, height_of
from reach.report.slides.placing import written
from reach.report.tables import Column

ACROSS, DOWN = 6, 3
"""A cell's margins."""
_LEAST_COLUMN, _MOST_COLUMN, _MOST_ROW = 64, 130, 64
_FILLED = 0.95
"""Of the room: programs do not agree on how high a line is."""
_NOTES = "Where it stands"
_LONGEST_COLUMN, _MOST_LINES, _MOST_HEADING_LINES = 260, 3, 5


@dataclasses.dataclass(frozen=True)
class TableCell:
    """A cell's text in lines, and its colour, "" for none."""

    text: str
    colour: str = ""


@dataclasses.dataclass(frozen=True)
class Table:
    """Cells in rows below a heading; the first column names its row. All texts are as they will stand there."""

    heading: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    """Of the heading and of each row."""
    is_grid: bool = False
    are_numbers: tuple[bool, ...] = ()
    """Columns that stand to the right."""

    @property
    def height(self) -> float:
        """All of it."""
        return sum(self.heights)


def chart_tables(
    chart: CategoryChart, heading: str, width: float, height: float, breadth: float, *, at_most: int
) -> list[Table]:
    """Lay a chart's names and labels out as tables of a size: a row a bar, a column a series.

    heading: what the rows are. None where it takes more than at_most tables.
    """
    of_note = [each.note.text for each in chart.categories]
    columns = [Column("name", heading, tuple(" ".join(each.name.split()) for each in chart.categories), False)]
    columns += [
        Column(series.name, _heading_of(series, chart), tuple(_said(each, chart) for each in series.points), True)
        for series in chart.series
    ]
    if any(of_note):
        columns.append(Column("note", _NOTES, tuple(map(formats.capitalised, of_note)), False))
    rows = list(zip(*(column.cells for column in columns), strict=True))
    tables, held = list_tables(columns, rows, width, height, breadth, at_most=at_most)
    return tables if held == len(rows) and len(tables) <= at_most else []


def _heading_of(series: Series, chart: CategoryChart) -> str:
    is_alone = series.kind == "bar" and [each.kind for each in chart.series].count("bar") == 1
    return chart.axis.title if is_alone and series.name == THIS_PERIOD and chart.axis.title else series.name


def _said(point: Point, chart: CategoryChart) -> str:
    """Return a point's label as it stands on the page; else its value, and the range around it."""
    if point.label:
        return point.label.text
    if point.value is None:
        return ""
    said = written(point.value, chart)
    return f"{said} ({written(point.ends[0], chart)} to {written(point.ends[1], chart)})" if point.ends else said


def grid_tables(grid: Grid, width: float, height: float, breadth: float) -> list[Table]:
    """Lay a heat map out as tables of a size, as many as it takes."""
    names = min(max(width_of(name, LEAST_SIZE, is_bold=True) for name in grid.rows) * breadth + 20, 0.3 * width)
    words = [word for name in grid.columns for word in name.replace("-", "- ").split()]
    longest = max((width_of(word, LEAST_SIZE, is_bold=True) * breadth for word in words), default=0) + 2 * ACROSS + 4
    at_most = max(int((width - names) / min(max(longest, _LEAST_COLUMN), _MOST_COLUMN)), 1)
    groups = math.ceil(len(grid.columns) / at_most)
    each = math.ceil(len(grid.columns) / groups)
    tables = []
    for start in range(0, len(grid.columns), each):
        columns = range(start, min(start + each, len(grid.columns)))
        rows = [
            (TableCell(name), *(_in_table(grid, number, column) for column in columns))
            for number, name in enumerate(grid.rows)
        ]
        widths = (names, *[(width - names) / len(columns)] * len(columns))
        heading = ("", *(grid.columns[column] for column in columns))
        tables += _paged(heading, rows, widths, height, breadth, is_grid=True)
    return tables


def _in_table(grid: Grid, row: int, column: int) -> TableCell:
    cell = grid.cells.get((row, column))
    return TableCell(cell.text, cell.colour) if cell else TableCell("")


def list_tables(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    width: float,
    height: float,
    breadth: float,
    *,
    at_most: int,
) -> tuple[list[Table], int]:
    """Lay a list out as tables of a size, and give how many of its rows they hold.

    Columns that have no room beside the others stand in tables of their own, each with the first column. at_most: the
    tables that one column goes on over.
    """
    whole = [
        max(
            width_of(text, LEAST_SIZE, is_bold=place == 0 or text == each.heading)
            for text in (each.heading, *each.cells)
        )
        * breadth
        + 2 * ACROSS
        + 6
        for place, each in enumerate(columns)
    ]
    # Where all stand beside each other in lines of their own, none is broken.
    wishes = whole if sum(whole) <= width else [min(each, _LONGEST_COLUMN) for each in whole]
    tables: list[Table] = []
    held = len(rows)
    for group in _column_groups(wishes, width):
        spare = (width - sum(wishes[place] for place in group)) / len(group)
        paged = _paged(
            tuple(columns[place].heading for place in group),
            [tuple(TableCell(row[place]) for place in group) for row in rows],
            tuple(wishes[place] + spare for place in group),
            height,
            breadth,
            are_numbers=tuple(columns[place].is_number for place in group),
        )[:at_most]
        held = min(held, sum(len(table.rows) for table in paged))
        tables += paged
    return tables, held


def _column_groups(wishes: Sequence[float], width: float) -> list[list[int]]:
    """Part columns into groups no wider than a slide, the first column in each."""
    groups = [[0]]
    for place in range(1, len(wishes)):
        if len(groups[-1]) > 1 and sum(wishes[each] for each in groups[-1]) + wishes[place] > width:
            groups.append([0])
        groups[-1].append(place)
    return groups


def word_tables(words: Sequence[tuple[str, str]], width: float, height: float, breadth: float) -> list[Table]:
    """Lay out words and their meanings."""
    names = min(max((width_of(name, LEAST_SIZE, is_bold=True) for name, _ in words), default=0) * breadth + 16, 170)
    rows = [(TableCell(name), TableCell(meaning)) for name, meaning in words]
    return _paged(("Word", "What it means"), rows, (names, width - names), height, breadth, most_lines=6)


def _paged(
    heading: tuple[str, ...],
    rows: Sequence[tuple[TableCell, ...]],
    widths: tuple[float, ...],
    height: float,
    breadth: float,
    *,
    is_grid: bool = False,
    are_numbers: tuple[bool, ...] = (),
    most_lines: int = _MOST_LINES,
) -> list[Table]:
    """Part rows into tables no higher than a slide has room for; texts that would fill it alone are cut."""
    heading = tuple(
        _cut(name, width, _MOST_HEADING_LINES, breadth) for name, width in zip(heading, widths, strict=True)
    )
    head = max(_height(name, width, breadth) for name, width in zip(heading, widths, strict=True))
    laid = []
    for row in rows:
        cells = tuple(
            dataclasses.replace(cell, text=_cut(cell.text, width, most_lines, breadth))
            for cell, width in zip(row, widths, strict=True)
        )
        laid.append((cells, max(_height(cell.text, width, breadth) for cell, width in zip(cells, widths, strict=True))))
    pages = _balanced(laid, height - head)
    tables = []
    for page in pages:
        heights = [needed for _, needed in page]
        if is_grid and page:
            # A heat map fills its slide, as a chart does.
            spare = (_FILLED * height - head - sum(heights)) / len(page)
            heights = [max(needed, min(needed + spare, _MOST_ROW)) for needed in heights]
        tables.append(Table(heading, tuple(cells for cells, _ in page), widths, (head, *heights), is_grid, are_numbers))
    return tables


_Laid = tuple[tuple[TableCell, ...], float]


def _balanced(rows: Sequence[_Laid], height: float) -> list[list[_Laid]]:
    """Part rows into as few pages as it takes, about equally full."""
    pages = _filled(rows, height)
    limit = sum(needed for _, needed in rows) / len(pages)
    while limit < height:
        balanced = _filled(rows, limit)
        if len(balanced) == len(pages):
            return balanced
        limit += LEAST_SIZE
    return pages


def _filled(rows: Sequence[_Laid], height: float) -> list[list[_Laid]]:
    pages: list[list[_Laid]] = [[]]
    left = height
    for row in rows:
        if row[1] > left and pages[-1]:
            pages.append([])
            left = height
        pages[-1].append(row)
        left -= row[1]
    return pages


def _cut(text: str, width: float, most_lines: int, breadth: float) -> str:
    room = most_lines * LEAST_SIZE * LINE_HEIGHT
    return "\n".join(
        fit(line, (LEAST_SIZE,), width - 2 * ACROSS - 1, room, is_bold=True, breadth=breadth).text
        for line in readable_lines(text)
    )


def _height(text: str, width: float, breadth: float) -> float:
    lines = (
        height_of(line, LEAST_SIZE, (width - 2 * ACROSS - 1) / breadth, is_bold=True) for line in readable_lines(text)
    )
    return sum(lines) + 2 * DOWN + 1


def readable_lines(text: str) -> list[str]:
    """Give a text's lines without what no slide can hold."""
    return [readable(line) for line in text.split("\n")] or [""]

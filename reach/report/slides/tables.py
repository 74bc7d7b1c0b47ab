"""Tables that fit on their slides: heat maps, lists, and what words mean. All lengths in points."""

import dataclasses
import math
from collections.abc import Sequence

from reach.charts.chart import Grid
from reach.exports.typesetting import readable, width_of
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, fit, height_of
from reach.report.tables import Column

ACROSS, DOWN = 6, 3
"""A cell's margins."""
_LEAST_COLUMN, _MOST_COLUMN, _MOST_ROW = 64, 130, 64
_FILLED = 0.95
"""Of the room: programs do not agree on how high a line is."""
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


def grid_tables(grid: Grid, width: float, height: float, breadth: float) -> list[Table]:
    """Lay a heat map out as tables of a size, as many as it takes."""
    names = min(max(width_of(name, LEAST_SIZE, is_bold=True) for name in grid.rows) * breadth + 20, 0.3 * width)
    words = [word for name in grid.columns for word in name.split()]
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
) -> tuple[list[Table], int, int]:
    """Lay a list out as tables of a size: give at most so many, and how many rows and columns they hold.

    Columns from the first on stand on the slide for as long as there is room.
    """
    wishes = [
        min(
            max(
                [width_of(each.heading, LEAST_SIZE, is_bold=True), *(width_of(text, LEAST_SIZE) for text in each.cells)]
            )
            * breadth
            + 2 * ACROSS
            + 6,
            _LONGEST_COLUMN,
        )
        for each in columns
    ]
    held = 1
    while held < len(wishes) and sum(wishes[: held + 1]) <= width:
        held += 1
    spare = (width - sum(wishes[:held])) / held
    tables = _paged(
        tuple(each.heading for each in columns[:held]),
        [tuple(TableCell(text) for text in row[:held]) for row in rows],
        tuple(wish + spare for wish in wishes[:held]),
        height,
        breadth,
        are_numbers=tuple(each.is_number for each in columns[:held]),
    )[:at_most]
    return tables, sum(len(table.rows) for table in tables), held


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

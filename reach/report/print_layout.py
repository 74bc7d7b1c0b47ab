"""Charts as paper has them: as wide as the column, flat enough for two on a page, in parts where they are tall."""

import dataclasses
import itertools

from reach.charts.chart import CategoryChart, Grid
from reach.exhibit import Exhibit

PICTURE_WIDTH = 760
"""Layout pixels of a chart, across a page of A4: letters of 14 pixels are then 9 points."""
_TALLEST = 930
"""Layout pixels of a chart that has a page to itself, beside its title and text: 208 of 251 millimetres."""
_AROUND, _LEAST_ROW, _LEAST_BAR, _LEAST_LINES = 110, 38, 24, 300
_FLATTER, _FLATTER_ROWS = 0.82, 0.72
_LABEL_WIDTH = 42
"""In letters: with names in fewer lines, more rows stand on a page."""
_LEAST_CELL = 54
_LEAST_ROWS = 4
"""Of the last part of a chart that is taller than a page."""


def printed(exhibit: Exhibit) -> list[Exhibit]:
    """Give an exhibit as paper has it: with a flatter chart, or with each part of one that is taller than a page."""
    chart = exhibit.chart
    if isinstance(chart, Grid):
        flat = dataclasses.replace(chart, row_height=max(round(_FLATTER * chart.row_height), _LEAST_CELL))
        return [dataclasses.replace(exhibit, chart=flat)]
    if not isinstance(chart, CategoryChart):
        return [exhibit]
    if not chart.is_sideways:
        height = min(max(round(_FLATTER * chart.height), _LEAST_LINES), chart.height)
        return [dataclasses.replace(exhibit, chart=dataclasses.replace(chart, height=height))]
    rows = len(chart.categories)
    if rows < 2:
        return [exhibit]
    around = min(_AROUND, chart.height)
    usual = (chart.height - around) / rows
    beside = 1 if chart.is_stacked else max([each.kind for each in chart.series].count("bar"), 1)
    row = min(usual, max(_FLATTER_ROWS * usual, _LEAST_ROW, _LEAST_BAR * beside))
    wide = dataclasses.replace(chart, label_width=max(chart.label_width, _LABEL_WIDTH))
    most = max(int((_TALLEST - around) / row), _LEAST_ROWS)
    return [
        dataclasses.replace(exhibit, chart=dataclasses.replace(part, height=round(around + row * len(part.categories))))
        for part in (_pages(wide, most) if rows > most else [wide])
    ]


def _pages(chart: CategoryChart, most: int) -> list[CategoryChart]:
    """Give a chart in parts that fill a page each, but for the last; totals stand in each."""
    totals = range(len(chart.categories) - chart.totals_at_end, len(chart.categories))
    own, each = totals.start, max(most - len(totals), _LEAST_ROWS)
    starts = [*range(0, own, each)]
    if own - starts[-1] < _LEAST_ROWS < each:
        starts[-1] = own - _LEAST_ROWS
    return [chart.of((*range(start, end), *totals)) for start, end in itertools.pairwise((*starts, own))]

"""Marks of notes on charts: a number in brackets where a note belongs, whose text stands below the chart."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from reach.charts.chart import Category, CategoryChart, Chart, Label, NumberChart, Panels, Point, Series

Place = tuple[Any, ...]
"""What identifies the place of a mark: the values of columns of the chart's rows, such as ("2025/26", "autumn")."""

_ROW = 0.07
"""How high marks along an axis stand above each other: a share of the chart's height."""
_WIDTH = 0.13
"""The room that a mark takes along an axis: a share of it, on a phone."""
_ROW_OF_NOTES = 44
"""Layout pixels."""


def mark_categories(chart: Chart, marks: Mapping[Place, str], places: Sequence[Place]) -> Chart:
    """Return the chart with marks behind the names of its categories. places: those of the categories, in order."""
    if isinstance(chart, Panels):
        panels = [mark_categories(panel, marks, places) for panel in chart.charts]
        return Panels(tuple(panel for panel in panels if isinstance(panel, CategoryChart)))
    if not isinstance(chart, CategoryChart):
        raise TypeError(type(chart))
    # Names below a chart are narrow.
    between = " " if chart.is_sideways else "\n"
    categories = tuple(
        dataclasses.replace(category, name=f"{category.name}{between}{marks[place]}") if place in marks else category
        for category, place in zip(chart.categories, places, strict=True)
    )
    return dataclasses.replace(chart, categories=categories)


def mark_moments(chart: Chart, marks: Mapping[Place, str], places: Sequence[Place]) -> Chart:
    """Return the chart with a line and a mark at places on its axis of numbers, whose ends are given.

    A place is one number. A mark that would stand on another one stands above it. places are not looked at.
    """
    del places
    if not isinstance(chart, NumberChart) or chart.across.ends is None or chart.axis.ends is None:
        raise TypeError(type(chart))
    width = _WIDTH * (chart.across.ends[1] - chart.across.ends[0])
    height = _ROW * (chart.axis.ends[1] - chart.axis.ends[0])
    ends_of_rows: list[float] = []
    points = []
    for (at,), mark in sorted(marks.items()):
        row = next((row for row, end in enumerate(ends_of_rows) if end <= at), len(ends_of_rows))
        ends_of_rows[row : row + 1] = [at + width]
        points.append(Point(chart.axis.ends[0] + height * row, Label(mark), at=at))
    of_notes = Series("Notes", "point", tuple(points), is_in_legend=False)
    dividers = (*chart.dividers, *(point.at for point in points))
    return dataclasses.replace(chart, series=(*chart.series, of_notes), dividers=dividers)


def mark_days(chart: Chart, marks: Sequence[tuple[dt.date, str]]) -> Chart:
    """Return a chart of rows along days with a row for notes at its foot, marks that are near each other as one.

    marks: oldest first. The axis of days has ends.
    """
    if not isinstance(chart, NumberChart) or chart.across.ends is None:
        raise TypeError(type(chart))
    first, last = chart.across.ends
    groups = _apart([(day, day, [mark]) for day, mark in marks], room=(last - first) * _WIDTH)
    at = len(chart.rows)
    points = tuple(Point(at, Label(" ".join(texts)), at=start + (end - start) / 2) for start, end, texts in groups)
    return dataclasses.replace(
        chart,
        series=(*chart.series, Series("Notes", "point", points, is_in_legend=False)),
        rows=(*chart.rows, Category("Notes")),
        dividers=(*chart.dividers, *(day for day, _ in marks)),
        height=chart.height + _ROW_OF_NOTES,
    )


_Group = tuple[dt.date, dt.date, list[str]]
"""Marks that stand as one in the middle of their days: the first and the last of these, and the marks."""


def _apart(groups: list[_Group], room: dt.timedelta) -> list[_Group]:
    """Return groups of marks, put together where they would stand on each other. room: what a mark takes."""
    for at, ((start, end, texts), (next_start, next_end, next_texts)) in enumerate(itertools.pairwise(groups)):
        distance = (next_start - start + (next_end - end)) / 2
        if distance < room * (len(texts) + len(next_texts)) / 2:
            together = (start, next_end, [*texts, *next_texts])
            return _apart([*groups[:at], together, *groups[at + 2 :]], room)
    return groups

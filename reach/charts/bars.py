"""Bars: one builder for all of them, whether a row has one bar, several beside each other, or a bar in parts."""

import dataclasses
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from reach import formats, theme
from reach.charts.chart import Axis, Category, CategoryChart, Label, Point, Series, greatest, number

Row = Mapping[Any, Any]
"""A row of a frame: what it has in each column."""
AROUND = 110
"""Layout pixels above and below the rows: legend, scale and title."""
THIS_PERIOD = "This period"
"""The name of bars that stand alone: no legend shows it."""
QUARTERS, HALVES = (0, 0.25, 0.5, 0.75, 1), (0, 0.5, 1)


@dataclasses.dataclass(frozen=True)
class Bars:
    """One bar for each category: its name, its colour, and its point of a row. only: the (column, value) it is of."""

    name: str
    colour: str
    point: Callable[[Row], Point]
    only: tuple[str, Any] | None = None
    is_in_legend: bool = True
    says_place: bool = False


def kinds(part: str, colours: Mapping[str, str], point: Callable[[Row], Point], **options: Any) -> list[Bars]:
    """Give bars of each kind of row: its value in the column `part`, in the colours' order."""
    return [Bars(str(formats.word(each)), colour, point, (part, each), **options) for each, colour in colours.items()]


def bar_chart(
    frame: pd.DataFrame,
    bars: Sequence[Bars],
    *,
    by: str,
    axis: Axis,
    label: str | None = None,
    marks: Sequence[Series] = (),
    note: Callable[[Row], Label] = lambda _row: Label(),
    row_height: int = 52,
    around: int = AROUND,
    least_height: int = 0,
    **options: Any,
) -> CategoryChart:
    """Give a chart with a row for each value of `by`, in the frame's order, named by `label`.

    marks stand across the bars. note says what stands below a row's name. An axis without ends takes those of counts,
    where bars stand beside each other. options: those of CategoryChart.
    """
    rows = frame.to_dict("records")
    # Two rows of one name are two bars, unless rows are kinds of one thing.
    are_kinds = any(each.only for each in bars)
    keyed = [(row[by] if are_kinds else at, row) for at, row in enumerate(rows)]
    first = dict(reversed(keyed))
    order = list(dict.fromkeys(key for key, _ in keyed))
    categories = tuple(Category(str(formats.word(first[key][label or by])), note(first[key])) for key in order)
    series = (*(_series(each, keyed, order) for each in bars), *marks)
    height = len(order) * row_height + around
    return CategoryChart(
        categories=categories,
        series=series,
        axis=axis,
        height=max(height, least_height),
        # One bar alone is no thicker for the room that it has.
        bar_gap=1 - 0.75 * len(order) * row_height / (least_height - around) if height < least_height else None,
        **options,
    )


def counts_axis(title: str, values: Iterable[Any], *, least: float = 1, room: float = 1.15, **options: Any) -> Axis:
    """Give an axis from zero to beyond the greatest value, with room for its label."""
    return Axis(title, ends=(0, greatest(values, least) * room), at_most_ticks=6, **options)


def share_axis(title: str, ticks: tuple[float, ...] = QUARTERS, end: float = 1) -> Axis:
    """Give an axis from nothing to all."""
    return Axis(title, is_share=True, ends=(0, end), ticks=ticks)


def strokes(
    name: str, values: Sequence[Any], *, is_share: bool, colour: str = theme.TEXT, width: float = 3, **options: Any
) -> Series:
    """Give marks across bars: last year's, a target's."""
    say = formats.percent if is_share else formats.decimal
    found = [number(value) for value in values]
    points = tuple(Point(each, hover="" if each is None else f"{name}: {say(each)}") for each in found)
    return Series(name, "mark", points, colour, width=width, says_place=True, **{"symbol": "stroke"} | options)


def _series(bars: Bars, keyed: Sequence[tuple[Hashable, Row]], order: Sequence[Hashable]) -> Series:
    found = {key: row for key, row in keyed if bars.only is None or row[bars.only[0]] == bars.only[1]}
    points = tuple(bars.point(found[key]) if key in found else Point() for key in order)
    return Series(bars.name, "bar", points, bars.colour, is_in_legend=bars.is_in_legend, says_place=bars.says_place)


def measure_bars(
    frame: pd.DataFrame,
    *,
    by: str,
    value: str,
    unit: tuple[str, str],
    axis: str,
    label: str | None = None,
    labels: Sequence[Label] = (),
    before: tuple[str, Sequence[Any]] | None = None,
    target: str | None = None,
    label_width: int = 22,
    as_share: bool = False,
    low_rows: Collection[int] = (),
) -> CategoryChart:
    """Give a bar for each row, as long as `value` says, with marks of last year's values and of a target's column.

    unit is what is counted, of one and of several. labels stand in place of the plain number. before are last year's
    name and values. Rows of low_rows have words and no bar.
    """
    say = formats.percent if as_share else formats.decimal
    frame = frame.assign(row=range(len(frame)))

    def point(row: Row) -> Point:
        if row["row"] in low_rows:
            return Point(None, Label("", formats.FEWER), f"{formats.FEWER} {unit[1]}", (row[by],))
        found = number(row[value]) or 0
        hover = f"{say(found)} {unit[0] if found == 1 else unit[1]}"
        return Point(found, labels[row["row"]] if labels else Label(say(found)), hover, (row[by],))

    marks = []
    if before is not None:
        marks.append(strokes(*before, is_share=as_share))
    if target and frame[target].notna().any():
        aims = list(frame[target])
        colour = theme.CATEGORICAL[3]
        marks.append(strokes("Target", aims, is_share=False, colour=colour, symbol="diamond", size=13))
    shown = [*frame[value], *(each for mark in marks for each in mark.values)]
    return bar_chart(
        frame,
        [Bars(THIS_PERIOD, theme.MAIN, point, is_in_legend=False)],
        by=by,
        label=label,
        axis=counts_axis(axis, shown, least=0.05 if as_share else 1, is_share=as_share),
        marks=marks,
        label_width=label_width,
    )


def last_year_of(
    frame: pd.DataFrame, last_year: pd.DataFrame | None, name: str, *, by: str, value: str
) -> tuple[str, list[float | None]] | None:
    """Return last year's name and its values for this year's rows; None where nothing was recorded last year.

    A year of nothing but zeros has nothing recorded: a mark at zero would say that nobody came.
    """
    if last_year is None or not last_year[value].fillna(0).any():
        return None
    found = dict(zip(last_year[by], last_year[value], strict=True))
    return name, [number(found.get(key)) for key in frame[by]]

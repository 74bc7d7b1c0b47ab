"""Where the parts of a native chart stand, worked out beforehand, so that labels have room. All lengths in points."""

import dataclasses
import math

from reach.charts.chart import CategoryChart, Kind, Series
from reach.exports.typesetting import lines_of, width_of
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT

USUAL_SIZE = 14
_LEAST_BAR, _LEAST_GAP, _LEAST_COLUMN = 14, 6, 40
_AXIS, _TITLE, _EDGE = 20, 20, 6
_THICKEST, _GAP = 44, 0.25
"""How thick a bar is at most, and the share of a row that is between its bars and the next row's."""
_MOST_LINES = 6
_KEY, _BETWEEN_KEYS = 24, 16
_MOST_FOR_NAMES = 0.36
"""Of a chart's width."""


@dataclasses.dataclass(frozen=True)
class Space:
    """The sizes of a chart's texts, and the room that its bars or lines have within it."""

    width: float
    height: float
    size: float
    left: float
    top: float
    plot_width: float
    plot_height: float
    most: float
    """The value at the end of the axis, near enough."""
    row: float
    """What one category has of the plot, across its bars."""
    bar: float

    def length_of(self, value: float) -> float:
        """Give how long a value's bar is."""
        return abs(value) / self.most * self.plot_width


def as_powerpoint_has_it(chart: CategoryChart) -> CategoryChart:
    """Give a chart whose points are marks across its bars or beside its lines, or bars where there are neither."""
    kind: Kind = "mark" if chart.has_bars or any(each.kind == "line" for each in chart.series) else "bar"
    series = []
    for each in chart.series:
        named = dataclasses.replace(each, name=" ".join(each.name.split()))
        if each.kind == "point":
            points = tuple(dataclasses.replace(point, is_few=False) for point in each.points)
            named = dataclasses.replace(named, kind=kind, points=points)
        series.append(named)
    return dataclasses.replace(chart, series=tuple(series))


def names_of(chart: CategoryChart) -> list[str]:
    """Give the names of categories, with what has no place in a chart of PowerPoint's: totals, words for no bar."""
    names = []
    for at, category in enumerate(chart.categories):
        withheld = [(each.name, each.points[at].label.text) for each in chart.series if each.points[at].is_withheld]
        has_one_bar = [each.kind for each in chart.series].count("bar") == 1
        words = [text if has_one_bar else f"{name} {text}" for name, text in withheld]
        words += [chart.totals[at].label.text] if chart.totals else []
        names.append(": ".join(filter(None, (category.text, ", ".join(words)))))
    return names


def end_of(chart: CategoryChart) -> float | None:
    """Give where the axis of values ends: at 1 where it goes from nothing to all; None where it ends as it will."""
    ends = chart.axis.ends
    goes_to_all = chart.is_share and ends is not None and 1 <= ends[1] < 1.2
    return 1 if goes_to_all else chart.common_end


def names_marks(chart: CategoryChart) -> bool:
    """Whether marks say themselves what they are: those across one row of lying bars do, which need no legend."""
    kinds = [series.kind for series in chart.series]
    return chart.is_sideways and kinds.count("bar") == 1 and "mark" in kinds


def has_many_marks(chart: CategoryChart) -> bool:
    """Whether several marks go with each bar, such as target, last year and England: a table says that shorter."""
    return names_marks(chart) and [series.kind for series in chart.series].count("mark") > 1


def needs_legend(chart: CategoryChart) -> bool:
    """Whether what the colours stand for is not clear otherwise."""
    return chart.has_legend and len(chart.series) > 1 and not names_marks(chart)


def side_by_side(chart: CategoryChart) -> list[Series]:
    """Give the series whose bars stand beside each other within a category."""
    bars = [each for each in chart.series if each.kind == "bar" or (each.kind == "mark" and chart.is_sideways)]
    if chart.is_stacked or is_exclusive(chart):
        bars = bars[:1] + [each for each in bars if each.kind == "mark"]
    return bars


def is_exclusive(chart: CategoryChart) -> bool:
    """Whether no category has more than one bar: then each may be as thick as its row."""
    bars = [each.values for each in chart.series if each.kind == "bar"]
    marks = [each for each in chart.series if each.kind == "mark"]
    return (
        len(bars) > 1 and not marks and all(sum(v is not None for v in point) < 2 for point in zip(*bars, strict=True))
    )


def space_of(chart: CategoryChart, width: float, height: float, breadth: float) -> Space:
    """Work out a chart's parts."""
    top = legend_height(chart, width, breadth) + _EDGE
    if not chart.has_bars:
        # A label stands above its point, and a point may be at the top.
        top += USUAL_SIZE * LINE_HEIGHT
    title = _TITLE if chart.axis.title else 0
    bars = max(len(side_by_side(chart)), 1)
    if chart.is_sideways:
        plot_height = height - top - _AXIS - title
        row = plot_height / len(chart.categories)
        size = USUAL_SIZE if row >= bars * 20 + 8 else LEAST_SIZE
        widest = max(width_of(line, size) for name in names_of(chart) for line in name.split("\n")) * breadth
        left = min(widest + 12, _MOST_FOR_NAMES * width)
        plot_width = width - left - 24
    else:
        size = USUAL_SIZE if len(chart.categories) <= 6 else LEAST_SIZE
        left = 50 + title
        plot_width = width - left - 16
        row = plot_width / len(chart.categories)
        lines = max(_lines(name, size, (row - 4) / breadth) for name in names_of(chart))
        plot_height = height - top - lines * size * LINE_HEIGHT - 8
    gap = max(_GAP * row, _LEAST_GAP)
    return Space(
        width,
        height,
        size,
        left,
        top,
        plot_width,
        plot_height,
        _most(chart),
        row,
        bar=min((row - min(gap, row / 2)) / bars, _THICKEST),
    )


def parts_of(chart: CategoryChart, width: float, height: float, breadth: float) -> list[CategoryChart]:
    """Part a chart whose bars would be too thin for their labels into charts of about as many bars each."""
    if not chart.has_bars:
        return [chart]
    space = space_of(chart, width, height, breadth)
    if chart.is_sideways:
        names = max(_lines(name, LEAST_SIZE, (space.left - 8) / breadth) for name in names_of(chart))
        bars = len(side_by_side(chart)) * _LEAST_BAR
        # A bar that is thinner than its label has none.
        least = max(
            bars + _LEAST_GAP,
            bars / (1 - _GAP),
            min(names, _MOST_LINES) * LEAST_SIZE * LINE_HEIGHT + _LEAST_GAP,
        )
        at_most = max(int(space.plot_height / least), 1)
    else:
        at_most = max(int(space.plot_width / _LEAST_COLUMN), 1)
    if len(chart.categories) <= at_most:
        return [chart]
    common_end = end_of(chart) or _round_up(_most(chart))
    return dataclasses.replace(chart, common_end=common_end).parts(at_most)


def legend_height(chart: CategoryChart, width: float, breadth: float) -> float:
    """Give the room for the legend above a chart."""
    if not needs_legend(chart):
        return 0
    needed = sum(
        width_of(each.name, LEAST_SIZE) * breadth + _KEY + _BETWEEN_KEYS for each in chart.series if each.is_in_legend
    )
    return math.ceil(needed / (0.95 * width)) * 18 + 6


def _lines(name: str, size: float, width: float) -> int:
    return sum(max(len(lines_of(line, size, max(width, size))), 1) for line in name.split("\n"))


def _most(chart: CategoryChart) -> float:
    end = end_of(chart)
    if end:
        return end
    points = zip(*(each.values for each in chart.series if each.kind != "line"), strict=True)
    if chart.is_stacked:
        ends = [
            max(sum(v for v in point if v and v > 0), -sum(v for v in point if v and v < 0))
            + (max(sum(v for v in point if v and v > 0), 0) if any(v and v < 0 for v in point) else 0)
            for point in points
        ]
    else:
        ends = [abs(v) for each in chart.series for v in each.values if v is not None]
    return 1.15 * max([*ends, 0]) or 1


def _round_up(value: float) -> float:
    """Give the next round number: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, and ten times as many."""
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * size >= value - 1e-9)

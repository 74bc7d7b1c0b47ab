"""Where the parts of a native chart stand, worked out beforehand, so that labels have room. All lengths in points."""

import dataclasses
import itertools
import math

from reach.exports.typesetting import lines_of, width_of
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT
from reach.report.slides.shown import Plotted, Series

USUAL_SIZE = 14
_LEAST_BAR, _LEAST_GAP, _LEAST_COLUMN = 14, 6, 40
_AXIS, _TITLE, _EDGE = 20, 20, 6
_THICKEST = 44
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


def side_by_side(shown: Plotted) -> list[Series]:
    """Give the series whose bars stand beside each other within a category."""
    bars = [each for each in shown.series if each.form == "bar" or (each.form == "mark" and shown.is_sideways)]
    if shown.is_stacked or is_exclusive(shown):
        bars = bars[:1] + [each for each in bars if each.form == "mark"]
    return bars


def is_exclusive(shown: Plotted) -> bool:
    """Whether no category has more than one bar: then each may be as thick as its row."""
    bars = [each.values for each in shown.series if each.form == "bar"]
    marks = [each for each in shown.series if each.form == "mark"]
    return (
        len(bars) > 1 and not marks and all(sum(v is not None for v in point) < 2 for point in zip(*bars, strict=True))
    )


def space_of(shown: Plotted, width: float, height: float, breadth: float) -> Space:
    """Work out a chart's parts."""
    top = legend_height(shown, width, breadth) + _EDGE
    if not shown.has_bars:
        # A label stands above its point, and a point may be at the top.
        top += USUAL_SIZE * LINE_HEIGHT
    title = _TITLE if shown.value_title else 0
    bars = max(len(side_by_side(shown)), 1)
    if shown.is_sideways:
        plot_height = height - top - _AXIS - title
        row = plot_height / len(shown.categories)
        size = USUAL_SIZE if row >= bars * 20 + 8 else LEAST_SIZE
        widest = max(width_of(line, size) for name in shown.categories for line in name.split("\n")) * breadth
        left = min(widest + 12, _MOST_FOR_NAMES * width)
        plot_width = width - left - 24
    else:
        size = USUAL_SIZE if len(shown.categories) <= 6 else LEAST_SIZE
        left = 50 + title
        plot_width = width - left - 16
        row = plot_width / len(shown.categories)
        lines = max(_lines(name, size, (row - 4) / breadth) for name in shown.categories)
        plot_height = height - top - lines * size * LINE_HEIGHT - 8
    gap = max(0.25 * row, _LEAST_GAP)
    return Space(
        width,
        height,
        size,
        left,
        top,
        plot_width,
        plot_height,
        _most(shown),
        row,
        bar=min((row - min(gap, row / 2)) / bars, _THICKEST),
    )


def parts_of(shown: Plotted, width: float, height: float, breadth: float) -> list[Plotted]:
    """Part a chart whose bars would be too thin for their labels into charts of about as many bars each."""
    if not shown.has_bars:
        return [shown]
    space = space_of(shown, width, height, breadth)
    if shown.is_sideways:
        names = max(_lines(name, LEAST_SIZE, (space.left - 8) / breadth) for name in shown.categories)
        least = max(
            len(side_by_side(shown)) * _LEAST_BAR + _LEAST_GAP,
            min(names, _MOST_LINES) * LEAST_SIZE * LINE_HEIGHT + _LEAST_GAP,
        )
        at_most = max(int(space.plot_height / least), 1)
    else:
        at_most = max(int(space.plot_width / _LEAST_COLUMN), 1)
    total = len(shown.categories)
    count = math.ceil(total / at_most)
    if count == 1:
        return [shown]
    ends = [round(total * number / count) for number in range(count + 1)]
    alike = dataclasses.replace(shown, most=shown.most or _round_up(_most(shown)))
    return [alike.part(start, end) for start, end in itertools.pairwise(ends)]


def legend_height(shown: Plotted, width: float, breadth: float) -> float:
    """Give the room for the legend above a chart."""
    if not shown.needs_legend:
        return 0
    needed = sum(
        width_of(each.name, LEAST_SIZE) * breadth + _KEY + _BETWEEN_KEYS for each in shown.series if each.is_in_legend
    )
    return math.ceil(needed / (0.95 * width)) * 18 + 6


def _lines(name: str, size: float, width: float) -> int:
    return sum(max(len(lines_of(line, size, max(width, size))), 1) for line in name.split("\n"))


def _most(shown: Plotted) -> float:
    if shown.most:
        return shown.most
    points = zip(*(each.values for each in shown.series if each.form != "line"), strict=True)
    if shown.is_stacked:
        ends = [
            max(sum(v for v in point if v and v > 0), -sum(v for v in point if v and v < 0))
            + (max(sum(v for v in point if v and v > 0), 0) if any(v and v < 0 for v in point) else 0)
            for point in points
        ]
    else:
        ends = [abs(v) for each in shown.series for v in each.values if v is not None]
    return 1.15 * max([*ends, 0]) or 1


def _round_up(value: float) -> float:
    """Give the next round number: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, and ten times as many."""
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * size >= value - 1e-9)

"""Where a chart's labels stand: inside their bars, beside them, or nowhere, so that none stands on another."""

from reach import formats
from reach.charts.chart import CategoryChart, Label, Series
from reach.exports.typesetting import width_of
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT
from reach.report.slides.labels import Placed
from reach.report.slides.palette import Palette
from reach.report.slides.space import Space, names_marks, side_by_side

_AIR = 12
"""Around a label, in points."""


def placed(
    series: Series, point: int, chart: CategoryChart, space: Space, palette: Palette, breadth: float
) -> Placed | None:
    """Give a point's label, its place and its colour; nothing where it would not fit."""
    value, label = series.values[point], series.labels[point]
    is_unlabelled_bar = series.kind == "bar" and not chart.is_stacked and not any(series.labels)
    if (series.kind == "mark" or is_unlabelled_bar) and value is not None:
        # On the page its place and the pointer say it; here the number does.
        label = Label("", written(value, chart))
    if value is None or not label.text:
        return None
    if series.kind == "line":
        return Placed(label, "b" if label.is_below else "t", palette.text)
    if not chart.is_sideways:
        return _on_standing_bar(series, point, label, chart, space, palette, breadth)
    return _on_lying_bar(series, point, label, chart, space, palette, breadth)


def _on_lying_bar(
    series: Series, point: int, label: Label, chart: CategoryChart, space: Space, palette: Palette, breadth: float
) -> Placed | None:
    colour = _text_colour(series, point, palette)
    size, length = label_size(space), space.length_of(series.values[point] or 0)
    if space.bar < size:
        return None
    needed = _width(label, size, breadth)
    if chart.is_stacked:
        return Placed(label, "ctr", colour) if needed + 4 <= length else None
    if series.kind == "mark" and names_marks(chart):
        named = needed + _width(Label("", f"{series.name}: "), size, breadth)
        fits_inside, fits_beyond = named + _AIR <= length, named + _AIR <= space.plot_width - length
        # The outline of a thin bar would run through its label.
        if fits_beyond and (not fits_inside or space.bar < size * LINE_HEIGHT):
            return Placed(label, "outEnd", palette.text, has_name=True)
        if fits_inside:
            return Placed(label, "inBase", palette.text, has_name=True)
    if needed + _AIR <= length:
        return Placed(label, "inBase", colour)
    if needed + _AIR <= space.plot_width - length:
        return Placed(label, "outEnd", palette.text)
    short = Label(label.bold)
    return Placed(short, "inBase", colour) if label.bold and _width(short, size, breadth) + _AIR <= length else None


def _on_standing_bar(
    series: Series, point: int, label: Label, chart: CategoryChart, space: Space, palette: Palette, breadth: float
) -> Placed | None:
    if series.kind == "mark":
        return None
    size, height = label_size(space), space.plot_height * abs(series.values[point] or 0) / space.most
    if chart.is_stacked:
        return Placed(label, "ctr", _text_colour(series, point, palette)) if height >= size * LINE_HEIGHT else None
    short = Label(label.bold) if label.bold else label
    for candidate in (label, short):
        if _width(candidate, size, breadth) <= space.row / max(len(side_by_side(chart)), 1):
            return Placed(candidate, "outEnd", palette.text)
    return None


def _text_colour(series: Series, point: int, palette: Palette) -> str:
    """Give the colour of text on a bar: the theme's own on a hollow one."""
    if series.kind == "mark" or series.is_outlined:
        return palette.text
    return palette.text_on(series.colours[point])


def says_values(series: Series, chart: CategoryChart) -> bool:
    """Whether every label says its value and no more."""
    return all(
        series.kind == "mark" or not label.text or value is None or label.text == written(value, chart)
        for label, value in zip(series.labels, series.values, strict=True)
    )


def written(value: float, chart: CategoryChart) -> str:
    """Return a value of a chart as its labels say it."""
    return formats.percent(value) if chart.is_share else formats.thousands(abs(value))


def label_size(space: Space) -> float:
    """Give how large a chart's labels are."""
    return space.size if space.bar >= space.size + 3 else LEAST_SIZE


def _width(label: Label, size: float, breadth: float) -> float:
    return (width_of(label.bold, size, is_bold=True) + width_of(label.rest, size)) * breadth

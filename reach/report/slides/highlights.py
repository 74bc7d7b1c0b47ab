"""Which bars of a slide's chart stand in colour: those that its title names, where it names some and not others."""

import dataclasses
import re

from reach import theme
from reach.charts.chart import CategoryChart


def with_named_bars_in_colour(chart: CategoryChart, title: str) -> CategoryChart:
    """Return a chart of one row of bars in which only those that the title names are in colour, and the rest grey."""
    bars = [series for series in chart.series if series.kind == "bar"]
    names = [category.text for category in chart.categories]
    named = [is_named(name, title) for name in names]
    if len(bars) != 1 or bars[0].is_outlined or not any(named) or all(named):
        return chart
    points = tuple(
        point if is_named else dataclasses.replace(point, colour=theme.MUTED)
        for point, is_named in zip(bars[0].points, named, strict=True)
    )
    quiet = dataclasses.replace(bars[0], points=points)
    return dataclasses.replace(chart, series=tuple(quiet if each is bars[0] else each for each in chart.series))


def is_named(name: str, title: str) -> bool:
    """Whether a title names a category: "Cheshire West and Chester" is no mention of "Chester"."""
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", title, re.IGNORECASE))

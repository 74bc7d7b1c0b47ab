"""How the points of a chart look in Plotly: plain traces of bars, marks and lines, with their labels in place."""

from collections.abc import Sequence
from typing import Any

from reach import theme
from reach.charts.chart import Category, CategoryChart, Label, NumberChart, Series

_TINT = "rgba(18, 67, 109, 0.08)"
_NEAR_THE_START = 0.2177
"""Of the axis: left of a point so near to its start stand the names of categories."""

Trace = dict[str, Any]


def category_traces(chart: CategoryChart) -> tuple[list[Trace], list[Trace]]:
    """Give the traces of a chart along categories, and the notes that stand in place of bars."""
    names = [lines_of(each, chart.label_width, chart.note_width) for each in chart.categories]
    along, across = ("y", "x") if chart.is_sideways else ("x", "y")
    traces = [_tie(chart, names)] if chart.ties_points else []
    for series in chart.series:
        trace = common(series, "%{y}<br>" if chart.is_sideways and not series.says_place else "")
        trace |= {along: names, across: list(series.values)}
        if series.kind == "span":
            lengths = [(point.value or 0) - (point.start or 0) for point in series.points]
            starts = [point.start for point in series.points]
            look = {"type": "bar", "orientation": "h", "width": 0.3, "marker": {"color": series.colour}}
            traces.append(trace | look | {"base": starts, across: lengths})
        else:
            traces.append(trace | (_bar(series, chart) if series.kind == "bar" else scatter(series, chart)))
        if trace["showlegend"] and series.kind in ("bar", "point") and series.colours[:1] != (series.colour,):
            traces[-1]["showlegend"] = False
            traces.append(_legend_mark(series))
    beyond = _beyond(chart)
    if any(beyond):
        traces.append(_texts(chart, names, beyond))
    return traces, _notes(chart, names)


def _legend_mark(series: Series) -> Trace:
    """Give an entry of the legend in the series' colour: Plotly's has that of the first point, which may be pale."""
    return {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "mode": "markers",
        "marker": {"symbol": "square" if series.kind == "bar" else series.symbol, "size": 12, "color": series.colour},
        "name": broken(series.name),
        "hoverinfo": "skip",
    }


def common(series: Series, place: str) -> Trace:
    """Give what every trace has: its name, its hover texts, and what a click brings back."""
    # A bar of nothing is not drawn; a point at zero is.
    is_drawn = any(series.values) if series.kind == "bar" else any(value is not None for value in series.values)
    common: Trace = {"name": broken(series.name), "showlegend": series.is_in_legend and is_drawn}
    if any(point.key for point in series.points):
        common["customdata"] = [list(point.key) or None for point in series.points]
    if not any(point.hover for point in series.points):
        return common | {"hoverinfo": "skip"}
    hover = [broken(point.hover) for point in series.points]
    return common | {"hovertext": hover, "hovertemplate": f"{place}%{{hovertext}}<extra></extra>"}


def _bar(series: Series, chart: CategoryChart) -> Trace:
    """Give how a series of bars looks."""
    marker: Trace = {"color": list(series.colours)}
    if series.is_outlined:
        marker = {"color": "white", "line": line(theme.TEXT, 1)}
    elif chart.is_stacked and chart.is_sideways:
        marker["line"] = line("white", 1)
    look = {"type": "bar", "orientation": "h" if chart.is_sideways else "v", "marker": marker}
    if not any(series.labels):
        return look
    return look | {
        "text": [marked(label) for label in series.labels],
        "textposition": _label_places(series, chart),
        "insidetextanchor": "middle" if chart.is_stacked and chart.is_sideways else "start",
        "textangle": 0,
        "cliponaxis": chart.is_stacked,
        "textfont": {"size": 14 if chart.is_stacked else 13},
        "insidetextfont": {"color": [theme.text_colour_on(colour) for colour in series.colours]},
        "outsidetextfont": {"color": theme.TEXT},
    }


def _label_places(series: Series, chart: CategoryChart) -> list[str]:
    """Say for each bar whether its label stands on it: beside it, where others stand there, it is a text of its own."""
    if chart.is_stacked:
        return ["inside"] * len(series.points)
    elsewhere = "none" if _has_one_bar(chart) else "outside"
    return ["inside" if fits else elsewhere for fits in _have_room(series, chart)]


def _has_one_bar(chart: CategoryChart) -> bool:
    has_one = [series.kind for series in chart.series].count("bar") == 1
    return has_one and chart.is_sideways and not chart.is_stacked


def _have_room(series: Series, chart: CategoryChart) -> list[bool]:
    """Say for each bar whether it is long enough for its label."""
    return [value is not None and value > _room_of_label(chart) for value in series.values]


def _room_of_label(chart: CategoryChart) -> float:
    """Return how much of the axis a label takes."""
    ends = chart.axis.ends
    longest = max([abs(value) for each in chart.series for value in each.values if value is not None], default=0)
    whole = 1 if chart.is_share and ends is not None and ends[1] >= 1 else longest or 1
    return chart.label_room * whole


def _beyond(chart: CategoryChart) -> list[tuple[float, str] | None]:
    """Give what stands beyond all that is drawn of a category: totals, and labels without room on their bar."""
    if chart.totals:
        return [(total.value or 0, f" {marked(total.label)}") for total in chart.totals]
    if not _has_one_bar(chart):
        return []
    bars = next(series for series in chart.series if series.kind == "bar")
    found: list[tuple[float, str] | None] = []
    for at, (point, fits) in enumerate(zip(bars.points, _have_room(bars, chart), strict=True)):
        ends = [value for series in chart.series if (value := series.values[at]) is not None]
        is_short = chart.has_short_labels_beyond and not point.is_withheld
        label = Label(point.label.bold) if is_short else point.label
        # What is not shown has no bar: its label stands before a mark that leaves it room, not cut off behind it.
        is_before = point.is_withheld and bool(ends) and min(ends) > _room_of_label(chart)
        start = 0 if is_before else max(ends, default=0)
        found.append((start, f"   {marked(label)}") if label and not fits else None)
    return found


def _texts(chart: CategoryChart, names: Sequence[str], beyond: Sequence[tuple[float, str] | None]) -> Trace:
    placed = [(each[0], name, each[1]) for each, name in zip(beyond, names, strict=True) if each is not None]
    return {
        "type": "scatter",
        "x": [x for x, _, _ in placed],
        "y": [name for _, name, _ in placed],
        "mode": "text",
        "text": [text for _, _, text in placed],
        "textposition": "middle right",
        "textfont": {"size": 14 if chart.totals else 13, "color": theme.TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def scatter(series: Series, chart: CategoryChart | NumberChart) -> Trace:
    """Give how a series of marks, points or a line looks."""
    is_line = series.kind == "line"
    sizes = [point.size for point in series.points]
    has_marks = bool(series.size or any(sizes) or series.symbol == "stroke")
    parts = ["lines"] * is_line + ["markers"] * has_marks + ["text"] * any(series.labels)
    look: Trace = {"type": "scatter", "mode": "+".join(parts), "cliponaxis": False}
    if is_line:
        look["line"] = line(series.colour, series.width, "dot" if series.is_dotted else "solid")
        look["connectgaps"] = isinstance(chart, CategoryChart)
    if has_marks:
        look["marker"] = {"size": sizes if any(sizes) else series.size} | _marker(series, chart)
    if series.is_filled_to_last:
        look |= {"fill": "tonexty", "fillcolor": _TINT}
    if any(point.ends for point in series.points):
        is_sideways = isinstance(chart, CategoryChart) and chart.is_sideways
        look[f"error_{'x' if is_sideways else 'y'}"] = _ranges(series)
    if any(series.labels):
        look["text"] = [marked(label) for label in series.labels]
        look["textfont"] = {"size": 14 if is_line else 13, "color": series.label_colour or theme.TEXT}
        look["textposition"] = ["bottom center" if label.is_below else "top center" for label in series.labels]
        if isinstance(chart, CategoryChart) and chart.ties_points:
            look["textposition"] = _beside_points(series, chart)
            # A little air between a point and its label.
            look["text"] = [f"\u00a0{text}\u00a0" for text in look["text"]]
    return look


def _beside_points(series: Series, chart: CategoryChart) -> list[str]:
    """Give the places of labels that tied points have: the greater's on the right, the smaller's on the left."""
    places = []
    low, high = chart.axis.ends or (0, 1)
    is_last = series is chart.series[-1]
    for at, value in enumerate(series.values):
        others = [v for each in chart.series if each is not series and (v := each.values[at]) is not None]
        if value is None or not others or value > max(others) or (value == max(others) and is_last):
            places.append("middle right")
        else:
            places.append("top center" if (value - low) / (high - low) < _NEAR_THE_START else "middle left")
    return places


def _marker(series: Series, chart: CategoryChart | NumberChart) -> Trace:
    """Give how marks look; points of few are hollow."""
    if series.symbol == "stroke" and isinstance(chart, CategoryChart):
        row = (chart.height - 100) / max(len(chart.categories), 1)
        size = round(min(0.52 * row, 30))
        return {"symbol": "line-ns", "size": size, "line": line(series.colour, series.width)}
    if series.symbol == "ring":
        return {"symbol": "circle", "color": "white", "line": line(series.colour, 2)}
    if series.kind == "line":
        return {"symbol": series.symbol, "color": series.colour}
    if isinstance(chart, CategoryChart) and chart.ties_points:
        colours = list(series.colours)
        symbols = [f"{series.symbol}{'-open' if point.is_few else ''}" for point in series.points]
        return {"symbol": symbols, "color": colours, "line": {"width": 2, "color": colours}}
    return {"symbol": series.symbol, "color": series.colour, "line": line(series.edge, 1)}


def _ranges(series: Series) -> Trace:
    lengths = [
        (0.0, 0.0) if p.ends is None or p.value is None else (p.ends[1] - p.value, p.value - p.ends[0])
        for p in series.points
    ]
    return {
        "type": "data",
        "symmetric": False,
        "array": [above for above, _ in lengths],
        "arrayminus": [below for _, below in lengths],
        "color": series.colour,
        "thickness": 4,
        "width": 8,
    }


def _tie(chart: CategoryChart, names: Sequence[str]) -> Trace:
    """Give the lines that tie the points of each category together."""
    x: list[float | None] = []
    for point in zip(*(series.values for series in chart.series), strict=True):
        known = [value for value in point if value is not None]
        x += [min(known, default=None), max(known, default=None), None]
    return {
        "type": "scatter",
        "x": x,
        "y": [name for name in names for _ in range(3)],
        "mode": "lines",
        "line": {"color": theme.MUTED, "width": 6},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _notes(chart: CategoryChart, names: Sequence[str]) -> list[Trace]:
    """Give the words that stand where one of several bars would begin."""
    if _has_one_bar(chart):
        return []
    bars = [series for series in chart.series if series.kind == "bar"]
    row = (chart.height - 110) / max(len(names), 1)
    return [
        {
            "x": 0,
            "y": name,
            "text": marked(point.label),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 3,
            # The bars of a row stand below each other.
            "yshift": round(row * 0.4 * ((len(bars) - 1) / 2 - position), 1),
            "font": {"size": 12, "color": theme.TEXT},
        }
        for position, series in enumerate(bars)
        for name, point in zip(names, series.points, strict=True)
        if point.is_withheld
    ]


def lines_of(category: Category, width: int, note_width: int | None = None) -> str:
    """Give a category's name in short lines, and its note."""
    name = "<br>".join(theme.short_lines(line, width) for line in category.name.split("\n"))
    if not category.note:
        return name
    if note_width is None:
        return f"{name}{' ' if category.is_note_beside else '<br>'}{marked(category.note)}"
    note = theme.short_lines(category.note.text, note_width)
    return f"{name}<br>{f'<b>{note}</b>' if category.note.bold else note}"


def marked(label: Label) -> str:
    """Give a label with its bold beginning, escaped."""
    rest = broken(label.rest)
    return f"<b>{broken(label.bold)}</b>{rest}" if label.bold else rest


def broken(text: str) -> str:
    """Give a plain text escaped, its lines broken as Plotly breaks them."""
    return theme.safe(text).replace("\n", "<br>")


def line(colour: str, width: float, dash: str | None = None) -> Trace:
    """Give how a line looks."""
    return {"color": colour, "width": width} | ({"dash": dash} if dash else {})

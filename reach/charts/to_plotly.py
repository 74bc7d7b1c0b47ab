"""Charts as Plotly figures, in the style of the Government Analysis Function's own package.

    figure = to_plotly(chart)

It alone imports Plotly, with those who show or print its figures.
"""

import functools
from collections.abc import Sequence
from typing import Any

import afcharts.pio_template  # noqa: F401 - registers the template "afcharts" with Plotly
import plotly.graph_objects as go
import plotly.io

from reach import theme
from reach.charts.chart import (
    Axis,
    Category,
    CategoryChart,
    Chart,
    Flow,
    Grid,
    Label,
    Map,
    NumberChart,
    Panels,
    Series,
)

plotly.io.templates["reach"] = go.layout.Template(
    layout={
        "font": {"size": 14, "color": theme.TEXT, "family": "Arial, Helvetica, sans-serif"},
        "annotationdefaults": {"font": {"size": 14}},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 14},
            "traceorder": "normal",
        },
        "hovermode": "closest",
        "hoverlabel": {"font_size": 14, "bgcolor": "white"},
        "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
        "xaxis": {"automargin": True, "title": {"font": {"size": 14}}, "tickfont": {"size": 14}},
        "yaxis": {"automargin": True, "title": {"font": {"size": 14}}, "tickfont": {"size": 14}},
        "bargap": 0.25,
        "bargroupgap": 0.05,
        # Numbers on bars can be read or are left out.
        "uniformtext": {"minsize": 11, "mode": "hide"},
    }
)
# Merged once: Plotly would do so again for each figure.
_TEMPLATE = go.Figure(layout={"template": "afcharts+reach"}).to_dict()["layout"]["template"]

_TINT = "rgba(18, 67, 109, 0.08)"
_STEPS = [
    (edge / len(theme.SEQUENTIAL), colour)
    for position, colour in enumerate(theme.SEQUENTIAL)
    for edge in (position, position + 1)
]
"""Even steps rather than a slide, so that every cell's text can be read on its colour."""
_NEAR_THE_START = 0.2177
"""Of the axis: left of a point so near to its start stand the names of categories."""


@functools.singledispatch
def to_plotly(chart: Chart) -> go.Figure:
    """Give the figure of a chart."""
    raise TypeError(type(chart))


@to_plotly.register
def _(chart: Map) -> go.Figure:
    return _figure(list(chart.traces), chart.layout)


@to_plotly.register
def _(chart: CategoryChart) -> go.Figure:
    traces, notes = _category_traces(chart)
    along, across = ("y", "x") if chart.is_sideways else ("x", "y")
    layout: dict[str, Any] = {
        "height": chart.height,
        "showlegend": chart.has_legend,
        f"{across}axis": _value_axis(chart.axis),
        f"{along}axis": _category_axis(chart),
    }
    if chart.has_bars:
        layout["barmode"] = "relative" if chart.is_two_sided else "stack" if chart.is_stacked else "group"
    if chart.bar_gap is not None:
        layout["bargap"] = chart.bar_gap
    if chart.totals:
        layout["margin"] = {"r": 48}
    if chart.has_steady_legend:
        layout["legend"] = {"itemclick": False, "itemdoubleclick": False}
    if chart.has_short_labels_beyond:
        # Long names leave a phone little room: small numbers, rather than none.
        layout["uniformtext"] = {"minsize": 8, "mode": "hide"}
    if notes:
        layout["annotations"] = notes
    return _figure(traces, layout)


@to_plotly.register
def _(chart: NumberChart) -> go.Figure:
    names = [lines_of(each, chart.label_width) for each in chart.rows]
    traces = [_number_trace(each, names) for each in chart.series]
    layout: dict[str, Any] = {"height": chart.height, "showlegend": any(each.is_in_legend for each in chart.series)}
    layout["xaxis"] = _value_axis(chart.across)
    layout["yaxis"] = _value_axis(chart.axis)
    if names:
        layout["xaxis"] |= {"showgrid": False, "tickfont": {"size": 12}}
        layout["yaxis"] = _named_axis(names, chart.label_width) | {"showgrid": True}
    layout["shapes"] = [_divider(at) for at in chart.dividers]
    if chart.reference is not None:
        value, words = chart.reference
        across = {"xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value}
        layout["shapes"].append({"type": "line", **across, "line": _line(theme.TEXT, 2, "dash")})
        place = {"xref": "paper", "x": 0.01, "xanchor": "left", "y": value, "yanchor": "bottom"}
        layout["annotations"] = [{"text": f"<b>{theme.safe(words)}</b>", **place, "showarrow": False}]
    return _figure(traces, layout)


@to_plotly.register
def _(chart: Grid) -> go.Figure:
    down, across = (
        [theme.short_lines(name, width) for name in names]
        for names, width in zip((chart.rows, chart.columns), chart.label_widths, strict=True)
    )
    cells = chart.cells
    drawn = {
        "type": "heatmap",
        "z": [
            [
                cell.value if (cell := cells.get((row, column))) and cell.colour else None
                for column in range(len(across))
            ]
            for row in range(len(down))
        ],
        "x": across,
        "y": down,
        "zmin": 0,
        "zmax": chart.greatest,
        "colorscale": _STEPS,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverinfo": "skip",
    }
    said = [(down[row], across[column], cell) for (row, column), cell in cells.items() if cell.label]
    annotations = [
        {
            "x": column,
            "y": row,
            "text": marked(cell.label),
            "font": {"color": theme.text_colour_on(cell.colour) if cell.colour else theme.TEXT, "size": 12},
        }
        for row, column, cell in said
    ]
    axis = {"showgrid": False, "ticks": "", "fixedrange": True, "tickfont": {"size": 12}}
    return _figure(
        [drawn, _cell_clicks(chart, said)],
        {
            "annotations": annotations,
            "height": len(down) * chart.row_height + 60,
            # Labels side by side where there is room, upright on a narrow screen. White cells keep their place.
            "xaxis": {**axis, "side": "top", "autotickangles": [0, -90], "range": [-0.5, len(across) - 0.5]},
            "yaxis": {**axis, "range": [len(down) - 0.5, -0.5]},
        },
    )


@to_plotly.register
def _(chart: Flow) -> go.Figure:
    nodes = [*chart.givers, *chart.takers]
    flow = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [f"{theme.short_lines(name, 16)}<br>{amount}" for name, amount, _ in nodes],
            "color": [colour for _, _, colour in nodes],
            "pad": 34,
            "thickness": 16,
            "line": {"width": 0},
            "x": [0.001] * len(chart.givers) + [0.999] * len(chart.takers),
            "hovertemplate": f"%{{label}} {chart.unit}<extra></extra>",
        },
        "link": {
            "source": [each.giver for each in chart.streams],
            "target": [len(chart.givers) + each.taker for each in chart.streams],
            "value": [each.value for each in chart.streams],
            "color": [_pale(each.colour) for each in chart.streams],
            "customdata": [theme.safe(each.hover) for each in chart.streams],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"size": 13, "color": theme.TEXT},
    }
    return _figure([flow], {"height": chart.height, "margin": {"l": 8, "r": 8, "t": 12, "b": 24}})


@to_plotly.register
def _(chart: Panels) -> go.Figure:
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"height": chart.charts[0].height, "showlegend": False}
    share = 1 / len(chart.charts)
    for position, panel in enumerate(chart.charts):
        number = str(position + 1) if position else ""
        drawn, _ = _category_traces(panel)
        traces += [trace | {"xaxis": f"x{number}", "yaxis": f"y{number}"} for trace in drawn]
        domain = [position * (share + 0.03), position * (share + 0.03) + share - 0.03]
        layout[f"xaxis{number}"] = _value_axis(panel.axis) | {"domain": domain, "anchor": f"y{number}"}
        names = _category_axis(panel) | {"anchor": f"x{number}"}
        layout[f"yaxis{number}"] = names | ({"showticklabels": False} if position else {})
    return _figure(traces, layout)


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
    rest = _broken(label.rest)
    return f"<b>{_broken(label.bold)}</b>{rest}" if label.bold else rest


def _broken(text: str) -> str:
    return theme.safe(text).replace("\n", "<br>")


def _figure(data: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """Make a figure from plain traces and a plain layout.

    Checked by Plotly as one whole, which takes 3 ms. Built up from its classes a figure takes 20.
    """
    return go.Figure({"data": data, "layout": {"template": _TEMPLATE, **layout}})


def _category_traces(chart: CategoryChart) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give the traces of a chart along categories, and the notes that stand in place of bars."""
    names = [lines_of(each, chart.label_width, chart.note_width) for each in chart.categories]
    traces = [_tie(chart, names)] if chart.ties_points else []
    for series in chart.series:
        trace = _bar(series, chart) if series.kind in ("bar", "span") else _scatter(series, chart)
        along, across = ("y", "x") if chart.is_sideways else ("x", "y")
        traces.append(trace | {along: names, across: list(series.values)} | _told(series, chart))
    beyond = _beyond(chart)
    if any(beyond):
        traces.append(_texts(chart, names, beyond))
    return [_turned(trace) for trace in traces], _notes(chart, names)


def _turned(trace: dict[str, Any]) -> dict[str, Any]:
    """Give a trace's spans as lengths."""
    starts = trace.get("base")
    if starts is None:
        return trace
    lengths = [None if x is None else x - start for x, start in zip(trace["x"], starts, strict=True)]
    return trace | {"x": lengths}


def _bar(series: Series, chart: CategoryChart) -> dict[str, Any]:
    """Give a series of bars."""
    if series.kind == "span":
        starts = [point.start for point in series.points]
        return {
            "type": "bar",
            "base": starts,
            "orientation": "h",
            "width": 0.3,
            "name": _broken(series.name),
            "marker": {"color": series.colour},
        }
    colours = list(series.colours)
    marker: dict[str, Any] = {"color": colours if len(set(colours)) > 1 else colours[:1] * len(colours)}
    if series.is_outlined:
        marker = {"color": "white", "line": _line(theme.TEXT, 1)}
    elif chart.is_stacked and chart.is_sideways:
        marker["line"] = _line("white", 1)
    trace = {
        "type": "bar",
        "orientation": "h" if chart.is_sideways else "v",
        "name": _broken(series.name),
        "marker": marker,
        "showlegend": series.is_in_legend,
    }
    if not any(series.labels):
        return trace
    places = _label_places(series, chart)
    inside = [theme.text_colour_on("#ffffff" if series.is_outlined else colour) for colour in colours]
    return trace | {
        "text": [marked(label) for label in series.labels],
        "textposition": places,
        "insidetextanchor": "middle" if chart.is_stacked and chart.is_sideways else "start",
        "textangle": 0,
        "cliponaxis": chart.is_stacked,
        "textfont": {"size": 14 if chart.is_stacked else 13},
        "insidetextfont": {"color": inside},
        "outsidetextfont": {"color": theme.TEXT},
    }


def _label_places(series: Series, chart: CategoryChart) -> list[str]:
    """Say for each bar whether its label stands on it: beside it, where others stand there, it is a text of its own."""
    if chart.is_stacked:
        return ["inside"] * len(series.points)
    if chart.label_room is None:
        return ["auto"] * len(series.points)
    elsewhere = "none" if _has_one_bar(chart) else "outside"
    return ["inside" if fits else elsewhere for fits in _have_room(series, chart)]


def _has_one_bar(chart: CategoryChart) -> bool:
    return [series.kind for series in chart.series].count("bar") == 1 and not chart.is_stacked


def _have_room(series: Series, chart: CategoryChart) -> list[bool]:
    """Say for each bar whether it is long enough for its label."""
    ends = chart.axis.ends
    longest = max([abs(value) for each in chart.series for value in each.values if value is not None], default=0)
    whole = 1 if chart.is_share and ends is not None and ends[1] >= 1 else longest or 1
    return [value is not None and value > (chart.label_room or 0) * whole for value in series.values]


def _beyond(chart: CategoryChart) -> list[tuple[float, str] | None]:
    """Give what stands beyond all that is drawn of a category: totals, and labels without room on their bar."""
    if chart.totals:
        return [(total.value or 0, f" {marked(total.label)}") for total in chart.totals]
    if not _has_one_bar(chart) or chart.label_room is None or not chart.is_sideways:
        return []
    bars = next(series for series in chart.series if series.kind == "bar")
    found: list[tuple[float, str] | None] = []
    for at, (point, fits) in enumerate(zip(bars.points, _have_room(bars, chart), strict=True)):
        ends = [value for series in chart.series if (value := series.values[at]) is not None]
        is_short = chart.has_short_labels_beyond and not point.is_withheld
        label = Label(point.label.bold) if is_short else point.label
        is_said = bool(label) and not fits and (point.value is not None or point.is_withheld)
        found.append((max(ends, default=0), f"   {marked(label)}") if is_said else None)
    return found


def _texts(chart: CategoryChart, names: Sequence[str], beyond: Sequence[tuple[float, str] | None]) -> dict[str, Any]:
    said = [(each[0], name, each[1]) for each, name in zip(beyond, names, strict=True) if each is not None]
    return {
        "type": "scatter",
        "x": [x for x, _, _ in said],
        "y": [name for _, name, _ in said],
        "mode": "text",
        "text": [text for _, _, text in said],
        "textposition": "middle right",
        "textfont": {"size": 14 if chart.totals else 13, "color": theme.TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _scatter(series: Series, chart: CategoryChart) -> dict[str, Any]:
    """Give a series of marks, points or a line."""
    trace: dict[str, Any] = {
        "type": "scatter",
        "name": _broken(series.name),
        "mode": "markers",
        "marker": _marker(series, chart),
        "showlegend": series.is_in_legend,
    }
    if series.kind == "line":
        trace |= {"mode": "lines+markers", "connectgaps": True}
        trace["line"] = _line(series.colour, series.width, "dot" if series.is_dotted else "solid")
    if series.is_filled_to_last:
        trace |= {"fill": "tonexty", "fillcolor": _TINT}
    if any(point.ends for point in series.points):
        trace[f"error_{'x' if chart.is_sideways else 'y'}"] = _ranges(series)
    if any(series.labels):
        trace |= _point_labels(series)
        if chart.ties_points:
            trace["textposition"] = _beside_points(series, chart)
            # A little air between a point and its label.
            trace["text"] = [f"\u00a0{text}\u00a0" for text in trace["text"]]
    return trace


def _point_labels(series: Series) -> dict[str, Any]:
    is_line = series.kind == "line"
    return {
        "mode": "lines+markers+text" if is_line else "markers+text",
        "text": [marked(label) for label in series.labels],
        "textposition": ["bottom center" if label.is_below else "top center" for label in series.labels],
        "textfont": {"size": 14 if is_line else 13, "color": series.label_colour or theme.TEXT},
        "cliponaxis": False,
    }


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


def _marker(series: Series, chart: CategoryChart) -> dict[str, Any]:
    if series.symbol == "stroke":
        rows = (chart.height - 100) / max(len(chart.categories), 1)
        width = {"width": series.width, "color": series.colour}
        return {"symbol": "line-ns", "size": round(min(0.52 * rows, 30)), "color": series.colour, "line": width}
    if series.symbol == "ring":
        return {"symbol": "circle", "size": series.size, "color": "white", "line": _line(series.colour, 2)}
    colours = list(series.colours)
    if series.kind == "mark":
        return {"symbol": series.symbol, "size": series.size, "color": series.colour, "line": _line("white", 1)}
    few = [point.is_few for point in series.points]
    if not chart.ties_points:
        return {"symbol": series.symbol, "size": series.size, "color": series.colour}
    symbols = [f"{series.symbol}{'-open' if each else ''}" for each in few]
    return {"symbol": symbols, "size": series.size, "color": colours, "line": {"width": 2, "color": colours}}


def _ranges(series: Series) -> dict[str, Any]:
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


def _told(series: Series, chart: CategoryChart) -> dict[str, Any]:
    """Give what the pointer is told, and what a click brings back."""
    if not any(point.hover for point in series.points):
        told: dict[str, Any] = {"hoverinfo": "skip"}
    else:
        place = "%{y}<br>" if chart.is_sideways and not series.says_place else ""
        told = {
            "hovertext": [_broken(point.hover) for point in series.points],
            "hovertemplate": f"{place}%{{hovertext}}<extra></extra>",
        }
    if any(point.key for point in series.points):
        told["customdata"] = [list(point.key) for point in series.points]
    return told


def _tie(chart: CategoryChart, names: Sequence[str]) -> dict[str, Any]:
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


def _notes(chart: CategoryChart, names: Sequence[str]) -> list[dict[str, Any]]:
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


def _number_trace(series: Series, names: Sequence[str]) -> dict[str, Any]:
    """Give a line or points along an axis of numbers or days."""
    points = series.points
    sizes = [point.size for point in points]
    has_text = any(series.labels)
    is_line = series.kind == "line"
    parts = ["lines"] * is_line + ["markers"] * bool(series.size or any(sizes)) + ["text"] * has_text
    trace: dict[str, Any] = {
        "type": "scatter",
        "x": [point.at for point in points],
        "y": [names[int(value)] if names and value is not None else value for value in series.values],
        "mode": "+".join(parts),
        "name": _broken(series.name),
        "showlegend": series.is_in_legend,
        "hovertext": [_broken(point.hover) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [list(point.key) or None for point in points],
        "cliponaxis": False,
    }
    if is_line:
        trace["line"] = _line(series.colour, series.width, "dot" if series.is_dotted else "solid")
    if "markers" in parts:
        trace["marker"] = {"size": sizes if any(sizes) else series.size} | _dot(series)
    if any(point.ends for point in points):
        trace["error_y"] = _ranges(series)
    return trace | _point_labels(series) | {"mode": trace["mode"]} if has_text else trace


def _dot(series: Series) -> dict[str, Any]:
    if series.symbol == "circle-open":
        return {"symbol": series.symbol, "color": series.colour, "line": {"width": 2}}
    if series.kind == "line":
        return {"color": series.colour}
    return {"symbol": series.symbol, "color": series.colour, "line": _line(series.label_colour or "white", 1)}


def _cell_clicks(chart: Grid, said: Sequence[tuple[str, str, Any]]) -> dict[str, Any]:
    """Give an unseen mark on each cell, which takes the click: cells themselves cannot be selected."""
    return {
        "type": "scatter",
        "x": [column for _, column, _ in said],
        "y": [row for row, _, _ in said],
        "customdata": [list(cell.key) for _, _, cell in said],
        "mode": "markers",
        "marker": {"symbol": "square", "size": 0.76 * chart.row_height, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": [marked(cell.label) for _, _, cell in said],
        "hovertemplate": f"%{{y}}, %{{x}}<br>%{{text}} {chart.unit}<extra></extra>",
        "showlegend": False,
    }


def _value_axis(axis: Axis) -> dict[str, Any]:
    drawn: dict[str, Any] = {"title": theme.safe(axis.title) if axis.title else None}
    drawn["tickformat"] = ".0%" if axis.is_share else ",d"
    if axis.ends is not None:
        drawn["range"] = list(axis.ends)
    elif not axis.zero_line:
        drawn["rangemode"] = "tozero"
    if axis.ticks:
        drawn["tickvals"] = list(axis.ticks)
    elif axis.at_most_ticks:
        drawn |= {"nticks": axis.at_most_ticks, "tickangle": 0}
    if axis.tick_texts:
        drawn["ticktext"] = list(axis.tick_texts)
        del drawn["tickformat"]
    if axis.zero_line is not None:
        drawn["zeroline"] = axis.zero_line
    if axis.zero_line:
        drawn |= {"zerolinecolor": theme.TEXT, "zerolinewidth": 2}
    return drawn


def _category_axis(chart: CategoryChart) -> dict[str, Any]:
    names = [lines_of(each, chart.label_width, chart.note_width) for each in chart.categories]
    has_spans = any(series.kind == "span" for series in chart.series)
    if chart.is_sideways:
        # Above the first span stands its label.
        return _named_axis(names, chart.label_width, top=-0.7 if has_spans else -0.5)
    axis = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "title": None,
        "tickangle": 0,
        "tickfont": {"size": 14 if len(names) <= 3 else 12},
    }
    return axis if chart.has_bars else axis | {"range": [-0.4, len(names) - 0.6]}


def _named_axis(names: Sequence[str], width: int, top: float = -0.5) -> dict[str, Any]:
    """Give an axis of names, from the top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(names),
        "range": [len(set(names)) - 0.5, top],
        "title": None,
    } | ({} if width <= 14 else {"tickfont": {"size": 12}})


def _divider(at: Any) -> dict[str, Any]:
    place = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **place, "line": _line(theme.MUTED, 1, "dot"), "layer": "below"}


def _line(colour: str, width: float, dash: str | None = None) -> dict[str, Any]:
    return {"color": colour, "width": width} | ({"dash": dash} if dash else {})


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.35)"

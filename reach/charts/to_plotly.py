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
    CategoryChart,
    Chart,
    Flow,
    Grid,
    Map,
    NumberChart,
    Panels,
)
from reach.charts.plotly_traces import category_traces, common, line, lines_of, marked, scatter

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

_STEPS = [
    (edge / len(theme.SEQUENTIAL), colour)
    for position, colour in enumerate(theme.SEQUENTIAL)
    for edge in (position, position + 1)
]
"""Even steps rather than a slide, so that every cell's text can be read on its colour."""


@functools.singledispatch
def to_plotly(chart: Chart) -> go.Figure:
    """Give the figure of a chart."""
    raise TypeError(type(chart))


@to_plotly.register
def _(chart: Map) -> go.Figure:
    return _figure(list(chart.traces), chart.layout)


@to_plotly.register
def _(chart: CategoryChart) -> go.Figure:
    traces, notes = category_traces(chart)
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
    traces = [
        common(each, "")
        | scatter(each, chart)
        | {
            "x": [point.at for point in each.points],
            "y": [names[int(v)] if names and v is not None else v for v in each.values],
        }
        for each in chart.series
    ]
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
        layout["shapes"].append({"type": "line", **across, "line": line(theme.TEXT, 2, "dash")})
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
    labelled = [(down[row], across[column], cell) for (row, column), cell in cells.items() if cell.label]
    annotations = [
        {
            "x": column,
            "y": row,
            "text": marked(cell.label),
            "font": {"color": theme.text_colour_on(cell.colour) if cell.colour else theme.TEXT, "size": 12},
        }
        for row, column, cell in labelled
    ]
    axis = {"showgrid": False, "ticks": "", "fixedrange": True, "tickfont": {"size": 12}}
    return _figure(
        [drawn, _cell_clicks(chart, labelled)],
        {
            "annotations": annotations,
            "height": len(down) * chart.row_height + 60,
            # Labels side by side where there is room, upright on a narrow screen. White cells keep their place.
            "xaxis": {**axis, "side": "top", "autotickangles": [0, -90], "range": [-0.5, max(len(across), 1) - 0.5]},
            "yaxis": {**axis, "range": [max(len(down), 1) - 0.5, -0.5]},
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
        drawn, _ = category_traces(panel)
        traces += [trace | {"xaxis": f"x{number}", "yaxis": f"y{number}"} for trace in drawn]
        domain = [position * (share + 0.03), position * (share + 0.03) + share - 0.03]
        layout[f"xaxis{number}"] = _value_axis(panel.axis) | {"domain": domain, "anchor": f"y{number}"}
        names = _category_axis(panel) | {"anchor": f"x{number}"}
        layout[f"yaxis{number}"] = names | ({"showticklabels": False} if position else {})
    return _figure(traces, layout)


def _figure(data: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """Make a figure from plain traces and a plain layout.

    Checked by Plotly as one whole, which takes 3 ms. Built up from its classes a figure takes 20.
    """
    return go.Figure({"data": data, "layout": {"template": _TEMPLATE, **layout}})


def _cell_clicks(chart: Grid, labelled: Sequence[tuple[str, str, Any]]) -> dict[str, Any]:
    """Give an unseen mark on each cell, which takes the click: cells themselves cannot be selected."""
    return {
        "type": "scatter",
        "x": [column for _, column, _ in labelled],
        "y": [row for row, _, _ in labelled],
        "customdata": [list(cell.key) for _, _, cell in labelled],
        "mode": "markers",
        "marker": {"symbol": "square", "size": 0.76 * chart.row_height, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": [marked(cell.label) for _, _, cell in labelled],
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
        "range": [max(len(set(names)), 1) - 0.5, top],
        "title": None,
    } | ({} if width <= 14 else {"tickfont": {"size": 12}})


def _divider(at: Any) -> dict[str, Any]:
    place = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **place, "line": line(theme.MUTED, 1, "dot"), "layer": "below"}


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.35)"

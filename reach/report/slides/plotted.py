"""What a figure shows, read back from it: its series or its cells, as drawn on the page. Nothing is worked out.

    shown = plotted(exhibit.figure)

Whoever draws the same in another program starts from here, so that its numbers are the figure's own. None stands for a
figure that has no plain form: a flow, a map, a spread of points.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import theme
from reach.report.slides.shown import Cell, Grid, Label, Plotted, Series

_MARKUP = re.compile(r"</?(?:b|i|em|strong|span|sup|sub)(?: [^<>]*)?>")
_NEW_LINE = re.compile(r"<br ?/?>")
_BOLD = re.compile(r"<b>(.*?)</b>", re.S)


def plotted(figure: go.Figure) -> Plotted | Grid | None:
    """Read what a figure shows; None where it has no plain form."""
    kinds = {trace.type for trace in figure.data}
    if any(getattr(trace, "xaxis", None) not in (None, "x") for trace in figure.data):
        return None
    if "heatmap" in kinds and kinds <= {"heatmap", "scatter"}:
        maps = [trace for trace in figure.data if trace.type == "heatmap"]
        return _grid(figure, maps[0]) if len(maps) == 1 else None
    if kinds and kinds <= {"bar", "scatter"}:
        return _chart(figure)
    return None


def plain(text: Any) -> str:
    """Give a text of a figure as people read it: its markup gone, what only broke a line a blank."""
    return html.unescape(_MARKUP.sub("", _NEW_LINE.sub(" ", str(text)))).strip()


def _chart(figure: go.Figure) -> Plotted | None:
    traces = [trace for trace in figure.data if not _is_connecting(trace) and not _is_text(trace)]
    bars = [trace for trace in traces if trace.type == "bar"]
    sideways = {trace.orientation == "h" for trace in bars} or {not _are_texts(traces[0].x) if traces else False}
    if len(sideways) != 1 or not traces or any(_has_spread(trace) for trace in traces):
        return None
    is_sideways = sideways.pop()
    along, across = ("y", "x") if is_sideways else ("x", "y")
    places = [[_key(each) for each in _listed(trace[along])] for trace in traces]
    axis, value_axis = figure.layout[f"{along}axis"], figure.layout[f"{across}axis"]
    if not all(
        _are_texts(trace[along]) and len(set(keys)) == len(keys) for trace, keys in zip(traces, places, strict=True)
    ):
        return None
    order = dict.fromkeys(key for keys in places for key in keys)
    if axis.categoryarray is not None:
        given = [_key(each) for each in axis.categoryarray]
        order = dict.fromkeys([each for each in given if each in order] + list(order))
    keys = list(order)
    if is_sideways and not (axis.autorange == "reversed" or (axis.range is not None and axis.range[0] > axis.range[1])):
        keys.reverse()
    if not keys:
        return None
    value_format = str(value_axis.tickformat or "")
    limits = value_axis.range or (None, None)
    is_stacked = figure.layout.barmode in ("stack", "relative")
    if is_stacked and is_sideways and any(trace.type == "scatter" for trace in traces):
        return None
    # Text alone beside bars is their label, where they have none, or the total of a stack, which goes with its name.
    said = _said_beside(figure, along)
    totals = said if is_stacked else _said_in_place_of_bars(figure)
    return Plotted(
        categories=tuple(_category(key, axis) + (f": {totals[key]}" if key in totals else "") for key in keys),
        series=tuple(
            _series(
                trace,
                dict(zip(own, _listed(trace[across]), strict=True)),
                own,
                keys,
                bool(bars),
                {} if is_stacked else said,
            )
            for trace, own in zip(traces, places, strict=True)
        ),
        is_sideways=is_sideways,
        is_stacked=is_stacked,
        is_share=value_format.endswith("%"),
        most=1 if value_format.endswith("%") and limits[1] is not None and 1 <= float(limits[1]) < 1.2 else None,
        has_legend=figure.layout.showlegend is not False and len(traces) > 1,
        value_title=plain(value_axis.title.text or ""),
    )


def _series(
    trace: Any,
    values: Mapping[str, Any],
    own: Sequence[str],
    keys: Sequence[str],
    is_over_bars: bool,
    said: Mapping[str, str],
) -> Series:
    place = {key: position for position, key in enumerate(own)}
    colours, texts, positions = (
        _spread(each, len(own)) for each in (_colour(trace), trace.text, getattr(trace, "textposition", None))
    )
    has_text = trace.type == "bar" or "text" in (trace.mode or "")
    has_line = trace.type == "scatter" and "lines" in (trace.mode or "lines")
    return Series(
        name=plain(trace.name or "Figures"),
        form="bar" if trace.type == "bar" else "line" if has_line else "mark" if is_over_bars else "bar",
        values=tuple(_number(values.get(key)) for key in keys),
        colours=tuple(str(colours[place[key]]) if key in place else str(colours[0]) for key in keys),
        labels=tuple(
            (_label(texts[place[key]], str(positions[place[key]])) if has_text and key in place else Label())
            or Label("", said.get(key, "") if trace.type == "bar" else "")
            for key in keys
        ),
        is_in_legend=trace.showlegend is not False,
        line_width=float(trace.line.width or 2) if has_line else 2,
        marker_size=float(_listed(trace.marker.size)[0] or 6) if has_line and "markers" in (trace.mode or "") else 0,
        is_dotted=bool(has_line and trace.line.dash not in (None, "solid")),
        is_outlined=trace.type == "bar" and trace.marker.color == "white",
    )


def _grid(figure: go.Figure, drawn: Any) -> Grid | None:
    rows, columns = [_key(each) for each in _listed(drawn.y)], [_key(each) for each in _listed(drawn.x)]
    texts = {
        (_key(each.y), _key(each.x)): "\n".join(map(plain, _NEW_LINE.split(each.text)))
        for each in figure.layout.annotations
    }
    least, most = float(drawn.zmin or 0), float(drawn.zmax or 1)
    cells = {}
    for down, row in enumerate(rows):
        for across, column in enumerate(columns):
            value = _number(drawn.z[down][across])
            text = texts.get((row, column), "")
            if value is None and not text:
                continue
            share = 0 if value is None else (value - least) / ((most - least) or 1)
            cells[down, across] = Cell(text, "" if value is None else _scaled(drawn.colorscale, share))
    return Grid(tuple(map(plain, rows)), tuple(map(plain, columns)), cells)


def _scaled(scale: Any, share: float) -> str:
    """Give the colour of a scale of even steps."""
    steps = [colour for position, (edge, colour) in enumerate(scale) if position % 2 == 0]
    return str(steps[min(int(share * len(steps)), len(steps) - 1)])


def _said_beside(figure: go.Figure, along: str) -> dict[str, str]:
    """Give what stands beside a category's bars as text alone, such as their total."""
    return {
        _key(key): plain(text)
        for trace in figure.data
        if _is_text(trace)
        for key, text in zip(_listed(trace[along]), _listed(trace.text), strict=False)
        if text
    }


def _said_in_place_of_bars(figure: go.Figure) -> dict[str, str]:
    """Give the words that stand where a bar would begin: PowerPoint has no label without a bar."""
    notes = [note for note in figure.layout.annotations if note.x == 0 and note.xanchor == "left"]
    return {_key(note.y): plain(note.text) for note in notes}


def _is_text(trace: Any) -> bool:
    return trace.type == "scatter" and trace.mode == "text"


def _is_connecting(trace: Any) -> bool:
    """Whether a trace only ties marks together, and says nothing of its own."""
    return trace.type == "scatter" and trace.mode == "lines" and trace.hoverinfo == "skip"


def _has_spread(trace: Any) -> bool:
    return bool(trace.error_x.visible or trace.error_y.visible)


def _colour(trace: Any) -> Any:
    if trace.type == "scatter" and "lines" in (trace.mode or "lines"):
        return trace.line.color or trace.marker.color or theme.MAIN
    if trace.type == "scatter" and str(trace.marker.symbol).startswith("line-"):
        return trace.marker.line.color or theme.TEXT
    return trace.marker.color if trace.marker.color is not None else theme.MAIN


def _category(key: str, axis: Any) -> str:
    """Give a category's name, what the axis says instead of it where it does."""
    for value, text in zip(_listed(axis.tickvals), _listed(axis.ticktext), strict=False):
        if _key(value) == key:
            rest = str(text).removeprefix(str(value))
            return f"{plain(value)}\n{plain(rest)}" if str(text).startswith(str(value)) else _lines(str(text))
    return _lines(key)


def _lines(text: Any) -> str:
    """Give a text whose second line says something else, in bold or not, with that line kept apart."""
    parts = re.split(r"<br ?/?>(?=<[bi]>)|(?<=</b>)<br ?/?>", str(text))
    return "\n".join(filter(None, map(plain, parts)))


def _label(text: Any, position: str) -> Label:
    if text is None or not str(text).strip():
        return Label()
    said = str(text).replace("\u00a0", " ").strip()
    bold = _BOLD.match(said)
    below = "bottom" in position
    if bold:
        rest = plain(said[bold.end() :])
        return Label(plain(bold[1]), f"  {rest}" if rest else "", below)
    return Label("", plain(said), below)


def _spread(value: Any, count: int) -> list[Any]:
    """Give a value for each point, where one may stand for all."""
    values = _listed(value)
    if len(values) == count and not isinstance(value, str):
        return values
    return [values[0] if values else None] * max(count, 1)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int | float) else list(value)


def _are_texts(values: Any) -> bool:
    return all(isinstance(each, str) for each in _listed(values))


def _key(value: Any) -> str:
    return str(value)


def _number(value: Any) -> float | None:
    if value is None or pd.isna(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() else number

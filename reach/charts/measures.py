"""Counts as bars: one a row, with last year's as a mark across it, and a target's as another."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

ROW_HEIGHT = 50
_TARGET = theme.CATEGORICAL[3]


def measure_bars(
    frame: pd.DataFrame,
    *,
    by: Sequence[str],
    label: str,
    value: str,
    unit: tuple[str, str],
    axis: str,
    texts: Sequence[str] = (),
    last_year: pd.DataFrame | None = None,
    last_year_name: str = "",
    target: str | None = None,
    label_width: int = 22,
    as_share: bool = False,
    low_rows: Collection[int] = (),
) -> go.Figure:
    """Draw a bar for each row, as long as `value` says.

    by are the columns that a click brings back, label the one that names bars. unit is what is counted, of one and of
    several. texts stand on the bars in place of the plain number. target is a column with the target's number. Rows of
    low_rows have words and no bar.
    """
    say = formats.percent if as_share else formats.decimal
    values = frame[value].fillna(0).astype(float)
    before = _of_last_year(frame, last_year, by, value)
    marks = [*values, *(before or [])]
    if target:
        marks += list(frame[target].dropna().astype(float))
    longest = max([each for each in marks if each is not None] + [0.05 if as_share else 1])
    has_room = [each > 0.35 * longest for each in values]
    said = list(texts) or [f"<b>{say(each)}</b>" for each in values]
    for row in low_rows:
        said[row] = formats.FEWER
    labels = [theme.short_lines(str(formats.word(name)), label_width) for name in frame[label]]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": values.to_numpy(),
            "y": labels,
            "orientation": "h",
            "name": "This period",
            "marker": {"color": theme.MAIN},
            "text": said,
            "textposition": ["inside" if fits else "none" for fits in has_room],
            "insidetextanchor": "start",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {"size": 13, "color": theme.text_colour_on(theme.MAIN)},
            "customdata": [
                [*keys, formats.FEWER if row in low_rows else say(each), unit[0] if each == 1 else unit[1]]
                for row, (keys, each) in enumerate(zip(frame[list(by)].to_numpy().tolist(), values, strict=True))
            ],
            "hovertemplate": f"%{{y}}<br>%{{customdata[{len(by)}]}} %{{customdata[{len(by) + 1}]}}<extra></extra>",
            "showlegend": False,
        }
    ]
    if before is not None:
        data.append(_marks(before, labels, last_year_name, "line-ns", theme.TEXT, ".0%" if as_share else ","))
    if target and frame[target].notna().any():
        data.append(_marks(list(frame[target]), labels, "Target", "diamond", _TARGET, ","))
    has_marks = len(data) > 1
    data += said_beyond(data, said, has_room)
    return theme.figure(
        data,
        {
            "height": len(frame) * ROW_HEIGHT + 100,
            "showlegend": has_marks,
            "xaxis": {
                "range": [0, longest * 1.15],
                "rangemode": "tozero",
                "tickformat": ".0%" if as_share else ",d",
                "nticks": 6,
                "title": axis,
            },
            "yaxis": {"range": [len(frame) - 0.5, -0.5], "title": None, "tickfont": {"size": 12}},
        },
    )


def paired_bars(
    frame: pd.DataFrame, *, by: str, part: str, value: str, colours: Mapping[str, str], unit: str
) -> go.Figure:
    """Draw a bar for each value of `part`, side by side for each value of `by`."""
    longest = max(float(frame[value].max()), 1)
    data = [
        {
            "type": "bar",
            "x": rows[value].to_numpy(),
            "y": [theme.short_lines(str(formats.word(each))) for each in rows[by]],
            "orientation": "h",
            "name": str(formats.word(name)),
            "marker": {"color": colour},
            "text": [f"<b>{formats.decimal(each)}</b>" for each in rows[value]],
            "textposition": "outside",
            "textangle": 0,
            "cliponaxis": False,
            "textfont": {"size": 13, "color": theme.TEXT},
            "customdata": rows[[by, part]].to_numpy(),
            "hovertemplate": f"%{{y}}<br>{formats.word(name)}: %{{text}} {unit}<extra></extra>",
        }
        for name, colour in colours.items()
        for rows in (frame[frame[part] == name],)
    ]
    return theme.figure(
        data,
        {
            "height": frame[by].nunique() * 66 + 110,
            "barmode": "group",
            "showlegend": True,
            "xaxis": {
                "range": [0, longest * 1.15],
                "rangemode": "tozero",
                "tickformat": ",d",
                "nticks": 6,
                "title": unit.capitalize(),
            },
            "yaxis": {"range": [frame[by].nunique() - 0.5, -0.5], "title": None, "tickfont": {"size": 12}},
        },
    )


def said_beyond(drawn: Sequence[dict[str, Any]], said: Sequence[str], has_room: Sequence[bool]) -> list[dict[str, Any]]:
    """Give what bars say that have no room for it, as text to the right of all that is drawn in their row."""
    rows = [[x for x in each if pd.notna(x)] for each in zip(*(trace["x"] for trace in drawn), strict=True)]
    places = [(max(row), at) for at, (row, fits) in enumerate(zip(rows, has_room, strict=True)) if row and not fits]
    trace = {
        "type": "scatter",
        "x": [x for x, _ in places],
        "y": [drawn[0]["y"][at] for _, at in places],
        "mode": "text",
        "text": [f"   {said[at]}" for _, at in places],
        "textposition": "middle right",
        "textfont": {"size": 13, "color": theme.TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [trace] if places else []


def _of_last_year(
    frame: pd.DataFrame, last_year: pd.DataFrame | None, by: Sequence[str], value: str
) -> list[float | None] | None:
    if last_year is None or last_year.empty:
        return None
    found = dict(zip(last_year[by[0]], last_year[value], strict=True))
    before = [found.get(key) for key in frame[by[0]]]
    return [None if each is None or pd.isna(each) else float(each) for each in before]


def _marks(values: Sequence[Any], labels: list[str], name: str, symbol: str, colour: str, form: str) -> dict[str, Any]:
    is_line = symbol == "line-ns"
    return {
        "type": "scatter",
        "x": [None if pd.isna(each) else float(each) for each in values],
        "y": labels,
        "mode": "markers",
        "name": name,
        "marker": {
            "symbol": symbol,
            "size": 24 if is_line else 13,
            "color": colour,
            "line": {"width": 3 if is_line else 1, "color": colour if is_line else "white"},
        },
        "hovertemplate": f"{name}: %{{x:{form}}}<extra></extra>",
    }

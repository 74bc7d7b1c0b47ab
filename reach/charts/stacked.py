"""Schools parted into kinds: a bar for each group, its kinds side by side in it."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

ROW_HEIGHT = 62


def stacked_bars(
    frame: pd.DataFrame,
    *,
    by: str,
    label: str,
    part: str,
    count: str,
    colours: Mapping[str, str],
    unit: str = "schools",
) -> go.Figure:
    """Draw a bar for each value of `by`, parted by `part`, as long as `count` says.

    frame has a row for each pair of them; label is the column that names bars. colours gives each part its colour, in
    the order in which parts stand. A mark's custom data are its bar and its part.
    """
    data = []
    for name, colour in colours.items():
        rows = frame[frame[part] == name]
        words = theme.safe(str(formats.word(name)))
        data.append(
            {
                "type": "bar",
                "x": rows[count].to_numpy(),
                "y": [theme.short_lines(str(formats.word(each))) for each in rows[label]],
                "orientation": "h",
                "name": words,
                "marker": {"color": colour, "line": {"color": "white", "width": 1}},
                "text": [f"{each:,}" if each else "" for each in rows[count]],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": theme.text_colour_on(colour), "size": 14},
                "customdata": rows[[by, part]].to_numpy(),
                "hovertemplate": f"%{{y}}<br>{words}: %{{x:,}} {unit}<extra></extra>",
            }
        )
    bars = frame[by].nunique()
    # Even of one bar: the legend of a phone, a line for each part, stands above it.
    height = max(bars * ROW_HEIGHT + 110, 300)
    return theme.figure(
        data,
        {
            "height": height,
            # One bar alone is no thicker for the room that it has.
            "bargap": 1 - 0.75 * bars * ROW_HEIGHT / (height - 110),
            "barmode": "stack",
            "xaxis": {"title": unit.capitalize(), "tickformat": ",d", "rangemode": "tozero"},
            "yaxis": {"autorange": "reversed", "title": None},
        },
    )

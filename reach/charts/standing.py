"""Standing: which schools are new, stay, come back, fall away, or have never come."""

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

COLOURS = {
    "new": theme.CATEGORICAL[1],
    "sustained": theme.CATEGORICAL[0],
    "re-engaged": theme.CATEGORICAL[5],
    "lapsed": theme.CATEGORICAL[3],
    "never": theme.MUTED,
}


def standing(frame: pd.DataFrame) -> go.Figure:
    """Draw standing_by_la: a bar a local authority, its schools stacked by standing."""
    data = []
    for name, label in formats.STANDING_LABELS.items():
        rows = frame[frame["standing"] == name]
        data.append(
            {
                "type": "bar",
                "x": rows["schools_of_standing"],
                "y": [theme.short_lines(la_name) for la_name in rows["la_name"]],
                "orientation": "h",
                "name": label,
                "marker": {"color": COLOURS[name], "line": {"color": "white", "width": 1}},
                "text": [f"{count:,}" if count else "" for count in rows["schools_of_standing"]],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": theme.text_colour_on(COLOURS[name]), "size": 14},
                "customdata": [[la_code, name] for la_code in rows["la_code"]],
                "hovertemplate": f"%{{y}}<br>{label}: %{{x:,}} schools<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": frame["la_code"].nunique() * 62 + 110,
            "barmode": "stack",
            "xaxis": {"title": "Schools", "tickformat": ",d", "rangemode": "tozero"},
            "yaxis": {"autorange": "reversed", "title": None},
        },
    )

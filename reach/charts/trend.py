"""The trend: term by term, this year before last year, with the years before them behind."""

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

_TERMS = ("autumn", "spring", "summer")


def _term(term: str) -> str:
    """Give a term's name in two lines, as three in a row are too long for a phone."""
    return theme.short_lines(str(formats.word(term)), 6)


def trend(frame: pd.DataFrame, *, academic_year: str, last_year: str) -> go.Figure:
    """Draw reach_trend: a line a year over its three terms."""
    data = []
    for year in sorted(frame["academic_year"].unique()):
        rows = frame[frame["academic_year"] == year]
        is_this, is_last = year == academic_year, year == last_year
        colour = theme.MAIN if is_this else theme.CATEGORICAL[3] if is_last else theme.MUTED
        data.append(
            {
                "type": "scatter",
                "x": [_term(term) for term in rows["period"]],
                "y": rows["reach"],
                "mode": "lines+markers+text" if is_this else "lines+markers",
                "name": year,
                "line": {"color": colour, "width": 4 if is_this else 3 if is_last else 1.5},
                "marker": {"size": 10 if is_this else 7 if is_last else 4, "color": colour},
                "text": [formats.percent(reach) for reach in rows["reach"]],
                "textposition": "top center",
                "textfont": {"color": colour, "size": 14},
                "customdata": rows[["academic_year", "period", "reached", "schools"]].to_numpy(),
                "hovertemplate": "%{x} %{customdata[0]}<br>%{y:.0%}  %{customdata[2]:,} of %{customdata[3]:,} schools"
                "<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": 340,
            "showlegend": True,
            "xaxis": {
                "categoryorder": "array",
                "categoryarray": [_term(term) for term in _TERMS],
                "range": [-0.25, 2.25],
                "title": None,
            },
            "yaxis": {
                "range": [0, min(1, frame["reach"].max() * 1.25 + 0.02)],
                "tickformat": ".0%",
                "title": "Share of schools reached in the term",
            },
        },
    )

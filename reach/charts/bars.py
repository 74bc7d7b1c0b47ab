"""Reach as bars, one a local authority or one a phase, with last year's as a mark across each."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.charts.measures import said_beyond

ROW_HEIGHT = 58


def reach_bars(
    frame: pd.DataFrame,
    *,
    by: str,
    label: str,
    as_share: bool = True,
    colours: Mapping[str, str] | None = None,
    last_year: pd.DataFrame | None = None,
    last_year_name: str = "",
) -> go.Figure:
    """Draw a bar for each row of reach_by_la or reach_by_phase.

    by is the column that tells bars apart (it comes back with a click), label the one that names them.
    """
    measure = "reach" if as_share else "reached"
    colour_of = [(colours or {}).get(key, theme.MAIN) for key in frame[by]]
    longest = 1 if as_share else max(frame[measure].max(), 1)
    # A short bar has no room for its label.
    has_room = [value > 0.35 * longest for value in frame[measure]]
    labels = [theme.short_lines(str(formats.word(name))) for name in frame[label]]
    said = [
        f"<b>{formats.percent(reach)}</b>  {reached:,} of {schools:,}"
        for reach, reached, schools in zip(frame["reach"], frame["reached"], frame["schools"], strict=True)
    ]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": frame[measure].to_numpy(),
            "y": labels,
            "orientation": "h",
            "name": "This period",
            "marker": {"color": colour_of},
            "text": said,
            "textposition": ["inside" if fits else "none" for fits in has_room],
            "insidetextanchor": "start",
            "textfont": {"size": 13, "color": [theme.text_colour_on(colour) for colour in colour_of]},
            "customdata": frame[[by]].to_numpy(),
            "hovertemplate": "%{y}<br>%{text} schools reached<extra></extra>",
            "showlegend": False,
        }
    ]
    if last_year is not None and not last_year.empty:
        before = last_year.set_index(by)[measure].reindex(frame[by])
        data.append(
            {
                "type": "scatter",
                "x": before.to_numpy(),
                "y": labels,
                "mode": "markers",
                "name": last_year_name,
                "marker": {
                    "symbol": "line-ns",
                    "size": 30,
                    "line": {"width": 3, "color": theme.TEXT},
                },
                "hovertemplate": f"{last_year_name}: %{{x{':.0%' if as_share else ':,'}}}<extra></extra>",
            }
        )
    data += said_beyond(data, said, has_room)
    return theme.figure(
        data,
        {
            "height": len(frame) * ROW_HEIGHT + 90,
            "showlegend": last_year is not None and not last_year.empty,
            "xaxis": {
                "range": [0, 1] if as_share else [0, longest * 1.15],
                "rangemode": "tozero",
                "tickformat": ".0%" if as_share else ",d",
                "tickvals": [0, 0.25, 0.5, 0.75, 1] if as_share else None,
                "title": "Share of schools reached" if as_share else "Schools reached",
            },
            "yaxis": {"autorange": "reversed", "title": None},
        },
    )

"""Places offered, and the schools still to be reached."""

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.charts.heat_map import heat_map
from reach.phases import PHASES

STATE_COLOURS = {
    "under-filled": theme.CATEGORICAL[3],
    "filling": theme.CATEGORICAL[1],
    "full": theme.CATEGORICAL[0],
}


def need_by_programme(frame: pd.DataFrame) -> go.Figure:
    """Draw places_and_need: for each programme the schools not yet reached, and how many its free places could take."""
    names = [theme.short_lines(name, 30) for name in frame["programme_name"]]
    bars = (
        ("Schools not yet reached", frame["not_yet_reached"], theme.MAIN),
        ("Schools that its free places could take", frame["free_for_schools"], theme.CATEGORICAL[1]),
    )
    data = [
        {
            "type": "bar",
            "x": [None if pd.isna(count) else int(count) for count in counts],
            "y": names,
            "orientation": "h",
            "name": name,
            "marker": {"color": colour},
            "text": ["" if pd.isna(count) else f"{count:,}" for count in counts],
            "textposition": "outside",
            "cliponaxis": False,
            "customdata": frame[["programme_name"]].to_numpy(),
            "hovertemplate": f"%{{y}}<br>{name}: %{{x:,}}<extra></extra>",
        }
        for name, counts, colour in bars
    ]
    return theme.figure(
        data,
        {
            "height": len(frame) * 44 + 110,
            "barmode": "group",
            "xaxis": {"title": "Schools", "tickformat": ",d", "rangemode": "tozero", "nticks": 4, "tickangle": 0},
            "yaxis": {"autorange": "reversed", "title": None, "tickfont": {"size": 12}},
        },
    )


def need_by_la_phase(frame: pd.DataFrame) -> go.Figure:
    """Draw need_by_la_phase: schools not yet reached in each cell, and the groups that they would fill."""
    texts = [
        f"<b>{not_yet:,}</b> of {schools:,}"
        + ("" if pd.isna(groups) or not groups else f"<br>{formats.count_of(int(groups), 'group')}")
        for not_yet, schools, groups in zip(
            frame["not_yet_reached"], frame["schools"], frame["groups_wanted"], strict=True
        )
    ]
    return heat_map(
        frame,
        rows=("la_code", "la_name"),
        columns=("phase", "phase"),
        value="not_yet_reached",
        texts=texts,
        unit="schools not yet reached",
        columns_in_order=PHASES,
    )


def places_taken(frame: pd.DataFrame) -> go.Figure:
    """Draw group_places: for each activity the share of its places that are taken."""
    data = []
    for state, colour in STATE_COLOURS.items():
        rows = frame[frame["group_state"] == state]
        data.append(
            {
                "type": "bar",
                "x": rows["share_filled"].to_numpy(),
                "y": [theme.short_lines(name, 26) for name in rows["activity"]],
                "orientation": "h",
                "name": formats.word(state),
                "marker": {"color": colour},
                "text": [
                    f"{signed_up:,} of {places:,}"
                    for signed_up, places in zip(rows["signed_up"], rows["places"], strict=True)
                ],
                "textposition": "auto",
                "insidetextanchor": "start",
                "textfont": {"color": theme.text_colour_on(colour)},
                "outsidetextfont": {"color": theme.TEXT},
                "hovertemplate": "%{y}<br>%{text} places taken (%{x:.0%})<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": len(frame) * 44 + 120,
            "xaxis": {
                "tickformat": ".0%",
                "title": "Share of places taken",
                "rangemode": "tozero",
                "nticks": 4,
                "tickangle": 0,
            },
            "showlegend": True,
            "yaxis": {
                "autorange": "reversed",
                "title": None,
                "tickfont": {"size": 12},
                "categoryorder": "array",
                "categoryarray": [theme.short_lines(name, 26) for name in frame["activity"]],
            },
        },
    )

"""Fairness: the equity gap over the years and place by place, and trusts by schools not reached."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

MOST, LEAST = theme.MAIN, theme.CATEGORICAL[4]
_NAMES = {True: "Most disadvantaged fifth", False: "Least disadvantaged fifth"}
_COLOURS = {True: MOST, False: LEAST}
_SYMBOLS = {True: "circle", False: "diamond"}


def gap_trend(frame: pd.DataFrame) -> go.Figure:
    """Draw equity_gap_trend: a line for each of the two fifths, and the gap in words under each year."""
    years = frame.drop_duplicates("academic_year")
    data: list[dict[str, Any]] = []
    for is_most in (False, True):
        rows = frame[frame["is_most_disadvantaged"] == is_most]
        data.append(
            {
                "type": "scatter",
                "x": rows["academic_year"],
                "y": rows["reach"],
                "mode": "lines+markers+text",
                "name": _NAMES[is_most],
                "line": {"color": _COLOURS[is_most], "width": 3, "dash": "solid" if is_most else "dot"},
                "marker": {"size": 10, "color": _COLOURS[is_most], "symbol": _SYMBOLS[is_most]},
                "fill": "tonexty" if data else None,
                "fillcolor": "rgba(18, 67, 109, 0.08)",
                "text": [formats.percent(reach) for reach in rows["reach"]],
                "textposition": [
                    "bottom center" if (gap < 0) == is_most else "top center" for gap in rows["gap_points"]
                ],
                "textfont": {"color": _COLOURS[is_most], "size": 14},
                "cliponaxis": False,
                "customdata": rows[["academic_year", "school_group", "reached", "schools"]].to_numpy(),
                "hovertemplate": f"{_NAMES[is_most]}, %{{customdata[0]}}<br>%{{y:.0%}}  %{{customdata[2]:,}} of "
                "%{customdata[3]:,} schools reached<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": 390,
            "showlegend": True,
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": years["academic_year"],
                "tickvals": years["academic_year"],
                "ticktext": [
                    f"{year}<br>{theme.short_lines(formats.points_apart(gap), 6)}{'' if is_over else '<br>so far'}"
                    for year, gap, is_over in years[["academic_year", "gap_points", "is_over"]].to_numpy()
                ],
                "tickangle": 0,
                "tickfont": {"size": 11},
                "range": [-0.4, len(years) - 0.6],
                "title": None,
            },
            "yaxis": {
                "range": [0, min(1.08, frame["reach"].max() * 1.25 + 0.05)],
                "tickformat": ".0%",
                "tickvals": [0, 0.25, 0.5, 0.75, 1],
                "title": "Share of schools reached",
            },
        },
    )


def gap_dumbbells(frame: pd.DataFrame) -> go.Figure:
    """Draw equity_gap_by_la_phase: two marks for the two fifths of each place, and the gap between them in words.

    A mark for fewer than ten schools is hollow.
    """
    named = frame.assign(place=_places(frame), label=_place_labels(frame))
    ends: dict[str, list[float]] = {}
    for label, reach in zip(named["label"], named["reach"], strict=True):
        ends.setdefault(label, []).append(reach)
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": [x for reaches in ends.values() for x in (min(reaches), max(reaches), None)],
            "y": [label for label in ends for _ in range(3)],
            "mode": "lines",
            "line": {"color": theme.MUTED, "width": 6},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    for is_most in (True, False):
        rows = named[named["is_most_disadvantaged"] == is_most]
        data.append(
            {
                "type": "scatter",
                "x": rows["reach"],
                "y": rows["label"],
                "mode": "markers+text",
                "name": _NAMES[is_most],
                "marker": {
                    "size": 15,
                    "symbol": [
                        _SYMBOLS[is_most] + ("-open" if count < formats.FEW_SCHOOLS else "")
                        for count in rows["schools"]
                    ],
                    "color": _COLOURS[is_most],
                    "line": {"width": 2, "color": _COLOURS[is_most]},
                },
                "text": [formats.percent(reach) for reach in rows["reach"]],
                "textposition": [
                    "middle right"
                    if reach == max(ends[label]) and reach > min(ends[label])
                    # Left of a mark so near to 0 stand the names of places.
                    else "top center"
                    if reach < 0.15
                    else "middle left"
                    for label, reach in zip(rows["label"], rows["reach"], strict=True)
                ],
                "textfont": {"size": 13, "color": _COLOURS[is_most]},
                "cliponaxis": False,
                "customdata": rows[["la_code", "phase", "school_group", "place", "reached", "schools"]]
                .fillna("all")
                .to_numpy(),
                "hovertemplate": f"%{{customdata[3]}}, {_NAMES[is_most].lower()}<br>"
                "%{x:.0%}  %{customdata[4]:,} of %{customdata[5]:,} schools reached<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": len(ends) * 52 + 110,
            "showlegend": True,
            "xaxis": {
                "range": [-0.12, 1.12],
                "tickformat": ".0%",
                "tickvals": [0, 0.5, 1],
                "title": "Share of schools reached",
            },
            "yaxis": {
                "categoryorder": "array",
                "categoryarray": list(ends),
                "autorange": "reversed",
                "tickfont": {"size": 13},
                "title": None,
            },
        },
    )


def trust_bars(frame: pd.DataFrame) -> go.Figure:
    """Draw reach_by_trust: for each trust its schools, reached and not; the share stands with the name."""
    labels = [
        f"{theme.short_lines(name, 22)}<br><b>{reached:,} of {schools:,}</b>, {formats.percent(reach)}"
        for name, reached, schools, reach in frame[["trust", "reached", "schools", "reach"]].to_numpy()
    ]
    data = [
        {
            "type": "bar",
            "x": frame[column],
            "y": labels,
            "orientation": "h",
            "name": name,
            "marker": {"color": colour, "line": {"color": "white", "width": 1}},
            "text": [f"{count:,}" if count else "" for count in frame[column]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": 14, "color": theme.text_colour_on(colour)},
            "customdata": frame[["trust"]].to_numpy(),
            "hovertemplate": f"%{{y}}<br>%{{x:,}} schools {name.lower()}<extra></extra>",
        }
        for column, name, colour in (
            ("not_reached", "Not reached", theme.MUTED),
            ("reached", "Reached", theme.MAIN),
        )
    ]
    return theme.figure(
        data,
        {
            "height": len(frame) * 64 + 110,
            "barmode": "stack",
            "showlegend": True,
            "xaxis": {"title": "Schools", "tickformat": ",d", "rangemode": "tozero"},
            "yaxis": {"autorange": "reversed", "tickfont": {"size": 12}, "title": None},
        },
    )


def _places(frame: pd.DataFrame) -> list[str]:
    """Give the name of each row's place: a local authority, a phase, or the whole."""
    return [
        theme.safe(str(la_name if pd.notna(la_name) else formats.word(phase) if pd.notna(phase) else "All schools"))
        for la_name, phase in frame[["la_name", "phase"]].to_numpy()
    ]


def _place_labels(frame: pd.DataFrame) -> list[str]:
    few = _few(frame)
    return [
        f"{theme.short_lines(place, 16)}<br>"
        + ("few schools" if place in few else f"<b>{theme.short_lines(formats.points_apart(gap), 18)}</b>")
        for place, gap in zip(_places(frame), frame["gap_points"], strict=True)
    ]


def _few(frame: pd.DataFrame) -> set[str]:
    """Give the places where one of the fifths has fewer than ten schools."""
    return {
        place for place, schools in zip(_places(frame), frame["schools"], strict=True) if schools < formats.FEW_SCHOOLS
    }

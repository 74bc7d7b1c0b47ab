"""One school: everything it came to over the years, its people and hours, and how reliably they came."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.academic_years import starting_year

_LIGHT = theme.SEQUENTIAL[0]
_STATES = {
    "attended": {"symbol": "circle", "color": theme.MAIN, "line": {"width": 1, "color": "white"}},
    "missed": {"symbol": "circle", "color": _LIGHT, "line": {"width": 1, "color": theme.SEQUENTIAL[1]}},
    "booked": {"symbol": "circle-open", "color": theme.SEQUENTIAL[2], "line": {"width": 2}},
    "pupils_only": {"symbol": "diamond", "color": theme.CATEGORICAL[1], "line": {"width": 1, "color": "white"}},
}
_ONE_PERSON, _LARGEST = 9, 30
_LINE = 16


def timeline(frame: pd.DataFrame) -> go.Figure:
    """Draw school_sessions: a mark a session on its programme's line, larger where more people were on the register."""
    names = list(dict.fromkeys(frame["programme_name"]))
    labels = {name: theme.short_lines(name, 24) for name in names}
    on_register = frame[["attended", "missed", "booked"]].sum(axis=1)
    data = []
    for state, marker in _STATES.items():
        rows = frame[frame["session_state"] == state]
        if rows.empty:
            continue
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": formats.word(state),
                "x": rows["held_on"].to_numpy(),
                "y": [labels[name] for name in rows["programme_name"]],
                # As large as people are many, by its area.
                "marker": marker
                | {
                    "size": (_ONE_PERSON * on_register[rows.index].clip(lower=1) ** 0.5).clip(upper=_LARGEST).to_numpy()
                },
                "customdata": list(zip(rows["programme_name"], map(_of_session, rows.to_dict("records")), strict=True)),
                "hovertemplate": "%{customdata[1]}<extra></extra>",
            }
        )
    years = sorted(set(frame["academic_year"]))
    first, last = starting_year(years[0]), starting_year(years[-1])
    return theme.figure(
        data,
        {
            "height": len(names) * max(40, _LINE * max(1 + label.count("<br>") for label in labels.values()) + 8) + 110,
            "showlegend": True,
            "shapes": [
                {
                    "type": "line",
                    "x0": dt.date(year, 9, 1),
                    "x1": dt.date(year, 9, 1),
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": theme.MUTED, "width": 1, "dash": "dot"},
                    "layer": "below",
                }
                for year in range(first, last + 2)
            ],
            "xaxis": {
                "range": [dt.date(first, 8, 20), dt.date(last + 1, 9, 10)],
                "tickvals": [dt.date(year + 1, 3, 1) for year in range(first, last + 1)],
                "ticktext": [f"{year}/{(year + 1) % 100:02d}" for year in range(first, last + 1)],
                "tickfont": {"size": 12},
                "showgrid": False,
                "title": None,
            },
            "yaxis": {
                "categoryorder": "array",
                "categoryarray": [labels[name] for name in names],
                "autorange": "reversed",
                "showgrid": True,
                "tickfont": {"size": 12},
                "title": None,
            },
        },
    )


def people_and_hours(frame: pd.DataFrame) -> go.Figure:
    """Draw school_people_by_year: people and hours as bars, side by side, a bar a year."""
    years = frame["academic_year"].to_list()

    def bars(column: str, colour: str, axis: str, unit: str, texts: list[str]) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "y": years,
            "x": frame[column].to_numpy(),
            "xaxis": f"x{axis}",
            "yaxis": f"y{axis}",
            "marker": {"color": colour},
            "text": texts,
            "textposition": "auto",
            "insidetextanchor": "end",
            "textangle": 0,
            "textfont": {"size": 13},
            "cliponaxis": False,
            "hovertemplate": f"%{{y}}: %{{text}} {unit}<extra></extra>",
            "showlegend": False,
        }

    people = [formats.thousands(each) for each in frame["people"]]
    hours = [formats.decimal(each) for each in frame["hours"]]
    axis = {"rangemode": "tozero", "tickformat": ",d", "nticks": 4}
    return theme.figure(
        [
            bars("people", theme.MAIN, "", "different people", people),
            bars("hours", theme.CATEGORICAL[1], "2", "hours", hours),
        ],
        {
            "height": len(years) * 40 + 100,
            "xaxis": axis | {"domain": [0, 0.47], "title": "Different people"},
            "xaxis2": axis | {"domain": [0.53, 1], "title": "Hours together", "anchor": "y2"},
            "yaxis": {"autorange": "reversed", "title": None, "type": "category"},
            "yaxis2": {
                "autorange": "reversed",
                "title": None,
                "type": "category",
                "anchor": "x2",
                "showticklabels": False,
            },
        },
    )


def attendance_rate(frame: pd.DataFrame) -> go.Figure:
    """Draw school_attendance_by_year: the school's attendance rate over the years before that of all hub schools."""
    lines = (
        ("share_attended_hub", "All schools of the hub", theme.MUTED, 2),
        ("share_attended", "This school", theme.MAIN, 4),
    )
    is_lower = (frame["share_attended"] < frame["share_attended_hub"]).to_list()
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": name,
            "x": frame["academic_year"].to_list(),
            "y": frame[column].to_numpy(),
            "line": {"color": colour, "width": width},
            "marker": {"size": 5 + width, "color": colour},
            "text": [formats.percent(each) for each in frame[column]],
            # The higher line's figures stand above it, the lower one's below.
            "textposition": [
                "bottom center" if lower == (column == "share_attended") else "top center" for lower in is_lower
            ],
            "textfont": {"size": 13, "color": theme.TEXT},
            "cliponaxis": False,
            "hovertemplate": f"{name}, %{{x}}: %{{y:.1%}}<extra></extra>",
        }
        for column, name, colour, width in lines
    ]
    return theme.figure(
        data,
        {
            "height": 320,
            "showlegend": True,
            "xaxis": {"type": "category", "title": None, "range": [-0.5, len(frame) - 0.5]},
            "yaxis": {
                "range": [0, 1.08],
                "tickformat": ".0%",
                "tickvals": [0, 0.25, 0.5, 0.75, 1],
                "title": "Attendance rate",
            },
        },
    )


def _of_session(row: Mapping[Any, Any]) -> str:
    """Give what is said of a session when the mouse is on its mark."""
    counts = [f"{row[state]:,} {words}" for state, words in _COUNTED.items() if row[state]]
    pupils = row["pupils"]
    if not pd.isna(pupils):
        counts.append(f"{pupils:,} pupils")
    return (
        f"<b>{theme.safe(str(row['programme_name']))}</b><br>{theme.short_lines(str(row['activity']), 40)}, "
        f"session {row['session_number']}<br>{formats.day(row['held_on'])}: {', '.join(counts)}"
    )


_COUNTED = {"attended": "attended", "missed": "absent or sent apologies", "booked": "booked"}

"""Attendance: rates, what became of sign-ups, the steps from signing up to staying, and who is still there."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.charts import hidden
from reach.charts.measures import said_beyond

ROW_HEIGHT = 54
_CAME, _STILL_THERE, _PICKED_OUT = theme.SEQUENTIAL[1], theme.MAIN, theme.CATEGORICAL[3]
_OUTCOMES = {
    "no_shows": ("No-shows", theme.CATEGORICAL[3]),
    "sent_apologies": ("Only apologies", theme.CATEGORICAL[5]),
}
_LENGTHS = {"two_or_more": theme.MAIN, "one_session": theme.CATEGORICAL[1]}


def attendance_bars(
    frame: pd.DataFrame,
    *,
    by: str,
    label: str,
    colours: Mapping[str, str] | None = None,
    last_year: pd.DataFrame | None = None,
    last_year_name: str = "",
) -> go.Figure:
    """Draw the attendance rate as a bar for each row of attendance_by_group, last year's as a mark across it."""
    colour_of = [(colours or {}).get(key, theme.MAIN) for key in frame[by]]
    has_room = [bool(share > 0.5) for share in frame["share_attended"].fillna(0)]
    labels = _labels(frame[label])
    has_times = "times_expected" in frame.columns
    whole = "expected times" if has_times else "signed up"
    texts = [_rate(row) if has_times else _public_rate(row) for _, row in frame.iterrows()]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": frame["share_attended"].to_numpy(),
            "y": labels,
            "orientation": "h",
            "name": "This period",
            "marker": {"color": colour_of},
            "text": texts,
            "textposition": ["inside" if fits else "none" for fits in has_room],
            "insidetextanchor": "start",
            "textangle": 0,
            "textfont": {"size": 13, "color": [theme.text_colour_on(colour) for colour in colour_of]},
            "customdata": [
                [key, formats.shown(activities)] for key, activities in frame[[by, "activities"]].to_numpy()
            ],
            "hovertemplate": f"%{{y}}<br>%{{text}} {whole}<br>Activities: %{{customdata[1]}}<extra></extra>",
            "showlegend": False,
        }
    ]
    has_last_year = last_year is not None and not last_year.empty
    if last_year is not None and has_last_year:
        before = last_year.set_index(by)["share_attended"].reindex(frame[by])
        data.append(
            {
                "type": "scatter",
                "x": before.to_numpy(),
                "y": labels,
                "mode": "markers",
                "name": last_year_name,
                "marker": {"symbol": "line-ns", "size": 24, "line": {"width": 3, "color": theme.TEXT}},
                "hovertemplate": f"{last_year_name}: %{{x:.0%}}<extra></extra>",
            }
        )
    shares = ["" if pd.isna(share) else f"<b>{formats.percent(share)}</b>" for share in frame["share_attended"]]
    data += said_beyond(data, shares, has_room)
    return theme.figure(
        data,
        {
            "annotations": [
                hidden.mark(name, text)
                for name, text, share in zip(labels, texts, frame["share_attended"], strict=True)
                if pd.isna(share) and (formats.HIDDEN in text or formats.FEWER in text)
            ],
            "height": len(frame) * ROW_HEIGHT + 100,
            "showlegend": has_last_year,
            # Long names leave a phone little room: small numbers, rather than none.
            "uniformtext": {"minsize": 8, "mode": "hide"},
            "xaxis": {
                "range": [0, 1],
                "tickformat": ".0%",
                "tickvals": [0, 0.5, 1],
                "title": "Attendance rate",
            },
            "yaxis": {"range": [len(frame) - 0.5, -0.5], "title": None, "tickfont": {"size": 12}},
        },
    )


def outcome_bars(frame: pd.DataFrame, *, by: str, label: str) -> go.Figure:
    """Draw no-shows and apologies as shares of those who signed up, for each row of attendance_by_group."""
    longest = hidden.greatest([*frame["share_no_shows"], *frame["share_sent_apologies"]], 0.05)
    labels = _labels(frame[label])
    texts = {
        column: [_outcome(share, people) for share, people in zip(frame[f"share_{column}"], frame[column], strict=True)]
        for column in _OUTCOMES
    }
    data = [
        {
            "type": "bar",
            "x": frame[f"share_{column}"].to_numpy(),
            "y": labels,
            "orientation": "h",
            "name": name,
            "marker": {"color": colour},
            "text": texts[column],
            "textposition": "outside",
            "cliponaxis": False,
            "textangle": 0,
            "textfont": {"size": 12, "color": theme.TEXT},
            "customdata": [
                [key, formats.shown(signed), formats.shown(people)]
                for key, signed, people in frame[[by, "signed_up", column]].to_numpy()
            ],
            "hovertemplate": f"%{{y}}<br>{name}: %{{customdata[2]}} of %{{customdata[1]}} signed up (%{{x:.1%}})"
            "<extra></extra>",
        }
        for column, (name, colour) in _OUTCOMES.items()
    ]
    return theme.figure(
        data,
        {
            "annotations": [
                hidden.mark(name, text, shift=shift * ROW_HEIGHT)
                for column, shift in zip(_OUTCOMES, (0.2, -0.2), strict=True)
                for name, text, share in zip(labels, texts[column], frame[f"share_{column}"], strict=True)
                if pd.isna(share)
            ],
            "height": len(frame) * ROW_HEIGHT + 100,
            "barmode": "group",
            "xaxis": {
                "range": [0, longest * 1.3],
                "rangemode": "tozero",
                "tickformat": ".0%",
                "nticks": 5,
                "title": "Share of those signed up",
            },
            "yaxis": {"range": [len(frame) - 0.5, -0.5], "title": None, "tickfont": {"size": 12}},
        },
    )


def funnel(frame: pd.DataFrame) -> go.Figure:
    """Draw attendance_funnel: a bar a step, one colour for courses and one for single sessions."""
    longest = hidden.greatest(frame["people"], 1)
    data = []
    marks = []
    for (length, colour), shift in zip(_LENGTHS.items(), (20, -20), strict=True):
        rows = frame[frame["course_length"] == length]
        has_room = [bool(people > 0.35 * longest) for people in rows["people"].fillna(0)]
        names = [theme.short_lines(formats.word(step), 10) for step in rows["step"]]
        marks += [
            hidden.mark(name, shift=shift)
            for name, people in zip(names, rows["people"], strict=True)
            if pd.isna(people)
        ]
        data.append(
            {
                "type": "bar",
                "x": hidden.numbers(rows["people"]),
                "y": names,
                "orientation": "h",
                "name": formats.word(length),
                "marker": {"color": colour},
                "text": [
                    f"<b>{formats.share_of(share, people)}</b>  {formats.shown(people)}"
                    for share, people in zip(rows["share_of_signed_up"], rows["people"], strict=True)
                ],
                "textposition": ["inside" if fits else "outside" for fits in has_room],
                "cliponaxis": False,
                "insidetextanchor": "start",
                "textangle": 0,
                "textfont": {
                    "size": 13,
                    "color": [theme.text_colour_on(colour) if fits else theme.TEXT for fits in has_room],
                },
                "customdata": rows[["course_length", "step"]].to_numpy(),
                "hovertemplate": f"{formats.word(length)}<br>%{{y}}: %{{text}} of those signed up<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "annotations": marks,
            "height": 380,
            "barmode": "group",
            "showlegend": True,
            "xaxis": {
                "range": [0, longest * 1.05],
                "rangemode": "tozero",
                "tickformat": ",d",
                "nticks": 5,
                "title": "People signed up, once for each activity",
            },
            "yaxis": {"autorange": "reversed", "title": None},
        },
    )


def retention(frame: pd.DataFrame, picked_out: str | None = None) -> go.Figure:
    """Draw the rows of retention: all activities together before a thin line for each, one of them picked out."""
    together = frame[frame["activity"].isna()]
    single = frame[frame["activity"].notna()]
    data = [
        _curve(single, "Each activity", theme.MUTED, width=1, size=5, on_top=False),
        _curve(together, "All activities", _STILL_THERE, width=4, size=9, on_top=picked_out is None),
    ]
    if picked_out is not None:
        rows = single[single["activity"] == picked_out]
        data.append(_curve(rows, theme.safe(_short(picked_out)), _PICKED_OUT, width=3, size=9, on_top=True))
    return theme.figure(
        data,
        {
            "height": 380,
            "showlegend": True,
            "xaxis": {"title": "Session held", "dtick": 1, "range": [0.7, max(frame["turn"].max(), 2) + 0.4]},
            "yaxis": {
                "range": [0, 1.12],
                "tickformat": ".0%",
                "tickvals": [0, 0.25, 0.5, 0.75, 1],
                "title": "Share still there",
            },
        },
    )


def activity_register(frame: pd.DataFrame) -> go.Figure:
    """Draw activity_register: who attended each session, who is booked for those to come, and who is still there."""
    sessions = [f"{turn}<br>{day:%d/%m/%y}" for turn, day in zip(frame["turn"], frame["held_on"], strict=True)]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": sessions,
            "y": frame["attended"],
            "name": "Attended",
            "marker": {"color": _CAME},
            "text": [f"{count:,}" if count else "" for count in frame["attended"]],
            "textposition": "inside",
            "insidetextanchor": "start",
            "textangle": 0,
            "textfont": {"color": theme.text_colour_on(_CAME), "size": 13},
            "customdata": [
                [formats.percent(share), absent, apologies]
                for share, absent, apologies in frame[["share_attended", "absent", "apologies"]].to_numpy()
            ],
            "hovertemplate": "Session %{x}<br>%{y:,} attended (%{customdata[0]}), %{customdata[1]:,} absent, "
            "%{customdata[2]:,} apologies<extra></extra>",
        }
    ]
    if frame["booked"].any():
        data.append(
            {
                "type": "bar",
                "x": sessions,
                "y": [count or None for count in frame["booked"]],
                "name": "Only booked",
                "marker": {"color": "white", "line": {"color": theme.TEXT, "width": 1}},
                "text": [f"{count:,}" if count else "" for count in frame["booked"]],
                "textposition": "inside",
                "insidetextanchor": "start",
                "textangle": 0,
                "textfont": {"color": theme.TEXT, "size": 13},
                "hovertemplate": "Session %{x}<br>%{y:,} only booked<extra></extra>",
            }
        )
    held = frame["still_there"].notna()
    data.append(
        {
            "type": "scatter",
            "x": [session for session, is_held in zip(sessions, held, strict=True) if is_held],
            "y": frame.loc[held, "still_there"],
            "mode": "lines+markers+text",
            "name": "Still there",
            "line": {"color": _STILL_THERE, "width": 4},
            "marker": {"size": 10, "color": _STILL_THERE},
            "text": [formats.percent(share) for share in frame.loc[held, "share_still_there"]],
            "textposition": "top center",
            "textfont": {"color": _STILL_THERE, "size": 14},
            "hovertemplate": "Session %{x}<br>%{y:,} people still there, %{text} of all who came<extra></extra>",
        }
    )
    return theme.figure(
        data,
        {
            "height": 380,
            "barmode": "stack",
            "showlegend": True,
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": sessions,
                "title": None,
                "tickangle": 0,
                "tickfont": {"size": 12},
            },
            "yaxis": {
                "range": [0, max(*frame["attended"] + frame["booked"], *frame["still_there"].fillna(0), 1) * 1.2],
                "tickformat": ",d",
                "nticks": 6,
                "title": "People",
            },
        },
    )


def _curve(rows: pd.DataFrame, name: str, colour: str, *, width: int, size: int, on_top: bool) -> dict[str, Any]:
    columns = ["turn", "share_still_there", "activity", "still_there", "started", "attending", "activities"]
    x: list[Any] = []
    y: list[Any] = []
    custom: list[Any] = []
    for turn, share, activity, *counts in rows[columns].to_numpy().tolist():
        named = None if pd.isna(activity) else activity
        if turn == 1 and x:
            # The end of one activity's line is not tied to the start of the next.
            x, y, custom = [*x, None], [*y, None], [*custom, None]
        x.append(turn)
        y.append(share)
        custom.append([named, *counts, theme.safe(named or "All activities")])
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines+markers+text" if on_top else "lines+markers",
        "name": name,
        "line": {"color": colour, "width": width},
        "marker": {"size": size, "color": colour},
        "text": [formats.percent(share) for share in rows["share_still_there"]] if on_top else None,
        "textposition": "top center",
        "textfont": {"color": theme.TEXT, "size": 13},
        "cliponaxis": False,
        "customdata": custom,
        "hovertemplate": "%{customdata[5]}<br>Session %{x}: %{y:.0%} still there, %{customdata[1]:,} of "
        "%{customdata[2]:,} people<br>%{customdata[3]:,} attended it. Activities: %{customdata[4]:,}<extra></extra>",
    }


def _rate(row: pd.Series) -> str:
    share, expected = row["share_attended"], row["times_expected"]
    return f"<b>{formats.percent(share)}</b>  {row['times_attended']:,} of {expected:,}"


def _public_rate(row: pd.Series) -> str:
    """Give a rate with the number of sign-ups, which the public sees instead of times attended."""
    share, signed_up = row["share_attended"], row["signed_up"]
    people = formats.about_number(signed_up)
    return f"<b>{formats.HIDDEN if pd.isna(share) else formats.percent(share)}</b>  {people}"


def _outcome(share: float, people: int) -> str:
    return f"<b>{formats.percent(share)}</b>  {people:,}" if people else "0"


def _labels(names: pd.Series) -> list[str]:
    return [theme.short_lines(str(formats.word(name)), 26) for name in names]


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:38]}…"

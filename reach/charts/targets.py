"""Targets: each against what stands, what this year's end may be, and how reach grows week by week."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

ROW_HEIGHT = 62
_MONTHS = {1: "Sep", 9: "Nov", 18: "Jan", 26: "Mar", 35: "May", 44: "Jul"}
"""The weeks in which these months begin."""
_ENGLAND = theme.CATEGORICAL[3]
_MET = theme.SEQUENTIAL[1]
"""Light enough for the marks across it to be seen."""


def bullets(frame: pd.DataFrame, *, last_year: str) -> go.Figure:
    """Draw targets_and_reach: reach as a bar; the target, last year and England as marks across it."""
    met = frame["still_needed"] == 0
    labels = _labels(
        frame,
        ["met" if is_met else f"{needed:,} to go" for is_met, needed in zip(met, frame["still_needed"], strict=True)],
    )
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": frame["reach"].to_numpy(),
            "y": labels,
            "orientation": "h",
            "marker": {"color": [_MET if is_met else theme.MUTED for is_met in met]},
            "customdata": frame[["target", "reached", "schools"]].to_numpy(),
            "hovertemplate": "%{y}<br>%{x:.0%}: %{customdata[1]:,} of %{customdata[2]:,} schools<extra></extra>",
            "showlegend": False,
        },
        _marks(frame["share_aimed_at"], labels, "Target", size=34, width=5, colour=theme.TEXT),
        _marks(frame["share_national"], labels, "England", size=34, width=3, colour=_ENGLAND),
        _marks(
            frame["share_last_year"], labels, f"{last_year}, reached", size=11, width=2, colour=theme.TEXT, ring=True
        ),
    ]
    return theme.figure(data, _rows_layout(frame, "Share of its schools"))


def outlooks(frame: pd.DataFrame) -> go.Figure:
    """Draw target_outlook: where each target's year may end, against the target."""
    labels = _labels(frame, [str(formats.word(outlook)) for outlook in frame["outlook"]])
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": frame["share_so_far"].to_numpy(),
            "y": labels,
            "orientation": "h",
            "name": "So far",
            "marker": {"color": theme.MUTED},
            "customdata": frame[["target"]].to_numpy(),
            "hovertemplate": "%{y}<br>So far: %{x:.0%}<extra></extra>",
        },
        {
            "type": "scatter",
            "x": frame["share_expected"].to_numpy(),
            "y": labels,
            "mode": "markers",
            "name": "Expected end, with its range",
            "marker": {"size": 12, "color": theme.MAIN},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": (frame["share_expected_most"] - frame["share_expected"]).to_numpy(),
                "arrayminus": (frame["share_expected"] - frame["share_expected_least"]).to_numpy(),
                "color": theme.MAIN,
                "thickness": 4,
                "width": 8,
            },
            "customdata": frame[["target", "expected_least", "expected", "expected_most"]].to_numpy(),
            "hovertemplate": "%{y}<br>Expected: %{customdata[2]:,} schools, %{customdata[1]:,} to %{customdata[3]:,}"
            "<extra></extra>",
        },
        _marks(frame["share_aimed_at"], labels, "Target", size=34, width=5, colour=theme.TEXT),
    ]
    return theme.figure(data, _rows_layout(frame, "Share of its schools"))


def weeks(frame: pd.DataFrame, outlook: pd.Series, *, academic_year: str) -> go.Figure:
    """Draw target_weeks: reach week by week, earlier years behind, with one target's line and expected end."""
    data: list[dict[str, Any]] = []
    earlier = [year for year in frame["academic_year"].unique() if year != academic_year]
    for year in earlier:
        data.append(_line(frame, year, colour=theme.MUTED, width=2, name="Earlier years", is_named=year == earlier[0]))
    this_year = frame[frame["academic_year"] == academic_year]
    until = this_year["week"] <= outlook["week"]
    later = this_year[this_year["week"] >= outlook["week"]]
    if len(later) > 1:
        data.append(_line(later, academic_year, colour=theme.CATEGORICAL[3], width=3, name=f"{academic_year}, later"))
    data.append(_line(this_year[until], academic_year, colour=theme.MAIN, width=5, name=academic_year))
    if pd.notna(outlook["expected"]):
        data.append(_expected_end(this_year[until], outlook))
    top = max([frame["reach"].max(), outlook["share_aimed_at"], outlook["share_expected_most"]], key=_or_nought)
    return theme.figure(
        data,
        {
            "height": 460,
            "xaxis": {
                "tickvals": list(_MONTHS),
                "ticktext": list(_MONTHS.values()),
                "range": [0, 54],
                "title": "Week of the academic year",
            },
            "yaxis": {
                "range": [0, min(1.02, _or_nought(top) * 1.2 + 0.02)],
                "tickformat": ".0%",
                "title": "Share of schools reached so far",
            },
            "shapes": [
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": outlook["share_aimed_at"],
                    "y1": outlook["share_aimed_at"],
                    "line": {"color": theme.TEXT, "width": 2, "dash": "dash"},
                }
            ],
            "annotations": [
                {
                    "text": f"<b>Target {formats.percent(outlook['share_aimed_at'])}</b>",
                    "xref": "paper",
                    "x": 0.01,
                    "xanchor": "left",
                    "y": outlook["share_aimed_at"],
                    "yanchor": "bottom",
                    "showarrow": False,
                }
            ],
        },
    )


def _line(
    frame: pd.DataFrame, year: str, *, colour: str, width: float, name: str, is_named: bool = True
) -> dict[str, Any]:
    rows = frame[frame["academic_year"] == year]
    return {
        "type": "scatter",
        "x": rows["week"].to_numpy(),
        "y": rows["reach"].to_numpy(),
        "mode": "lines",
        "name": name,
        "showlegend": is_named,
        "line": {"color": colour, "width": width},
        "customdata": rows[["academic_year", "reached", "schools"]].to_numpy(),
        "hovertemplate": "%{customdata[0]}, week %{x}<br>%{y:.0%}: %{customdata[1]:,} of %{customdata[2]:,} schools"
        "<extra></extra>",
    }


def _expected_end(rows: pd.DataFrame, outlook: pd.Series) -> dict[str, Any]:
    expected = outlook["share_expected"]
    start = rows.iloc[-1:] if len(rows) else pd.DataFrame({"week": [], "reach": []})
    return {
        "type": "scatter",
        "x": [*start["week"], 52],
        "y": [*start["reach"], expected],
        "mode": "lines+markers",
        "name": "Expected end, with its range",
        "line": {"color": theme.MAIN, "width": 3, "dash": "dot"},
        "marker": {"size": [0] * len(start) + [12], "color": theme.MAIN},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [0] * len(start) + [outlook["share_expected_most"] - expected],
            "arrayminus": [0] * len(start) + [expected - outlook["share_expected_least"]],
            "color": theme.MAIN,
            "thickness": 4,
            "width": 8,
        },
        "hovertemplate": "Expected end: %{y:.0%}<extra></extra>",
    }


def _marks(
    shares: pd.Series, labels: list[str], name: str, *, size: int, width: int, colour: str, ring: bool = False
) -> dict[str, Any]:
    symbol = {"symbol": "circle", "color": "white"} if ring else {"symbol": "line-ns"}
    return {
        "type": "scatter",
        "x": shares.to_numpy(dtype=float, na_value=float("nan")),
        "y": labels,
        "mode": "markers",
        "name": name,
        "marker": symbol | {"size": size, "line": {"width": width, "color": colour}},
        "hovertemplate": f"{name}: %{{x:.0%}}<extra></extra>",
    }


def _labels(frame: pd.DataFrame, verdicts: list[str]) -> list[str]:
    """Give what each target is for, and below it how it stands: there no mark is in its way, on a phone neither."""
    return [
        f"{theme.short_lines(target, 24)}<br><b>{verdict}</b>"
        for target, verdict in zip(frame["target"], verdicts, strict=True)
    ]


def _rows_layout(frame: pd.DataFrame, title: str) -> dict[str, Any]:
    return {
        "height": len(frame) * ROW_HEIGHT + 130,
        "xaxis": {
            "range": [0, 1.03],
            "tickformat": ".0%",
            "tickvals": [0, 0.5, 1],
            "title": title,
        },
        "yaxis": {"range": [len(frame) - 0.5, -0.5], "tickfont": {"size": 12}, "title": None},
    }


def _or_nought(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)

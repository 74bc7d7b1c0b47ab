"""Candidates for teaching: a funnel, groups of them stage by stage, and the time between stages."""

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.charts.heat_map import heat_map
from reach.charts.measures import measure_bars


def candidate_flow(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> go.Figure:
    """Draw candidate_flow: how many came to each stage in the period, against last year."""
    return measure_bars(
        frame,
        by=("stage",),
        label="stage",
        value="candidates",
        unit=("candidate", "candidates"),
        axis="Candidates",
        last_year=last_year,
        last_year_name=last_year_name,
    )


def candidate_funnel(frame: pd.DataFrame) -> go.Figure:
    """Draw candidate_funnel of all: a bar a stage, and of those at the stage before how many went on."""
    texts = [
        f"<b>{candidates:,}</b>" + ("" if pd.isna(share) else f"  {formats.percent(share)}")
        for candidates, share in zip(frame["candidates"], frame["share_of_stage_before"], strict=True)
    ]
    return measure_bars(
        frame,
        by=("stage",),
        label="stage",
        value="candidates",
        unit=("candidate", "candidates"),
        axis="Candidates",
        texts=texts,
    )


def candidate_grid(frame: pd.DataFrame) -> go.Figure:
    """Draw candidate_funnel of groups: a cell for each group and stage, darker for a greater share of the group.

    A group of fewer than ten has no shares written on it.
    """
    texts = [
        f"<b>{candidates:,}</b>"
        if whole < formats.FEW_SCHOOLS or candidates == whole
        else f"<b>{formats.percent(share)}</b><br>{candidates:,}"
        for candidates, whole, share in zip(
            frame["candidates"], frame["of_candidates"], frame["share_of_cohort"], strict=True
        )
    ]
    return heat_map(
        frame,
        rows=("candidate_group", "candidate_group"),
        columns=("stage", "stage"),
        value="share_of_cohort",
        texts=texts,
        unit="candidates",
        greatest=1,
        label_widths=(14, 10),
        row_height=62,
        has_white_zeros=True,
    )


def candidate_times(frame: pd.DataFrame) -> go.Figure:
    """Draw candidate_times: the median as a mark on the days between which the middle half lies."""
    rows = frame[frame["candidates"] > 0]
    labels = [
        f"{formats.word(before)} to<br>{str(formats.word(stage)).lower()}"
        for before, stage in zip(rows["stage_before"], rows["stage"], strict=True)
    ]
    spans = {
        "type": "bar",
        "base": rows["days_quarter"].to_numpy(),
        "x": (rows["days_three_quarters"] - rows["days_quarter"]).to_numpy(),
        "y": labels,
        "orientation": "h",
        "width": 0.3,
        "name": "The middle half",
        "marker": {"color": theme.SEQUENTIAL[1]},
        "hoverinfo": "skip",
    }
    medians = {
        "type": "scatter",
        "x": rows["days_median"].to_numpy(),
        "y": labels,
        "mode": "markers+text",
        "name": "Median",
        "marker": {"size": 14, "color": theme.MAIN},
        "text": [f"<b>{formats.count_of(round(days), 'day')}</b>" for days in rows["days_median"]],
        "textposition": "top center",
        "cliponaxis": False,
        "textfont": {"size": 13, "color": theme.TEXT},
        "customdata": rows[["stage", "candidates", "days_quarter", "days_three_quarters"]].to_numpy(),
        "hovertemplate": "%{y}<br>Median %{text}; middle half %{customdata[2]:.0f} to %{customdata[3]:.0f}<br>"
        "Candidates: %{customdata[1]:,}<extra></extra>",
    }
    return theme.figure(
        [spans, medians],
        {
            "height": len(rows) * 64 + 110,
            "showlegend": True,
            "xaxis": {
                "range": [0, max(float(rows["days_three_quarters"].max()), 1) * 1.12],
                "rangemode": "tozero",
                "nticks": 6,
                "title": "Days",
            },
            "yaxis": {"range": [len(rows) - 0.5, -0.7], "title": None, "tickfont": {"size": 12}},
        },
    )

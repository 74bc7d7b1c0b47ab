"""Partners: what each leads and whom it reaches, as counts in a grid and as bars."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import columns, formats, theme
from reach.charts import hidden
from reach.charts.heat_map import heat_map


def partner_grid(frame: pd.DataFrame, *, column: str, label: str, measure: str, has_zeros: bool = False) -> go.Figure:
    """Draw partner_strands or partner_las: a cell for each partner and column, darker for more.

    column tells the columns apart (it comes back with a click), label names them. Nothing leaves its cell empty unless
    has_zeros.
    """
    return heat_map(
        frame,
        rows=("partner", "partner"),
        columns=(column, label),
        value=measure,
        texts=[_cell_text(count, has_zeros) for count in frame[measure]],
        unit=columns.label(measure).lower(),
        label_widths=(16, 24),
        row_height=56,
        has_white_zeros=True,
    )


def partner_bars(frame: pd.DataFrame, *, measure: str) -> go.Figure:
    """Draw partner_reach: a bar a lead partner, of schools reached or of people."""
    by_size = frame.sort_values(measure, ascending=False, kind="stable")
    frame = by_size.sort_values("partner", key=lambda names: names == formats.NO_LEAD, kind="stable")
    longest = hidden.greatest(frame[measure], 1)
    has_room = [bool(value > 0.2 * longest) for value in frame[measure].fillna(0)]
    names = [
        theme.short_lines(name, 20) + ("" if known or name == formats.NO_LEAD else "<br><i>no known partner</i>")
        for name, known in zip(frame["partner"], frame["is_known_partner"], strict=True)
    ]
    is_known = [bool(known) for known in frame["is_known_partner"]]
    bar: dict[str, Any] = {
        "type": "bar",
        "x": hidden.numbers(frame[measure]),
        "y": names,
        "orientation": "h",
        "marker": {"color": [theme.MAIN if known else theme.MUTED for known in is_known]},
        "text": [f"<b>{formats.shown(count)}</b>" for count in frame[measure]],
        "textposition": ["inside" if fits else "outside" for fits in has_room],
        "insidetextanchor": "end",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {
            "size": 14,
            "color": [
                theme.text_colour_on(theme.MAIN) if fits and known else theme.TEXT
                for fits, known in zip(has_room, is_known, strict=True)
            ],
        },
        "customdata": frame[["partner", "activities"]].to_numpy(),
        "hovertemplate": f"%{{y}}<br>%{{x:,}} {columns.label(measure).lower()}, "
        "%{customdata[1]:,} activities<extra></extra>",
        "showlegend": False,
    }
    return theme.figure(
        [bar],
        {
            "annotations": [
                hidden.mark(name) for name, count in zip(names, frame[measure], strict=True) if pd.isna(count)
            ],
            "height": len(frame) * 52 + 90,
            "xaxis": {
                "title": columns.label(measure),
                "tickformat": ",d",
                "rangemode": "tozero",
                "range": [0, longest * 1.08],
            },
            "yaxis": {"autorange": "reversed", "tickfont": {"size": 12}, "title": None},
        },
    )


def _cell_text(count: int, has_zeros: bool) -> str:
    if pd.isna(count):
        return formats.FEWER
    return f"<b>{count:,}</b>" if count or has_zeros else ""

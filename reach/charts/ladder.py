"""The ladder: the gap between signed up, attended and completed."""

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.filters import COUNTED_AS, RUNG_LABELS

COLOURS = dict(zip(COUNTED_AS, (theme.SEQUENTIAL[0], theme.SEQUENTIAL[2], theme.SEQUENTIAL[3]), strict=True))


def ladder(frame: pd.DataFrame, *, by: str, label: str) -> go.Figure:
    """Draw ladder_by_group: for each group, a bar a rung, of the schools on that rung or higher."""
    data = []
    for rung in COUNTED_AS:
        rows = frame[frame["rung"] == rung]
        data.append(
            {
                "type": "bar",
                "x": rows["share_at_least"],
                "y": [theme.short_lines(str(formats.word(name))) for name in rows[label]],
                "orientation": "h",
                "name": RUNG_LABELS[rung],
                "marker": {"color": COLOURS[rung]},
                "text": [
                    f"{formats.percent(share)}  {schools:,}"
                    for share, schools in zip(rows["share_at_least"], rows["schools_at_least"], strict=True)
                ],
                "textposition": "auto",
                "insidetextanchor": "start",
                "textfont": {"size": 13},
                "textangle": 0,
                "customdata": rows[[by, "rung"]].to_numpy(),
                "hovertemplate": f"%{{y}}<br>{RUNG_LABELS[rung]}: %{{text}} schools<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": frame[by].nunique() * 96 + 100,
            "barmode": "group",
            "xaxis": {
                "range": [0, 1],
                "tickformat": ".0%",
                "tickvals": [0, 0.25, 0.5, 0.75, 1],
                "title": "Share of schools",
            },
            "yaxis": {"autorange": "reversed", "title": None},
        },
    )

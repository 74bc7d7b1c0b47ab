"""The call list's score: what each school's is made of."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from reach import theme

ROW_HEIGHT = 46
_COLOURS = dict(
    zip(
        ("standing", "disadvantage", "size", "behind", "years"),
        (theme.CATEGORICAL[0], theme.CATEGORICAL[3], theme.CATEGORICAL[1], theme.CATEGORICAL[2], theme.CATEGORICAL[5]),
        strict=True,
    )
)
_ROOM_FOR_A_LABEL = 7
"""Points: a narrower piece of a bar keeps its number to its tooltip."""


def call_scores(frame: pd.DataFrame, labels: Mapping[str, str]) -> go.Figure:
    """Draw call_list: a bar a school, its points stacked part by part, with their sum at its end."""
    names = [
        f"{theme.short_lines(f'{rank}. {name}', 24)}" for rank, name in zip(frame["rank"], frame["name"], strict=True)
    ]
    data = []
    for part, label in labels.items():
        points = frame[f"points_{part}"]
        data.append(
            {
                "type": "bar",
                "x": points.to_numpy(),
                "y": names,
                "orientation": "h",
                "name": theme.safe(label),
                "marker": {"color": _COLOURS[part], "line": {"color": "white", "width": 1}},
                "text": [f"{value:.0f}" if value >= _ROOM_FOR_A_LABEL else "" for value in points],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"size": 13, "color": theme.text_colour_on(_COLOURS[part])},
                "customdata": frame[["name", f"part_{part}"]].to_numpy(),
                "hovertemplate": f"%{{y}}<br>{theme.safe(label)}: %{{x:.1f}} points "
                "(part %{customdata[1]:.2f} of 1)<extra></extra>",
            }
        )
    data.append(
        {
            "type": "scatter",
            "x": frame["score"].to_numpy(),
            "y": names,
            "mode": "text",
            "text": [f" <b>{score:.1f}</b>" for score in frame["score"]],
            "textposition": "middle right",
            "textfont": {"size": 14, "color": theme.TEXT},
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    return theme.figure(
        data,
        {
            "height": len(frame) * ROW_HEIGHT + 150,
            "barmode": "stack",
            "showlegend": True,
            "margin": {"r": 48},
            "xaxis": {"range": [0, 100], "title": "Points of 100", "tickvals": [0, 50, 100]},
            "yaxis": {"autorange": "reversed", "title": None, "tickfont": {"size": 12}},
        },
    )

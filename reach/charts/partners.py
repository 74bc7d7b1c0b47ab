"""Partners: what each leads and whom it reaches, as counts in a grid and as bars."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

_STEPS = len(theme.SEQUENTIAL)


def partner_grid(frame: pd.DataFrame, *, column: str, label: str, measure: str, has_zeros: bool = False) -> go.Figure:
    """Draw partner_strands or partner_las: a cell for each partner and column, darker for more.

    column tells the columns apart (it comes back with a click), label names them. Nothing leaves its cell empty unless
    has_zeros.
    """
    columns = frame.drop_duplicates(column).set_index(column)[label]
    partners = list(frame["partner"].unique())
    highest = max(int(frame[measure].max()), 1)
    counts = {(partner, key): int(count) for partner, key, count in frame[["partner", column, measure]].to_numpy()}
    across = [theme.short_lines(name, 24) for name in columns]
    down = [theme.short_lines(partner, 16) for partner in partners]
    grid = [[counts[partner, key] or None for key in columns.index] for partner in partners]
    what = formats.column_label(measure).lower()
    shown = [
        (partner, key, across[at], down[row], counts[partner, key])
        for row, partner in enumerate(partners)
        for at, key in enumerate(columns.index)
        if counts[partner, key] or has_zeros
    ]
    heat_map = {
        "type": "heatmap",
        "z": grid,
        "x": across,
        "y": down,
        "zmin": 0,
        "zmax": highest,
        "colorscale": [
            (edge / _STEPS, colour)
            for position, colour in enumerate(theme.SEQUENTIAL)
            for edge in (position, position + 1)
        ],
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverinfo": "skip",
    }
    # A heat map's cells cannot be selected, so an unseen mark on each of them takes the click.
    clicks = {
        "type": "scatter",
        "x": [x for _, _, x, _, _ in shown],
        "y": [y for _, _, _, y, _ in shown],
        "customdata": [[partner, key] for partner, key, *_ in shown],
        "mode": "markers",
        "marker": {"symbol": "square", "size": 40, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": [f"{count:,}" for *_, count in shown],
        "hovertemplate": f"%{{y}}<br>%{{x}}<br>%{{text}} {what}<extra></extra>",
        "showlegend": False,
    }
    return theme.figure(
        [heat_map, clicks],
        {
            "annotations": [
                {
                    "x": x,
                    "y": y,
                    "text": f"<b>{count:,}</b>",
                    "font": {"color": _text_colour(count, highest), "size": 13},
                }
                for _, _, x, y, count in shown
            ],
            "height": len(partners) * 56 + 100,
            "xaxis": {
                "side": "top",
                "showgrid": False,
                "ticks": "",
                "fixedrange": True,
                "range": [-0.5, len(across) - 0.5],
                # Side by side where there is room, upright on a narrow screen.
                "autotickangles": [0, -90],
                "tickfont": {"size": 12},
            },
            "yaxis": {
                "range": [len(down) - 0.5, -0.5],
                "showgrid": False,
                "ticks": "",
                "fixedrange": True,
                "tickfont": {"size": 12},
            },
        },
    )


def partner_bars(frame: pd.DataFrame, *, measure: str) -> go.Figure:
    """Draw partner_reach: a bar a lead partner, of schools reached or of people."""
    by_size = frame.sort_values(measure, ascending=False, kind="stable")
    frame = by_size.sort_values("partner", key=lambda names: names == formats.NO_LEAD, kind="stable")
    longest = max(int(frame[measure].max()), 1)
    has_room = [value > 0.2 * longest for value in frame[measure]]
    is_known = [bool(known) for known in frame["is_known_partner"]]
    bar: dict[str, Any] = {
        "type": "bar",
        "x": frame[measure],
        "y": [
            theme.short_lines(name, 20) + ("" if known or name == formats.NO_LEAD else "<br><i>no known partner</i>")
            for name, known in zip(frame["partner"], is_known, strict=True)
        ],
        "orientation": "h",
        "marker": {"color": [theme.MAIN if known else theme.MUTED for known in is_known]},
        "text": [f"<b>{count:,}</b>" for count in frame[measure]],
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
        "hovertemplate": f"%{{y}}<br>%{{x:,}} {formats.column_label(measure).lower()}, "
        "%{customdata[1]:,} activities<extra></extra>",
        "showlegend": False,
    }
    return theme.figure(
        [bar],
        {
            "height": len(frame) * 52 + 90,
            "xaxis": {
                "title": formats.column_label(measure),
                "tickformat": ",d",
                "rangemode": "tozero",
                "range": [0, longest * 1.08],
            },
            "yaxis": {"autorange": "reversed", "tickfont": {"size": 12}, "title": None},
        },
    )


def _text_colour(count: int, highest: int) -> str:
    if not count:
        return theme.TEXT
    return theme.text_colour_on(theme.SEQUENTIAL[min(int(_STEPS * count / highest), _STEPS - 1)])

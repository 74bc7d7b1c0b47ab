"""Reach crossed: a cell for each local authority and phase."""

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.phases import PHASES

_STEPS = len(theme.SEQUENTIAL)


def reach_heat_map(frame: pd.DataFrame) -> go.Figure:
    """Draw reach_by_la_phase: share and counts in each cell, darker where more schools are reached.

    A phase that no school of a local authority teaches leaves its cell empty.
    """
    las = frame.drop_duplicates("la_code").set_index("la_code")["la_name"]
    phases = [phase for phase in PHASES if phase in set(frame["phase"])]
    cells = {
        (la, phase): (reach, f"<b>{formats.percent(reach)}</b><br>{reached:,} of {schools:,}")
        for la, phase, reach, reached, schools in frame[["la_code", "phase", "reach", "reached", "schools"]].to_numpy()
    }
    nothing = (None, "")
    grid = [[cells.get((la, phase), nothing)[0] for phase in phases] for la in las.index]
    columns = [theme.short_lines(formats.word(phase), 10) for phase in phases]
    rows = [theme.short_lines(name, 10) for name in las]
    heat_map = {
        "type": "heatmap",
        "z": grid,
        "x": columns,
        "y": rows,
        "zmin": 0,
        "zmax": 1,
        "colorscale": _stepped_colours(),
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverinfo": "skip",
    }
    # A heat map's cells cannot be selected, so an unseen mark on each of them takes the click.
    places = []
    annotations = []
    for row, la in enumerate(las.index):
        for column, phase in enumerate(phases):
            share = grid[row][column]
            if share is not None:
                places.append((row, column))
                colour = theme.SEQUENTIAL[min(int(share * _STEPS), _STEPS - 1)]
                annotations.append(
                    {
                        "x": columns[column],
                        "y": rows[row],
                        "text": cells[la, phase][1],
                        "font": {"color": theme.text_colour_on(colour), "size": 12},
                    }
                )
    clicks = {
        "type": "scatter",
        "x": [columns[column] for _, column in places],
        "y": [rows[row] for row, _ in places],
        "customdata": [[las.index[row], phases[column]] for row, column in places],
        "mode": "markers",
        "marker": {"symbol": "square", "size": 56, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": [cells[las.index[row], phases[column]][1] for row, column in places],
        "hovertemplate": "%{y}, %{x}<br>%{text} schools reached<extra></extra>",
        "showlegend": False,
    }
    return theme.figure(
        [heat_map, clicks],
        {
            "annotations": annotations,
            "height": len(las) * 74 + 60,
            "xaxis": {
                "side": "top",
                "showgrid": False,
                "ticks": "",
                "fixedrange": True,
                "tickangle": 0,
                "tickfont": {"size": 12},
            },
            "yaxis": {
                "autorange": "reversed",
                "showgrid": False,
                "ticks": "",
                "fixedrange": True,
                "tickfont": {"size": 12},
            },
        },
    )


def _stepped_colours() -> list[tuple[float, str]]:
    """Give five even steps rather than a slide, so that every cell's text can be read on its colour."""
    return [
        (edge / _STEPS, colour) for position, colour in enumerate(theme.SEQUENTIAL) for edge in (position, position + 1)
    ]

"""Two things crossed: a cell for each pair, darker where more."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme
from reach.phases import PHASES

_STEPS = len(theme.SEQUENTIAL)


def heat_map(
    frame: pd.DataFrame,
    *,
    rows: tuple[str, str],
    columns: tuple[str, str],
    value: str,
    texts: Sequence[str],
    unit: str,
    greatest: float | None = None,
    columns_in_order: Sequence[str] = (),
) -> go.Figure:
    """Draw a cell for each row of the frame; a pair that has no row leaves its cell empty.

    rows and columns each name the column that tells them apart and the one that names them; both stand in the order
    in which they first come, columns in that of columns_in_order where it is given. texts are what the cells say, unit
    what the hover text adds to it. greatest is the value of the darkest cell, by default the greatest there is. A
    cell's custom data are its row's and its column's key.
    """
    down, across = (dict(frame[[key, label]].drop_duplicates(key).to_numpy()) for key, label in (rows, columns))
    across = {key: across[key] for key in [*columns_in_order, *across] if key in across}
    cells = {
        (row, column): (cell, text)
        for row, column, cell, text in zip(frame[rows[0]], frame[columns[0]], frame[value], texts, strict=True)
        if not pd.isna(cell)
    }
    darkest = greatest or max((cell for cell, _ in cells.values()), default=0) or 1
    names_down = {key: theme.short_lines(str(formats.word(name)), 10) for key, name in down.items()}
    names_across = {key: theme.short_lines(str(formats.word(name)), 10) for key, name in across.items()}
    drawn = {
        "type": "heatmap",
        "z": [[cells.get((row, column), (None,))[0] for column in across] for row in down],
        "x": list(names_across.values()),
        "y": list(names_down.values()),
        "zmin": 0,
        "zmax": darkest,
        "colorscale": _stepped_colours(),
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverinfo": "skip",
    }
    annotations = [
        {
            "x": names_across[column],
            "y": names_down[row],
            "text": text,
            "font": {"color": theme.text_colour_on(_colour(cell / darkest)), "size": 12},
        }
        for (row, column), (cell, text) in cells.items()
    ]
    # A heat map's cells cannot be selected, so an unseen mark on each of them takes the click.
    clicks = {
        "type": "scatter",
        "x": [names_across[column] for _, column in cells],
        "y": [names_down[row] for row, _ in cells],
        "customdata": [list(pair) for pair in cells],
        "mode": "markers",
        "marker": {"symbol": "square", "size": 56, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": [text for _, text in cells.values()],
        "hovertemplate": f"%{{y}}, %{{x}}<br>%{{text}} {unit}<extra></extra>",
        "showlegend": False,
    }
    axis = {"showgrid": False, "ticks": "", "fixedrange": True, "tickfont": {"size": 12}}
    return theme.figure(
        [drawn, clicks],
        {
            "annotations": annotations,
            "height": len(down) * 74 + 60,
            "xaxis": {**axis, "side": "top", "tickangle": 0},
            "yaxis": {**axis, "autorange": "reversed"},
        },
    )


def reach_heat_map(frame: pd.DataFrame) -> go.Figure:
    """Draw reach_by_la_phase: share and counts in each cell, darker where more schools are reached."""
    texts = [
        f"<b>{formats.percent(reach)}</b><br>{reached:,} of {schools:,}"
        for reach, reached, schools in zip(frame["reach"], frame["reached"], frame["schools"], strict=True)
    ]
    return heat_map(
        frame,
        rows=("la_code", "la_name"),
        columns=("phase", "phase"),
        value="reach",
        texts=texts,
        unit="schools reached",
        greatest=1,
        columns_in_order=PHASES,
    )


def _colour(share: float) -> str:
    return theme.SEQUENTIAL[min(int(share * _STEPS), _STEPS - 1)]


def _stepped_colours() -> list[tuple[float, str]]:
    """Give even steps rather than a slide, so that every cell's text can be read on its colour."""
    return [
        (edge / _STEPS, colour) for position, colour in enumerate(theme.SEQUENTIAL) for edge in (position, position + 1)
    ]

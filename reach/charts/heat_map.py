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
    label_widths: tuple[int, int] = (10, 10),
    row_height: int = 74,
    has_white_zeros: bool = False,
) -> go.Figure:
    """Draw a cell for each row of the frame; a pair that has no row leaves its cell empty.

    rows and columns each name the column that tells them apart and the one that names them; both stand in the order
    in which they first come, columns in that of columns_in_order where it is given. texts are what the cells say, unit
    what the hover text adds to it; a cell without a text says nothing and takes no click; one whose
    text says fewer than 5 is white. greatest is the value of the
    darkest cell, by default the greatest there is. label_widths are how many letters a row's and a column's label has
    to a line. A cell's custom data are its row's and its column's key.
    """
    down, across = (dict(frame[[key, label]].drop_duplicates(key).to_numpy()) for key, label in (rows, columns))
    across = {key: across[key] for key in [*columns_in_order, *across] if key in across}
    cells = {
        (row, column): (None if pd.isna(cell) else cell, text)
        for row, column, cell, text in zip(frame[rows[0]], frame[columns[0]], frame[value], texts, strict=True)
        if not pd.isna(cell) or text == formats.FEWER
    }
    darkest = greatest or max((cell for cell, _ in cells.values() if cell is not None), default=0) or 1
    names_down, names_across = (
        {key: theme.short_lines(str(formats.word(name)), width) for key, name in labels.items()}
        for labels, width in zip((down, across), label_widths, strict=True)
    )
    white = (0,) if has_white_zeros else ()
    said = {pair: (cell, text) for pair, (cell, text) in cells.items() if text}
    drawn = {
        "type": "heatmap",
        "z": [
            [None if (cell := cells.get((row, column), (None,))[0]) in white else cell for column in across]
            for row in down
        ],
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
            "font": {
                "color": theme.TEXT
                if cell is None or cell in white
                else theme.text_colour_on(step_colour(cell / darkest)),
                "size": 12,
            },
        }
        for (row, column), (cell, text) in said.items()
    ]
    # A heat map's cells cannot be selected, so an unseen mark on each of them takes the click.
    clicks = {
        "type": "scatter",
        "x": [names_across[column] for _, column in said],
        "y": [names_down[row] for row, _ in said],
        "customdata": [list(pair) for pair in said],
        "mode": "markers",
        "marker": {"symbol": "square", "size": 0.76 * row_height, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": [text for _, text in said.values()],
        "hovertemplate": f"%{{y}}, %{{x}}<br>%{{text}} {unit}<extra></extra>",
        "showlegend": False,
    }
    axis = {"showgrid": False, "ticks": "", "fixedrange": True, "tickfont": {"size": 12}}
    return theme.figure(
        [drawn, clicks],
        {
            "annotations": annotations,
            "height": len(down) * row_height + 60,
            # Labels side by side where there is room, upright on a narrow screen. White cells keep their place.
            "xaxis": {**axis, "side": "top", "autotickangles": [0, -90], "range": [-0.5, len(across) - 0.5]},
            "yaxis": {**axis, "range": [len(down) - 0.5, -0.5]},
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


def step_colour(share: float) -> str:
    """Give the colour of a share between 0 and 1: the same step everywhere."""
    return theme.SEQUENTIAL[min(int(share * _STEPS), _STEPS - 1)]


def _stepped_colours() -> list[tuple[float, str]]:
    """Give even steps rather than a slide, so that every cell's text can be read on its colour."""
    return [
        (edge / _STEPS, colour) for position, colour in enumerate(theme.SEQUENTIAL) for edge in (position, position + 1)
    ]

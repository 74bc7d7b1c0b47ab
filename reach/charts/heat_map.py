"""Two things crossed: a cell for each pair, darker where more."""

from collections.abc import Sequence

import pandas as pd

from reach import formats, theme
from reach.charts.chart import Cell, Grid, Label, number
from reach.phases import PHASES


def heat_map(
    frame: pd.DataFrame,
    *,
    rows: tuple[str, str],
    columns: tuple[str, str],
    value: str,
    labels: Sequence[Label],
    unit: str,
    greatest: float | None = None,
    columns_in_order: Sequence[str] = (),
    label_widths: tuple[int, int] = (10, 10),
    row_height: int = 74,
    has_white_zeros: bool = False,
    coloured: int | None = None,
) -> Grid:
    """Draw a cell for each row of the frame; a pair that has no row leaves its cell empty.

    rows and columns each name the column that identifies them and the one that names them; both stand in the order in
    which they first come, columns in that of columns_in_order where it is given. labels are what the cells say, unit
    what hover texts add; a cell without a text takes no click; one that says fewer than 5, or that there is no
    programme, is white. greatest is the value of the darkest cell, by default the greatest there is. label_widths are
    how many letters a row's and a column's label has to a line.
    coloured is how many of the rows have a colour and take a click, by default all: those after them are totals.
    """
    down, across = (dict(frame[[key, label]].drop_duplicates(key).to_numpy()) for key, label in (rows, columns))
    across = {key: across[key] for key in [*columns_in_order, *across] if key in across}
    values = [number(each) for each in frame[value]]
    darkest = greatest or max((each for each in values if each is not None), default=0) or 1
    places = [{key: place for place, key in enumerate(keys)} for keys in (down, across)]
    cells = {}
    pairs = zip(frame[rows[0]], frame[columns[0]], values, labels, strict=True)
    for at, (row, column, found, label) in enumerate(pairs):
        if found is None and label.text not in (formats.FEWER, formats.WITHOUT_PROGRAMME):
            continue
        is_total = coloured is not None and at >= coloured
        is_white = found is None or is_total or (has_white_zeros and not found)
        colour = "" if is_white else step_colour((found or 0) / darkest)
        cells[places[0][row], places[1][column]] = Cell(label, colour, found, () if is_total else (row, column))
    return Grid(
        rows=tuple(str(formats.word(name)) for name in down.values()),
        columns=tuple(str(formats.word(name)) for name in across.values()),
        cells=cells,
        greatest=darkest,
        unit=unit,
        row_height=row_height,
        label_widths=label_widths,
    )


def la_phase_map(
    frame: pd.DataFrame,
    value: str,
    labels: Sequence[Label],
    unit: str,
    greatest: float | None = None,
    coloured: int | None = None,
) -> Grid:
    """Draw a cell for each local authority and phase."""
    return heat_map(
        frame,
        rows=("la_code", "la_name"),
        columns=("phase", "phase"),
        value=value,
        labels=labels,
        unit=unit,
        greatest=greatest,
        columns_in_order=PHASES,
        coloured=coloured,
    )


def shares_of(frame: pd.DataFrame, share: str, part: str) -> list[Label]:
    """Give what cells say of shares of schools: the share, and below it the counts that it is of."""
    counted = frame[[share, part, "schools"]].itertuples(index=False, name=None)
    return [
        Label(formats.percent(each), "" if pd.isna(of) else f"\n{count:,} of {of:,}") for each, count, of in counted
    ]


def step_colour(share: float) -> str:
    """Give the colour of a share between 0 and 1: the same step everywhere."""
    steps = len(theme.SEQUENTIAL)
    return str(theme.SEQUENTIAL[min(int(share * steps), steps - 1)])

"""Partners: what each leads and whom it reaches, as counts in a grid and as bars."""

import pandas as pd

from reach import columns, formats, theme
from reach.charts.bars import Bars, Row, bar_chart, counts_axis
from reach.charts.chart import CategoryChart, Grid, Label, Point, number
from reach.charts.heat_map import heat_map


def partner_grid(frame: pd.DataFrame, *, column: str, label: str, measure: str, has_zeros: bool = False) -> Grid:
    """Draw partner_strands or partner_las: a cell for each partner and column, darker for more.

    column identifies the columns (it comes back with a click), label names them. Nothing leaves its cell empty unless
    has_zeros.
    """
    return heat_map(
        frame,
        rows=("partner", "partner"),
        columns=(column, label),
        value=measure,
        labels=[_in_cell(count, has_zeros) for count in frame[measure]],
        unit=columns.label(measure).lower(),
        label_widths=(16, 24),
        row_height=56,
        has_white_zeros=True,
    )


def partner_bars(frame: pd.DataFrame, *, measure: str) -> CategoryChart:
    """Draw partner_reach: a bar a lead partner, of schools reached or of people; of unknown partners pale."""
    by_size = frame.sort_values(measure, ascending=False, kind="stable")
    frame = by_size.sort_values("partner", key=lambda names: names == formats.NO_LEAD, kind="stable")
    words = columns.label(measure)

    def point(row: Row) -> Point:
        count = formats.shown(row[measure])
        colour = theme.MAIN if row["is_known_partner"] else theme.MUTED
        hover = f"{count} {words.lower()}, {row['activities']:,} activities"
        return Point(number(row[measure]), Label(count), hover, (row["partner"],), colour)

    return bar_chart(
        frame,
        [Bars(words, theme.MAIN, point, is_in_legend=False)],
        by="partner",
        note=lambda row: Label(
            "", "" if row["is_known_partner"] or row["partner"] == formats.NO_LEAD else "no known partner"
        ),
        axis=counts_axis(words, frame[measure]),
        label_width=20,
        label_room=0.2,
    )


def _in_cell(count: int, has_zeros: bool) -> Label:
    if pd.isna(count):
        return Label("", formats.FEWER)
    return Label(f"{count:,}" if count or has_zeros else "")

"""Places offered, and the schools still to be reached."""

import functools

import pandas as pd

from reach import formats, theme
from reach.charts.bars import Bars, Row, bar_chart, kinds
from reach.charts.chart import Axis, CategoryChart, Grid, Label, Point, number
from reach.charts.heat_map import la_phase_map

STATE_COLOURS = {
    "under-filled": theme.CATEGORICAL[3],
    "filling": theme.SEQUENTIAL[2],
    "full": theme.SEQUENTIAL[4],
}


def need_by_programme(frame: pd.DataFrame) -> CategoryChart:
    """Draw places_and_need: for each programme the schools not yet reached, and how many its free places could take."""
    bars = [
        Bars(name, colour, functools.partial(_need, column, name))
        for name, column, colour in (
            ("Schools not yet reached", "not_yet_reached", theme.MAIN),
            ("Schools that its free places could take", "free_for_schools", theme.CATEGORICAL[1]),
        )
    ]
    return bar_chart(
        frame,
        bars,
        by="programme_name",
        axis=Axis("Schools", at_most_ticks=4),
        label_room=2,
        label_width=30,
        row_height=44,
    )


def _need(column: str, name: str, row: Row) -> Point:
    count = number(row[column])
    if count is None:
        return Point(key=(row["programme_name"],))
    return Point(count, Label("", f"{count:,}"), f"{name}: {count:,}", (row["programme_name"],))


def need_by_la_phase(frame: pd.DataFrame) -> Grid:
    """Draw need_by_la_phase: schools not yet reached in each cell, and the groups that they would fill."""
    labels = [
        Label(
            f"{not_yet:,}",
            f" of {schools:,}"
            + ("" if pd.isna(groups) or not groups else f"\n{formats.count_of(int(groups), 'group')}"),
        )
        for not_yet, schools, groups in zip(
            frame["not_yet_reached"], frame["schools"], frame["groups_wanted"], strict=True
        )
    ]
    return la_phase_map(frame, "not_yet_reached", labels, "schools not yet reached")


def places_taken(frame: pd.DataFrame) -> CategoryChart:
    """Draw group_places: for each activity the share of its places that are taken."""

    def point(row: Row) -> Point:
        taken = f"{row['signed_up']:,} of {row['places']:,}"
        hover = f"{taken} places taken ({formats.percent(row['share_filled'])})"
        return Point(number(row["share_filled"]), Label("", taken), hover)

    bars = kinds("group_state", STATE_COLOURS, point)
    return bar_chart(
        frame,
        bars,
        by="activity_id",
        label="activity",
        axis=Axis("Share of places taken", is_share=True, at_most_ticks=4),
        label_width=26,
        row_height=44,
    )

"""Strands: side by side, programmes by reach, who supports whom, leaders, pupils."""

from collections.abc import Collection, Mapping

import pandas as pd

from reach import formats, theme
from reach.charts.bars import Row, bar_chart, counts_axis, kinds, last_year_of, measure_bars
from reach.charts.chart import CategoryChart, Flow, Grid, Label, Point, Stream, number
from reach.charts.heat_map import la_phase_map, shares_of
from reach.measures import MEASURES

_DIRECTIONS = {"given": theme.MAIN, "received": theme.SEQUENTIAL[2]}


def strand_bars(
    frame: pd.DataFrame,
    measure: str,
    last_year: pd.DataFrame,
    last_year_name: str,
    *,
    low_rows: Collection[int] = (),
) -> CategoryChart:
    """Draw strand_panels: a bar a strand, against last year and, for schools reached, the target.

    low_rows: the rows whose count is fewer than 5 and no more is shown.
    """
    return measure_bars(
        frame,
        by="strand",
        label="strand_name",
        value=measure,
        unit=MEASURES[measure].unit,
        axis=MEASURES[measure].label,
        before=last_year_of(frame, last_year, last_year_name, by="strand", value=measure),
        target="target_schools" if measure == "reached" else None,
        low_rows=low_rows,
    )


def programme_bars(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> CategoryChart:
    """Draw programme_reach: schools reached by each programme, most first, against last year."""
    return measure_bars(
        frame,
        by="programme_name",
        value="reached",
        unit=MEASURES["reached"].unit,
        axis="Schools reached",
        before=last_year_of(frame, last_year, last_year_name, by="programme_name", value="reached"),
        label_width=24,
    )


def support_bars(frame: pd.DataFrame) -> CategoryChart:
    """Draw support_days: days given and days received, side by side."""

    def point(row: Row) -> Point:
        days = formats.decimal(row["days"])
        hover = f"{formats.word(row['direction'])}: {days} days of support"
        return Point(number(row["days"]), Label(days), hover, (row["support_group"], row["direction"]))

    return bar_chart(
        frame,
        kinds("direction", _DIRECTIONS, point),
        by="support_group",
        axis=counts_axis("Days of support", frame["days"]),
        label_room=2,
        row_height=66,
    )


def support_flows(frame: pd.DataFrame, colours: Mapping[str, str]) -> Flow:
    """Draw support_flows as streams from who gives, on the left, to who receives, on the right."""
    places = list(dict.fromkeys([*colours, *frame["from_place"], *frame["to_place"]]))
    ends = []
    for place, days in (("from_place", "days_given"), ("to_place", "days_received")):
        amount = dict(zip(frame[place], frame[days], strict=True))
        ends.append({each: formats.decimal(amount[each]) for each in places if each in amount})
    givers, takers = (
        tuple((each, amount, colours.get(each, theme.TEXT)) for each, amount in end.items()) for end in ends
    )
    supporting, supported = (list(end) for end in ends)
    streams = tuple(
        Stream(
            supporting.index(here),
            supported.index(there),
            float(days),
            colours.get(here, theme.TEXT),
            f"{here} to {there}: {formats.decimal(days)} days, {formats.count_of(int(supports), 'support')}",
        )
        for here, there, days, supports in frame[["from_place", "to_place", "days", "supports"]].to_numpy()
    )
    return Flow(givers, takers, streams, unit="days")


def leader_grid(frame: pd.DataFrame) -> Grid:
    """Draw leaders_by_la_phase: the share of schools with a leader trained, darker for more."""
    labels = shares_of(frame, "share_with_leader", "schools_with_leader")
    return la_phase_map(frame, "share_with_leader", labels, "schools", 1)


def pupil_grid(frame: pd.DataFrame) -> Grid:
    """Draw pupils_by_la_phase: pupils in each cell, and how many a school brought."""
    labels = [
        Label(f"{pupils:,}", f"\n{round(each):,} a school")
        for pupils, each in zip(frame["pupils"], frame["pupils_a_school"], strict=True)
    ]
    return la_phase_map(frame, "pupils", labels, "")


def fifth_bars(frame: pd.DataFrame) -> CategoryChart:
    """Draw pupils_by_fifth: each fifth's share of the pupils brought, its share of all on roll as a mark across it."""
    unit = "of the pupils brought"
    return measure_bars(
        frame,
        by="school_group",
        value="share_of_pupils",
        unit=(unit, unit),
        axis="Share of the pupils brought",
        labels=[
            Label(formats.percent(share), f"  {pupils:,}")
            for share, pupils in zip(frame["share_of_pupils"], frame["pupils"], strict=True)
        ],
        before=("Share of all pupils on roll", list(frame["share_of_roll"])),
        label_width=18,
        as_share=True,
    )

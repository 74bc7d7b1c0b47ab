"""Candidates for teaching: a funnel, groups of them stage by stage, and the time between stages."""

import pandas as pd

from reach import formats, theme
from reach.charts.bars import AROUND, counts_axis, last_year_of, measure_bars
from reach.charts.chart import Category, CategoryChart, Grid, Label, Point, Series, number
from reach.charts.heat_map import heat_map
from reach.small_bases import is_few

_UNIT = ("candidate", "candidates")


def candidate_flow(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> CategoryChart:
    """Draw candidate_flow: how many came to each stage in the period, against last year."""
    before = last_year_of(frame, last_year, last_year_name, by="stage", value="candidates")
    return measure_bars(frame, by="stage", value="candidates", unit=_UNIT, axis="Candidates", before=before)


def candidate_funnel(frame: pd.DataFrame) -> CategoryChart:
    """Draw candidate_funnel of all: a bar a stage, and of those at the stage before how many went on."""
    labels = [
        Label(f"{candidates:,}", "" if pd.isna(share) else f"  {formats.percent(share)}")
        for candidates, share in zip(frame["candidates"], frame["share_of_stage_before"], strict=True)
    ]
    return measure_bars(frame, by="stage", value="candidates", unit=_UNIT, axis="Candidates", labels=labels)


def candidate_grid(frame: pd.DataFrame) -> Grid:
    """Draw candidate_funnel of groups: a cell for each group and stage, darker for a greater share of the group.

    A group of fewer than ten has no shares written on it.
    """
    labels = [
        Label(f"{candidates:,}")
        if is_few(whole) or candidates == whole
        else Label(formats.percent(share), f"\n{candidates:,}")
        for candidates, whole, share in zip(
            frame["candidates"], frame["of_candidates"], frame["share_of_cohort"], strict=True
        )
    ]
    return heat_map(
        frame,
        rows=("candidate_group", "candidate_group"),
        columns=("stage", "stage"),
        value="share_of_cohort",
        labels=labels,
        unit="candidates",
        greatest=1,
        label_widths=(14, 10),
        row_height=62,
        has_white_zeros=True,
    )


def candidate_times(frame: pd.DataFrame) -> CategoryChart:
    """Draw candidate_times: the median as a mark on the days between which the middle half lies."""
    rows = frame[frame["candidates"] > 0].to_dict("records")
    medians = []
    for row in rows:
        median = formats.count_of(round(row["days_median"]), "day")
        middle = f"middle half {row['days_quarter']:.0f} to {row['days_three_quarters']:.0f}"
        hover = f"Median {median}; {middle}\nCandidates: {row['candidates']:,}"
        medians.append(Point(number(row["days_median"]), Label(median), hover, (row["stage"],)))
    spans = tuple(Point(number(row["days_three_quarters"]), start=number(row["days_quarter"])) for row in rows)
    return CategoryChart(
        categories=tuple(
            Category(f"{formats.word(row['stage_before'])} to\n{str(formats.word(row['stage'])).lower()}")
            for row in rows
        ),
        series=(
            Series("The middle half", "span", spans, theme.SEQUENTIAL[1]),
            Series("Median", "point", tuple(medians), size=14),
        ),
        axis=counts_axis("Days", [row["days_three_quarters"] for row in rows]),
        height=len(rows) * 64 + AROUND,
        label_width=22,
    )

"""Fairness: the equity gap over the years and place by place, and trusts by schools not reached."""

import functools
from typing import Any

import pandas as pd

from reach import formats, theme
from reach.academic_years import ShownPeriod
from reach.charts.bars import AROUND, HALVES, QUARTERS, Bars, Row, bar_chart
from reach.charts.chart import Axis, Category, CategoryChart, Label, Point, Series, day_or_none, number
from reach.small_bases import is_few

_NAMES = {True: "Most disadvantaged fifth", False: "Least disadvantaged fifth"}
_STYLES: dict[bool, dict[str, Any]] = {
    True: {"colour": theme.MAIN, "label_colour": theme.MAIN, "symbol": "circle", "says_place": True},
    False: {
        "colour": theme.CATEGORICAL[4],
        "label_colour": theme.CATEGORICAL[4],
        "symbol": "diamond",
        "says_place": True,
    },
}
_SHARE = "Share of schools reached"


def gap_trend(frame: pd.DataFrame) -> CategoryChart:
    """Draw equity_gap_trend: a line for each of the two fifths, and the gap in words under each year.

    What is so far and what it is compared with stand apart from the whole years: lines of their own.
    """
    frame = frame.assign(
        year=[
            ShownPeriod(row["academic_year"], row["period"], day_or_none(row["until_day"])).year_in_words
            for row in frame.to_dict("records")
        ]
    )
    years = frame.drop_duplicates("year").to_dict("records")
    series: list[Series] = []
    for is_part in (False, True):
        for is_most in (False, True):
            of_fifth = frame[(frame["is_most_disadvantaged"] == is_most) & (frame["until_day"].notna() == is_part)]
            rows = {row["year"]: row for row in of_fifth.to_dict("records")}
            if not rows:
                continue
            points = tuple(_of_year(rows[each["year"]], is_most) if each["year"] in rows else Point() for each in years)
            style = _STYLES[is_most] | {"is_filled_to_last": is_most, "is_dotted": not is_most}
            is_first = _NAMES[is_most] not in [each.name for each in series]
            series.append(Series(_NAMES[is_most], "line", points, width=3, size=10, is_in_legend=is_first, **style))
    return CategoryChart(
        categories=tuple(Category(row["year"], Label("", formats.points_apart(row["gap_points"]))) for row in years),
        series=tuple(series),
        axis=Axis(_SHARE, is_share=True, ends=(0, min(1.08, frame["reach"].max() * 1.25 + 0.05)), ticks=QUARTERS),
        height=390,
        is_sideways=False,
        label_width=8,
        note_width=7,
    )


def _of_year(row: Row, is_most: bool) -> Point:
    share = formats.percent(row["reach"])
    hover = f"{_NAMES[is_most]}, {row['year']}\n{_counts(row)}"
    return Point(
        number(row["reach"]),
        # The higher line's figures stand above it, the lower one's below.
        Label("", share, is_below=(row["gap_points"] < 0) == is_most),
        hover,
        (row["academic_year"], row["school_group"]),
    )


def gap_dumbbells(frame: pd.DataFrame) -> CategoryChart:
    """Draw equity_gap_by_la_phase: two marks for the two fifths of each place, and the gap between them in words.

    A mark for fewer than ten schools is hollow.
    """
    frame = frame.assign(place=_places(frame))
    few = {row["place"] for row in frame.to_dict("records") if is_few(row["schools"])}
    first = frame.drop_duplicates("place").to_dict("records")
    series = []
    for is_most in (True, False):
        rows = {row["place"]: row for row in frame[frame["is_most_disadvantaged"] == is_most].to_dict("records")}
        points = tuple(_of_place(rows[row["place"]], is_most) if row["place"] in rows else Point() for row in first)
        series.append(Series(_NAMES[is_most], "point", points, size=15, **_STYLES[is_most]))
    return CategoryChart(
        categories=tuple(
            Category(
                row["place"],
                Label("", "few schools") if row["place"] in few else Label(formats.points_apart(row["gap_points"])),
            )
            for row in first
        ),
        series=tuple(series),
        axis=Axis(_SHARE, is_share=True, ends=(-0.12, 1.12), ticks=HALVES),
        height=len(first) * 52 + AROUND,
        label_width=16,
        note_width=18,
        ties_points=True,
    )


def _of_place(row: Row, is_most: bool) -> Point:
    key = tuple("all" if pd.isna(row[each]) else row[each] for each in ("la_code", "phase", "school_group"))
    hover = f"{row['place']}, {_NAMES[is_most].lower()}\n{_counts(row)}"
    label = Label("", formats.percent(row["reach"]))
    return Point(number(row["reach"]), label, hover, key, is_few=is_few(row["schools"]))


def _counts(row: Row) -> str:
    return f"{formats.percent(row['reach'])}  {row['reached']:,} of {row['schools']:,} schools reached"


def trust_bars(frame: pd.DataFrame) -> CategoryChart:
    """Draw reach_by_trust: for each trust its schools, reached and not; the share stands with the name."""
    bars = [
        Bars(name, colour, functools.partial(_of_trust, column, name))
        for column, name, colour in (
            ("not_reached", "Not reached", theme.MUTED),
            ("reached", "Reached", theme.MAIN),
        )
    ]
    return bar_chart(
        frame,
        bars,
        by="trust",
        note=lambda row: Label(f"{row['reached']:,} of {row['schools']:,}", f", {formats.percent(row['reach'])}"),
        axis=Axis("Schools"),
        is_stacked=True,
        label_width=22,
        row_height=64,
    )


def _of_trust(column: str, name: str, row: Row) -> Point:
    count = int(row[column])
    hover = f"{count:,} schools {name.lower()}"
    return Point(count, Label("", f"{count:,}" if count else ""), hover, (row["trust"],))


def _places(frame: pd.DataFrame) -> list[str]:
    """Give the name of each row's place: a local authority, a phase, or the whole."""
    return [
        str(la_name if pd.notna(la_name) else formats.word(phase) if pd.notna(phase) else "All schools")
        for la_name, phase in frame[["la_name", "phase"]].to_numpy()
    ]

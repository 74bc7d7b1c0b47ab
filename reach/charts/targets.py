"""Targets: each against what stands, what this year's end may be, and how reach grows week by week."""

import dataclasses
from typing import Any

import pandas as pd

from reach import formats, theme
from reach.charts.bars import HALVES, Bars, Row, bar_chart, share_axis, strokes
from reach.charts.chart import Axis, CategoryChart, Label, NumberChart, Point, Series, greatest, number
from reach.small_bases import is_few

_MONTHS = {1: "Sep", 9: "Nov", 18: "Jan", 26: "Mar", 35: "May", 44: "Jul"}
"""The weeks in which these months begin."""
_MET = theme.SEQUENTIAL[1]
"""Light enough for the marks across it to be seen."""
_SHARE = "Share of its schools"
_ROWS: dict[str, Any] = {"label_width": 24, "row_height": 62, "around": 130}
_EXPECTED = "Expected end, with its range"


def bullets(frame: pd.DataFrame, *, last_year: str, is_running: bool = False) -> CategoryChart:
    """Draw targets_and_reach: reach as a bar; the target, last year and England as marks across it.

    is_running: the year is not over, so what is met is met so far.
    """
    met = "met so far" if is_running else "met"

    def point(row: Row) -> Point:
        colour = theme.MUTED if row["still_needed"] else _MET
        hover = f"{formats.percent(row['reach'])}: {row['reached']:,} of {row['schools']:,} schools"
        few = is_few(row["schools"])
        return Point(number(row["reach"]), hover=hover, key=(row["target"],), colour=colour, is_few=few)

    return bar_chart(
        frame,
        [Bars("Reached", _MET, point, is_in_legend=False)],
        by="target",
        note=lambda row: Label(f"{row['still_needed']:,} to go" if row["still_needed"] else met),
        axis=share_axis(_SHARE, HALVES, end=1.03),
        marks=[
            _aims(frame),
            strokes("England", list(frame["share_national"]), is_share=True, colour=theme.CATEGORICAL[2]),
            strokes(f"{last_year}, reached", list(frame["share_last_year"]), is_share=True, symbol="ring", size=11),
        ],
        **_ROWS,
    )


def outlooks(frame: pd.DataFrame) -> CategoryChart:
    """Draw target_outlook: where each target's year may end, against the target."""

    def point(row: Row) -> Point:
        few = is_few(row["schools"])
        return Point(number(row["share_so_far"]), hover=_so_far(row), key=(row["target"],), is_few=few)

    expected = Series(_EXPECTED, "point", tuple(map(_expected, frame.to_dict("records"))), size=12)
    return bar_chart(
        frame,
        [Bars("So far", theme.MUTED, point)],
        by="target",
        note=lambda row: Label(_outlook(row)),
        axis=share_axis(_SHARE, HALVES, end=1.03),
        marks=[*([expected] if frame["expected"].notna().any() else []), _aims(frame)],
        **_ROWS,
    )


def _aims(frame: pd.DataFrame) -> Series:
    """Give a mark at each target's share, which says the schools that it comes to as well."""
    marks = strokes("Target", list(frame["share_aimed_at"]), is_share=True, width=5)
    points = tuple(
        dataclasses.replace(point, hover=f"{point.hover} ({formats.count_of(int(aim), 'school')})")
        if point.hover and pd.notna(aim)
        else point
        for point, aim in zip(marks.points, frame["schools_aimed_at"], strict=True)
    )
    return dataclasses.replace(marks, points=points)


def _outlook(row: Row) -> str:
    """Say how likely a target is, and where it is unlikely, how many more schools it needs."""
    status = str(formats.word(row["outlook"]))
    return f"{status}: {row['still_needed']:,} more needed" if row["outlook"] == "unlikely" else status


def _so_far(row: Row) -> str:
    return f"So far: {formats.percent(row['share_so_far'])}"


def _expected(row: Row) -> Point:
    share = number(row["share_expected"])
    if share is None:
        return Point(key=(row["target"],))
    hover = (
        f"Expected: {int(row['expected']):,} schools, {int(row['expected_least']):,} to {int(row['expected_most']):,}"
    )
    ends = (row["share_expected_least"], row["share_expected_most"])
    return Point(share, hover=hover, key=(row["target"],), ends=ends)


def weeks(frame: pd.DataFrame, outlook: pd.Series, *, academic_year: str) -> NumberChart:
    """Draw target_weeks: reach week by week, earlier years behind, with one target's line and expected end."""
    earlier = [year for year in frame["academic_year"].unique() if year != academic_year]
    series = [
        _line(frame[frame["academic_year"] == year], "Earlier years", theme.MUTED, 2, is_named=year == earlier[0])
        for year in earlier
    ]
    this_year = frame[frame["academic_year"] == academic_year]
    until = this_year[this_year["week"] <= outlook["week"]]
    later = this_year[this_year["week"] >= outlook["week"]]
    if len(later) > 1:
        series.append(_line(later, f"{academic_year}, later", theme.CATEGORICAL[3], 3))
    series.append(_line(until, academic_year, theme.MAIN, 5))
    if pd.notna(outlook["expected"]):
        series.append(_expected_end(until, outlook))
    # A number of schools is no share of none.
    aim = outlook["share_aimed_at"]
    top = greatest([frame["reach"].max(), aim, outlook["share_expected_most"]], 0)
    return NumberChart(
        series=tuple(series),
        across=Axis(
            "Week of the academic year", ends=(0, 54), ticks=tuple(_MONTHS), tick_texts=tuple(_MONTHS.values())
        ),
        axis=Axis("Share of schools reached so far", is_share=True, ends=(0, min(1.02, top * 1.2 + 0.02))),
        height=460,
        reference=None if pd.isna(aim) else (aim, f"Target {formats.percent(aim)}"),
    )


def _line(rows: pd.DataFrame, name: str, colour: str, width: float, *, is_named: bool = True) -> Series:
    points = tuple(
        Point(
            number(row["reach"]),
            hover=f"{row['academic_year']}, week {row['week']}\n{formats.percent(row['reach'])}: {row['reached']:,} of "
            f"{row['schools']:,} schools",
            key=(row["academic_year"],),
            at=row["week"],
        )
        for row in rows.to_dict("records")
    )
    return Series(name, "line", points, colour, width=width, is_in_legend=is_named)


def _expected_end(until: pd.DataFrame, outlook: pd.Series) -> Series:
    hover = f"Expected end: {formats.percent(outlook['share_expected'])}"
    start = [
        Point(number(row["reach"]), hover=hover, at=row["week"], size=0) for row in until.tail(1).to_dict("records")
    ]
    ends = (outlook["share_expected_least"], outlook["share_expected_most"])
    end = Point(number(outlook["share_expected"]), hover=hover, at=52, size=12, ends=ends)
    return Series(_EXPECTED, "line", (*start, end), width=3, is_dotted=True)

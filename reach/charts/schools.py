"""One school: everything it came to over the years, its people and hours, and how reliably they came."""

import datetime as dt

import pandas as pd

from reach import formats, theme
from reach.academic_years import starting_year
from reach.charts.bars import AROUND, QUARTERS, Bars, Row, bar_chart
from reach.charts.chart import Axis, Category, CategoryChart, Label, NumberChart, Panels, Point, Series, number

_STATES = {
    "attended": {"colour": theme.MAIN},
    "missed": {"colour": theme.SEQUENTIAL[0], "edge": theme.SEQUENTIAL[1]},
    "booked": {"symbol": "ring", "colour": theme.SEQUENTIAL[2]},
    "pupils_only": {"symbol": "diamond", "colour": theme.CATEGORICAL[1]},
}
_COUNTED = {"attended": "attended", "missed": "absent or sent apologies", "booked": "booked"}
_ONE_PERSON, _LARGEST = 9, 30
_LINE = 16


def timeline(frame: pd.DataFrame) -> NumberChart:
    """Draw school_sessions: a mark a session on its programme's line, larger where more people were on the register."""
    names = list(dict.fromkeys(frame["programme_name"]))
    lines = max(1 + theme.short_lines(name, 24).count("<br>") for name in names)
    series = []
    for state, style in _STATES.items():
        rows = frame[frame["session_state"] == state].to_dict("records")
        if rows:
            points = tuple(_of_session(row, names.index(row["programme_name"])) for row in rows)
            series.append(Series(str(formats.word(state)), "point", points, **style))
    years = sorted(set(frame["academic_year"]))
    first, last = starting_year(years[0]), starting_year(years[-1])
    return NumberChart(
        series=tuple(series),
        across=Axis(
            ends=(dt.date(first, 8, 20), dt.date(last + 1, 9, 10)),
            ticks=tuple(dt.date(year + 1, 3, 1) for year in range(first, last + 1)),
            tick_texts=tuple(f"{year}/{(year + 1) % 100:02d}" for year in range(first, last + 1)),
        ),
        axis=Axis(),
        height=len(names) * max(40, _LINE * lines + 8) + AROUND,
        rows=tuple(map(Category, names)),
        dividers=tuple(dt.date(year, 9, 1) for year in range(first, last + 2)),
    )


def _of_session(row: Row, position: int) -> Point:
    """Give a session's mark, as large as people are many, by its area."""
    on_register = max(sum(row[state] for state in _COUNTED), 1)
    counts = [f"{row[state]:,} {words}" for state, words in _COUNTED.items() if row[state]]
    if not pd.isna(row["pupils"]):
        counts.append(f"{row['pupils']:,} pupils")
    hover = (
        f"{row['programme_name']}\n{row['activity']}, session {row['session_number']}\n"
        f"{formats.day(row['held_on'])}: {', '.join(counts)}"
    )
    size = min(_ONE_PERSON * on_register**0.5, _LARGEST)
    return Point(position, hover=hover, key=(row["programme_name"],), at=row["held_on"], size=size)


def people_and_hours(frame: pd.DataFrame) -> Panels:
    """Draw school_people_by_year: people and hours as bars, side by side, a bar a year."""

    def panel(column: str, title: str, colour: str, unit: str) -> CategoryChart:
        def point(row: Row) -> Point:
            text = formats.decimal(row[column])
            return Point(number(row[column]), Label("", text), f"{text} {unit}")

        return bar_chart(
            frame,
            [Bars(title, colour, point, is_in_legend=False)],
            by="academic_year",
            axis=Axis(title, at_most_ticks=4),
            row_height=40,
        )

    people = panel("people", "Different people", theme.MAIN, "different people")
    return Panels((people, panel("hours", "Hours together", theme.MAIN, "hours")))


def attendance_rate(frame: pd.DataFrame) -> CategoryChart:
    """Draw school_attendance_by_year: the school's attendance rate over the years before that of all hub schools."""
    rows = frame.to_dict("records")
    lines = (
        ("share_attended_hub", "All schools of the hub", theme.MUTED, 2),
        ("share_attended", "This school", theme.MAIN, 4),
    )
    return CategoryChart(
        categories=tuple(Category(row["academic_year"]) for row in rows),
        series=tuple(
            Series(name, "line", tuple(_rate(row, column, name) for row in rows), colour, width=width, size=5 + width)
            for column, name, colour, width in lines
        ),
        axis=Axis("Attendance rate", is_share=True, ends=(0, 1.08), ticks=QUARTERS),
        height=320,
        is_sideways=False,
    )


def _rate(row: Row, column: str, name: str) -> Point:
    # The higher line's figures stand above it, the lower one's below.
    is_lower = (row["share_attended"] < row["share_attended_hub"]) == (column == "share_attended")
    hover = f"{name}, {row['academic_year']}: {formats.percent(row[column], 1)}"
    return Point(number(row[column]), Label("", formats.percent(row[column]), is_below=is_lower), hover)

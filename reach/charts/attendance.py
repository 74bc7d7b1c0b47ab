"""Attendance: rates, what became of sign-ups, the steps from signing up to staying, and who is still there."""

import functools

import pandas as pd

from reach import formats, theme
from reach.charts.bars import (
    HALVES,
    QUARTERS,
    THIS_PERIOD,
    Bars,
    Row,
    bar_chart,
    counts_axis,
    kinds,
    last_year_of,
    share_axis,
    strokes,
)
from reach.charts.chart import Axis, Category, CategoryChart, Label, NumberChart, Point, Series, greatest, number
from reach.small_bases import is_few

_OUTCOMES = {
    "no_shows": ("No-shows", theme.CATEGORICAL[3]),
    "sent_apologies": ("Only apologies", theme.CATEGORICAL[5]),
}
_LENGTHS = {"two_or_more": theme.MAIN, "one_session": theme.CATEGORICAL[1]}
_ALL = "All activities"


def attendance_bars(
    frame: pd.DataFrame,
    *,
    by: str,
    label: str,
    last_year: pd.DataFrame | None = None,
    last_year_name: str = "",
) -> CategoryChart:
    """Draw the attendance rate as a bar for each row of attendance_by_group, last year's as a mark across it."""
    has_times = "times_expected" in frame.columns
    before = last_year_of(frame, last_year, last_year_name, by=by, value="share_attended")

    def point(row: Row) -> Point:
        label = _rate(row) if has_times else _public_rate(row)
        whole = "expected times" if has_times else "signed up"
        hover = f"{label.text} {whole}\nActivities: {formats.shown(row['activities'])}"
        if pd.isna(row["share_attended"]) and has_times:
            label = Label()
        few = is_few(row["signed_up"], row.get("times_expected"))
        return Point(number(row["share_attended"]), label, hover, (row[by],), is_few=few)

    return bar_chart(
        frame,
        [Bars(THIS_PERIOD, theme.MAIN, point, is_in_legend=False)],
        by=by,
        label=label,
        axis=share_axis("Attendance rate", HALVES),
        marks=[strokes(*before, is_share=True)] if before else [],
        label_room=0.5,
        has_short_labels_beyond=True,
        label_width=26,
    )


def hours_bars(frame: pd.DataFrame, *, by: str, label: str) -> CategoryChart:
    """Draw the share of teachers with many hours as a bar for each row of people_with_hours_by_group."""

    def point(row: Row) -> Point:
        share = Label(formats.percent(row["share_with_hours"]), f"  {row['people_with_hours']:,} of {row['people']:,}")
        hover = f"{share.text} teachers\nNo hours recorded: {row['people_without_hours']:,}"
        return Point(number(row["share_with_hours"]), share, hover, (row[by],), is_few=is_few(row["people"]))

    return bar_chart(
        frame,
        [Bars(THIS_PERIOD, theme.MAIN, point, is_in_legend=False)],
        by=by,
        label=label,
        axis=share_axis("Share of teachers", HALVES),
        label_room=0.5,
        has_short_labels_beyond=True,
        label_width=26,
    )


def outcome_bars(frame: pd.DataFrame, *, by: str, label: str) -> CategoryChart:
    """Draw no-shows and apologies as shares of those who signed up, for each row of attendance_by_group."""
    bars = [
        Bars(name, colour, functools.partial(_outcome, column, name, by))
        for column, (name, colour) in _OUTCOMES.items()
    ]
    shares = [*frame["share_no_shows"], *frame["share_sent_apologies"]]
    return bar_chart(
        frame,
        bars,
        by=by,
        label=label,
        axis=counts_axis("Share of those signed up", shares, least=0.05, room=1.3, is_share=True),
        label_room=2,
        label_width=26,
    )


def funnel(frame: pd.DataFrame) -> CategoryChart:
    """Draw attendance_funnel: a bar a step, one colour for courses and one for single sessions."""

    def point(row: Row) -> Point:
        label = Label(formats.share_of(row["share_of_signed_up"], row["people"]), f"  {formats.shown(row['people'])}")
        if pd.isna(row["people"]):
            label = Label("", formats.FEWER)
        step, course = formats.word(row["step"]), formats.word(row["course_length"])
        hover = f"{course}\n{step}: {label.text} of those signed up"
        return Point(number(row["people"]), label, hover, (row["course_length"], row["step"]))

    return bar_chart(
        frame,
        kinds("course_length", _LENGTHS, point, says_place=True),
        by="step",
        axis=counts_axis("People signed up, once for each activity", frame["people"]),
        label_width=10,
        row_height=90,
    )


def retention(frame: pd.DataFrame, picked_out: str | None = None) -> NumberChart:
    """Draw the rows of retention: all activities together before a thin line for each, one of them picked out."""
    together = frame[frame["activity"].isna()]
    single = frame[frame["activity"].notna()]
    series = [
        _curve(single, "Each activity", theme.MUTED, width=1, size=5),
        _curve(together, _ALL, theme.MAIN, width=4, size=9, is_labelled=picked_out is None),
    ]
    if picked_out is not None:
        rows = single[single["activity"] == picked_out]
        series.append(_curve(rows, _short(picked_out), theme.CATEGORICAL[3], width=3, size=9, is_labelled=True))
    last = int(max(frame["turn"].max(), 2))
    return NumberChart(
        series=tuple(series),
        across=Axis("Session held", ends=(0.7, last + 0.4), ticks=tuple(range(1, last + 1)) if last <= 12 else ()),
        axis=Axis("Share still there", is_share=True, ends=(0, 1.12), ticks=QUARTERS),
        height=380,
    )


def activity_register(frame: pd.DataFrame) -> CategoryChart:
    """Draw activity_register: who attended each session, who is booked for those to come, and who is still there."""
    rows = frame.to_dict("records")
    sessions = tuple(Category(f"{row['turn']}\n{row['held_on']:%d/%m/%y}") for row in rows)
    series = [_bars_of_sessions("Attended", [_attended(row) for row in rows], theme.SEQUENTIAL[1])]
    if frame["booked"].any():
        booked = [_count(row["booked"], f"{_session(row)}\n{row['booked']:,} only booked") for row in rows]
        series.append(_bars_of_sessions("Only booked", booked, "#ffffff", is_outlined=True))
    still = [Point() if pd.isna(row["still_there"]) else _still_there(row) for row in rows]
    series.append(Series("Still there", "line", tuple(still), width=4, size=10, label_colour=theme.MAIN))
    most = greatest([*(frame["attended"] + frame["booked"]), *frame["still_there"]], 1)
    return CategoryChart(
        categories=sessions,
        series=tuple(series),
        axis=Axis("People", ends=(0, most * 1.2), at_most_ticks=6),
        height=380,
        is_sideways=False,
        is_stacked=True,
    )


def _bars_of_sessions(name: str, points: list[Point], colour: str, *, is_outlined: bool = False) -> Series:
    return Series(name, "bar", tuple(points), colour, is_outlined=is_outlined)


def _count(count: int, hover: str) -> Point:
    return Point(int(count) or None, Label("", f"{count:,}" if count else ""), hover)


def _attended(row: Row) -> Point:
    came, absent, apologies = row["attended"], row["absent"], row["apologies"]
    share = formats.percent(row["share_attended"])
    hover = f"{_session(row)}\n{came:,} attended ({share}), {absent:,} absent, {apologies:,} apologies"
    return Point(int(came), Label("", f"{came:,}" if came else ""), hover)


def _still_there(row: Row) -> Point:
    share = formats.percent(row["share_still_there"])
    hover = f"{_session(row)}\n{int(row['still_there']):,} people still there, {share} of all who came"
    return Point(number(row["still_there"]), Label("", share), hover)


def _session(row: Row) -> str:
    return f"Session {row['turn']}\n{row['held_on']:%d/%m/%y}"


def _curve(rows: pd.DataFrame, name: str, colour: str, *, width: int, size: int, is_labelled: bool = False) -> Series:
    points: list[Point] = []
    for row in rows.to_dict("records"):
        if row["turn"] == 1 and points:
            # The end of one activity's line is not tied to the start of the next.
            points.append(Point())
        named = None if pd.isna(row["activity"]) else row["activity"]
        share = formats.percent(row["share_still_there"])
        hover = (
            f"{named or _ALL}\nSession {row['turn']}: {share} still there, "
            f"{row['still_there']:,} of {row['started']:,} people\n"
            f"{row['attending']:,} attended it. Activities: {row['activities']:,}"
        )
        label = Label("", share) if is_labelled else Label()
        points.append(Point(number(row["share_still_there"]), label, hover, (named,), at=row["turn"]))
    return Series(name, "line", tuple(points), colour, width=width, size=size)


def _rate(row: Row) -> Label:
    share, expected = row["share_attended"], row["times_expected"]
    return Label(formats.percent(share), f"  {row['times_attended']:,} of {expected:,}")


def _public_rate(row: Row) -> Label:
    """Give a rate with the number of sign-ups, which the public sees instead of times attended."""
    share, signed_up = row["share_attended"], row["signed_up"]
    return Label(formats.HIDDEN if pd.isna(share) else formats.percent(share), f"  {formats.about_number(signed_up)}")


def _outcome(column: str, name: str, by: str, row: Row) -> Point:
    share, people = row[f"share_{column}"], row[column]
    hover = f"{name}: {formats.shown(people)} of {formats.shown(row['signed_up'])} signed up"
    if pd.isna(share):
        return Point(None, _outcome_label(share, people), hover, (row[by],))
    hover += f" ({formats.percent(share, 1)})"
    few = is_few(row["signed_up"])
    return Point(number(share), _outcome_label(share, people), hover, (row[by],), is_few=few)


def _outcome_label(share: float, people: int) -> Label:
    if pd.isna(people):
        return Label("", formats.FEWER)
    return Label(formats.percent(share), f"  {people:,}") if people else Label("", "0")


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:38]}…"

"""Two periods side by side: a measure then and now, and the schools that moved in between."""

import functools
import math
from collections.abc import Collection, Sequence

import pandas as pd

from reach import formats, theme
from reach.charts.bars import AROUND, Bars, Row, bar_chart
from reach.charts.chart import Axis, Category, CategoryChart, Label, Point, Series, number
from reach.small_bases import is_few

ROW_HEIGHT = 64
THEN = theme.CATEGORICAL[4]
_MOVES = {
    "gained": (1, theme.CATEGORICAL[1]),
    "opened": (1, theme.CATEGORICAL[5]),
    "lost": (-1, theme.CATEGORICAL[3]),
    "closed": (-1, theme.CATEGORICAL[4]),
}
"""The moves that change reach: to which side each is drawn, and in which colour."""


def then_and_now(
    frame: pd.DataFrame,
    *,
    by: Sequence[str],
    is_share: bool,
    unit: str,
    then_name: str,
    now_name: str,
    without_programme: Collection[str] = (),
) -> CategoryChart:
    """Draw compare_measures of one measure: for each place a mark for then, one for now, and the change in words.

    by are the columns that identify places; names of periods may have a second line. A mark of a share of fewer than
    ten is hollow. without_programme: the phases that no programme is for; they have no marks.
    """
    has_none = frame["phase"].isin(without_programme)
    frame = frame.assign(
        **{each: frame[each].mask(has_none) for each in ("share_then", "share_now", "count_then", "count_now")}
    )
    rows = frame.to_dict("records")
    measure = "share" if is_share else "count"
    changes = [
        formats.WITHOUT_PROGRAMME if none else words
        for none, words in zip(has_none, _changes(frame, is_share=is_share), strict=True)
    ]

    def point(when: str, row: Row) -> Point:
        value = row[f"{measure}_{when}"]
        text: str = "" if pd.isna(value) else formats.percent(value) if is_share else formats.thousands(value)
        name = (then_name if when == "then" else now_name).partition("\n")[0]
        hover = f"{name}: {text}{_of_whole(row, when, unit, is_share=is_share)}"
        few = is_share and is_few(row[f"of_{when}"])
        return Point(number(value), Label("", text), hover, tuple(row[key] for key in by), is_few=few)

    return CategoryChart(
        categories=tuple(
            Category(_place(row), Label(words), is_note_beside=len(by) > 1)
            for row, words in zip(rows, changes, strict=True)
        ),
        series=tuple(
            Series(name, "point", tuple(point(when, row) for row in rows), colour, size=size, symbol=symbol)
            for when, name, colour, size, symbol in (
                ("then", then_name, THEN, 13, "diamond"),
                ("now", now_name, theme.MAIN, 16, "circle"),
            )
        ),
        axis=_span(frame[[f"{measure}_then", f"{measure}_now"]].astype(float), unit, is_share=is_share),
        height=len(rows) * ROW_HEIGHT + AROUND,
        has_steady_legend=True,
        ties_points=True,
    )


def moves(frame: pd.DataFrame, *, by: Sequence[str]) -> CategoryChart:
    """Draw compare_moves: to the right of the middle the schools that reach has won, to the left those it has lost."""
    named = frame.assign(place=[_place(row) for row in frame.to_dict("records")])
    most = max([1, *map(int, frame.loc[frame["moved"].isin(_MOVES), "schools_of_move"])])
    bars = [
        Bars(
            str(formats.word(move)),
            colour,
            functools.partial(_moved, side, most, [*by, "moved"]),
            ("moved", move),
        )
        for move, (side, colour) in _MOVES.items()
    ]
    ticks = _ticks(0, most)
    both = (*(-tick for tick in reversed(ticks[1:])), *ticks)
    return bar_chart(
        named,
        bars,
        by="place",
        axis=Axis(
            "Schools: fewer | more", ticks=both, tick_texts=tuple(f"{abs(tick):,}" for tick in both), zero_line=True
        ),
        is_stacked=True,
        is_two_sided=True,
        row_height=ROW_HEIGHT,
    )


def _moved(side: int, most: int, keys: Sequence[str], row: Row) -> Point:
    move = row["moved"]
    count, reached = int(row["schools_of_move"]), int(row["reached_of_move"])
    of_them = {"opened": f", {reached:,} of them reached", "closed": f", {reached:,} of them had been reached"}
    hover = f"{formats.word(move)}: {formats.count_of(count, 'school')}{of_them.get(move, '')}"
    # A bar that is too narrow for its number is left to the pointer and the table.
    label = Label("", f"{count:,}" if count >= 0.06 * most else "")
    return Point(side * count, label, hover, tuple(row[key] for key in keys))


def _place(row: Row) -> str:
    """Name a place in a line or two: a local authority, a phase, or both."""
    parts = [row["la_name"]] if row["la_code"] != "all" else []
    parts += [str(formats.word(row["phase"]))] if row["phase"] != "all" else []
    return "\n".join(parts) or "All"


def _changes(frame: pd.DataFrame, *, is_share: bool) -> list[str]:
    """Give each place's change in words: "+3 points" or "-25"."""
    changes = frame["change_points"] / 100 if is_share else frame["count_change"]
    words = formats.points if is_share else "{:+,}".format
    return [
        "" if pd.isna(change) else "as before" if abs(change) < (0.005 if is_share else 1) else words(change)
        for change in changes
    ]


def _of_whole(row: Row, when: str, unit: str, *, is_share: bool) -> str:
    """Give a value's unit: ", 340 of 522 schools" or " teachers reached"."""
    whole = row[f"of_{when}"]
    if not is_share or pd.isna(whole):
        return f" {unit.lower()}"
    things = "marks" if unit.startswith("Attendance") else "schools"
    return f", {formats.shown(row[f'count_{when}'])} of {formats.shown(whole)} {things}"


def _span(values: pd.DataFrame, title: str, *, is_share: bool) -> Axis:
    """Give an axis that is as long as the marks need, with room for their labels: a small change is to be seen."""
    scale = 100 if is_share else 1
    known = values.to_numpy()[values.notna().to_numpy()] * scale
    least, most = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    room = max(0.4 * (most - least), 0.08 * most, 1)
    ticks = _ticks(max(0, least - room / 2), min(most + room / 2, 100) if is_share else most + room / 2)
    ends = ((least - room) / scale, (most + room) / scale)
    return Axis(title, is_share, ends, tuple(tick / scale for tick in ticks), zero_line=False)


def _ticks(least: float, most: float) -> list[int]:
    """Give round numbers from the least to the most, in five steps or fewer: of 1, 2, 5, 10, 20 and so on."""
    step = 1
    while (most - least) / step > 5:
        step = int(step * {"1": 2, "2": 2.5, "5": 2}[str(step)[0]])
    return list(range(math.ceil(least / step) * step, int(most) + 1, step))

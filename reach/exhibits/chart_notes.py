"""Notes that an administrator dated, on exhibits with time on an axis: numbered marks, their texts, and a column."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from reach import formats
from reach.academic_years import is_to_date
from reach.charts.chart import Chart
from reach.charts.chart_notes import Place, mark_categories, mark_days
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext

AnyExhibit = TypeVar("AnyExhibit", bound=Exhibit)
"""Packs take a function that returns a plain Exhibit for one that makes an exhibit of its own."""

Row = Mapping[Any, Any]
"""A row of a frame: what it has in each column."""


@dataclasses.dataclass(frozen=True)
class NoteScope:
    """Whose notes an exhibit shows, where that is not what the filters choose; None is all, "" none but the hub's."""

    la_code: str | None = None
    strand: str | None = None
    programme_code: str | None = None


def with_chart_notes(
    context: QueryContext,
    exhibit: AnyExhibit,
    *,
    by: tuple[str, ...],
    mark: Callable[[Chart, Mapping[Place, str], Sequence[Place]], Chart] = mark_categories,
    scope: NoteScope | None = None,
) -> AnyExhibit:
    """Return an exhibit with the notes whose date falls on one of its rows.

    Notes are numbered by date. A number marks its place on the chart; the texts end the sentence, so that they stand
    below the chart and in its alternative text; the rows that a note belongs to have it in a column of their own.

    by: the columns of the frame that say which place on the chart a row is: "academic_year", "period", "week". A frame
        without "academic_year" is of the chosen year.
    mark: marks the chart at places, given the marks by place and all places in the frame's order.
    scope: what the exhibit is of, where the filters do not say it.
    """
    rows = exhibit.result.frame.to_dict("records")
    shown: list[_Shown] = []
    for note in _notes_in_scope(context, exhibit, scope):
        positions = [at for at, row in enumerate(rows) if _is_on_row(context, note, row)]
        if positions:
            shown.append(_Shown(note, positions))
    if exhibit.chart is None or not shown:
        return exhibit
    places: list[Place] = [tuple(row.get(column) for column in by) for row in rows]
    return _with_notes(exhibit, shown, mark(exhibit.chart, _marks(shown, places), list(dict.fromkeys(places))))


def with_notes_on_days(
    context: QueryContext, exhibit: AnyExhibit, *, day: str, scope: NoteScope | None = None
) -> AnyExhibit:
    """Return an exhibit of days, oldest first, with the notes of the academic years that its rows are of.

    A note stands on the chart at its own day, and in the table at the first row from that day on, or at the last one.

    day: the column that says which day a row is of.
    """
    rows = exhibit.result.frame.to_dict("records")
    shown = [
        _Shown(note, [next((at for at, row in enumerate(rows) if row[day] >= note["dated_on"]), len(rows) - 1)])
        for note in _notes_in_scope(context, exhibit, scope)
        if any(_is_on_row(context, note, {"academic_year": row["academic_year"]}) for row in rows)
    ]
    if exhibit.chart is None or not shown:
        return exhibit
    marks = [(_day(each.note), f"[{number}]") for number, each in enumerate(shown, start=1)]
    return _with_notes(exhibit, shown, mark_days(exhibit.chart, marks))


def with_notes_on_sessions(
    context: QueryContext, exhibit: AnyExhibit, *, day: str, scope: NoteScope | None = None
) -> AnyExhibit:
    """Return an exhibit of an activity's sessions, oldest first, with the notes dated from its first to its last day.

    A note stands at the first session from its day on. day: the column that says which day a row is of.
    """
    rows = exhibit.result.frame.to_dict("records")
    shown = []
    for note in _notes_in_scope(context, exhibit, scope):
        if rows[0][day] <= note["dated_on"] <= rows[-1][day]:
            shown.append(_Shown(note, [next(at for at, row in enumerate(rows) if row[day] >= note["dated_on"])]))
    if exhibit.chart is None or not shown:
        return exhibit
    places = [(at,) for at in range(len(rows))]
    return _with_notes(exhibit, shown, mark_categories(exhibit.chart, _marks(shown, places), places))


@dataclasses.dataclass(frozen=True)
class _Shown:
    """A note that an exhibit shows, and the positions of the rows that it belongs to."""

    note: Row
    rows: list[int]


def _marks(shown: Sequence[_Shown], places: Sequence[Place]) -> dict[Place, str]:
    """Return the marks by place, such as "[1] [3]". places: of each row of the frame."""
    numbers: dict[Place, list[str]] = {}
    for number, each in enumerate(shown, start=1):
        for place in dict.fromkeys(places[at] for at in each.rows):
            numbers.setdefault(place, []).append(f"[{number}]")
    return {place: " ".join(of_place) for place, of_place in numbers.items()}


def _notes_in_scope(context: QueryContext, exhibit: Exhibit, scope: NoteScope | None) -> list[Row]:
    """Return the notes that may stand on an exhibit, oldest first; none on one without figures."""
    asked = context.ask_if_recorded("chart_notes")
    if exhibit.result.frame.empty or asked is None:
        return []
    notes = asked.frame.astype(object).where(asked.frame.notna(), None).to_dict("records")
    return [note for note in notes if _is_in_scope(exhibit, note, scope)]


def _with_notes(exhibit: AnyExhibit, shown: Sequence[_Shown], chart: Chart) -> AnyExhibit:
    """Return the exhibit with a chart that is marked, the notes at the end of its sentence and in a column."""
    frame = exhibit.result.frame
    texts: list[list[str]] = [[] for _ in range(len(frame))]
    for number, each in enumerate(shown, start=1):
        for at in each.rows:
            texts[at].append(f"[{number}] {each.note['note']}")
    column = pd.Series(["; ".join(of_row) or None for of_row in texts], frame.index, dtype=object)
    lines = tuple(_line(number, each.note) for number, each in enumerate(shown, start=1))
    return dataclasses.replace(
        exhibit,
        result=dataclasses.replace(exhibit.result, frame=frame.assign(note=column)),
        chart=chart,
        sentence=f"{exhibit.sentence} {' '.join(lines)}".strip(),
        notes=lines,
    )


def _is_in_scope(exhibit: Exhibit, note: Row, scope: NoteScope | None) -> bool:
    """Whether a note is of the whole hub, or of a part of it that the exhibit shows."""
    if scope is not None:
        pairs = (
            (note["la_code"], scope.la_code),
            (note["for_strand"], scope.strand),
            (note["programme_code"], scope.programme_code),
        )
        return all(of_note is None or shown is None or of_note == shown for of_note, shown in pairs)
    asked, filters = exhibit.result.query.parameters, exhibit.result.filters
    return (note["la_code"] is None or "la_codes" not in asked or note["la_code"] in filters.la_codes) and (
        note["for_strand"] is None or "strands" not in asked or note["for_strand"] in filters.strands
    )


def _is_on_row(context: QueryContext, note: Row, row: Row) -> bool:
    """Whether a note's date falls within the days that a row's figures are of."""
    academic_year = row.get("academic_year") or context.filters.academic_year
    period = row.get("period") or "year"
    if note["academic_year"] != academic_year or is_to_date(period) or period not in ("year", note["period"]):
        return False
    if "week" in row and row["week"] != note["week"]:
        return False
    until = context.shown_until(academic_year, period)
    return until is None or _day(note) <= until


def _line(number: int, note: Row) -> str:
    of_what = note["programme_name"] or note["strand_name"] or note["la_name"]
    text = str(note["note"])
    end = "" if text.endswith((".", "!", "?")) else "."
    return f"[{number}] {formats.day(_day(note))}{f', {of_what}' if of_what else ''}: {text}{end}"


def _day(note: Row) -> dt.date:
    return pd.Timestamp(note["dated_on"]).date()

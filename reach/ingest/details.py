"""What a file as a whole is about, where its rows do not say so: activity, programme, date, session."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reach.ingest.cells import text_of
from reach.matching import plain_words
from reach.settings import Settings


@dataclasses.dataclass(frozen=True)
class Details:
    """What holds for all rows of a file: said by the file itself, or answered by the administrator.

    attendance is "attended" or "booked", for tools whose rows only say that somebody filled in a form.
    """

    activity: str | None = None
    programme: str | None = None
    held_on: dt.date | None = None
    session_number: int | None = None
    attendance: str | None = None

    def completed_by(self, other: "Details") -> "Details":
        """Give these details, and the other's where these say nothing."""
        mine, theirs = dataclasses.asdict(self), dataclasses.asdict(other)
        return Details(**{key: theirs[key] if value in (None, "") else value for key, value in mine.items()})


@dataclasses.dataclass(frozen=True)
class Answers:
    """What the administrator has answered about a file.

    minimum_minutes: a stay of so many minutes counts as attended; None is half of the meeting.
    counts_organisers: organisers and presenters are attendees, too.
    columns: of a table of no known kind, our column names and their positions in a row.
    """

    details: Details = Details()
    minimum_minutes: float | None = None
    counts_organisers: bool = False
    columns: Mapping[str, int] | None = None


@dataclasses.dataclass(frozen=True)
class Entries:
    """The rows of a tool's export in the words of the hub's template: (row number, {our column: cell}).

    left_out counts the rows that are no attendees: organisers, presenters, example rows.
    also_named are people whom the file names elsewhere than in its rows, such as a meeting's host.
    asks names the details that the rows may lack.
    """

    rows: Sequence[tuple[int, dict[str, Any]]]
    details: Details = Details()
    left_out: int = 0
    asks: tuple[str, ...] = ("activity", "programme", "held_on", "session_number")
    has_stays: bool = False
    also_named: Sequence[str] = ()


def entries_of_columns(rows: Sequence[tuple[int, dict[str, Any]]], title: str, settings: Settings) -> Entries:
    """Give rows that stand under our own columns, with what a sheet's title says of all of them."""
    # What some rows say and others do not is missing there: the sheet's name does not stand in for it.
    is_said = any(text_of(row.get(column)) for _, row in rows for column in ("activity", "programme"))
    said = Details() if is_said or not title else details_in_title(title, settings)
    return Entries(rows, said, asks=("activity", "programme", "held_on", "session_number", "attendance"))


def details_in_title(title: str, settings: Settings) -> Details:
    """Read a meeting's title: the programme whose name stands in it, and the number of the session."""
    number = re.search(r"\b(?:session|part|week|workshop|day)\s*(\d{1,2})\b", title, re.IGNORECASE)
    without_number = title.replace(number[0], "").strip(" -–:,|") if number else title.strip()
    return Details(
        activity=without_number or None,
        programme=programme_named_in(title, settings),
        session_number=int(number[1]) if number else None,
    )


def programme_named_in(text: str, settings: Settings) -> str | None:
    """Give the code of the one programme whose code or name stands in a text; the longest name, if several do."""
    words = f" {plain_words(text)} "
    found = {
        programme.code: len(name)
        for programme in settings.programmes
        for name in (plain_words(programme.name), plain_words(programme.code))
        if name and f" {name} " in words
    }
    if not found:
        return None
    longest = max(found.values())
    codes = [code for code, length in found.items() if length == longest]
    return codes[0] if len(codes) == 1 else None

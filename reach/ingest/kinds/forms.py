"""Responses of Microsoft Forms and Google Forms: a row a person, the columns being the questions asked."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details, Entries, programme_named_in
from reach.ingest.kind import Tool
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import columns_asked_for
from reach.settings import Settings

_MICROSOFT = ("id", "start time", "completion time")
_ABOUT_ATTENDING = re.compile(r"\b(did you attend|attended|evaluation|feedback|how useful|rate the)\b", re.IGNORECASE)


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of a form's responses."""
    first = tuple(heading.casefold() for heading in headings[:3])
    if first == _MICROSOFT:
        return True
    return first[:1] == ("timestamp",) and len(columns_asked_for(headings, start=1)) > 1


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person and session ticked.

    A form is for signing up unless a question or the answer to ours says that it was filled in by who attended.
    """
    del answers
    headings = [text_of(cell) for cell in lines[header][1]]
    is_microsoft = tuple(heading.casefold() for heading in headings[:3]) == _MICROSOFT
    # Microsoft's own columns for address and name say "anonymous" or nothing where a form is open to everyone.
    at = columns_asked_for(headings, start=5 if is_microsoft else 1)
    own = {"email": 3, "full_name": 4} if is_microsoft else {}
    rows: list[tuple[int, dict[str, Any]]] = []
    days: Counter[dt.date | None] = Counter()
    for number, cells in lines[header + 1 :]:
        answered = _answered(cells, at)
        for column, place in own.items():
            given = text_of(cells[place]) if place < len(cells) else ""
            if not answered.get(column) and given.casefold() != "anonymous":
                answered[column] = given
        answered = with_name(answered, text_of(answered.pop("full_name", "")))
        workshop = text_of(answered.pop("programme", ""))
        answered["programme"] = programme_named_in(workshop, settings)
        days[day(cells[2 if is_microsoft else 0])] += 1
        sessions = _sessions(text_of(answered.pop("sessions", "")))
        rows.extend((number, answered | {"session_number": session}) for session in sessions or [""])
    says_attended = any(_ABOUT_ATTENDING.search(heading) for heading in headings)
    one_day = next(iter(days)) if len(days) == 1 and says_attended else None
    details = Details(held_on=one_day, attendance="attended" if says_attended else "booked")
    return Entries(rows, details, asks=("activity", "programme", "held_on", "session_number", "attendance"))


def _answered(cells: Sequence[Any], at: dict[str, int]) -> dict[str, Any]:
    return {column: cells[place] for column, place in at.items() if place < len(cells)}


def _sessions(ticked: str) -> list[str]:
    """Give "1" and "2" for "Session 1;Session 2;": the sessions that a person ticked, by their numbers."""
    found = [re.search(r"\d{1,2}", choice) for choice in re.split(r"[;,]", ticked)]
    return list(dict.fromkeys(match[0] for match in found if match))


KIND = Tool(
    name="forms",
    label="Responses of a form",
    described="responses of Microsoft Forms or Google Forms",
    is_header=_is_header,
    reads=_entries,
    is_general=True,
)

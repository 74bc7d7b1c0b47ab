"""Microsoft Teams: the attendance report in numbered sections, the older attendance list, and live events."""

import datetime as dt
import re
from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day, is_month_first, minutes, moment
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at
from reach.ingest.tools.stays import Stay, entries_of
from reach.settings import Settings

_THEN = {"name": "full name", "first join": "join time", "in-meeting duration": "duration"}
_ORGANISERS = ("organizer", "organiser", "co-organizer", "co-organiser", "presenter", "producer")


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of one of the three kinds of list."""
    known = {heading.casefold() for heading in headings}
    return (
        known >= {"name", "first join", "in-meeting duration"}
        or known >= {"full name", "join time", "duration"}
        or known >= {"full name", "user action", "timestamp"}
        or known >= {"fullname", "action", "utceventtimestamp"}
    )


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person and stay."""
    headings = [text_of(cell).casefold() for cell in lines[header][1]]
    at = {heading: position for position, heading in enumerate(headings)}
    # Until 2022 the report had a row a join, and other words for the same.
    at |= {now: at[then] for now, then in _THEN.items() if then in at and now not in at}
    if "first join" in at:
        return _report(lines, header, at, answers, settings)
    return _joins_and_leaves(lines, header, at, answers)


def _report(lines: Sequence[Line], header: int, at: dict[str, int], answers: Answers, settings: Settings) -> Entries:
    summary = {
        text_of(cells[0]).casefold().removeprefix("meeting ").strip(): text_of(cells[1])
        for _, cells in lines[:header]
        if len(cells) > 1
    }
    body: list[Line] = []
    for number, cells in lines[header + 1 :]:
        if re.match(r"\d+\. ", text_of(cells[0]) if cells else "") or not any(map(text_of, cells)):
            break
        body.append((number, cells))
    stays = [
        Stay(
            number,
            cell_at(cells, at.get("name")),
            cell_at(cells, at.get("email")) or cell_at(cells, at.get("participant id (upn)")),
            minutes(cell_at(cells, at.get("in-meeting duration"))) or 0.0,
            cell_at(cells, at.get("role")).casefold() in _ORGANISERS,
        )
        for number, cells in body
    ]
    start, end = summary.get("start time", ""), summary.get("end time", "")
    written = [start, end, *(cell_at(cells, at["first join"]) for _, cells in body)]
    month_first = _month_first(written)
    length = minutes(summary.get("duration", "")) or _minutes_between(start, end, month_first)
    details = details_in_title(summary.get("title", ""), settings)
    held_on = day(start, month_first=month_first) or next(
        (found for text in written if (found := day(text, month_first=month_first))), None
    )
    return entries_of(stays, length, details.completed_by(Details(held_on=held_on)), answers)


def _joins_and_leaves(lines: Sequence[Line], header: int, at: dict[str, int], answers: Answers) -> Entries:
    """Read joins and leaves, a row each, into one stay a person, under the row of the first join."""
    name_at = at.get("full name", at.get("fullname"))
    when_at, action_at = at.get("timestamp", at.get("utceventtimestamp")), at.get("user action", at.get("action"))
    written = [cell_at(cells, when_at) for _, cells in lines[header + 1 :]]
    month_first = _month_first(written)
    moments = [moment(text, month_first=month_first) for text in written]
    known = [found for found in moments if found]
    ends = max(known, default=None)
    stays: dict[str, Stay] = {}
    joined: dict[str, dt.datetime] = {}
    for (number, cells), when in zip(lines[header + 1 :], moments, strict=True):
        email = cell_at(cells, at.get("participantid"))
        name = cell_at(cells, name_at)
        who = email.casefold() or name.casefold()
        is_organiser = cell_at(cells, at.get("role")).casefold() in _ORGANISERS
        stays.setdefault(who, Stay(number, name, email if "@" in email else "", 0.0, is_organiser))
        if when is None:
            continue
        if cell_at(cells, action_at).casefold().startswith("joined"):
            joined.setdefault(who, when)
        elif who in joined:
            stays[who] = _longer(stays[who], joined.pop(who), when)
    for who, since in joined.items():
        if ends:
            stays[who] = _longer(stays[who], since, ends)  # nobody is seen leaving who stays to the end
    length = (max(known) - min(known)).total_seconds() / 60 if known else None
    details = Details(held_on=min(known).date() if known else None)
    return entries_of(list(stays.values()), length, details, answers)


def _longer(stay: Stay, since: dt.datetime, until: dt.datetime) -> Stay:
    added = max((until - since).total_seconds() / 60, 0.0)
    return Stay(stay.row_number, stay.shown_name, stay.email, stay.minutes + added, stay.is_organiser)


def _month_first(written: Sequence[str]) -> bool:
    """Decide by the file itself; where its dates fit both ways, a clock of twelve hours is American."""
    try:
        decided = is_month_first(written)
    except ValueError:
        decided = None
    return decided if decided is not None else any(re.search(r"\b[AP]M\b", text, re.IGNORECASE) for text in written)


def _minutes_between(start: str, end: str, month_first: bool) -> float | None:
    began, ended = moment(start, month_first=month_first), moment(end, month_first=month_first)
    return (ended - began).total_seconds() / 60 if began and ended else None


KIND = Tool(
    name="teams",
    label="Teams attendance report",
    described="an attendance report of Microsoft Teams",
    is_header=_is_header,
    reads=_entries,
)

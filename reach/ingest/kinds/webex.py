"""Webex's attendance report: a row a join, the meeting repeated in each."""

from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day, moment
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at, name_at
from reach.ingest.tools.registrations import cells_of, columns_with_answers, questions_answered
from reach.ingest.tools.stays import Meeting, Stay, entries_of_meetings
from reach.settings import Settings

_ORGANISERS = {"host": "host", "cohost": "host", "co-host": "host", "alternate host": "host", "panelist": "panelist"}


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of an attendance report."""
    known = {heading.casefold() for heading in headings}
    return known >= {"attendance duration", "join time"} and bool(known & {"display name", "name", "attendee email"})


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a join."""
    headings = [text_of(cell).casefold() for cell in lines[header][1]]
    at = {heading: place for place, heading in reversed(list(enumerate(headings)))}
    body = lines[header + 1 :]
    own = [heading for heading in headings if heading in _OWN]
    people = {
        "full_name": at.get("display name", at.get("name")),
        "first_name": at.get("first name"),
        "last_name": at.get("last name"),
        "email": at.get("attendee email", at.get("email")),
    }
    places, asked = columns_with_answers(answers, questions_answered(headings, own, body), people)

    def cell(cells: Sequence[object], *names: str) -> str:
        return next((cell_at(cells, at[name]) for name in names if name in at), "")

    def stay(number: int, cells: Sequence[object]) -> Stay:
        return Stay(
            number,
            name_at(cells, places),
            cell_at(cells, places.get("email")),
            cell(cells, "attendance duration"),
            _ORGANISERS.get(cell(cells, "role").casefold(), ""),
            cells=cells_of(cells, asked),
        )

    meetings: dict[tuple[str, str], list[Line]] = {}
    for line in body:
        meetings.setdefault((cell(line[1], *_TOPIC), cell(line[1], *_START)), []).append(line)
    order = answers.date_order([cell(cells, *names) for _, cells in body for names in (_START, ("join time",))])
    found = []
    for (topic, start), of_meeting in meetings.items():
        joins = [cell(cells, "join time") for _, cells in of_meeting]
        ends = [cell(cells, *_END) for _, cells in of_meeting]
        held_on = next((known for text in (start, *joins) if (known := day(text, month_first=order.month_first))), None)
        began = moment(start, month_first=order.month_first)
        ended = next((known for text in ends if (known := moment(text, month_first=order.month_first))), None)
        length = (ended - began).total_seconds() / 60 if began and ended else None
        details = details_in_title(topic, settings).completed_by(Details(held_on=held_on))
        found.append(Meeting([stay(*line) for line in of_meeting], length, details, topic))
    if len(found) > 1:
        of_rows = {"activity": _TOPIC, "held_on": _START}
        places |= {column: at[name] for column, names in of_rows.items() for name in names if name in at}
    used = {at[heading] for heading in _USED if heading in at}
    return entries_of_meetings(found, answers, date_order=order, columns=places, used=used)


_TOPIC, _START, _END = ("meeting name", "topic"), ("meeting start time", "start time"), ("meeting end time", "end time")


_USED = (
    "meeting name",
    "meeting start time",
    "meeting end time",
    "role",
    "join time",
    "attendance duration",
    "topic",
    "start time",
    "end time",
)
_OWN = frozenset(
    {
        "meeting name",
        "meeting start time",
        "meeting end time",
        "display name",
        "name",
        "first name",
        "last name",
        "role",
        "attendee email",
        "email",
        "join time",
        "leave time",
        "attendance duration",
        "connection type",
        "session name",
        "topic",
        "start time",
        "end time",
        "company",
    }
)

KIND = Tool(
    name="webex",
    label="Webex attendance report",
    described="an attendance report of Webex",
    is_header=_is_header,
    reads=_entries,
)

"""Webex's attendance report: a row a join, the meeting repeated in each."""

from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day, minutes, moment
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at
from reach.ingest.tools.registrations import cells_of, questions_answered
from reach.ingest.tools.stays import Stay, entries_of
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
    asked = questions_answered(headings, own, body)

    def cell(cells: Sequence[object], *names: str) -> str:
        return next((cell_at(cells, at[name]) for name in names if name in at), "")

    stays = [
        Stay(
            number,
            cell(cells, "display name", "name") or f"{cell(cells, 'first name')} {cell(cells, 'last name')}".strip(),
            cell(cells, "attendee email", "email"),
            minutes(cell(cells, "attendance duration")) or 0.0,
            _ORGANISERS.get(cell(cells, "role").casefold(), ""),
            said=cells_of(cells, asked),
        )
        for number, cells in body
    ]
    starts = [cell(cells, "meeting start time", "start time") for _, cells in body]
    joins = [cell(cells, "join time") for _, cells in body]
    ends = [cell(cells, "meeting end time", "end time") for _, cells in body]
    order = answers.date_order([*starts, *joins])
    held_on = next((found for text in (*starts, *joins) if (found := day(text, month_first=order.month_first))), None)
    began, ended = (
        next((found for text in texts if (found := moment(text, month_first=order.month_first))), None)
        for texts in (starts, ends)
    )
    length = (ended - began).total_seconds() / 60 if began and ended else None
    topic = next((text for _, cells in body if (text := cell(cells, "meeting name", "topic"))), "")
    details = details_in_title(topic, settings).completed_by(Details(held_on=held_on))
    return entries_of(stays, length, details, answers, date_order=order, columns=asked)


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

"""Zoom's participants report: a row a person or a row a join, with or without the meeting above them."""

from collections.abc import Sequence

from reach.ingest.cells import Line, number_of, text_of
from reach.ingest.dates import day, is_month_first
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at, said_above
from reach.ingest.tools.stays import Stay, entries_of
from reach.settings import Settings


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of a list of participants."""
    known = {heading.casefold() for heading in headings}
    return bool(known & {"name (original name)", "user name (original name)"}) and any(
        heading.startswith(("duration", "total duration")) for heading in known
    )


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person or join. Zoom writes dates the American way unless they show otherwise."""
    meeting = said_above(lines[:header], "topic", "meeting id")
    headings = [text_of(cell).casefold() for cell in lines[header][1]]
    at = {
        "name": next(place for place, heading in enumerate(headings) if heading.endswith("name (original name)")),
        "email": next((place for place, heading in enumerate(headings) if "email" in heading), None),
        "minutes": next(place for place, heading in enumerate(headings) if "duration" in heading),
        "joined": headings.index("join time") if "join time" in headings else None,
    }
    hosts = {meeting.get(heading, "").casefold() for heading in ("user email", "host email", "host name", "host")} - {
        ""
    }
    body = [(number, cells) for number, cells in lines[header + 1 :] if any(map(text_of, cells))]
    stays = [
        Stay(
            number,
            cell_at(cells, at["name"]),
            cell_at(cells, at["email"]),
            number_of(cell_at(cells, at["minutes"])) or 0.0,
            bool(hosts & {cell_at(cells, at["email"]).casefold(), cell_at(cells, at["name"]).casefold()}),
        )
        for number, cells in body
    ]
    written = [meeting.get("start time", ""), *(cell_at(cells, at["joined"]) for _, cells in body)]
    try:
        decided = is_month_first(written)
    except ValueError:
        decided = None
    month_first = True if decided is None else decided
    held_on = next((found for text in written if (found := day(text, month_first=month_first))), None)
    details = details_in_title(meeting.get("topic", ""), settings)
    length = number_of(meeting.get("duration (minutes)", ""))
    named = [meeting.get(heading, "") for heading in ("host name", "host")]
    return entries_of(stays, length, details.completed_by(Details(held_on=held_on)), answers, named)


KIND = Tool(
    name="zoom",
    label="Zoom participants report",
    described="a participants report of Zoom",
    is_header=_is_header,
    reads=_entries,
)

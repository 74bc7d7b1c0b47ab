"""Zoom's participants report: a row a person or a row a join, with or without the meeting above them."""

import itertools
from collections.abc import Sequence

from reach.ingest.cells import Line, number_of, text_of
from reach.ingest.dates import day, is_month_first
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
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
    meeting = _meeting(lines[:header])
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
            _cell(cells, at["name"]),
            _cell(cells, at["email"]),
            number_of(_cell(cells, at["minutes"])) or 0.0,
            bool(hosts & {_cell(cells, at["email"]).casefold(), _cell(cells, at["name"]).casefold()}),
        )
        for number, cells in body
    ]
    written = [meeting.get("start time", ""), *(_cell(cells, at["joined"]) for _, cells in body)]
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


def _meeting(lines: Sequence[Line]) -> dict[str, str]:
    """Give what stands above the participants: a row of headings, and a row of what they are."""
    for (_, headings), (_, cells) in itertools.pairwise(lines):
        words = [text_of(heading).casefold() for heading in headings]
        if "topic" in words or "meeting id" in words:
            return {heading: text_of(cell) for heading, cell in zip(words, cells, strict=False)}
    return {}


def _cell(cells: Sequence[object], position: int | None) -> str:
    return text_of(cells[position]) if position is not None and position < len(cells) else ""


KIND = Tool(
    name="zoom",
    label="Zoom participants report",
    described="a participants report of Zoom",
    is_header=_is_header,
    reads=_entries,
)

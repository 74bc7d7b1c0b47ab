"""Google Meet's attendance report: a row a person, with how long they stayed; the meeting may stand above them."""

import itertools
from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day, minutes
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.stays import Stay, entries_of
from reach.settings import Settings


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of a list of participants. Older reports have no times, newer ones two names."""
    known = {heading.casefold() for heading in headings}
    return {"email", "duration"} <= known and (
        {"time joined", "time exited"} <= known or known <= {"name", "first name", "last name", "email", "duration"}
    )


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person. Nothing says who led the meeting, so nobody is left out."""
    at = {text_of(cell).casefold(): place for place, cell in enumerate(lines[header][1])}
    body = [(number, cells) for number, cells in lines[header + 1 :] if any(map(text_of, cells))]

    def cell(cells: Sequence[object], heading: str) -> str:
        return text_of(cells[at[heading]]) if heading in at and at[heading] < len(cells) else ""

    stays = [
        Stay(
            number,
            cell(cells, "name") or f"{cell(cells, 'first name')} {cell(cells, 'last name')}".strip(),
            cell(cells, "email"),
            minutes(cell(cells, "duration")) or 0.0,
        )
        for number, cells in body
    ]
    meeting = _meeting(lines[:header])
    written = [meeting.get("date", ""), *(cell(cells, "time joined") for _, cells in body)]
    details = details_in_title(meeting.get("meeting title", ""), settings)
    held_on = next((found for text in written if (found := day(text))), None)
    return entries_of(stays, None, details.completed_by(Details(held_on=held_on)), answers)


def _meeting(lines: Sequence[Line]) -> dict[str, str]:
    """Give what stands above the participants: a row of headings, and a row of what they are."""
    for (_, headings), (_, cells) in itertools.pairwise(lines):
        words = [text_of(heading).casefold() for heading in headings]
        if "meeting title" in words:
            return {heading: text_of(cell) for heading, cell in zip(words, cells, strict=False)}
    return {}


KIND = Tool(
    name="google_meet",
    label="Google Meet attendance report",
    described="an attendance report of Google Meet",
    is_header=_is_header,
    reads=_entries,
)

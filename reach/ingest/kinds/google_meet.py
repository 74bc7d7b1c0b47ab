"""Google Meet's attendance report: a row a person, with how long they stayed; the meeting may stand above them."""

from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day, minutes
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at, said_above
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
    body = lines[header + 1 :]

    def cell(cells: Sequence[object], heading: str) -> str:
        return cell_at(cells, at.get(heading))

    stays = [
        Stay(
            number,
            cell(cells, "name") or f"{cell(cells, 'first name')} {cell(cells, 'last name')}".strip(),
            cell(cells, "email"),
            minutes(cell(cells, "duration")) or 0.0,
        )
        for number, cells in body
    ]
    meeting = said_above(lines[:header], "meeting title")
    written = [meeting.get("date", ""), *(cell(cells, "time joined") for _, cells in body)]
    order = answers.date_order(written)
    details = details_in_title(meeting.get("meeting title", ""), settings)
    held_on = next((found for text in written if (found := day(text, month_first=order.month_first))), None)
    return entries_of(stays, None, details.completed_by(Details(held_on=held_on)), answers, date_order=order)


KIND = Tool(
    name="google_meet",
    label="Google Meet attendance report",
    described="an attendance report of Google Meet",
    is_header=_is_header,
    reads=_entries,
)

"""Eventbrite's attendee report: a row a ticket. "Attending" means booked; who came is "Checked In"."""

from collections.abc import Sequence
from typing import Any

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details, Entries
from reach.ingest.kind import Tool
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import columns_asked_for
from reach.settings import Settings

_OURS = {
    "order": ("order no.", "order #", "order number", "order id"),
    "first_name": ("first name",),
    "last_name": ("surname", "last name"),
    "full_name": ("name", "attendee name"),
    "email": ("email", "attendee email"),
    "attendance": ("attendee status",),
    "activity": ("event name",),
    "held_on": ("event start date", "event date"),
}
_NOT_THE_SCHOOLS = ("home", "billing", "shipping", "county", "country", "ticket", "price", "order", "group", "work")


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of an attendee report."""
    known = {heading.casefold() for heading in headings}
    return "attendee status" in known and bool(
        known & {"order no.", "order #", "order id", "attendee no.", "attendee #"}
    )


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a ticket.

    Who books for several people gives one address for all of them: it then tells nobody apart, and names do.
    """
    del settings
    headings = [text_of(cell).casefold() for cell in lines[header][1]]
    at = {column: headings.index(name) for column, names in _OURS.items() for name in names if name in headings}
    own = set(at.values())
    questions = [
        "" if position in own or heading.startswith(_NOT_THE_SCHOOLS) else heading
        for position, heading in enumerate(headings)
    ]
    body = lines[header + 1 :]
    asked = columns_asked_for(questions, body)
    at |= {column: asked[column] for column in ("school", "postcode", "urn", "dfe_number", "role") if column in asked}
    rows: list[tuple[int, dict[str, Any]]] = []
    names_by_order: dict[tuple[str, str], set[str]] = {}
    written = [cells[at["held_on"]] for _, cells in body if "held_on" in at and at["held_on"] < len(cells)]
    order = answers.date_order(written)
    for number, cells in body:
        row = {column: cells[place] if place < len(cells) else None for column, place in at.items()}
        buyer = text_of(row.pop("order", None)), text_of(row.get("email")).casefold()
        row = with_name(row, text_of(row.pop("full_name", None)))
        name = f"{text_of(row.get('first_name'))} {text_of(row.get('last_name'))}".strip().casefold()
        names = names_by_order.setdefault(buyer, set())
        if names and name not in names:
            row["email_of_somebody_else"] = row.pop("email", None)
        names.add(name)
        row["held_on"] = day(row.get("held_on"), month_first=order.month_first)
        rows.append((number, row))
    shown = {column: place for column, place in at.items() if column != "order"}
    return Entries(rows, Details(), date_order=order, columns=shown)


KIND = Tool(
    name="eventbrite",
    label="Eventbrite attendee report",
    described="an attendee report of Eventbrite",
    is_header=_is_header,
    reads=_entries,
)

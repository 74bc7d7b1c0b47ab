"""Eventbrite's attendee report: a row a ticket. "Attending" means booked; who came is "Checked In"."""

from collections.abc import Sequence
from typing import Any

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details, Entries
from reach.ingest.kind import Tool
from reach.ingest.rows import Rows
from reach.ingest.sessions import NamedSession
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import find_columns
from reach.ingest.tools.lines import cell_at
from reach.ingest.tools.ticked_sessions import TickedSessions, chosen_sessions, order_of_sessions, year_of_answers
from reach.ingest.tools.tickets import tickets_without_names
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
_ASKED = ("school", "postcode", "urn", "dfe_number", "role", "cohort")
_BOOKED_ON = ("order date", "date ordered")
_NO_SESSIONS = ("event", "order", "date ordered", "price", "home", "billing", "shipping", "work")
"""How headings of Eventbrite's own begin that hold dates and numbers of something else than what somebody chose."""
_NOT_THE_SCHOOLS = ("home", "billing", "shipping", "county", "country", "ticket", "price", "order", "group", "work")


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of an attendee report."""
    known = {heading.casefold() for heading in headings}
    return "attendee status" in known and bool(
        known & {"order no.", "order #", "order id", "attendee no.", "attendee #"}
    )


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a ticket.

    Who books for several people gives one address for all of them: people are then distinguished by their names.
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
    asked = find_columns(questions, body)
    at |= {column: asked.places[column] for column in _ASKED if column in asked.places}
    order_at = at.pop("order", None)
    booked_on = _cells_under(body, headings, _BOOKED_ON)
    year = year_of_answers(booked_on, answers.date_order(booked_on).month_first, answers.details.held_on)
    own |= {place for place, heading in enumerate(headings) if heading.startswith(_NO_SESSIONS)}
    chosen = chosen_sessions(headings, body, at, answers, found=asked.places, without=own, academic_year=year)
    at = chosen.places
    order_of_ticks = order_of_sessions(chosen.texts, answers, year)
    ticked = TickedSessions(answers, order_of_ticks.month_first, year)
    tickets: list[tuple[int, dict[str, Any], Sequence[NamedSession | None]]] = []
    names_by_order: dict[tuple[str, str], set[str]] = {}
    written = [cells[at["held_on"]] for _, cells in body if "held_on" in at and at["held_on"] < len(cells)]
    order = answers.date_order(written)
    for number, cells in body:
        row = {column: cells[place] if place < len(cells) else None for column, place in at.items()}
        buyer = cell_at(cells, order_at), text_of(row.get("email")).casefold()
        row = with_name(row, text_of(row.pop("full_name", None)))
        name = f"{text_of(row.get('first_name'))} {text_of(row.get('last_name'))}".strip().casefold()
        names = names_by_order.setdefault(buyer, set())
        if names and name not in names:
            row["email_of_somebody_else"] = row.pop("email", None)
        names.add(name)
        row["held_on"] = day(row.get("held_on"), month_first=order.month_first)
        tickets.append((number, row, ticked.sessions(text_of(row.pop("sessions", None)), number) or [None]))
    rows = [
        (number, row | (ticked.columns(session) if session else {}))
        for number, row, sessions in tickets
        for session in sessions
    ]
    doubtful = (asked.doubtful & {"cohort"}) | chosen.doubtful
    return Entries(
        Rows.of(rows),
        Details(),
        date_order=order_of_ticks if order_of_ticks.example else order,
        columns=at,
        used=() if order_at is None else (order_at,),
        unclear=ticked.unclear,
        remarks=tickets_without_names(headings, body),
        doubtful=doubtful - (answers.columns or {}).keys(),
    )


def _cells_under(body: Sequence[Line], headings: Sequence[str], names: Sequence[str]) -> list[Any]:
    place = next((headings.index(name) for name in names if name in headings), None)
    return [cells[place] for _, cells in body if place is not None and place < len(cells)]


KIND = Tool(
    name="eventbrite",
    label="Eventbrite attendee report",
    described="an attendee report of Eventbrite",
    is_header=_is_header,
    reads=_entries,
)

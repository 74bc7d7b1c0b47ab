"""Zoom's reports: participants of a meeting, attendees of a webinar, and registrations for either."""

from collections.abc import Mapping, Sequence
from typing import Any

from reach.ingest.cells import Line, number_of, text_of
from reach.ingest.date_order import DateOrder
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at, values_above
from reach.ingest.tools.registrations import cells_of, columns_with_answers, is_cancelled, not_asked, questions_answered
from reach.ingest.tools.stays import Meeting, Stay, entries_of, entries_of_meetings
from reach.settings import Settings

_NAMES = ("name (original name)", "user name (original name)")
_TIMES = ("time in session (minutes)", "time in session (mins)")
_REGISTRATION = {"first name", "email", "registration time", "approval status"}
_OWN = (
    *_NAMES,
    *_TIMES,
    "attended",
    "user name",
    "user email",
    "email",
    "first name",
    "last name",
    "phone",
    "registration time",
    "approval status",
    "join time",
    "leave time",
    "is guest",
    "guest",
    "country/region name",
    "topic",
    "department",
    "group",
)
_OF_MEETING = (
    "topic",
    "start time",
    "duration (minutes)",
    "user email",
    "host email",
    "host name",
    "host",
    "user name",
)
"""Columns before a participant's name that say something of the meeting."""
_WHICH_MEETING = ("topic", "meeting id", "id", "start time")
_WITHOUT_A_PLACE = ("host", "panelist", "panellist")


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of one of Zoom's lists."""
    known = {heading.casefold() for heading in headings}
    has_name = bool(known & set(_NAMES))
    has_stay = any(heading.startswith(("duration", "total duration")) or heading in _TIMES for heading in known)
    return (has_name and has_stay) or (known >= _REGISTRATION and not has_stay and "ticket type" not in known)


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person or join, or a registration."""
    headings = _headings(lines, header)
    if _has_sections(lines):
        return _webinar(lines, header, answers, settings)
    if not set(headings) & set(_NAMES):
        return _registrations(lines, header, answers, settings)
    return _participants(lines, header, answers, settings)


def _headings(lines: Sequence[Line], header: int) -> list[str]:
    return [text_of(cell).casefold() for cell in lines[header][1]]


def _participants(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Read a meeting's participants. What stands before the name, or above the table, is of the meeting."""
    headings = _headings(lines, header)
    name_at = next(place for place, heading in enumerate(headings) if heading in _NAMES)
    body = lines[header + 1 :]
    meetings = _meetings(headings[:name_at], body) or [(values_above(lines[:header], "topic", "meeting id"), [*body])]
    own = {"full_name": name_at, "email": _after(headings, name_at, "email")}
    asked = questions_answered(headings, (*_OWN, *headings[:name_at]), body)
    places, asked = columns_with_answers(answers, asked, own)
    at = {
        "name": places.get("full_name"),
        "email": places.get("email"),
        "minutes": _after(headings, name_at, "duration"),
        "joined": _after(headings, name_at, "join time"),
        "waiting": _after(headings, name_at, "in waiting room"),
    }
    joined = [cell_at(cells, at["joined"]) for _, cells in body]
    order = _order([*(text for meeting, _ in meetings for text in meeting.values()), *joined], answers)
    found = [_meeting(meeting, of_meeting, at, asked, order, settings) for meeting, of_meeting in meetings]
    named = [meeting.get(heading, "") for meeting, _ in meetings for heading in ("host name", "host", "user name")]
    if len(meetings) > 1:
        at_meeting = {"activity": headings.index("topic"), "held_on": headings.index("start time")}
        places |= {column: place for column, place in at_meeting.items() if place < name_at}
    of_meetings = {place for place in range(name_at) if headings[place] in _OF_MEETING} if name_at > 1 else set()
    used = of_meetings | {place for place in at.values() if place is not None}
    return entries_of_meetings(found, answers, named, date_order=order, columns=places, used=used)


def _meetings(headings: Sequence[str], body: Sequence[Line]) -> list[tuple[dict[str, str], list[Line]]]:
    """Part rows into meetings, by what stands of them before each name: one that says nothing is of the one above."""
    which = [place for place, heading in enumerate(headings) if heading in _WHICH_MEETING]
    found: dict[tuple[str, ...], tuple[dict[str, str], list[Line]]] = {}
    key: tuple[str, ...] = ()
    for number, cells in body if which else ():
        values = tuple(cell_at(cells, place) for place in which)
        key = values if any(values) else key
        meeting = {heading: cell_at(cells, place) for place, heading in enumerate(headings) if heading}
        found.setdefault(key, (meeting, []))[1].append((number, cells))
    return list(found.values())


def _meeting(
    meeting: Mapping[str, str],
    body: Sequence[Line],
    at: Mapping[str, int | None],
    asked: Mapping[str, int],
    order: DateOrder,
    settings: Settings,
) -> Meeting:
    """Give one meeting with its stays."""
    of_hosts = ("user email", "host email", "host name", "host", "user name")
    hosts = {meeting.get(heading, "").casefold() for heading in of_hosts} - {""}
    stays = [
        Stay(
            number,
            cell_at(cells, at["name"]),
            cell_at(cells, at["email"]),
            # Waiting to be let in is a row of its own, and no time in the meeting.
            0.0 if cell_at(cells, at["waiting"]).casefold() == "yes" else cell_at(cells, at["minutes"]),
            "host" if hosts & {cell_at(cells, at["email"]).casefold(), cell_at(cells, at["name"]).casefold()} else "",
            cells=cells_of(cells, asked),
        )
        for number, cells in body
    ]
    written = [meeting.get("start time", ""), *(cell_at(cells, at["joined"]) for _, cells in body)]
    length = number_of(next((text for heading, text in meeting.items() if heading.startswith("duration")), ""))
    return Meeting(stays, length, _details(meeting, written, order, settings), meeting.get("topic", ""))


def _after(headings: Sequence[str], name_at: int, word: str) -> int | None:
    """Give the first column from the name on that has a word in its heading, else the first of all."""
    places = [place for place, heading in enumerate(headings) if word in heading]
    return next((place for place in places if place >= name_at), next(iter(places), None))


def _has_sections(lines: Sequence[Line]) -> bool:
    return any(_section(cells) for _, cells in lines)


def _section(cells: Sequence[Any]) -> str:
    """Give the name of the section that a line begins, "" for any other line."""
    texts = [text_of(cell).casefold() for cell in cells if text_of(cell)]
    is_one = len(texts) == 1 and texts[0].endswith(("details", "other attended"))
    return texts[0] if is_one else ""


def _webinar(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Read a report in sections of hosts, panelists and attendees, each with headings of its own."""
    meeting = values_above(lines[:header], "topic", "webinar id", "meeting id")
    section, headings = "", [""]
    stays: list[Stay] = []
    written = [meeting.get("actual start time", ""), meeting.get("scheduled time", ""), meeting.get("start time", "")]
    places: dict[str, int] = {}
    asked: dict[str, int] = {}
    shown: list[str] = []
    is_heading_next = False
    is_registration = not any(set(_TIMES) & set(_headings(lines, place)) for place in range(len(lines)))
    for number, cells in lines:
        if _section(cells):
            section, is_heading_next = _section(cells), True
            continue
        if is_heading_next:
            headings, is_heading_next = [text_of(cell).casefold() for cell in cells], False
            asked = {}
            # What was answered is of the attendees' columns; hosts and panelists have fewer.
            if not section.startswith(_WITHOUT_A_PLACE):
                shown = [text_of(cell) for cell in cells]
                places, asked = columns_with_answers(answers, questions_answered(headings, _OWN), _of_people(headings))
            continue
        if not section or not any(map(text_of, cells)):
            continue
        of_people = places if shown and not section.startswith(_WITHOUT_A_PLACE) else _of_people(headings)
        stays.append(_of_webinar(number, cells, headings, of_people, asked, section, is_registration))
        if "join time" in headings:
            written.append(cell_at(cells, headings.index("join time")))
    order = _order(written, answers)
    details = _details(meeting, written, order, settings)
    length = number_of(next((text for heading, text in meeting.items() if "duration" in heading), ""))
    used = _places_used([heading.casefold() for heading in shown])
    return entries_of(stays, length, details, answers, date_order=order, columns=places, used=used, headings=shown)


def _of_people(headings: Sequence[str]) -> dict[str, int | None]:
    """Give the columns of a webinar's section, or of registrations, that say who somebody is."""

    def first(*names: str) -> int | None:
        return next((headings.index(name) for name in names if name in headings), None)

    return {
        "full_name": None if "last name" in headings else first(*_NAMES, "user name"),
        "first_name": first("first name"),
        "last_name": first("last name"),
        "email": first("email", "user email"),
    }


def _places_used(headings: Sequence[str]) -> set[int]:
    """Give the places of columns that say whether somebody came."""
    return {
        place
        for place, heading in enumerate(headings)
        if heading in (*_TIMES, *_NAMES, "user name", "attended", "approval status", "join time")
    }


def _of_webinar(
    number: int,
    cells: Sequence[Any],
    headings: Sequence[str],
    places: Mapping[str, int | None],
    asked: Mapping[str, int],
    section: str,
    is_registration: bool,
) -> Stay:
    at = {heading: place for place, heading in reversed(list(enumerate(headings)))}

    def cell(*names: str) -> str:
        return next((cell_at(cells, at[name]) for name in names if name in at), "")

    of_person = {column: cell_at(cells, places.get(column)) for column in _of_people(())}
    full = f"{of_person['first_name']} {of_person['last_name']}".strip()
    status = cell("approval status")
    attendance = "booked" if is_registration else "absent" if cell("attended").casefold() == "no" else None
    return Stay(
        number,
        full if of_person["last_name"] else of_person["full_name"] or cell(*_NAMES, "user name") or full,
        of_person["email"],
        cell(*_TIMES),
        next((role for role in _WITHOUT_A_PLACE if section.startswith(role)), ""),
        "apologies" if is_cancelled(status) else attendance,
        cells_of(cells, asked),
        not_asked(status),
    )


def _registrations(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Read registrations without sections: who is approved has booked."""
    meeting = values_above(lines[:header], "topic", "webinar id", "meeting id")
    headings = _headings(lines, header)
    body = lines[header + 1 :]
    places, asked = columns_with_answers(answers, questions_answered(headings, _OWN, body), _of_people(headings))
    stays = [_of_webinar(number, cells, headings, places, asked, "attendee", True) for number, cells in body]
    written = [meeting.get("scheduled time", ""), meeting.get("start time", "")]
    order = _order(written, answers)
    details = _details(meeting, written, order, settings)
    used = _places_used(headings)
    return entries_of(stays, None, details, answers, date_order=order, columns=places, used=used)


def _order(written: Sequence[str], answers: Answers) -> DateOrder:
    return answers.date_order(written, pads_months=True, likely=True)


def _details(meeting: Mapping[str, str], written: Sequence[str], order: DateOrder, settings: Settings) -> Details:
    held_on = next((found for text in written if (found := day(text, month_first=order.month_first))), None)
    return details_in_title(meeting.get("topic", ""), settings).completed_by(Details(held_on=held_on))


KIND = Tool(
    name="zoom",
    label="Zoom report",
    described="a report of Zoom on participants, a webinar or registrations",
    is_header=_is_header,
    reads=_entries,
)

"""Microsoft Teams: the attendance report in numbered sections, the older attendance list, and live events.

The report's columns stand in the same order in each language, so that one in German or Welsh is read, too.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day, minutes, moment
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at
from reach.ingest.tools.registrations import cells_of, columns_with_answers, is_cancelled, not_asked, questions_answered
from reach.ingest.tools.stays import Stay, entries_of
from reach.settings import Settings

_THEN = {"name": "full name", "first join": "join time", "in-meeting duration": "duration"}
_IN_ORDER = ("name", "first join", "last leave", "in-meeting duration", "email", "participant id (upn)", "role")
"""The report's own columns; of a webinar or town hall those of registration follow."""
_OF_REGISTRATION = (
    "first name",
    "last name",
    "registration email",
    "registration time",
    "registration status",
    "registration id",
)
_OURS = {"full_name": "name", "first_name": "first name", "last_name": "last name", "email": "email"}
_USED = (
    "first join",
    "in-meeting duration",
    "participant id (upn)",
    "role",
    "registration email",
    "registration status",
)
"""Columns that say when and how somebody came, or who they are where nothing else does."""
_ORGANISERS = re.compile(r"(?:co-?|mit|cyd-?)?(?:organi|trefnydd|drefnydd)")
"""Everybody is a presenter unless a meeting's options say otherwise, so that presenters are attendees."""


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of one of the three kinds of list."""
    known = {_plain(heading) for heading in headings}
    return (
        known >= {"name", "first join", "in-meeting duration"}
        or known >= {"full name", "join time", "duration"}
        or known >= {"full name", "user action", "timestamp"}
        or known >= {"fullname", "action", "utceventtimestamp"}
        or _is_in_another_language(headings)
    )


def _plain(heading: str) -> str:
    """Give a heading without the zone of its times: "First Join (UTC)"."""
    return re.sub(r"\s*\((?:utc|gmt|local)[^)]*\)$", "", heading.casefold())


def _is_in_another_language(headings: Sequence[str]) -> bool:
    return len(headings) >= len(_IN_ORDER) and "(upn)" in headings[5].casefold()


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person and stay."""
    headings = [_plain(text_of(cell)) for cell in lines[header][1]]
    if _is_in_another_language(headings):
        headings[: len(_IN_ORDER)] = _IN_ORDER
    at = {heading: position for position, heading in enumerate(headings)}
    # Until 2022 the report had a row a join, and other words for the same.
    at |= {now: at[then] for now, then in _THEN.items() if then in at and now not in at}
    if "first join" in at:
        return _report(lines, header, at, answers, settings)
    return _joins_and_leaves(lines, header, at, answers)


def _report(lines: Sequence[Line], header: int, at: dict[str, int], answers: Answers, settings: Settings) -> Entries:
    above = [(text_of(cells[0]), text_of(cells[1])) for _, cells in lines[:header] if len(cells) > 1]
    summary = {heading.casefold().removeprefix("meeting ").strip(): text for heading, text in above}
    # In any language the meeting's title stands first, and of the two moments the start.
    moments = [text for _, text in above if re.search(r"\d[:.]\d\d", text) and re.search(r"\d[/.-]\d|\d{4}", text)]
    title = summary.get("title") or next((text for _, text in above if text), "")
    start = summary.get("start time") or next(iter(moments), "")
    end = summary.get("end time") or next(iter(moments[1:]), "")
    body: list[Line] = []
    for number, cells in lines[header + 1 :]:
        if re.match(r"\d+\. ", text_of(cells[0]) if cells else "") or not any(map(text_of, cells)):
            break
        body.append((number, cells))
    headings = [text_of(cell) for cell in lines[header][1]]
    asked = questions_answered(headings, [*_OF_REGISTRATION, *headings[: len(_IN_ORDER)]], body)
    places, asked = columns_with_answers(answers, asked, {ours: at.get(heading) for ours, heading in _OURS.items()})
    # Read under the report's own words, wherever somebody said that they stand.
    at = {heading: place for heading, place in at.items() if heading not in _OURS.values()}
    at |= {_OURS[ours]: place for ours, place in places.items() if ours in _OURS}
    stays = [_stay(number, cells, at, asked) for number, cells in body]
    written = [start, end, *(cell_at(cells, at["first join"]) for _, cells in body)]
    order = answers.date_order(written)
    month_first = order.month_first
    length = minutes(summary.get("duration", "")) or _minutes_between(start, end, month_first)
    held_on = day(start, month_first=month_first) or next(
        (found for text in written if (found := day(text, month_first=month_first))), None
    )
    details = details_in_title(title, settings).completed_by(Details(held_on=held_on))
    used = {at[heading] for heading in _USED if heading in at}
    return entries_of(stays, length, details, answers, date_order=order, columns=places, used=used)


def _stay(number: int, cells: Sequence[object], at: dict[str, int], asked: dict[str, int]) -> Stay:
    """Give one row; of a webinar it may be a registration of somebody who never came."""

    def cell(heading: str) -> str:
        return cell_at(cells, at.get(heading))

    role = cell("role")
    name = cell("name") or f"{cell('first name')} {cell('last name')}".strip()
    email = cell("email") or cell("registration email")
    status = cell("registration status")
    came = bool(cell("first join"))
    return Stay(
        number,
        name,
        email or (cell("participant id (upn)") if "@" in cell("participant id (upn)") else ""),
        cell("in-meeting duration"),
        "organiser" if _ORGANISERS.match(role.casefold()) else "",
        attendance="apologies" if is_cancelled(status) and not came else None,
        cells=cells_of(cells, asked),
        not_asked="" if came else not_asked(status),
    )


def _joins_and_leaves(lines: Sequence[Line], header: int, at: dict[str, int], answers: Answers) -> Entries:
    """Read joins and leaves, a row each, into one stay a person, under the row of the first join."""
    name_at = at.get("full name", at.get("fullname"))
    when_at, action_at = at.get("timestamp", at.get("utceventtimestamp")), at.get("user action", at.get("action"))
    written = [cell_at(cells, when_at) for _, cells in lines[header + 1 :]]
    places, asked = columns_with_answers(answers, {}, {"full_name": name_at, "email": at.get("participantid")})
    name_at, email_at = places.get("full_name"), places.get("email")
    order = answers.date_order(written)
    moments = [moment(text, month_first=order.month_first) for text in written]
    known = [found for found in moments if found]
    ends = max(known, default=None)
    stays: dict[str, Stay] = {}
    joined: dict[str, dt.datetime] = {}
    for (number, cells), when in zip(lines[header + 1 :], moments, strict=True):
        email = cell_at(cells, email_at)
        name = cell_at(cells, name_at)
        who = email.casefold() or name.casefold()
        organises = "organiser" if _ORGANISERS.match(cell_at(cells, at.get("role")).casefold()) else ""
        cells_of_row = cells_of(cells, asked)
        stays.setdefault(who, Stay(number, name, email if "@" in email else "", 0.0, organises, cells=cells_of_row))
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
    used = {place for place in (when_at, action_at, at.get("role")) if place is not None}
    return entries_of(list(stays.values()), length, details, answers, date_order=order, columns=places, used=used)


def _longer(stay: Stay, since: dt.datetime, until: dt.datetime) -> Stay:
    added = max((until - since).total_seconds() / 60, 0.0)
    return dataclasses.replace(stay, stayed=(stay.minutes or 0.0) + added)


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

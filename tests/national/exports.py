"""What other tools export: a large file of each, with the truth of its rows, and a small sample of every layout.

The samples show what distinguishes layouts: headings, encodings, line ends, the order of day and month, and what stands
before and behind the table. Nobody and no school in them is real.
"""

import csv
import datetime as dt
import functools
import io
import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import xlsxwriter

from tests.national.attendance import Truth
from tests.national.establishments import make_register
from tests.national.names import WEBMAIL, person
from tests.national.typing_habits import as_typed, is_only_one_so_called

DAY = dt.date(2023, 11, 14)
"""The day of all the meetings and events."""

Lines = dict[int, Truth]

# Large files.


def _attendees(tool: str, number: int, *, postcodes: bool) -> list[tuple[str, str, str, str, str, Truth]]:
    """Give first and last name, address, school as typed and postcode of so many people, and whose they are."""
    chance = random.Random(tool)
    register = make_register()
    in_hub = [each for each in register.of_hub if each.is_open(DAY) and each.kind.group != "Universities"]
    alone = [each for each in in_hub if len([row for row in register.by_school[each.school] if row.is_open(DAY)]) == 1]
    names = {_letters(each.name) for each in register.of_hub}
    elsewhere = [
        each
        for each in register.establishments
        if not each.area.is_in_hub and each.is_open(DAY) and each.postcode and _letters(each.name) not in names
    ]
    found = []
    for _ in range(number):
        is_visitor = chance.random() < 0.05
        school = chance.choice(elsewhere if is_visitor else alone)
        first, last = person(chance)
        domain = school.domain if school.domain and chance.random() < 0.4 else chance.choice(WEBMAIL)
        address = f"{_letters(first)}.{_letters(last)}{chance.randint(1, 99)}@{domain}"
        if is_visitor:
            written, postcode, truth = school.name, school.postcode, Truth(None, True)
        else:
            written, is_legible = as_typed(school, chance)
            postcode = school.postcode if postcodes and chance.random() < 0.3 else ""
            truth = Truth(school.urn, bool(postcode) or (is_legible and is_only_one_so_called(school)))
        found.append((first, last, address, written, postcode, truth))
    return found


@functools.cache
def eventbrite() -> tuple[bytes, Lines]:
    """Give Eventbrite's list of attendees: UTF-8 with a mark at the start."""
    rows = [[*_EVENTBRITE_UK, "School name", "School postcode", "Job title"]]
    truth = {}
    for place, (first, last, address, school, postcode, said) in enumerate(
        _attendees("eventbrite", 120, postcodes=True)
    ):
        status = ("Checked In", "Checked In", "Attending", "Not Attending")[place % 4]
        order = [str(5500000 + place), "2023-10-02 18:04:11", first, last, address, "1", "", "Free place"]
        order += [str(8800000 + place), "", "Free Order", "GBP", "0.00", "0.00", "0.00", "0.00", status]
        rows.append([*order, "", "", "", "", "", "", school, postcode, "Teacher"])
        truth[len(rows)] = said
    return _csv(rows).encode("utf-8-sig"), truth


@functools.cache
def forms() -> tuple[bytes, Lines]:
    """Give Microsoft Forms' workbook, with questions of the hub's own."""
    headings = ["ID", "Start time", "Completion time", "Email", "Name", "What is your full name?"]
    headings += ["Your school email address", "Which school do you work in?", "School postcode (if you know it)"]
    rows: list[list[object]] = [[*headings, "Which workshop will you attend?"]]
    truth = {}
    for place, (first, last, address, school, postcode, said) in enumerate(
        _attendees("forms", 90, postcodes=True), start=1
    ):
        started = dt.datetime.combine(DAY, dt.time(10)) - dt.timedelta(hours=place)
        answers = [f"{first} {last}", address, school, postcode, "Level 3 Core Maths"]
        rows.append([place, started, started + dt.timedelta(minutes=3), "anonymous", "", *answers])
        truth[len(rows)] = said
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "default_date_format": "m/d/yy h:mm:ss"}) as book:
        # A workbook remembers when it was made; this one is the same whenever it is.
        book.set_properties({"created": dt.datetime.combine(DAY, dt.time())})
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return packed.getvalue(), truth


@functools.cache
def teams() -> tuple[bytes, Lines]:
    """Give the report of a Teams meeting, of which half of the people show their school beside their name."""
    lines = _teams_head("Years 5-8 Continuity session 2", "11/14/23, 3:58:12 PM", "11/14/23, 5:31:40 PM", _TITLES)
    truth = {}
    for first, last, address, school, _, said in _attendees("teams", 80, postcodes=False):
        shown = f"{first} {last} ({' '.join(school.split())})"
        lines.append(
            "\t".join(
                [shown, "11/14/23, 4:02:10 PM", "11/14/23, 5:28:00 PM", "1h 25m 50s", address, address, "Attendee"]
            )
        )
        truth[len(lines)] = said._replace(is_decided=said.is_decided and "(" not in school)
    lines += ["", "3. In-Meeting Activities", "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole"]
    return ("\r\n".join(lines) + "\r\n").encode("utf-16"), truth


@functools.cache
def zoom() -> tuple[bytes, Lines]:
    """Give the report of a Zoom meeting, with a line of its own on the meeting."""
    rows = [["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"]]
    rows.append(["811 2233 4455", "Core Maths network", "11/14/2023 03:55:02 PM", "11/14/2023 05:12:44 PM"])
    rows[1] += ["host@hub.example", "78", "50"]
    rows += [[], [*_ZOOM_JOINS, "Recording Consent"]]
    truth = {}
    for first, last, address, school, _, said in _attendees("zoom", 80, postcodes=False):
        shown = f"{first} {last} - {' '.join(school.split())}"
        rows.append([shown, address, "11/14/2023 04:01:12 PM", "11/14/2023 05:03:40 PM", "62", "Yes", ""])
        truth[len(rows)] = said._replace(is_decided=said.is_decided and "-" not in school)
    return _csv(rows).encode("utf-8-sig"), truth


LARGE: dict[str, Callable[[], tuple[bytes, Lines]]] = {
    "eventbrite.csv": eventbrite,
    "forms.xlsx": forms,
    "teams.csv": teams,
    "zoom.csv": zoom,
}

# Samples of every layout.

_EVENTBRITE_UK = (
    *("Order no.", "Order Date", "First Name", "Surname", "Email", "Quantity", "Price Tier", "Ticket Type"),
    *("Attendee no.", "Group", "Order Type", "Currency", "Total Paid", "Fees Paid", "Eventbrite Fees"),
    *("Eventbrite Payment Processing", "Attendee Status", "Home Address 1", "Home Address 2", "Home City"),
    *("County of Residence", "Home Postcode", "Home Country"),
)
_EVENTBRITE_US = {
    **{"Order no.": "Order #", "Surname": "Last Name", "Attendee no.": "Attendee #"},
    **{"County of Residence": "Home State", "Home Postcode": "Home Zip"},
}
_TITLES = "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"
_TITLES_SMALL = "Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole"
_ZOOM_JOINS = ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest")


def _eventbrite_sample(headings: Sequence[str], ordered: str, questions: Mapping[str, Sequence[str]]) -> str:
    people = (("Mei", "Farrow", "Attending"), ("Idris", "Dunne", "Checked In"), ("Zoë", "O'Brien", "Not Attending"))
    rows = [[*headings, *questions]]
    for place, (first, last, status) in enumerate(people):
        # The first two came on one order, which has the buyer's address on both tickets.
        order = [
            str(771 + place // 2),
            ordered,
            first,
            last,
            f"buyer{place // 2}@school.example",
            "1",
            "",
            "Free place",
        ]
        order += [str(9901 + place), "", "Free Order", "GBP", "0.00", "0.00", "0.00", "0.00", status]
        rows.append(
            [*order, "", "", "", "", "QX1 1ZZ" if place == 2 else "", "", *(each[place] for each in questions.values())]
        )
    return _csv(rows, "\n")


def _eventbrite_uk() -> bytes:
    schools = ("Cosine Park Primary, Radian", "Cosine Park Primary, Radian", "Tangent High")
    questions = {
        "School name": schools,
        "School URN (if known)": ("", "", "900001"),
        "Job Title": ("Maths Lead", "TA", ""),
    }
    return _eventbrite_sample(_EVENTBRITE_UK, "2023-10-02 18:04:11+01:00", questions).encode()


def _eventbrite_us() -> bytes:
    headings = [_EVENTBRITE_US.get(heading, heading) for heading in _EVENTBRITE_UK]
    questions = {"Job Title": ("Maths Lead", "TA", ""), "Company": ("Cosine Park Primary, Radian",) * 3}
    return _eventbrite_sample(headings, "11/29/23 22:28", questions).encode()


def _google_downloaded() -> bytes:
    rows = [
        ["Timestamp", "Email address", "Full name", "School", "Role"],
        ["2023/11/14 4:05:12 PM GMT", "mei.farrow@school.example", "Mei Farrow", "Cosine Park Primary", "Teacher"],
        [
            "2023/06/14 4:05:12 PM GMT+1",
            "zoe.obrien@school.example",
            "Zoë O'Brien",
            "The Tangent School, Radian",
            "HoD",
        ],
    ]
    return _csv(rows, "\n", csv.QUOTE_ALL).encode()


def _google_from_sheets() -> bytes:
    rows = [["Timestamp", "Email address", "Full name", "School", "Role"]]
    rows.append(["14/11/2023 16:05:12", "mei.farrow@school.example", "Mei Farrow", "Cosine Park Primary", "Teacher"])
    return _csv(rows).encode()


def _microsoft_from_excel() -> bytes:
    rows = [["ID", "Start time", "Completion time", "Email", "Name", "School name", "School postcode", "Your role"]]
    rows[0].append("Which sessions did you attend?")
    rows.append(["1", "14/11/2023 16:05:12", "14/11/2023 16:06:40", "anonymous", "", "Cosine Park Primary School"])
    rows[1] += ["QX1 1AA", "Teacher", "Session 1;Session 2;"]
    rows.append(["2", "14/11/2023 16:05:30", "14/11/2023 16:09:02", "zoe.obrien@school.example", "Zoë O'Brien"])
    rows[2] += ["The Tangent", "QX1", "Head of Dept, KS3–4", "Session 1;"]
    return _csv(rows).encode("cp1252")


def _teams_head(title: str, start: str, end: str, headings: str) -> list[str]:
    lines = ["1. Summary", f"Meeting title\t{title}", "Attended participants\t5", f"Start time\t{start}"]
    lines += [f"End time\t{end}", "Meeting duration\t1h 6m 19s", "Average attendance time\t51m 34s", ""]
    return [*lines, "2. Participants", headings]


def _teams_report(moment: str, headings: str, people: Sequence[tuple[str, str, str, str]], activities: str) -> str:
    """Give a report; moment is how a day and time are written, for strftime."""

    def at(hour: int, minute: int, second: int) -> str:
        return dt.datetime.combine(DAY, dt.time(hour, minute, second)).strftime(moment)

    lines = _teams_head("Teaching for Mastery: Work Group 2", at(9, 25, 11), at(10, 31, 30), headings)
    for name, stay, address, role in people:
        lines.append("\t".join([name, at(9, 28, 51), at(10, 31, 7), stay, address, address, role]))
    lines += ["", f"3. {activities}", "Name\tJoin time\tLeave time\tDuration\tEmail\tRole"]
    for name, stay, address, role in people:
        lines.append("\t".join([name, at(9, 28, 51), at(10, 31, 7), stay, address, role]))
    return "\r\n".join([*lines, ""])


_IN_A_MEETING = (
    ("Farrow, Mei", "1h 2m 16s", "mei.farrow@school.example", "Presenter"),
    ("Zoë O'Brien (External)", "55m 12s", "zoe.obrien@school.example", "Attendee"),
    ("DUNNE IDRIS (Unverified)", "13m 8s", "", "Attendee"),
    ("Femi Gill", "1h 0m 55s", "F.GILL@school.example", "Attendee"),
    ("Hub Office", "1h 6m 19s", "office@hub.example", "Organizer"),
)


def _teams_european() -> bytes:
    report = _teams_report("%d/%m/%y, %H:%M:%S", _TITLES_SMALL, _IN_A_MEETING, "In-Meeting activities")
    return b"\xff\xfe" + report.encode("utf-16-le")


def _teams_european_big_endian() -> bytes:
    """A report of people without schools, most of whom may present, with line ends of another system."""
    people = [("PERSON ALPHA (EXT)", "59m 26s", "alpha@hub.example", "Organizer")]
    people += [(f"Person {name}", "59m 20s", f"{name.lower()}@hub.example", "Presenter") for name in ("Beta", "Gamma")]
    people += [("Délta Epsilón, Person", "54m 50s", "delta@hub.example", "Presenter")]
    report = _teams_report("%d/%m/%y, %H:%M:%S", _TITLES_SMALL, people, "In-Meeting activities")
    return b"\xfe\xff" + report.replace("\r\n", "\n").encode("utf-16-be")


def _teams_american() -> bytes:
    report = _teams_report("%m/%d/%y, %I:%M:%S %p", _TITLES, _IN_A_MEETING, "In-Meeting Activities")
    return b"\xff\xfe" + report.encode("utf-16-le")


def _teams_classic() -> bytes:
    actions = (
        ("Farrow, Mei", "Joined before", "30:00"),
        ("Femi Gill", "Joined", "30:05"),
        ("Femi Gill", "Left", "41:00"),
        ("Femi Gill", "Joined", "43:12"),
    )
    lines = [f'{name}\t{action}\t"14/11/2023, 09:{minute}"' for name, action, minute in actions]
    return b"\xff\xfe" + "\r\n".join(["Full Name\tUser Action\tTimestamp", *lines, ""]).encode("utf-16-le")


def _teams_live_event() -> bytes:
    rows = [["SessionId", "ParticipantId", "FullName", "UserAgent", "UtcEventTimestamp", "Action", "Role"]]
    rows.append(
        [
            "aa-01",
            "mei.farrow@school.example",
            "Mei Farrow",
            "Browser/5.0",
            "11/14/2023 4:00:08 PM",
            "Joined",
            "Attendee",
        ]
    )
    rows.append(["bb-02", "", "Idris Dunne", "SignalR", "11/14/2023 4:01:13 PM", "Joined", "Attendee"])
    rows.append([*rows[1][:4], "11/14/2023 4:55:54 PM", "Left", "Attendee"])
    return _csv(rows).encode()


def _zoom_unique() -> bytes:
    rows = [["Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"]]
    rows += [["Mei Farrow (Mei)", "mei.farrow@school.example", "64", "No"], ["Idris Dunne", "", "56", "Yes"]]
    return _csv(rows).encode("utf-8-sig")


def _zoom_with_details() -> bytes:
    rows = [["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants", ""]]
    rows.append(["811 2233 4455", "Year 5-8 Continuity, session 1", "11/14/2023 03:55:00 PM", "11/14/2023 05:02:00 PM"])
    rows[1] += ["office@hub.example", "68", "4", ""]
    rows += [[], [*_ZOOM_JOINS, "Recording Consent", ""]]
    joins = (
        ("Mei Farrow (Mei)", "mei.farrow@school.example", "03:58:10", "05:01:30", "64", "No", "Y"),
        ("Idris Dunne", "", "04:02:00", "04:20:00", "18", "Yes", ""),
        ("Idris Dunne", "", "04:23:00", "05:01:00", "38", "Yes", ""),
        ("iPhone (Femi Gill)", "", "04:05:00", "05:01:00", "56", "Yes", ""),
    )
    for name, address, joined, left, minutes, guest, consent in joins:
        day = "11/14/2023"
        rows.append([name, address, f"{day} {joined} PM", f"{day} {left} PM", minutes, guest, consent, ""])
    return _csv(rows).encode("utf-8-sig")


SAMPLES: dict[str, Callable[[], bytes]] = {
    "eventbrite_attendees_uk.csv": _eventbrite_uk,
    "eventbrite_attendees_us_headers.csv": _eventbrite_us,
    "google_forms_download_responses.csv": _google_downloaded,
    "google_forms_from_sheets.csv": _google_from_sheets,
    "microsoft_forms_saved_from_excel_cp1252.csv": _microsoft_from_excel,
    "teams_attendance_report_eu_dates_utf16le.csv": _teams_european,
    "teams_attendance_report_eu_dates_utf16be.csv": _teams_european_big_endian,
    "teams_attendance_report_us_dates_utf16le.csv": _teams_american,
    "teams_classic_attendance_list_utf16le.csv": _teams_classic,
    "teams_live_event.csv": _teams_live_event,
    "zoom_participants_unique_users.csv": _zoom_unique,
    "zoom_participants_with_meeting_details.csv": _zoom_with_details,
}
"""Each layout by the name of a file, which begins with the tool's."""


def _csv(rows: Sequence[Sequence[object]], end: str = "\r\n", quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())

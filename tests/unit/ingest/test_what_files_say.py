"""What tables of every kind are taken to say: row by row, and what has to be asked first."""

import dataclasses
import datetime as dt
import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from reach.errors import ImportFileError
from reach.ingest import Answers, SourceFile
from reach.ingest.details import HOLD, LEAVE_OUT
from reach.ingest.kinds import attendance
from reach.ingest.meanings import reading_of, with_answer
from reach.ingest.parts import parts_of
from reach.ingest.readings import left_out_in_words
from reach.ingest.register import parse_register
from reach.ingest.register_cells import NOBODY
from reach.settings import SchoolHoliday, Settings
from tests.builders import SETTINGS
from tests.builders.readings import KNOWN, SECRET, Row, asked, csv, read, rows_of, rows_read, workbook

DAY_1, DAY_2 = dt.date(2022, 10, 5), dt.date(2022, 11, 9)

MATRICES: dict[str, tuple[SourceFile, list[Row], list[tuple[str, str]]]] = {
    "ticks under sessions, their days below": (
        workbook(
            [
                ["Maths Hub"],
                ["Work Group 2 register 2022-23"],
                [],
                ["School", "Name", "Session 1", "Session 2"],
                ["", "", DAY_1, DAY_2],
                ["Hill", "Jo Marsh", "✓", "✓"],
                ["", "Ann Lee", "", "✓"],
                ["Dale", "Sam Roe", "✗", "Apologies"],
                [],
                ["Total", "", 1, 2],
            ],
            ["A6:A7"],
        ),
        [
            ("Hill", "05/10/2022", 1, "attended"),
            ("Hill", "09/11/2022", 2, "attended"),
            ("Hill", "09/11/2022", 2, "attended"),
            ("Dale", "05/10/2022", 1, "absent"),
            ("Dale", "09/11/2022", 2, "apologies"),
        ],
        [],
    ),
    "days in the headings": (
        workbook([["Name", "School", DAY_1, DAY_2], ["Jo Marsh", "Hill", "Y", "N"], ["Ann Lee", "Dale", "Y", ""]]),
        [
            ("Hill", "05/10/2022", 1, "attended"),
            ("Hill", "09/11/2022", 1, "absent"),
            ("Dale", "05/10/2022", 1, "attended"),
        ],
        [],
    ),
    "numbers and days without a year, which the title has": (
        csv("Work group 2022/23,,,\nTeacher,School,S1 5/10,S2 9/11\nJo Marsh,Hill,P,A\nAnn Lee,Dale,L,P\n"),
        [
            ("Hill", "05/10/2022", 1, "attended"),
            ("Hill", "09/11/2022", 2, "absent"),
            ("Dale", "05/10/2022", 1, "attended"),
            ("Dale", "09/11/2022", 2, "attended"),
        ],
        [("date order", "5/10")],
    ),
    "days above the sessions": (
        workbook(
            [
                ["", "", DAY_1, DAY_2],
                ["Delegate", "School", "Session 1", "Session 2"],
                ["Jo Marsh", "Hill", 1, 1],
                ["Ann Lee", "Dale", 0, 1],
            ]
        ),
        [
            ("Hill", "05/10/2022", 1, "attended"),
            ("Hill", "09/11/2022", 2, "attended"),
            ("Dale", "05/10/2022", 1, "absent"),
            ("Dale", "09/11/2022", 2, "attended"),
        ],
        [("value", "numbers under sessions")],
    ),
    "hours": (
        csv("Name,School,05/10/2022,19/10/2022\nJo Marsh,Hill,2,1.5\nAnn Lee,Dale,,2\n"),
        [
            ("Hill", "05/10/2022", 1, "attended"),
            ("Hill", "19/10/2022", 1, "attended"),
            ("Dale", "19/10/2022", 1, "attended"),
        ],
        [],
    ),
}


@pytest.mark.parametrize("name", MATRICES)
def test_a_register_with_a_column_a_session_gives_a_row_a_mark(name: str) -> None:
    source, expected, questions = MATRICES[name]
    register, reading = read(source)
    assert sorted(rows_read(register), key=str) == sorted(expected, key=str)
    assert asked(reading) == questions


def test_hours_under_a_session_are_kept() -> None:
    register, _ = read(MATRICES["hours"][0])
    assert [row.entry.hours for row in rows_of(register)] == [2.0, 1.5, 2.0]


def test_sessions_without_a_day_are_asked_for_it_one_by_one() -> None:
    source = csv("Name,School,Session 1,Session 2\nJo Marsh,Hill,x,x\n")
    register, reading = read(source)
    assert asked(reading) == [("value", "Session 1"), ("value", "Session 2")]
    answers = Answers(KNOWN)
    for meaning, day in zip(reading.open, ("5 October 2022", "09/11/2022"), strict=True):
        answers = with_answer(answers, meaning, day)
    register, reading = read(source, answers)
    assert rows_read(register) == [("Hill", "05/10/2022", 1, "attended"), ("Hill", "09/11/2022", 2, "attended")]
    assert asked(reading) == []


def test_schools_without_names_of_people_count_as_one_person_each_once_that_is_said() -> None:
    source = csv("School,05/10/2022,19/10/2022\nHill,Y,Y\nDale,Y,N\n")
    _, reading = read(source)
    assert ("column", "full_name") in asked(reading) or ("value", "rows that name nobody") in asked(reading)
    answers = Answers(KNOWN, columns={"full_name": None})
    _, reading = read(source, answers)
    (nobody,) = reading.open
    register, reading = read(source, with_answer(answers, nobody, "count one"))
    assert asked(reading) == []
    assert [row.problem for row in rows_of(register)] == [None] * 4
    assert len({row.attendee.person for row in rows_of(register)}) == 1, "distinguished by their schools"


LISTS: dict[str, tuple[SourceFile, list[Row], list[tuple[str, str]]]] = {
    "lines above it": (
        csv(
            "Work group 3 sign-in sheet,,,\nDate: Wednesday 5th October 2022,,Venue: Hill,\n\n"
            "School,Name,Present (Y/N)\nDale,Jo,Y\nHill,Ann,N\nTotal attended: 1,,\n"
        ),
        [("Dale", "05/10/2022", 1, "attended"), ("Hill", "05/10/2022", 1, "absent")],
        [],
    ),
    "a day that may be either": (
        csv("Name,School,Attended?,Date\nJo,Hill,Yes,05/10/2022\n"),
        [("Hill", "05/10/2022", 1, "attended")],
        [("date order", "05/10/2022")],
    ),
    "a weekday that settles it": (
        csv("Name,School,Attended?,Date\nJo,Hill,Yes,Wed 05/10/2022\n"),
        [("Hill", "05/10/2022", 1, "attended")],
        [],
    ),
    "a weekday that is wrong": (
        csv("Name,School,Attended?,Date\nJo,Hill,Yes,Monday 5 October 2022\n"),
        [("Hill", "05/10/2022", 1, "attended")],
        [("value", "Monday 5 October 2022")],
    ),
    "no mark at all": (
        csv("Name,School,Date\nJo,Hill,2022-10-05\n"),
        [("Hill", "05/10/2022", 1, None)],
        [("attendance", "")],
    ),
    "blank marks": (
        csv("Name,School,Attended,Date\nJo,Hill,Y,2022-10-05\nAnn,Dale,,2022-10-05\n"),
        [("Hill", "05/10/2022", 1, "attended"), ("Dale", "05/10/2022", 1, "absent")],
        [("value", "blank cells")],
    ),
    "when it was ordered, and when it is": (
        csv("Order date,Event date,Name,School,Company,Status\n01/09/2022,05/10/2022 16:00,Jo,Hill,Dale,Attended\n"),
        [("Hill", "05/10/2022", 1, "attended")],
        [],
    ),
    "a booking's status beside the mark": (
        csv("Delegate name,Setting,Booking status,Attended?,Session date\nJo,Hill,Confirmed,No,5 Oct 2022\n"),
        [("Hill", "05/10/2022", 1, "absent")],
        [],
    ),
    "a ticket that was given back": (
        csv(
            "Event start,Order date,Ticket status,Checked in,Name,School\n"
            "05/10/2022 16:00,02/09/2022,valid,No,Jo,Hill\n05/10/2022 16:00,02/09/2022,voided,No,Ann,Dale\n"
            "05/10/2022 16:00,02/09/2022,voided,Yes,Sam,Dale\n"
        ),
        [
            ("Hill", "05/10/2022", 1, "absent"),
            ("Dale", "05/10/2022", 1, "apologies"),
            ("Dale", "05/10/2022", 1, "attended"),
        ],
        [],
    ),
    "an order's status and nothing else": (
        csv("Event date,Order status,Name,School\n2022-10-05,Completed,Jo,Hill\n"),
        [("Hill", "05/10/2022", 1, None)],
        [("column", "Completed"), ("value", "Completed")],
    ),
    "what nobody can know": (
        csv("Name,School,Attended,Date\nJo,Hill,maybe,2022-10-05\nAnn,Dale,x,2022-10-05\nSam,Hill,✓,2022-10-05\n"),
        [("Hill", "05/10/2022", 1, None), ("Dale", "05/10/2022", 1, "absent"), ("Hill", "05/10/2022", 1, "attended")],
        [("value", "maybe"), ("value", "x")],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_as_it_is_meant_or_asked_about(name: str) -> None:
    source, expected, questions = LISTS[name]
    register, reading = read(source)
    assert rows_read(register) == expected
    assert asked(reading) == questions


def test_rows_without_a_school_under_one_with_a_school_are_asked_about() -> None:
    source = csv("School,Name,Attended,Date\nHill,Jo,Y,2022-10-05\n,Ann,Y,2022-10-05\nDale,Sam,Y,2022-10-05\n")
    _, reading = read(source)
    (blank,) = reading.open
    assert (blank.column, blank.text) == ("school", "rows without a school")
    for answer, schools in (
        ("school above", ["Hill", "Hill", "Dale"]),
        ("hold", ["Hill", "", "Dale"]),
        ("leave out", ["Hill", "Dale"]),
    ):
        register, reading = read(source, with_answer(Answers(KNOWN), blank, answer))
        assert ([row.attendee.clues.school for row in rows_of(register)], asked(reading)) == (schools, [])


def test_the_line_of_headings_can_be_chosen() -> None:
    source = csv(
        "Name,School,Attended,Date\nold,list,Y,2022-10-05\n\nName,School,Attended,Date\nJo,Hill,Y,2022-11-09\n"
    )
    register, _ = read(source, Answers(KNOWN, heading_line=4))
    assert rows_read(register) == [("Hill", "09/11/2022", 1, "attended")]


def test_a_column_can_be_said_not_to_be_there() -> None:
    source = csv("Name,School,Company,Attended,Date\nJo,,Hill,Y,2022-10-05\n")
    _, reading = read(source)
    places = {each.column: each for each in reading.meanings if each.about == "column"}
    answers = with_answer(Answers(KNOWN), places["school"], "2")
    register, _ = read(source, answers)
    assert [row.attendee.clues.school for row in rows_of(register)] == ["Hill"]
    register, reading = read(source, with_answer(answers, places["attendance"], ""))
    assert ("attendance", "") in asked(reading)


FORMS: dict[str, tuple[str, list[Row], list[tuple[str, str]]]] = {
    "days with times": (
        "Which date will you attend?|Wednesday 5th October 2022, 9.30am",
        [("Hill", "05/10/2022", 1, "booked")],
        [],
    ),
    "two days": (
        "Which dates can you make?|Wednesday 5 October 2022;Wednesday 9 November 2022",
        [("Hill", "05/10/2022", 1, "booked"), ("Hill", "09/11/2022", 1, "booked")],
        [],
    ),
    "a session and its day": (
        "Which session?|Session 2 of 4 (9 Nov)",
        [("Hill", "09/11/2022", 2, "booked")],
        [],
    ),
    "numbers": (
        "Which sessions?|1 and 3",
        [("Hill", "", 1, "booked"), ("Hill", "", 3, "booked")],
        [("value", "Session 1"), ("value", "Session 3")],
    ),
    "all of them": ("Which sessions?|All", [("Hill", "", 1, "booked")], [("value", "All")]),
    "no": ("Will you attend session 1?|No", [], []),
    "yes": ("Will you attend session 1?|Yes", [("Hill", "", 1, "booked")], [("held_on", "")]),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_was_ticked_on_a_form_is_sessions_and_days(name: str) -> None:
    question, expected, questions = FORMS[name]
    heading, answer = question.split("|")
    source = csv(
        f"Timestamp,Email Address,Name,School,{heading}\n"
        f'2022/09/20 9:30:12 am GMT+1,jo@x.example,Jo Marsh,Hill,"{answer}"\n'
    )
    register, reading = read(source)
    assert rows_read(register) == expected
    assert asked(reading)[: len(questions)] == questions


def test_surveymonkeys_two_lines_of_headings_are_questions_and_their_choices() -> None:
    source = csv(
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"
        "What is your name?,Which school are you from?,Which sessions will you attend?,,\n"
        ",,,,,,,,,Open-Ended Response,Open-Ended Response,Session 1 - 5 October 2022,Session 2 - 9 November 2022,\n"
        "1,2,20/09/2022 09:00:00,20/09/2022 09:05:00,,,,,,Jo Marsh,Hill,"
        "Session 1 - 5 October 2022,Session 2 - 9 November 2022,\n"
        "2,2,20/09/2022 09:00:00,20/09/2022 09:05:00,,,,,,Ann Lee,Dale,,Session 2 - 9 November 2022,\n"
    )
    register, reading = read(source)
    assert rows_read(register) == [
        ("Hill", "05/10/2022", 1, "booked"),
        ("Hill", "09/11/2022", 2, "booked"),
        ("Dale", "09/11/2022", 2, "booked"),
    ]
    assert asked(reading) == []


GERMAN = (
    "1. Zusammenfassung\nBesprechungstitel\tCore Maths\nTeilnehmer\t2\nStartzeit\t05.10.22, 15:45:45\n"
    "Endzeit\t05.10.22, 16:45:45\nBesprechungsdauer\t1 Std. 0 Min.\n\n2. Teilnehmer\n"
    "Name\tErster Beitritt\tLetztes Verlassen\tDauer in Besprechung\tE-Mail\tTeilnehmer-ID (UPN)\tRolle\n"
    "Hub\t05.10.22, 15:45:45\t05.10.22, 16:45:45\t1 Std.\th@x.example\th@x.example\tOrganisator\n"
    "Jo Marsh (Hill Primary)\t05.10.22, 15:50:00\t05.10.22, 16:45:45\t55 Min. 45 Sek.\tj@x.example\t\tReferent\n\n"
    "3. Aktivitäten\n"
)


def test_a_teams_report_in_another_language_is_read_by_the_order_of_its_columns() -> None:
    register, reading = read(SourceFile("t.csv", GERMAN.encode("utf-16")))
    assert rows_read(register) == [("Hill Primary", "05/10/2022", 1, "attended")]
    assert reading.left_out == {"organiser": 1}


def test_everybody_is_a_presenter_in_teams_and_counts() -> None:
    report = GERMAN.replace("Organisator", "Organizer").replace("Referent", "Presenter")
    register, reading = read(SourceFile("t.csv", report.encode("utf-16")))
    assert (len(register.numbers), reading.left_out) == (1, {"organiser": 1})


def test_time_in_zooms_waiting_room_is_none_in_the_meeting() -> None:
    rows = "Jo (Hill Primary),j@x.example,05/10/2022 16:00:00,05/10/2022 16:50:00,50,Yes,{}\n"
    head = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room\n"
    head += "Ann (Dale Primary),,05/10/2022 16:00:00,05/10/2022 17:00:00,60,Yes,No\n"
    for waiting, attended in (("Yes", "absent"), ("No", "attended")):
        register, _ = read(csv(head + rows.format(waiting)))
        assert [row.entry.attendance for row in rows_of(register)] == ["attended", attended]


def test_a_webinars_hosts_are_left_out_and_who_registered_and_never_came_was_absent() -> None:
    report = (
        "Attendee Report\nTopic,Webinar ID,Actual Start Time,Actual Duration (minutes)\n"
        'Core Maths,84,"Oct 5, 2022 3:58 PM",60\nHost Details\n'
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
        'Yes,Hub,h@x.example,"Oct 5, 2022 15:58:27","Oct 5, 2022 17:00:00",62\nAttendee Details\n'
        "Attended,User Name (Original Name),First Name,Last Name,Email,Approval Status,Join Time,Leave Time,"
        "Time in Session (minutes),Name of your school\n"
        "No,Al,Al,Rao,a@x.example,approved,--,--,--,Dale\n"
        'Yes,Vi,Vi,Shah,v@x.example,approved,"Oct 5, 2022 16:01:01","Oct 5, 2022 16:20:00",20,Hill\n'
        'Yes,Vi,Vi,Shah,v@x.example,approved,"Oct 5, 2022 16:22:01","Oct 5, 2022 16:50:00",28,Hill\n'
        "No,Ed,Ed,Orr,e@x.example,denied,--,--,--,Hill\n"
    )
    register, reading = read(csv(report))
    assert rows_read(register) == [
        ("Dale", "05/10/2022", 1, "absent"),
        ("Hill", "05/10/2022", 1, "attended"),
        ("Hill", "05/10/2022", 1, "attended"),
    ]
    assert reading.left_out == {"host": 1, "registration not accepted": 1}


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ({}, ""),
        ({"organiser": 1}, "1 organiser"),
        ({"host": 2, "panelist": 1}, "2 hosts and 1 panelist"),
        ({"registration not accepted": 1}, "1 row whose registration was not accepted"),
        (
            {"without a session": 2, "marked to be left out": 3},
            "2 rows without a session and 3 rows marked to be left out",
        ),
    ],
)
def test_who_is_left_out_is_said_as_one_would_say_it(left_out: dict[str, int], said: str) -> None:
    assert left_out_in_words(left_out) == said


def test_nobody_attends_after_the_file_was_saved() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.set_properties({"created": dt.datetime(2022, 10, 6, 9)})
    for line, cells in enumerate((("Name", "School", "Attended", "Date"), *_ONE_BEFORE_AND_ONE_AFTER)):
        book.worksheets()[0].write_row(line, 0, cells) if line else book.add_worksheet().write_row(line, 0, cells)
    book.close()
    _, reading = read(SourceFile("list.xlsx", file.getvalue()))
    assert list(reading.remarks) == [
        "Wednesday 9 November 2022 is after the day on which the file was saved, 06/10/2022."
    ]


_ONE_BEFORE_AND_ONE_AFTER = (("Jo", "Hill", "Y", "2022-10-05"), ("Jo", "Hill", "Y", "2022-11-09"))

TEMPLATE = "Activity,Programme,Session date,School,{},{}\nGroup,MNRKS1,05/10/2022,Hill,{},Jo Marsh\n"


@pytest.mark.parametrize(("attendance", "name"), [("Attendance", "Name"), ("Present?", "Name of delegate")])
def test_a_register_in_the_template_may_have_whole_names_and_other_wordings(attendance: str, name: str) -> None:
    register, reading = read(csv(TEMPLATE.format(attendance, name, "Y")), Answers())
    assert rows_read(register) == [("Hill", "05/10/2022", 1, "attended")]
    assert asked(reading) == [] and rows_of(register)[0].attendee.person


def test_headings_that_are_not_used_are_named() -> None:
    _, reading = read(csv("Name,School,Attended,Date,Dietary needs\nJo,Hill,Y,2022-10-05,None\n"))
    assert list(reading.unused) == ["Dietary needs"]


def test_a_registration_report_asks_nothing_about_stays() -> None:
    report = "First Name,Last Name,Email,Registration Time,Approval Status,School name\n"
    person = 'Jo,Marsh,j@x.example,"Nov 1, 2022 10:02 AM",approved,Hill\n'
    register, reading = read(csv(report + person), Answers(dataclasses.replace(KNOWN, held_on=dt.date(2022, 11, 9))))
    assert rows_read(register) == [("Hill", "09/11/2022", 1, "booked")]
    assert not reading.has_stays


def test_a_session_at_a_weekend_or_in_the_holidays_is_pointed_out() -> None:
    rows = "".join(f"Jo,Hill,Y,{day}\n" for day in ("2022-10-05", "2022-10-08", "2022-12-27", "2022-08-10"))
    _, reading = read(csv(f"Name,School,Attended,Date\n{rows}"))
    assert list(reading.remarks) == [
        "Wednesday 10 August 2022 is in the school holidays.",
        "Saturday 8 October 2022 is at a weekend.",
        "Tuesday 27 December 2022 is in the school holidays.",
    ]


def remarks_on(days: Sequence[str], settings: Settings = SETTINGS) -> list[str]:
    rows = "".join(f"Jo,Hill,Y,{day}\n" for day in days)
    (part,) = parts_of(csv(f"Name,School,Attended,Date\n{rows}"))
    kind = attendance(part.kind)
    assert kind is not None
    entries = kind.entries(part, Answers(KNOWN), settings)
    register = parse_register(entries, Answers(KNOWN), settings, SECRET)
    return list(reading_of(part, entries, register, Answers(KNOWN), settings).remarks)


def test_a_session_in_a_half_term_or_on_a_bank_holiday_is_pointed_out() -> None:
    assert remarks_on(["2022-10-26", "2023-02-14", "2023-05-08", "2023-05-31", "2022-11-02"]) == [
        "Wednesday 26 October 2022 is probably in half-term.",
        "Tuesday 14 February 2023 is probably in half-term.",
        "Monday 8 May 2023 is a bank holiday.",
        "Wednesday 31 May 2023 is probably in half-term.",
    ]


def test_half_terms_that_hub_toml_names_take_the_place_of_the_usual_weeks() -> None:
    autumn = SchoolHoliday(first=dt.date(2022, 10, 31), last=dt.date(2022, 11, 4))
    named = SETTINGS.model_copy(update={"school_holidays": (autumn,)})
    assert remarks_on(["2022-10-26", "2022-11-02", "2021-10-27"], named) == [
        "Wednesday 27 October 2021 is probably in half-term.",
        "Wednesday 2 November 2022 is in the school holidays.",
    ]


def form(question: str, *answers: str) -> SourceFile:
    """Give a form's responses, a row an answer."""
    rows = [f"05/10/2025 10:00:00,p{number}@x.example,Hill,{answer}" for number, answer in enumerate(answers)]
    return SourceFile("form.csv", "\n".join([f"Timestamp,Email Address,School,{question}", *rows]).encode("utf-8"))


def test_only_those_who_say_yes_are_booked() -> None:
    for answers in (["Yes", "No", "No"], ["No", "Yes", "No"], ["No", "No", "Yes"]):
        register, reading = read(form("Will you attend session 1?", *answers), Answers(KNOWN))
        assert (len(register.numbers), reading.left_out) == (1, {"without a session": 2})


@pytest.mark.parametrize(
    "question", ["Do you have any dietary requirements?", "Did you enjoy the last session?", "Are you able to attend?"]
)
def test_a_yes_or_a_no_of_a_form_is_asked_about(question: str) -> None:
    source = form(question, "Yes", "No")
    _, reading = read(source, Answers(KNOWN))
    assert ("column", "Yes") in asked(reading)
    register, reading = read(source, Answers(KNOWN, columns={"attendance": None}))
    assert [row.entry.attendance for row in rows_of(register)] == ["booked", "booked"]
    assert ("column", "Yes") not in asked(reading)


def test_what_people_attended_before_says_nothing_of_this_session() -> None:
    register, _ = read(form("Have you attended a Maths Hub event before?", "Never", "Once"), Answers(KNOWN))
    assert [row.entry.attendance for row in rows_of(register)] == ["booked", "booked"]


def test_days_are_those_of_rows_that_can_be_loaded() -> None:
    rows = "Hill,Ada Moss,05/11/2025,Attended\nHill,,08/11/2025,Attended\n"
    for answer in (LEAVE_OUT, HOLD):
        answers = Answers(KNOWN, values={"person": {NOBODY: answer}}, month_first=False)
        register, reading = read(csv(f"School,Name,Date,Attendance\n{rows}"), answers)
        assert register.days == (dt.date(2025, 11, 5), dt.date(2025, 11, 5))
        assert not [remark for remark in reading.remarks if "weekend" in remark]


ZOOM = (
    "Name (original name),Email,Total duration (minutes),Guest,Room\n"
    "Jo Marsh,j@x.example,60,Yes,Hill\nAnn Lee,a@x.example,60,Yes,Dale\n"
)
ZOOM_REGISTRATIONS = (
    "First Name,Last Name,Email,Registration Time,Approval Status,Room\n"
    "Jo,Marsh,j@x.example,01/10/2022 10:00,approved,Hill\nAnn,Lee,a@x.example,01/10/2022 10:00,approved,Dale\n"
)
ZOOM_WEBINAR = (
    "Attendee Report\nTopic,Webinar ID,Actual Start Time,Actual Duration (minutes)\n"
    'Core Maths,84,"Oct 5, 2022 3:58 PM",60\nHost Details\n'
    "Attended,User Name (Original Name),Email,Time in Session (minutes)\nYes,Hub,h@x.example,62\nAttendee Details\n"
    "Attended,User Name (Original Name),First Name,Last Name,Email,Time in Session (minutes),Guest,Room\n"
    "Yes,Jo,Jo,Marsh,j@x.example,60,Yes,Hill\nYes,Ann,Ann,Lee,a@x.example,60,Yes,Dale\n"
)
WEBEX = (
    "Meeting name,Display name,Attendee email,Join time,Attendance duration,Connection type,Room\n"
    "Maths,Jo Marsh,j@x.example,05/10/2022 15:50:00,60 mins,App,Hill\n"
    "Maths,Ann Lee,a@x.example,05/10/2022 15:50:00,60 mins,App,Dale\n"
)
MEET = (
    "First name,Last name,Email,Duration,Time joined,Time exited\n"
    "Jo,Marsh,j@x.example,60 min,15:50,16:50\nAnn,Lee,a@x.example,60 min,15:50,16:50\n"
)
TEAMS = (
    GERMAN.replace("Referent", "Presenter")
    .replace("Rolle\n", "Rolle\tRoom\n")
    .replace("\tPresenter\n", "\tPresenter\tHill\n")
)
TEAMS_LIST = (
    "Full Name,User Action,Timestamp,Room\nJo Marsh,Joined,05/10/2022 15:50:00,Hill\n"
    "Jo Marsh,Left,05/10/2022 16:50:00,Hill\nAnn Lee,Joined,05/10/2022 15:50:00,Dale\n"
)
EVENTBRITE = (
    "Order no.,First name,Surname,Email,Attendee Status,Event start date,Room,Ticket type\n"
    "1,Jo,Marsh,j@x.example,Checked In,2022-10-05,Hill,Free\n2,Ann,Lee,a@x.example,Attending,2022-10-05,Dale,Free\n"
)
FORM = (
    "ID,Start time,Completion time,Email,Name,Room,Lunch\n"
    "1,05/10/2022 10:00,05/10/2022 10:01,j@x.example,Jo Marsh,Hill,Soup\n"
    "2,05/10/2022 10:00,05/10/2022 10:01,a@x.example,Ann Lee,Dale,Rice\n"
)
LIST = "Name,Room,Attended,Date,Lunch\nJo Marsh,Hill,Y,2022-10-05,Soup\nAnn Lee,Dale,Y,2022-10-05,Rice\n"
IN_TEMPLATE = (
    "Activity,Programme,Session date,School,Attendance,Name,Room,Lunch\n"
    "G,MNRKS1,05/10/2022,,Attended,Jo Marsh,Hill,Soup\nG,MNRKS1,05/10/2022,,Booked,Ann Lee,Dale,Rice\n"
)
TOOLS = {
    "zoom": (ZOOM, ["Guest", "Room"], ["full_name", "email"]),
    "zoom registrations": (ZOOM_REGISTRATIONS, ["Registration Time", "Room"], ["first_name", "last_name", "email"]),
    "zoom webinar": (ZOOM_WEBINAR, ["Guest", "Room"], ["first_name", "last_name", "email"]),
    "webex": (WEBEX, ["Connection type", "Room"], ["full_name", "email"]),
    "teams": (TEAMS, ["Letztes Verlassen", "Room"], ["full_name", "email"]),
    "teams list": (TEAMS_LIST, ["Room"], ["full_name"]),
    "eventbrite": (
        EVENTBRITE,
        ["Room", "Ticket type"],
        ["first_name", "last_name", "email", "attendance", "held_on"],
    ),
    "form": (FORM, ["ID", "Start time", "Room", "Lunch"], ["email", "full_name"]),
    "list": (LIST, ["Room", "Lunch"], ["held_on", "full_name", "attendance"]),
    "template": (
        IN_TEMPLATE,
        ["Room", "Lunch"],
        ["activity", "programme", "held_on", "school", "attendance", "full_name"],
    ),
}


def file_of(tool: str) -> SourceFile:
    text = TOOLS[tool][0]
    return SourceFile("x.csv", text.encode("utf-16" if tool == "teams" else "utf-8"))


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tools_columns_are_shown_and_those_not_used_are_named(tool: str) -> None:
    _, unused, columns = TOOLS[tool]
    _, reading = read(file_of(tool), Answers(dataclasses.replace(KNOWN, held_on=dt.date(2022, 10, 5))))
    assert list(reading.unused) == unused
    shown = [each for each in reading.meanings if each.about == "column" and each.taken_for]
    assert sorted(each.column for each in shown) == sorted(columns)
    # As the command line takes them: by their headings.
    assert all({"none", *unused} <= set(each.as_json()["may_be"]) for each in shown)


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tools_columns_can_be_changed(tool: str) -> None:
    known = dataclasses.replace(KNOWN, held_on=dt.date(2022, 10, 5))
    _, before = read(file_of(tool), Answers(known))
    headings = next(each for each in before.meanings if each.about == "column").options
    place = int(next(place for place, heading in headings.items() if heading == "Room"))
    register, reading = read(file_of(tool), Answers(known, columns={"school": place}))
    schools = {attendee.clues.school for attendee in register.attendees}
    assert schools >= {"Hill"} and schools <= {"Hill", "Dale", "Hill Primary"}
    assert "Room" not in reading.unused
    nobody = {"first_name": None, "last_name": None, "email": None}
    named, _ = read(file_of(tool), Answers(known, columns={"full_name": place, **nobody}))
    assert {attendee.person for attendee in named.attendees} != {attendee.person for attendee in register.attendees}
    dated, _ = read(file_of(tool), Answers(known, columns={"activity": place}))
    assert {entry.activity for entry in dated.entries} >= {"Hill"}


@pytest.mark.parametrize("tool", ["eventbrite", "list", "template"])
def test_each_word_of_attendance_is_listed_with_what_it_was_taken_for(tool: str) -> None:
    _, reading = read(file_of(tool))
    words = {each.text: each.taken_for for each in reading.meanings if each.about == "value"}
    known = {
        "Checked In": "Attended",
        "Attending": "Booked",
        "Y": "Attended",
        "Attended": "Attended",
        "Booked": "Booked",
    }
    assert words and words == {word: known[word] for word in words}


def test_a_blank_cell_of_attendance_is_listed_as_booked() -> None:
    _, reading = read(csv(IN_TEMPLATE.replace("Booked", "")))
    assert ("blank cells", "Booked") in [(each.text, each.taken_for) for each in reading.meanings]


def test_a_stay_is_no_word_of_the_file() -> None:
    _, reading = read(file_of("zoom"), Answers(dataclasses.replace(KNOWN, held_on=dt.date(2022, 10, 5))))
    assert [each.text for each in reading.meanings if each.about == "value"] == []


MEETS = {
    "French": "Prénom,Nom,Adresse e-mail,Durée,Heure d'arrivée,Heure de départ",
    "German": "Vorname,Nachname,E-Mail-Adresse,Dauer,Beigetreten um,Verlassen um",
    "Spanish": "Nombre,Apellidos,Correo electrónico,Duración,Hora de entrada,Hora de salida",
    "Italian": "Nome,Cognome,Email,Durata,Ora di ingresso,Ora di uscita",
    "Portuguese": "Nome,Sobrenome,E-mail,Duração,Hora de entrada,Hora de saída",
    "Welsh": "Enw cyntaf,Cyfenw,E-bost,Hyd,Amser ymuno,Amser gadael",
    "Polish": "Imię,Nazwisko,Adres e-mail,Czas trwania,Godzina dołączenia,Godzina wyjścia",
    "Dutch": "Voornaam,Achternaam,E-mailadres,Duur,Deelgenomen om,Verlaten om",
    "Swedish": "Förnamn,Efternamn,E-postadress,Varaktighet,Anslöt,Lämnade",
    "one name": "Nom,E-mail,Durée,Heure d'arrivée,Heure de départ",
}


@pytest.mark.parametrize("language", MEETS)
def test_a_meet_report_in_another_language_is_read_by_the_order_of_its_columns(language: str) -> None:
    head = MEETS[language]
    people = [("Jo", "Marsh", "j@hill.example", "1 h 2 min"), ("Ann", "Lee", "a@dale.example", "58 min")]
    people.append(("Sam", "Roe", "s@moss.example", "3 min"))
    rows = "".join(f"{first},{last},{email},{stay},15:58,17:00\n" for first, last, email, stay in people)
    if language == "one name":
        rows = rows.replace("Jo,Marsh", "Jo Marsh").replace("Ann,Lee", "Ann Lee").replace("Sam,Roe", "Sam Roe")
    known = Answers(dataclasses.replace(KNOWN, held_on=dt.date(2022, 10, 5)))
    register, reading = read(csv(f"{head}\n{rows}"), known)
    assert [row.entry.attendance for row in rows_of(register)] == ["attended", "attended", "absent"]
    assert [row.attendee.email_domain for row in rows_of(register)] == ["hill.example", "dale.example", "moss.example"]
    assert list(reading.unused) == [head.split(",")[-1]] and reading.has_stays


@pytest.mark.parametrize(
    "head", ["Name,School,Email,Duration of post", "Datum,Dauer,E-Mail,Schule", "Name,E-mail,School"]
)
def test_an_address_and_a_duration_elsewhere_are_no_meet_report(head: str) -> None:
    source = csv(f"{head}\n" + "a b,Hill,a@x.example,3\n" * 3)
    assert [part.kind for part in parts_of(source)] == ["table"]


LEGENDS = {
    "above": 'Register,,,,,\n,,,,,"Key: / = present, O = absent, A = apologies"\n{table}',
    "below": "{table},,,\n/ = present; O = absent; A = apologies,,,\n",
}


@pytest.mark.parametrize("where", LEGENDS)
def test_marks_mean_what_the_files_own_legend_says(where: str) -> None:
    table = "School,Name,S1 13/10/2022,S2 09/11/2022,S3 07/12/2022\nHill,Jo Marsh,/,O,A\n"
    source = csv(LEGENDS[where].format(table=table))
    register, reading = read(source)
    assert [mark for *_, mark in rows_read(register)] == ["attended", "absent", "apologies"]
    assert asked(reading) == []
    (of_a,) = [each for each in reading.meanings if each.text == "A"]
    changed, _ = read(source, with_answer(Answers(KNOWN), of_a, "absent"))
    assert [mark for *_, mark in rows_read(changed)] == ["attended", "absent", "absent"]


def test_a_cancelled_booking_and_a_waiting_list_stand_above_an_absence() -> None:
    source = csv(
        "Status,Event title,Event start,First name,Last name,School,Attended\n"
        "Confirmed,Network,13/10/2022 16:00,Jo,Marsh,Hill,Yes\n"
        "Cancelled,Network,13/10/2022 16:00,Ann,Lee,Dale,No\n"
        "Waiting list,Network,13/10/2022 16:00,Sam,Roe,Dale,No\n"
    )
    register, reading = read(source)
    assert [mark for *_, mark in rows_read(register)][:2] == ["attended", "apologies"]
    assert asked(reading) == [("value", "Waiting list")]


def test_a_quantity_of_tickets_is_no_attendance() -> None:
    _, reading = read(csv("Order #,Name,Email,Quantity,School,Date\n7,Jo,jo@x.example,1,Hill,13/10/2022\n"))
    assert "attendance" not in {each.column for each in reading.meanings}
    assert asked(reading) == [("attendance", "")]


def test_a_line_that_names_a_session_says_it_of_the_rows_below() -> None:
    source = csv(
        "Name,School,Present\nSession 1 - 5 October 2022,,\nJo Marsh,Hill,Y\nAnn Lee,Dale,N\n"
        "Session 2 - 09/11/2022,,\nJo Marsh,Hill,N\n"
    )
    for known in (KNOWN, dataclasses.replace(KNOWN, held_on=DAY_1)):
        register, reading = read(source, Answers(known, month_first=False))
        assert asked(reading) == []
        assert rows_read(register) == [
            ("Hill", "05/10/2022", 1, "attended"),
            ("Dale", "05/10/2022", 1, "absent"),
            ("Hill", "09/11/2022", 2, "absent"),
        ]


def test_the_order_of_a_date_in_a_line_between_rows_is_asked() -> None:
    source = csv("Name,School,Present\n05/10/2022,,\nJo Marsh,Hill,Y\n09/11/2022,,\nJo Marsh,Hill,N\n")
    assert [about for about, _ in asked(read(source)[1])] == ["date order"]


def test_notes_and_totals_below_a_table_are_nobody() -> None:
    notes = [
        "Total attended: 14",
        "Attended: 1",
        "Apologies received from Sam Roe",
        "Lunch was at half past twelve today",
        "7 delegates",
    ]
    source = csv("Name,School,Present\nJo Marsh,Hill,Y\nAnn Lee,,\n" + "".join(f"{note},,\n" for note in notes))
    register, reading = read(source, Answers(dataclasses.replace(KNOWN, held_on=DAY_1)))
    assert [row.number for row in rows_of(register)] == [2, 3]
    left_out = [remark[:6] for remark in reading.remarks if "left out" in remark]
    assert sorted(left_out) == [f"Line {line}" for line in range(4, 9)]


def test_the_headings_of_a_second_table_below_are_nobody() -> None:
    source = csv("Name,School,Present\nJo Marsh,Hill,Y\n,,\nApologies,,\nName,School,Reason\nSam Roe,Dale,Ill\n")
    register, reading = read(source, Answers(dataclasses.replace(KNOWN, held_on=DAY_1)))
    assert [row.number for row in rows_of(register)] == [2, 6]
    assert asked(reading) == [("value", "Ill")]


def test_columns_of_who_booked_and_who_attended_are_of_one_session() -> None:
    source = csv(
        "Name,School,S1 5/10/2022 booked,S1 5/10/2022 attended,S2 19/10/2022 booked\nJo Marsh,Hill,Y,N,Y\n"
        "Ann Lee,Dale,N,Y,N\n"
    )
    register, reading = read(source)
    assert asked(reading) == []
    assert sorted(rows_read(register), key=str) == [
        ("Dale", "05/10/2022", 1, "attended"),
        ("Hill", "05/10/2022", 1, "absent"),
        ("Hill", "19/10/2022", 2, "booked"),
    ]


def test_the_day_of_a_session_with_two_columns_is_asked_once() -> None:
    source = csv("Name,School,S1 booked,S1 attended\nJo Marsh,Hill,Y,N\nAnn Lee,Dale,Y,Y\n")
    _, reading = read(source)
    assert asked(reading) == [("value", "S1")]
    register, _ = read(source, with_answer(Answers(KNOWN), reading.open[0], "05/10/2022"))
    assert sorted(rows_read(register), key=str) == [
        ("Dale", "05/10/2022", 1, "attended"),
        ("Hill", "05/10/2022", 1, "absent"),
    ]


def test_a_share_beside_sessions_is_no_attendance() -> None:
    source = csv("Name,School,05/10/2022,19/10/2022,% attendance\nJo Marsh,Hill,P,A,50%\n")
    _, reading = read(source)
    assert "% attendance" in reading.unused


def test_hidden_rows_are_pointed_out_and_hidden_tabs_are_not_read() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, who in (("5 October 2022", "Jo Marsh"), ("Old", "Ann Lee")):
            page = book.add_worksheet(name)
            for line, cells in enumerate((["Name", "School", "Present"], [who, "Hill", "Y"], [who[0], "Dale", "Y"])):
                page.write_row(line, 0, cells)
            page.set_row(2, None, None, {"hidden": True})
        page.hide()
    register, reading = read(
        SourceFile("list.xlsx", file.getvalue()), Answers(dataclasses.replace(KNOWN, held_on=DAY_1))
    )
    assert [school for school, *_ in rows_read(register)] == ["Hill", "Dale"]
    assert "The tab “Old” is hidden, and is not read." in reading.remarks
    assert "Hidden in the workbook, but read: line 3." in reading.remarks


def test_a_day_that_is_merged_over_its_sessions_is_the_day_of_each() -> None:
    source = workbook(
        [
            ["Name", "School", "5 October 2022", "", "9 November 2022", ""],
            ["", "", "Session 1", "Session 2", "Session 3", "Session 4"],
            ["Jo Marsh", "Hill", "✓", "✗", "✓", "✓"],
        ],
        ["C1:D1", "E1:F1"],
    )
    register, reading = read(source)
    assert asked(reading) == []
    assert rows_read(register) == [
        ("Hill", "05/10/2022", 1, "attended"),
        ("Hill", "05/10/2022", 2, "absent"),
        ("Hill", "09/11/2022", 3, "attended"),
        ("Hill", "09/11/2022", 4, "attended"),
    ]


SCHOOLS_IN_LINES: dict[str, tuple[list[list[object]], list[tuple[str, str]]]] = {
    "a list": (
        [
            ["Sign-in sheet, 9 November 2022"],
            ["Name", "Role", "Attended"],
            ["Hill Primary School"],
            ["Jo Marsh", "Teacher", "Y"],
            ["Ann Lee", "TA", "N"],
            ["Dale Primary School"],
            ["Sam Roe", "Head", "Y"],
        ],
        [("Hill Primary School", "attended"), ("Hill Primary School", "absent"), ("Dale Primary School", "attended")],
    ),
    "a register with a column a session": (
        [
            ["Name", "Role", DAY_1, DAY_2],
            ["Hill Primary School"],
            ["Jo Marsh", "Teacher", "Y", ""],
            ["Dale Primary School"],
            ["Sam Roe", "Head", "", "Y"],
        ],
        [("Hill Primary School", "attended"), ("Dale Primary School", "attended")],
    ),
}


@pytest.mark.parametrize("name", SCHOOLS_IN_LINES)
def test_a_line_with_just_a_school_says_it_of_the_people_below(name: str) -> None:
    sheet, expected = SCHOOLS_IN_LINES[name]
    register, reading = read(workbook(sheet))
    assert [(school, mark) for school, _, _, mark in rows_read(register)] == expected
    assert asked(reading) == []


@pytest.mark.parametrize(
    "lines",
    [
        "Hill Primary School,,\nJo Marsh,TA,Y\nDale,,\nSam Roe,TA,Y\n",  # "Dale" may be somebody without a mark
        "Jo Marsh,TA,Y\nHill Primary School,,\nSam Roe,TA,Y\n",  # of which school is Jo?
        "Hill Primary School,,\nJo Marsh,TA,Y\nDale Primary School,,\n",  # does it head those above?
    ],
)
def test_lines_that_may_be_schools_or_people_are_asked_about(lines: str) -> None:
    _, reading = read(csv("Name,Role,Attended\n" + lines))
    assert "school" in {each.column for each in reading.open}


def test_two_tables_side_by_side_are_refused() -> None:
    beside = csv("Name,School,Attended,Name,School,Attended\nJo Marsh,Hill,Y,Sam Roe,Dale,Y\n")
    with pytest.raises(ImportFileError, match="two tables side by side"):
        parts_of(beside)


def test_a_number_out_of_several_may_be_a_count() -> None:
    _, reading = read(csv("Name,School,Sessions attended\nJo Marsh,Hill,1 and 3\nSam Roe,Dale,2 of 4\n"))
    assert [each.why for each in reading.open if each.text == "2 of 4"] == [
        "It may be session 2, or a count of 2 sessions: 1 row, the first in line 3."
    ]


def test_an_answer_to_an_invitation_is_asked_about() -> None:
    _, reading = read(csv("Name,Response,School\nJo Marsh,Accepted,Hill\nSam Roe,Declined,Dale\n"))
    assert ("value", "Declined") in asked(reading)


TICKETS = "Order no.,Name,Email,Quantity,Event name,Event date,Attendee status,School\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,Jo Marsh,jo@x.example,2,Launch,14/11/2022,Attending,Hill\n", ["1 ticket in line 2 has nobody's name"]),
        # A row a ticket, each with the order's quantity.
        (
            "1,Jo Marsh,jo@x.example,2,Launch,14/11/2022,Attending,Hill\n"
            "1,Ann Lee,jo@x.example,2,Launch,14/11/2022,Attending,Hill\n",
            [],
        ),
        (
            "1,Jo Marsh,jo@x.example,3,Launch,14/11/2022,Attending,Hill\n"
            "2,Ann Lee,ann@x.example,2,Launch,14/11/2022,Attending,Hill\n",
            ["3 tickets, the first in line 2, have nobody's name"],
        ),
        ("1,Jo Marsh,jo@x.example,1,Launch,14/11/2022,Attending,Hill\n", []),
        ("1,Jo Marsh,jo@x.example,,Launch,14/11/2022,Attending,Hill\n", []),
    ],
)
@pytest.mark.parametrize("tool", ["eventbrite", "table"])
def test_tickets_without_a_name_are_pointed_out(tool: str, rows: str, said: list[str]) -> None:
    heads = TICKETS if tool == "eventbrite" else TICKETS.replace("Attendee status", "Booking status")
    source = csv(heads + rows)
    (part,) = parts_of(source)
    assert part.kind == tool
    remarks = [each for each in read(source)[1].remarks if "ticket" in each]
    assert [remark.split(" beside")[0] for remark in remarks] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "School,Delegate 1 name,Delegate 1 role,Delegate 2 name,Delegate 2 role\n"
            "Hill,Jo Marsh,Head,Ann Lee,TA\nDale,Sam Roe,TA,,\n",
            ["“Delegate 2 name” names more people in 1 row, the first in line 2"],
        ),
        (
            'School,Name,Attended\nHill,Jo Marsh & Ann Lee,Y\nDale,Sam Roe,Y\nDale,"Una Kay, Bo Tan",Y\n',
            ["2 rows may name two people in one cell, the first in line 2"],
        ),
        ('School,Name,Attended\nHill,"Marsh, Jo",Y\nDale,Mary-Jane Roe,Y\nDale,Ann and Sons,Y\n', []),
        ("School,Name,Second teacher,Attended\nHill,Jo Marsh,,Y\n", []),
    ],
)
def test_rows_that_name_several_people_are_pointed_out(text: str, said: list[str]) -> None:
    _, reading = read(csv(text))
    assert [remark.split(":")[0] for remark in reading.remarks if "row" in remark] == said


@pytest.mark.parametrize("heading", ["Booker email", "Buyer e-mail", "Email of line manager", "Office email"])
def test_an_address_of_somebody_else_is_not_the_persons(heading: str) -> None:
    register, reading = read(csv(f"Name,{heading},School,Attended\nJo Marsh,boss@x.example,Hill,Y\n"))
    assert [row.attendee.email_domain for row in rows_of(register)] == [None]
    assert heading in reading.unused

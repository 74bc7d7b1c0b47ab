"""Which day and session files mean: in headings, in the lines above a table, and in what people chose on a form."""

import dataclasses
import datetime as dt

import pytest

from reach.ingest import Answers, SourceFile
from reach.ingest.details import HOLD, HOURS, LEAVE_OUT, MARKS, NUMBERS
from reach.ingest.meanings import value_answer, with_answer
from tests.builders.readings import KNOWN, asked, csv, meaning, read, rows_of, rows_read

DAY_FIRST, MONTH_FIRST = Answers(KNOWN, month_first=False), Answers(KNOWN, month_first=True)
OPEN_ORDER = "Nothing in the file tells whether the day or the month is first. It is "


def days(source: SourceFile, answers: Answers) -> list[str]:
    """Give the days of a file's rows, in their order, each once."""
    register, _ = read(source, answers)
    return list(dict.fromkeys(day for _, day, _, _ in rows_read(register)))


DATES = {
    "in headings": "Name,School,05/11/2025,03/12/2025\nJo,Hill,Y,Y\n",
    "in a second line of headings": "Name,School,Session 1,Session 2\n,,05/11/2025,03/12/2025\nJo,Hill,Y,Y\n",
    "without a year": "Group 2025/26,,,\nName,School,S1 5/11,S2 3/12\nJo,Hill,Y,Y\n",
    "in a line above": "Date: 05/11/2025 | Venue: Hall,,\nName,School,Present\nJo,Hill,Y\n",
    "in two cells above": "Date:,05/11/2025,\nName,School,Present\nJo,Hill,Y\n",
    "above, with an hour": "Date: 5/11/2025 4pm,,\nName,School,Present\nJo,Hill,Y\n",
}


@pytest.mark.parametrize("name", DATES)
def test_the_order_of_dates_outside_cells_is_asked_where_the_file_leaves_it_open(name: str) -> None:
    source = csv(DATES[name])
    _, reading = read(source)
    (order,) = reading.open
    assert order.about == "date order" and order.why == OPEN_ORDER + " or ".join(order.options.values()) + "."
    assert order.options["day first"] == "Wednesday 5 November 2025 (day first)"
    for answer, first in (("day first", "05/11/2025"), ("month first", "11/05/20")):
        answers = with_answer(Answers(KNOWN), order, answer)
        _, again = read(source, answers)
        assert days(source, answers)[0].startswith(first)
        assert asked(again) == []
        assert meaning(again, "date order").why == "You said so."


DECIDED = {
    "by a day above 12": ("Name,School,05/11/2025,19/11/2025\nJo,Hill,Y,Y\n", ["05/11/2025", "19/11/2025"]),
    "by a month written first": ("Name,School,10/15/2025,11/05/2025\nJo,Hill,Y,Y\n", ["15/10/2025", "05/11/2025"]),
    "by a weekday": ("Name,School,Wed 05/11/2025,Wed 03/12/2025\nJo,Hill,Y,Y\n", ["05/11/2025", "03/12/2025"]),
    "by a line above": ("Printed 25/12/2025,,,\nName,School,05/11/2025,03/12/2025\nJo,Hill,Y,Y\n", ["05/11/2025"]),
    "by a 24-hour clock": ("Date: 05/11/2025 16:00,,\nName,School,Present\nJo,Hill,Y\n", ["05/11/2025"]),
    "above, by a cell": (
        "Date: 05/11/2025,,,\nName,School,Present,Date\nJo,Hill,Y,13/11/2025\nAnn,Hill,Y,\n",
        ["13/11/2025", "05/11/2025"],
    ),
}


@pytest.mark.parametrize("name", DECIDED)
def test_the_order_of_dates_outside_cells_is_decided_by_the_file(name: str) -> None:
    text, expected = DECIDED[name]
    _, reading = read(csv(text))
    assert asked(reading) == []
    assert days(csv(text), Answers(KNOWN))[: len(expected)] == expected


def test_how_files_of_a_tool_wrote_dates_before_decides_what_headings_leave_open() -> None:
    source = csv(DATES["in headings"])
    for before, first in ((False, "05/11/2025"), (True, "11/05/2025")):
        answers = Answers(KNOWN, month_first_before=before)
        _, reading = read(source, answers)
        assert (asked(reading), days(source, answers)[0]) == ([], first)


def test_each_day_in_a_heading_is_shown_with_its_weekday_and_can_be_changed() -> None:
    source = csv("Name,School,05/11/2025,19/11/2025\nJo,Hill,Y,N\n")
    _, reading = read(source)
    heading = meaning(reading, "value", "05/11/2025")
    assert (heading.label, heading.taken_for) == ("Sessions", "Wednesday 5 November 2025")
    for answer, expected in (
        ("12/11/2025", [("Hill", "12/11/2025", 1, "attended"), ("Hill", "19/11/2025", 1, "absent")]),
        ("session 3", [("Hill", "05/11/2025", 3, "attended"), ("Hill", "19/11/2025", 1, "absent")]),
        (LEAVE_OUT, [("Hill", "19/11/2025", 1, "absent")]),
    ):
        answers = Answers(KNOWN, values={"sessions": {"05/11/2025": value_answer("sessions", answer)}})
        register, _ = read(source, answers)
        assert rows_read(register) == expected
    register, _ = read(source, Answers(KNOWN, values={"sessions": {"05/11/2025": HOLD}}))
    assert [row.problem for row in rows_of(register)] == ["It was not said which session this is", None]


def test_a_weekday_in_a_heading_that_is_wrong_is_asked_about() -> None:
    _, reading = read(csv("Name,School,Mon 19/11/2025,Wed 26/11/2025\nJo,Hill,Y,N\n"))
    assert asked(reading) == [("value", "Mon 19/11/2025")]
    assert reading.open[0].why.startswith("19 November 2025 is a Wednesday")


ABOVE = "Session 2 - 5 November 2025,,\nName,School,Present\nJo,Hill,Y\n"
GIVEN = dataclasses.replace(KNOWN, held_on=dt.date(2025, 10, 8), session_number=1)


def test_a_day_and_a_session_that_are_given_fill_in_only_where_a_table_says_none() -> None:
    register, reading = read(csv(ABOVE), Answers(GIVEN))
    assert rows_read(register) == [("Hill", "05/11/2025", 2, "attended")]
    assert meaning(reading, "held_on").why == (
        "The file says so. What was given for files that do not say it, 08/10/2025, is not used."
    )
    register, reading = read(csv("Name,School,Present\nJo,Hill,Y\n"), Answers(GIVEN))
    assert rows_read(register) == [("Hill", "08/10/2025", 1, "attended")]
    assert meaning(reading, "held_on").answer_with == "--date"


def test_a_day_and_a_session_that_a_table_says_can_be_changed() -> None:
    _, reading = read(csv(ABOVE))
    answers = Answers(GIVEN)
    for about, answer in (("held_on", "12/11/2025"), ("session_number", "3")):
        answers = with_answer(answers, meaning(reading, about), answer)
    register, reading = read(csv(ABOVE), answers)
    assert rows_read(register) == [("Hill", "12/11/2025", 3, "attended")]
    changed = meaning(reading, "held_on")
    assert (changed.why, changed.answer_with) == (
        "You said so. The file says 05/11/2025.",
        '--means "date: 05/11/2025 = ..."',
    )


def test_of_two_days_above_a_table_the_one_that_is_called_its_date_counts() -> None:
    source = csv("Printed: 26 November 2025,,\nDate: 19/11/2025 | Venue: Hall,,\nName,School,Present\nJo,Hill,Y\n")
    register, _ = read(source)
    assert rows_read(register) == [("Hill", "19/11/2025", 1, "attended")]


def matrix(*marks: str, title: str = "") -> SourceFile:
    """Give a register with two sessions, and marks of people under the first and the second in turn."""
    rows = [
        f"P{place},Hill,{first},{second}"
        for place, (first, second) in enumerate(zip(marks[::2], marks[1::2], strict=True))
    ]
    return csv("\n".join([*([f"{title},,,"] if title else []), "Name,School,05/11/2025,19/11/2025", *rows]) + "\n")


@pytest.mark.parametrize(
    ("marks", "title", "taken_for", "is_open"),
    [
        (("1", "0", "1", "1"), "", MARKS, True),
        (("1", "3", "2", "5"), "", HOURS, True),
        (("1.5", "0", "2", "1"), "", HOURS, False),
        (("1", "2", "2", "1"), "Hours attended", HOURS, False),
        (("90", "60", "0", "90"), "", MARKS, False),
    ],
)
def test_numbers_under_sessions_are_shown_and_asked_about(
    marks: tuple[str, ...], title: str, taken_for: str, is_open: bool
) -> None:
    _, reading = read(matrix(*marks, title=title))
    numbers = meaning(reading, "value", NUMBERS)
    assert (numbers.value, numbers.is_open) == (taken_for, is_open)
    assert "” under “" in numbers.why and list(numbers.options) == [HOURS, MARKS]


def test_numbers_under_sessions_are_what_somebody_says() -> None:
    source = matrix("1", "0", "2", "1")
    _, reading = read(source)
    for answer, attendance, hours in (
        (HOURS, ["attended", "absent", "attended", "attended"], [1.0, None, 2.0, 1.0]),
        (MARKS, ["attended", "absent", None, "attended"], [None] * 4),
    ):
        register, _ = read(source, with_answer(Answers(KNOWN), meaning(reading, "value", NUMBERS), answer))
        entries = [row.entry for row in rows_of(register)]
        assert ([each.attendance for each in entries], [each.hours for each in entries]) == (attendance, hours)
    register, _ = read(source, Answers(KNOWN, holds_unclear=True))
    assert {row.problem for row in rows_of(register)} == {"It was not said whether numbers are hours or marks"}
    with pytest.raises(ValueError, match="hours, marks"):
        value_answer("numbers", "pounds")


TWO_A_DAY = {
    "AM and PM beside the day": "Name,School,19/11/2025 AM,19/11/2025 PM\nJo,Hill,Y,N\n",
    "AM and PM below it": "Name,School,19/11/2025,\n,,AM,PM\nJo,Hill,Y,N\n",
    "AM and PM below each": "Name,School,19/11/2025,19/11/2025\n,,AM,PM\nJo,Hill,Y,N\n",
    "the day above AM and PM": ",,19/11/2025,\nName,School,Morning,Afternoon\nJo,Hill,Y,N\n",
    "the same heading twice": "Name,School,19/11/2025,19/11/2025\nJo,Hill,Y,N\n",
    "numbers": "Name,School,S1 19/11/2025,S2 19/11/2025\nJo,Hill,Y,N\n",
    "one number twice": "Name,School,S1 19/11/2025,S1 19/11/2025\nJo,Hill,Y,N\n",
}


@pytest.mark.parametrize("name", TWO_A_DAY)
def test_two_columns_of_a_day_are_two_sessions(name: str) -> None:
    register, reading = read(csv(TWO_A_DAY[name]), Answers(dataclasses.replace(KNOWN, session_number=5)))
    assert rows_read(register) == [("Hill", "19/11/2025", 1, "attended"), ("Hill", "19/11/2025", 2, "absent")]
    assert asked(reading) == []
    assert list(reading.remarks) == [
        "Wednesday 19 November 2025 has 2 columns, which are taken for its sessions 1 and 2."
    ]
    assert len({each.text for each in reading.meanings if each.column == "sessions"}) == 2


def test_two_columns_that_are_said_to_be_of_one_day_are_two_sessions() -> None:
    source = csv("Name,School,Session 1,Session 1 again\nJo,Hill,N,Y\n")
    answers = Answers(KNOWN, values={"held_on": dict.fromkeys(["Session 1", "Session 1 again"], "2025-11-19")})
    register, _ = read(source, answers)
    assert rows_read(register) == [("Hill", "19/11/2025", 1, "absent"), ("Hill", "19/11/2025", 2, "attended")]


def test_of_two_columns_that_are_said_to_be_one_session_the_stronger_mark_counts() -> None:
    source = csv("Name,School,19/11/2025 AM,19/11/2025 PM\nJo,Hill,N,Y\nAnn,Dale,Y,N\nSam,Dale,Y,\n")
    answers = Answers(KNOWN, values={"sessions": dict.fromkeys(["19/11/2025 AM", "19/11/2025 PM"], "1")})
    register, reading = read(source, answers)
    assert rows_read(register) == [(school, "19/11/2025", 1, "attended") for school in ("Hill", "Dale", "Dale")]
    assert list(reading.remarks) == []


BRITISH_HOURS = ("5/11/2025 4pm", "5/11/2025 4:00 PM", "05/11/2025 4:00 PM")


@pytest.mark.parametrize("cell", BRITISH_HOURS)
def test_people_in_britain_write_4pm_beside_a_day_too(cell: str) -> None:
    source = csv(f"Name,School,Session date,Attended\nJo,Hill,{cell},Yes\n")
    _, reading = read(source)
    assert asked(reading) == [("date order", cell)]
    assert meaning(reading, "date order").taken_for == "Wednesday 5 November 2025 (day first)"
    assert days(source, MONTH_FIRST) == ["11/05/2025"]
    template = csv(f"Activity,Programme,Session date,School,Name,Attendance\nGroup,MNRKS1,{cell},Hill,Jo,Attended\n")
    assert days(template, Answers(KNOWN)) == ["05/11/2025"]
    assert asked(read(template)[1]) == []


CHOSEN_IN_TABLES: dict[str, tuple[str, list[tuple[str, str, int | None, str]]]] = {
    "numbers and days": (
        "Name,School,Session,Attended\nJo,Hill,Session 1 - 13/10/2025,Yes\nAnn,Dale,Session 2 - 05/11/2025,No\n",
        [("Hill", "13/10/2025", 1, "attended"), ("Dale", "05/11/2025", 2, "absent")],
    ),
    "several days": (
        "Name,School,Which dates?,Booked on,Attended\nJo,Hill,13/10/2025 and 05/11/2025,13/09/2025,Yes\n",
        [("Hill", "13/10/2025", None, "attended"), ("Hill", "05/11/2025", None, "attended")],
    ),
    "numbers beside a day of its own": (
        "Name,School,Which session?,Date,Attended\nJo,Hill,Session 1 and 2,13/10/2025,Yes\n",
        [("Hill", "13/10/2025", 1, "attended"), ("Hill", "13/10/2025", 2, "attended")],
    ),
    "one day and one session in each row": (
        "Name,School,Session,Date,Attended\nJo,Hill,Session 2 of 4,5 November 2025,Yes\n",
        [("Hill", "05/11/2025", 2, "attended")],
    ),
}


@pytest.mark.parametrize("name", CHOSEN_IN_TABLES)
def test_sessions_that_people_chose_are_read_in_any_table(name: str) -> None:
    text, expected = CHOSEN_IN_TABLES[name]
    register, reading = read(csv(text))
    assert [(school, day, number or None, mark) for school, day, number, mark in rows_read(register)] == [
        (school, day, number or 1, mark) for school, day, number, mark in expected
    ]
    assert asked(reading) == []


def test_a_session_that_is_chosen_by_its_number_alone_is_asked_for_its_day() -> None:
    text = "Timestamp,Email Address,Name,School,Preferred session\n15/09/2025 10:00,a@x.example,Jo,Hill,1 and 3\n"
    for source in (csv(text), csv("Name,School,Which sessions?,Attended\nJo,Hill,Session 1 & 3,Yes\n")):
        _, reading = read(source)
        assert asked(reading)[-2:] == [("value", "Session 1"), ("value", "Session 3")]


def test_a_number_of_sessions_may_be_how_many() -> None:
    _, reading = read(csv("Name,School,Sessions attended,Date,Present\nJo,Hill,3,13/10/2025,Yes\n"))
    assert asked(reading) == [("column", "3")]


def test_a_session_on_another_weekday_is_held_where_unclear_rows_are() -> None:
    source = csv("Name,School,Fri 19/11/2025,Wed 26/11/2025\nJo,Hill,Y,Y\n")
    register, _ = read(source, Answers(KNOWN, holds_unclear=True))
    assert [row.problem for row in rows_of(register)] == ["It was not said which session this is", None]
    form = "Timestamp,Email Address,Name,School,Which date?,Will you attend session 2 (26 November)?\n"
    register, _ = read(
        csv(f"{form}15/09/2025 10:00,a@x.example,Jo,Hill,Friday 19 November 2025,Maybe\n"),
        Answers(KNOWN, holds_unclear=True),
    )
    assert {row.problem for row in rows_of(register)} == {"It is not clear which sessions these are"}

"""Which session people who sign up mean: what they chose, ticked or said yes to, and their cohort."""

import dataclasses
import datetime as dt

import pytest

from reach.ingest import Answers, SourceFile
from reach.ingest.meanings import with_answer
from tests.builders.readings import KNOWN, Row, asked, csv, meaning, read, rows_of, rows_read

GIVEN = dataclasses.replace(KNOWN, held_on=dt.date(2025, 10, 8), session_number=1)


def form(question: str, *answers: str, tool: str = "Timestamp") -> SourceFile:
    """Give responses with one question beside name and school, a row an answer."""
    rows = [
        f'2025/10/05 9:30:12 am GMT+1,p{number}@x.example,Jo {number},Hill,"{answer}"'
        for number, answer in enumerate(answers)
    ]
    return csv("\n".join([f"{tool},Email Address,Name,School,{question}", *rows]) + "\n")


CHOSEN: dict[str, tuple[str, list[str], list[Row]]] = {
    "a session and its day": (
        "Preferred session",
        ["Session 2 (Wed 3 Dec)", "Session 1 (Wed 5 Nov)"],
        [("Hill", "03/12/2025", 2, "booked"), ("Hill", "05/11/2025", 1, "booked")],
    ),
    "a number whose day stands in a later row": (
        "Preferred session",
        ["Session 1", "Session 1 (Wed 5 Nov); Session 2 (Wed 3 Dec)"],
        [
            ("Hill", "05/11/2025", 1, "booked"),
            ("Hill", "05/11/2025", 1, "booked"),
            ("Hill", "03/12/2025", 2, "booked"),
        ],
    ),
    "days": (
        "When suits you best?",
        ["Wednesday 5th November 2025", "Wednesday 3rd December"],
        [("Hill", "05/11/2025", 1, "booked"), ("Hill", "03/12/2025", 1, "booked")],
    ),
    "under Session": (
        "Session",
        ["Session 2 (Wed 3 Dec)", "Session 1 (Wed 5 Nov)"],
        [("Hill", "03/12/2025", 2, "booked"), ("Hill", "05/11/2025", 1, "booked")],
    ),
    "one session twice": (
        "Which sessions?",
        ["Wed 5 Nov; Wednesday 5 November 2025"],
        [("Hill", "05/11/2025", 1, "booked")],
    ),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_sessions_that_people_chose_on_a_form_are_theirs(name: str) -> None:
    question, chosen, expected = CHOSEN[name]
    register, reading = read(form(question, *chosen), Answers(GIVEN))
    assert rows_read(register) == expected
    assert asked(reading) == []


def test_a_column_that_may_be_of_sessions_is_asked_about() -> None:
    source = form("Your choice", "Session 2 (Wed 3 Dec)", "Session 1 (Wed 5 Nov)")
    register, reading = read(source, Answers(GIVEN))
    assert asked(reading) == [("column", "Session 2 (Wed 3 Dec)")]
    register, reading = read(source, with_answer(Answers(GIVEN), reading.open[0], "4"))
    assert ([day for _, day, _, _ in rows_read(register)], asked(reading)) == (["03/12/2025", "05/11/2025"], [])
    register, reading = read(source, Answers(GIVEN, columns={"sessions": None}))
    assert ([day for _, day, _, _ in rows_read(register)], asked(reading)) == (["08/10/2025", "08/10/2025"], [])


def test_the_column_of_sessions_that_somebody_chose_is_read() -> None:
    answers = Answers(GIVEN, columns={"sessions": 4})
    register, reading = read(form("Anything else?", "1 and 3"), answers)
    assert [(number, who) for _, _, number, who in rows_read(register)] == [(1, "booked"), (3, "booked")]
    assert meaning(reading, "value", "1 and 3").taken_for == "session 1; session 3"


@pytest.mark.parametrize("question", ["Which year group do you teach?", "Role", "Any dietary needs?"])
def test_answers_of_something_else_are_no_sessions(question: str) -> None:
    register, reading = read(form(question, "Year 5", "Vegan from 2024"), Answers(GIVEN))
    assert {day for _, day, _, _ in rows_read(register)} == {"08/10/2025"}
    assert "sessions" not in {each.column for each in reading.meanings}


def test_sessions_that_people_chose_at_eventbrite_are_theirs() -> None:
    source = csv(
        "Order ID,Order date,Attendee status,Name,Email,Name of school,Preferred date\n"
        "1,02/10/2025 09:12,Attending,Jo,j@x.example,Hill,Wednesday 5 November 2025\n"
        "2,02/10/2025 09:12,Attending,Ann,a@x.example,Dale,Wed 3 Dec\n"
    )
    register, reading = read(source, Answers(GIVEN))
    assert rows_read(register) == [("Hill", "05/11/2025", 1, "booked"), ("Dale", "03/12/2025", 1, "booked")]
    assert asked(reading) == []


@pytest.mark.parametrize(
    ("question", "cohorts"),
    [
        ("Which cohort?", ("Cohort A", "Cohort B")),
        ("Cohort", ("A", "B")),
        ("Which group are you in?", ("Group 1", "Group 2")),
    ],
)
def test_cohorts_are_asked_about_as_they_are_different_activities(question: str, cohorts: tuple[str, str]) -> None:
    for source in (
        form(question, *cohorts),
        csv(f"Name,School,Attended,{question}\nJo,Hill,Y,{cohorts[0]}\nAnn,Dale,Y,{cohorts[1]}\n"),
    ):
        _, reading = read(source, Answers(GIVEN))
        (cohort,) = reading.open
        assert (cohort.label, cohort.text) == ("Cohort", cohorts[0])
        assert cohort.why.startswith("Different cohorts are different activities")
        register, again = read(source, with_answer(Answers(GIVEN), cohort, cohort.value))
        assert [row.entry.activity for row in rows_of(register)] == [f"Work group 1, {each}" for each in cohorts]
        assert asked(again) == []
        register, again = read(source, with_answer(Answers(GIVEN), cohort, ""))
        assert {row.entry.activity for row in rows_of(register)} == {"Work group 1"}
        assert asked(again) == []


def test_one_cohort_alone_is_not_asked_about() -> None:
    _, reading = read(form("Which cohort?", "Cohort A", "Cohort A"), Answers(GIVEN))
    assert asked(reading) == []


@pytest.mark.parametrize(
    "question",
    [
        "Will you be attending on Wednesday 5th November?",
        "Are you able to join us Wednesday 5 November 2025 at 4pm?",
        "Please confirm: will you attend session 1 on Wed 05/11/2025?",
    ],
)
def test_a_yes_to_a_question_that_names_a_day_is_of_that_day(question: str) -> None:
    register, reading = read(form(question, "Yes", "No"), Answers(KNOWN))
    assert rows_read(register) == [("Hill", "05/11/2025", 1, "booked")]
    assert (asked(reading), list(reading.remarks)) == ([], [])
    assert meaning(reading, "value", question).taken_for.endswith("Wednesday 5 November 2025")


def test_a_question_that_names_another_day_than_the_one_given_is_pointed_out() -> None:
    question = "Will you be attending on Wednesday 5th November?"
    register, reading = read(form(question, "Yes"), Answers(GIVEN))
    assert rows_read(register) == [("Hill", "05/11/2025", 1, "booked")]
    assert list(reading.remarks) == [
        f"“{question}” is about Wednesday 5 November 2025, not 08/10/2025, the file's day. "
        "Who said yes is taken for the day in the question."
    ]
    answers = Answers(GIVEN, values={"sessions": {question: "12/11/2025"}})
    register, _ = read(form(question, "Yes"), answers)
    assert rows_read(register) == [("Hill", "12/11/2025", 1, "booked")]


def test_parts_of_a_day_that_people_chose_are_asked_about_as_its_sessions() -> None:
    register, reading = read(form("Session choice", "AM", "Afternoon", "AM and PM"), Answers(GIVEN))
    assert asked(reading) == [("column", "AM")]
    assert [number for _, _, number, _ in rows_read(register)] == [1, 2, 1, 2]


def test_a_grid_with_a_row_a_session_books_those_who_say_yes() -> None:
    head = "Timestamp,Name,School,Please tick [Session 1 - 5 Nov],Please tick [Session 2 - 3 Dec]"
    rows = "2025/10/05 9:30:12 am GMT+1,Jo,Hill,Yes,No\n2025/10/05 9:30:12 am GMT+1,Ann,Dale,No,Yes\n"
    register, reading = read(csv(f"{head}\n{rows}"))
    assert asked(reading) == []
    assert rows_read(register) == [("Hill", "05/11/2025", 1, "booked"), ("Dale", "03/12/2025", 2, "booked")]


def test_a_workshop_that_people_chose_is_a_session_where_it_names_no_programme() -> None:
    question = "Which workshop would you like?"
    register, reading = read(
        form(question, "Workshop 1: Fluency (10.00-11.00)", "Workshop 2: Reasoning"), Answers(GIVEN)
    )
    assert [number for _, _, number, _ in rows_read(register)] == [1, 2]
    assert all(each.column != "programme" for each in reading.meanings)


def test_what_may_be_two_days_or_a_session_and_a_day_is_asked() -> None:
    register, reading = read(
        form("Which date?", "5 & 6 November 2025", "4, 5 November 2025", "Session 2, 5 November 2025")
    )
    assert asked(reading) == [("value", "4, 5 November 2025")]
    assert [(day, number) for _, day, number, _ in rows_read(register)][:2] == [("05/11/2025", 1), ("06/11/2025", 1)]
    assert rows_read(register)[-1] == ("Hill", "05/11/2025", 2, "booked")

"""A school's sessions, one by one."""

from pathlib import Path

from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask, converted, days


def test_a_session_is_as_good_as_the_best_that_anyone_did(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", attendance="Attended"),
        attended(900001, "10/10/2022", person="bea", attendance="Absent"),
        attended(900001, "10/11/2022", session=2, attendance="Apologies"),
        attended(900001, "10/11/2022", session=2, person="bea", attendance="Booked"),
        attended(900001, "10/12/2023", session=3, attendance="Booked"),
        attended(900002, "10/10/2022", person="cy"),
    ]
    frame = ask(hub(tmp_path, [school(900001), school(900002)], rows), "school_sessions", 900001)
    columns = ["academic_year", "session_state", "attended", "missed", "booked"]
    assert days(frame["held_on"]) == ["10/10/2022", "10/11/2022", "10/12/2023"]
    assert frame[columns].to_numpy().tolist() == [
        ["2022/23", "attended", 1, 1, 0],
        ["2022/23", "missed", 0, 1, 1],
        ["2023/24", "booked", 0, 0, 1],
    ]


def test_everything_is_there_under_every_urn_whatever_is_chosen(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2020"),
        attended(900002, "10/10/2022", programme="NET", activity="N"),
        attended(900002, "10/11/2022", programme="LEAD", activity="L"),
    ]
    store = hub(tmp_path, converted(), rows, [link(900002, "Predecessor", 900001)])
    frame = ask(store, "school_sessions", 900002, "2020/21", strands=["cpd"], period="autumn")
    assert days(frame["held_on"]) == ["10/10/2020", "10/10/2022", "10/11/2022"]


def test_a_school_that_closed_for_good_keeps_what_it_did(tmp_path: Path) -> None:
    schools = [school(900001, closed="28-02-2022"), school(900002)]
    rows = [attended(900001, "10/10/2020"), attended(900001, "10/11/2021", session=2), attended(900002, "10/10/2022")]
    store = hub(tmp_path, schools, rows)
    assert days(ask(store, "school_sessions", 900001)["held_on"]) == ["10/10/2020", "10/11/2021"]
    by_year = ask(store, "school_programmes_by_year", 900001)
    assert by_year["academic_year"].tolist() == ["2021/22", "2020/21"]


def test_pupils_are_counted_also_where_no_person_is_on_the_register(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", programme="ENR", Pupils="30")])
    with store.write("A test") as connection:
        connection.execute("insert into pupil_counts select session_id, 900001, 12 from sessions")
    frame = ask(store, "school_sessions", 900001)
    assert frame[["session_state", "pupils"]].to_numpy().tolist() == [["attended", 42]]

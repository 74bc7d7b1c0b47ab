"""What a school took part in, by year and programme."""

from pathlib import Path

from reach.store import Store
from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask, converted


def test_sessions_people_hours_rate_and_rung_are_listed(tmp_path: Path) -> None:
    rows = [
        *[attended(900001, f"10/{month}/2022", session=month) for month in (9, 10, 11)],
        attended(900001, "10/09/2022", session=9, person="bea", attendance="Absent"),
        attended(900001, "10/12/2022", session=12, person="bea", attendance="Booked"),
        attended(900009, "10/12/2022", session=12, person="cy"),
        attended(900001, "10/10/2021", programme="Y58", activity="Y", attendance="Apologies"),
    ]
    frame = ask(hub(tmp_path, [school(900001), school(900009)], rows), "school_programmes_by_year", 900001)
    columns = ["academic_year", "rung", "sessions_attended", "sessions_held", "people", "hours", "share_attended"]
    assert frame[columns].to_numpy().tolist() == [
        ["2022/23", "completed", 3, 4, 1, 6.0, 0.75],
        ["2021/22", "signed_up", 0, 1, 0, 0.0, 0.0],
    ]
    assert frame["booked"].tolist() == [1, 0]


def test_both_urns_of_a_converted_school_are_one(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2021"), attended(900002, "10/05/2022", session=2)]
    store = hub(tmp_path, converted(), rows, [link(900002, "Predecessor", 900001)])
    frame = ask(store, "school_programmes_by_year", 900002)
    assert frame[["people", "sessions_attended", "rung"]].to_numpy().tolist() == [[1, 2, "completed"]]


def test_it_says_what_engagement_says(demonstration: Store) -> None:
    rows = demonstration.read().rows(
        "select urn, count(*), sum(people), sum(sessions_held) from engagement_today group by urn order by urn"
    )
    for urn, count, people, held in rows[::90]:
        frame = ask(demonstration, "school_programmes_by_year", urn, "2025/26")
        assert (len(frame), frame["people"].sum(), frame["sessions_held"].sum()) == (count, people, held)

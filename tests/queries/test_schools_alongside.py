"""The schools that sat in the same sessions."""

from pathlib import Path

from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask, converted


def test_only_those_who_attended_the_same_sessions_are_listed(tmp_path: Path) -> None:
    rows = [
        *[attended(900001, f"10/{month}/2022", session=month) for month in (9, 10)],
        *[attended(900002, f"10/{month}/2022", session=month, person="bea") for month in (9, 10)],
        attended(900003, "10/10/2022", session=10, person="cy", attendance="Absent"),
        attended(900004, "10/10/2022", session=10, person="di"),
        attended(900004, "10/11/2022", session=11, person="di"),
        attended(900004, "10/10/2022", activity="Group 2", person="di"),
    ]
    store = hub(tmp_path, [school(900000 + n) for n in range(1, 5)], rows)
    frame = ask(store, "schools_alongside", 900001)
    assert frame[["urn", "sessions_together"]].to_numpy().tolist() == [[900002, 2], [900004, 1]]


def test_old_urns_are_the_schools_of_today(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2020"), attended(900003, "10/10/2020", person="bea")]
    store = hub(tmp_path, [*converted(), school(900003)], rows, [link(900002, "Predecessor", 900001)])
    assert ask(store, "schools_alongside", 900002)["urn"].tolist() == [900003]
    assert ask(store, "schools_alongside", 900003)["urn"].tolist() == [900002]

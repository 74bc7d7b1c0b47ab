"""Attendance in all."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.builders.attendance import course, one_course
from tests.rows import record_of


def total(store: Store, **chosen: Any) -> dict[str, Any]:
    return record_of(queries.run("attendance_total", filters(**chosen), store.read()).frame)


def test_the_rate_is_of_sessions_held_and_booked_is_in_neither(tmp_path: Path) -> None:
    row = total(one_course(tmp_path, {"ada": "xxbb", "bob": "x-b.", "cy": "aa.."}))
    assert (row["times_attended"], row["times_absent"], row["times_apologies"]) == (3, 1, 2)
    assert row["times_expected"] == 6 and row["share_attended"] == 3 / 6


def test_the_strongest_mark_stands_where_a_person_and_session_are_given_twice(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "-"}), *course(900001, {"ada": "x"}), *course(900001, {"ada": "a"})]
    row = total(hub(tmp_path, [school(900001)], rows))
    assert (row["times_attended"], row["times_expected"]) == (1, 1)


def test_a_no_show_was_expected_never_came_and_sent_no_apologies(tmp_path: Path) -> None:
    row = total(
        one_course(tmp_path, {"came": "x--", "absent": "---", "booked": "bbb", "sorry": "-a-", "later": "...b"})
    )
    assert {key: row[key] for key in ("signed_up", "came", "sent_apologies", "no_shows")} == {
        "signed_up": 5,
        "came": 1,
        "sent_apologies": 1,
        "no_shows": 2,
    }


def test_who_came_in_another_term_is_no_no_show_in_this_one(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xxxxx", "early": "xxx--", "never": "-----"})
    assert total(store, period="spring")["no_shows"] == 1
    assert total(store, period="spring")["came"] == 1


def test_an_activity_that_held_no_session_is_in_no_share(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "x"}), *course(900001, {"bob": "bb", "cy": "bb"}, activity="Group 2")]
    row = total(hub(tmp_path, [school(900001)], rows))
    assert (row["signed_up"], row["share_came"]) == (1, 1)
    assert (row["activities_to_come"], row["signed_up_to_come"]) == (1, 2)


def test_stayed_asks_for_three_quarters_of_two_or_more_sessions_held(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xxx-b", "bob": "xx--b", "cy": "bbbbb"}),
        *course(900001, {"ada": "x"}, activity="Single"),
    ]
    row = total(hub(tmp_path, [school(900001)], rows))
    assert (row["stayed"], row["signed_up_to_two_or_more"], row["signed_up"]) == (1, 3, 4)


def test_a_person_counts_once_for_each_activity(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), *course(900001, {"ada": "--"}, activity="Group 2")]
    row = total(hub(tmp_path, [school(900001)], rows))
    assert (row["signed_up"], row["came"], row["no_shows"]) == (2, 1, 1)


def test_only_schools_and_programmes_that_the_filters_choose_count(tmp_path: Path) -> None:
    schools = [
        school(900001),
        school(900002, la="344"),
        school(900003, phase="Secondary"),
        school(900004, group="Independent schools"),
        school(900005, la="999"),
    ]
    rows = [row for number, urn in enumerate(range(900001, 900006)) for row in course(urn, {f"p{number}": "x"})]
    rows += course(900001, {"net": "-"}, programme="NET", activity="Network")
    store = hub(tmp_path, schools, rows)
    assert total(store)["signed_up"] == 3
    assert total(store, la_codes=["344"])["signed_up"] == 1
    assert total(store, phases=["primary"])["signed_up"] == 2
    assert total(store, phases=["secondary"])["signed_up"] == 0
    assert total(store, independent=True)["signed_up"] == 4
    assert total(store, light_touch=True)["signed_up"] == 4
    assert total(store, strands=["leadership"])["signed_up"] == 0


def test_what_an_old_urn_attended_counts_for_the_academy(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-12-2022"), school(900002, opened="01-01-2023")],
        [attended(900001, "10/10/2022"), attended(900002, "10/02/2023", session=2)],
        [link(900001, "Successor", 900002)],
    )
    row = total(store)
    assert (row["signed_up"], row["stayed"], row["times_attended"]) == (1, 1, 2)


def test_nothing_is_no_share(tmp_path: Path) -> None:
    row = total(one_course(tmp_path, {"ada": "x"}), period="summer")
    assert row["signed_up"] == 0 and row["share_attended"] != row["share_attended"]

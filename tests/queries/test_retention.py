"""Who is still there."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, school
from tests.builders.attendance import course, one_course


def curve(store: Store, activity: str | None = None, **chosen: Any) -> list[tuple[int, int, int]]:
    """Give (started, attending, still there) for each session."""
    frame = queries.run("retention", filters(**chosen), store.read()).frame
    rows = frame[frame["activity"].isna()] if activity is None else frame[frame["activity"] == activity]
    assert rows["turn"].tolist() == list(range(1, len(rows) + 1))
    return list(rows[["started", "attending", "still_there"]].itertuples(index=False, name=None))


def test_still_there_is_who_attends_this_or_a_later_session(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xxxx", "bob": "x--x", "cy": "xx--", "late": "--x-", "never": "----"})
    assert curve(store) == curve(store, "Group 1") == [(4, 3, 4), (4, 2, 4), (4, 2, 3), (4, 2, 2)]


def test_a_single_session_has_no_curve_and_booked_sessions_are_none(tmp_path: Path) -> None:
    assert curve(one_course(tmp_path, {"ada": "xbb", "bob": "x.b"})) == []


def test_together_each_session_is_of_the_activities_that_have_as_many(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx", "bob": "x-"}),
        *course(900001, {"cy": "xxx", "di": "xxx"}, activity="Group 2"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    assert curve(store) == [(4, 4, 4), (4, 3, 3), (2, 2, 2)]
    assert curve(store, "Group 1") == [(2, 2, 2), (2, 1, 1)]


def test_sessions_are_in_order_of_date_then_number(tmp_path: Path) -> None:
    rows = course(900001, {"ada": "-x", "bob": "x-"})
    for row in rows:
        row["Session date"] = "10/10/2022"
    assert curve(hub(tmp_path, [school(900001)], rows)) == [(2, 1, 2), (2, 1, 1)]


def test_people_of_other_schools_are_left_out_but_not_their_sessions(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx.", "bob": "x.."}), *course(900002, {"cy": "xxx"})]
    store = hub(tmp_path, [school(900001), school(900002, la="344")], rows)
    assert curve(store, la_codes=["876"]) == [(2, 2, 2), (2, 1, 1), (2, 0, 0)]


def test_activities_of_one_name_are_distinguished_by_their_programme(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), *course(900001, {"ada": "x-"}, programme="MNKS2")]
    frame = queries.run("retention", filters(), hub(tmp_path, [school(900001)], rows).read()).frame
    assert set(frame["activity"].dropna()) == {
        "Group 1 (Mastering Number at KS2)",
        "Group 1 (Mastering Number at Reception and KS1)",
    }

"""The schools behind the attendance figures, in all and by activity, mode and programme."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course, with_activities


def test_the_schools_add_up_to_the_total(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xxx", "bob": "x--"}),
        *course(900002, {"cy": "-a-", "di": "---"}),
        *course(900002, {"ed": "bb"}, activity="To come"),
    ]
    store = hub(tmp_path, [school(900001), school(900002, la="344"), school(900003)], rows)
    frame = queries.run("attendance_schools", filters(), store.read()).frame
    total = queries.run("attendance_total", filters(), store.read()).frame.iloc[0]
    assert frame["urn"].tolist() == [900001, 900002]
    for column in ("signed_up", "came", "stayed", "sent_apologies", "no_shows", "times_attended", "times_absent"):
        assert frame[column].sum() == total[column]


def test_a_school_has_a_row_for_each_activity(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"ada": "x-"}, activity="Group 2")]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("attendance_schools", filters(), store.read(), {"breakdown": "activity"}).frame
    assert frame["group_name"].tolist() == ["Group 1", "Group 2"]
    assert frame["urn"].tolist() == [900001, 900001]
    assert sorted(frame["signed_up"].tolist()) == [1, 2]


def test_a_school_has_a_row_for_each_mode(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"ada": "x-"}, activity="Group 2")]
    store = hub(tmp_path, [school(900001)], rows)
    with_activities(store, {"Activity": "Group 2", "Mode": "Online"})
    frame = queries.run("attendance_schools", filters(), store.read(), {"breakdown": "mode"}).frame
    assert frame["group_name"].tolist() == ["not said", "online"]
    assert frame["urn"].tolist() == [900001, 900001]
    assert sorted(frame["signed_up"].tolist()) == [1, 2]


def test_a_school_has_a_row_for_each_programme(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"ada": "x-"}, programme="MNKS2")]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("attendance_schools", filters(), store.read(), {"breakdown": "programme"}).frame
    assert frame["group_name"].tolist() == ["Mastering Number at KS2", "Mastering Number at Reception and KS1"]
    assert frame["urn"].tolist() == [900001, 900001]
    assert sorted(frame["signed_up"].tolist()) == [1, 2]

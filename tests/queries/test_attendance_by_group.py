"""Attendance by programme, local authority, phase, term and mode of delivery."""

from pathlib import Path

import pandas as pd
import pytest

from reach import queries
from reach.filters import Filters
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.builders.attendance import course, one_course, with_activities


def by(store: Store, breakdown: str | None, chosen: Filters | None = None) -> pd.DataFrame:
    choices = {"breakdown": breakdown}
    return queries.run("attendance_by_group", chosen or filters(), store.read(), choices).frame


def test_a_mark_counts_for_the_local_authority_of_the_school(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), *course(900002, {"bob": "x-"}), *course(900003, {"visitor": "--"})]
    store = hub(tmp_path, [school(900001), school(900002, la="344"), school(900003, la="999")], rows)
    frame = by(store, "la")
    assert frame[["group_code", "times_attended", "times_expected"]].to_numpy().tolist() == [
        ["876", 2, 2],
        ["344", 1, 2],
    ]


def test_a_mode_that_nobody_gave_is_not_said(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx"}),
        *course(900001, {"ada": "x-"}, activity="Group 2"),
        *course(900001, {"ada": "--"}, activity="Group 3"),
    ]
    store = with_activities(
        hub(tmp_path, [school(900001)], rows),
        {"Activity": "group 1", "Mode": "F2F"},
        {"Activity": "Group 2", "Mode": "Online"},
    )
    frame = by(store, "mode")
    assert frame[["group_code", "share_attended"]].to_numpy().tolist() == [
        ["in person", 1.0],
        ["online", 0.5],
        ["not said", 0.0],
    ]


def test_a_mark_counts_in_each_phase_that_school_and_programme_share(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, phase="All-through")]
    rows = [
        *course(900001, {"ada": "x"}),
        *course(900002, {"bob": "-"}),
        *course(900002, {"bob": "x"}, programme="TSM", activity="Bridge"),
    ]
    store = hub(tmp_path, schools, rows)
    frame = by(store, "phase").set_index("group_code")
    assert frame["times_expected"].to_dict() == {"primary": 3, "secondary": 1}
    assert frame["times_attended"].to_dict() == {"primary": 2, "secondary": 1}


def test_only_chosen_phases_are_shown(tmp_path: Path) -> None:
    rows = course(900001, {"bob": "x"}, programme="TSM")
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    frame = by(store, "phase", filters(phases=["secondary"]))
    assert frame["group_code"].tolist() == ["secondary"]


def test_each_programme_has_its_own_rate_and_no_shows(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx", "bob": "--"}),
        *course(900001, {"ada": "x-"}, programme="MNKS2"),
        *course(900001, {"ada": "bb"}, programme="PTFM"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    frame = by(store, "programme").set_index("group_code")
    assert frame["share_attended"].to_dict() == {"MNRKS1": 0.5, "MNKS2": 0.5}
    assert frame["no_shows"].to_dict() == {"MNRKS1": 1, "MNKS2": 0}
    assert frame["share_no_shows"].to_dict() == {"MNRKS1": 0.5, "MNKS2": 0}


def test_a_programme_counts_in_a_phase_only_if_it_is_for_that_phase(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "x"}), *course(900001, {"ada": "x"}, programme="STFM")]
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    frame = by(store, "programme", filters(phases=["secondary"]))
    assert frame["group_code"].tolist() == ["STFM"]


def test_there_is_a_row_for_every_term_with_a_session_whatever_period_is_chosen(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xx-x-b", "bob": "xxx.."})
    for period in ("year", "spring"):
        frame = by(store, "term", filters(period=period))
        assert frame[["period", "times_attended", "times_expected"]].to_numpy().tolist() == [
            ["autumn", 5, 6],
            ["spring", 1, 2],
        ]


def test_a_term_says_what_the_total_of_that_term_says(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-01-2023"), school(900002, opened="01-02-2023", la="344")],
        [attended(900001, "10/10/2022"), attended(900001, "10/03/2023", session=2)],
        [link(900001, "Successor", 900002)],
    )
    halton = filters(la_codes=["876"])
    frame = by(store, "term", halton)
    assert frame["period"].tolist() == ["autumn"]
    total = queries.run("attendance_total", halton.with_changes(period="autumn"), store.read()).frame
    assert frame["times_attended"].tolist() == total["times_attended"].tolist() == [1]


@pytest.mark.parametrize("breakdown", ["la", "mode", "phase", "programme", "term", "activity", None])
def test_the_columns_are_the_same_whatever_it_is_broken_down_by(tmp_path: Path, breakdown: str | None) -> None:
    store = hub(tmp_path, [school(900001)], course(900001, {"ada": "xx", "bob": "x-"}))
    frame = by(store, breakdown)
    assert frame.columns.tolist() == by(store, "programme").columns.tolist()
    assert frame[["activities", "signed_up", "times_attended"]].to_numpy().tolist() == [[1, 2, 3]]
    names = {
        "la": ("876", "Halton", None),
        "mode": ("not said", "not said", None),
        "phase": ("primary", "primary", None),
        "programme": ("MNRKS1", "Mastering Number at Reception and KS1", "CPD and school-to-school support"),
        "term": ("autumn", "autumn", None),
        None: ("all", "all", None),
    }
    if breakdown in names:
        code, name, strand = frame[["group_code", "group_name", "strand_name"]].iloc[0]
        assert (code, name, None if pd.isna(strand) else strand) == names[breakdown]


def test_a_mode_that_is_no_longer_declared_is_not_said(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), *course(900001, {"bob": "x-"}, activity="Group 2")]
    store = with_activities(hub(tmp_path, [school(900001)], rows), {"Activity": "Group 1", "Mode": "Online"})
    with store.write("A mode of an older program") as connection:
        connection.execute("update activity_rows set delivery_mode = 'by post'")
    assert by(store, "mode")[["group_code", "signed_up"]].to_numpy().tolist() == [["not said", 2]]

"""Whom to ring first."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.ingest import SourceFile, hold_back, release
from reach.store import Store
from tests.builders import attended, filters, hub, imported, link, school, table
from tests.rows import record_of, values_of

TODAY = dt.date(2026, 11, 1)
DAY = dt.timedelta(days=1)
EVEN: dict[str, Any] = {f"weight_{part}": 20 for part in ("standing", "disadvantage", "size", "behind", "years")}


def ask(store: Store, *, programme: str | None = None, year: str = "2022/23", **more: Any) -> pd.DataFrame:
    choices = {name: more.pop(name) for name in list(more) if name in queries.CHOICES}
    choices = EVEN | {"programme_code": programme, "today": TODAY} | choices
    return queries.run("call_list", filters(year, **more), store.read(), choices).frame.set_index("urn")


def urns(store: Store, **more: Any) -> list[int]:
    return ask(store, **more).index.tolist()


def test_schools_reached_are_not_on_it_and_the_rung_decides(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/10/2022", person="bob", attendance="Absent")]
    store = hub(tmp_path, [school(900001), school(900002), school(900003)], rows)
    assert sorted(urns(store)) == [900002, 900003]
    assert urns(store, counted_as="signed_up") == [900003]
    assert sorted(urns(store, counted_as="completed")) == [900001, 900002, 900003]
    assert sorted(urns(store, period="spring")) == [900001, 900002, 900003]


def test_it_follows_the_filters(tmp_path: Path) -> None:
    schools = [
        school(900001),
        school(900002, la="344"),
        school(900003, phase="Secondary"),
        school(900004, group="Independent schools"),
        school(900005, closed="31-08-2022"),
        school(900006, la="999"),
        school(900007),
    ]
    store = hub(tmp_path, schools, [attended(900007, "10/10/2022")])
    assert sorted(urns(store)) == [900001, 900002, 900003]
    assert urns(store, la_codes=["344"]) == [900002]
    assert urns(store, phases=["secondary"]) == [900003]
    assert sorted(urns(store, independent=True)) == [900001, 900002, 900003, 900004]


def test_each_part_is_what_it_says(tmp_path: Path) -> None:
    """Five schools of growing size and disadvantage: one came this year, one last year, one long ago, two never."""
    schools = [school(900000 + each, pupils=100 * each, fsm=10 * each) for each in range(1, 6)]
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/10/2021"), attended(900003, "10/10/2017")]
    frame = ask(hub(tmp_path, schools, rows))
    parts = frame[[f"part_{part}" for part in ("standing", "disadvantage", "size", "behind", "years")]]
    assert values_of(parts, 900002) == [0.5, 0.25, 0.25, 0, 0.2]
    assert values_of(parts, 900003) == [0.5, 0.5, 0.5, 0, 1]
    assert values_of(parts, 900005) == [1, 1, 1, 0, 1]
    assert frame["score"].to_dict() == {900005: 80.0, 900004: 70.0, 900003: 50.0, 900002: 24.0}
    assert frame["rank"].tolist() == [1, 2, 3, 4]
    assert frame.loc[900003, "programmes_before"] == "Mastering Number at Reception and KS1"


def test_what_is_not_known_counts_as_the_middle(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002, pupils="", fsm="SUPP")], [attended(900001, "10/10/2022")])
    row = ask(store).loc[900002]
    assert (row["part_disadvantage"], row["part_size"]) == (0.5, 0.5)


def test_a_school_reached_in_another_term_has_no_standing_to_ring_for(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    row = ask(store, period="spring").loc[900001]
    assert (row["standing"], row["part_standing"], row["part_years"]) == ("new", 0, 0)


def targets(store: Store, *rows: dict[str, str]) -> Store:
    usual = {"Academic year": "2022/23", "Target share": "", "Target schools": "", "Local authority": "", "Phase": ""}
    imported(store, table([usual | {"Source": "Plan"} | row for row in rows], "targets.csv"))
    return store


def place(store: Store, urn: int = 900002, **more: Any) -> tuple[str, str, float, float, float]:
    row = record_of(ask(store, **more).loc[[urn]])
    reached, aimed_at, behind = (
        round(float(row[name]), 4) for name in ("share_reached", "share_aimed_at", "part_behind")
    )
    return row["phase_behind"], row["aim"], reached, aimed_at, behind


@pytest.fixture
def places(tmp_path: Path) -> Store:
    """Halton: one primary school of two reached, no secondary school of one. Wirral: the one primary school."""
    schools = [
        school(900001),
        school(900002),
        school(900003, phase="Secondary"),
        school(900004, la="344"),
    ]
    return hub(tmp_path, schools, [attended(900001, "10/10/2022"), attended(900004, "11/10/2022", person="bob")])


def test_without_a_target_a_phase_and_la_is_set_against_the_hub(places: Store) -> None:
    assert place(places) == ("primary", "hub", 0.5, 0.5, 0)
    assert place(places, 900003) == ("secondary", "hub", 0, 0.5, 1)


def test_the_target_nearest_to_phase_and_la_is_meant(places: Store) -> None:
    targets(places, {"Target share": "60%"})
    assert place(places) == ("primary", "target", 0.5, 0.6, 0.1667)
    targets(places, {"Target share": "70%", "Phase": "primary"})
    assert place(places) == ("primary", "target", 0.5, 0.7, 0.2857)
    targets(places, {"Target share": "80%", "Local authority": "Halton"})
    assert place(places) == ("primary", "target", 0.5, 0.8, 0.375)
    targets(places, {"Target share": "50%", "Local authority": "Halton", "Phase": "primary"})
    assert place(places) == ("primary", "target", 0.5, 0.5, 0)
    assert place(places, 900003) == ("secondary", "target", 0, 0.8, 1)


def test_a_target_of_a_number_of_schools_is_a_share_of_those_it_is_for(places: Store) -> None:
    targets(places, {"Target schools": "3", "Local authority": "Halton"})
    assert place(places) == ("primary", "target", 0.5, 1, 0.5)
    targets(places, {"Target schools": "30", "Local authority": "Halton"})
    assert place(places) == ("primary", "target", 0.5, 1, 0.5)
    targets(places, {"Target schools": "3"})
    targets(places, {"Target schools": "1", "Local authority": "Halton", "Phase": "primary"})
    assert place(places) == ("primary", "target", 0.5, 0.5, 0)


def test_targets_are_of_whole_years_and_of_the_chosen_strands(places: Store) -> None:
    targets(places, {"Target share": "90%"})
    assert place(places, period="autumn")[1] == "hub"
    assert place(places, strands=["cpd", "leadership"])[1] == "hub"
    assert place(places, strands=["cpd"])[1] == "hub"


def test_of_several_phases_the_one_furthest_behind_is_meant(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, phase="All-through"), school(900003, phase="Secondary")]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    assert place(store)[0] == "secondary"
    assert place(store, phases=["primary"])[0] == "primary"
    assert place(store, programme="MNRKS1")[0] == "primary"


def test_a_school_of_no_known_phase_is_set_against_its_la_as_a_whole(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002, phase="", low="", high="")], [attended(900001, "10/10/2022")])
    assert place(store)[:3] == ("all", "hub", 0.5)


def test_equal_scores_stand_by_pupils_then_name(tmp_path: Path) -> None:
    schools = [
        school(900001, "Tangent School", pupils=100),
        school(900002, "Acute School", pupils=100),
        school(900003, "Sine School", pupils=300),
        school(900004, "Obtuse School", pupils=""),
        school(900005, "Acute School", pupils=100),
    ]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2017", programme="NET")])
    order = [900003, 900002, 900005, 900001, 900004]
    nothing: dict[str, Any] = dict.fromkeys(EVEN, 0)
    assert urns(store, **nothing) == order
    assert ask(store, **nothing)["score"].tolist() == [0] * 5
    assert urns(store, **nothing | {"weight_standing": 5}) == order


def test_only_the_proportion_of_weights_counts(places: Store) -> None:
    once, twice = ask(places), ask(places, **{name: 2 * weight for name, weight in EVEN.items()})
    pd.testing.assert_frame_equal(once, twice)
    nothing: dict[str, Any] = dict.fromkeys(EVEN, 0)
    size_alone = ask(places, **nothing | {"weight_size": 5})
    assert (size_alone["score"] == (100 * size_alone["part_size"]).round(1)).all()


def test_for_a_programme_are_the_schools_that_teach_a_phase_of_it(tmp_path: Path) -> None:
    schools = [
        school(900001),
        school(900002, phase="Secondary"),
        school(900003, phase="Secondary", sixth_form="Has a sixth form"),
        school(900004, phase="", low="", high=""),
        school(900005),
    ]
    store = hub(tmp_path, schools, [attended(900005, "10/10/2022")])
    assert urns(store, programme="CORE") == [900003]
    assert sorted(urns(store, programme="LEAD")) == [900002, 900003]
    assert urns(store, programme="CORE", phases=["secondary"]) == []
    assert sorted(urns(store, programme="ENR")) == [900001, 900002, 900003]


# Held back: never on it.


@pytest.fixture
def converted(tmp_path: Path) -> Store:
    """An academy that was another school, and two more schools, one of which was reached."""
    return hub(
        tmp_path,
        [school(900001, closed="31-03-2022"), school(900002, opened="01-04-2022"), school(900003), school(900004)],
        [attended(900004, "10/10/2022")],
        [link(900002, "Predecessor", 900001)],
    )


def test_a_school_held_back_by_a_sheet_is_never_on_it(converted: Store) -> None:
    imported(converted, SourceFile("held.csv", b"URN,Programme,Reason,Until\n900003,,Asked,\n"))
    assert urns(converted) == urns(converted, programme="ENR") == [900002]


def test_a_school_held_back_on_screen_is_never_on_it_until_it_is_put_back(converted: Store) -> None:
    hold_back(converted, 900003, "Asked", by="test")
    for period in ("year", "autumn", "spring", "summer"):
        for rung in ("signed_up", "attended", "completed"):
            assert 900003 not in urns(converted, period=period, counted_as=rung)
    release(converted, 900003, by="test")
    assert 900003 in urns(converted)


def test_an_academy_stays_held_back_as_the_school_that_it_was(converted: Store) -> None:
    imported(converted, SourceFile("held.csv", b"URN,Programme,Reason,Until\n900001,,Asked,31/03/2022\n"))
    assert 900002 in urns(converted)
    hold_back(converted, 900001, "Asked", by="test")
    assert urns(converted) == [900003]
    assert 900001 not in urns(converted, year="2021/22", period="autumn")


def test_held_back_for_one_programme_it_may_be_rung_for_others(converted: Store) -> None:
    hold_back(converted, 900003, "Trial", programme="ENR", by="test")
    assert urns(converted, programme="ENR") == [900002]
    assert sorted(urns(converted, programme="MNKS2")) == [900002, 900003]
    assert urns(converted) == [900002]


def test_it_comes_back_the_day_after_the_last(converted: Store) -> None:
    for until, is_back in ((TODAY - DAY, True), (TODAY, False), (TODAY + DAY, False)):
        hold_back(converted, 900003, "Trial", until=until, by="test", today=TODAY - DAY)
        assert (900003 in urns(converted)) is is_back


def test_none_of_many_held_back_is_on_it(tmp_path: Path) -> None:
    schools = [school(900000 + each) for each in range(1, 30)]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    lines = [f"{each['URN']},Trial" for each in schools[::3]]
    imported(store, SourceFile("held.csv", "\n".join(["URN,Reason", *lines]).encode()))
    assert set(urns(store)) == {each["URN"] for each in schools} - {each["URN"] for each in schools[::3]}


def test_the_buddy_is_the_nearest_school_that_sustains_a_programme_for_a_shared_phase(tmp_path: Path) -> None:
    schools = [
        school(900001, Easting=300000, Northing=400000),
        school(900002, "Near School", Easting=303000, Northing=404000),
        school(900003, "Far School", Easting=330000, Northing=440000),
        school(900004, "Nearer Secondary", phase="Secondary", Easting=300100, Northing=400000),
    ]
    days = ("10/10/2021", "10/10/2022")
    rows = [attended(urn, day, activity=day, person=f"p{urn}") for urn in (900002, 900003) for day in days]
    rows += [attended(900004, day, activity=f"S{day}", programme="STFM-D", person="sam") for day in days]
    row = ask(hub(tmp_path, schools, rows)).loc[900001]
    assert (row["buddy"], row["buddy_km"]) == ("Near School", 5.0)

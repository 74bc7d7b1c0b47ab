"""Places and need, programme by programme."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, imported, school, table
from tests.builders.places import with_places


def need(store: Store, programme: str = "MNRKS1", **chosen: Any) -> "pd.Series[Any]":
    frame = queries.run("places_and_need", filters(**chosen), store.read()).frame
    return frame.set_index("programme_code").transpose()[programme]


def test_ever_reached_looks_back_over_all_years(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2019", activity="Old"), attended(900002, "10/10/2022", attendance="Absent")]
    store = hub(tmp_path, [school(900001), school(900002), school(900003, phase="Secondary")], rows)
    row = need(store)
    assert (row["schools"], row["ever_reached"], row["not_yet_reached"]) == (2, 1, 1)
    assert need(store, counted_as="signed_up")["not_yet_reached"] == 0


def test_places_are_set_against_all_who_are_on_the_registers(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", person=name) for name in ("ada", "bea", "cy")]
    rows.append(attended(900002, "10/10/2022", person="dee", attendance="Booked"))
    rows.append(attended(900002, "10/10/2022", person="eve", activity="Group 2"))
    store = with_places(hub(tmp_path, [school(900001 + n) for n in range(9)], rows), ("Group 1", 10), ("Group 3", 4))
    row = need(store)
    assert (row["groups_offered"], row["groups_without_places"]) == (3, 1)
    assert (row["places"], row["signed_up"], row["free_places"]) == (14, 4, 10)
    # Five people from three schools in two groups: a school sends 5/3 people, so ten free places take six schools.
    assert row["free_for_schools"] == 6
    # Groups have two schools and one: one and a half is usual. Seven schools are not yet reached, one is left over.
    assert (row["not_yet_reached"], row["schools_a_group"], row["groups_wanted"]) == (7, 1.5, 0)


def test_an_overfull_group_has_no_free_places(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", person=name) for name in ("ada", "bea")]
    assert need(with_places(hub(tmp_path, [school(900001)], rows), ("Group 1", 1)))["free_places"] == 0


def test_without_anybodys_word_on_places_they_are_unknown_not_none(tmp_path: Path) -> None:
    row = need(hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")]))
    assert row[["places", "free_places", "free_for_schools"]].isna().all()
    assert row["groups_without_places"] == 1


def test_a_programme_without_a_group_in_two_years_is_not_there(tmp_path: Path) -> None:
    store = hub(
        tmp_path, [school(900001)], [attended(900001, "10/10/2020"), attended(900001, "10/10/2022", programme="Y58")]
    )
    frame = queries.run("places_and_need", filters(), store.read()).frame
    assert frame["programme_code"].tolist() == ["Y58"]


def with_focus(store: Store, *activities: tuple[str, int, str]) -> Store:
    """Say how many places activities of Y58 have, and their phase."""
    rows = [
        {"Activity": name, "Programme": "Y58", "Places": places, "Phase focus": focus, "Starts on": "01/10/2022"}
        for name, places, focus in activities
    ]
    imported(store, table(rows, "activities.csv"))
    return store


def test_a_groups_places_are_only_for_schools_of_its_own_phases(tmp_path: Path) -> None:
    schools = [school(900001 + n) for n in range(5)] + [school(900011 + n, phase="Secondary") for n in range(5)]
    rows = [attended(900001, "10/10/2022", programme="Y58", activity="P")]
    store = with_focus(hub(tmp_path, schools, rows), ("P", 1, "primary"), ("S", 20, "secondary"), ("Both", 3, ""))
    columns = ["not_yet_reached", "places", "free_for_schools", "groups_wanted"]
    assert need(store, "Y58", phases=["primary"])[columns].tolist() == [4, 4, 3, 1]
    assert need(store, "Y58", phases=["secondary"])[columns].tolist() == [5, 23, 23, 0]
    # Of the twenty free places in the secondary group, five schools are left that could take one.
    assert need(store, "Y58")[columns].tolist() == [9, 24, 23, 1]


def test_a_local_authority_has_the_part_of_the_free_places_that_it_has_of_the_schools(tmp_path: Path) -> None:
    schools = [school(900001 + n, la="876") for n in range(4)] + [school(900011 + n, la="344") for n in range(7)]
    store = with_places(hub(tmp_path, schools, [attended(900011, "10/10/2022")]), ("Group 1", 6))
    columns = ["not_yet_reached", "free_places", "free_for_schools", "groups_wanted"]
    assert need(store)[columns].tolist() == [10, 5, 5, 5]
    assert need(store, la_codes=["876"])[columns].tolist() == [4, 5, 2, 2]
    assert need(store, la_codes=["344"])[columns].tolist() == [6, 5, 3, 3]

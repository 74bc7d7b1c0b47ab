"""The nearest schools that sustain what a school has never tried."""

from pathlib import Path
from typing import Any

import pandas as pd

from tests.builders import SETTINGS, attended, hub, school
from tests.builders.one_school import ask, both_years

NAMES = {each.code: each.name for each in SETTINGS.programmes}


def at(urn: int, east: int, north: int = 380000, **cells: Any) -> dict[str, Any]:
    """Give a school at a place; the one whose buddy is sought stands at 350000, 380000."""
    return school(urn, Easting=str(east), Northing=str(north), **cells)


def test_the_nearest_come_first_with_their_programmes(tmp_path: Path) -> None:
    schools = [at(900001, 350000), at(900002, 356000, 388000, la="344"), at(900003, 350500)]
    rows = both_years(900002, "MNKS2") + both_years(900002, "MNRKS1") + both_years(900003, "MNKS2")
    store = hub(tmp_path, schools, [*rows, attended(900001, "10/10/2020", programme="MNRKS1")])
    # A local authority that is chosen narrows no buddies.
    frame = ask(store, "school_buddies", 900001, la_codes=["876"])
    assert frame[["urn", "distance_km", "programmes_sustained"]].to_numpy().tolist() == [
        [900003, 0.5, NAMES["MNKS2"]],
        [900002, 10.0, NAMES["MNKS2"]],
    ]
    assert ask(store, "school_buddies", 900001, programme_code="MNRKS1").empty


def test_sustained_is_both_years_or_completed_in_one_of_them(tmp_path: Path) -> None:
    def completed(urn: int, year: int) -> list[dict[str, Any]]:
        days = (f"10/10/{year}", f"10/11/{year}")
        return [
            attended(urn, day, programme="MNKS2", activity=f"C{urn}", session=n, person=f"p{urn}")
            for n, day in enumerate(days, 1)
        ]

    schools = [at(900000 + n, 350000 + 100 * n) for n in range(1, 8)]
    rows = [
        *both_years(900002, "MNKS2"),
        attended(900003, "10/10/2022", programme="MNKS2", activity="One", person="x"),
        *completed(900004, 2022),
        *completed(900005, 2021),
        *completed(900006, 2020),
        *both_years(900007, "MNKS2", 2019),
    ]
    store = hub(tmp_path, schools, rows)
    assert ask(store, "school_buddies", 900001)["urn"].tolist() == [900002, 900004, 900005]


def test_a_buddy_is_open_and_teaches_a_phase_that_both_have(tmp_path: Path) -> None:
    schools = [
        at(900001, 350000),
        at(900002, 350100, phase="Secondary"),
        at(900003, 350200, phase="All-through"),
        at(900004, 350300, closed="30-09-2023"),
        at(900005, 350400, group="Independent schools"),
    ]
    rows = [row for urn in (900002, 900003, 900004, 900005) for row in both_years(urn, "Y58")]
    store = hub(tmp_path, schools, rows)
    assert ask(store, "school_buddies", 900001)["urn"].tolist() == [900003]
    assert ask(store, "school_buddies", 900001, independent=True)["urn"].tolist() == [900003, 900005]


def test_there_are_ten_at_most(tmp_path: Path) -> None:
    schools = [at(900000 + n, 350000 + 100 * n) for n in range(1, 15)]
    rows = [row for n in range(2, 15) for row in both_years(900000 + n, "MNKS2")]
    frame = ask(hub(tmp_path, schools, rows), "school_buddies", 900001)
    assert frame["urn"].tolist() == [900000 + n for n in range(2, 12)]


def test_without_coordinates_schools_of_the_same_authority_come_first(tmp_path: Path) -> None:
    nowhere = {"Easting": "", "Northing": ""}
    schools = [
        school(900001, **nowhere),
        school(900002, "A", la="344"),
        school(900003, "C"),
        school(900004, "B", **nowhere),
    ]
    rows = [row for urn in (900002, 900003, 900004) for row in both_years(urn, "MNKS2")]
    frame = ask(hub(tmp_path, schools, rows), "school_buddies", 900001)
    assert frame["name"].tolist() == ["B", "C", "A"]
    assert all(pd.isna(each) for each in frame["distance_km"])

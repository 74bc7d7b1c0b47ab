"""Reach by groups of schools."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.rows import rows_of

ACADEMY = {
    "group": "Academies",
    "type": "Academy converter",
    "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
}
BREAKDOWNS = ["fifth", "investment_area", "governance", "size", "place"]


def groups(store: Store, breakdown: str, **chosen: Any) -> dict[str, tuple[int, int]]:
    """Give {group: (schools, reached)} in the order in which groups are shown."""
    frame = queries.run("reach_by_group", filters(**chosen), store.read(), {"breakdown": breakdown}).frame
    return {row.school_group: (row.schools, row.reached) for row in rows_of(frame)}


def test_fifths_are_of_free_school_meals_and_the_unknown_stand_apart(tmp_path: Path) -> None:
    schools = [school(900000 + n, fsm=str(n)) for n in range(10)] + [school(900010, fsm="SUPP")]
    store = hub(tmp_path, schools, [attended(900009, "10/10/2022"), attended(900010, "10/10/2022", person="bob")])
    assert groups(store, "fifth") == {
        "Fifth 5, most disadvantaged": (2, 1),
        "Fifth 4": (2, 0),
        "Fifth 3": (2, 0),
        "Fifth 2": (2, 0),
        "Fifth 1, least disadvantaged": (2, 0),
        "Not known": (1, 1),
    }


def test_a_school_has_one_fifth_whatever_phase_is_looked_at(tmp_path: Path) -> None:
    """That of its main phase: the all-through school is the most disadvantaged of five primary schools."""
    schools = [school(900000 + n, fsm=str(n)) for n in range(4)]
    schools += [school(900100 + n, fsm=str(50 + n), phase="Secondary") for n in range(5)]
    schools += [school(900200, fsm="40", phase="All-through")]
    store = hub(tmp_path, schools, [attended(900200, "10/10/2022", programme="STFM")])
    assert groups(store, "fifth")["Fifth 5, most disadvantaged"] == (2, 1)
    assert groups(store, "fifth", phases=["primary"])["Fifth 5, most disadvantaged"] == (1, 0)
    assert groups(store, "fifth", phases=["secondary"])["Fifth 5, most disadvantaged"] == (2, 1)
    found = groups(store, "fifth", phases=["primary", "secondary"])
    assert sum(count for count, _ in found.values()) == 10
    listed = queries.run("school_list", filters(), store.read()).frame.set_index("urn")["fsm_quintile"]
    assert (listed[900200], listed[900104], listed[900000]) == (5, 5, 1)


def test_investment_areas_are_those_of_the_settings(tmp_path: Path) -> None:
    schools = [school(900001, la="876"), school(900002, la="344"), school(900003, la="895"), school(900004, la="896")]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022"), attended(900003, "10/10/2022", person="bob")])
    assert groups(store, "investment_area") == {
        "Priority investment area": (1, 1),
        "Other investment area": (1, 0),
        "Elsewhere": (2, 1),
    }


def test_a_trust_is_known_by_its_code_and_a_foundation_schools_trust_is_none(tmp_path: Path) -> None:
    several = ACADEMY | {"Trusts (code)": "1234", "Trusts (name)": "Tangent Trust"}
    alone = ACADEMY | {
        "Trusts (code)": "5678",
        "Trusts (name)": "Tangent Trust",
        "TrustSchoolFlag (name)": "Supported by a single-academy trust",
    }
    foundation = {
        "type": "Foundation school",
        "Trusts (code)": "9999",
        "Trusts (name)": "Foundation Trust",
        "TrustSchoolFlag (name)": "Supported by a trust",
    }
    special = {"group": "Special schools"}
    store = hub(
        tmp_path,
        [
            school(900001, **several),
            school(900002, **several),
            school(900003, **alone),
            school(900004, **foundation),
            school(900005, **foundation),
            school(900006, **ACADEMY | {"TrustSchoolFlag (name)": "Not applicable"}),
            school(900007, type="Community special school", **special),
            school(900008, type="Non-maintained special school", **special),
            school(900009, group="Colleges", type="Further education", phase="16 plus"),
            school(900010, group="Independent schools", type="Other independent school"),
        ],
        [attended(900003, "10/10/2022")],
    )
    assert groups(store, "governance", independent=True) == {
        "Trusts with several schools here": (2, 0),
        "Trusts with one school here": (1, 1),
        "Academies, trust not given": (1, 0),
        "Maintained schools": (3, 0),
        "Colleges": (1, 0),
        "Independent schools": (1, 0),
        "Others": (1, 0),
    }


def test_a_trusts_schools_are_counted_in_the_hub_whatever_local_authority_is_chosen(tmp_path: Path) -> None:
    trust = ACADEMY | {"Trusts (code)": "1234", "Trusts (name)": "Tangent Trust"}
    rows = [attended(900001, "10/10/2022")]
    store = hub(tmp_path, [school(900001, la="876", **trust), school(900002, la="344", **trust)], rows)
    assert groups(store, "governance", la_codes=["876"]) == {"Trusts with several schools here": (1, 1)}


@pytest.mark.parametrize(
    ("cells", "group"),
    [
        ({"pupils": "100"}, "Primary, up to 100"),
        ({"pupils": "101"}, "Primary, 101 to 210"),
        ({"pupils": "210"}, "Primary, 101 to 210"),
        ({"pupils": "420"}, "Primary, 211 to 420"),
        ({"pupils": "421"}, "Primary, over 420"),
        ({"pupils": "600", "phase": "Secondary"}, "Secondary, up to 600"),
        ({"pupils": "900", "phase": "All-through"}, "Secondary, 601 to 900"),
        ({"pupils": "1200", "phase": "Secondary"}, "Secondary, 901 to 1,200"),
        ({"pupils": "1201", "phase": "Secondary"}, "Secondary, over 1,200"),
        ({"pupils": "80", "phase": "Nursery"}, "Nursery schools"),
        ({"pupils": "", "phase": "16 plus", "group": "Colleges"}, "Colleges"),
        ({"pupils": "100", "group": "Special schools", "phase": "Not applicable"}, "Special, up to 100"),
        ({"pupils": "101", "type": "Pupil referral unit", "phase": "Not applicable"}, "Special, over 100"),
        ({"pupils": ""}, "Not known"),
        ({"pupils": "0"}, "Not known"),
    ],
)
def test_a_schools_size_is_that_of_its_kind(tmp_path: Path, cells: dict[str, str], group: str) -> None:
    store = hub(tmp_path, [school(900001, **cells)], [attended(900001, "10/10/2022")])
    assert list(groups(store, "size")) == [group]


@pytest.mark.parametrize(
    ("registered", "group"),
    [
        ("Urban: Further from a major town or city", "Urban"),
        ("(England/Wales) Urban major conurbation", "Urban"),
        ("Smaller rural: Nearer to a major town or city", "Rural"),
        ("Larger rural: Nearer to a major town or city", "Rural"),
        ("(England/Wales) Rural town and fringe in a sparse setting", "Rural"),
        ("(pseudo) Channel Islands/Isle of Man", "Not said"),
        ("", "Not said"),
    ],
)
def test_urban_and_rural_are_what_the_register_says(tmp_path: Path, registered: str, group: str) -> None:
    store = hub(tmp_path, [school(900001, **{"UrbanRural (name)": registered})], [attended(900001, "10/10/2022")])
    assert groups(store, "place") == {group: (1, 1)}


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_groups_add_up_to_the_total_in_every_view(store_and_year: tuple[Store, str], breakdown: str) -> None:
    store, year = store_and_year
    for chosen in ({}, {"phases": ["secondary", "post-16"]}, {"la_codes": ["344"], "independent": True}):
        view = filters(year, **chosen)
        total = queries.run("reach_total", view, store.read()).frame.iloc[0]
        frame: pd.DataFrame = queries.run("reach_by_group", view, store.read(), {"breakdown": breakdown}).frame
        assert (frame["schools"].sum(), frame["reached"].sum()) == (total["schools"], total["reached"])

"""What the register says of a school."""

from pathlib import Path

import pandas as pd

from reach.store import Store
from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask, converted

ACADEMY = [link(900002, "Predecessor", 900001, "01-04-2022")]


def test_an_old_urn_gives_the_school_that_it_has_become(tmp_path: Path) -> None:
    store = hub(tmp_path, converted(), [attended(900001, "10/10/2021")], ACADEMY)
    for asked in (900001, 900002):
        row = ask(store, "school_facts", asked).iloc[0]
        assert (row["asked_urn"], row["urn"], row["name"], row["is_open"]) == (asked, 900002, "Sine Hill Academy", True)


def test_it_does_so_for_a_school_that_no_register_names(tmp_path: Path) -> None:
    schools = [*converted(), school(900003)]
    store = hub(tmp_path, schools, [attended(900003, "10/10/2022")], ACADEMY)
    assert ask(store, "school_facts", 900001).iloc[0]["urn"] == 900002


def test_a_period_before_has_the_urn_of_its_time(tmp_path: Path) -> None:
    store = hub(tmp_path, converted(), [attended(900001, "10/10/2020")], ACADEMY)
    then = ask(store, "school_facts", 900002, "2020/21").iloc[0]
    assert (then["urn"], then["urn_then"], then["name_then"]) == (900002, 900001, "Sine Hill School")
    assert ask(store, "school_facts", 900002, "2022/23").iloc[0]["urn_then"] == 900002


def test_a_school_that_closed_for_good_gives_itself(tmp_path: Path) -> None:
    schools = [school(900001, closed="31-08-2022"), school(900002)]
    row = ask(hub(tmp_path, schools, [attended(900001, "10/10/2021")]), "school_facts", 900001).iloc[0]
    assert (row["urn"], row["is_open"]) == (900001, False)


def test_a_urn_that_the_area_does_not_have_gives_nothing(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002, la="999")], [attended(900001, "10/10/2022")])
    assert ask(store, "school_facts", 900002).empty and ask(store, "school_facts", 123).empty


def test_an_academy_trust_is_separate_from_the_trust_of_a_foundation_school(tmp_path: Path) -> None:
    academy = {"TrustSchoolFlag (name)": "Supported by a multi-academy trust", "Trusts (code)": "7"}
    foundation = {"TrustSchoolFlag (name)": "Supported by a trust", "Trusts (code)": "8"}
    schools = [
        school(900001, **academy, **{"Trusts (name)": "Sine Trust"}),
        school(900002, **foundation, **{"Trusts (name)": "Tangent Foundation"}),
        school(900003),
    ]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    facts = [ask(store, "school_facts", urn).iloc[0] for urn in (900001, 900002, 900003)]
    assert facts[0]["trust"] == "Sine Trust" and pd.isna(facts[0]["foundation_trust"])
    assert pd.isna(facts[1]["trust"]) and facts[1]["foundation_trust"] == "Tangent Foundation"
    assert pd.isna(facts[2]["trust"]) and pd.isna(facts[2]["foundation_trust"])


def test_its_fifth_is_that_of_the_list_of_schools(demonstration: Store) -> None:
    listed = ask(demonstration, "school_list", 0, "2025/26").set_index("urn")["fsm_quintile"]
    for urn in listed.index[::60]:
        fifth = ask(demonstration, "school_facts", int(urn), "2025/26").iloc[0]["fsm_quintile"]
        assert (None if pd.isna(fifth) else fifth) == (None if pd.isna(listed[urn]) else listed[urn])


def test_coordinates_of_nought_are_none(tmp_path: Path) -> None:
    schools = [school(900001, Easting="0", Northing="0"), school(900002)]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    assert not ask(store, "school_facts", 900001).iloc[0]["has_coordinates"]
    assert ask(store, "school_facts", 900002).iloc[0]["has_coordinates"]

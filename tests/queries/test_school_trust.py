"""The other schools of a school's trust."""

from pathlib import Path

from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask

OF_TRUST = {
    "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
    "Trusts (code)": "7",
    "Trusts (name)": "Sine Trust",
}


def test_its_standing_and_programmes_are_those_of_the_period_in_any_local_authority(tmp_path: Path) -> None:
    schools = [
        school(900001, **OF_TRUST),
        school(900002, **OF_TRUST, la="344"),
        school(900003, **OF_TRUST),
        school(900004, **OF_TRUST | {"Trusts (code)": "8"}),
        school(900005, **OF_TRUST, closed="31-08-2021"),
    ]
    rows = [attended(900002, "10/10/2021", activity="A"), attended(900002, "10/10/2022", activity="B")]
    store = hub(tmp_path, schools, rows)
    frame = ask(store, "school_trust", 900001, la_codes=["876"], phases=["secondary"])
    columns = ["urn", "standing", "rung", "is_reached", "programmes"]
    assert frame[columns].to_numpy().tolist() == [
        [900003, "never", "not_reached", False, ""],
        [900002, "sustained", "attended", True, "Mastering Number at Reception and KS1"],
    ]


def test_a_sibling_is_listed_as_the_school_that_it_was_then(tmp_path: Path) -> None:
    schools = [
        school(900001, **OF_TRUST),
        school(900002, closed="31-03-2022", number="2002"),
        school(900003, **OF_TRUST, opened="01-04-2022", number="2002"),
    ]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2020")], [link(900003, "Predecessor", 900002)])
    row = ask(store, "school_trust", 900001, "2020/21").iloc[0]
    assert (row["urn"], row["standing"], row["rung"]) == (900003, "new", "attended")


def test_a_foundation_schools_trust_has_no_schools_of_its_own(tmp_path: Path) -> None:
    foundation = OF_TRUST | {"TrustSchoolFlag (name)": "Supported by a trust"}
    store = hub(tmp_path, [school(urn, **foundation) for urn in (900001, 900002)], [attended(900001, "10/10/2022")])
    assert ask(store, "school_trust", 900001).empty

"""What schools are found by."""

from pathlib import Path

from reach.store import Store
from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask, converted


def test_a_school_is_found_by_the_names_and_urns_that_it_had_before(tmp_path: Path) -> None:
    schools = [school(900000, "Cosine School", closed="31-08-2015"), *converted(opened="01-09-2015")]
    linked = [link(900001, "Predecessor", 900000), link(900002, "Predecessor", 900001)]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022")], linked)
    row = ask(store, "school_directory", 0).iloc[0]
    assert (row["former_names"], row["former_urns"]) == ("Cosine School; Sine Hill School", "900000; 900001")


def test_a_name_that_stayed_is_no_name_before(tmp_path: Path) -> None:
    schools = [school(900001, "Sine", closed="31-08-2022"), school(900002, "Sine", opened="01-09-2022")]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022")], [link(900002, "Predecessor", 900001)])
    row = ask(store, "school_directory", 0).iloc[0]
    assert (row["former_names"], row["former_urns"]) == ("", "900001")


def test_numbers_places_trusts_and_sizes_are_there(tmp_path: Path) -> None:
    of_trust = {
        "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
        "Trusts (code)": "7",
        "Trusts (name)": "Sine Trust",
    }
    store = hub(tmp_path, [school(900001, pupils="90", **of_trust)], [attended(900001, "10/10/2022")])
    row = ask(store, "school_directory", 0).iloc[0]
    columns = ["dfe_number", "town", "postcode", "trust", "size_band"]
    assert row[columns].tolist() == ["876/0001", "Radian", "QX1 1AA", "Sine Trust", "Primary, up to 100"]


def test_it_has_the_schools_of_the_list(demonstration: Store) -> None:
    for chosen in ({}, {"independent": True, "la_codes": ["876"]}, {"period": "autumn"}):
        directory = ask(demonstration, "school_directory", 0, "2024/25", **chosen)
        listed = ask(demonstration, "school_list", 0, "2024/25", **chosen)
        assert directory["urn"].is_unique and set(directory["urn"]) == set(listed["urn"])

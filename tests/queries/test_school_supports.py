"""Support that a school gave and received."""

from pathlib import Path

from tests.builders import attended, hub, imported, link, school, table
from tests.builders.one_school import ask, converted, days
from tests.builders.supports import support


def test_both_directions_are_listed_newest_first_under_every_urn(tmp_path: Path) -> None:
    schools = [*converted(), school(900003, "Helper School"), school(900004, "Helped School")]
    store = hub(tmp_path, schools, [attended(900003, "10/10/2022")], [link(900002, "Predecessor", 900001)])
    rows = [
        support(900003, 900001, "10/10/2020", To="10/11/2020"),
        support(900002, 900004, "10/10/2022", Focus="Ratio", Days="1"),
        support(900003, 900004, "10/10/2022", Focus="Of others"),
    ]
    imported(store, table(rows, "supports.csv"))
    frame = ask(store, "school_supports", 900002)
    columns = ["direction", "name", "days", "focus", "programme_name"]
    assert frame[columns].to_numpy().tolist() == [
        ["given", "Helped School", 1.0, "Ratio", "Mastering Number at Reception and KS1"],
        ["received", "Helper School", 2.5, "Fractions", "Mastering Number at Reception and KS1"],
    ]
    assert days(frame["started_on"]) == ["10/10/2022", "10/10/2020"]


def test_the_other_school_is_the_one_that_it_is_today(tmp_path: Path) -> None:
    schools = [*converted(), school(900003)]
    store = hub(tmp_path, schools, [attended(900003, "10/10/2022")], [link(900002, "Predecessor", 900001)])
    imported(store, table([support(900001, 900003, "10/10/2020")], "supports.csv"))
    assert ask(store, "school_supports", 900003)["urn"].tolist() == [900002]

"""Standing by local authority, by phase and of the whole hub."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, link, school


def test_each_school_has_the_standing_that_its_years_give_it(tmp_path: Path) -> None:
    years = {
        900001: ["10/10/2022"],
        900002: ["10/10/2021", "10/10/2022"],
        900003: ["10/10/2020", "10/10/2022"],
        900004: ["10/10/2020"],
        900005: [],
        900006: ["10/10/2023"],
    }
    rows = [attended(urn, day, activity=f"{urn}") for urn, days in years.items() for day in days]
    store = hub(tmp_path, [school(urn) for urn in years], rows)
    frame = queries.run("standing_by_group", filters(), store.read(), {"breakdown": "la"}).frame
    assert frame.set_index("standing")["schools_of_standing"].to_dict() == {
        "new": 1,
        "sustained": 1,
        "re-engaged": 1,
        "lapsed": 1,
        "never": 2,
    }


def test_a_school_keeps_its_standing_when_it_becomes_an_academy(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2022", number="2001"), school(900002, opened="01-04-2022", number="2001")],
        [attended(900001, "10/10/2021"), attended(900002, "10/10/2022")],
        [link(900002, "Predecessor", 900001, "01-04-2022")],
    )
    frame = queries.run("standing_by_group", filters(), store.read(), {"breakdown": "la"}).frame
    assert frame.set_index("standing")["schools_of_standing"]["sustained"] == 1


def test_it_looks_at_the_whole_year_also_when_a_term_is_chosen(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/05/2023")])
    frame = queries.run("standing_by_group", filters(period="autumn"), store.read(), {"breakdown": "la"}).frame
    assert frame.set_index("standing")["schools_of_standing"]["new"] == 1


def test_the_whole_hub_is_what_the_local_authorities_add_up_to(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002, la="344"), school(900003, la="344")],
        [attended(900001, "10/10/2022"), attended(900002, "10/10/2021")],
    )
    total = queries.run("standing_by_group", filters(), store.read()).frame
    by_la = queries.run("standing_by_group", filters(), store.read(), {"breakdown": "la"}).frame
    summed = by_la.groupby("standing")["schools_of_standing"].sum()
    assert total.set_index("standing")["schools_of_standing"].to_dict() == summed.to_dict()
    assert total["standing"].tolist() == ["new", "sustained", "re-engaged", "lapsed", "never"]
    assert total["schools"].tolist() == [3] * 5
    assert total.columns.tolist() == by_la.columns.tolist()
    assert set(total["group_code"]) == {"all"}


def test_in_a_phase_only_programmes_for_it_make_a_standing(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", programme="PTFM"), attended(900001, "10/10/2021", programme="STFM")]
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    frame = queries.run("standing_by_group", filters(), store.read(), {"breakdown": "phase"}).frame
    found = frame[frame["schools_of_standing"] == 1].set_index("group_code")["standing"].to_dict()
    assert (found["primary"], found["secondary"]) == ("new", "lapsed")

"""One school, many URNs: a hand-made case for each rule of who counts for whom."""

import datetime as dt
from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store, listing
from tests.builders import attended, filters, hub, link, school


def reached(store: Store, year: str = "2022/23", **chosen: Any) -> list[int]:
    frame = queries.run("school_list", filters(year, **chosen), store.read()).frame
    return sorted(frame.loc[frame["is_reached"], "urn"].tolist())


def rung(store: Store, urn: int, year: str = "2022/23") -> str:
    frame = queries.run("school_list", filters(year), store.read()).frame
    return str(frame.set_index("urn").loc[urn, "rung"])


def test_what_a_school_attended_before_its_conversion_counts_for_the_academy(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2023"), school(900002, opened="01-04-2023")],
        [attended(900001, "10/10/2022")],
        [link(900001, "Successor", 900002, "01-04-2023")],
    )
    assert reached(store) == [900002]
    assert reached(store, period="autumn") == [900001]


def test_a_link_known_from_the_other_side_does_as_well(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2023"), school(900002, opened="01-04-2023")],
        [attended(900001, "10/10/2022")],
        [link(900002, "Predecessor", 900001)],
    )
    assert reached(store) == [900002]


def test_a_course_begun_under_the_old_urn_and_ended_under_the_new_one_is_completed(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2023"), school(900002, opened="01-04-2023")],
        [
            attended(900001, "10/10/2022", session=1),
            attended(900001, "10/01/2023", session=2),
            attended(900002, "10/05/2023", session=3),
            attended(900002, "10/06/2023", session=4),
        ],
        [link(900001, "Successor", 900002, "01-04-2023")],
    )
    assert rung(store, 900002) == "completed"


def test_chains_are_followed_past_schools_that_have_closed(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001, closed="31-08-2020"),
            school(900002, opened="01-09-2020", closed="31-08-2022"),
            school(900003, opened="01-09-2022"),
        ],
        [attended(900001, "10/10/2022")],
        [link(900001, "Successor", 900002), link(900003, "Predecessor", 900002)],
    )
    assert reached(store) == [900003]


def test_a_chain_may_lead_through_another_area(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-08-2020"), school(900009, la="999", closed="31-08-2022"), school(900003)],
        [attended(900001, "10/10/2022")],
        [link(900001, "Successor", 900009), link(900009, "Successor", 900003)],
    )
    assert reached(store) == [900003]


def test_of_a_split_the_school_of_the_same_number_is_meant(tmp_path: Path) -> None:
    parts = [school(900002, number="3002", opened="01-09-2022"), school(900003, number="2001", opened="01-09-2022")]
    split = [link(900001, "Successor - Split School", urn, "01-09-2022") for urn in (900002, 900003)]
    store = hub(
        tmp_path, [school(900001, number="2001", closed="31-08-2022"), *parts], [attended(900001, "10/10/2022")], split
    )
    assert reached(store) == [900003]


def test_else_the_earliest_link_is_meant_a_blank_date_last_and_else_the_lowest_urn(tmp_path: Path) -> None:
    schools = [school(900001, closed="31-08-2022"), school(900002), school(900003), school(900004)]

    def meant(folder: str, *dates: str) -> list[int]:
        linked = [link(900001, "Successor", urn, on) for urn, on in zip((900002, 900003, 900004), dates, strict=True)]
        return reached(hub(tmp_path / folder, schools, [attended(900001, "10/10/2022")], linked))

    assert meant("dates", "03-09-2022", "", "02-09-2022") == [900004]
    assert meant("blanks", "", "", "") == [900002]


def test_a_merger_takes_over_what_both_attended(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-12-2022"), school(900002, closed="31-12-2022"), school(900003, opened="01-01-2023")],
        [attended(900001, "10/10/2022", session=1), attended(900002, "10/11/2022", session=2)],
        [link(900001, "Successor - merged", 900003), link(900002, "Result of Amalgamation", 900003)],
    )
    assert reached(store) == [900003]
    assert rung(store, 900003) == "completed"


def test_an_old_register_that_carries_todays_urn_counts_for_the_school_of_the_time(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2023"), school(900002, opened="01-04-2023")],
        [attended(900002, "10/10/2021")],
        [link(900001, "Successor", 900002)],
    )
    assert reached(store, "2021/22") == [900001]


def test_links_that_tie_nothing_are_not_followed_and_imports_says_what_counts_nowhere(tmp_path: Path) -> None:
    kinds = ("Sixth Form Centre Link", "Other", "Expansion", "Merged - change in age range", "Closure")
    store = hub(
        tmp_path,
        [school(900001, "Closed School", closed="31-08-2022"), school(900002)],
        [attended(900001, "10/10/2022")],
        [link(900001, kind, 900002) for kind in kinds],
    )
    assert reached(store) == []
    assert listing.uncounted(store.read()) == [
        {"urn": 900001, "name": "Closed School", "closed_on": dt.date(2022, 8, 31), "attendances": 1}
    ]


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-08-2021"), school(900002, closed="31-08-2021"), school(900003)],
        [attended(900001, "10/10/2022")],
        [
            link(900001, "Successor", 900002),
            link(900002, "Successor", 900001),
            link(900002, "Successor", 900003),
        ],
    )
    assert reached(store) == [900003]


def test_term_edges_belong_to_the_term_before_and_after(tmp_path: Path) -> None:
    days = {"31/12/2022": "autumn", "01/01/2023": "spring", "10/04/2023": "spring", "11/04/2023": "summer"}
    for day, term in days.items():
        store = hub(tmp_path / day.replace("/", ""), [school(900001)], [attended(900001, day)])
        for period in ("autumn", "spring", "summer"):
            assert reached(store, period=period) == ([900001] if period == term else [])

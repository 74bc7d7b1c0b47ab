"""Schools gained and lost between two periods."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school

OTHER = {"other_year": "2021/22", "other_period": "year"}


def moves(store: Store, breakdown: str = "total", **chosen: Any) -> dict[tuple[str, str, str], Any]:
    frame = queries.run("compare_moves", filters(**chosen), store.read(), OTHER | {"breakdown": breakdown}).frame
    return {
        (row["la_code"], row["phase"], row["moved"]): (row["schools_of_move"], row["reached_of_move"])
        for _, row in frame.iterrows()
        if row["schools_of_move"]
    }


def test_each_school_makes_the_move_that_its_two_periods_give_it(tmp_path: Path) -> None:
    schools = [
        *(school(urn) for urn in (900001, 900002, 900003, 900004)),
        school(900005, opened="01-09-2022"),
        school(900006, opened="01-09-2022"),
        school(900007, closed="31-08-2022"),
        school(900008, closed="31-08-2022"),
    ]
    then, now = "10/10/2021", "10/10/2022"
    came = {900001: [then, now], 900002: [now], 900003: [then], 900005: [now], 900007: [then]}
    rows = [attended(urn, day, activity=f"{urn}") for urn, days in came.items() for day in days]
    assert moves(hub(tmp_path, schools, rows)) == {
        ("all", "all", "kept"): (1, 1),
        ("all", "all", "gained"): (1, 1),
        ("all", "all", "lost"): (1, 0),
        ("all", "all", "neither"): (1, 0),
        ("all", "all", "opened"): (2, 1),
        ("all", "all", "closed"): (2, 1),
    }


def test_a_school_that_became_an_academy_is_the_same_school_also_where_it_never_came(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001, closed="30-09-2022", number="2001"),
            school(900002, opened="01-10-2022", number="2001"),
            school(900003, closed="30-09-2022", number="2003"),
            school(900004, opened="01-10-2022", number="2003"),
        ],
        [attended(900001, "10/10/2021")],
        [link(900002, "Predecessor", 900001, "01-10-2022"), link(900003, "Successor", 900004)],
    )
    assert moves(store) == {("all", "all", "lost"): (1, 0), ("all", "all", "neither"): (1, 0)}


def test_of_two_schools_that_became_one_the_one_with_its_number_is_it_and_the_other_closed(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001, closed="31-08-2022", number="2001"),
            school(900002, closed="31-08-2022", number="2002"),
            school(900003, opened="01-09-2022", number="2002"),
        ],
        [attended(900001, "10/10/2021"), attended(900003, "10/10/2022")],
        [
            link(900001, "Successor - merged", 900003, "01-09-2022"),
            link(900002, "Successor - merged", 900003, "01-09-2022"),
        ],
    )
    assert moves(store) == {("all", "all", "gained"): (1, 1), ("all", "all", "closed"): (1, 1)}


def test_of_a_school_that_split_one_part_goes_on_and_the_other_opened(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001, phase="All-through", closed="31-08-2022", number="4001"),
            school(900002, opened="01-09-2022", number="2009"),
            school(900003, phase="Secondary", opened="01-09-2022", number="4001"),
        ],
        [attended(900001, "10/10/2021", programme="STFM"), attended(900003, "10/10/2022", programme="STFM")],
        [
            link(900001, "Successor - Split School", 900002, "01-09-2022"),
            link(900001, "Successor - Split School", 900003, "01-09-2022"),
        ],
    )
    assert moves(store) == {("all", "all", "kept"): (1, 1), ("all", "all", "opened"): (1, 0)}
    by_phase = moves(store, "phase")
    assert by_phase["all", "secondary", "kept"] == (1, 1)
    assert by_phase["all", "primary", "opened"] == (1, 0)
    assert by_phase["all", "primary", "closed"] == (1, 0)


def test_places_are_local_authorities_phases_or_both(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/10/2021", programme="STFM")]
    store = hub(tmp_path, [school(900001), school(900002, la="344", phase="Secondary")], rows)
    assert moves(store, "la") == {("876", "all", "gained"): (1, 1), ("344", "all", "lost"): (1, 0)}
    assert moves(store, "phase") == {("all", "primary", "gained"): (1, 1), ("all", "secondary", "lost"): (1, 0)}
    assert moves(store, "la_phase") == {("876", "primary", "gained"): (1, 1), ("344", "secondary", "lost"): (1, 0)}
    assert moves(store, "la", phases=["secondary"]) == {("344", "all", "lost"): (1, 0)}
    assert moves(store, la_codes=["876"]) == {("all", "all", "gained"): (1, 1)}


def test_every_move_has_a_row_whether_or_not_a_school_made_it(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    frame = queries.run("compare_moves", filters(), store.read(), OTHER | {"breakdown": "la"}).frame
    assert frame["moved"].tolist() == ["gained", "opened", "lost", "closed", "kept", "neither"]

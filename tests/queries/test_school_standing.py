"""How far a school came, and its standing."""

from pathlib import Path

from reach.store import Store
from tests.builders import attended, hub, school
from tests.builders.one_school import ask


def test_it_is_listed_for_the_school_and_for_each_phase_it_teaches(tmp_path: Path) -> None:
    schools = [school(900001, phase="All-through"), school(900002)]
    rows = [attended(900001, "10/10/2021", programme="STFM", activity="S"), attended(900001, "10/10/2022")]
    frame = ask(hub(tmp_path, schools, rows), "school_standing", 900001)
    assert frame[["phase", "rung", "is_reached", "standing"]].to_numpy().tolist() == [
        ["all", "attended", True, "sustained"],
        ["primary", "attended", True, "new"],
        ["secondary", "not_reached", False, "lapsed"],
    ]


def test_it_agrees_with_the_list_of_schools_in_every_view(demonstration: Store) -> None:
    for chosen in ({}, {"counted_as": "completed"}, {"strands": ["leadership"]}, {"period": "spring"}):
        listed = ask(demonstration, "school_list", 0, "2024/25", **chosen).set_index("urn")
        for urn in listed.index[::70]:
            whole = ask(demonstration, "school_standing", int(urn), "2024/25", **chosen).iloc[0]
            assert tuple(whole[["rung", "is_reached", "standing"]]) == tuple(
                listed.loc[urn, ["rung", "is_reached", "standing"]]
            )


def test_a_school_that_was_not_open_has_none(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002, opened="01-09-2023")], [attended(900001, "10/10/2022")])
    assert ask(store, "school_standing", 900002).empty

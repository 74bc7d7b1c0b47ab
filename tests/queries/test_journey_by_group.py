"""A journey by local authority, by phase and of the whole hub."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.rows import rows_of

JOURNEY = {"journey": "Primary Teaching for Mastery"}
PLACES = ["Readiness", "Development", "Embedding", "Sustaining", "Left", "Not yet"]


def places(store: Store, **chosen: Any) -> dict[str, int]:
    frame = queries.run("journey_by_group", filters(**chosen), store.read(), JOURNEY | {"breakdown": "la"}).frame
    assert frame["place"].tolist() == PLACES
    return {place: count for place, count in zip(frame["place"], frame["schools_at_place"], strict=True) if count} | {
        "schools": frame["schools"].iloc[0]
    }


def stage(urn: int, programme: str, on: str, **cells: Any) -> dict[str, Any]:
    return attended(urn, on, programme=programme, activity=f"{programme} {on}", **cells)


def test_a_school_stands_at_its_highest_stage_of_the_year_has_left_or_is_not_yet_on_it(tmp_path: Path) -> None:
    rows = [
        stage(900001, "PTFM-R", "10/10/2022"),
        stage(900001, "PTFM-D", "10/11/2022"),
        stage(900002, "PTFM-S", "10/10/2020"),
        stage(900003, "PTFM", "10/10/2022"),
        stage(900003, "PTFM-E", "10/10/2022", attendance="Absent"),
    ]
    store = hub(tmp_path, [school(900001), school(900002), school(900003)], rows)
    assert places(store) == {"Development": 1, "Left": 1, "Not yet": 1, "schools": 3}
    assert places(store, counted_as="signed_up") == {"Development": 1, "Embedding": 1, "Left": 1, "schools": 3}


def test_only_schools_that_it_is_for_count_whichever_strands_are_chosen(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, phase="Secondary"), school(900003, phase="All-through")]
    rows = [stage(900002, "PTFM-R", "10/10/2022", person="bea"), stage(900003, "PTFM-R", "10/10/2022")]
    store = hub(tmp_path, schools, rows)
    assert places(store, strands=["leadership"]) == {"Readiness": 1, "Not yet": 1, "schools": 2}


def test_whole_years_count_when_a_term_is_chosen(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [stage(900001, "PTFM-R", "10/05/2023")])
    assert places(store, period="autumn") == {"Readiness": 1, "schools": 1}


def test_an_academy_goes_on_where_its_predecessor_stood(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2022", number="2001"), school(900002, opened="01-04-2022", number="2001")],
        [stage(900001, "PTFM-R", "10/10/2021")],
        [link(900002, "Predecessor", 900001, "01-04-2022")],
    )
    assert places(store) == {"Left": 1, "schools": 1}
    assert places(store, year="2021/22") == {"Readiness": 1, "schools": 1}


def test_a_phase_has_the_schools_that_teach_it_and_only_phases_that_the_journey_is_for_are_there(
    tmp_path: Path,
) -> None:
    schools = [school(900001), school(900002, phase="All-through"), school(900003, phase="Secondary")]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022", programme="STFM-D")])

    def found(journey: str) -> list[tuple[Any, ...]]:
        frame = queries.run(
            "journey_by_group", filters(), store.read(), {"journey": journey, "breakdown": "phase"}
        ).frame
        return [
            (row.group_code, row.place, row.schools, row.schools_at_place)
            for row in rows_of(frame)
            if row.schools_at_place
        ]

    assert found("Primary Teaching for Mastery") == [("primary", "Not yet", 2, 2)]
    assert found("Secondary Teaching for Mastery") == [
        ("secondary", "Development", 2, 1),
        ("secondary", "Not yet", 2, 1),
    ]


def test_only_the_schools_open_in_the_period_and_chosen_stand_anywhere(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, group="Independent schools"), school(900003, closed="31-01-2023")]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022", programme="PTFM-R")])

    def counted(**chosen: Any) -> set[int]:
        choices = JOURNEY | {"breakdown": "phase"}
        return set(queries.run("journey_by_group", filters(**chosen), store.read(), choices).frame["schools"])

    assert counted() == {1}
    assert counted(independent=True) == counted(period="autumn") == {2}


def test_the_whole_hub_is_what_the_local_authorities_add_up_to(tmp_path: Path) -> None:
    schools = [school(900001, phase="All-through"), school(900002, la="344")]
    store = hub(tmp_path, schools, [stage(900001, "PTFM-R", "10/10/2022")])
    whole = queries.run("journey_by_group", filters(), store.read(), JOURNEY).frame
    by_la = queries.run("journey_by_group", filters(), store.read(), JOURNEY | {"breakdown": "la"}).frame
    assert whole.columns.tolist() == by_la.columns.tolist()
    assert set(whole["schools"]) == {2}
    summed = by_la.groupby("place")["schools_at_place"].sum()
    assert whole.set_index("place")["schools_at_place"].to_dict() == summed.to_dict()

"""Where a programme is still needed."""

from pathlib import Path

from reach import queries
from reach.sentences.places import on_need_crossed
from tests.builders import attended, filters, hub, imported, school, table
from tests.rows import values_of


def test_a_cell_has_its_schools_those_not_yet_reached_and_the_groups_they_would_fill(tmp_path: Path) -> None:
    schools = [school(900001 + n, la="344") for n in range(5)]
    schools += [school(900010, la="876", phase="All-through"), school(900011, la="876", phase="Secondary")]
    rows = [
        attended(900001, "10/10/2022", programme="Y58"),
        attended(900002, "10/10/2022", programme="Y58", person="bea"),
    ]
    store = hub(tmp_path, schools, rows)
    frame = queries.run("need_by_la_phase", filters(), store.read(), {"programme_code": "Y58"}).frame
    columns = ["la_code", "phase", "schools", "ever_reached", "not_yet_reached", "groups_wanted"]
    assert frame[columns].to_numpy().tolist() == [
        ["876", "primary", 1, 0, 1, 0],
        ["876", "secondary", 2, 0, 2, 1],
        ["344", "primary", 5, 2, 3, 1],
    ]


def test_a_school_held_back_from_the_programme_is_not_asked_for(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001 + n, la="344") for n in range(4)], [attended(900004, "10/10/2022")])
    rows = [
        {"School": "", "URN": 900001, "Programme": "MNRKS1", "Reason": "Control school", "Until": ""},
        {"School": "", "URN": 900002, "Programme": "Y58", "Reason": "Control school", "Until": ""},
        {"School": "", "URN": 900003, "Programme": "", "Reason": "Asked not to be", "Until": "31/12/2020"},
        {"School": "", "URN": 900004, "Programme": "", "Reason": "Asked not to be", "Until": ""},
    ]
    imported(store, table(rows, "held.csv"))
    chosen = {"programme_code": "MNRKS1"}
    frame = queries.run("need_by_la_phase", filters(), store.read(), chosen).frame
    columns = ["schools", "ever_reached", "schools_held_back", "not_yet_reached"]
    assert frame[columns].to_numpy().tolist() == [[4, 1, 1, 2]]
    need = queries.run("places_and_need", filters(), store.read()).frame.set_index("programme_code")
    assert values_of(need, "MNRKS1", columns) == [4, 1, 1, 2]
    listed = queries.run("need_schools", filters(), store.read(), chosen).frame.set_index("urn")["held_back"]
    assert listed[900001] == "Control school, for Mastering Number at Reception and KS1" and listed[900002] == ""


def test_a_stage_is_for_schools_that_have_been_at_the_stage_before_and_not_beyond(tmp_path: Path) -> None:
    came = {900001: "PTFM-R", 900002: "PTFM-D", 900003: "PTFM-E", 900004: "PTFM-S"}
    rows = [attended(urn, "10/10/2021", programme=code) for urn, code in came.items()]
    store = hub(tmp_path, [school(900001 + n) for n in range(5)], rows)
    columns = ["schools", "ever_reached", "schools_past_it", "schools_not_ready", "not_yet_reached"]

    def need(code: str) -> tuple[list[int], list[int]]:
        chosen = {"programme_code": code}
        cell = queries.run("need_by_la_phase", filters(), store.read(), chosen).frame
        schools = queries.run("need_schools", filters(), store.read(), chosen).frame
        called = queries.run("call_list", filters(), store.read(), chosen).frame["urn"]
        wanted = schools.loc[~schools["is_reached"], "urn"].tolist()
        assert set(called) == set(schools["urn"])
        return values_of(cell, 0, columns), wanted

    assert need("PTFM-R") == ([5, 1, 3, 0, 1], [900005])
    assert need("PTFM-D") == ([5, 1, 2, 1, 1], [900001])
    assert need("PTFM-E") == ([5, 1, 1, 2, 1], [900002])
    assert need("PTFM-S") == ([5, 1, 0, 3, 1], [900003])
    assert need("PTFM")[0] == [5, 0, 0, 0, 5]
    frame = queries.run("need_by_la_phase", filters(), store.read(), {"programme_code": "PTFM-D"}).frame
    assert "2 schools are past it and 1 school is not yet ready for it." in on_need_crossed(frame)

"""The ladder by local authority, by phase and of the whole hub."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_each_school_stands_on_its_highest_rung_and_on_all_below(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(urn) for urn in (900001, 900002, 900003, 900004)],
        [
            attended(900002, "10/10/2022", person="booked", attendance="Booked", activity="B"),
            attended(900003, "10/10/2022", person="once"),
            *(attended(900004, f"1{n}/10/2022", person="often", session=n) for n in range(4)),
        ],
    )
    frame = queries.run("ladder_by_group", filters(), store.read(), {"breakdown": "la"}).frame
    assert frame[["rung", "schools_on_rung", "schools_at_least"]].to_numpy().tolist() == [
        ["not_reached", 1, 4],
        ["signed_up", 1, 3],
        ["attended", 1, 2],
        ["completed", 1, 1],
    ]


def test_completing_takes_three_quarters_of_two_or_more_sessions_held(tmp_path: Path) -> None:
    def rung(folder: str, came_to: int, of: int) -> str:
        rows = [attended(900002, f"{n:02}/10/2022", person="other", session=n) for n in range(1, of + 1)]
        rows += [attended(900001, f"{n:02}/10/2022", session=n) for n in range(1, came_to + 1)]
        store = hub(tmp_path / folder, [school(900001), school(900002, la="344")], rows)
        ladder = queries.run("ladder_by_group", filters(la_codes=["876"]), store.read(), {"breakdown": "la"}).frame
        return str(ladder.loc[ladder["schools_on_rung"] == 1, "rung"].iloc[0])

    assert rung("a", 3, 4) == "completed"
    assert rung("b", 2, 3) == "attended"
    assert rung("c", 1, 1) == "attended"
    assert rung("d", 2, 2) == "completed"


def test_a_session_that_nobody_was_marked_for_was_not_held(tmp_path: Path) -> None:
    rows = [attended(900001, f"0{n}/10/2022", session=n) for n in (1, 2)]
    rows += [attended(900001, f"0{n}/11/2022", session=n + 2, attendance="Booked") for n in (1, 2, 3, 4)]
    store = hub(tmp_path, [school(900001)], rows)
    ladder = queries.run("ladder_by_group", filters(), store.read(), {"breakdown": "la"}).frame
    assert ladder.set_index("rung")["schools_on_rung"]["completed"] == 1


def test_a_school_stands_on_a_rung_of_its_own_in_each_phase(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, phase="All-through")],
        [
            attended(900001, "10/10/2022", programme="PTFM"),
            attended(900001, "10/10/2022", programme="STFM", activity="S", attendance="Absent"),
        ],
    )
    frame = queries.run("ladder_by_group", filters(), store.read(), {"breakdown": "phase"}).frame
    on_rung = frame[frame["schools_on_rung"] == 1]
    assert on_rung[["group_code", "rung"]].to_numpy().tolist() == [["primary", "attended"], ["secondary", "signed_up"]]


def test_a_school_of_several_phases_counts_once_in_the_whole_hub(tmp_path: Path) -> None:
    schools = [school(900001, phase="All-through"), school(900002, la="344")]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022", programme="PTFM")])
    whole = queries.run("ladder_by_group", filters(), store.read()).frame
    by_la = queries.run("ladder_by_group", filters(), store.read(), {"breakdown": "la"}).frame
    assert whole.columns.tolist() == by_la.columns.tolist()
    assert whole[["group_code", "rung", "schools", "schools_at_least"]].to_numpy().tolist() == [
        ["all", "not_reached", 2, 2],
        ["all", "signed_up", 2, 1],
        ["all", "attended", 2, 1],
        ["all", "completed", 2, 0],
    ]


def test_nobody_has_completed_before_the_year_is_over(tmp_path: Path) -> None:
    """Ada comes to both sessions of the autumn and to neither of the spring; the register is of 16 November 2023."""

    def ladder(year: str, period: str = "year") -> dict[str, int]:
        frame = queries.run("ladder_by_group", filters(year, period=period), store.read()).frame
        return dict(zip(frame["rung"], frame["schools_on_rung"], strict=True))

    rows = [attended(900001, day, session=n) for n, day in enumerate(("10/10/2022", "10/11/2022"))]
    rows += [attended(900001, day, session=n, attendance="Absent") for n, day in enumerate(("10/2/2023", "10/5/2023"))]
    rows += [attended(900001, day, session=n, activity="New") for n, day in enumerate(("02/10/2023", "03/10/2023"))]
    store = hub(tmp_path, [school(900001)], rows)
    assert ladder("2022/23") == {"not_reached": 0, "signed_up": 0, "attended": 1, "completed": 0}
    assert ladder("2022/23", "autumn") == {"not_reached": 0, "signed_up": 0, "attended": 0, "on_course": 1}
    assert ladder("2022/23", "spring") == {"not_reached": 0, "signed_up": 1, "attended": 0, "on_course": 0}
    assert "completed" in ladder("2022/23", "summer")
    assert ladder("2023/24")["on_course"] == ladder("2023/24", "autumn")["on_course"] == 1


def test_a_school_that_only_came_to_single_sessions_cannot_complete(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(urn) for urn in (900001, 900002, 900003, 900004)],
        [
            attended(900001, "10/10/2022", person="once"),
            *(attended(900002, f"1{n}/10/2022", person="twice", session=n, activity="B") for n in range(2)),
            attended(900003, "10/10/2022", person="at one of two", session=0, activity="B"),
            *(
                attended(900004, f"1{n}/10/2022", person="not there", session=n, activity="B", attendance="Absent")
                for n in range(2)
            ),
        ],
    )
    for breakdown in ("la", "phase", None):
        frame = queries.run("ladder_by_group", filters(), store.read(), {"breakdown": breakdown}).frame
        assert set(frame["schools_that_can_complete"]) == {2}, breakdown
        completed = frame[frame["rung"] == "completed"]
        assert completed["schools_at_least"].tolist() == [1], breakdown


def test_in_a_phase_only_activities_for_it_can_be_completed(tmp_path: Path) -> None:
    rows = [attended(900001, f"1{n}/10/2022", programme="PTFM", session=n) for n in range(2)]
    rows += [attended(900001, "10/10/2022", programme="STFM", activity="S")]
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    frame = queries.run("ladder_by_group", filters(), store.read(), {"breakdown": "phase"}).frame
    assert frame.drop_duplicates("group_code").set_index("group_code")["schools_that_can_complete"].to_dict() == {
        "primary": 1,
        "secondary": 0,
    }
    none = queries.run("ladder_by_group", filters(strands=["enrichment"]), store.read(), {"breakdown": "la"}).frame
    assert set(none["schools_that_can_complete"]) == {0}

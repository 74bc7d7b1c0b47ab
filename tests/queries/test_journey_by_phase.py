"""A journey by phase."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_a_phase_has_the_schools_that_teach_it_and_only_phases_that_the_journey_is_for_are_there(
    tmp_path: Path,
) -> None:
    schools = [school(900001), school(900002, phase="All-through"), school(900003, phase="Secondary")]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022", programme="STFM-D")])

    def found(journey: str) -> list[tuple]:
        frame = queries.run("journey_by_phase", filters(), store.read(), {"journey": journey}).frame
        return [
            (row.phase, row.place, row.schools, row.schools_at_place)
            for row in frame.itertuples()
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

    def counted(**chosen: object) -> set[int]:
        choices = {"journey": "Primary Teaching for Mastery"}
        return set(queries.run("journey_by_phase", filters(**chosen), store.read(), choices).frame["schools"])

    assert counted() == {1}
    assert counted(independent=True) == counted(period="autumn") == {2}

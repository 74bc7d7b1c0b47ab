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

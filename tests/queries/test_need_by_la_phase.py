"""Where a programme is still needed."""

from pathlib import Path

from reach import queries
from tests.given import attended, filters, hub, school


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

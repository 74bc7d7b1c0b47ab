"""Academic years that can be looked at."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_they_run_from_the_first_session_to_the_year_after_the_last(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001)],
        [attended(900001, "10/10/2021"), attended(900001, "10/12/2023", session=2, attendance="Booked")],
    )
    frame = queries.run("academic_years", filters(), store.read()).frame
    assert frame.to_numpy().tolist() == [
        ["2024/25", False],
        ["2023/24", False],
        ["2022/23", False],
        ["2021/22", True],
    ]

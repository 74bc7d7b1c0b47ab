"""The years and terms that sign-ups or attendance are recorded of."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_a_term_is_recorded_once_somebody_signed_up_or_came(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002)],
        [
            attended(900001, "10/10/2022"),
            attended(900002, "10/10/2022", person="emmy"),
            attended(900001, "10/05/2023", session=2),
            attended(900001, "10/10/2023", activity="Group 2", attendance="Booked"),
        ],
    )
    frame = queries.run("recorded_periods", filters(), store.read()).frame
    assert frame.to_numpy().tolist() == [
        ["2023/24", "year"],
        ["2023/24", "autumn"],
        ["2022/23", "summer"],
        ["2022/23", "year"],
        ["2022/23", "autumn"],
    ]

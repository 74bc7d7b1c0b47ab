"""The ladder by phase."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_a_school_stands_on_a_rung_of_its_own_in_each_phase(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, phase="All-through")],
        [
            attended(900001, "10/10/2022", programme="PTFM"),
            attended(900001, "10/10/2022", programme="STFM", activity="S", attendance="Absent"),
        ],
    )
    frame = queries.run("ladder_by_phase", filters(), store.read()).frame
    on_rung = frame[frame["schools_on_rung"] == 1]
    assert on_rung[["phase", "rung"]].to_numpy().tolist() == [["primary", "attended"], ["secondary", "signed_up"]]

"""Pupils brought by local authority and phase."""

from pathlib import Path

from reach import queries
from tests.builders import filters
from tests.builders.pupils import with_pupils


def test_head_counts_are_added_up_and_a_school_counts_in_each_phase(tmp_path: Path) -> None:
    version = with_pupils(tmp_path).read()
    frame = queries.run("pupils_by_la_phase", filters(), version).frame
    columns = ["la_name", "phase", "pupils", "schools_with_pupils", "pupils_a_school"]
    assert frame[columns].to_numpy().tolist() == [
        ["Halton", "primary", 50, 3, 50 / 3],
        ["Halton", "secondary", 15, 1, 15],
    ]
    autumn = queries.run("pupils_by_la_phase", filters(period="autumn", phases=["primary"]), version).frame
    assert autumn["pupils"].tolist() == [30]
    assert queries.run("pupils_by_la_phase", filters(strands=["cpd"]), version).frame.empty

"""The schools that brought pupils."""

from pathlib import Path

from reach import queries
from tests.builders import filters
from tests.builders.pupils import with_pupils


def test_schools_are_listed_once_most_pupils_first(tmp_path: Path) -> None:
    frame = queries.run("pupil_schools", filters(), with_pupils(tmp_path).read()).frame
    assert frame[["urn", "pupils", "sessions"]].to_numpy().tolist() == [
        [900001, 30, 2],
        [900005, 15, 1],
        [900002, 5, 1],
    ]
    assert frame["school_group"].tolist()[1] == "Fifth 5, most disadvantaged"

"""Pupils brought by disadvantage."""

from pathlib import Path

from reach import queries
from tests.builders import filters
from tests.builders.pupils import with_pupils


def test_shares_are_of_all_pupils_brought_and_of_all_on_roll(tmp_path: Path) -> None:
    frame = queries.run("pupils_by_fifth", filters(), with_pupils(tmp_path).read()).frame
    assert frame["school_group"].tolist()[0] == "Fifth 5, most disadvantaged"
    assert frame["pupils"].tolist() == [15, 0, 0, 5, 30]
    assert frame["share_of_pupils"].tolist() == [0.3, 0, 0, 0.1, 0.6]
    assert frame["share_of_roll"].tolist() == [0.2] * 5
    assert frame["schools_with_pupils"].tolist() == [1, 0, 0, 1, 1]

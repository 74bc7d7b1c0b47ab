"""The schools whose pages can be opened."""

from pathlib import Path

from tests.builders import hub, school
from tests.builders.one_school import ask


def test_open_schools_come_first_and_closed_ones_of_the_area_are_there_too(tmp_path: Path) -> None:
    schools = [
        school(900001, "A Closed School", closed="31-08-2015"),
        school(900002, "C School"),
        school(900003, "B School"),
        school(900004, "Elsewhere School", la="999"),
        school(900005, "D School", status="Proposed to open"),
    ]
    rows = ask(hub(tmp_path, schools), "school_choices", 0)
    assert list(zip(rows["urn"], rows["is_open"], strict=True)) == [
        (900003, True),
        (900002, True),
        (900001, False),
        (900005, False),
    ]
    assert rows["dfe_number"][0] == "876/0003"

"""Numbers, dates and names as people read them."""

import datetime as dt

import pandas as pd
import pytest

from reach import formats


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("reach", 0.4567, "45.7%"),
        ("schools", 1234, "1,234"),
        ("urn", 123456, "123456"),
        ("other_urn", 123456, "123456"),
        ("distance_km", 3.4213, "3.4"),
        ("distance_km", 12.0, "12"),
        ("part_size", 0.5, "0.50"),
        ("score", 71.25, "71.2"),
        ("gap_points", -7.2, "-7"),
        ("of_no_query", 1234.0, "1,234"),
        ("rung", "signed_up", "Signed up"),
        ("standing", "re-engaged", "Back again"),
        ("phase", "post-16", "Post-16"),
        ("phases", "primary; post-16", "Primary, Post-16"),
        ("is_reached", True, "Yes"),
        ("last_attended_on", pd.Timestamp("2023-02-01"), "01/02/2023"),
        ("pupils", pd.NA, ""),
        ("last_attended_on", pd.NaT, ""),
        ("name", "St Euclid's", "St Euclid's"),
    ],
)
def test_a_cell_is_shown_as_people_read_it(column: str, value: object, shown: str) -> None:
    assert formats.cell(column, value) == shown


def test_counts_agree_with_their_noun() -> None:
    assert formats.count_of(1, "school") == "1 school"
    assert formats.count_of(0, "school") == "0 schools"
    assert formats.count_of(2345, "person", "people") == "2,345 people"


def test_lists_and_days_and_points_read_well() -> None:
    assert formats.listed(["A", "B", "C"]) == "A, B and C"
    assert formats.listed(["A"]) == "A"
    assert formats.listed([]) == ""
    assert formats.day(dt.date(2023, 8, 31)) == "31 August 2023"
    assert formats.points(0.031) == "+3 points"
    assert formats.points(-0.01) == "-1 point"
    assert formats.percent(None) == "–"

"""The tables of a pack: what a reader needs, and the mark of what is low."""

import dataclasses

import pandas as pd

from reach.report import Pack
from reach.report.tables import columns_of, rows_of

FRAME = pd.DataFrame(
    {
        "academic_year": "2024/25",
        "period": ["autumn", "spring"],
        "la_code": ["876", "344"],
        "la_name": ["Halton", "Wirral"],
        "people": pd.array([pd.NA, 12], dtype="Int64"),
        "pupils": pd.array([pd.NA, pd.NA], dtype="Int64"),
    }
)


def test_codes_and_what_says_nothing_are_left_out_and_what_is_low_is_marked(pack: Pack) -> None:
    exhibit = next(iter(pack.exhibits)).exhibit
    result = dataclasses.replace(exhibit.result, frame=FRAME, low=frozenset({(0, "people")}))
    columns = columns_of(dataclasses.replace(exhibit, result=result))
    assert [column.heading for column in columns] == ["Period", "Local authority", "People"]
    assert rows_of(columns) == [("Autumn term", "Halton", "[low]"), ("Spring term", "Wirral", "12")]
    assert [column.is_number for column in columns] == [False, False, True]


def test_a_table_without_rows_keeps_its_headings(pack: Pack) -> None:
    exhibit = next(iter(pack.exhibits)).exhibit
    nothing = dataclasses.replace(exhibit.result, frame=FRAME.head(0))
    assert columns_of(dataclasses.replace(exhibit, result=nothing))

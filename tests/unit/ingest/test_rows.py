"""Rows that are held by column say what rows that are held one by one say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach.ingest.cells import text_of
from reach.ingest.rows import Rows

CELLS = st.none() | st.sampled_from(["", " ", "Ada", "0", "\u200b"]) | st.integers(0, 3)
COLUMNS = ("school", "email", "attendance")
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS), max_size=6)


def numbered(rows: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    return [(10 + place // 2, row) for place, row in enumerate(rows)]


@given(rows=ROWS)
def test_rows_come_back_as_they_were_given_with_blanks_for_what_they_lack(rows: list[dict[str, Any]]) -> None:
    known = {column for row in rows for column in row}
    assert list(Rows.of(numbered(rows))) == [
        (number, {column: row.get(column) for column in known}) for number, row in numbered(rows)
    ]


@given(rows=ROWS, column=st.sampled_from(COLUMNS))
def test_a_column_is_blank_where_no_text_can_be_seen(rows: list[dict[str, Any]], column: str) -> None:
    held = Rows.of(numbered(rows))
    said = [text_of(row.get(column)) for row in rows]
    assert (held.blank(column), held.has(column)) == (said.count(""), any(said))
    assert list(map(text_of, held.column(column))) == said


@given(rows=ROWS, column=st.sampled_from(COLUMNS))
def test_what_is_said_of_all_rows_fills_blank_cells_and_no_others(rows: list[dict[str, Any]], column: str) -> None:
    filled = Rows.of(numbered(rows)).filled({column: "said"})
    assert list(map(text_of, filled.column(column))) == [text_of(row.get(column)) or "said" for row in rows]


@given(rows=ROWS, left_out=st.sets(st.integers(10, 12)))
def test_rows_are_left_out_by_their_numbers(rows: list[dict[str, Any]], left_out: set[int]) -> None:
    held = Rows.of(numbered(rows))
    assert list(held.without(left_out)) == [(number, row) for number, row in held if number not in left_out]


def test_a_column_can_be_replaced_and_taken_away() -> None:
    rows = Rows([1, 2], {"school": ["Hill", "Dale"], "email": ["a@x.example", None]})
    changed = rows.with_columns({"school": ["Sine", "Cosine"], "email": None})
    assert list(changed) == [(1, {"school": "Sine"}), (2, {"school": "Cosine"})]
    assert not changed.has("email") and rows.has("email")


def test_columns_that_differ_in_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(Rows([1, 2], {"school": ["Hill"]}))

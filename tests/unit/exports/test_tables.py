import csv
import io
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reach.exhibit import Exhibit
from reach.exports.tables import STAMP_COLUMNS, csv_of, defuse, exhibit_csv
from tests.unit.exports.conftest import NASTY, exhibit


def read_back(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def would_run(cell: str) -> bool:
    return cell[:1] in ("\t", "\r", "\n", "\0") or cell.lstrip()[:1] in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@A1", "\t1", "\r1", "\n1", "\0=1", " =1", '"=1', "'=1", "\x07=1"),
        *("＝1", "＋1", "－1", "＠1", "\ufeff=1", "\u200b=1", "﹦1", "−1"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1, -0.5, 0, None, True, "", " ", "A-level", "2022/23", "1 = 1", "数学"])
def test_anything_else_stays_as_text(value: Any) -> None:
    assert defuse(value) is value


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text() | st.sampled_from("=+-@\t\r＝").flatmap(lambda first: st.text().map(lambda rest: first + rest)),
            st.floats() | st.integers() | st.none() | st.booleans(),
        ),
        min_size=1,
    )
)
def test_no_cell_of_a_csv_would_run(rows: list[tuple[str, Any]]) -> None:
    read = read_back(csv_of(pd.DataFrame(rows, columns=["=name", "number"], dtype=object)))
    assert len(read) == len(rows) + 1
    assert not [cell for row in read for cell in row if would_run(cell) and not is_number(cell)]


def test_figures_stay_raw_under_the_querys_own_names(usual: Exhibit) -> None:
    header, *rows = read_back(exhibit_csv(usual))
    assert header == [*usual.result.frame.columns, *STAMP_COLUMNS]
    assert rows[0][:7] == ["100000", "Cosine Park Primary School", "1234", "-0.25", "0.125", "true", "2023-02-01"]
    assert (rows[2][0], rows[2][6]) == ("", "")


def test_every_row_carries_what_defends_it(nasty: Exhibit) -> None:
    header, *rows = read_back(exhibit_csv(nasty))
    for row in rows:
        stamp = dict(zip(header, row, strict=True))
        assert (stamp["as_at"], stamp["counted_as"], stamp["for_period"]) == ("2023-08-31", "attended", "2022/23")
        assert "Local authorities: All" in stamp["filters"]
        assert stamp["definition"] == nasty.definition
        assert stamp["source"] == nasty.source
    assert not [cell for row in rows for cell in row if would_run(cell) and not is_number(cell)]


def test_texts_stay_as_they_are_behind_the_apostrophe(nasty: Exhibit) -> None:
    read = [row[1] for row in read_back(exhibit_csv(nasty))[1:]]
    assert [cell.removeprefix("'") for cell in read] == [text or "" for text in NASTY]


def test_lines_end_as_spreadsheets_expect(usual: Exhibit) -> None:
    assert exhibit_csv(usual).count(b"\r\n") == exhibit_csv(usual).count(b"\n") == 4


def test_without_figures_one_row_carries_the_stamp_alone(empty: Exhibit) -> None:
    header, row = read_back(exhibit_csv(empty))
    assert row[: -len(STAMP_COLUMNS)] == [""] * len(empty.result.frame.columns)
    assert dict(zip(header, row, strict=True))["as_at"] == "2023-08-31"


def test_a_source_of_the_querys_own_keeps_its_name() -> None:
    own = exhibit(pd.DataFrame({"name": ["a"], "reach": [0.5], "source": ["Annual report"]}))
    header, row = read_back(exhibit_csv(own))
    assert header[2:] == ["source", *STAMP_COLUMNS[:-1], "stamp_source"]
    assert (row[2], row[-1]) == ("Annual report", own.source)

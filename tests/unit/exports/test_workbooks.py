import datetime as dt
import io
import re
import zipfile
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from reach.exhibit import Exhibit
from reach.exports.workbooks import ABOUT, FIGURES, exhibit_xlsx
from tests.unit.exports.conftest import NASTY, exhibit


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def table(content: bytes) -> list[list[Any]]:
    rows = sheets(content)[FIGURES]
    return rows[next(position for position, row in enumerate(rows) if row[0] in ("URN", "Figures")) :]


def test_figures_are_numbers_and_dates_under_peoples_headings(usual: Exhibit) -> None:
    header, first, second, third = table(exhibit_xlsx(usual))
    assert header == ["URN", "School", "Pupils", "Change", "Reach", "Reached", "Last attended"]
    assert first == [100000, "Cosine Park Primary School", 1234, -0.25, 0.125, "Yes", dt.date(2023, 2, 1)]
    assert (second[5], third[0], third[6]) == ("No", "[x]", "[x]")


def test_figures_are_one_table_with_number_formats_and_no_merged_cells(usual: Exhibit) -> None:
    content = parts(exhibit_xlsx(usual))
    assert 'ref="A5:G8"' in content["xl/tables/table1.xml"]
    assert {"0.0%", "dd/mm/yyyy", "#,##0"} <= set(re.findall(r'formatCode="([^"]+)"', content["xl/styles.xml"]))
    assert not any("mergeCell" in part for part in content.values())


@pytest.mark.parametrize("which", ["usual", "nasty", "empty"])
def test_the_first_sheet_says_all_that_defends_the_figures(which: str, request: pytest.FixtureRequest) -> None:
    shown: Exhibit = request.getfixturevalue(which)
    read = sheets(exhibit_xlsx(shown))
    assert list(read) == [ABOUT, FIGURES]
    text = "\n".join(str(row[0]) for row in read[ABOUT])
    assert all(f"{what}: {value}" in text for what, value in shown.stamp)
    assert "How this is counted" in text
    assert "31 August 2023" in text


def test_nothing_in_a_workbook_runs_or_leads_elsewhere(nasty: Exhibit) -> None:
    content = parts(exhibit_xlsx(nasty))
    assert not any(re.search(r"<f[ >]|<hyperlink", part) for part in content.values())
    assert not any("/hyperlink" in part for part in content.values())


def test_texts_are_shown_as_they_are(nasty: Exhibit) -> None:
    read = [row[1] for row in table(exhibit_xlsx(nasty))[1:]]
    expected = [(text or "").replace("\x07", "").strip() or "[x]" for text in NASTY]
    assert [text.replace("\r\n", "\n") for text in read] == [text.replace("\r\n", "\n") for text in expected]


def test_a_code_stays_a_text(nasty: Exhibit) -> None:
    assert "00123" in [row[1] for row in table(exhibit_xlsx(nasty))]


def test_without_figures_the_table_says_so(empty: Exhibit) -> None:
    assert table(exhibit_xlsx(empty)) == [["Figures"], ["There are none for these filters."]]


def test_columns_with_the_same_heading_are_distinguished() -> None:
    frame = pd.DataFrame({"name": ["a"], "reach": [0.5], "academic year": ["x"], "academic_year": ["2022/23"]})
    header = sheets(exhibit_xlsx(exhibit(frame)))[FIGURES][-2]
    assert header == ["School", "Reach", "Academic year (academic year)", "Academic year (academic_year)"]

"""What is taken away: pictures, tables and workbooks that defend themselves and run nothing."""

import csv
import dataclasses
import io
import threading
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from reach import exports, queries
from reach.charts.reaching import reach_bars
from reach.errors import ExportError
from reach.exhibit import Exhibit
from reach.exports import pictures
from reach.exports.browsers import browser
from reach.exports.picture_layout import WIDTH
from reach.exports.tables import csv_of, defuse
from reach.store import Store
from tests import effort
from tests.builders import SETTINGS, filters
from tests.typed import present

NASTY = [
    '=HYPERLINK("http://evil.example","click")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "{=1+1}",
    "http://evil.example/",
    "<b>bold</b> & “quotes” ' \"",
    "😀 \u202e right to left \x07 bell $$note$$",
    "x" * 200,
]


@pytest.fixture
def exhibit(demonstration: Store) -> Exhibit:
    result = queries.run("reach_by_la", filters("2024/25", la_codes=["876", "344"]), demonstration.read())
    chart = reach_bars(result.frame, by="la_code", label="la_name")
    return Exhibit("Reach <by> local authority & more", result, chart, "A sentence.", SETTINGS)


@pytest.fixture
def nasty(exhibit: Exhibit) -> Exhibit:
    frame = pd.DataFrame({"name": NASTY, "reach": [0.5] * len(NASTY), "schools": [-1] * len(NASTY)})
    return dataclasses.replace(exhibit, result=dataclasses.replace(exhibit.result, frame=frame))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content: bytes) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name("Figures").to_python()


@pytest.mark.parametrize("kind", exports.FORMATS.values(), ids=lambda kind: kind.label)
def test_every_format_makes_a_file_of_its_kind_with_a_name_that_says_what_it_is(
    exhibit: Exhibit, kind: exports.Format
) -> None:
    openings = {"PNG": b"\x89PNG", "SVG": b"<svg", "CSV": b"\xef\xbb\xbfacademic_year", "XLSX": b"PK"}
    assert kind.make(exhibit).startswith(openings[kind.label])
    assert exports.file_name(exhibit, kind) == f"reach-by-la-2024-25-as-at-2025-08-31.{kind.extension}"


def test_a_csv_row_carries_what_defends_it(exhibit: Exhibit) -> None:
    first = rows_of(exports.FORMATS["CSV"].make(exhibit))[0]
    assert first["as_at"] == "2025-08-31" and first["counted_as"] == "attended"
    assert "Local authorities: Halton, Wirral" in first["filters"]
    assert first["definition"].startswith("Reach by local authority") and first["source"] and first["output_class"]
    assert 0 <= float(first["reach"]) <= 1


def test_no_rows_is_a_valid_file_that_says_so(exhibit: Exhibit) -> None:
    empty = dataclasses.replace(
        exhibit, result=dataclasses.replace(exhibit.result, frame=exhibit.result.frame.iloc[:0])
    )
    (row,) = rows_of(exports.FORMATS["CSV"].make(empty))
    assert row["as_at"] == "2025-08-31" and row["reach"] == ""
    assert sheet_of(exports.FORMATS["XLSX"].make(empty))[-1] == ["There are none for these filters."]


def test_a_workbook_holds_numbers_as_numbers_and_says_what_they_are(exhibit: Exhibit) -> None:
    content = exports.FORMATS["XLSX"].make(exhibit)
    sheet = sheet_of(content)
    heading = next(position for position, row in enumerate(sheet) if row[0] == "Academic year")
    shown = pd.DataFrame(sheet[heading + 1 :], columns=sheet[heading])
    assert shown["Reach"].tolist() == exhibit.result.frame["reach"].tolist()
    about = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("About").to_python()
    text = " ".join(str(row[0]) for row in about)
    for words in (
        "As at: 31 August 2025",
        "Local authorities: Halton, Wirral",
        "Source:",
        "Definition:",
        "Who may see it:",
    ):
        assert words in text
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert "mergeCell" not in "".join(archive.read(name).decode() for name in archive.namelist() if "sheet" in name)


def test_text_that_looks_like_a_formula_or_an_address_is_text(nasty: Exhibit) -> None:
    content = exports.FORMATS["XLSX"].make(nasty)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    names = [row[0] for row in sheet_of(content)]
    assert NASTY[0] in names and NASTY[1] in names and "x" * 200 in names
    for written, meant in zip(rows_of(exports.FORMATS["CSV"].make(nasty)), NASTY, strict=True):
        assert written["name"].lstrip("'") == meant
        assert written["schools"] == "-1"


@effort.examples(usual=40, thorough=1000)
@given(st.text(max_size=12))
def test_no_text_in_a_csv_begins_as_a_formula(text: str) -> None:
    written = next(iter(rows_of(csv_of(pd.DataFrame({"a": [text], "b": [1]})))), {"a": ""})["a"]
    assert not written.lstrip(" \"'\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0").startswith(
        ("=", "+", "-", "@")
    ) or written.startswith("'")
    assert defuse(-1.5) == -1.5


def test_a_picture_stands_for_itself(exhibit: Exhibit) -> None:
    before = present(exhibit.figure).to_json()
    svg = exports.FORMATS["SVG"].make(exhibit).decode()
    text = " ".join(ElementTree.fromstring(svg).itertext())  # noqa: S314 - our own drawing
    for words in ("Reach <by> local authority & more", "31 August 2025", "Halton, Wirral", "A sentence.", "Source:"):
        assert words in text
    assert present(exhibit.figure).to_json() == before
    png = exports.FORMATS["PNG"].make(exhibit)
    assert int.from_bytes(png[16:20], "big") == 2 * WIDTH


def test_pictures_can_be_drawn_from_several_threads(exhibit: Exhibit) -> None:
    drawn: list[bytes] = []
    threads = [threading.Thread(target=lambda: drawn.append(exports.FORMATS["PNG"].make(exhibit))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(drawn) == 3 and all(each.startswith(b"\x89PNG") for each in drawn)


def test_without_a_browser_the_error_says_what_to_do(exhibit: Exhibit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "browser", lambda: None)
    with pytest.raises(ExportError, match="Install Chrome, Edge or Chromium"):
        exports.FORMATS["PNG"].make(exhibit)
    assert exports.FORMATS["CSV"].make(exhibit)


def test_the_browser_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "chrome"
    mine.touch()
    browser.cache_clear()
    monkeypatch.setenv("BROWSER_PATH", str(mine))
    assert browser() == mine
    browser.cache_clear()
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    assert browser() is None
    browser.cache_clear()

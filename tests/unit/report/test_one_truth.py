"""The same figure is the same number in all five formats and on the page: read back out of each, and compared."""

import base64
import csv
import dataclasses
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from reach import formats
from reach.exports import browser
from reach.report import ChosenFilters, Pack, Part, Recipe, chosen_formats, pack_files
from reach.report.packs import Numbered
from reach.report.tables import columns_of, rows_of
from reach.store import Store
from tests import effort
from tests.markup import page_of, xml_of
from tests.skips import needs_browser
from tests.unit.report.conftest import pack_of

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def files(pack: Pack) -> dict[str, bytes]:
    return made_of(pack, ["pptx", "html", "xlsx"] + (["pdf"] if browser() else []))


@pytest.fixture(scope="module")
def pictured(pack: Pack) -> Pack:
    """The pack, of which a usual run draws every third section: to draw each chart twice takes a minute."""
    return pack if effort.is_thorough() else dataclasses.replace(pack, sections=pack.sections[::3])


def made_of(pack: Pack, extensions: list[str]) -> dict[str, bytes]:
    return {name.rpartition(".")[2]: content for name, content in pack_files(pack, chosen_formats(extensions))}


def numbers(values: Any) -> list[float]:
    return [float(value) for value in values if value is not None and not pd.isna(value) and not isinstance(value, str)]


def numeric(numbered: Numbered) -> dict[str, list[float]]:
    frame = numbered.exhibit.result.frame
    return {
        name: numbers(frame[name])
        for name in frame.columns
        if pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
    }


def test_the_workbook_has_the_figures(pack: Pack, files: dict[str, bytes]) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    for numbered in pack.exhibits:
        rows = workbook.get_sheet_by_name(f"Table {numbered.number}").to_python()
        frame = numbered.exhibit.result.frame
        table = pd.DataFrame(rows[-len(frame) :], columns=range(len(rows[-1])))
        for position, name in enumerate(frame.columns):
            if name in numeric(numbered):
                assert numbers(table[position]) == pytest.approx(numeric(numbered)[name]), (numbered.number, name)


def test_the_web_page_has_the_figures_as_tables_and_as_charts(pack: Pack, files: dict[str, bytes]) -> None:
    page = page_of(files["html"].decode("utf-8"))
    for numbered in pack.exhibits:
        article = page.xpath(f"//article[@data-exhibit='{numbered.number}']")[0]
        cells = [tuple(cell.text_content() for cell in row.xpath("th|td")) for row in article.xpath(".//tbody/tr")]
        assert cells == rows_of(columns_of(numbered.exhibit))
        data = article.xpath(".//script[@type='application/json']")
        if numbered.exhibit.figure is not None:
            drawn = list(drawn_in(json.loads(data[0].text)["data"]))
            assert drawn == pytest.approx(list(drawn_in(json.loads(numbered.exhibit.figure.to_json())["data"])))
            assert drawn


def test_charts_draw_only_numbers_that_the_query_found(pack: Pack) -> None:
    asked = pd.concat([result.frame for result in pack.answers.values()])
    known = {round(value, 6) for name in asked.select_dtypes("number") for value in numbers(asked[name])}
    known |= {round(value / 100, 6) for value in known}
    for numbered in pack.exhibits:
        figure = numbered.exhibit.figure
        if figure is not None and figure.data[0].type == "bar":
            drawn = {round(value, 6) for value in drawn_in(json.loads(figure.to_json())["data"])}
            assert drawn <= known | {0.0}, (numbered.number, drawn - known)


def drawn_in(traces: list[dict[str, Any]]) -> Iterator[float]:
    """Give the numbers that stand along the axes of a figure."""
    for trace in traces:
        for axis in ("x", "y", "z"):
            values = trace.get(axis)
            if isinstance(values, dict):
                values = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).tolist()
            for value in np.ravel(np.array(values or [], dtype=object)):
                if isinstance(value, int | float) and not pd.isna(value):
                    yield float(value)


@needs_browser
def test_the_pdf_has_every_sentence_and_every_cell(pack: Pack, files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for numbered in pack.exhibits:
        assert squeezed(numbered.exhibit.title) in text
        for column in columns_of(numbered.exhibit):
            missing = [cell for cell in column.cells if squeezed(cell) not in text]
            assert not missing, (numbered.number, column.name, missing[:3])


@needs_browser
def test_the_pdf_is_tagged_and_says_what_its_pictures_show(pack: Pack, files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode("utf-8")
    alternatives = set(alternative_texts(root["/StructTreeRoot"]))
    for numbered in pack.exhibits:
        if numbered.exhibit.figure is not None:
            assert f"{numbered.exhibit.title}. {numbered.exhibit.sentence}" in alternatives


def alternative_texts(element: Any) -> Iterator[str]:
    """Walk the tree of tags."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            if "/Alt" in each:
                yield str(each["/Alt"])
            if "/K" in each:
                waiting.append(each["/K"])


@needs_browser
def test_the_archive_has_the_figures_and_says_the_same(pictured: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(made_of(pictured, ["zip"])["zip"])) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["said"] == [each.text for section in pictured.sections for each in section.headlines]
        for numbered, entry in zip(pictured.exhibits, manifest["exhibits"], strict=True):
            assert (entry["number"], entry["sentence"]) == (numbered.number, numbered.exhibit.sentence)
            (table,) = [name for name in entry["files"] if name.endswith(".csv")]
            rows = list(csv.DictReader(io.StringIO(archive.read(table).decode("utf-8-sig"))))
            for name, expected in numeric(numbered).items():
                assert [float(row[name]) for row in rows if row[name]] == pytest.approx(expected)
            if numbered.exhibit.figure is not None:
                assert {name.rpartition(".")[2] for name in entry["files"]} == {"csv", "png", "svg"}
                assert archive.read(f"{table.removesuffix('.csv')}.png").startswith(b"\x89PNG")


def test_the_slides_charts_hold_the_figures(pack: Pack, files: dict[str, bytes]) -> None:
    """Every number in a native chart is one that the figure draws."""
    drawn = {
        round(value, 9)
        for numbered in pack.exhibits
        if numbered.exhibit.figure is not None
        for value in drawn_in(json.loads(numbered.exhibit.figure.to_json())["data"])
    }
    with zipfile.ZipFile(io.BytesIO(files["pptx"])) as archive:
        charts = [name for name in archive.namelist() if name.startswith("ppt/charts/chart")]
        assert len(charts) >= 8
        for name in charts:
            tree = xml_of(archive.read(name))
            values = [float(each.text) for each in tree.iterfind(f".//{CHART}val//{CHART}v")]
            assert values, name
            assert {round(value, 9) for value in values} <= drawn | {0.0}, name


def test_every_format_says_the_headlines(pack: Pack, files: dict[str, bytes]) -> None:
    said = [headline.text for section in pack.sections for headline in section.headlines]
    page = page_of(files["html"].decode("utf-8")).text_content()
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_name("What is said").to_python()
    with zipfile.ZipFile(io.BytesIO(files["pptx"])) as archive:
        slides = "".join(
            "".join(xml_of(archive.read(name)).itertext())
            for name in archive.namelist()
            if name.startswith("ppt/slides/slide")
        )
        notes = "".join(
            "".join(xml_of(archive.read(name)).itertext())
            for name in archive.namelist()
            if name.startswith("ppt/notesSlides/notesSlide")
        )
    for headline in said:
        assert headline.removesuffix(".") in page + notes and headline.removesuffix(".") in slides + notes
        assert headline in [row[-1] for row in workbook]


def test_what_is_hidden_is_marked_in_every_format(demonstration: Store) -> None:
    recipe = Recipe.usual(ChosenFilters(academic_year="2024/25", period="spring", la_codes=("876",)), "forum", "public")
    parts = (Part(section="attendance"),)
    public = pack_of(demonstration, recipe.model_copy(update={"parts": parts}))
    numbered = next(each for each in public.exhibits if each.exhibit.result.hidden and each.exhibit.result.low)
    marked, low = (
        sum(column.cells.count(mark) for column in columns_of(numbered.exhibit)) for mark in ("[c]", "[low]")
    )
    assert marked == len(numbered.exhibit.result.hidden) > 0
    assert low == len(numbered.exhibit.result.low) > 0
    extensions = ["pptx", "html", "xlsx"] + (["pdf", "zip"] if browser() else [])
    made = made_of(public, extensions)
    article = page_of(made["html"].decode("utf-8")).xpath(f"//article[@data-exhibit='{numbered.number}']")[0]
    assert [cell.text_content() for cell in article.xpath(".//td")].count("[c]") == marked
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made["xlsx"])).get_sheet_by_name(f"Table {numbered.number}")
    rows_of_sheet = sheet.to_python()
    assert sum(row.count("[c]") for row in rows_of_sheet) == marked
    assert sum(row.count("[low]") for row in rows_of_sheet) == low
    assert any(formats.ROUNDED in str(cell) for row in rows_of_sheet for cell in row)
    with zipfile.ZipFile(io.BytesIO(made["pptx"])) as archive:
        assert any(
            b"[c]" in archive.read(name) for name in archive.namelist() if "/charts/" in name or "/slides/" in name
        )
    if browser():
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made["pdf"])).pages)
        assert text.count("[c]") >= marked
        with zipfile.ZipFile(io.BytesIO(made["zip"])) as archive:
            (table,) = [
                name for name in archive.namelist() if name.startswith(numbered.number) and name.endswith("csv")
            ]
            rows = list(csv.reader(io.StringIO(archive.read(table).decode("utf-8-sig"))))
            assert sum(row.count("c") for row in rows) == marked
            assert sum(row.count("low") for row in rows) == low


def test_a_chosen_filter_that_figures_ignore_is_said_in_every_format(demonstration: Store) -> None:
    recipe = Recipe.usual(ChosenFilters(academic_year="2024/25", counted_as="completed"))
    pack = pack_of(demonstration, recipe.model_copy(update={"parts": (Part(section="attendance"),)}))
    ignoring = [each for each in pack.exhibits if "counted_as" not in each.exhibit.result.query.parameters]
    assert ignoring and all(each.exhibit.not_applied == f"{IGNORES}." for each in ignoring)
    made = made_of(pack, ["pptx", "html", "xlsx"] + (["pdf", "zip"] if browser() else []))
    page = page_of(made["html"].decode("utf-8"))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(made["xlsx"]))
    for numbered in ignoring:
        (article,) = page.xpath(f"//article[@data-exhibit='{numbered.number}']")
        assert IGNORES in article.text_content() and "Counted as reached: Completed" not in article.text_content()
        rows = workbook.get_sheet_by_name(f"Table {numbered.number}").to_python()
        assert any(IGNORES in str(cell) for row in rows for cell in row)
    with zipfile.ZipFile(io.BytesIO(made["pptx"])) as archive:
        slides = [archive.read(each).decode("utf-8") for each in archive.namelist() if each.startswith("ppt/slides/s")]
    assert sum(IGNORES in slide for slide in slides) >= len(ignoring)
    if browser():
        text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(made["pdf"])).pages)
        assert squeezed(text).count(squeezed(IGNORES)) >= len(ignoring)
        with zipfile.ZipFile(io.BytesIO(made["zip"])) as archive:
            entries = {each["number"]: each for each in json.loads(archive.read("manifest.json"))["exhibits"]}
        for numbered in ignoring:
            assert entries[numbered.number]["stamp"]["Filters not applied"] == "Counted as reached"
            assert "Counted as reached" not in entries[numbered.number]["stamp"]


IGNORES = "Filters not applied: Counted as reached"


def squeezed(text: str) -> str:
    """Leave out blanks: a line that goes on in the next has none to be found by."""
    return "".join(text.split()).replace("\u00ad", "")

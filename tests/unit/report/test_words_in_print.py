"""What is printed is for people who do not have the dashboard before them: no word of its screens, code or users."""

import io
import json
import re
import zipfile
from collections.abc import Iterator

import pypdf
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from reach import queries
from reach.report import READERS, ChosenFilters, FromStore, Recipe, chosen_formats, make_pack, pack_files
from reach.report.recipes import Reader
from reach.store import Store
from tests import effort
from tests.markup import page_of
from tests.skips import needs_browser
from tests.unit.report.conftest import MADE_AT

USER = "quentin.xylander@school.example"
_OF_THE_SCREEN = re.compile(
    r"\b(?:side ?bar|on[ -]screen|click\w*|hover\w*|drop-?down|rung|exhibit|output class)\b", re.I
)
_OF_THE_CODE = [name for name in queries.names() if "_" in name]


@pytest.fixture(scope="module", params=effort.some_of(list(READERS), 1, name="words in print"))
def texts(request: pytest.FixtureRequest, demonstration: Store) -> dict[str, list[str]]:
    """What every format of the usual pack of a reader says, by its file's ending."""
    reader: Reader = request.param
    recipe = Recipe.usual(ChosenFilters(academic_year="2024/25"), reader=reader)
    pack = make_pack(recipe, FromStore(demonstration.read()), demonstration.settings, made_at=MADE_AT, made_by=USER)
    formats = chosen_formats(["pptx", "pdf", "html", "xlsx", "zip"])
    files = {name.rpartition(".")[2]: content for name, content in pack_files(pack, formats)}
    return {ending: list(_READ[ending](content)) for ending, content in files.items()}


_PRINTED = ("ppt/slides/", "ppt/notesSlides/", "ppt/charts/", "docProps/core")
"""Where a deck has what it says; masters and layouts say “Click to add text” to whoever edits them."""


def words_of_office(content: bytes) -> Iterator[str]:
    """Give the texts of slides, notes and sheets, and what pictures, charts and tables say of themselves."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and name.startswith(_PRINTED):
                root = etree.fromstring(archive.read(name))
                yield from (text for text in map(str, root.itertext()) if text.strip())
                attributes = (each.get(name) for each in root.iter() for name in ("descr", "title"))
                yield from (each for each in attributes if each)


def words_of_workbook(content: bytes) -> Iterator[str]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in workbook.sheet_names:
        yield name
        # The data dictionary says what columns are called in CSV files: they are for programs.
        skipped = 3 if name == "Data dictionary" else None
        for row in workbook.get_sheet_by_name(name).to_python():
            yield from (cell for column, cell in enumerate(row) if isinstance(cell, str) and column != skipped)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from map(str, etree.fromstring(archive.read("docProps/core.xml")).itertext())


def words_of_page(content: bytes) -> Iterator[str]:
    page = page_of(content.decode("utf-8"))
    yield from map(str, page.xpath("//@alt | //@title | //@aria-label | //@content"))
    for each in page.xpath("//script | //style"):
        each.drop_tree()
    yield str(page.text_content())


def words_of_pdf(content: bytes) -> Iterator[str]:
    document = pypdf.PdfReader(io.BytesIO(content))
    yield from (" ".join(each.extract_text().split()) for each in document.pages)
    yield from map(str, (document.metadata or {}).values())


def words_of_archive(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from archive.namelist()
        yield json.dumps(json.loads(archive.read("manifest.json")), ensure_ascii=False)
        for name in archive.namelist():
            if name.endswith(".svg"):
                root = etree.fromstring(archive.read(name))
                yield from (str(each.text) for each in root.iter("{*}text", "{*}title", "{*}desc") if each.text)
            elif name.endswith(".csv"):
                yield archive.read(name).decode("utf-8-sig").partition("\n")[2]


_READ = {
    "pptx": words_of_office,
    "pdf": words_of_pdf,
    "html": words_of_page,
    "xlsx": words_of_workbook,
    "zip": words_of_archive,
}


@needs_browser
def test_no_word_of_the_screen_of_the_code_or_of_who_made_it(texts: dict[str, list[str]]) -> None:
    assert set(texts) == set(_READ)
    found = {
        (ending, word)
        for ending, said in texts.items()
        for text in said
        for word in [*_OF_THE_SCREEN.findall(text), *(name for name in (*_OF_THE_CODE, USER) if name in text)]
    }
    assert not found


@needs_browser
def test_every_format_is_read(texts: dict[str, list[str]]) -> None:
    for ending, said in texts.items():
        assert sum(len(text.split()) for text in said) > 500, ending

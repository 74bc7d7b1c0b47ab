"""A pack of a hub whose names are the worst: each format is made, shows them as they are, and runs nothing."""

import csv
import dataclasses
import datetime as dt
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from lxml import etree
from playwright.sync_api import Browser, Dialog
from python_calamine import CalamineWorkbook

from reach import queries
from reach.exports.tables import defuse, without_control_characters
from reach.exports.workbooks import MOST_LETTERS
from reach.ingest.template import template_xlsx
from reach.report import PACK_FORMATS, ChosenFilters, FromStore, Pack, Recipe, make_pack, pack_files
from reach.report.recipes import Addition, Part
from reach.store import Store
from tests.builders.hostile import ELSEWHERE, HOSTILE, ORDINARY, hostile_hub
from tests.golden import fixed_hub
from tests.markup import xml_of
from tests.skips import NO_BROWSER

NOWHERE_WRITTEN = (
    "control \x00\x01\x07\x0b\x0c\x1f\x7f\x85\x9f",
    "half \ud83d and \udc00",
    "noncharacter \ufdd0 \ufffe \uffff \U0001ffff",
    "private \ue000 \U000f0000 unassigned \u0378 \U000e0041",
    "line\u2028apart\u2029and\ttabs\r\nand _x0041_ ]]> <!-- --> &amp;",
    "x" * 40_000,
)
"""What some formats cannot hold, or no font draws."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return hostile_hub(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def pack(store: Store) -> Pack:
    filters = ChosenFilters(academic_year=fixed_hub.YEAR_OVER)
    parts = tuple(Part(section=section) for section in ("headlines", "attendance", "partners", "added", "counted"))
    weights = queries.WEIGHTS
    of_names: dict[str, dict[str, object]] = {
        "attendance.activities_to_worry_about": {},
        "fairness.reach_by_trust": {},
        "call_list.first_to_ring": {"programme_code": None, "today": str(fixed_hub.TODAY), **weights},
    }
    added = tuple(
        Addition(make=make, options=json.dumps(options), filters=filters) for make, options in of_names.items()
    )
    recipe = Recipe.usual(filters).model_copy(update={"parts": parts, "additions": added})
    made_at = dt.datetime(2024, 2, 20, 9, 30)
    pack = make_pack(recipe, FromStore(store.read()), store.settings, made_at=made_at, made_by=HOSTILE[0])
    first, *rest = pack.sections
    worst = dataclasses.replace(first, paragraphs=(*HOSTILE, *ORDINARY, *NOWHERE_WRITTEN), title=NOWHERE_WRITTEN[0])
    exhibit = next(pack.exhibits).exhibit
    title, sentence = " ".join(NOWHERE_WRITTEN[:4]), " ".join((*HOSTILE, *NOWHERE_WRITTEN[:5]))
    hub = pack.settings.model_copy(update={"hub": pack.settings.hub.model_copy(update={"name": title})})
    named = dataclasses.replace(exhibit, settings=hub, title=title, sentence=sentence)
    numbered = tuple(
        dataclasses.replace(each, exhibit=named) if each.exhibit is exhibit else each
        for section in rest
        for each in section.exhibits
    )
    rest[0] = dataclasses.replace(rest[0], exhibits=numbered[: len(rest[0].exhibits)])
    return dataclasses.replace(pack, sections=(worst, *rest), settings=hub)


@pytest.fixture(scope="module")
def files(pack: Pack) -> dict[str, bytes]:
    if not all(each.is_possible for each in PACK_FORMATS.values()):
        pytest.skip(NO_BROWSER)
    made = pack_files(pack, list(PACK_FORMATS.values()))
    return {name.rpartition(".")[2]: content for name, content in made}


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the parts of an Office file, of the workbooks in it, too."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            yield name, part
            if name.endswith(".xlsx"):
                yield from ((f"{name}: {inner}", each) for inner, each in parts_of(part))


def assert_runs_nothing(content: bytes) -> int:
    """Read every part of an Office file; give how many cells of its sheets are texts."""
    texts = 0
    for name, part in parts_of(content):
        if not name.endswith((".xml", ".rels")):
            continue
        tree = etree.fromstring(part)
        for element in tree.iter(etree.Element):
            tag, is_of_sheet = etree.QName(element).localname, "spreadsheetml" in etree.QName(element).namespace
            assert tag not in ("hlinkClick", "hlinkMouseOver", "externalReference"), name
            assert tag != "f" or not is_of_sheet, name  # a chart says with it which cells it shows
            assert tag != "hyperlink" or element.get("location"), name  # from the contents to a sheet
            assert element.get("TargetMode") != "External", name
            assert tag != "c" or element.get("t") in (None, "n", "s", "b", "str"), name
            texts += tag == "c" and element.get("t") == "s"
    return texts


def test_every_format_is_made_and_what_is_xml_is_whole(files: dict[str, bytes]) -> None:
    assert files.keys() == PACK_FORMATS.keys()
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as archive:
        drawings = [archive.read(name) for name in archive.namelist() if name.endswith(".svg")]
    assert len(drawings) > 3
    for drawing in drawings:
        links = xml_of(drawing).xpath("//@*[contains(., $elsewhere)]", elsewhere=ELSEWHERE)
        assert [each for each in links if each.attrname != "aria-label"] == []


@pytest.mark.parametrize("format_", ["pptx", "xlsx"])
def test_no_cell_is_a_formula_and_nothing_leads_elsewhere(files: dict[str, bytes], format_: str) -> None:
    assert assert_runs_nothing(files[format_]) > 50


def test_the_template_with_the_hubs_own_lists_runs_nothing_either(store: Store) -> None:
    lists = [{"activity": text, "school": text, "lead_partner": text} for text in (*HOSTILE, *ORDINARY)]
    assert assert_runs_nothing(template_xlsx(store.settings, {"register": lists})) > 50


def test_a_text_that_would_run_stays_as_it_is_and_is_marked_as_text(files: dict[str, bytes]) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    said = [str(row[-1]) for row in workbook.get_sheet_by_name("What is said").to_python()]
    for text in (*HOSTILE, *ORDINARY):
        assert without_control_characters(text) in said
    assert max(map(len, said)) == MOST_LETTERS
    parts = dict(parts_of(files["xlsx"]))
    styles = xml_of(parts["xl/styles.xml"])
    is_quoted = [each.get("quotePrefix") == "1" for each in styles.find("{*}cellXfs")]
    shared = ["".join(each.itertext()) for each in xml_of(parts["xl/sharedStrings.xml"])]
    checked = 0
    for name, part in parts.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        for cell in xml_of(part).iter("{*}c"):
            text = shared[int(cell.findtext("{*}v"))] if cell.get("t") == "s" else ""
            if text and defuse(text) != text:
                assert is_quoted[int(cell.get("s", "0"))], text
                checked += 1
    assert checked >= len([text for text in (*HOSTILE, *ORDINARY) if defuse(text) != text])


def test_the_web_page_asks_nothing_and_says_nothing_of_its_own(
    files: dict[str, bytes], chromium: Browser, tmp_path: Path
) -> None:
    (tmp_path / "pack.html").write_bytes(files["html"])
    tab = chromium.new_page()
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", dismiss)
    tab.on("pageerror", lambda error: asked.append(str(error)))
    tab.goto((tmp_path / "pack.html").as_uri())
    tab.wait_for_selector(".main-svg")
    elements = tab.evaluate(
        f'document.querySelectorAll(\'iframe, [src*="{ELSEWHERE}"], [href*="{ELSEWHERE}"]\').length'
    )
    text = tab.inner_text("body")
    tab.close()
    assert elements == 0
    assert [each for each in asked if not each.startswith(("file:", "data:", "blob:"))] == []
    assert all(each in text for each in HOSTILE[:6])


def test_the_pdf_shows_names_as_they_are(files: dict[str, bytes]) -> None:
    pages = pypdf.PdfReader(io.BytesIO(files["pdf"])).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for each in (*HOSTILE[:6], HOSTILE[10], *ORDINARY):
        assert "".join(each.split()) in text
    assert not [
        annotation for page in pages for annotation in page.get("/Annots", []) if "/URI" in str(annotation.get_object())
    ]


@pytest.mark.thorough
def test_libreoffice_works_out_nothing_and_changes_no_text(files: dict[str, bytes], tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "start.py test --thorough installs LibreOffice, with Calc"
    (tmp_path / "pack.xlsx").write_bytes(files["xlsx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    every_sheet_as_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [soffice, profile, "--headless", "--convert-to", every_sheet_as_utf8, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "pack.xlsx")], check=True, capture_output=True, timeout=180)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    for name in workbook.sheet_names:
        with (tmp_path / f"pack-{name}.csv").open(encoding="utf-8", newline="") as file:
            shown = {squeezed(cell) for row in csv.reader(file) for cell in row}
        written = {
            squeezed(cell) for row in workbook.get_sheet_by_name(name).to_python() for cell in row if is_text(cell)
        }
        assert written - shown == set(), name
        assert not [cell for cell in shown - written if re.search(r"#(NAME|VALUE|REF)|Err:\d", cell)], name


def is_text(cell: object) -> bool:
    return isinstance(cell, str)


def squeezed(cell: object) -> str:
    return re.sub(r"\s", "", str(cell))

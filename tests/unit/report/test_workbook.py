"""The pack as a workbook: a sheet a table, real headings, nothing merged, nothing that runs."""

import dataclasses
import io
import re
import zipfile

from python_calamine import CalamineWorkbook

from reach.report import Pack
from reach.report.workbook import write
from tests.unit.report.conftest import section


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_sheets_stand_in_the_order_in_which_they_are_read(pack: Pack) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(write(pack))).sheet_names
    tables = [f"Table {numbered.number}" for numbered in pack.exhibits]
    assert names == ["Cover", "Contents", "What is said", "Notes", *tables, "All figures", "Data dictionary"]


def test_every_sheet_of_figures_is_one_real_table(pack: Pack) -> None:
    parts = parts_of(write(pack))
    tables = [part for name, part in parts.items() if name.startswith("xl/tables/")]
    assert len(tables) >= sum(1 for _ in pack.exhibits) + 2
    assert not any("mergeCell" in part for part in parts.values())
    assert not any(re.search(r"<f[ >]", part) for part in parts.values())


def test_contents_and_notes_name_every_table(pack: Pack) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(write(pack)))
    contents, notes = (
        "\n".join(str(cell) for row in workbook.get_sheet_by_name(name).to_python() for cell in row)
        for name in ("Contents", "Notes")
    )
    for numbered in pack.exhibits:
        assert f"Table {numbered.number}" in contents and f"Table {numbered.number}" in notes
        assert numbered.exhibit.definition in notes


def test_texts_that_look_like_formulas_stay_texts(pack: Pack) -> None:
    lines = ("=1+1", "@SUM(A1)", "+4", "-4", "\tx", "<b>&</b>", "👩‍🏫", "x" * 200)
    said = dataclasses.replace(pack, sections=(section(key="next", title="Next", paragraphs=lines),))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(write(said))).get_sheet_by_name("What is said").to_python()
    assert [row[-1] for row in rows[-len(lines) :]] == list(lines)

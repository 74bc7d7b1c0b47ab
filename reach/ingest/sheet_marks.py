"""What an XLSX says of its sheets that its reader does not: which rows are hidden, and which formulas failed."""

import html
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from reach.ingest.extents import unpack_member

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\st=[\"']e[\"'])[^>]*?\br=[\"']([A-Za-z]+)(\d+)[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?"
    rb"<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_IS_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")


@dataclass(frozen=True)
class SheetMarks:
    """hidden_rows are the numbers of rows that nobody sees; errors are cells such as #N/A, by line and place from 0."""

    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)


def xlsx_marks(archive: zipfile.ZipFile) -> dict[str, SheetMarks]:
    """Give what there is to say of each sheet, by its name; a sheet of which there is nothing to say is left out.

    Raises what zipfile raises for a part that is damaged.
    """
    found: dict[str, SheetMarks] = {}
    for name, part in _parts_of_sheets(archive).items():
        content = unpack_member(archive, archive.getinfo(part))
        hidden = _hidden_rows(content) if b"hidden=" in content else frozenset()
        has_errors = b't="e"' in content or b"t='e'" in content
        errors = _errors(content) if has_errors else {}
        if hidden or errors:
            found[name] = SheetMarks(hidden, errors)
    return found


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of the archive that each sheet is in, by its name; none where the workbook does not say it."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = unpack_member(archive, archive.getinfo("xl/_rels/workbook.xml.rels"))
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATION.findall(relations)}
    workbook = unpack_member(archive, archive.getinfo("xl/workbook.xml"))
    found = {}
    for tag in _SHEET.findall(workbook):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if part in names:
            found[_attribute(tag, "name")] = part
    return found


def _attribute(tag: bytes, name: str) -> str:
    match = re.search(rf"\s{name}=(?:\"([^\"]*)\"|'([^']*)')", tag.decode("utf-8", errors="replace"))
    return html.unescape(match[1] or match[2] or "") if match else ""


def _hidden_rows(sheet: bytes) -> frozenset[int]:
    tags = (tag for tag in _ROW.findall(sheet) if _IS_HIDDEN.search(tag))
    return frozenset(int(number[1]) for tag in tags if (number := _NUMBER.search(tag)))


def _errors(sheet: bytes) -> dict[tuple[int, int], str]:
    found = {}
    for letters, line, error in _ERROR.findall(sheet):
        place = 0
        for letter in letters.upper():
            place = place * 26 + letter - ord("A") + 1
        found[int(line) - 1, place - 1] = html.unescape(error.decode("utf-8", errors="replace"))
    return found

"""From a file to named columns: unpacked, decoded, and recognised by its header.

Everything here works in memory: what a file says of people never reaches the disk on its way in.
"""

import csv
import datetime as dt
import functools
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from reach.errors import ImportFileError

LARGEST_UNPACKED_BYTES = 500 * 1024 * 1024
"""More than five national establishment registers; a zip that unpacks to more is not one of ours."""

_COLUMN_NAMES = Path(__file__).resolve().parent / "column_names.csv"

KINDS = {
    "establishments": "an establishment register of the DfE (edubasealldata)",
    "links": "its links file (links_edubasealldata)",
    "register": "a register in the hub's template",
}
"""The kinds of file that can be imported, in the order in which they build on each other."""

REQUIRED_COLUMNS = {
    "establishments": (
        "urn",
        "name",
        "la_code",
        "la_name",
        "establishment_number",
        "establishment_type",
        "type_group",
        "status",
        "opened_on",
        "closed_on",
        "gias_phase",
        "low_age",
        "high_age",
        "sixth_form",
    ),
    "links": ("urn", "linked_urn", "link_type"),
    "register": ("activity", "programme", "held_on", "school", "attendance"),
}
"""What must be there. A file is taken for a kind when most of these are."""


@dataclass(frozen=True)
class SourceFile:
    """A file as it was given, or as it was found in a zip."""

    name: str
    content: bytes
    came_in: str = ""

    @property
    def given_name(self) -> str:
        """The name of the file as the user gave it: a zip's, for what was in it."""
        return self.came_in or self.name

    @property
    def content_hash(self) -> str:
        """A text that two files share only when they are the same to the byte."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet rather than text: told by its first bytes, not by its name."""
        return self.content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


@dataclass(frozen=True)
class Table:
    """A recognised table: its kind, and its rows under our own column names.

    columns maps our column name to its position in a row. rows pairs the row's number as the user sees it in
    the file or sheet, the first line being 1, with its cells.
    """

    kind: str
    columns: dict[str, int]
    rows: list[tuple[int, Sequence[Any]]]


def read_source(path: Path) -> SourceFile:
    """Read a file from the disk.

    Raises ImportFileError where it is not there or may not be read.
    """
    try:
        return SourceFile(path.name, path.read_bytes())
    except OSError as error:
        raise ImportFileError(f"{path.name} cannot be read", f"{error.strerror or error}.") from None


def unpack(source: SourceFile) -> list[SourceFile]:
    """Give the tables in a zip, or the file itself where it is none.

    A spreadsheet is a zip, too, and is given as it is. Raises ImportFileError for a zip that is damaged, locked,
    too large or without a table in it.
    """
    if not source.content.startswith(b"PK") or _is_spreadsheet(source):
        return [source]
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            members = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
            if sum(info.file_size for info in members) > LARGEST_UNPACKED_BYTES:
                raise ImportFileError(
                    f"{source.name} is too large",
                    f"It would unpack to more than {LARGEST_UNPACKED_BYTES // 2**20} MB. Nothing was changed.",
                )
            found = [
                SourceFile(
                    Path(info.filename).name,
                    archive.read(info),
                    source.name if len(members) == 1 else f"{source.name}: {Path(info.filename).name}",
                )
                for info in members
            ]
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, NotImplementedError) as error:
        raise ImportFileError(
            f"{source.name} cannot be unpacked",
            f"The zip is damaged, cut short or has a password ({type(error).__name__}). Nothing was changed. "
            "Download it again, or unpack it and import the CSV file in it.",
        ) from None
    if not found:
        raise ImportFileError(
            f"{source.name} has no table in it", "There is no CSV file in this zip. Nothing was changed."
        )
    return found


def decode(source: SourceFile) -> str:
    """Give a text file's text: Unicode where it is that, else Windows' Western European.

    Raises ImportFileError for what is no text at all.
    """
    content = source.content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252") if b"\0" not in content else ()
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFileError(
        f"{source.name} is not a table",
        "It is neither text nor a spreadsheet. Nothing was changed. Save the table as CSV or XLSX and try again.",
    )


def recognise(headings: Sequence[str]) -> tuple[str, dict[str, int]] | None:
    """Tell the kind of table from its headings, and where each of our columns stands; None where it is no kind."""
    best: tuple[int, str, dict[str, int]] | None = None
    for kind, required in REQUIRED_COLUMNS.items():
        positions = _positions(kind, headings)
        found = len(positions.keys() & set(required))
        if 2 * found > len(required) and (best is None or found > best[0]):
            best = (found, kind, positions)
    return best[1:] if best else None


def require_columns(name: str, kind: str, columns: Iterable[str]) -> None:
    """Check that every needed column is there.

    Raises ImportFileError naming the missing columns by the heading that people know.
    """
    missing = [column for column in REQUIRED_COLUMNS[kind] if column not in set(columns)]
    if missing:
        headings = ", ".join(f"“{usual_heading(kind, column)}”" for column in missing)
        raise ImportFileError(
            f"{name} lacks {'a column' if len(missing) == 1 else 'columns'}",
            f"It looks like {KINDS[kind]}, but {headings} is not among the headings in line 1. "
            "Nothing was changed. Add what is missing, or download the file again with all its columns.",
        )


def usual_heading(kind: str, column: str) -> str:
    """Give the heading under which people know one of our columns."""
    return next(heading for heading, known in headings_of(kind) if known == column)


def read_table(source: SourceFile) -> Table:
    """Read a register or another table of modest size from CSV text or a workbook.

    Raises ImportFileError where it is none that we know, or lacks a column.
    """
    rows: Sequence[tuple[int, Sequence[Any]]] = _workbook_rows(source) if source.is_workbook else _text_rows(source)
    for position, (_, cells) in enumerate(rows):
        recognised = recognise([_text(cell) for cell in cells])
        if recognised:
            kind, columns = recognised
            require_columns(source.name, kind, columns)
            body = [(number, cells) for number, cells in rows[position + 1 :] if any(map(_text, cells))]
            return Table(kind, columns, body)
    raise not_recognised(source.name, [_text(cell) for cell in rows[0][1]] if rows else [])


def not_recognised(name: str, headings: Sequence[str]) -> ImportFileError:
    """Give the error for a file of no kind that we know."""
    known = "; ".join(KINDS.values())
    seen = ", ".join(f"“{heading}”" for heading in headings[:6] if heading)
    what = f"Its first line says {seen}" if seen else "It is empty"
    return ImportFileError(
        f"{name} is not recognised",
        f"{what}. Nothing was changed. What can be imported: {known}. "
        "A template to fill in stands on the Imports page.",
    )


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


@functools.cache
def headings_of(kind: str) -> tuple[tuple[str, str], ...]:
    """Give (heading, our column) pairs of a kind, the usual heading of each column first."""
    with _COLUMN_NAMES.open(encoding="utf-8", newline="") as file:
        return tuple((row["heading"], row["column"]) for row in csv.DictReader(file) if row["kind"] == kind)


def _heading_key(heading: str) -> str:
    return re.sub(r"[\s_\-]+", "", heading).casefold()


def _positions(kind: str, headings: Sequence[str]) -> dict[str, int]:
    known = {_heading_key(heading): column for heading, column in headings_of(kind)}
    positions: dict[str, int] = {}
    for position, heading in enumerate(headings):
        column = known.get(_heading_key(heading))
        if column:
            positions.setdefault(column, position)
    return positions


def _is_spreadsheet(source: SourceFile) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return False
    return "[Content_Types].xml" in names or "content.xml" in names


def _text_rows(source: SourceFile) -> list[tuple[int, list[str]]]:
    text = decode(source)
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        raise ImportFileError(
            f"{source.name} cannot be read",
            f"From line {line} on the quotes do not match: the file may be cut short. Nothing was changed. "
            "Save it as CSV once more, or as XLSX.",
        ) from None
    return rows


def _workbook_rows(source: SourceFile) -> list[tuple[int, list[Any]]]:
    """Give the rows of the first visible sheet whose headings are of a kind that we know, else of the first."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.content))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        sheets = [workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in visible]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        raise ImportFileError(
            f"{source.name} cannot be opened",
            f"The workbook is damaged or has a password ({type(error).__name__}). Nothing was changed. "
            "Open it in Excel, remove the password, save it as XLSX and try again.",
        ) from None
    for sheet in sheets:
        rows = list(enumerate(sheet, start=1))
        if any(recognise([_text(cell) for cell in cells]) for _, cells in rows[:20]):
            return rows
    return list(enumerate(sheets[0], start=1)) if sheets else []


def date_in_name(name: str) -> dt.date | None:
    """Give the date in a file's name such as edubasealldata20231116.csv, None where there is none."""
    for digits in re.findall(r"(?<!\d)(20\d{6})(?!\d)", name):
        try:
            return dt.datetime.strptime(digits, "%Y%m%d").date()
        except ValueError:
            continue
    return None

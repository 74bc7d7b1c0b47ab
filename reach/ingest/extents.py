"""How far a workbook's sheets reach, read from its bytes before a reader makes room for them.

The reader of workbooks lays each sheet out as a full grid. One stray cell in the far corner of an otherwise small
sheet, or one damaged byte in an old XLS, would make it ask for more memory than the machine has, and that ends the
whole process rather than raising an error. So the grid is measured first.

The sheets of an old XLS are records in one stream of its compound file, which olefile reads.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"

_XLSX_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])(?:[^>]*?\sr\s*=\s*[\"'](\d+))?")
_XLSX_FILLED_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?:[^>]*?\sr\s*=\s*[\"']([A-Za-z]+)\d+)?[^>]*(?<!/)>")

_PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Extent:
    """The rows and columns of the grid that holds a sheet's filled cells, counted from the first row and column."""

    rows: int
    columns: int

    @property
    def cells(self) -> int:
        """How many cells the full grid has."""
        return self.rows * self.columns


def unpack_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member of a zip, piece by piece, and give no more than it said it would hold.

    zipfile by itself unpacks up to two gigabytes at once before it looks at what was said. Raises BadZipFile where
    the member is damaged, holds more than it said, or is packed in a way that neither Excel nor Windows uses.
    """
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    with archive.open(info) as member:
        return b"".join(iter(lambda: member.read(_PIECE_BYTES), b""))


def xlsx_extents(archive: zipfile.ZipFile) -> Iterator[Extent]:
    """Give the extent of each sheet in an XLSX, at least as large as the reader will make it.

    Every part is unpacked on the way, so that a damaged one is found. Raises what zipfile raises for it.
    """
    for info in archive.infolist():
        part = unpack_member(archive, info)
        if b"sheetData" in part:
            yield _xlsx_extent(part)


def _xlsx_extent(sheet: bytes) -> Extent:
    numbers = _XLSX_ROW.findall(sheet)
    letters = set(_XLSX_FILLED_CELL.findall(sheet))
    # Rows and cells may come without their reference; each then follows the one before.
    rows = max((int(number) for number in numbers if number), default=0) + numbers.count(b"")
    columns = max((_column_number(each) for each in letters if each), default=0)
    if b"" in letters:
        columns += max(len(_XLSX_FILLED_CELL.findall(row)) for row in re.split(rb"<(?:\w+:)?row\b", sheet))
    return Extent(rows, columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def ods_extents(content_xml: bytes) -> list[Extent]:
    """Give the extent of each sheet in an ODS, where one element may stand for a million rows.

    content_xml is the part of that name. Raises ValueError where it is no well-formed XML.
    """
    walk = _OdsWalk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    try:
        parser.Parse(content_xml, True)
    except expat.ExpatError:
        raise ValueError("not well-formed") from None
    return walk.extents


class _OdsWalk:
    """Counts rows and columns while the parser goes through the elements."""

    def __init__(self) -> None:
        self.extents: list[Extent] = []
        self._row = self._column = self._last_row = self._last_column = self._widest = self._repeats = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == f"{_TABLE} table":
            self._row = self._last_row = self._widest = 0
        elif element == f"{_TABLE} table-row":
            self._repeats = int(attributes.get(f"{_TABLE} number-rows-repeated", 1))
            self._column = self._last_column = 0
        elif element in (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"):
            self._column += int(attributes.get(f"{_TABLE} number-columns-repeated", 1))
            if f"{_OFFICE} value-type" in attributes or f"{_TABLE} formula" in attributes:
                self._last_column = self._column

    def end(self, element: str) -> None:
        if element == f"{_TABLE} table-row":
            self._row += self._repeats
            if self._last_column:
                self._last_row = self._row
                self._widest = max(self._widest, self._last_column)
        elif element == f"{_TABLE} table":
            self.extents.append(Extent(self._last_row, self._widest))


_FORMULA, _END, _LOCKED, _SHEET, _ROW_OF_NUMBERS, _DIMENSIONS, _BEGIN = 0x06, 0x0A, 0x2F, 0x85, 0xBD, 0x200, 0x809
_FILLED_CELLS = {_FORMULA, _ROW_OF_NUMBERS, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E}
"""Record types of formulas, numbers, texts, truths and errors; all begin with row and column."""


def xls_is_locked(workbook: bytes) -> bool:
    """Tell whether the records of an old XLS need a password. Raises ValueError where they are damaged."""
    return any(kind == _LOCKED for kind, _ in _records(workbook, 0))


def xls_extents(workbook: bytes) -> list[Extent]:
    """Give the extent of each sheet from the workbook stream of an old XLS.

    Raises ValueError where the records are damaged.
    """
    try:
        starts = [struct.unpack_from("<I", data)[0] for kind, data in _records(workbook, 0) if kind == _SHEET]
        return [_xls_extent(workbook, start) for start in starts]
    except struct.error:
        raise ValueError("cut short") from None


def _xls_extent(workbook: bytes, start: int) -> Extent:
    rows = columns = 0
    for kind, data in _records(workbook, start):
        if kind == _DIMENSIONS:
            # Written as the first row and column beyond; the old form has half as wide row numbers.
            first_row, row, first_column, column = struct.unpack_from("<IIHH" if len(data) >= 12 else "<HHHH", data)
            if first_row > row or first_column > column:
                raise ValueError("less than nothing")
        elif kind in _FILLED_CELLS:
            row, column = (number + 1 for number in struct.unpack_from("<HH", data))
            if kind == _ROW_OF_NUMBERS:
                column = max(column, struct.unpack_from("<H", data, len(data) - 2)[0] + 1)
        else:
            continue
        rows, columns = max(rows, row), max(columns, column)
    return Extent(rows, columns)


def _records(workbook: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Give type and content of each record of one part, from its beginning to its end mark."""
    at = start
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        if at == start and kind != _BEGIN:
            raise ValueError("no beginning")
        if at + 4 + length > len(workbook):
            break
        if kind == _END:
            return
        yield kind, workbook[at + 4 : at + 4 + length]
        at += 4 + length
    raise ValueError("cut short")

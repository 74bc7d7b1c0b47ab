"""From a file to rows: unpacked, decoded and cut into cells, whatever the file says.

Everything here works in memory: what a file says of people never reaches the disk on its way in. No message quotes
a cell, because people's names may stand anywhere in a file.
"""

import csv
import dataclasses
import datetime as dt
import functools
import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import charset_normalizer
import olefile
import python_calamine

from reach.errors import ImportFileError
from reach.ingest.extents import (
    Extent,
    ods_extents,
    unpack_member,
    xls_extents,
    xls_is_locked,
    xlsx_extents,
)
from reach.ingest.sheet_marks import SheetMarks, xlsx_marks

LARGEST_FILE_BYTES = 200 * 1024 * 1024
"""Three national establishment registers."""

LARGEST_UNPACKED_BYTES = 500 * 1024 * 1024
"""More than five national establishment registers; a zip that unpacks to more is not one of ours."""

MOST_ROWS = 1_100_000
"""Rows of one sheet: as many as Excel has (1,048,576), and a few more for text."""

MOST_CELLS = 15_000_000
"""Cells of one sheet's full grid. Ten million take about a gigabyte and a half while they are read."""

MOST_CELLS_OF_TEXT = 30_000_000
"""Cells of a text file: a million rows of the template have 15 million; equal ones are held once."""

_MOST_TIMES_SMALLER = 250
_ALWAYS_ALLOWED_BYTES = 20 * 1024 * 1024
"""A table shrinks five to fifty times in a zip; only what is made to harm shrinks more, and is large as well."""

_LONGEST_MERGED = 1000
"""Lines down which a merged cell is read; one that is merged to the end of the sheet is a mistake."""

TABLE_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".geojson", ".json")
"""How the names of files that can be read end; a zip of such files can be read, too."""
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".pptx")

_ZIP_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND_BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError, ValueError)
"""What zipfile raises for a zip that is damaged, cut short or locked."""

_OTHER_BEGINNINGS = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"%PDF": "a PDF document",
    b"{\\rtf": "a text document (RTF)",
    b"\x1f\x8b": "a compressed file (GZIP)",
    b"7z\xbc\xaf\x27\x1c": "a compressed file (7Z)",
    b"Rar!": "a compressed file (RAR)",
    b"SQLite format 3": "a database (SQLite)",
    b"PAR1": "a data file (Parquet)",
}
_OTHER_ZIPS = {
    "xl/workbook.bin": "an Excel binary workbook (XLSB)",
    "word/document.xml": "a Word document (DOCX)",
    "ppt/presentation.xml": "a PowerPoint presentation (PPTX)",
    "index/document.iwa": "an Apple document (Numbers, Pages or Keynote)",
    "index.zip": "an Apple document (Numbers, Pages or Keynote)",
}
_OTHER_COMPOUND_FILES = {
    "WordDocument": "a Word document (DOC)",
    "PowerPoint Document": "a PowerPoint presentation (PPT)",
    "__properties_version1.0": "an Outlook message (MSG)",
}

_NO_COMPOUND_FILE = (OSError, ValueError, IndexError, struct.error, RecursionError, TypeError, AttributeError)
"""What a compound file that is damaged makes olefile raise."""

_SAVE_AS = "Open it in Excel, choose Save As, take “Excel Workbook (.xlsx)”, and import that file."
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_WEB_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<(?:!doctype\s+html|html|head|body|table|meta|style|div|script)\b|mime-version:)",
    re.IGNORECASE | re.DOTALL,
)
_ISO_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


@dataclass(frozen=True)
class SourceFile:
    """A file as it was given, or as it was found in a zip."""

    name: str
    content: bytes
    came_in: str = ""

    @property
    def original_name(self) -> str:
        """The name of the file as the user gave it: a zip's, for what was in it."""
        return self.came_in or self.name

    @functools.cached_property
    def content_hash(self) -> str:
        """A text that two files share only when they are the same to the byte."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet rather than text, by its first bytes and not its name."""
        return self.content.startswith((*_ZIP_BEGINNINGS, _COMPOUND_BEGINNING))

    @functools.cached_property
    def saved_on(self) -> dt.date | None:
        """The day on which a workbook was last saved, by what it says itself; None for what does not say it."""
        if not self.content.startswith(_ZIP_BEGINNINGS):
            return None
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                properties = _part(archive, "docProps/core.xml").decode("utf-8", errors="replace")
        except (KeyError, *_ZIP_ERRORS, ImportFileError):
            return None
        written = re.search(r"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)T", properties)
        try:
            return dt.date.fromisoformat(written[1]) if written else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a whole text file.

    name is the sheet's, and "" for text. rows pairs the number of the row's first line as the user sees it, the
    first being 1, with its cells. A cell of a text file is a str. A cell of a workbook is a str, float, int, date
    (a day without a time), datetime, time or None; a duration is a str such as "1:06:19", true is "True". Rows may
    differ in length; those of a workbook end with their last filled cell, and empty rows after the last filled one are
    left out. is_hidden says that nobody sees the sheet who opens the workbook, hidden_rows the numbers of rows of which
    that is so.
    """

    name: str
    rows: list[tuple[int, list[Any]]]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()


def read_source(path: Path) -> SourceFile:
    """Read a file from the disk.

    Raises ImportFileError where it is not there, may not be read or is too large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise _too_large(path.name)
        return SourceFile(path.name, path.read_bytes())
    except OSError as error:
        raise ImportFileError(
            f"{path.name} cannot be read",
            f"{error.strerror or 'The computer does not say why'}. Nothing was changed. "
            "Close the file in other programs, check that it is there, and try again.",
        ) from None


def unpack(source: SourceFile) -> list[SourceFile]:
    """Give the tables in a zip, or the file itself where it is none.

    A workbook is a zip, too, and is given as it is. A zip within the zip is not opened. Raises ImportFileError for
    a zip that is damaged, locked, too large or without a table in it.
    """
    _require_size(source)
    if not source.content.startswith(_ZIP_BEGINNINGS):
        return [source]
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            if _is_document(archive):
                return [source]
            tables = [info for info in archive.infolist() if _is_table(info)]
            _require_fair_size(source, tables)
            if any(info.flag_bits & 1 for info in tables):
                raise _refusal(
                    source.name,
                    "has a password",
                    "The files in this zip are locked.",
                    "Unpack it with its password and import the tables in it.",
                )
            found = [_member(source, archive, info, is_only_one=len(tables) == 1) for info in tables]
            holds_zip = any(name.lower().endswith(".zip") for name in archive.namelist())
    except _ZIP_ERRORS:
        if source.name.lower().endswith(_WORKBOOK_ENDINGS):
            return [source]
        raise _refusal(
            source.name,
            "cannot be unpacked",
            "The zip is damaged or cut short.",
            "Download or copy it again, or unpack it yourself and import the tables in it.",
        ) from None
    if not found:
        raise _refusal(
            source.name,
            "has no table in it",
            "In this zip there is " + ("another zip, but no" if holds_zip else "no") + " CSV, XLSX, XLS or ODS file.",
            "Unpack it and import the tables in it." if holds_zip else "Put the tables into the zip and try again.",
        )
    return found


_ZEROS_OF_A_SLIP = 5
"""So many zeros may stand in a text file; those of pictures and programs have far more."""


def decode(source: SourceFile) -> str:
    """Give a text file's text: Unicode where it is that, else Windows' Western European, else what fits.

    Raises ImportFileError for what is empty, is no text, or is text in an unknown encoding.
    """
    content = source.content
    if not content.strip(b"\0 \t\r\n"):
        raise _empty(source.name)
    other = _other_type(content)
    if other:
        raise _no_table(source.name, other)
    encoding = _unicode_encoding(content)
    if encoding is None and _is_junk(content):
        raise _no_table(source.name, "neither text nor a spreadsheet")
    text = _strictly_decoded(content, encoding or "utf-8")
    if text is None and (encoding or _is_mostly_utf_8(content)):
        line = _first_undecodable_line(content, encoding or "utf-8")
        raise _unknown_encoding(
            source.name, f"In line {line} they change to another way, or the file is cut short there."
        )
    if text is None:
        text = _decode_by_guess(source)
    # A few zeros are slips of some program, and leave as other signs do that nobody sees.
    return text.replace("\0", "")


def read_sheets(source: SourceFile) -> list[Sheet]:
    """Give the sheets of a workbook, hidden ones too, or a text file as the only sheet; empty sheets are left out.

    Formulas are not worked out: the value that was saved with them is given, None where there is none. One that failed
    is a text such as #N/A in an XLSX, and None in older and other workbooks. Raises ImportFileError, without a word
    from any cell, for whatever cannot be read.
    """
    _require_size(source)
    if not source.content:
        raise _empty(source.name)
    if source.content.startswith(_COMPOUND_BEGINNING):
        sheets = _compound_sheets(source)
    elif source.content.startswith(_ZIP_BEGINNINGS):
        sheets = _zipped_sheets(source)
    else:
        sheets = [Sheet("", _text_rows(source))]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise _empty(source.name)
    return filled


def excel_serial_date(value: float, is_1904: bool = False) -> dt.date | None:
    """Give the day that Excel means by a number, None where it is in no year from 1990 to 2050."""
    first = dt.date(1904, 1, 1) if is_1904 else dt.date(1899, 12, 30)
    # Compared before it is added: not every float (infinity, not a number) can be.
    if not (dt.date(1990, 1, 1) - first).days <= value < (dt.date(2051, 1, 1) - first).days:
        return None
    return first + dt.timedelta(days=int(value))


# Refusals: each says what is wrong, that nothing was changed, and what to do.


def _refusal(name: str, what: str, why: str, advice: str) -> ImportFileError:
    return ImportFileError(f"{name} {what}", f"{why} Nothing was changed. {advice}")


def _empty(name: str) -> ImportFileError:
    return _refusal(
        name,
        "is empty",
        "There is nothing in it but blanks.",
        "Check that the right file was chosen, or download it again.",
    )


def _no_table(name: str, what_it_is: str) -> ImportFileError:
    return _refusal(name, "is not a table", f"It is {what_it_is}.", "Save the table as XLSX or CSV and import that.")


def _damaged(name: str) -> ImportFileError:
    return _refusal(
        name,
        "cannot be opened",
        "The workbook is damaged or cut short.",
        "Copy or download it again. If Excel can open and repair it, save it there as XLSX and import that file.",
    )


def _locked(name: str) -> ImportFileError:
    return _refusal(
        name,
        "has a password",
        "The workbook is locked, and cannot be read without its password.",
        "Open it in Excel, remove the password under File > Info > Protect Workbook > Encrypt with Password, save it "
        "as XLSX and import that file.",
    )


def _too_large(name: str) -> ImportFileError:
    return _refusal(
        name,
        "is too large",
        f"It has more than {LARGEST_FILE_BYTES // 2**20} MB.",
        "Check that the right file was chosen, or split it into several files.",
    )


def _too_long(name: str, why: str) -> ImportFileError:
    return _refusal(
        name,
        "is too long",
        f"It {why}.",
        "Split it into several files, or delete empty rows and columns beyond the table (in Excel, Ctrl+End shows "
        "where a sheet ends).",
    )


def _unknown_encoding(name: str, why: str) -> ImportFileError:
    return _refusal(
        name,
        "cannot be read",
        f"It is not known how its letters are written. {why}",
        "Open it in Excel, check that names with accents look right, save it as XLSX and import that file.",
    )


def _require_size(source: SourceFile) -> None:
    if len(source.content) > LARGEST_FILE_BYTES:
        raise _too_large(source.name)


def _require_fair_size(source: SourceFile, members: Iterable[zipfile.ZipInfo]) -> None:
    """Check what the members say of their size. Who says less than it holds fails when it is unpacked."""
    unpacked = sum(info.file_size for info in members)
    packed = len(source.content)
    if unpacked > LARGEST_UNPACKED_BYTES:
        why = f"It would unpack to more than {LARGEST_UNPACKED_BYTES // 2**20} MB."
    elif unpacked > _ALWAYS_ALLOWED_BYTES and unpacked > _MOST_TIMES_SMALLER * packed:
        why = f"It would unpack to {unpacked // packed} times its size, as no table does."
    else:
        return
    raise _refusal(
        source.name,
        "is too large",
        why,
        "Check that the right file was chosen. If it is, save its tables as CSV, several smaller ones if need be.",
    )


def _require_fair_extents(source: SourceFile, extents: Iterable[Extent]) -> None:
    for extent in extents:
        if extent.rows > MOST_ROWS or extent.cells > MOST_CELLS:
            raise _too_long(
                source.name,
                f"has a sheet of {extent.rows:,} rows and {extent.columns:,} columns; at most {MOST_ROWS:,} rows and "
                f"{MOST_CELLS:,} cells can be read",
            )


# Zips.


def _is_table(info: zipfile.ZipInfo) -> bool:
    path = _member_path(info)
    # A Mac adds “._name” for each file, and an open Excel leaves “~$name”: neither is a table.
    return path.suffix.lower() in TABLE_ENDINGS and not path.name.startswith(("._", "~$")) and not info.is_dir()


def _member_path(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


def _member(source: SourceFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, is_only_one: bool) -> SourceFile:
    name = "".join(letter if letter.isprintable() else "_" for letter in _member_path(info).name)
    return SourceFile(name, unpack_member(archive, info), source.name if is_only_one else f"{source.name}: {name}")


def _is_document(archive: zipfile.ZipFile) -> bool:
    """Whether this zip is one file to people: a workbook, or a document of another program."""
    names = _names(archive)
    return bool(names & {"[content_types].xml", "mimetype", "content.xml"} or names & _OTHER_ZIPS.keys())


def _names(archive: zipfile.ZipFile) -> set[str]:
    return {str(_member_path(info)).lower() for info in archive.infolist()}


# Text.


def _other_type(content: bytes) -> str | None:
    """Tell what a file is that is no table, by its first bytes."""
    # A table may begin with the letters MZ, but has no zeros; a program has.
    if content.startswith(b"MZ") and b"\0" in content[:1024]:
        return "a program (EXE)"
    return next((what for start, what in _OTHER_BEGINNINGS.items() if content.startswith(start)), None)


def _unicode_encoding(content: bytes) -> str | None:
    """Tell the Unicode encoding by its mark, or by where the zeros stand; None where neither is there."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = content[:20_000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Of western letters every other byte is zero.
    if even + odd < len(sample) // 4 or min(even, odd) > max(even, odd) // 20:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_junk(content: bytes) -> bool:
    sample = content[:100_000]
    zeros = content.count(0)
    return zeros > max(_ZEROS_OF_A_SLIP, len(content) // 10_000) or (
        len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > max(zeros, len(sample) // 100)
    )


def _is_mostly_utf_8(content: bytes) -> bool:
    """Whether more letters beyond ASCII are right UTF-8 than wrong; in other encodings hardly any is by chance."""
    text = content.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", errors="ignore")) - wrong > wrong


def _strictly_decoded(content: bytes, encoding: str) -> str | None:
    """Give the text, None where it is not in this encoding. Python's own error would carry the whole file along."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _first_undecodable_line(content: bytes, encoding: str) -> int:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        content = content[: error.start]
    before = content.decode(encoding, errors="ignore")
    # A letter more, so that a line with nothing before the fault counts.
    return sum(1 for _ in _lines(before + "x"))


def _decode_by_guess(source: SourceFile) -> str:
    content = source.content
    # Only old Mac programs end lines so, and they write letters in their own way.
    if b"\r" in content and b"\n" not in content:
        return content.decode("mac-roman")
    text = _strictly_decoded(content, "cp1252")
    if text is not None:
        return text
    guess = charset_normalizer.from_bytes(content).best()
    # Without letters as some language has them, it has guessed by their shape only.
    if guess is None or not guess.coherence:
        raise _unknown_encoding(source.name, "It is neither Unicode nor Western European.")
    return str(guess)


def _text_rows(source: SourceFile) -> list[tuple[int, list[Any]]]:
    text = decode(source)
    _refuse_markup(source.name, text)
    lines = _lines(text)
    line = 1
    named = re.match(r"sep=([,;\t|])(?:\r\n|\r|\n)", text)
    if named:
        # Excel's own way to name the delimiter; the line is no row.
        next(lines)
        line = 2
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    lines_before = line
    rows: list[tuple[int, list[Any]]] = []
    cell_count = 0
    # Registers repeat themselves: each text is held once.
    same = {}.setdefault  # type: ignore[var-annotated]
    try:
        for cells in reader:
            rows.append((line, list(map(same, cells, cells))))
            line = reader.line_num + lines_before
            cell_count += len(cells)
            if len(rows) > MOST_ROWS or cell_count > MOST_CELLS_OF_TEXT:
                raise _too_long(source.name, f"has more than {MOST_ROWS:,} rows or {MOST_CELLS_OF_TEXT:,} cells")
    except csv.Error:
        raise _refusal(
            source.name,
            "cannot be read",
            f"From line {line} on the quotes do not match: one is missing, or the file was cut short.",
            "Look for a lone double quote in that line, or save the table as XLSX and import that.",
        ) from None
    _drop_empty_end(rows)
    return rows


def _refuse_markup(name: str, text: str) -> None:
    beginning = text[:5000].lstrip("\ufeff \t\r\n").casefold()
    if beginning.startswith("<?xml") and "office:spreadsheet" in beginning:
        raise _refusal(name, "is not a workbook", "It is an XML spreadsheet of Excel 2003.", _SAVE_AS)
    if _WEB_PAGE.match(beginning) or (beginning.startswith("<?xml") and "<html" in beginning):
        raise _refusal(
            name,
            "is not a workbook",
            "It is a web page (HTML), whatever its name says; some websites offer such files as Excel files, and "
            "some send one when the sign-in has run out.",
            f"{_SAVE_AS} If there is no table in it, download it again.",
        )
    if beginning.startswith("<?xml"):
        raise _no_table(name, "an XML file")


def _lines(text: str) -> Iterator[str]:
    """Give line by line with its end; unlike str.splitlines, breaks only where editors and Excel do."""
    return iter(io.StringIO(text, newline=""))


def _delimiter(text: str) -> str:
    """Give what separates the cells: of tab, comma and semicolon, what parts the most rows, then into equally many."""

    def fit(delimiter: str) -> tuple[int, int, int]:
        widths = [len(cells) for cells in csv.reader(_lines(text[:200_000]), delimiter=delimiter) if len(cells) > 1]
        count, width = max(((widths.count(width), width) for width in set(widths)), default=(0, 0))
        return len(widths), count, width

    try:
        return max("\t,;", key=fit)
    except csv.Error:
        # An endless cell: reading the rows will say so, with its line.
        return max(",;\t", key=text[:200_000].count)


def _drop_empty_end(rows: list[tuple[int, list[Any]]]) -> None:
    while rows and all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in rows[-1][1]):
        rows.pop()


# Workbooks.


def _zipped_sheets(source: SourceFile) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            _require_fair_size(source, archive.infolist())
            names = _names(archive)
            other = next((what for name, what in _OTHER_ZIPS.items() if name in names), None)
            if other:
                raise _no_table(source.name, other)
            marks_of: Mapping[str, SheetMarks] = {}
            if "xl/workbook.xml" in names or "[content_types].xml" in names:
                _require_fair_extents(source, xlsx_extents(archive))
                marks_of = xlsx_marks(archive)
            else:
                _check_ods(source, archive)
    except (KeyError, *_ZIP_ERRORS):
        raise _damaged(source.name) from None
    return _workbook_sheets(source, marks_of)


def _check_ods(source: SourceFile, archive: zipfile.ZipFile) -> None:
    """Check that a zip is an ODS that can be read. Raises KeyError where a part is missing."""
    kind = _part(archive, "mimetype").decode("ascii", errors="replace")
    if "opendocument.spreadsheet" not in kind:
        raise _no_table(source.name, "a text document (ODT)" if "text" in kind else "neither text nor a spreadsheet")
    manifest = _part(archive, "META-INF/manifest.xml")
    if b"encryption-data" in manifest or b"encrypted-package" in manifest:
        raise _locked(source.name)
    _require_fair_extents(source, ods_extents(_part(archive, "content.xml")))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return unpack_member(archive, archive.getinfo(name))


def _compound_sheets(source: SourceFile) -> list[Sheet]:
    try:
        with olefile.OleFileIO(io.BytesIO(source.content)) as file:
            if file.exists("EncryptedPackage"):
                raise _locked(source.name)
            other = next((what for name, what in _OTHER_COMPOUND_FILES.items() if file.exists(name)), None)
            if other:
                raise _no_table(source.name, other)
            workbook = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
        if xls_is_locked(workbook):
            raise _locked(source.name)
        _require_fair_extents(source, xls_extents(workbook))
    except _NO_COMPOUND_FILE:
        raise _damaged(source.name) from None
    return _workbook_sheets(source)


def _workbook_sheets(source: SourceFile, marks_of: Mapping[str, SheetMarks] | None = None) -> list[Sheet]:
    """Give a workbook's sheets. marks_of are what the reader does not say of each, by its name."""
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.content)) as workbook:
            return [
                dataclasses.replace(
                    _sheet(
                        source.name,
                        metadata.name,
                        workbook.get_sheet_by_index(position),
                        (marks_of or {}).get(metadata.name, SheetMarks()),
                    ),
                    is_hidden=metadata.visible != python_calamine.SheetVisibleEnum.Visible,
                )
                for position, metadata in enumerate(workbook.sheets_metadata)
                if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError:
        raise _locked(source.name) from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise _damaged(source.name) from None
    except BaseException as error:
        # Where the reader gives up on a damaged file, it raises an exception that no module offers by name.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(source.name) from None


def _sheet(file_name: str, name: str, sheet: python_calamine.CalamineSheet, marks: SheetMarks) -> Sheet:
    try:
        found = sheet.to_python(skip_empty_area=False)
    except OverflowError:
        raise _refusal(
            file_name,
            "cannot be read",
            f"In the sheet “{name}” a cell that is formatted as a length of time holds a number that is far too large "
            "for one.",
            "Look for cells that show ##### in Excel, give them the format General, and save the workbook.",
        ) from None
    # A stray space in the last row of all makes a million empty ones: they go before their cells are looked at.
    _fill_merged(found, sheet.merged_cell_ranges or ())
    for (line, place), error in marks.errors.items():
        if line < len(found) and place < len(found[line]) and found[line][place] == "":
            found[line][place] = error
    lines = list(enumerate(found, start=1))
    _drop_empty_end(lines)
    rows = [(line, _cells(cells)) for line, cells in lines]
    _drop_empty_end(rows)
    return Sheet(name, rows, hidden_rows=marks.hidden_rows)


def _fill_merged(rows: list[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Put what stands in cells that are merged downwards into each of their lines: a school given once for three.

    A day that is merged over the sessions below it stands above each of them.
    """
    for (top, left), (bottom, right) in merged:
        for line in range(top + 1, min(bottom + 1, len(rows), top + _LONGEST_MERGED)):
            if left < len(rows[line]) and rows[line][left] == "":
                rows[line][left] = rows[top][left]
        if 0 < left < right and _stand_sessions(rows, bottom + 1, left, right):
            rows[top][left : right + 1] = [rows[top][left]] * (right + 1 - left)


_OF_A_SESSION = re.compile(r"\d|\b[ap]\.?m\b|morning|afternoon|evening|twilight", re.IGNORECASE)


def _stand_sessions(rows: Sequence[Sequence[Any]], line: int, left: int, right: int) -> bool:
    """Whether a session stands in each of some cells: a day that is merged over them is then the day of each."""
    cells = rows[line][left : right + 1] if line < len(rows) else []
    has_day = bool(_OF_A_SESSION.search(str(rows[line - 1][left]))) if line <= len(rows) and cells else False
    return has_day and all(isinstance(cell, str) and _OF_A_SESSION.search(cell) for cell in cells)


def _cells(found: list[Any]) -> list[Any]:
    if found.count("") == len(found):
        return []
    cells = [cell if isinstance(cell, float) else _cell(cell) for cell in found]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _cell(found: Any) -> Any:
    if isinstance(found, bool):
        # As text, since to Python True is the same as 1.
        return str(found)
    if isinstance(found, str):
        # An ODS has its durations so.
        duration = _ISO_DURATION.fullmatch(found) if found.startswith("PT") else None
        return f"{int(duration[1])}:{duration[2]}:{duration[3]}" if duration else found.replace("\0", "") or None
    if isinstance(found, dt.timedelta):
        seconds = round(abs(found).total_seconds())
        sign = "-" if found < dt.timedelta() else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return found

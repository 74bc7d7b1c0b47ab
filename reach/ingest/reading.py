"""From bytes to rows (interim)."""

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from reach.errors import ImportFileError

LARGEST_UNPACKED_BYTES = 500 * 1024 * 1024


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
class Sheet:
    name: str
    rows: list[tuple[int, list[Any]]]
    dates_are_certain: bool


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


def _is_spreadsheet(source: SourceFile) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return False
    return "[Content_Types].xml" in names or "content.xml" in names


def _text_rows(source: SourceFile) -> list[tuple[int, list[Any]]]:
    text = decode(source)
    lines = text.splitlines()[:200]
    delimiter = max("\t;,", key=lambda mark: sum(line.count(mark) for line in lines) * (3 if mark == "\t" else 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[Any]]] = []
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


def read_sheets(source: SourceFile) -> list[Sheet]:
    """Give the sheets of a file; text is one."""
    if not source.is_workbook:
        return [Sheet("", _text_rows(source), False)]
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.content))
        return [
            Sheet(
                name, list(enumerate(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)), True
            )
            for name in workbook.sheet_names
        ]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        raise ImportFileError(
            f"{source.name} cannot be opened",
            f"The workbook is damaged or has a password ({type(error).__name__}). Nothing was changed. "
            "Open it in Excel, remove the password, save it as XLSX and try again.",
        ) from None

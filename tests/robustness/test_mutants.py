"""Damaged, twisted and hostile files: each is refused in words that a user can act on, or loaded and accounted for.

Chance makes the files from good ones, the same ones in every usual run and others in each thorough one; what fails
is reported with its seed and its number, from which that one file is made again.
"""

import collections
import contextlib
import csv
import dataclasses
import datetime as dt
import io
import itertools
import random
import shutil
import signal
import subprocess
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from reach.errors import ImportFileError, ReachError
from reach.ingest import Answers, Details, SourceFile, import_files, undo
from reach.settings import PROJECT
from reach.store import Store
from reach.store.checks import breaches
from tests import effort
from tests.builders import SETTINGS, attended, establishments, hub, link, links, register, school
from tests.national import DATA_SETS, DataSet
from tests.skips import ONLY_ON_LINUX

IN_EARNEST = 10
"""One in so many is imported and undone; the others are only tried."""
LINES_OF_A_SAMPLE = 60
SAMPLES = [
    pytest.param(data, path, id=f"{data} {path}")
    for data in DATA_SETS
    for path in effort.some_of([*data.paths("formats/*.csv"), *data.paths("registers/*")], 3, name="samples")
]
MUTANTS_OF_A_SAMPLE = effort.number(usual=2, thorough=60)
MUTANTS_OF_OUR_OWN = effort.number(usual=3, thorough=500)
SECONDS_FOR_ONE = 15

Rows = list[list[Any]]

ANSWERS = Answers(Details("Work group 1", "MNRKS1", dt.date(2022, 10, 14)), holds_unclear=True, takes_as_it_is=True)
"""What the files of meetings, forms and tickets do not say: without it they would all be refused for that."""

SCHOOLS = [
    school(
        900001 + number,
        phase="Secondary" if number % 5 == 0 else "Primary",
        la="999" if number % 7 == 0 else "876",
        Postcode=f"QX{number % 9 + 1} {number % 9}AA",
        Street='1, "The" Row' if number % 11 == 0 else "St Mary’s",
        OpenDate="" if number % 3 else "01-09-2001",
    )
    for number in range(60)
]
PEOPLE = [
    attended(
        900001 + number % 60,
        f"{1 + number % 28:02}/10/2022",
        person=f"zoë{number % 9}",
        session=1 + number % 3,
        School=f"Cosine Park {900001 + number % 60} Primary School",
        Postcode="QX1 1AA",
        attendance=("Attended", "Absent", "Apologies", "Booked")[number % 4],
        Pupils="12" if number % 6 == 0 else "",
    )
    for number in range(40)
]
ODD_CELLS = (
    *(
        "",
        " ",
        "\xa0",
        "\t",
        "-1",
        "0",
        "1e400",
        "-1e308",
        "9" * 400,
        "2147483648",
        "9223372036854775808",
        "1e9",
        "0.1",
    ),
    *("NaN", "inf", "-Infinity", "1_000", "1,000", "٣", "²", "９", "0x10", "+44 20 7946 0000", "45000", "45000.5"),
    *("31/02/2023", "00/00/0000", "9999-12-31", "0001-01-01", "31/12/1899", "1/1/1", "10/10/22", "14 October 2022"),
    *("2022-10-10T09:00:00Z", "10/10/2022 09:30", "10/10/20222", "-10/10/2022", "１０/10/2022", "99999999999/1/2022"),
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "-2+3",
        '"',
        '""',
        "'",
        "a'b",
        "“",
        ",",
        ";",
        "\n",
        "\r",
        "\r\n",
        '"\n"',
    ),
    *(
        "\0",
        "a\0b",
        "\ufeff",
        "\u2028",
        "\x85",
        "\x1c",
        "\x1a",
        "\x07",
        "\ud800",
        "\U0010ffff",
        "👩🏽‍🏫",
        "\u202eabc\u202c",
    ),
    *("a" * 10_000, "é" * 10_000, "x@" * 2_000, "@", "a@b@c", "null", "None", "nan", "<NA>", "NaT", "TRUE", "#REF!"),
    *("'); drop table schools; --", "$batch_id", "{0}", "%s", "%d", "{date}", "<script>alert(1)</script>", "../../x"),
    *(
        "344/3374",
        "3443374",
        "344 / 3374",
        "900001.0",
        " 900001 ",
        "900001;900002",
        "N/A",
        "attended",
        "ATTENDED ",
        "Yes",
    ),
)
ODD_VALUES = (
    *(True, False, 0, -1, 3.5, 1e300, 2**53, 900001, 44845, 44845.5, 2958465, 1e-300),
    *(
        dt.datetime(2022, 10, 10, 9, 30),
        dt.date(2022, 10, 10),
        dt.date(1900, 1, 1),
        dt.date(9999, 12, 31),
        dt.time(9, 30),
    ),
)
ODD_NAMES = (
    *(
        "",
        "register",
        "register.csv.csv",
        "REGISTER.CSV",
        "register.xlsx",
        "register.zip",
        "../../etc/passwd",
        "a/b\\c",
    ),
    *("x" * 400 + ".csv", "re\ngister.csv", "\u202evsc.retsiger", "edubasealldata20231399.csv", "edubasealldata.csv"),
    *("edubasealldata99991231.csv", "edubasealldata20990101.csv", "edubasealldata20000101.csv", "con", "[red]a[/].csv"),
)
ENCODINGS = (
    *("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp437"),
    *("mac-roman", "shift-jis", "cp037"),
)


@dataclasses.dataclass(frozen=True)
class Good:
    """A good file to make mutants from: as bytes, and where it is a table as rows."""

    source: SourceFile
    text: str | None
    rows: Rows
    other: bytes = b""

    @property
    def is_workbook(self) -> bool:
        return self.text is None


# What is done to bytes.


def flip_bytes(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), chance.choice((1, 1, 2, 20)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def insert_bytes(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    put_in = chance.choice(
        (b"\0", b"\0" * 100, b'"', b"\xff", b"\r", b"\n", b"\xef\xbb\xbf", b"\x1a", chance.randbytes(9))
    )
    return content[:at] + put_in + content[at:]


def delete_bytes(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.choice((1, 1, 3, 50, 1000)) :]


def cut_off(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.choice((0, 1, 2, 4, chance.randrange(len(content) + 1), len(content) - 1))]


def cut_off_the_start(chance: random.Random, content: bytes) -> bytes:
    return content[chance.randrange(len(content) + 1) :]


def repeat_chunk(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content) + 1)
    chunk = content[start : start + chance.choice((1, 10, 200, 5000))]
    return content[:start] + chunk * chance.choice((2, 3, 50)) + content[start + len(chunk) :]


def change_line_ends(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\r\n", chance.choice((b"\n", b"\r", b"\n\r", b"\r\r\n", b"\x85", b"")))


BYTE_CHANGES = (
    flip_bytes,
    insert_bytes,
    delete_bytes,
    cut_off,
    cut_off_the_start,
    repeat_chunk,
    change_line_ends,
)

# What is done to text.


def swap_lines(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) > 1:
        first, second = chance.sample(range(len(lines)), 2)
        lines[first], lines[second] = lines[second], lines[first]
    return "".join(lines)


def heading_last(_: random.Random, text: str) -> str:
    first, *others = text.splitlines(keepends=True) or [""]
    return "".join([*others, first])


def insert_lines(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    put_in = chance.choice(
        ("\r\n", "\n", ",,,,\r\n", "  \r\n", "A title\r\n", "sep=,\r\n", "Total,,,40\r\n", '"\r\n', "\0\n")
    )
    for _ in range(chance.choice((1, 1, 5, 40))):
        lines.insert(chance.choice((0, 1, len(lines), chance.randrange(len(lines) + 1))), put_in)
    return "".join(lines)


def repeat_the_heading(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    lines.insert(chance.choice((1, chance.randrange(len(lines) + 1))), lines[0])
    return "".join(lines)


def swap_delimiters(chance: random.Random, text: str) -> str:
    for mark in (",", ";", "\t"):
        if mark in text:
            return text.replace(mark, chance.choice((",", ";", "\t", "|", ", ", ",,", ":", "")))
    return text


def strip_quotes(chance: random.Random, text: str) -> str:
    return text.replace('"', chance.choice(("", "'", '"""', "“")), chance.choice((-1, 1, 3)))


def quote_everything(_: random.Random, text: str) -> str:
    return "\r\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines())


TEXT_CHANGES = (
    swap_lines,
    heading_last,
    insert_lines,
    repeat_the_heading,
    swap_delimiters,
    strip_quotes,
    quote_everything,
)

# What is done to rows; the first is the heading. A good file's rows are not touched: these are copies.


def a_column(chance: random.Random, rows: Rows) -> int:
    return chance.randrange(max(map(len, rows), default=0) or 1)


def drop_column(chance: random.Random, rows: Rows) -> Rows:
    at = a_column(chance, rows)
    return [row[:at] + row[at + 1 :] for row in rows]


def duplicate_column(chance: random.Random, rows: Rows) -> Rows:
    at, to = a_column(chance, rows), a_column(chance, rows)
    return [row[:to] + row[at : at + 1] + row[to:] for row in rows]


def rename_column(chance: random.Random, rows: Rows) -> Rows:
    at = a_column(chance, rows)
    other = chance.choice((*ODD_CELLS, *map(str, rows[0]))) if rows else ""
    return [[*row[:at], other, *row[at + 1 :]] if number == 0 else row for number, row in enumerate(rows)]


def swap_columns(chance: random.Random, rows: Rows) -> Rows:
    first, second = a_column(chance, rows), a_column(chance, rows)
    for row in rows:
        if max(first, second) < len(row):
            row[first], row[second] = row[second], row[first]
    return rows


def shuffle_columns(chance: random.Random, rows: Rows) -> Rows:
    order = list(range(max(map(len, rows), default=0)))
    chance.shuffle(order)
    return [[row[at] for at in order if at < len(row)] for row in rows]


def put_odd_cells(chance: random.Random, rows: Rows) -> Rows:
    """Put odd things in: into one cell, down a whole column, or all over the table."""
    odd, at = chance.choice((*ODD_CELLS, *ODD_VALUES)), a_column(chance, rows)
    how = chance.choice(("one", "column", "everywhere"))
    place = chance.randrange(len(rows) or 1)
    for number, row in enumerate(rows):
        for column in range(len(row)):
            if how == "everywhere" and number and chance.random() < 0.1:
                row[column] = chance.choice((*ODD_CELLS, *ODD_VALUES))
            elif column == at and (number == place if how == "one" else how == "column" and number):
                row[column] = odd
    return rows


def make_ragged(chance: random.Random, rows: Rows) -> Rows:
    return [
        row[: chance.randrange(len(row) + 1)] if chance.random() < 0.1 else row + [""] * chance.choice((0, 0, 3))
        for row in rows
    ]


def transpose(_: random.Random, rows: Rows) -> Rows:
    return [list(row) for row in zip(*rows, strict=False)]


def only_the_heading(_: random.Random, rows: Rows) -> Rows:
    return rows[:1]


def repeat_rows(chance: random.Random, rows: Rows) -> Rows:
    return rows + [list(row) for row in chance.choices(rows, k=chance.choice((1, 20)))] if rows else rows


ROW_CHANGES = (
    drop_column,
    duplicate_column,
    rename_column,
    swap_columns,
    shuffle_columns,
    *([put_odd_cells] * 5),
    make_ragged,
    transpose,
    only_the_heading,
    repeat_rows,
)

# How a mutant is saved.


def as_text(rows: Rows) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def encoded(text: str, encoding: str) -> bytes:
    if encoding.startswith("utf") and encoding != "utf-7":
        return text.encode(encoding, "surrogatepass")
    return text.encode(encoding, "replace")


def as_workbook(chance: random.Random, rows: Rows) -> bytes:
    """Save rows as a workbook, on a sheet among others, numbers and days sometimes as such."""
    content = io.BytesIO()
    typed = chance.random() < 0.7
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": chance.choice(("dd/mm/yyyy", "yyyy-mm-dd hh:mm", "[h]:mm:ss", "0"))})
        if chance.random() < 0.2:
            book.add_worksheet("Notes").write_string(0, 0, "Nothing here")
        sheet = book.add_worksheet("Register")
        if chance.random() < 0.1:
            book.add_worksheet("Old").hide()
        top, left = chance.choice(((0, 0), (0, 0), (0, 0), (3, 0), (0, 2), (25, 1)))
        for number, row in enumerate(rows, start=top):
            for column, cell in enumerate(row, start=left):
                write_cell(sheet, number, column, cell, day, typed=typed)
        if chance.random() < 0.1:
            sheet.write_string(*chance.choice(((1_048_575, 0), (0, 16_383), (5_000, 300))), "far away")
        if chance.random() < 0.1:
            sheet.merge_range(top, left, top, left + 1, "merged")
    return content.getvalue()


def write_cell(sheet: Any, row: int, column: int, cell: Any, day: Any, *, typed: bool) -> None:
    if isinstance(cell, str):
        text = cell.encode("utf-8", "replace").decode()[:32_000]
        if typed and text.startswith("="):
            sheet.write_formula(row, column, text, None, "2")
        elif typed and text.isascii() and text.isdigit() and len(text) < 10:
            sheet.write_number(row, column, int(text))
        elif typed and (held_on := day_of(text)):
            sheet.write_datetime(row, column, held_on, day)
        else:
            sheet.write_string(row, column, text)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, dt.date | dt.time):
        sheet.write_datetime(row, column, cell, day)
    else:
        sheet.write_number(row, column, cell)


def day_of(text: str) -> dt.datetime | None:
    with contextlib.suppress(ValueError):
        found = dt.datetime.strptime(text, "%d/%m/%Y")
        return found if found.year >= 1900 else None
    return None


def inside_a_zip(chance: random.Random, content: bytes) -> bytes:
    """Change bytes inside a zip's members and put it together again, so that its checksums are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # an earlier change has damaged it
        return content
    chosen = chance.randrange(len(members) or 1)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for number, (name, member) in enumerate(members):
            if number != chosen:
                archive.writestr(name, member)
            elif (
                how := chance.choice(("bytes", "bytes", "bytes", "numbers", "left out", "empty", "other"))
            ) == "bytes":
                archive.writestr(name, chance.choice(BYTE_CHANGES)(chance, member))
            elif how == "numbers":
                archive.writestr(name, odd_numbers(chance, member))
            elif how != "left out":
                archive.writestr(name, b"" if how == "empty" else chance.choice(members)[1])
    return changed.getvalue()


def odd_numbers(chance: random.Random, member: bytes) -> bytes:
    """Put odd numbers and places in where XML has one in quotes or between tags, as in r="A1" and <v>3</v>."""
    places = [at for at in range(1, len(member) - 1) if member[at : at + 1].isdigit() and member[at - 1] in b'">ABC']
    if not places:
        return member
    at = chance.choice(places)
    end = at
    while member[end : end + 1].isdigit():
        end += 1
    odd = chance.choice((b"-1", b"4294967296", b"99999999999999999999", b"1e999", b"", b"NaN", b"A", b"1048577", b"0"))
    return member[:at] + odd + member[end:]


def in_a_zip(chance: random.Random, name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            chance.choice((name or "a.csv", "edubasealldata20240102.csv", "folder/a.CSV", "a.txt")), content
        )
        if chance.random() < 0.3:
            archive.writestr("b.csv", chance.choice((content, b"", b"a,b\n")))
    return packed.getvalue()


# Mutants.


def mutant(good: Good, number: int) -> tuple[SourceFile, list[str]]:
    """Make a file's mutant of that number, and tell what was done to it."""
    chance = effort.chance(f"{good.source.name} {number}")
    done: list[str] = []
    name, content = good.source.name, good.source.content

    def change(how: Callable[[random.Random, Any], Any], what: Any) -> Any:
        done.append(how.__name__)
        return how(chance, what)

    kind = chance.choice(("bytes", "text", "rows", "rows", "rows", "encoding", "together", "zip"))
    times = chance.choice((1, 1, 1, 2, 3))
    if kind == "rows":
        rows = [list(row) for row in good.rows]
        for _ in range(times):
            rows = change(chance.choice(ROW_CHANGES), rows) or [[]]
        if chance.random() < (0.8 if good.is_workbook else 0.25):
            done.append("as_workbook")
            content = as_workbook(chance, rows)
        else:
            encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"))
            done.append(encoding)
            content = encoded(as_text(rows), encoding)
    elif kind == "text" or (kind == "encoding" and not good.is_workbook):
        text = good.text if good.text is not None else as_text(good.rows)
        for _ in range(times if kind == "text" else 0):
            text = change(chance.choice(TEXT_CHANGES), text)
        encoding = chance.choice(ENCODINGS) if kind == "encoding" else "utf-8"
        done.append(encoding)
        content = encoded(text, encoding)
    elif kind == "together":
        done.append("together")
        content = chance.choice(
            (content + good.other, good.other + content, content + content, content + b"\n" + good.other)
        )
    elif kind == "zip" and not good.is_workbook:
        done.append("in_a_zip")
        content = in_a_zip(chance, name, content)
        content = change(inside_a_zip, content) if chance.random() < 0.3 else content
        content = change(chance.choice(BYTE_CHANGES), content) if chance.random() < 0.3 else content
    elif good.is_workbook and chance.random() < 0.8:
        for _ in range(times):
            content = change(inside_a_zip, content)
    else:
        for _ in range(times):
            content = change(chance.choice(BYTE_CHANGES), content)
    if chance.random() < 0.1:
        name = chance.choice(ODD_NAMES)
        done.append(f"named {name[:40]!r}")
    return SourceFile(name, content), done


def contents(store: Store) -> dict[str, tuple[Any, ...]]:
    """Give what tells the contents of all tables but the history apart, in whatever order their rows stand."""
    version = store.read()
    names = [name for (name,) in version.rows("select table_name from duckdb_tables()")]
    tables = [name for name in names if name not in ("import_batches", "publications")]
    return {table: version.rows(f"select count(*), sum(hash(each)) from {table} as each")[0] for table in tables}


class WrongError(Exception):
    """What was found to be wrong, though nothing was raised."""


class TooSlowError(Exception):
    """A file of some kilobytes that keeps the importer busy for a quarter of a minute."""


@contextlib.contextmanager
def seconds_allowed() -> Iterator[None]:
    """Give up on what works so long that a user would take it to hang. Windows has no such alarm.

    What counts is the processor's time, which is the same on a machine that is busy with something else.
    """
    if not hasattr(signal, "SIGPROF"):
        yield
        return

    rung = False

    def give_up(*_: Any) -> None:
        nonlocal rung
        rung = True
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_FOR_ONE)
    try:
        yield
    except BaseException as error:
        # A library may have put an error of its own in place of the one that was raised above.
        if rung:
            raise TooSlowError(f"It took more than {SECONDS_FOR_ONE} seconds") from error
        raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def attempt(store: Store, source: SourceFile, *, in_earnest: bool) -> str:
    """Import a file, check all that must hold whatever is in it, and tell what became of it."""
    name = store.read().name
    counts = []
    for dry_run in (True, False) if in_earnest else (True,):
        before = contents(store) if not dry_run else {}
        try:
            batches = import_files(store, [source], imported_by="test", dry_run=dry_run, answers=ANSWERS)
        except ReachError as error:
            if store.read().name != name:
                raise WrongError("It was refused, but the store has changed") from error
            if not isinstance(error, ImportFileError):
                raise WrongError(f"The file is not to blame in the words of the error: {error.title}") from error
            counts.append(error.title)
            continue
        for batch in batches:
            if batch.read != batch.loaded + batch.unchanged + batch.held + batch.outside:
                raise WrongError(f"The rows are not accounted for: {batch.kind}")
            if min(batch.loaded, batch.unchanged, batch.held, batch.outside) < 0:
                raise WrongError(f"There are fewer rows than none: {batch.kind}")
        counts.append(str([dataclasses.replace(batch, batch_id=None) for batch in batches]))
        made = [batch.batch_id for batch in batches if batch.batch_id]
        if (dry_run or not made) and store.read().name != name:
            raise WrongError("Nothing was imported, but the store has changed")
        with store.read().cursor() as cursor:
            wrong = breaches(cursor)
        if wrong:
            raise WrongError(f"The store is not whole: {wrong[0]}")
        for batch_id in reversed(made):
            undo(store, batch_id)
        if made and contents(store) != before:
            raise WrongError("Undone, the store is not as it was")
    if len(set(counts)) > 1:
        raise WrongError("What was tried is not what was done")
    return "refused" if counts[0][:1] != "[" else "loaded"


@dataclasses.dataclass
class Failure:
    """A way in which mutants fail, and the smallest that does."""

    times: int
    source: SourceFile
    number: int
    done: list[str]
    error: BaseException

    def __str__(self) -> str:
        said = " ".join(str(self.error).split())[:300]
        return (
            f"{self.times} times, such as number {self.number} of seed {effort.seed()} ({', '.join(self.done)}; "
            f"{len(self.source.content):,} bytes): {type(self.error).__name__}: {said}"
        )


def place_of(error: BaseException) -> str:
    """Tell where an error comes from: the last line of ours that it passed through."""
    if isinstance(error, WrongError):
        return str(error).partition(":")[0]
    if isinstance(error, TooSlowError) and error.__cause__:
        error = error.__cause__
    frames = [(Path(frame.filename), frame.name) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(file, name) for file, name in frames if PROJECT / "reach" in file.parents]
    return f"{ours[-1][0].relative_to(PROJECT).as_posix()}: {ours[-1][1]}" if ours else type(error).__name__


def a_copy(folder: Path, to: Path) -> Store:
    shutil.copytree(folder, to)
    return Store(to, SETTINGS)


def failures(folder: Path, good: Good, mutants: int, place: Path) -> str:
    """Try mutants of a file, and tell in which ways they fail; the smallest of each way is saved to be looked at."""
    found: dict[tuple[str, str], Failure] = {}
    became: collections.Counter[str] = collections.Counter()
    store = a_copy(folder, place / "hub")
    for number in range(mutants):
        source, done = mutant(good, number)
        try:
            with seconds_allowed():
                became[attempt(store, source, in_earnest=number % IN_EARNEST == 0)] += 1
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the workbook reader is no Exception
            became["failed"] += 1
            store = a_copy(folder, place / f"hub after {number}")  # it may have been left half way
            way = (type(error).__name__, place_of(error))
            known = found.get(way)
            if known is None or len(source.content) < len(known.source.content):
                found[way] = Failure(known.times if known else 0, source, number, done, error)
            found[way].times += 1
    for position, failure in enumerate(found.values()):
        (place / f"failure {position}").write_bytes(failure.source.content)
    print(f"{good.source.name}: {dict(became)}")  # noqa: T201 - shown where something fails
    return "\n".join(f"{where}: {failure}" for (_, where), failure in found.items())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that knows the schools of the files, and some of what is in them; to be copied, not changed."""
    linked = [link(900001, "Successor", 900002, "01-09-2022"), link(900002, "Predecessor", 900001, "01-09-2022")]
    return hub(tmp_path_factory.mktemp("mutants") / "hub", SCHOOLS[:50], PEOPLE[:10], linked).folder


def good_text(source: SourceFile, encoding: str, other: bytes = b"") -> Good:
    text = source.content.decode(encoding)
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    return Good(source, text, list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), other)


def our_own() -> dict[str, Good]:
    people, schools = register(PEOPLE), establishments(SCHOOLS, "20240102")
    linked = links([link(900001 + number, "Successor", 900002 + number, "01-09-2023") for number in range(40)])
    rows = list(csv.reader(io.StringIO(people.content.decode(), newline="")))
    workbook = SourceFile("register.xlsx", as_workbook(random.Random(0), rows))
    return {
        "a register": good_text(people, "utf-8", schools.content),
        "a register as a workbook": Good(workbook, None, rows, people.content),
        "an establishment register": good_text(schools, "cp1252", people.content),
        "links": good_text(linked, "cp1252", schools.content),
    }


OUR_OWN = our_own()


@pytest.mark.parametrize("name", OUR_OWN)
def test_good_files_are_loaded(folder: Path, tmp_path: Path, name: str) -> None:
    """Were they refused, so would most of their mutants be, and little be tried."""
    assert attempt(a_copy(folder, tmp_path / "hub"), OUR_OWN[name].source, in_earnest=True) == "loaded"


@pytest.mark.parametrize("name", OUR_OWN)
def test_mutants_of_our_own_files(folder: Path, tmp_path: Path, name: str) -> None:
    found = failures(folder, OUR_OWN[name], MUTANTS_OF_OUR_OWN, tmp_path)
    assert not found, f"The smallest of each are in {tmp_path}:\n{found}"


def sample(source: SourceFile) -> Good:
    """Give a sample's first lines, in the encoding in which it came; a workbook is given whole."""
    content = source.content
    if content.startswith(b"PK"):
        rows = [["ID", "Email", "Name", "School"], ["1", "a@school.example", "Ada", "Cosine Park Primary School"]]
        return Good(source, None, rows, OUR_OWN["a register"].source.content)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = content.decode(encoding)
    first_lines = "".join(text.splitlines(keepends=True)[:LINES_OF_A_SAMPLE])
    beginning = SourceFile(source.name, first_lines.encode(encoding))
    return good_text(beginning, encoding, OUR_OWN["a register"].source.content)


@pytest.mark.parametrize(("data", "path"), SAMPLES)
def test_mutants_of_samples(folder: Path, tmp_path: Path, data: DataSet, path: str) -> None:
    found = failures(folder, sample(data.read(path)), MUTANTS_OF_A_SAMPLE, tmp_path)
    assert not found, f"The smallest of each are in {tmp_path}:\n{found}"


MAY_BE_BLANK = ("Session", "Hours", "School", "Postcode", "Role", "Pupils", "Lead partner")


@pytest.mark.parametrize("headings", [MAY_BE_BLANK, *([heading] for heading in MAY_BE_BLANK if effort.is_thorough())])
@pytest.mark.parametrize("is_blank_first", [True, False], ids=["blank, then filled in", "filled in, then blank"])
def test_columns_may_be_blank_from_top_to_bottom(tmp_path: Path, headings: Sequence[str], is_blank_first: bool) -> None:
    """A column without a single value has no type of its own, and meets one in the store that has."""
    filled = [row | {"Lead partner": "Rotherham", "Pupils": "12"} for row in PEOPLE]
    blank = [row | dict.fromkeys(headings, "") for row in filled]
    store = hub(tmp_path / "hub", SCHOOLS, blank if is_blank_first else filled)
    attempt(store, register(filled if is_blank_first else blank, "second.csv"), in_earnest=False)


@pytest.mark.skipif(sys.platform != "linux", reason=ONLY_ON_LINUX)
@pytest.mark.parametrize(
    ("far", "is_known"),
    effort.some_of([*itertools.product([(1_048_575, 0), (1_048_575, 16_383)], [True, False])], 1, name="far away"),
    ids=str,
)
def test_a_cell_far_away_neither_hangs_nor_kills_the_program(
    tmp_path: Path, far: tuple[int, int], is_known: bool
) -> None:
    """A stray cell at a sheet's end is nothing rare, and a reader that gives each cell room needs 400 GB for it.

    In a process of its own, for the reader would take this one with it.
    """
    import resource

    file = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for column, heading in enumerate(PEOPLE[0]):
            sheet.write_string(0, column, heading if is_known else f"Heading {column}")
        sheet.write_string(*far, " ")
    size = 4 * 1024**3
    done = subprocess.run(
        [sys.executable, "-m", "reach", "--store", str(tmp_path / "hub"), "import", str(file)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)),
    )
    assert done.returncode in (0, 2), f"It ended with {done.returncode}: {done.stderr[-500:]}"
    assert "Traceback" not in done.stderr

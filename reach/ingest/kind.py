"""What a kind of file says of itself: each module of `reach.ingest.kinds` has one of these as its KIND."""

import abc
import dataclasses
import datetime as dt
import operator
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

import duckdb

from reach.ingest.cells import Line
from reach.ingest.details import Answers, Entries
from reach.ingest.part import Part
from reach.ingest.people import PeopleNamed
from reach.ingest.readings import Reading
from reach.ingest.register import Register, first_and_last
from reach.ingest.register_loading import load_register
from reach.ingest.rows import Rows
from reach.ingest.scripts import Counts
from reach.ingest.sheets.loading import load_sheet
from reach.ingest.sheets.rows import SheetRow, parse_sheet, people_in_sheet
from reach.matching import Directory
from reach.settings import Settings
from reach.sheets import TableSheet
from reach.store import Store


class Turn(IntEnum):
    """When files of a kind are loaded: each builds on those before it."""

    SCHOOLS = 1
    LINKS = 2
    OUTLINES = 3
    BEFORE_ATTENDANCE = 4
    ATTENDANCE = 5
    AFTER_ATTENDANCE = 6


class Contents(StrEnum):
    """What a file's rows are, as the store notes it of each batch, so that it can check that none of them is lost."""

    SCHOOLS = "schools"
    OUTLINES = "outlines"
    SHEET = "sheet"
    ATTENDANCE = "attendance"


@dataclasses.dataclass(frozen=True)
class Removal:
    """Something that undoing an import removes, with the words for one and for several of it.

    What the columns say of a row of source, a table or a view, is removed where no row of another batch says the same.
    """

    one: str
    several: str
    source: str
    columns: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Loading:
    """What loading a table takes beside its rows."""

    connection: duckdb.DuckDBPyConnection
    batch_id: int
    file_hash: str
    part: Part
    store: Store
    directory: Callable[[], Directory]
    on_progress: Callable[[float], None]


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What became of a table. preview shows its first rows as they were understood, without personal data.

    days are those of the first and the last session or row, as_at is the date of an establishment register, and
    left_out counts rows that are no attendees, by what they are.
    """

    counts: Counts
    preview: Sequence[dict[str, Any]] = ()
    days: tuple[dt.date, dt.date] | None = None
    as_at: dt.date | None = None
    left_out: Mapping[str, int] = dataclasses.field(default_factory=dict)
    remarks: Sequence[str] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kind(abc.ABC):
    """A kind of file. label heads it on screen; described names it among the things that can be imported.

    tables are those that its rows are written to; removals says what an undo takes away, in the order of the sentence.
    sets_as_at: schools are counted as at the date of its newest file, so that a newer one is a change even where it
    says the same, and a hub's own store can begin with it.
    """

    name: str
    label: str
    described: str
    turn: Turn
    tables: tuple[str, ...]
    removals: tuple[Removal, ...]
    sets_as_at: bool = False

    contents: ClassVar[Contents]
    is_public: ClassVar[bool] = False
    """Whether anybody may have the file, so that its hash tells nothing of people."""
    needs_the_one_before: ClassVar[bool] = False
    """Whether a batch holds only what had changed, and so cannot be undone under a newer one."""

    def people_in(self, part: Part) -> PeopleNamed:
        """Give the people that a table names, to keep them out of everything else in its file."""
        del part
        return PeopleNamed()

    def reading(self, part: Part, store: Store, answers: Answers) -> Reading:
        """Give what a table is taken to say beside its rows, and what has to be asked before it is imported."""
        del part, store, answers
        return Reading()

    @abc.abstractmethod
    def read(self, part: Part, store: Store, people: PeopleNamed) -> Any:
        """Put a table's rows into types. people are those whom the whole file names.

        The store's secret is only asked for where there is somebody to be hashed: asking makes it.
        """

    @abc.abstractmethod
    def load(self, rows: Any, loading: Loading) -> Loaded:
        """Write rows that were read into the store."""


_HELD_ROWS = Removal("held row", "held rows", "waiting_rows", ("batch_id", "row_number", "session_number"))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attendance(Kind):
    """A kind whose rows are people at sessions. Its people are known once its rows are read, by `parse_register`."""

    turn: Turn = Turn.ATTENDANCE
    tables: tuple[str, ...] = ("register_rows", "held_rows", "settled_rows", "forgotten_rows", "remembered_answers")
    removals: tuple[Removal, ...] = (
        Removal("attendance record", "attendance records", "register_sessions", ("session_id", "attendee")),
        Removal("session", "sessions", "register_sessions", ("session_id",)),
        Removal("person", "people", "register_sessions", ("attendee",)),
        Removal("attended school", "attended schools", "register_sessions", ("urn",)),
        _HELD_ROWS,
    )
    contents: ClassVar[Contents] = Contents.ATTENDANCE

    @abc.abstractmethod
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a table of attendance in the words of the template."""

    def read(self, part: Part, store: Store, people: PeopleNamed) -> Register:
        """Not asked: attendance is read before anything else of its file."""
        raise NotImplementedError

    def load(self, rows: Register, loading: Loading) -> Loaded:
        """Match the rows to schools and write them into the store, or hold them."""
        days = rows.days
        counts, preview, remarks = load_register(
            loading.connection,
            rows,
            loading.directory(),
            loading.batch_id,
            loading.file_hash,
            loading.store.secret,
            loading.on_progress,
        )
        return Loaded(counts, preview, days, left_out=rows.left_out, remarks=remarks)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tool(Attendance):
    """What another tool exports: known by a row of headings, and put into the words of the template.

    reads gets the lines, the place of the headings, and no blank line below them. is_general: the headings are so
    plain that the other tools are asked first.
    """

    is_header: Callable[[Sequence[str]], bool]
    reads: Callable[[Sequence[Line], int, Answers, Settings], Entries]
    is_general: bool = False

    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give the export's rows; examples and blank lines below its headings are left out."""
        found = self.reads([*part.lines[: part.header + 1], *part.body], part.header, answers, settings)
        return _with_columns(found, part, answers.columns or {})


def _with_columns(entries: Entries, part: Part, answered: Mapping[str, int | None]) -> Entries:
    """Give a tool's rows with the columns that somebody said, but for those that the tool itself took as said."""
    changed = {column: place for column, place in answered.items() if entries.columns.get(column) != place}
    if not changed:
        return entries
    cells_of = dict(part.body)
    lines = [cells_of.get(number, ()) for number in entries.rows.numbers]
    rows = entries.rows.with_columns(
        {column: None if place is None else _column(lines, place) for column, place in changed.items()}
    )
    kept = {column: place for column, place in entries.columns.items() if column not in changed}
    columns = kept | {column: place for column, place in changed.items() if place is not None}
    return dataclasses.replace(entries, rows=rows, columns=columns)


@dataclasses.dataclass(frozen=True, kw_only=True)
class TemplateSheet(Kind):
    """A sheet of the hub's template beside the register."""

    sheet: TableSheet
    contents: ClassVar[Contents] = Contents.SHEET

    def reading(self, part: Part, store: Store, answers: Answers) -> Reading:
        """Give the headings of a sheet that are not used; nothing has to be asked."""
        del store, answers
        used = part.columns.values()
        return Reading(unused=[text for place, text in enumerate(part.headings) if text and place not in used])

    def people_in(self, part: Part) -> PeopleNamed:
        """Give the people that a sheet names: none, but where a candidate's reference is a name after all."""
        return people_in_sheet(self.sheet, part.columns, part.body)

    def read(self, part: Part, store: Store, people: PeopleNamed) -> list[SheetRow]:
        """Put each row into types. A row that cannot be loaded carries its problem."""
        return parse_sheet(self.sheet, part.columns, part.body, store.settings, store.secret, people=people)

    def load(self, rows: list[SheetRow], loading: Loading) -> Loaded:
        """Match the rows' schools and write the rows into the store, or hold them."""
        counts, preview = load_sheet(loading.connection, self.sheet, rows, loading.batch_id, loading.directory)
        return Loaded(counts, preview, first_and_last([row.day for row in rows if row.day]))


def sheet_kind(sheet: TableSheet) -> TemplateSheet:
    """Give the kind of a sheet of the template."""
    return TemplateSheet(
        name=sheet.kind,
        label=sheet.title,
        described=f"{sheet.title[0].lower()}{sheet.title[1:]} in the hub's template",
        turn=Turn.BEFORE_ATTENDANCE if sheet.is_before_attendance else Turn.AFTER_ATTENDANCE,
        tables=(sheet.table, "held_rows", "forgotten_rows"),
        removals=(_HELD_ROWS, Removal(*sheet.removed, "sheet_rows", ("kind", "about", "states"))),
        sheet=sheet,
    )


def rows_by_column(part: Part) -> Rows:
    """Give a table's rows by the places of its columns."""
    lines = [cells for _, cells in part.body]
    shortest = min(map(len, lines), default=0)
    return Rows(
        [number for number, _ in part.body],
        {column: _column(lines, place, shortest) for column, place in part.columns.items()},
    )


def _column(lines: Sequence[Sequence[Any]], place: int, shortest: int = 0) -> list[Any]:
    """Give the cells at a place of each line. shortest: how many cells all lines have at least, where that is known."""
    if place < shortest:
        return list(map(operator.itemgetter(place), lines))
    return [cells[place] if place < len(cells) else None for cells in lines]

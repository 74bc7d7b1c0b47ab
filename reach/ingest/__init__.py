"""Files into the store: read, matched, loaded as a whole or not at all, and undone again.

    import_files(store, [source, ...]) -> [Batch, ...]

Every file is read and understood before anything is written. All files of one call are one transaction.
"""

import contextlib
import dataclasses
import functools
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import duckdb

from reach.errors import ImportFileError, ReachError
from reach.ingest.batches import Batch, batches_touched, next_batch_id, record_batch, undo, undo_effects
from reach.ingest.boundaries import looks_geographic
from reach.ingest.calls import CallError, record_call
from reach.ingest.chart_notes import (
    LONGEST_NOTE,
    WHOLE_HUB,
    ChartNoteError,
    NoteScope,
    add_chart_note,
    put_back_chart_note,
    remove_chart_note,
)
from reach.ingest.date_order import DateOrder
from reach.ingest.details import Answers, Details
from reach.ingest.fetching import fetch_register
from reach.ingest.garbage import garbage_collection_paused
from reach.ingest.holding_back import LONGEST_REASON, HoldBackError, hold_back, release
from reach.ingest.kind import Loading
from reach.ingest.kinds import KINDS, attendance
from reach.ingest.meanings import (
    QuestionsOpenError,
    column_answered,
    reading_of,
    value_answer,
    with_answer,
)
from reach.ingest.part import Part
from reach.ingest.parts import parts_of, with_answers
from reach.ingest.people import PeopleNamed, keyed_hash
from reach.ingest.personal_data import (
    Forgotten,
    ForgottenYears,
    Person,
    PersonError,
    forget_people_before,
    forget_person,
    personal_data,
    remove_older_versions,
)
from reach.ingest.reading import TABLE_ENDINGS, SourceFile, read_source, unpack
from reach.ingest.readings import Meaning, Reading
from reach.ingest.register import Register, parse_register
from reach.ingest.remembered import RememberedAnswers, remember
from reach.ingest.settling import alias_key_of, settle, take_back
from reach.ingest.target_setting import LONGEST_SOURCE, Scope, TargetError, set_target, withdraw_target
from reach.matching import Directory
from reach.progress import OnProgress, ignored, part_of
from reach.store import Store, Unpublished
from reach.store.checks import refuse_breaches
from reach.store.history import Kind
from reach.store.schema_steps import facts, is_demonstration
from reach.store.upkeep import work_out

__all__ = [
    "KINDS",
    "LONGEST_NOTE",
    "LONGEST_REASON",
    "LONGEST_SOURCE",
    "TABLE_ENDINGS",
    "WHOLE_HUB",
    "Answers",
    "Batch",
    "CallError",
    "ChartNoteError",
    "Details",
    "Forgotten",
    "ForgottenYears",
    "HoldBackError",
    "Meaning",
    "NoteScope",
    "Part",
    "Person",
    "PersonError",
    "QuestionsOpenError",
    "Reading",
    "Scope",
    "SourceFile",
    "TargetError",
    "add_chart_note",
    "alias_key_of",
    "attendance",
    "column_answered",
    "fetch_register",
    "file_hash_of",
    "forget_people_before",
    "forget_person",
    "headings_of",
    "hold_back",
    "import_boundaries",
    "import_files",
    "personal_data",
    "put_back_chart_note",
    "read_source",
    "record_call",
    "release",
    "remove_chart_note",
    "remove_older_versions",
    "set_target",
    "settle",
    "tables_in",
    "take_back",
    "undo",
    "undo_effects",
    "value_answer",
    "what_it_says",
    "with_answer",
    "withdraw_target",
]

T = TypeVar("T")

_READ, _LOADED, _WORKED_OUT = 0.45, 0.65, 0.95
"""How much of an import is done after each step, measured with a million rows."""

_MANY_ROWS = 50_000
"""Rows whose objects take so much memory that looking for those that nobody needs is worth its tenth of a second."""


@dataclasses.dataclass
class _Table:
    """A table that is imported, and what was answered about it.

    reading is what it is taken to say, people those of the whole file, rows the table's in the form that its loader
    takes: None before they are read and once they are loaded. date_order is that of a table of attendance.
    """

    part: Part
    answers: Answers
    reading: Reading
    people: PeopleNamed
    rows: Any = None
    date_order: DateOrder | None = None


def tables_in(sources: Sequence[SourceFile]) -> list[Part]:
    """Give the tables in files, for what there is to be asked about them before they are imported.

    Raises ImportFileError for the first file that cannot be read.
    """
    return [
        part
        for source in sources
        for file in unpack(source)
        for part in _understood(file.name, lambda file=file: parts_of(file))  # type: ignore[misc]
    ]


def import_files(
    store: Store,
    sources: Sequence[SourceFile],
    *,
    imported_by: str,
    dry_run: bool = False,
    demonstration: bool = False,
    answers: Answers | Mapping[str, Answers] | None = None,
    on_progress: OnProgress = ignored,
) -> list[Batch]:
    """Import files of any kind in one transaction, and give a batch for each table, in the order given.

    answers says what the files do not: one for all of them, or one for each table by its key.
    Establishments are loaded before links, and links before registers, whatever the order. A file that changes
    nothing makes no batch (its batch_id is None), nor does a dry run. An establishment register puts a
    demonstration away first: a hub's own store begins empty. Nothing else is taken into a demonstration.
    Raises ImportFileError for the first file that cannot be read, with its content's hash; nothing has been changed
    then.
    """
    with garbage_collection_paused():
        return _imported_files(store, sources, imported_by, dry_run, demonstration, answers, on_progress)


def _imported_files(
    store: Store,
    sources: Sequence[SourceFile],
    imported_by: str,
    dry_run: bool,
    demonstration: bool,
    answers: Answers | Mapping[str, Answers] | None,
    on_progress: OnProgress,
) -> list[Batch]:
    tables = _read_tables(store, sources, answers, part_of(on_progress, 0, _READ))
    batches: list[Batch] = []
    kind = Kind.DEMONSTRATION if demonstration else Kind.IMPORT
    with store.write(lambda: _imported(batches), kind=kind, dry_run=dry_run) as connection:
        is_afresh = demonstration or _puts_demonstration_away(connection, tables)
        if is_afresh:
            store.start_afresh(connection, demonstration=demonstration)
        batches += _load_tables(store, connection, tables, imported_by, part_of(on_progress, _READ, _LOADED))
        del tables
        if sum(batch.read for batch in batches) > _MANY_ROWS:
            # Room for the database, which takes most now.
            gc.collect()
        if not any(batch.batch_id for batch in batches):
            raise Unpublished
        touched = None if is_afresh else batches_touched((each.batch_id, each.kind) for each in batches)
        work_out(connection, touched, part_of(on_progress, _LOADED, _WORKED_OUT))
        on_progress("Checking the figures", _WORKED_OUT)
        refuse_breaches(connection, "The import would break the store", batches=touched)
    return [dataclasses.replace(batch, batch_id=None) for batch in batches] if dry_run else batches


def _read_tables(
    store: Store,
    sources: Sequence[SourceFile],
    answers: Answers | Mapping[str, Answers] | None,
    on_progress: OnProgress,
) -> list[_Table]:
    """Read the tables that are to be imported: those of attendance first, as they name people.

    Raises QuestionsOpenError for the first that leaves something open.
    """
    for_all = answers if isinstance(answers, Answers) else Answers()
    for_each = answers if isinstance(answers, Mapping) else {}
    remembered = RememberedAnswers(store)
    parts: list[Part] = []
    for position, source in enumerate(sources):
        on_progress(f"Reading {source.name}", position / len(sources) / 2)
        parts += tables_in([source])
    tables: list[_Table] = []
    people: dict[str, PeopleNamed] = {}
    count = len(parts)
    while parts:
        # Not kept in the list, so that its rows are gone once they are understood.
        part = parts.pop(0)
        of_part = for_each.get(part.key, for_all)
        if of_part.leaves_out:
            continue
        done = (count - len(parts) - 1) / count
        understanding = part_of(on_progress, (1 + done) / 2, (1 + done + 1 / count) / 2)
        with _about(part):
            register, reading = _understood(
                part.name, functools.partial(_register, part, store, of_part, remembered, understanding)
            )
            can_hold = register is not None and of_part.holds_unclear
            if not all(can_hold and asked.can_be_held for asked in reading.open):
                raise QuestionsOpenError(part.name, reading)
        named = register.people if register else KINDS[part.kind].people_in(part)
        of_file = people.setdefault(part.source.content_hash, named)
        if of_file is not named:
            of_file.update(named)
        if register:
            tables.append(_Table(part.without_rows(), of_part, reading, of_file, register, register.date_order))
        else:
            tables.append(_Table(part, of_part, reading, of_file))
    for table in tables:
        if table.rows is None:
            read = KINDS[table.part.kind].read
            with _about(table.part):
                table.rows = _understood(table.part.name, functools.partial(read, table.part, store, table.people))
        else:
            table.rows = dataclasses.replace(table.rows, people=table.people)
    return tables


def what_it_says(store: Store, part: Part, answers: Answers) -> Reading:
    """Give what a table is taken to say with these answers, and what is still to be asked, without importing it.

    Raises ImportFileError where it cannot be understood.
    """
    return _understood(part.name, lambda: _register(part, store, answers, RememberedAnswers(store)))[1]


def headings_of(store: Store, part: Part, answers: Answers) -> list[str]:
    """Give the headings of a table by their places, where it stands as these and earlier answers say.

    Raises ImportFileError where it cannot be understood.
    """
    kind = attendance(part.kind)
    if kind is None:
        return part.headings if part.lines else []
    answers = answers.completed_by(RememberedAnswers(store).about(part))
    part = with_answers(part, answers)
    entries = (attendance(part.kind) or kind).entries(part, answers, store.settings)
    return list(entries.headings) or part.headings


def import_boundaries(store: Store, source: SourceFile, *, imported_by: str, dry_run: bool = False) -> list[Batch]:
    """Import outlines of local authorities, as import_files does.

    Raises ImportFileError where the file is of another kind, too.
    """
    if not all(map(looks_geographic, unpack(source))):
        raise ImportFileError(
            f"{source.name} has no outlines",
            "Outlines are read from a GeoJSON. Nothing was changed. Other kinds of file are imported with “import”.",
        )
    return import_files(store, [source], imported_by=imported_by, dry_run=dry_run)


def _understood(name: str, read: Callable[[], T]) -> T:
    """Read a file. An unforeseen fault is reported without the file's content, which may name people."""
    try:
        return read()
    except ReachError:
        raise
    except Exception as error:
        raise ImportFileError(
            f"{name} cannot be understood",
            f"Something in it is not as in any file known so far ({type(error).__name__}). Nothing was changed. "
            "Save it as CSV or XLSX once more; if that does not help, copy its rows into the template.",
        ) from None


@contextlib.contextmanager
def _about(part: Part) -> Iterator[None]:
    """Say of an error which file it is about."""
    try:
        yield
    except ImportFileError as error:
        error.content_hash = part.source.content_hash
        raise


def _register(
    part: Part, store: Store, for_this: Answers, remembered: RememberedAnswers, on_progress: OnProgress = ignored
) -> tuple[Register | None, Reading]:
    """Read a table of attendance, which names people and so is read first; of another kind, what is to be asked."""
    kind = attendance(part.kind)
    if kind is None:
        return None, KINDS[part.kind].reading(part, store, for_this)
    answers = for_this.completed_by(remembered.about(part))
    part = with_answers(part, answers)
    kind = attendance(part.kind) or kind
    entries = kind.entries(part, answers, store.settings)

    def report(share: float) -> None:
        on_progress(f"Understanding {part.name}", share)

    register = parse_register(entries, answers, store.settings, store.secret, report)
    answered = remembered.of_texts(part, register.unclear)
    if answered:
        answers = answers.completed_by(Answers(values=answered))
        entries = kind.entries(part, answers, store.settings)
        register = parse_register(entries, answers, store.settings, store.secret)
    return register, reading_of(part, entries, register, answers, store.settings)


def _puts_demonstration_away(connection: duckdb.DuckDBPyConnection, tables: Sequence[_Table]) -> bool:
    """Whether a hub's own store begins with these files.

    Raises ImportFileError where they would be added to invented schools, with which they would be gone again.
    """
    if not is_demonstration(facts(connection)):
        return False
    if not any(KINDS[table.part.kind].sets_as_at for table in tables):
        raise ImportFileError(
            "Load the establishment register first",
            "The schools here are invented for the demonstration, so nothing was imported. Begin your hub's own store "
            "with the DfE's register of establishments, then import this file, or import both together.",
        )
    return True


def _imported(batches: Sequence[Batch]) -> str:
    """Say which files a version was made by, two of them by name."""
    files = [batch.file for batch in batches if batch.batch_id is not None]
    others = f" and {len(files) - 2} more" if len(files) > 2 else ""
    return f"Import of {', '.join(files[:2])}{others}"


def _load_tables(
    store: Store,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[_Table],
    imported_by: str,
    on_progress: OnProgress,
) -> list[Batch]:
    """Load tables, each kind in its turn, and give their batches in the order of the tables."""
    # Made once for all registers of the call: it takes seconds, and schools do not change any more by then.
    directory = functools.cache(lambda: Directory.from_store(connection, store.settings.meanings_of_nicknames))
    batches: dict[int, Batch] = {}
    for position, table in sorted(enumerate(tables), key=lambda each: KINDS[each[1].part.kind].turn):
        done = len(batches) / len(tables)
        loading = part_of(on_progress, done, done + 1 / len(tables))
        loading(f"Loading {table.part.name}", 0)
        with _about(table.part):
            batches[position] = _load(store, connection, table, imported_by, directory, loading)
    return [batches[position] for position in range(len(tables))]


def _load(
    store: Store,
    connection: duckdb.DuckDBPyConnection,
    table: _Table,
    imported_by: str,
    directory: Callable[[], Directory],
    on_progress: OnProgress,
) -> Batch:
    part = table.part
    batch_id = next_batch_id(connection)
    file_hash = file_hash_of(store, part)
    loading = Loading(
        connection,
        batch_id,
        file_hash,
        part,
        store,
        directory,
        lambda share: on_progress(f"Matching {part.name}", share),
    )
    loaded = KINDS[part.kind].load(table.rows, loading)
    table.rows = None
    # A file may be called after a meeting with somebody.
    name = table.people.taken_out_of(part.name) or "a file"
    batch = record_batch(connection, batch_id, part.kind, name, file_hash, loaded.counts, loaded.as_at, imported_by)
    if table.date_order and batch.batch_id is not None:
        remember(connection, store.secret, part, table.answers, table.date_order, batch_id, imported_by)
    return dataclasses.replace(
        batch,
        reading=table.reading,
        preview=tuple(loaded.preview),
        days=loaded.days,
        left_out=loaded.left_out,
        remarks=tuple(loaded.remarks),
    )


def file_hash_of(store: Store, part: Part) -> str:
    """Give the hash by which the store knows a file again.

    It is keyed with the store's secret, as the people in a short file could be guessed from its hash; those of public
    files are not.
    """
    if KINDS[part.kind].is_public:
        return part.source.content_hash
    return keyed_hash(store.secret, f"file {part.source.content_hash}")

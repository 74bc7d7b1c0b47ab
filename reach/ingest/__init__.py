"""Files into the store: read, matched, loaded as a whole or not at all, and undone again.

    import_files(store, [source, ...]) -> [Batch, ...]

Every file is read and understood before anything is written. All files of one call are one transaction.
"""

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import duckdb

from reach.errors import ImportFileError, ReachError, StoreError
from reach.ingest.batches import Batch, next_batch_id, record_batch, undo
from reach.ingest.boundaries import looks_geographic
from reach.ingest.details import Answers, Details
from reach.ingest.fetching import fetch_register
from reach.ingest.holding_back import LONGEST_REASON, HoldBackError, hold_back, let_go
from reach.ingest.kind import Loading
from reach.ingest.kinds import KINDS, attendance, establishments
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
from reach.ingest.reading import SourceFile, read_source, unpack
from reach.ingest.readings import Meaning, Reading
from reach.ingest.register import Register, parse_register
from reach.ingest.remembered import Remembered, remember
from reach.ingest.settling import alias_key_of, settle, take_back
from reach.ingest.target_setting import LONGEST_SOURCE, Scope, TargetError, set_target, withdraw_target
from reach.matching import Directory
from reach.store import Store, Unpublished
from reach.store.checks import breaches
from reach.store.history import Kind
from reach.store.schema_steps import facts, is_demonstration, work_out

__all__ = [
    "KINDS",
    "LONGEST_REASON",
    "LONGEST_SOURCE",
    "Answers",
    "Batch",
    "Details",
    "Forgotten",
    "ForgottenYears",
    "HoldBackError",
    "Meaning",
    "Part",
    "Person",
    "PersonError",
    "QuestionsOpenError",
    "Reading",
    "Scope",
    "SourceFile",
    "TargetError",
    "alias_key_of",
    "attendance",
    "column_answered",
    "fetch_register",
    "file_hash_of",
    "forget_people_before",
    "forget_person",
    "hold_back",
    "import_boundaries",
    "import_files",
    "let_go",
    "personal_data",
    "read_source",
    "remove_older_versions",
    "set_target",
    "settle",
    "tables_in",
    "take_back",
    "undo",
    "value_answer",
    "what_it_says",
    "with_answer",
    "withdraw_target",
]

T = TypeVar("T")

OnProgress = Callable[[str, float], None]
"""Called with what is being done, and how much of it is done, from 0 to 1."""


@dataclasses.dataclass(frozen=True)
class _Read:
    """A table that has been read: its rows in the form that its loader takes, and the people of the whole file."""

    part: Part
    rows: Any
    people: PeopleNamed


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
    on_progress: OnProgress = lambda *_: None,
) -> list[Batch]:
    """Import files of any kind in one transaction, and give a batch for each table, in the order given.

    answers says what the files do not: one for all of them, or one for each table by its key.
    Establishments are loaded before links, and links before registers, whatever the order. A file that changes
    nothing makes no batch (its batch_id is None), nor does a dry run. An establishment register puts a
    demonstration away first: a hub's own store begins empty. Nothing else is taken into a demonstration.
    Raises ImportFileError for the first file that cannot be read, with its content's hash; nothing has been changed
    then.
    """
    for_all = answers if isinstance(answers, Answers) else Answers()
    for_each = answers if isinstance(answers, Mapping) else {}

    remembered = Remembered(store)

    def answers_about(part: Part) -> Answers:
        return for_each.get(part.key, for_all)

    parts: list[Part] = []
    for source in sources:
        on_progress(f"Reading {source.name}", 0.0)
        parts += [part for part in tables_in([source]) if not answers_about(part).leaves_out]
    people = {part.source.content_hash: PeopleNamed() for part in parts}
    registers: dict[str, Register] = {}
    readings: dict[str, Reading] = {}
    for part in parts:
        named = people[part.source.content_hash]
        with _about(part):
            found = _understood(
                part.name,
                lambda part=part: _register(part, store, answers_about(part), remembered),  # type: ignore[misc]
            )
            register, readings[part.key] = found
            can_hold = register is not None and answers_about(part).holds_unclear
            if readings[part.key].open and not can_hold:
                raise QuestionsOpenError(part.name, readings[part.key])
            if register:
                registers[part.key] = register
            named.update(register.people if register else KINDS[part.kind].people_in(part))
    read: list[_Read] = []
    for part in parts:
        named = people[part.source.content_hash]
        with _about(part):
            if part.key in registers:
                rows: Any = dataclasses.replace(registers[part.key], people=named)
            else:
                rows = _understood(
                    part.name,
                    lambda part=part, named=named: KINDS[part.kind].read(part, store, named),  # type: ignore[misc]
                )
            read.append(_Read(part, rows, named))
    order = sorted(range(len(read)), key=lambda position: KINDS[read[position].part.kind].turn)
    batches: dict[int, Batch] = {}
    kind = Kind.DEMONSTRATION if demonstration else Kind.IMPORT
    with store.write(lambda: _imported(batches), kind=kind, dry_run=dry_run) as connection:
        if demonstration or _puts_demonstration_away(connection, read):
            store.start_afresh(connection, demonstration=demonstration)
        # Made once for all registers of the call: it takes seconds, and schools do not change any more by then.
        directory = functools.cache(lambda: Directory.from_store(connection, store.settings.meanings_of_nicknames))
        for position in order:
            on_progress(f"Loading {read[position].part.name}", 0.0)
            with _about(read[position].part):
                is_partial = answers_about(read[position].part).takes_partial
                batches[position] = _load(
                    store, connection, read[position], imported_by, directory, on_progress, is_partial=is_partial
                )
        if not any(batch.batch_id for batch in batches.values()):
            raise Unpublished
        for position, part in enumerate(parts):
            batch_id = batches[position].batch_id
            if part.key in registers and batch_id is not None:
                register = registers[part.key]
                remember(connection, store.secret, part, answers_about(part), register, batch_id, imported_by)
        on_progress("Working out the figures", 0.0)
        work_out(connection)
        wrong = breaches(connection, just_worked_out=True)
        if wrong:
            raise StoreError("The import would break the store", f"{wrong[0]} Nothing was changed.")
    done = [
        dataclasses.replace(batches[position], reading=readings.get(each.part.key))
        for position, each in enumerate(read)
    ]
    return [dataclasses.replace(batch, batch_id=None) for batch in done] if dry_run else done


def what_it_says(store: Store, part: Part, answers: Answers) -> Reading:
    """Give what a table is taken to say with these answers, and what is still to be asked, without importing it.

    Raises ImportFileError where it cannot be understood.
    """
    return _understood(part.name, lambda: _register(part, store, answers, Remembered(store)))[1]


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
    """Read a file. What goes wrong in an unforeseen way is said without the file's content, which may name people."""
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


def _register(part: Part, store: Store, given: Answers, remembered: Remembered) -> tuple[Register | None, Reading]:
    """Read a table of attendance, which names people and so is read first; of another kind, what is to be asked."""
    kind = attendance(part.kind)
    if kind is None:
        return None, KINDS[part.kind].reading(part, store, given)
    answers = given.completed_by(remembered.about(part))
    part = with_answers(part, answers)
    kind = attendance(part.kind) or kind
    entries = kind.entries(part, answers, store.settings)
    register = parse_register(entries, answers, store.settings, store.secret)
    answered = remembered.of_texts(part, register.unclear)
    if answered:
        answers = answers.completed_by(Answers(values=answered))
        register = parse_register(entries, answers, store.settings, store.secret)
    return register, reading_of(part, entries, register, answers, store.settings)


def _puts_demonstration_away(connection: duckdb.DuckDBPyConnection, read: list[_Read]) -> bool:
    """Whether a hub's own store begins with these files.

    Raises ImportFileError where they would be added to invented schools, with which they would be gone again.
    """
    if not is_demonstration(facts(connection)):
        return False
    if not any(each.part.kind == establishments.KIND.name for each in read):
        raise ImportFileError(
            "Load the establishment register first",
            "The schools here are invented for the demonstration, so nothing was imported. Begin your hub's own store "
            "with the DfE's register of establishments, then import this file, or import both together.",
        )
    return True


def _imported(batches: Mapping[int, Batch]) -> str:
    """Say which files a version was made by, two of them by name."""
    files = [batch.file for batch in batches.values() if batch.batch_id is not None]
    others = f" and {len(files) - 2} more" if len(files) > 2 else ""
    return f"Import of {', '.join(files[:2])}{others}"


def _load(
    store: Store,
    connection: duckdb.DuckDBPyConnection,
    read: _Read,
    imported_by: str,
    directory: Callable[[], Directory],
    on_progress: OnProgress,
    *,
    is_partial: bool,
) -> Batch:
    part = read.part
    batch_id = next_batch_id(connection)
    loading = Loading(
        connection,
        batch_id,
        part,
        store,
        directory,
        lambda share: on_progress(f"Matching {part.name}", share),
        is_partial,
    )
    loaded = KINDS[part.kind].load(read.rows, loading)
    # A file may be called after a meeting with somebody.
    name = read.people.taken_out_of(part.name) or "a file"
    file_hash = file_hash_of(store, part)
    batch = record_batch(connection, batch_id, part.kind, name, file_hash, loaded.counts, loaded.as_at, imported_by)
    return dataclasses.replace(
        batch,
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

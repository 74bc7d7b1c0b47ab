"""Files into the store: read, matched, loaded as a whole or not at all, and undone again.

    import_files(store, [path, ...]) -> [Batch, ...]

Every file is read and understood before anything is written. All files of one call are one transaction.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import duckdb

from reach.errors import StoreError
from reach.ingest.batches import Batch, next_batch_id, record_batch, undo
from reach.ingest.establishments import load_establishments, load_links
from reach.ingest.files import KINDS, SourceFile, read_source, read_table, unpack
from reach.ingest.large_tables import read_large_table
from reach.ingest.register import load_register, parse_register
from reach.store import Store, Unpublished
from reach.store.checks import breaches
from reach.store.schema_steps import get_fact, work_out

__all__ = ["Batch", "SourceFile", "import_files", "read_source", "undo"]

OnProgress = Callable[[str, float], None]
"""Called with what is being done, and how much of it is done, from 0 to 1."""


@dataclasses.dataclass(frozen=True)
class _Read:
    """A file that has been read: its kind, and its rows in the form that its loader takes."""

    source: SourceFile
    kind: str
    rows: Any


def import_files(
    store: Store,
    sources: Sequence[SourceFile],
    *,
    imported_by: str,
    dry_run: bool = False,
    demonstration: bool = False,
    on_progress: OnProgress = lambda *_: None,
) -> list[Batch]:
    """Import files of any kind in one transaction, and give a batch for each, in the order given.

    Establishments are loaded before links, and links before registers, whatever the order. A file that changes
    nothing makes no batch (its batch_id is None), nor does a dry run. An establishment register puts a
    demonstration away first: a hub's own store begins empty.
    Raises ImportFileError for the first file that cannot be read; nothing has been changed then.
    """
    files = [part for source in sources for part in unpack(source)]
    read = [_read(source, store, on_progress) for source in files]
    order = sorted(range(len(read)), key=lambda position: list(KINDS).index(read[position].kind))
    batches: dict[int, Batch] = {}
    with store.write(dry_run=dry_run) as connection:
        if demonstration or _puts_demonstration_away(connection, read):
            store.start_afresh(connection, demonstration=demonstration)
        for position in order:
            on_progress(f"Loading {read[position].source.name}", 0.0)
            batches[position] = _load(store, connection, read[position], imported_by, on_progress)
        if not any(batch.batch_id for batch in batches.values()):
            raise Unpublished
        on_progress("Working out the figures", 0.0)
        work_out(connection)
        wrong = breaches(connection)
        if wrong:
            raise StoreError("The import would break the store", f"{wrong[0]} Nothing was changed.")
    found = [batches[position] for position in range(len(read))]
    return [dataclasses.replace(batch, batch_id=None) for batch in found] if dry_run else found


def _read(source: SourceFile, store: Store, on_progress: OnProgress) -> _Read:
    on_progress(f"Reading {source.name}", 0.0)
    if _looks_national(source):
        kind, table = read_large_table(source)
        return _Read(source, kind, table)
    table = read_table(source)
    return _Read(source, table.kind, parse_register(table, store.settings, store.secret))


def _looks_national(source: SourceFile) -> bool:
    """Tell whether this is one of the DfE's files, by the words that only their headings have."""
    first_line = source.content[:20_000].split(b"\n", 1)[0]
    return not source.is_workbook and (b"EstablishmentName" in first_line or b"LinkURN" in first_line)


def _puts_demonstration_away(connection: duckdb.DuckDBPyConnection, read: list[_Read]) -> bool:
    return get_fact(connection, "demonstration") == "yes" and any(each.kind == "establishments" for each in read)


def _load(
    store: Store,
    connection: duckdb.DuckDBPyConnection,
    read: _Read,
    imported_by: str,
    on_progress: OnProgress,
) -> Batch:
    batch_id = next_batch_id(connection)
    as_at: dt.date | None = None
    name = read.source.name
    match read.kind:
        case "establishments":
            counts, as_at = load_establishments(connection, read.rows, batch_id, name)
        case "links":
            counts = load_links(connection, read.rows, batch_id)
        case _:
            counts = load_register(
                connection,
                read.rows,
                batch_id,
                store.secret,
                lambda share: on_progress(f"Matching {name}", share),
            )
    return record_batch(connection, batch_id, read.kind, read.source, counts, as_at, imported_by)

"""Batches: what each import brought, and taking it back."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from reach import formats
from reach.errors import UndoError
from reach.ingest.kind import Contents, Removal
from reach.ingest.kinds import KINDS
from reach.ingest.readings import Reading
from reach.ingest.scripts import Counts
from reach.store import Store, Version
from reach.store.checks import refuse_breaches
from reach.store.history import Kind
from reach.store.upkeep import work_out


@dataclasses.dataclass(frozen=True)
class Batch:
    """An import: read = loaded + unchanged + held + outside. Without a batch_id, nothing was changed.

    changes_anything says whether something was changed, or would be by an import that was only tried. changed are
    those of the loaded rows that say something else of what was known. days are those of the first and the last
    session or row. as_at is the date of an establishment register. left_out counts rows that are no attendees, by
    what they are; they are not among those read. reading is what the table was taken to say, remarks what a person
    should know of it once it is loaded. preview shows the first rows as they were understood, without personal data.
    """

    batch_id: int | None
    kind: str
    file: str
    read: int
    loaded: int
    unchanged: int
    held: int
    outside: int
    changes_anything: bool
    changed: int = 0
    days: tuple[dt.date, dt.date] | None = None
    as_at: dt.date | None = None
    left_out: Mapping[str, int] = dataclasses.field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    reading: Reading | None = dataclasses.field(default=None, repr=False)
    preview: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the batch as the command line's exact output has it."""
        names = ("kind", "file", "read", "loaded", "unchanged", "held", "outside")
        counts = {"batch": self.batch_id, **{name: getattr(self, name) for name in names}}
        says = [meaning.as_json() for meaning in self.reading.meanings] if self.reading else []
        remarks = [*(self.reading.remarks if self.reading else ()), *self.remarks]
        unused = list(self.reading.unused) if self.reading else []
        first_rows = [str(row["As imported"]) for row in self.preview if row.get("As imported")]
        return {
            **counts,
            "first_rows": first_rows,
            "left_out": dict(self.left_out),
            "says": says,
            "not_used": unused,
            "remarks": remarks,
        }


def next_batch_id(connection: duckdb.DuckDBPyConnection) -> int:
    """Give the number of the next batch; the number of an undone batch is not used again."""
    found = connection.execute("select coalesce(max(batch_id), 0) + 1 from import_batches").fetchone()
    return int(found[0]) if found else 1


def forget_rows(connection: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """Take out all that a batch brought, and put back what it had replaced."""
    batch = {"batch_id": batch_id}
    for table in dict.fromkeys(table for kind in KINDS.values() for table in kind.tables):
        connection.execute(f"delete from {table} where batch_id = $batch_id", batch)  # noqa: S608 - named by the kinds
    for table in (table for kind in KINDS.values() if kind.needs_the_one_before for table in kind.tables):
        connection.execute(f"update {table} set replaced_by = null where replaced_by = $batch_id", batch)  # noqa: S608


def record_batch(
    connection: duckdb.DuckDBPyConnection,
    batch_id: int,
    kind: str,
    file: str,
    file_hash: str,
    counts: Counts,
    as_at: dt.date | None,
    imported_by: str,
) -> Batch:
    """Write down an import that changed something; forget the rows of one that changed nothing.

    A newer file that sets the as-at date is a change, too, where it says the same: figures are as at its date from then
    on.
    """
    declared = KINDS[kind]
    newest = connection.execute("select register_date from register_dates").fetchone()
    is_newer = declared.sets_as_at and as_at is not None and (not newest or newest[0] is None or as_at > newest[0])
    if not counts.changes and not is_newer:
        forget_rows(connection, batch_id)
    else:
        connection.execute(
            """
            insert into import_batches values (
                $batch_id, $kind, $file, $file_hash, $as_at, $imported_at, $imported_by,
                $rows_read, $rows_loaded, $rows_unchanged, $rows_held, $rows_outside, null, $contents,
                $sets_as_at
            )
            """,
            {
                "batch_id": batch_id,
                "kind": kind,
                "file": file,
                "file_hash": file_hash,
                "as_at": as_at,
                "imported_at": dt.datetime.now(),
                "imported_by": imported_by,
                "rows_read": counts.read,
                "rows_loaded": counts.loaded,
                "rows_unchanged": counts.unchanged,
                "rows_held": counts.held,
                "rows_outside": counts.outside,
                "contents": declared.contents,
                "sets_as_at": declared.sets_as_at,
            },
        )
    is_change = bool(counts.changes or is_newer)
    return Batch(
        batch_id if is_change else None,
        kind,
        file,
        counts.read,
        counts.loaded,
        counts.unchanged,
        counts.held,
        counts.outside,
        is_change,
        counts.changed,
        as_at=as_at,
    )


def batches_touched(changed: Iterable[tuple[int | None, str]]) -> list[int] | None:
    """Give the batches that figures are worked out anew for, of those that came or go, each with its kind.

    Give None where that is everything: schools are counted anew then.
    """
    there = [(batch_id, KINDS[kind].contents) for batch_id, kind in changed if batch_id is not None]
    return None if any(contents is Contents.SCHOOLS for _, contents in there) else [batch_id for batch_id, _ in there]


def undo(store: Store, batch_id: int) -> None:
    """Take a batch back: the store is as if it had never been imported, but for its line in the history.

    Raises UndoError where there is no such batch, or where others stand on it; nothing has been changed then.
    """
    with store.write(f"Undid import {batch_id}", kind=Kind.UNDO) as connection:
        found = connection.execute(
            "select kind, undone_at from import_batches where batch_id = $batch_id", {"batch_id": batch_id}
        ).fetchone()
        if found is None:
            raise UndoError(f"There is no batch {batch_id}", "“batches” lists those there are. Nothing was changed.")
        kind, undone_at = found
        if undone_at is not None:
            raise UndoError(f"Batch {batch_id} is undone already", "Nothing was changed.")
        if KINDS[kind].needs_the_one_before:
            _refuse_under_a_newer_one(connection, batch_id, kind)
        forget_rows(connection, batch_id)
        connection.execute(
            "update import_batches set undone_at = $undone_at where batch_id = $batch_id",
            {"batch_id": batch_id, "undone_at": dt.datetime.now().replace(microsecond=0)},
        )
        touched = batches_touched([(batch_id, kind)])
        work_out(connection, touched)
        _refuse_if_schools_would_be_missing(connection, batch_id)
        refuse_breaches(connection, f"Batch {batch_id} cannot be undone", UndoError, batches=touched)


def undo_effects(version: Version, batch_id: int) -> list[str]:
    """Say what undoing a batch would remove, such as "3 sessions": all that no other batch holds.

    Raises UndoError where there is no such batch.
    """
    found = version.rows("select kind from import_batches where batch_id = $batch_id", {"batch_id": batch_id})
    if not found:
        raise UndoError(f"There is no batch {batch_id}", "“batches” lists those there are.")
    counted = [(_held_only_by(version, batch_id, each), each) for each in KINDS[found[0][0]].removals]
    return [formats.count_of(number, each.one, each.several) for number, each in counted if number]


def _held_only_by(version: Version, batch_id: int, removal: Removal) -> int:
    columns = ", ".join(removal.columns)
    ((number,),) = version.rows(
        f"""
        select count(*)
        from (select {columns} from {removal.source} group by {columns} having bool_and(batch_id = $batch_id))
        """,  # noqa: S608 - the names are constants of the kinds
        {"batch_id": batch_id},
    )
    return int(number)


def _refuse_under_a_newer_one(connection: duckdb.DuckDBPyConnection, batch_id: int, kind: str) -> None:
    newer = connection.execute(
        """
        select batch_id, file
        from import_batches
        where kind = $kind and batch_id > $batch_id and undone_at is null
        order by batch_id desc
        """,
        {"kind": kind, "batch_id": batch_id},
    ).fetchone()
    if newer:
        raise UndoError(
            f"Batch {batch_id} cannot be undone yet",
            f"Batch {newer[0]} ({newer[1]}) stands on it, as it only holds what had changed. "
            f"Undo batch {newer[0]} first. Nothing was changed.",
        )


def _refuse_if_schools_would_be_missing(connection: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    later_batch = connection.execute(
        """
        select import_batches.batch_id, import_batches.file, count(*)
        from rows_at_schools
        inner join import_batches on rows_at_schools.batch_id = import_batches.batch_id
        where rows_at_schools.urn not in (select urn from establishments)
        group by all
        order by import_batches.batch_id desc
        """
    ).fetchone()
    if later_batch:
        number, file, rows = later_batch
        raise UndoError(
            f"Batch {batch_id} cannot be undone yet",
            f"Batch {number} ({file}) has {rows:,} rows at schools that would no longer be known. "
            f"Undo batch {number} first. Nothing was changed.",
        )

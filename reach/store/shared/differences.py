"""What differs between two files of a store, brought to the lake; and versions of the lake, brought to a file.

Tables are bags of rows: those that only one of the two files has are removed or added, as often as they differ. So
what did not change is neither written nor read again.
"""

import contextlib
import dataclasses
from collections.abc import Iterable
from pathlib import Path

import duckdb

from reach.errors import StoreError
from reach.store.opening import connect
from reach.store.shared.lake import LAKE

_COLUMNS = """
    select
        columns.table_name,
        list(
            columns.column_name || ' ' || columns.data_type || if(columns.is_nullable, '', ' not null')
            order by columns.column_index
        )
    from duckdb_columns() as columns
    semi join duckdb_tables() as tables on columns.table_name = tables.table_name
    group by all
    order by columns.table_name
"""


@dataclasses.dataclass(frozen=True)
class Difference:
    """How a file differs from the lake: the tables that changed, and those that went."""

    changed: list[str]
    dropped: list[str]


def columns_of_tables(file: Path) -> dict[str, list[str]]:
    """Return the columns of each table of a file, as SQL declares them."""
    with contextlib.closing(connect(file, read_only=True)) as connection:
        return dict(connection.execute(_COLUMNS).fetchall())


def bring_to_lake(
    cursor: duckdb.DuckDBPyConnection, wanted: dict[str, list[str]], known: dict[str, list[str]]
) -> Difference:
    """Make the lake what the attached file `draft` is, in the transaction that has begun.

    wanted, known: the columns of each table of `draft`, and of `base`, the attached file of the lake's current version;
    none where it has none. Raises StoreError where the lake is not what that file says.
    """
    changed = []
    for table, columns in wanted.items():
        if known.get(table) != columns:
            cursor.execute(f"drop table if exists {LAKE}.{table}")
            cursor.execute(f"create table {LAKE}.{table} ({', '.join(columns)})")
            cursor.execute(f"insert into {LAKE}.{table} from draft.{table}")
        elif _fingerprint(cursor, f"draft.{table}") != _fingerprint(cursor, f"base.{table}"):
            _change(cursor, table)
        else:
            continue
        changed.append(table)
    dropped = sorted(known.keys() - wanted.keys())
    for table in dropped:
        cursor.execute(f"drop table {LAKE}.{table}")
    return Difference(changed, dropped)


def make_tables(cursor: duckdb.DuckDBPyConnection, snapshot: int, not_null: dict[str, list[str]]) -> None:
    """Make the tables of a snapshot in the attached file `fetched`, empty. not_null: columns that are never null."""
    for table, columns in not_null.items():
        cursor.execute(f"create table fetched.{table} as from {_at(table, snapshot)} limit 0")
        for column in columns:
            cursor.execute(f'alter table fetched.{table} alter column "{column}" set not null')


def fill_tables(cursor: duckdb.DuckDBPyConnection, snapshot: int, has_rows: dict[str, bool]) -> None:
    """Replace the rows of these tables in the attached file `fetched` by those of a snapshot, if it has any."""
    for table, are_there in has_rows.items():
        cursor.execute(f"delete from fetched.{table}")  # noqa: S608 - our own tables
        if are_there:
            cursor.execute(f"insert into fetched.{table} from {_at(table, snapshot)}")


def different_tables(cursor: duckdb.DuckDBPyConnection, tables: Iterable[str], snapshot: int) -> list[str]:
    """Return the tables of the attached file `base` that have other rows at a snapshot."""
    return [
        table
        for table in tables
        if _fingerprint(cursor, f"base.{table}") != _fingerprint(cursor, f"(from {_at(table, snapshot)})")
    ]


def _at(table: str, snapshot: int) -> str:
    return f"{LAKE}.{table} at (version => {snapshot})"


def _fingerprint(cursor: duckdb.DuckDBPyConnection, table: str) -> tuple[object, ...] | None:
    """Return what two tables of the same rows have in common, and others do not: two sums of 64-bit hashes."""
    return cursor.execute(
        f"select count(*), sum(hash(rows)), bit_xor(hash(rows)) from {table} as rows"  # noqa: S608 - our own tables
    ).fetchone()


def _change(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    new, old = f"draft.{table}", f"base.{table}"
    removed = _keep(cursor, "removed", f"from {old} except all from {new}")
    there = _number(cursor, f"select count(*) from {old}")  # noqa: S608 - our own tables
    if 2 * removed > there:
        # Whole files go: nothing has to be looked up in them.
        gone = _number(cursor, f"delete from {LAKE}.{table}")  # noqa: S608
        expected, added = there, f"from {new}"
    else:
        expected, added = removed, f"from {new} except all from {old}"
        gone = _delete(cursor, table) if removed else 0
    if gone != expected:
        raise StoreError(
            "The shared store is not what its current version says",
            "Nothing was changed. Has another program written to its database? Tell the person who runs it.",
            f"{table}: {gone} rows removed, {expected} expected",
        )
    cursor.execute(f"insert into {LAKE}.{table} {added}")
    cursor.execute("drop table removed")


def _delete(cursor: duckdb.DuckDBPyConnection, table: str) -> int:
    """Delete from the lake as many of each row as there are in `removed`; return how many there were."""
    return _number(
        cursor,
        f"""
        delete from {LAKE}.{table}
        where rowid in (
            select numbered.place
            from (
                select
                    there.rowid as place,
                    there as whole,
                    row_number() over (partition by there order by there.rowid desc) as nth
                from {LAKE}.{table} as there
                semi join removed on there = removed
            ) as numbered
            inner join (select removed as whole, count(*) as times from removed group by all) as counted
                on numbered.whole = counted.whole
            where numbered.nth <= counted.times
        )
        """,  # noqa: S608 - our own tables
    )


def _keep(cursor: duckdb.DuckDBPyConnection, name: str, sql: str) -> int:
    cursor.execute(f"create or replace temp table {name} as {sql}")
    return _number(cursor, f"select count(*) from {name}")  # noqa: S608 - a name of our own


def _number(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = cursor.execute(sql).fetchone()
    return int(row[0]) if row else 0

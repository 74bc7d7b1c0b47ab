"""The establishment register of the DfE (GIAS) and its links file."""

import datetime as dt
import functools
from typing import Any

import duckdb
import pyarrow as pa

from reach.errors import ImportFileError
from reach.ingest.kinds import date_in_name, headings_of
from reach.ingest.scripts import PREVIEW_ROWS, Counts, ask_script, run_script

_HEADINGS = {
    "row_number": "Row",
    "urn": "URN",
    "la_name": "Local authority",
    "linked_urn": "Linked URN",
    "linked_school": "Linked school",
}
"""How a preview's columns are called where that is not their own name."""


def preview(connection: duckdb.DuckDBPyConnection, kind: str) -> list[dict[str, Any]]:
    """Give the first rows about the hub's schools in the file that has just been loaded."""
    rows = ask_script(connection, f"{kind}_preview", rows=PREVIEW_ROWS)
    return [{_HEADINGS.get(name, name.capitalize()): cell for name, cell in row.items()} for row in rows]


def load_establishments(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, batch_id: int, file_name: str
) -> tuple[Counts, dt.date]:
    """Write an establishment register into the store, and give its counts and its date.

    The date is the one in the file's name, else the latest change that it tells of.
    Raises ImportFileError where the store has a newer register, or the date cannot be told.
    """
    found = _run(connection, "establishments", table, batch_id)
    as_at = date_in_name(file_name) or found["last_changed_on"]
    if as_at is None:
        raise ImportFileError(
            f"{file_name} has no date",
            "Neither its name nor its column LastChangedDate says of which day it is. Nothing was changed. "
            "Name it as the DfE does, for example edubasealldata20231116.csv.",
        )
    newest = connection.execute("select register_date from register_dates").fetchone()
    if newest and newest[0] and newest[0] > as_at:
        raise ImportFileError(
            f"{file_name} is older than what is loaded",
            f"It is of {as_at:%d/%m/%Y}; the store has the register of {newest[0]:%d/%m/%Y}. Nothing was changed. "
            "To go back to the older one, undo the newer import first.",
        )
    return Counts.found_by(found), as_at


def load_links(connection: duckdb.DuckDBPyConnection, table: pa.Table, batch_id: int) -> Counts:
    """Write a links file into the store, and give its counts."""
    return Counts.found_by(_run(connection, "links", table, batch_id))


def _run(connection: duckdb.DuckDBPyConnection, kind: str, table: pa.Table, batch_id: int) -> dict:
    blank = pa.array([""] * table.num_rows)
    for column in _all_columns(kind):
        if column not in table.column_names:
            table = table.append_column(column, blank)
    connection.register("read_rows", table)
    found = run_script(connection, kind, batch_id=batch_id)
    connection.unregister("read_rows")
    return found


@functools.cache
def _all_columns(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for _, column in headings_of(kind)))

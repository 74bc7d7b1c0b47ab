"""An administrator's answer to "which school is this?": remembered, and applied to all rows that say the same."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from reach.errors import ReachError
from reach.ingest.attendees import Attendees
from reach.matching import Directory, Match, NoMatch, NotOurs
from reach.store import Store
from reach.store.checks import refuse_breaches
from reach.store.history import Kind
from reach.store.schema_steps import insert_frame
from reach.store.upkeep import work_out


class SettleError(ReachError):
    """A held row cannot be settled like this. Nothing has been changed."""


def alias_key_of(store: Store, batch_id: int, row_number: int) -> str:
    """Give what a held row's school is remembered by.

    Raises SettleError where there is no such row, or where it waits for something else than its school.
    """
    found = store.read().rows(
        """
        select alias_key, reason from held_rows
        where batch_id = $batch_id and row_number = $row_number
        """,
        {"batch_id": batch_id, "row_number": row_number},
    )
    if not found:
        raise SettleError(
            f"Row {row_number} of batch {batch_id} is not held", "“held” lists the rows that are. Nothing was changed."
        )
    if found[0][0] is None:
        raise SettleError(
            f"Row {row_number} of batch {batch_id} does not wait for its school",
            f"{found[0][1]}. Put it right in the file and import the file again. Nothing was changed.",
        )
    return str(found[0][0])


def settle(store: Store, answers: Mapping[str, int | None], *, answered_by: str) -> int:
    """Answer for all rows that say the same, now and from now on, and give how many held rows that settles.

    answers maps what rows say of their school (see `alias_key_of`) to a URN, or to None for no school of the hub.
    An answer given before is changed. Raises SettleError for a URN that is not known.
    """
    with store.write("Answered which school is meant", kind=Kind.EDIT) as connection:
        for named in {urn for urn in answers.values() if urn is not None}:
            if connection.execute("select 1 from establishments where urn = $urn", {"urn": named}).fetchone() is None:
                raise SettleError(
                    f"URN {named} is not known",
                    "It is not in the establishment register that is loaded. Nothing was changed. "
                    "Look the school up on the Schools page, or load a newer register.",
                )
        for key, urn in answers.items():
            _forget(connection, key)
            connection.execute(
                """
                insert into school_aliases
                select $key, any_value(school_text), $urn, $answered_at, $answered_by
                from held_rows
                where alias_key = $key
                """,
                {
                    "key": key,
                    "urn": urn,
                    "answered_at": dt.datetime.now().replace(microsecond=0),
                    "answered_by": answered_by,
                },
            )
        rows = _settle_held_rows(connection, answers, store.secret)
        _finish(connection, answers)
    return rows


def take_back(store: Store, alias_keys: Collection[str]) -> None:
    """Forget answers, all of them or none: the rows that they had settled are held again."""
    what = "an answer" if len(alias_keys) == 1 else f"{len(alias_keys)} answers"
    with store.write(f"Took {what} back", kind=Kind.EDIT) as connection:
        for key in alias_keys:
            _forget(connection, key)
        _finish(connection, alias_keys)


def _forget(connection: duckdb.DuckDBPyConnection, alias_key: str) -> None:
    for table in ("settled_rows", "school_aliases"):
        connection.execute(f"delete from {table} where alias_key = $key", {"key": alias_key})  # noqa: S608 - constants


def _settle_held_rows(connection: duckdb.DuckDBPyConnection, answers: Mapping[str, int | None], secret: bytes) -> int:
    """Settle what is held under the keys, each row by the URN that its school had on the row's day."""
    cursor = connection.execute(
        "select * from held_rows where list_contains($keys, alias_key)", {"keys": list(answers)}
    )
    columns = [column[0] for column in cursor.description or ()]
    held = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    if not held:
        return 0
    directory, hashes = Directory.from_store(connection), Attendees(connection, secret)
    settled = []
    for row in held:
        urn = answers[row["alias_key"]]
        found = NotOurs() if urn is None else directory.as_open_on(urn, row["held_on"])
        settled.append(_settled_row(row, found, hashes))
    insert_frame(connection, "settled_rows", pa.Table.from_pylist(settled, _SETTLED_ROWS))
    return len({(row["batch_id"], row["row_number"]) for row in settled})


_SETTLED_ROWS = pa.schema(
    [
        ("batch_id", pa.int32()),
        ("row_number", pa.int32()),
        ("session_number", pa.int32()),
        ("alias_key", pa.string()),
        ("urn", pa.int32()),
        ("attendee", pa.string()),
    ]
)


def _settled_row(held: dict[str, Any], found: Match | NotOurs | NoMatch, hashes: Attendees) -> dict[str, Any]:
    """Give what settles a held row: its school and attendee, or neither where it is no school of the hub."""
    urn = found.urn if isinstance(found, Match) else None
    known = {name: held[name] for name in ("batch_id", "row_number", "session_number", "alias_key")}
    return {**known, "urn": urn, "attendee": hashes.hash_of(held["person"], urn)}


def _finish(connection: duckdb.DuckDBPyConnection, alias_keys: Collection[str]) -> None:
    found = connection.execute(
        "select distinct batch_id from held_rows where list_contains($keys, alias_key)", {"keys": list(alias_keys)}
    )
    batches = [batch_id for (batch_id,) in found.fetchall()]
    work_out(connection, batches)
    refuse_breaches(connection, "The answer would break the store", SettleError, batches=batches)

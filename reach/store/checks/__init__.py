"""The invariants of a store, one query a file: each finds what must not exist, and its comment says so.

One more for each table that follows from the facts holds it against what would be worked out now.
"""

import functools
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from reach.errors import ReachError, StoreError
from reach.store.upkeep import WORKED_OUT

_FOLDER = Path(__file__).resolve().parent
_IN_SETTINGS = "_in_settings"


class _Check(NamedTuple):
    """A check: what it means that it finds something, and whether it can look at some batches alone."""

    name: str
    sentence: str
    sql: str
    is_by_batch: bool


@functools.cache
def _checks() -> tuple[_Check, ...]:
    return tuple(
        _Check(
            file.stem,
            text.splitlines()[0].removeprefix("--").strip(),
            text,
            bool(duckdb.extract_statements(text)[0].named_parameters),
        )
        for file in sorted(_FOLDER.glob("*.sql"))
        for text in [file.read_text(encoding="utf-8")]
    )


def _worked_out_checks(connection: duckdb.DuckDBPyConnection) -> Iterator[_Check]:
    for table in WORKED_OUT:
        columns = ", ".join(row[0] for row in connection.execute(f"describe {table}").fetchall())
        sql = f"""
            with
            standing as (select {columns} from {table}),
            computed as materialized (select {columns} from computed_{table}())
            from (from standing except all from computed)
            union all
            from (from computed except all from standing)
        """  # noqa: S608 - the store's own tables and columns
        yield _Check(f"{table}_worked_out", "A table is not what follows from the facts", sql, is_by_batch=False)


def breaches(
    connection: duckdb.DuckDBPyConnection,
    *,
    just_worked_out: bool = False,
    batches: Collection[int] | None = None,
    with_settings: bool = False,
) -> list[str]:
    """Return a sentence for every breach of an invariant; none when the store is whole.

    just_worked_out: tables that follow from the facts were worked out a moment ago; their checks are left out.
    batches: those whose rows may have changed, None for all. What can be seen a batch at a time is looked at for them.
    with_settings: also look for what hub.toml has lost. No change to the store mends that, so it must not stop one.
    """
    found = []
    worked_out = () if just_worked_out else _worked_out_checks(connection)
    for name, sentence, sql, is_by_batch in (*_checks(), *worked_out):
        if name.endswith(_IN_SETTINGS) and not with_settings:
            continue
        chosen = {"batches": None if batches is None else list(batches)}
        rows = connection.execute(sql, chosen if is_by_batch else {}).fetchall()
        if rows:
            found.append(f"{name}: {sentence} ({len(rows):,} found, the first being {rows[0]}).")
    return found


def refuse_breaches(
    connection: duckdb.DuckDBPyConnection,
    title: str,
    error: type[ReachError] = StoreError,
    *,
    batches: Collection[int] | None,
) -> None:
    """Raise an error of this title where a change that was just worked out breaks an invariant.

    batches: those whose rows may have changed, None for all.
    """
    if wrong := breaches(connection, just_worked_out=True, batches=batches):
        raise error(title, f"{wrong[0]} Nothing was changed.")


def check_names() -> list[str]:
    """Return the names of all checks."""
    return [*(check.name for check in _checks()), *(f"{table}_worked_out" for table in WORKED_OUT)]

"""Queries of reach on the demonstration hub, against the plainest statement that gives the same rows.

The plain statements in benchmarks/plain are written on the stored tables, for the usual filters alone. Both are really
executed each time: nothing is kept from one run to the next.
"""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.side_by_side import Row, medians
from reach import queries
from reach.filters import Filters
from reach.store import Store

PLAIN = Path(__file__).resolve().parent / "plain"
YEAR = "2024/25"
ROUNDS = 25


def measure(store: Store) -> Iterator[Row]:
    """Give a row a query. Raises AssertionError where the two disagree."""
    print(f"queries: {ROUNDS} rounds each", file=sys.stderr)
    version = store.read()
    filters = Filters.choose(store.settings, YEAR)
    known: dict[str, Any] = filters.parameters() | {"today": dt.date.today()}
    for file in sorted(PLAIN.glob("*.sql")):
        # "ladder_by_group.la" is ladder_by_group, broken down by local authority.
        name, _, breakdown = file.stem.partition(".")
        plain = file.read_text(encoding="utf-8")
        query = queries.load(name)
        known["breakdown"] = breakdown or None
        given = {parameter: known[parameter] for parameter in query.parameters}
        with version.cursor() as cursor:
            ours = partial(_rows, cursor, query.sql, given)
            yardstick = partial(_rows, cursor, plain, {"academic_year": YEAR} if "$academic_year" in plain else {})
            assert ours() == yardstick(), f"{file.stem} and its plain statement disagree"  # noqa: S101
            yield Row(f"query `{file.stem}`", *medians(ours, yardstick, ROUNDS), "plain SQL")


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = cursor.execute(sql, parameters).fetchall()
    return rows

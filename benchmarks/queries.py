"""Queries of reach on the demonstration hub, against the plainest statement that gives the same rows.

The plain statements in benchmarks/plain are written on the stored tables, for the usual filters alone. Both are really
executed each time: nothing is kept from one run to the next.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.side_by_side import Row, medians
from reach import queries
from reach.filters import Filters
from reach.settings import Settings
from reach.store import Store, Version

PLAIN = Path(__file__).resolve().parent / "plain"
YEAR = "2024/25"
ROUNDS = 25

Asked = Callable[[], list[tuple[Any, ...]]]


def plain_statements() -> list[str]:
    """Return the names of the plain statements: "ladder_by_group.la" is ladder_by_group by local authority."""
    return sorted(file.stem for file in PLAIN.glob("*.sql"))


def both(name: str, version: Version, settings: Settings, academic_year: str = YEAR) -> tuple[Asked, Asked]:
    """Return what asks a query for its rows, and what asks its plain statement for the same."""
    query_name, _, breakdown = name.partition(".")
    query, plain = queries.load(query_name), (PLAIN / f"{name}.sql").read_text(encoding="utf-8")
    known = Filters.choose(settings, academic_year).parameters()
    known |= {"today": dt.date.today(), "breakdown": breakdown or None}
    parameters = {parameter: known[parameter] for parameter in query.parameters}
    year = {"academic_year": academic_year} if "$academic_year" in plain else {}
    return partial(_rows, version, query.sql, parameters), partial(_rows, version, plain, year)


def measure(store: Store) -> Iterator[Row]:
    """Give a row a query. Raises AssertionError where the two disagree."""
    print(f"queries: {ROUNDS} rounds each", file=sys.stderr)
    version = store.read()
    for name in plain_statements():
        ours, yardstick = both(name, version, store.settings)
        assert ours() == yardstick(), f"{name} and its plain statement disagree"  # noqa: S101
        yield Row(f"query `{name}`", *medians(ours, yardstick, ROUNDS), "plain SQL")


def _rows(version: Version, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with version.cursor() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(sql, parameters).fetchall()
    return rows

"""The SQL of the imports: a script a kind of file, run statement by statement, its last row being the counts."""

import dataclasses
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import duckdb

PREVIEW_ROWS = 10
"""Rows of a file that are shown before it is imported."""

_SCRIPTS = Path(__file__).resolve().parent / "sql"


@dataclasses.dataclass(frozen=True)
class Counts:
    """What became of a file's rows: read = loaded + unchanged + held + outside.

    changes counts what differs in the store afterwards, what is not counted as loaded included. changed counts
    those of the loaded rows that say something else of what was known before; the others are new.
    """

    read: int
    loaded: int
    unchanged: int
    held: int
    outside: int
    changes: int
    changed: int = 0

    @classmethod
    def found_by(cls, script: Mapping[str, Any]) -> Self:
        """Give the counts in the row that a script ended with."""
        return cls(
            read=script["rows_read"],
            loaded=script["rows_loaded"],
            unchanged=script["rows_unchanged"],
            held=script["rows_held"],
            outside=script["rows_outside"],
            changes=script["changes"],
            changed=script.get("rows_changed", 0),
        )


@functools.cache
def _statements(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    text = (_SCRIPTS / f"{name}.sql").read_text(encoding="utf-8")
    return tuple((each.query, frozenset(each.named_parameters)) for each in duckdb.extract_statements(text))


def run_script(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> dict[str, Any]:
    """Run a script, each statement with the parameters that it names, and give the row that the last one finds."""
    rows = ask_script(connection, name, **parameters)
    return rows[0] if rows else {}


def ask_script(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """Run a script in the same way, and give all rows that the last statement finds."""
    for sql, named in _statements(name):
        connection.execute(sql, {key: value for key, value in parameters.items() if key in named})
    columns = [column[0] for column in connection.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in connection.fetchall()]

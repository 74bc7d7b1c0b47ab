"""The invariants of a store, one question a file: each asks for what must not be there, and says so."""

import functools
from pathlib import Path

import duckdb

_FOLDER = Path(__file__).resolve().parent
_WORKED_OUT = "_worked_out"


@functools.cache
def _checks() -> tuple[tuple[str, str, str], ...]:
    """Give (name, what is wrong when it finds something, SQL) of every check."""
    files = sorted(_FOLDER.glob("*.sql"))
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in files]
    return tuple((name, text.splitlines()[0].removeprefix("--").strip(), text) for name, text in texts)


def breaches(connection: duckdb.DuckDBPyConnection, *, just_worked_out: bool = False) -> list[str]:
    """Give a sentence for every breach of an invariant; none when the store is whole.

    just_worked_out: what follows from the facts was worked out a moment ago, and need not be a second time.
    """
    found = []
    for name, sentence, sql in _checks():
        if just_worked_out and name.endswith(_WORKED_OUT):
            continue
        rows = connection.execute(sql).fetchall()
        if rows:
            found.append(f"{name}: {sentence} ({len(rows):,} found, the first being {rows[0]}).")
    return found


def check_names() -> list[str]:
    """Give the names of all checks."""
    return [name for name, _, _ in _checks()]

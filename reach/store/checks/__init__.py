"""The invariants of a store, one query a file: each finds what must not exist, and its comment says so."""

import functools
from pathlib import Path

import duckdb

_FOLDER = Path(__file__).resolve().parent
_WORKED_OUT = "_worked_out"
_IN_SETTINGS = "_in_settings"


@functools.cache
def _checks() -> tuple[tuple[str, str, str], ...]:
    """Return (name, meaning of a finding, SQL) of every check."""
    files = sorted(_FOLDER.glob("*.sql"))
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in files]
    return tuple((name, text.splitlines()[0].removeprefix("--").strip(), text) for name, text in texts)


def breaches(
    connection: duckdb.DuckDBPyConnection, *, just_worked_out: bool = False, with_settings: bool = False
) -> list[str]:
    """Return a sentence for every breach of an invariant; none when the store is whole.

    just_worked_out: tables that follow from the facts were worked out a moment ago; their checks are left out.
    with_settings: also look for what hub.toml has lost. No change to the store mends that, so it must not stop one.
    """
    found = []
    for name, sentence, sql in _checks():
        if (just_worked_out and name.endswith(_WORKED_OUT)) or (name.endswith(_IN_SETTINGS) and not with_settings):
            continue
        rows = connection.execute(sql).fetchall()
        if rows:
            found.append(f"{name}: {sentence} ({len(rows):,} found, the first being {rows[0]}).")
    return found


def check_names() -> list[str]:
    """Return the names of all checks."""
    return [name for name, _, _ in _checks()]

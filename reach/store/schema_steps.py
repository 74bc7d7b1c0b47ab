"""The contents of a version: numbered steps create the tables, definitions create views and macros.

Steps run once, in order, and are recorded in the same transaction. Views and macros are recreated whenever a
definition changes. Settings are copied from hub.toml, and tables that follow from the facts are worked out.
"""

import functools
import hashlib
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from reach.errors import StoreError
from reach.settings import PROJECT, Settings
from reach.store.sheet_views import create_sheet_views, sheet_views
from reach.store.upkeep import work_out

STEPS = Path(__file__).resolve().parent / "schema"
DEFINITIONS = PROJECT / "queries" / "definitions"

LAST_DAY = "last day"
"""The fact that names the last day that a version shows, where it shows only what happened up to a day."""


@functools.cache
def definitions_fingerprint() -> str:
    """Return a short text that changes with every step and definition."""
    digest = hashlib.sha256()
    for file in [*sorted(STEPS.glob("*.sql")), *sorted(DEFINITIONS.glob("*.sql"))]:
        digest.update(file.name.encode() + file.read_bytes())
    digest.update(sheet_views().encode())
    return digest.hexdigest()[:16]


def fingerprint(settings: Settings) -> str:
    """Return the fingerprint of a version made with these settings by this program."""
    return f"{definitions_fingerprint()}-{settings.fingerprint()}"


def bring_up_to_date(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Migrate a store of any age, or an empty file, to the current tables, definitions and settings.

    Returns whether existing tables were changed. Raises StoreError where a newer version of the program made the store.
    """
    is_migrated = _run_steps(connection)
    create_definitions(connection)
    _fill_settings(connection, settings)
    work_out(connection)
    set_fact(connection, "fingerprint", fingerprint(settings))
    return is_migrated


def create_definitions(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views and macros in a store whose tables are those of this program."""
    create_sheet_views(connection)
    for file in sorted(DEFINITIONS.glob("*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))


def set_fact(connection: duckdb.DuckDBPyConnection, fact: str, value: str) -> None:
    """Record a fact about the store itself, in place of its former value."""
    connection.execute("delete from store_facts where fact = $fact", {"fact": fact})
    connection.execute("insert into store_facts values ($fact, $value)", {"fact": fact, "value": value})


def facts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the facts that a store records about itself; none for an empty file."""
    try:
        return dict(connection.execute("select fact, value from store_facts").fetchall())
    except duckdb.CatalogException:
        return {}


def is_demonstration(facts: dict[str, str]) -> bool:
    """Return whether a store's schools and people are invented, by its facts."""
    return facts.get("demonstration") == "yes"


def _run_steps(connection: duckdb.DuckDBPyConnection) -> bool:
    """Run the steps that have not run yet; return whether any had run before."""
    connection.execute("create table if not exists _migrations (step varchar not null)")
    done = {row[0] for row in connection.execute("select step from _migrations").fetchall()}
    steps = {file.stem: file for file in sorted(STEPS.glob("*.sql"))}
    unknown = sorted(done - steps.keys())
    if unknown:
        raise StoreError(
            "The store is newer than this program",
            f"It was made by a version that knows the step {unknown[-1]}. Nothing was changed. "
            "Update the dashboard, or use a store of your own with --store.",
        )
    for step, file in steps.items():
        if step not in done:
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("insert into _migrations values ($step)", {"step": step})
    return bool(done and steps.keys() - done)


def _fill_settings(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    scope = settings.scope
    tables: dict[str, list[tuple[object, ...]]] = {
        "hubs": [(settings.hub.name,)],
        "calendar_periods": [
            (period.academic_year, period.period, period.starts_on, period.ends_on) for period in settings.periods()
        ],
        "local_authorities": [
            (la.code, la.name, la.investment_area, position) for position, la in enumerate(settings.local_authorities)
        ],
        "scope_groups": [
            *((group, None, False) for group in scope.type_groups),
            *((group, None, True) for group in scope.independent_type_groups),
            *((None, type_name, True) for type_name in scope.independent_types),
        ],
        "strands": [
            (strand.code, strand.name, position, strand.role) for position, strand in enumerate(settings.strands)
        ],
        "programmes": [
            (
                programme.code,
                programme.name,
                programme.strand,
                list(programme.phases),
                programme.light_touch,
                programme.journey,
                programme.stage,
            )
            for programme in settings.programmes
        ],
        "partners": [(partner.name,) for partner in settings.partners],
        "national_figures": [
            (figure.academic_year, figure.label, figure.share, figure.source) for figure in settings.national_figures
        ],
        "targets": [
            (
                target.academic_year,
                target.share,
                target.local_authority,
                target.phase,
                target.strand,
                target.source,
            )
            for target in settings.targets
        ],
    }
    for table, rows in tables.items():
        connection.execute(f"delete from {table}")  # noqa: S608 - the names are constants above
        if rows:
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
            insert_frame(connection, table, pd.DataFrame(rows, columns=columns, dtype=object))


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame | pa.Table) -> None:
    """Add a frame's rows to the table, by column name."""
    connection.register("rows_to_insert", frame)
    connection.execute(f"insert into {table} by name select * from rows_to_insert")  # noqa: S608 - see callers
    connection.unregister("rows_to_insert")

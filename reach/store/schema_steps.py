"""What is inside a version: numbered steps make the tables, definitions say what the words mean.

Steps run once, in order, and are recorded in the same transaction. Views and macros are made anew whenever a
definition changes. Settings are copied in from hub.toml, and what follows from the facts is worked out.
"""

import functools
import hashlib
from pathlib import Path

import duckdb
import pandas as pd

from reach.errors import StoreError
from reach.settings import PROJECT, Settings

STEPS = Path(__file__).resolve().parent / "schema"
DEFINITIONS = PROJECT / "queries" / "definitions"

WORKED_OUT = (
    "activities",
    "sessions",
    "attendances",
    "pupil_counts",
    "lineages",
    "school_phases",
    "schools_open",
    "participations",
    "engagement",
    "rung_weeks",
)
"""Tables that follow from the facts, in the order in which they depend on each other."""


@functools.cache
def definitions_fingerprint() -> str:
    """Give a short text that differs whenever a step or a definition does."""
    digest = hashlib.sha256()
    for file in [*sorted(STEPS.glob("*.sql")), *sorted(DEFINITIONS.glob("*.sql"))]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def fingerprint(settings: Settings) -> str:
    """Give what a version made with these settings by this program is marked with."""
    return f"{definitions_fingerprint()}-{settings.fingerprint()}"


def bring_up_to_date(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Take a store of any age, or an empty file, to today's tables, definitions and settings.

    Gives whether tables that were there had to be changed. Raises StoreError where the store was made by a newer
    version of the program.
    """
    is_migrated = _run_steps(connection)
    for file in sorted(DEFINITIONS.glob("*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))
    _fill_settings(connection, settings)
    work_out(connection)
    set_fact(connection, "fingerprint", fingerprint(settings))
    return is_migrated


def work_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables that follow from the facts, engagement last."""
    for table in WORKED_OUT:
        connection.execute(f"delete from {table}")  # noqa: S608 - the names are constants above
        connection.execute(f"insert into {table} by name select * from computed_{table}")  # noqa: S608


def set_fact(connection: duckdb.DuckDBPyConnection, fact: str, value: str) -> None:
    """Write down a fact about the store itself, in place of what was there."""
    connection.execute("delete from store_facts where fact = $fact", {"fact": fact})
    connection.execute("insert into store_facts values ($fact, $value)", {"fact": fact, "value": value})


def facts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Give what a store says of itself; an empty file says nothing."""
    found = connection.execute("select 1 from duckdb_tables() where table_name = 'store_facts'").fetchone()
    return dict(connection.execute("select fact, value from store_facts").fetchall()) if found else {}


def is_demonstration(facts: dict[str, str]) -> bool:
    """Tell from what a store says of itself whether its schools and people are invented."""
    return facts.get("demonstration") == "yes"


def _run_steps(connection: duckdb.DuckDBPyConnection) -> bool:
    """Run the steps that have not been run, and give whether there were others before."""
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
        "periods": [
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


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Add a frame's rows to the table, by column name."""
    connection.register("rows_to_insert", frame)
    connection.execute(f"insert into {table} by name select * from rows_to_insert")  # noqa: S608 - see callers
    connection.unregister("rows_to_insert")

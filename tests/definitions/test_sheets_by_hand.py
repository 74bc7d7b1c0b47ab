"""What the template's sheets say, put together: a hand-made case for each rule of what stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import SETTINGS, hub, school

SETTINGS_TARGET = {"academic_year": "2026/27", "share": 0.6, "la_code": "876", "source": "hub.toml"}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store with two schools of Halton, to write rows into."""
    with hub(tmp_path, [school(900001), school(900002)]).write("A test", dry_run=True) as connection:
        yield connection


def add(connection: duckdb.DuckDBPyConnection, table: str, *rows: dict[str, Any]) -> None:
    """Add rows, the first in batch 1, the second in batch 2 and so on."""
    for batch_id, row in enumerate(rows, start=1):
        row = dict(row) if not table.endswith("_rows") else {"batch_id": batch_id, "row_number": 2} | row
        connection.execute(
            f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values())
        )


def found(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


GROUP = {"activity": "Group 1", "programme_code": "MNKS2"}


def test_of_an_activity_the_last_word_stands_and_a_blank_says_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    add(
        connection,
        "activity_rows",
        GROUP | {"places": 20, "delivery_mode": "online"},
        GROUP | {"activity": "group 1", "places": 30, "starts_on": "2026-10-14"},
        GROUP | {"programme_code": "MNRKS1", "places": 5},
    )
    details = found(
        connection, "select programme_code, places, delivery_mode, starts_on::varchar from activity_details"
    )
    assert sorted(details, key=str) == [("MNKS2", 30, "online", "2026-10-14"), ("MNRKS1", 5, None, None)]


def test_saying_the_same_again_says_nothing_new(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, "activity_rows", GROUP | {"places": 20}, GROUP | {"places": 30}, GROUP | {"places": 20})
    assert found(connection, "select places from activity_details") == [(30,)]


def test_in_one_file_the_lower_row_stands(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [GROUP | {"batch_id": 1, "row_number": 2 + row, "places": row} for row in (9, 12, 7)]
    add(connection, "activity_rows", *rows)
    assert found(connection, "select places from activity_details") == [(12,)]


STAGE = {"candidate": "cA", "route": "conversion", "stage": "applied", "reached_on": "2026-10-14"}


def test_of_a_candidates_stage_the_last_word_stands(connection: duckdb.DuckDBPyConnection) -> None:
    add(
        connection,
        "candidate_stage_rows",
        STAGE,
        STAGE | {"reached_on": "2026-10-15", "la_code": "895"},
        STAGE | {"stage": "offered", "urn": 900001, "evidence": "URN"},
        STAGE | {"candidate": "cB"},
        STAGE,
    )
    stages = (
        "select candidate, stage, stage_level, reached_on::varchar, la_code, urn from candidate_stages order by all"
    )
    assert found(connection, stages) == [
        ("cA", "applied", 2, "2026-10-15", "895", None),
        ("cA", "offered", 3, "2026-10-14", "876", 900001),
        ("cB", "applied", 2, "2026-10-14", None, None),
    ]


SUPPORT = {
    "supporting_urn": 900001,
    "supporting_evidence": "URN",
    "supported_urn": 900002,
    "supported_evidence": "URN",
    "started_on": "2026-10-14",
    "days": 1.5,
    "focus": "Planning",
}


def test_of_a_support_the_last_word_stands_and_another_focus_is_another_support(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    add(
        connection,
        "support_rows",
        SUPPORT,
        SUPPORT | {"days": 4, "focus": "planning"},
        SUPPORT | {"focus": "Fractions"},
    )
    assert found(connection, "select days, focus from supports order by all") == [(1.5, "Fractions"), (4.0, "planning")]


TARGET = {"academic_year": "2026/27", "la_code": "876", "share": 0.7, "source": "Plan"}


def test_a_sheets_target_takes_the_place_of_the_settings(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, "targets", SETTINGS_TARGET, SETTINGS_TARGET | {"la_code": "895"})
    connection.execute("delete from import_batches")
    connection.execute(
        "insert into import_batches select n, 'targets', 'x', 'x', null, timestamp '2026-06-01' + n * interval 1 day, "
        "'sheet', 1, 1, 0, 0, 0, null, 'sheet', false from range(1, 6) as batches (n)"
    )
    add(
        connection,
        "target_rows",
        TARGET,
        TARGET | {"share": None, "schools": 40, "source": "New plan"},
        TARGET | {"programme_code": "ENR"},
        TARGET | {"strand": "cpd"},
        TARGET | {"phase": "primary"},
    )
    targets = "select la_code, strand, programme_code, phase, share, schools, source from all_targets"
    assert sorted(found(connection, targets), key=str) == sorted(
        [
            ("876", None, None, None, None, 40, "New plan"),
            ("876", None, "ENR", None, 0.7, None, "Plan"),
            ("876", "cpd", None, None, 0.7, None, "Plan"),
            ("876", None, None, "primary", 0.7, None, "Plan"),
            ("895", None, None, None, 0.6, None, "hub.toml"),
        ],
        key=str,
    )


def test_partners_are_those_of_the_settings_and_of_the_sheets_once_each(connection: duckdb.DuckDBPyConnection) -> None:
    add(
        connection,
        "partner_rows",
        {"partner": "alsager school", "kind": "School"},
        {"partner": "Tangent University"},
        {"partner": "Tangent university", "kind": "University"},
    )
    partners = {row[0]: row[1:] for row in found(connection, "from all_partners")}
    assert len(partners) == len(SETTINGS.partners) + 1
    assert partners["Alsager School"] == ("School", True)
    assert partners["Tangent University"] == ("University", False)

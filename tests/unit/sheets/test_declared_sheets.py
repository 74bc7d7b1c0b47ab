"""A sheet of the template is declared in one module: what is left out fails at once, and all else follows from it."""

from pathlib import Path
from typing import Any

import pytest

from reach.ingest.batches import forget_rows, record_batch
from reach.ingest.kind import sheet_kind
from reach.ingest.kinds import KINDS
from reach.ingest.sheets import load_sheet, parse_sheet
from reach.matching import Directory
from reach.sheets import SHEETS, TableSheet
from reach.sheets.description import ACTIVITY, OPTIONAL_PROGRAMME, Column, school_columns
from reach.store import Store
from reach.store.checks import breaches
from reach.store.sheet_views import create_sheet_views
from reach.store.upkeep import work_out
from tests.builders import SETTINGS, hub, school

VISIT: dict[str, Any] = {
    "kind": "visits",
    "place": 8,
    "table": "visit_rows",
    "title": "Visits",
    "purpose": "One row for each visit.",
    "about": ("activity", "urn"),
    "removed": ("visit", "visits"),
    "columns": (
        ACTIVITY,
        *school_columns(need="school"),
        OPTIONAL_PROGRAMME,
        Column("visits", "Visits", "How many.", "1", "whole number"),
    ),
}
TABLE = """
    create table visit_rows (
        batch_id integer, row_number integer, activity varchar, programme_code varchar, visits integer,
        urn integer, evidence varchar
    )
"""


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> TableSheet:
    """Declare one more sheet, as its module would."""
    sheet = TableSheet(**VISIT)
    monkeypatch.setitem(SHEETS, sheet.kind, sheet)
    monkeypatch.setitem(KINDS, sheet.kind, sheet_kind(sheet))
    return sheet


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001), school(900002)])


@pytest.mark.parametrize("part", VISIT)
def test_a_part_left_out_fails_at_once_by_its_name(part: str) -> None:
    with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{part}'"):
        TableSheet(**{name: value for name, value in VISIT.items() if name != part})


@pytest.mark.parametrize("about", [(), ("school",), ("activity", "evidence"), ("Activity",)])
def test_what_a_row_is_about_must_be_columns_of_the_table(about: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="“visits”: “about” must name some of activity, programme_code, visits, urn"):
        TableSheet(**VISIT | {"about": about})


@pytest.mark.parametrize(
    ("table", "has"),
    [
        ("select 1", "none"),
        (TABLE.replace("visits integer,", ""), "activity, batch_id, evidence, programme_code, row_number, urn"),
        (TABLE.replace("evidence", "proof"), "activity, batch_id, programme_code, proof, row_number, urn, visits"),
    ],
)
def test_a_table_left_out_fails_at_once_by_its_columns(visits: TableSheet, store: Store, table: str, has: str) -> None:
    with store.write("A test", dry_run=True) as connection:
        connection.execute(table)
        needs = "batch_id, row_number, activity, programme_code, visits, urn, evidence"
        with pytest.raises(
            ValueError, match=f"“visits” needs a table visit_rows with the columns {needs}; it has {has}"
        ):
            create_sheet_views(connection)


def test_all_else_follows_from_the_declaration(visits: TableSheet, store: Store) -> None:
    places = {column.name: place for place, column in enumerate(visits.columns)}
    lines = [["Group 1", "", urn, "", "", "", many] for urn, many in (("900001", 2), ("900001", 2), ("900002", 3))]
    rows = parse_sheet(visits, places, list(enumerate(lines, start=2)), SETTINGS, b"secret")
    with store.write("A test", dry_run=True) as connection:
        connection.execute(TABLE)
        create_sheet_views(connection)
        counts, _ = load_sheet(connection, visits, rows, 2, lambda: Directory.from_store(connection))
        assert (counts.read, counts.loaded, counts.unchanged) == (3, 2, 1)
        record_batch(connection, 2, "visits", "visits.xlsx", "hash", counts, None, "test")
        work_out(connection)
        assert breaches(connection) == []
        schools = "select distinct urn from rows_at_schools where batch_id = 2 order by urn"
        assert connection.execute(schools).fetchall() == [(900001,), (900002,)]
        connection.execute("update visit_rows set programme_code = 'NOPE' where urn = 900002")
        assert [each.partition(":")[0] for each in breaches(connection)] == ["sheet_settings_whole"]
        forget_rows(connection, 2)
        assert connection.execute("select count(*) from visit_rows").fetchone() == (0,)

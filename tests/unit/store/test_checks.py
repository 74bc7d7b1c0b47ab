"""`check` finds what must not be there."""

from pathlib import Path

import pytest

from reach.store import Store
from reach.store.checks import breaches, check_names
from tests.builders import attended, hub, link, school

BREAKS = {
    "activities_whole": "update activities set programme_code = 'NOPE'",
    "activity_keys": "insert into activities select * from activities",
    "alert_keys": "insert into known_alerts select 'x', 'x', 'x', now()::timestamp from range(2)",
    "alias_keys": "insert into school_aliases select 'x', 'x', null, now()::timestamp, 'x' from range(2)",
    "attendance_keys": "insert into attendances select * from attendances",
    "attendances_whole": "delete from sessions",
    "batch_contents": "update import_batches set contents = null where kind = 'register'",
    "batch_counts": "update import_batches set rows_read = rows_read + 1",
    "batch_keys": "insert into import_batches select * from import_batches",
    "batch_rows": "delete from register_rows",
    "boundary_batch_rows": "insert into boundary_rings values (1, 1, 1, '876', false, [0, 1, 1, 0], [0, 0, 1, 0])",
    "boundary_ring_keys": "insert into boundary_rings select 1, 1, 1, '876', false, [0, 1, 1, 0], [0, 0, 1, 0] "
    "from range(2)",
    "boundary_rings_whole": "insert into boundary_rings values (1, 1, 1, '876', false, [0, 1, 1], [0, 0, 1])",
    "chart_notes_whole": "insert into chart_notes values "
    "(1, current_date, '', null, null, null, false, now()::timestamp, 'x')",
    "chart_notes_in_settings": "insert into chart_notes values "
    "(1, current_date, 'Trial', 'nope', null, null, false, now()::timestamp, 'x')",
    "engagement_keys": "insert into engagement select * from engagement",
    "named_activities_worked_out": "update named_activities set activity = 'Group 2'",
    "activities_worked_out": "update activities set lead_partner = 'X'",
    "sessions_worked_out": "update sessions set is_held = not is_held",
    "periods_to_date_worked_out": "update periods_to_date set ends_on = ends_on - 1",
    "attendances_worked_out": "update attendances set hours = 9",
    "pupil_counts_worked_out": "update pupil_counts set pupils = pupils + 1",
    "expected_pupils_worked_out": "insert into expected_pupils select session_id, urn, 1 from attendances",
    "lineages_worked_out": "delete from lineages where period = 'autumn'",
    "school_phases_worked_out": "delete from school_phases where phase = 'all'",
    "engagement_worked_out": "update engagement set people = people + 1",
    "rung_weeks_worked_out": "update rung_weeks set from_week = 50",
    "targets_whole": "insert into targets_on_screen values "
    "('2026/27', 'cpd', null, null, null, null, null, 'Plan', false, now()::timestamp, 'test')",
    "targets_in_settings": "insert into target_rows by name select 1 as batch_id, 1 as row_number, '2026/27' as "
    "academic_year, 'nope' as strand, 0.5 as share, 'Plan' as source",
    "calls_whole": "insert into calls values (1, current_date, 'No answer', null, now()::timestamp, 'x')",
    "hold_backs_whole": "insert into hold_backs_on_screen values (1, null, 'X', null, false, now()::timestamp, 'x')",
    "lineage_keys": "insert into lineages select academic_year, period, urn, 1 from lineages",
    "schools_open_worked_out": "delete from schools_open where period = 'autumn'",
    "pack_keys": "insert into pack_recipes select 'x', '{}', now()::timestamp, 'x' from range(2)",
    "packs_whole": "insert into pack_batches values (1, 1)",
    "pupil_counts_whole": "insert into pupil_counts values ('none', 900001, 5)",
    "register_row_keys": "insert into register_rows select * from register_rows",
    "participation_keys": "insert into participations select * from participations",
    "participations_worked_out": "update participations set has_completed = not has_completed",
    "replaced_schools": "update school_records set replaced_by = 99",
    "rows_without_batch": "update import_batches set undone_at = imported_at",
    "sheet_batch_rows": "update import_batches set kind = 'partners', contents = 'sheet' where kind = 'register'",
    "sheet_row_keys": "insert into partner_rows values (1, 1, 'A', null), (1, 1, 'B', null)",
    "sheet_rows_without_batch": "insert into partner_rows values (1, 1, 'A', null)",
    "sheet_schools_whole": "insert into candidate_stage_rows by name select 1 as batch_id, 1 as row_number, 'c' as "
    "candidate, 'conversion' as route, 'applied' as stage, current_date as reached_on, 1 as urn",
    "sheet_settings_whole": "insert into activity_rows by name select 1 as batch_id, 1 as row_number, 'Group 1' as "
    "activity, 'NOPE' as programme_code",
    "school_keys": "insert into school_records select * from school_records",
    "settled_rows_whole": "insert into settled_rows values (2, 2, 1, 'x', 900001, 'x')",
    "session_keys": "insert into sessions select * from sessions",
    "sessions_whole": "delete from activities",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(
        tmp_path,
        [school(900001, closed="31-03-2022"), school(900002, opened="01-04-2022")],
        [attended(900001, "10/10/2021"), attended(900002, "10/10/2022", Pupils="20", programme="ENR")],
        [link(900002, "Predecessor", 900001)],
    )


def test_a_sound_store_has_no_breach(store: Store) -> None:
    with store.read().cursor() as cursor:
        assert breaches(cursor, with_settings=True) == []


def test_every_check_is_tried() -> None:
    assert BREAKS.keys() == set(check_names())


def test_a_register_without_a_date_is_found(store: Store) -> None:
    with store.write("A test", dry_run=True) as connection:
        connection.execute("update import_batches set as_at = null where sets_as_at")
        assert [each for each in breaches(connection) if each.startswith("batch_contents: ")]


@pytest.mark.parametrize(("name", "sql"), BREAKS.items())
def test_a_breach_is_found_and_named(store: Store, name: str, sql: str) -> None:
    with store.write("A test", dry_run=True) as connection:
        connection.execute(sql)
        assert [each for each in breaches(connection, with_settings=True) if each.startswith(f"{name}: ")]

"""Versions: which are kept, going back to one, and what a store that is damaged or gone says."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from reach.errors import StoreError
from reach.ingest import undo
from reach.report import record
from reach.report.recipes import ChosenFilters, Recipe
from reach.store import Store, history, schema_steps, versions
from reach.store.checks import breaches
from reach.store.history import Kind, PublishedVersion
from tests import effort
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.typed import present

ANOTHER = SETTINGS.model_copy(update={"hub": SETTINGS.hub.model_copy(update={"name": "Another Hub"})})
COUNT = "select count(*) from attendances"


def version(
    number: int,
    day: str = "2026-11-28",
    kind: Kind = Kind.IMPORT,
    made_from: int | None = None,
    *,
    keeps_made_from: bool = False,
) -> PublishedVersion:
    made_at = dt.datetime.fromisoformat(f"{day} 12:00")
    return PublishedVersion(number, Path(), 1, made_at, kind, "", made_from, keeps_made_from, 1, 1)


def days(first: str, number: int) -> list[str]:
    return [str(dt.date.fromisoformat(first) + dt.timedelta(days=day)) for day in range(number)]


def test_the_last_ten_imports_are_kept() -> None:
    assert history.numbers_to_keep([version(number) for number in range(1, 31)], 30) == set(range(21, 31))


@pytest.mark.parametrize("kind", [Kind.PACK, Kind.EDIT, Kind.WORKED_OUT])
def test_nothing_else_pushes_an_import_out(kind: Kind) -> None:
    found = [version(number) for number in range(1, 11)] + [version(number, kind=kind) for number in range(11, 99)]
    assert history.numbers_to_keep(found, 98) == {*range(1, 11), 98}


def test_one_a_day_is_kept_for_fourteen_days_and_one_a_month_for_a_year() -> None:
    found = [
        version(2 * number + half, day, Kind.PACK)
        for number, day in enumerate(days("2025-07-01", 500))
        for half in (1, 2)
    ]
    numbers = history.numbers_to_keep(found, 1000)
    kept = [each for each in found if each.number in numbers]
    assert {each.number % 2 for each in kept} == {0}, "the last of each day"
    assert [str(each.made_at.date()) for each in kept][-14:] == days("2026-10-30", 14)
    months = [each.made_at for each in kept][:-14]
    # The last month's last day, and October's, are among the days.
    assert [f"{each:%Y-%m}" for each in months] == [f"2025-{month:02}" for month in (12,)] + [
        f"2026-{month:02}" for month in range(1, 10)
    ]
    assert all((each + dt.timedelta(days=1)).day == 1 for each in months)


def test_a_clock_that_is_wrong_removes_nothing() -> None:
    found = [version(number, day) for number, day in enumerate(days("2026-11-20", 8), start=1)]
    for wrong in ("1980-01-01", "2099-01-01"):
        later = version(9, wrong)
        assert history.numbers_to_keep([*found, later], 9) == set(range(1, 10))


def test_what_an_undo_or_a_migration_was_made_from_is_kept() -> None:
    found = [version(1, kind=Kind.PACK), version(2, kind=Kind.UNDO, made_from=1, keeps_made_from=True)]
    found += [version(number, kind=Kind.PACK) for number in range(3, 60)]
    assert history.numbers_to_keep(found, 59) == {1, 2, 59}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of five imports: an establishment register, and a session a day."""
    store = hub(tmp_path_factory.mktemp("history") / "hub", [school(900001)])
    for day in range(1, 5):
        imported(store, register([attended(900001, f"{day:02}/10/2022", session=day)], f"{day}.csv"))
    return store.folder


@pytest.fixture
def store(made_once: Path, tmp_path: Path) -> Store:
    """A copy of it."""
    shutil.copytree(made_once, tmp_path / "hub")
    return Store(tmp_path / "hub", SETTINGS)


def sessions_of(store: Store) -> int:
    return int(store.read().rows(COUNT)[0][0])


def imports_of(store: Store) -> list[Path]:
    return [each.file for each in history.published_versions(store.folder) if each.kind is Kind.IMPORT]


def test_a_version_says_when_why_and_what_is_in_it(store: Store) -> None:
    last, before, *_ = history.published_versions(store.folder)
    assert (last.what, last.kind, last.schools, last.attendance_rows) == ("Import of 4.csv", Kind.IMPORT, 1, 4)
    assert (last.made_from, before.what, before.attendance_rows) == (before.number, "Import of 3.csv", 3)
    assert abs(dt.datetime.now() - last.made_at) < dt.timedelta(minutes=5) and last.size == last.file.stat().st_size
    (batch,) = store.read().rows("select max(batch_id) from import_batches")[0]
    undo(store, batch)
    assert history.published_versions(store.folder)[0].what == f"Undid import {batch}"


def test_going_back_and_forth_loses_nothing(store: Store) -> None:
    files = {file: file.read_bytes() for file in versions.published_files(store.folder)}
    newest = max(map(versions.number_of, files))
    running = Store(store.folder, SETTINGS)
    for turn in range(effort.number(usual=6, thorough=20)):
        number, sessions = (newest - 2, 2) if turn % 2 == 0 else (newest, 4)
        store.go_back(number)
        assert sessions_of(running) == sessions
    store.go_back(newest - 2)
    imported(running, register([attended(900001, "20/10/2022", session=9)], "after.csv"))
    assert sessions_of(running) == 3
    assert versions.number_of(present(versions.current_version(store.folder))) == newest + 1
    assert {file: file.read_bytes() for file in files} == files
    store.go_back(newest)
    assert sessions_of(running) == 4


def test_going_back_to_what_is_not_there_changes_nothing(store: Store) -> None:
    current = versions.current_version(store.folder)
    versions.file_of(store.folder, 1).write_bytes(b"not a database")
    for number in (0, 1, 99):
        with pytest.raises(StoreError, match=r"Nothing was changed"):
            store.go_back(number)
    assert versions.current_version(store.folder) == current


def test_a_lost_pointer_is_put_right_by_going_back(store: Store) -> None:
    newest = max(map(versions.number_of, versions.published_files(store.folder)))
    (store.folder / "current").unlink()
    store.go_back(newest - 1)
    assert sessions_of(store) == 3


def test_reading_in_turn_costs_no_version(store: Store) -> None:
    kept = {file: file.read_bytes() for file in imports_of(store)}
    turns = effort.number(usual=3, thorough=8)
    assert len(versions.published_files(store.folder)) + 2 * turns > history.IMPORTS_KEPT
    for _ in range(turns):
        for settings in (ANOTHER, SETTINGS):
            assert sessions_of(Store(store.folder, settings)) == 4
    left = versions.published_files(store.folder)
    assert {file: file.read_bytes() for file in kept} == kept
    assert len(left) <= history.IMPORTS_KEPT, "what is worked out anew takes the place of its like"


def test_reading_after_going_back_costs_no_version_either(store: Store) -> None:
    """Ten are kept without a look at what they are; of edits only the day's last stays after the next."""
    while len(versions.published_files(store.folder)) < history.IMPORTS_KEPT:
        with store.write("An edit", kind=Kind.EDIT):
            pass
    store.go_back(versions.number_of(versions.published_files(store.folder)[1]))
    kept = {file: file.read_bytes() for file in versions.published_files(store.folder)}
    for settings in (ANOTHER, SETTINGS) * 3:
        Store(store.folder, settings).read()
        now = set(versions.published_files(store.folder))
        assert kept.keys() <= now and len(now - kept.keys()) <= 1
    assert {file: file.read_bytes() for file in kept} == kept


def test_the_version_before_a_migration_and_before_an_undo_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(schema_steps.STEPS, tmp_path / "steps")
    (tmp_path / "steps" / "9999_new.sql").write_text("create table new_things (thing varchar not null);\n")
    before = history.current_number(store.folder)
    monkeypatch.setattr(schema_steps, "STEPS", tmp_path / "steps")
    monkeypatch.setattr(schema_steps, "fingerprint", lambda _settings: "of another program")
    assert sessions_of(Store(store.folder, SETTINGS)) == 4
    migrated = history.published_versions(store.folder)[0]
    assert (migrated.made_from, migrated.keeps_made_from, migrated.kind) == (before, True, Kind.WORKED_OUT)
    undo(Store(store.folder, SETTINGS), 5)
    undone = history.published_versions(store.folder)[0]
    assert (undone.made_from, undone.keeps_made_from) == (migrated.number, True)


def test_packs_and_recipes_cost_no_import(store: Store) -> None:
    kept = set(imports_of(store))
    recipe = Recipe.usual(ChosenFilters(academic_year="2022/23"))
    for number in range(history.IMPORTS_KEPT - 3):
        record.save_recipe(store, f"Recipe {number}", recipe, saved_by="test")
    assert len(kept) + history.IMPORTS_KEPT - 3 > history.IMPORTS_KEPT
    assert kept <= set(versions.published_files(store.folder))


def test_a_folder_that_goes_and_comes_back(store: Store, tmp_path: Path) -> None:
    assert sessions_of(store) == 4
    store.folder.rename(tmp_path / "elsewhere")
    for use in (store.read, lambda: imported(store, register([attended(900001, "20/10/2022")], "lost.csv"))):
        with pytest.raises(StoreError, match="cannot be reached") as raised:
            use()
        assert str(tmp_path) not in str(raised.value)
    assert not store.folder.exists(), "nothing stands in the way of the folder that comes back"
    (tmp_path / "elsewhere").rename(store.folder)
    assert sessions_of(store) == 4
    imported(store, register([attended(900001, "20/10/2022", session=9)], "later.csv"))
    assert sessions_of(store) == 5


def test_a_file_that_is_replaced_under_a_running_program(store: Store, tmp_path: Path) -> None:
    other = hub(tmp_path / "other", [school(900001)], [attended(900001, "01/10/2022")])
    current = present(versions.current_version(store.folder))
    assert sessions_of(store) == 4
    current.unlink()
    shutil.copyfile(present(versions.current_version(other.folder)), current)
    assert sessions_of(store) == 1
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_a_damaged_current_version_says_how_to_go_back(store: Store) -> None:
    current = present(versions.current_version(store.folder))
    content = current.read_bytes()
    for damaged in (
        b"",
        b"not a database",
        content[:1000],
        content[: len(content) // 2],
        b"\0" * 8192 + content[8192:],
    ):
        current.unlink()
        current.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"reach restore") as raised:
            store.read().rows(COUNT)
        assert str(store.folder) not in str(raised.value)
    store.go_back(versions.number_of(current) - 1)
    assert sessions_of(store) == 3

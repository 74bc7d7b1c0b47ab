"""Whatever is killed at a moment of chance leaves the store as before or as after, whole, and the next import works.

On a store of real size, the demonstration's: what takes longest is then what a kill most often meets.
"""

import datetime as dt
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from reach import ingest
from reach.ingest import SourceFile, import_files
from reach.report import ChosenFilters, FromStore, Recipe, make_pack, record
from reach.store import Store, audit, backup, history, listing, versions
from reach.store.checks import breaches
from reach.store.history import Kind
from tests import effort
from tests.builders import SETTINGS, as_hubs_own, attended, register
from tests.robustness.killed_import import Action, KilledAction
from tests.robustness.test_killed import fingerprint
from tests.skips import not_on_windows

# Windows ends a process in another way.
pytestmark = not_on_windows

KILLS_OF_EACH = effort.number(usual=1, thorough=10)
SECONDS_AT_MOST = 60

BACKUP = "backup of before.zip"
RECIPE = Recipe.usual(ChosenFilters(academic_year="2022/23", period="autumn")).model_copy(
    update={"parts": Recipe.usual(ChosenFilters(academic_year="2022/23")).parts[:1]}
)


def import_a_register(store: Store) -> None:
    import_files(store, [_register(store, "next.csv", 200)], imported_by="killed")


def undo_an_import(store: Store) -> None:
    ingest.undo(store, max(batch["batch"] for batch in listing.batches(store.read()) if batch["kind"] == "register"))


def settle_a_held_row(store: Store) -> None:
    held = listing.held_groups(store.read())[0]
    ingest.settle(store, {held["alias_key"]: None}, answered_by="killed")


def go_back(store: Store) -> None:
    store.go_back(history.published_versions(store.folder)[1].number)


def back_up(store: Store) -> None:
    backup.write_backup(store, store.folder.parent / "killed.zip", with_secret=True)


def restore_a_backup(store: Store) -> None:
    backup.restore_backup(store, backup.read_backup((store.folder / BACKUP).read_bytes()))


def record_a_pack(store: Store) -> None:
    made_at = dt.datetime(2026, 11, 28, 9, 0)
    answers = FromStore(store.read())
    record.record_pack(store, make_pack(RECIPE, answers, store.settings, made_at=made_at, made_by="killed"))


ACTIONS: list[Action] = [
    import_a_register,
    undo_an_import,
    settle_a_held_row,
    go_back,
    back_up,
    restore_a_backup,
    record_a_pack,
]


def _register(store: Store, name: str, number: int) -> SourceFile:
    urns = [urn for (urn,) in store.read().rows("select urn from establishments order by urn limit 20")]
    rows = [
        attended(urns[each % 20], f"{1 + each % 28:02}/11/2022", person=f"{name}-{each // 5}", session=each % 5)
        for each in range(number)
    ]
    return register([*rows, {**attended(urns[0], "01/11/2022"), "URN": "", "School": "Nowhere at all"}], name)


@pytest.fixture(scope="module")
def before(demonstration: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A hub's own store of real size, with a few versions, a row that is held, and a backup of how it was before."""
    store = Store(tmp_path_factory.mktemp("killed") / "hub", SETTINGS)
    shutil.copytree(demonstration.folder, store.folder)
    as_hubs_own(store)
    backup.write_backup(store, store.folder / BACKUP)
    for number in range(2):
        import_files(store, [_register(store, f"{number}.csv", 40)], imported_by="test")
    return store


@pytest.mark.parametrize(
    "action", effort.some_of(ACTIONS, 1, name="actions killed"), ids=lambda action: action.__name__.replace("_", " ")
)
def test_killed_at_a_moment_of_chance(before: Store, action: Callable[[Store], object], tmp_path: Path) -> None:
    chance = random.Random(effort.seed())
    as_before = fingerprint(before)
    undisturbed = KilledAction(_copy(before, tmp_path / "undisturbed"), action)
    undisturbed.begin()
    began = time.monotonic()
    assert undisturbed.hear() == "done"
    seconds = time.monotonic() - began
    undisturbed.kill()
    as_after = fingerprint(Store(undisturbed.folder, SETTINGS))
    assert (as_after == as_before) == (action is back_up)
    for number in range(KILLS_OF_EACH):
        killed = KilledAction(_copy(before, tmp_path / str(number)), action)
        killed.begin()
        time.sleep(chance.random() * min(seconds, SECONDS_AT_MOST))
        killed.kill()
        store = Store(killed.folder, SETTINGS)
        found = fingerprint(store)
        assert found in (as_before, as_after), "The store is neither as before nor as after"
        written = store.folder.parent / "killed.zip"
        if written.exists():
            assert backup.read_backup(written.read_bytes()).secret == store.secret, "a backup is whole or not there"
        with FileLock(store.folder / versions.LOCK).acquire(timeout=0):
            pass
        (batch,) = import_files(store, [_register(store, "later.csv", 10)], imported_by="test")
        assert (batch.read, batch.loaded) == (11, 10)
        with store.read().cursor() as cursor:
            assert breaches(cursor) == []
        imports = {each.number for each in history.published_versions(before.folder) if each.kind is Kind.IMPORT}
        assert imports <= {each.number for each in history.published_versions(store.folder)}
        assert _files(store) == _files(before) | {audit.FILE, audit.LOCK}, "Something was left lying about"


def _files(store: Store) -> set[str]:
    """The files of the store's folder but its versions, of which there are as many as were made."""
    return {file.name for file in store.folder.iterdir() if not file.name.startswith("hub.")}


def _copy(store: Store, place: Path) -> Path:
    shutil.copytree(store.folder, place / "hub")
    return place / "hub"

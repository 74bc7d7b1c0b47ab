"""An import that is killed at any moment leaves the store as before or as after, and the next start simply works.

The importing process is killed as by a power cut, which no clean-up of its own survives: at moments of chance spread
over the whole import, over its publication at the end, and at points that chance would hardly meet.
"""

import dataclasses
import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from reach.ingest import SourceFile
from reach.store import Store, audit, history, versions
from reach.store.checks import breaches
from reach.store.secret import store_secret
from tests import effort
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.robustness.killed_import import KilledImport
from tests.skips import not_on_windows

# Windows ends a process in another way, and cannot do it at a given point.
pytestmark = not_on_windows

POINTS_BEFORE = (
    "amid the copy",
    "after the copy",
    "after the commit",
    "before publishing",
    "before the pointer",
    "amid the pointer",
    "before replacing",
)
POINTS_AFTER = ("after replacing", "amid the cleaning")
KILLS_WHILE_IMPORTING = effort.number(usual=2, thorough=100)
KILLS_WHILE_PUBLISHING = effort.number(usual=1, thorough=40)
SCHOOLS = 60
ROWS = effort.number(usual=600, thorough=2000)

Fingerprint = dict[str, tuple[object, ...]]


def fingerprint(store: Store) -> Fingerprint:
    """Give what identifies the contents of all tables, in whatever order their rows stand, but for the clock."""
    version = store.read()
    tables = [table for (table,) in version.rows("select table_name from duckdb_tables() order by all")]
    found = {}
    for table in tables:
        columns = [name for name, kind, *_ in version.rows(f"describe {table}") if kind != "TIMESTAMP"]
        row = ", ".join(columns)
        found[table] = version.rows(f"select count(*), sum(hash(row({row}))) from {table}")[0]
    return found


@dataclasses.dataclass
class Undisturbed:
    """A store as it is before and after an import, and how long that takes."""

    folder: Path
    file: Path
    before: Fingerprint
    after: Fingerprint
    seconds: float
    seconds_to_publish: float
    steps_to_kill_at: list[int]

    def importer(self, folder: Path, point: str = "") -> KilledImport:
        """Give a process that is about to import into a copy of the store."""
        shutil.copytree(self.folder, folder)
        return KilledImport(folder, self.file, point)


def rows(first: int, last: int) -> list[dict[str, Any]]:
    """Give a register's rows of so many people at sessions over a year."""
    return [
        attended(
            900001 + number % SCHOOLS,
            f"{1 + number % 28:02}/{1 + number % 12:02}/2023",
            person=f"person{number % 300}",
            session=1 + number // 300,
        )
        for number in range(first, last)
    ]


def small(name: str = "next.csv") -> SourceFile:
    """Give a register that no store here has."""
    return register([attended(900002, "11/10/2022", person=name)], name)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """A store before and after an import that nothing disturbs, and how long that takes."""
    place = tmp_path_factory.mktemp("killed")
    store = hub(place / "hub", [school(900001 + number) for number in range(SCHOOLS)])
    imported(store, small("first.csv"))  # makes the secret, which two imports would make differently
    while len(versions.published_files(store.folder)) < history.IMPORTS_KEPT:  # so that there is something to clean
        with store.write(f"Import {len(versions.published_files(store.folder))}"):
            pass
    file = place / "register.csv"
    file.write_bytes(register(rows(0, ROWS)).content)
    found = Undisturbed(store.folder, file, fingerprint(store), {}, 60.0, 60.0, [])
    for attempt in range(effort.number(usual=1, thorough=3)):
        importer = found.importer(place / f"undisturbed {attempt}")
        began = time.monotonic()
        importer.begin()
        began = time.monotonic()
        assert importer.hear() == "publishing"
        published = time.monotonic()
        done, *on_disk = importer.hear().split()
        ended = time.monotonic()
        importer.kill()
        assert done == "done"
        found.seconds = min(found.seconds, ended - began)
        found.seconds_to_publish = min(found.seconds_to_publish, ended - published)
        found.steps_to_kill_at = steps_to_kill_at(on_disk)
        found.after = fingerprint(Store(importer.folder, SETTINGS))
    assert found.before != found.after
    return found


def steps_to_kill_at(on_disk: Sequence[str]) -> list[int]:
    """Return the numbers of steps, from 1: all in a thorough run, else the first and the last with the same files."""
    last = len(on_disk) - 1
    return [
        step + 1
        for step, files in enumerate(on_disk)
        if effort.is_thorough() or step in (0, last) or files != on_disk[step - 1] or files != on_disk[step + 1]
    ]


def outcome(undisturbed: Undisturbed, folder: Path) -> str:
    """Start anew on what a kill left, check that all is well, and tell whether the store is as before or as after."""
    store = Store(folder, SETTINGS)
    found = fingerprint(store)
    assert found in (undisturbed.before, undisturbed.after), "The store is neither as before nor as after"
    with FileLock(folder / versions.LOCK).acquire(timeout=0):
        pass
    (batch,) = imported(store, small())
    assert (batch.read, batch.loaded) == (1, 1)
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    published = versions.published_files(folder)
    assert published[-1] == versions.current_version(folder) and len(published) <= history.IMPORTS_KEPT + 2
    known = {versions.POINTER, versions.LOCK, "secret", audit.FILE, audit.LOCK, *(file.name for file in published)}
    assert {file.name for file in folder.iterdir()} == known, "Something was left lying about"
    shutil.rmtree(folder)  # a folder has some 30 MB
    return "before" if found == undisturbed.before else "after"


def test_killed_at_every_point_that_matters(undisturbed: Undisturbed, tmp_path: Path) -> None:
    steps = [f"step {number}" for number in undisturbed.steps_to_kill_at]
    found = {}
    for number, point in enumerate([*steps, *POINTS_BEFORE, *POINTS_AFTER]):
        importer = undisturbed.importer(tmp_path / str(number), point)
        importer.begin()
        assert not any(line.startswith("done") for line in importer.end())
        found[point] = outcome(undisturbed, importer.folder)
    assert len(steps) >= 3, "The import says too little of what it does to be killed while it does it"
    assert found == dict.fromkeys([*steps, *POINTS_BEFORE], "before") | dict.fromkeys(POINTS_AFTER, "after")


def test_killed_at_any_moment(undisturbed: Undisturbed, tmp_path: Path) -> None:
    chance = random.Random(effort.seed())
    # A kill in each part of the time, so that chance leaves no part out.
    share = undisturbed.seconds / KILLS_WHILE_IMPORTING
    moments = [("ready", (number + chance.random()) * share) for number in range(KILLS_WHILE_IMPORTING)]
    share = undisturbed.seconds_to_publish / KILLS_WHILE_PUBLISHING
    moments += [("publishing", (number + chance.random()) * share) for number in range(KILLS_WHILE_PUBLISHING)]
    killed: list[tuple[str, float, str]] = []
    late = 0
    while moments:
        since, seconds = moments[0]
        importer = undisturbed.importer(tmp_path / f"{len(killed)} {late}")
        importer.begin()
        if since == "publishing":
            assert importer.hear() == since
        time.sleep(seconds)
        was_done = any(line.startswith("done") for line in importer.kill())
        found = outcome(undisturbed, importer.folder)
        assert not (was_done and found == "before"), "what was reported as done was lost"
        if was_done and since == "ready":
            # This import was quicker than those that were measured: once more, and earlier.
            late += 1
            assert late < 20, f"{late} kills came after the end; mid-import were {killed}"
            moments[0] = (since, seconds * 0.8)
            continue
        # Publishing is so short that a kill which comes late for it is counted as it is.
        killed.append((since, round(seconds, 4), found))
        moments.pop(0)
    outcomes = [found for _, _, found in killed]
    assert len([since for since, _, _ in killed if since == "ready"]) == KILLS_WHILE_IMPORTING
    # A few kills all come before the pointer is replaced now and then; many do not.
    assert "before" in outcomes and ("after" in outcomes or not effort.is_thorough()), killed


@pytest.mark.parametrize(
    "point",
    ["before replacing", "after replacing", *(["step 1", "before publishing"] if effort.is_thorough() else [])],
)
def test_killed_while_the_store_is_made(undisturbed: Undisturbed, tmp_path: Path, point: str) -> None:
    folder = tmp_path / "new"
    importer = KilledImport(folder, undisturbed.file, point)
    importer.begin()
    importer.end()
    store = Store(folder, SETTINGS)
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    assert len(store.secret) == 32
    # All its schools are unknown there: so its rows are held, whether by the killed import or by this one.
    imported(store, SourceFile("register.csv", undisturbed.file.read_bytes()))
    assert store.read().rows("select count(*) from held_rows") == [(ROWS,)]


def test_killed_while_the_secret_is_made(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """Half a secret must not be taken for one: with an empty key, anybody could tell who a hash stands for."""
    importer = KilledImport(tmp_path / "new", undisturbed.file, "amid the secret")
    importer.begin()
    importer.end()
    assert len(store_secret(tmp_path / "new", may_be_made=lambda: True)) == 32

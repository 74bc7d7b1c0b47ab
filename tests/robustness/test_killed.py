"""An import that is killed at any moment leaves the store as before or as after, and the next start simply works.

The importing process is killed as by a power cut, which no clean-up of its own survives: at moments of chance spread
over the whole import, over its publication at the end, and at points that chance would hardly meet.
"""

import collections
import dataclasses
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import IO

import pytest
from filelock import FileLock

from reach.ingest import SourceFile
from reach.settings import PROJECT
from reach.store import Store, versions
from reach.store.checks import breaches
from reach.store.secret import store_secret
from tests.builders import SETTINGS, attended, hub, imported, register, school

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="Windows ends a process in another way, and cannot do it at a given point"
)

DRIVER = '''
"""Imports a file when told to, and ends its own process at a point that the command line names."""
import os, signal, sys, time
from pathlib import Path

import duckdb

import reach.store
from reach.ingest import import_files, read_source
from reach.settings import load_settings
from reach.store import Store, secret, versions

folder, file, point = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def say(text):
    print(text, flush=True)


def half_a_copy(source, target):
    content = Path(source).read_bytes()
    Path(target).write_bytes(content[: len(content) // 2])
    die()


def then_die(call):
    def both(*arguments, **options):
        call(*arguments, **options)
        die()

    return both


def on_pointer(call, instead):
    """Do something else with the pointer that has not taken its place yet."""

    def chosen(self, *arguments, **options):
        is_pointer = self.name == versions.POINTER + ".new"
        return (instead if is_pointer else call)(self, *arguments, **options)

    return chosen


class DiesAfterCommit:
    """A connection that leaves its commit in the log beside the file."""

    def __init__(self, connection):
        self._connection = connection

    def __getattr__(self, name):
        found = getattr(self._connection, name)
        return then_die(found) if name == "commit" else found


class DuckdbThatDies:
    def __getattr__(self, name):
        return getattr(duckdb, name)

    def connect(self, *arguments, **options):
        return DiesAfterCommit(duckdb.connect(*arguments, **options))


steps = 0


def count_steps(*_):
    global steps
    steps += 1
    if point == f"step {steps}":
        die()


publish = versions.publish


def publish_and_say(*arguments):
    say("publishing")
    publish(*arguments)


versions.publish = publish_and_say
match point:
    case "amid the copy":
        versions.shutil.copyfile = half_a_copy
    case "after the copy":
        versions.shutil.copyfile = then_die(versions.shutil.copyfile)
    case "after the commit":
        reach.store.duckdb = DuckdbThatDies()
    case "before publishing":
        versions.publish = die
    case "before the pointer":
        Path.write_text = on_pointer(Path.write_text, die)
    case "amid the pointer":
        Path.write_text = on_pointer(Path.write_text, lambda self, text, **_: (self.write_bytes(b"hub."), die()))
    case "before replacing":
        Path.replace = on_pointer(Path.replace, die)
    case "after replacing":
        Path.replace = on_pointer(Path.replace, then_die(Path.replace))
    case "amid the cleaning":
        replace, unlink = Path.replace, Path.unlink

        def replace_and_wait_for_cleaning(self, target):
            replace(self, target)
            Path.unlink = then_die(unlink)

        Path.replace = on_pointer(Path.replace, replace_and_wait_for_cleaning)
    case "amid the secret":
        secret.os.fdopen = die

store, source = Store(folder, load_settings()), read_source(file)
say("ready")
if not sys.stdin.readline():
    sys.exit("nobody waits for this any more")
import_files(store, [source], imported_by="killed", on_progress=count_steps)
say(f"done {steps}")
sys.stdin.readline()
'''

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
KILLS_WHILE_IMPORTING, KILLS_WHILE_PUBLISHING = 25, 8
SCHOOLS = 60

Fingerprint = dict[str, tuple[object, ...]]


def fingerprint(store: Store) -> Fingerprint:
    """Give what tells the contents of all tables apart, in whatever order their rows stand, but for the clock."""
    version = store.read()
    tables = [table for (table,) in version.rows("select table_name from duckdb_tables() order by all")]
    found = {}
    for table in tables:
        columns = [name for name, kind, *_ in version.rows(f"describe {table}") if kind != "TIMESTAMP"]
        row = ", ".join(columns)
        found[table] = version.rows(f"select count(*), sum(hash(row({row}))) from {table}")[0]
    return found


class Importer:
    """A process that has loaded everything, and imports when it is told to."""

    def __init__(self, driver: Path, folder: Path, file: Path, point: str = "") -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, str(driver), str(folder), str(file), point],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
        )

    @property
    def _output(self) -> IO[str]:
        assert self._process.stdout
        return self._process.stdout

    def begin(self) -> None:
        assert self._process.stdin
        assert self.hear() == "ready"
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def hear(self) -> str:
        return self._output.readline().strip()

    def kill(self) -> list[str]:
        """Kill it, wait for its end and give what it had said until then."""
        self._process.kill()
        return self.end()

    def end(self) -> list[str]:
        said, _ = self._process.communicate(timeout=60)
        assert self._process.returncode == -signal.SIGKILL, f"It was not killed, but ended by itself: {said}"
        return said.split("\n")


@dataclasses.dataclass
class Undisturbed:
    """A store as it is before and after an import, and how long that takes."""

    folder: Path
    driver: Path
    file: Path
    before: Fingerprint
    after: Fingerprint
    seconds: float
    seconds_to_publish: float
    steps: int

    def importer(self, folder: Path, point: str = "") -> Importer:
        """Give a process that is about to import into a copy of the store."""
        shutil.copytree(self.folder, folder)
        return Importer(self.driver, folder, self.file, point)


def rows(first: int, last: int) -> list[dict]:
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
    place = tmp_path_factory.mktemp("killed")
    store = hub(place / "hub", [school(900001 + number) for number in range(SCHOOLS)])
    while len(versions.published_files(store.folder)) < versions.VERSIONS_KEPT:  # so that there is something to clean
        imported(store, small(f"{len(versions.published_files(store.folder))}.csv"))
    driver, file = place / "driver.py", place / "register.csv"
    driver.write_text(DRIVER, encoding="utf-8")
    file.write_bytes(register(rows(0, 2000)).content)
    found = Undisturbed(store.folder, driver, file, fingerprint(store), {}, 60.0, 60.0, 0)
    for attempt in range(3):
        importer = found.importer(place / f"undisturbed {attempt}")
        began = time.monotonic()
        importer.begin()
        began = time.monotonic()
        assert importer.hear() == "publishing"
        published = time.monotonic()
        done, steps = importer.hear().split()
        ended = time.monotonic()
        importer.kill()
        assert done == "done"
        found.seconds = min(found.seconds, ended - began)
        found.seconds_to_publish = min(found.seconds_to_publish, ended - published)
        found.steps = int(steps)
        found.after = fingerprint(Store(importer.folder, SETTINGS))
    assert found.before != found.after
    return found


def outcome(undisturbed: Undisturbed, folder: Path) -> str:
    """Start anew on what a kill left, check that all is well, and tell whether the store is as before or as after."""
    store = Store(folder, SETTINGS)
    found = fingerprint(store)
    assert found in (undisturbed.before, undisturbed.after), "The store is neither as before nor as after"
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    with FileLock(folder / versions.LOCK).acquire(timeout=0):
        pass
    (batch,) = imported(store, small())
    assert (batch.read, batch.loaded) == (1, 1)
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    published = versions.published_files(folder)
    assert published[-1] == versions.current_version(folder) and len(published) <= versions.VERSIONS_KEPT
    known = {versions.POINTER, versions.LOCK, "secret", *(file.name for file in published)}
    assert {file.name for file in folder.iterdir()} == known, "Something was left lying about"
    shutil.rmtree(folder)  # a folder has some 30 MB
    return "before" if found == undisturbed.before else "after"


def waiting(
    undisturbed: Undisturbed, place: Path, points: Iterable[str]
) -> Generator[tuple[str, Importer], None, None]:
    """Give an importer for each point; the next one starts up while this one's store is looked at."""
    ready: collections.deque[tuple[str, Importer]] = collections.deque()
    try:
        for number, point in enumerate(points):
            ready.append((point, undisturbed.importer(place / str(number), point)))
            if len(ready) > 1:
                yield ready.popleft()
        while ready:
            yield ready.popleft()
    finally:
        for _, importer in ready:
            importer.kill()


def test_killed_at_every_point_that_matters(undisturbed: Undisturbed, tmp_path: Path) -> None:
    steps = [f"step {number + 1}" for number in range(undisturbed.steps)]
    found = {}
    for point, importer in waiting(undisturbed, tmp_path, [*steps, *POINTS_BEFORE, *POINTS_AFTER]):
        importer.begin()
        assert not any(line.startswith("done") for line in importer.end())
        found[point] = outcome(undisturbed, importer.folder)
    assert len(steps) >= 3, "The import says too little of what it does to be killed while it does it"
    assert found == dict.fromkeys([*steps, *POINTS_BEFORE], "before") | dict.fromkeys(POINTS_AFTER, "after")


def test_killed_at_any_moment(undisturbed: Undisturbed, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    print(f"seed {seed}: {undisturbed.seconds:.3f} s, the last {undisturbed.seconds_to_publish:.4f} s to publish")  # noqa: T201
    # A kill in each part of the time, so that chance leaves no part out.
    share = undisturbed.seconds / KILLS_WHILE_IMPORTING
    moments = [("ready", (number + chance.random()) * share) for number in range(KILLS_WHILE_IMPORTING)]
    share = undisturbed.seconds_to_publish / KILLS_WHILE_PUBLISHING
    moments += [("publishing", (number + chance.random()) * share) for number in range(KILLS_WHILE_PUBLISHING)]
    killed: list[tuple[str, float, str]] = []
    late = 0
    importers = waiting(undisturbed, tmp_path, itertools.repeat(""))
    while moments:
        since, seconds = moments[0]
        _, importer = next(importers)
        importer.begin()
        if since == "publishing":
            assert importer.hear() == since
        time.sleep(seconds)
        was_done = any(line.startswith("done") for line in importer.kill())
        found = outcome(undisturbed, importer.folder)
        assert not (was_done and found == "before"), f"seed {seed}: what was reported as done was lost"
        if was_done and since == "ready":
            # This import was quicker than those that were measured: once more, and earlier.
            late += 1
            assert late < 20, f"seed {seed}: {late} kills came after the end; mid-import were {killed}"
            moments[0] = (since, seconds * 0.8)
            continue
        # Publishing is so short that a kill which comes late for it is counted as it is.
        killed.append((since, round(seconds, 4), found))
        moments.pop(0)
    importers.close()
    outcomes = [found for _, _, found in killed]
    print(f"{outcomes.count('before')} as before, {outcomes.count('after')} as after, {late} once more")  # noqa: T201
    assert len([since for since, _, _ in killed if since == "ready"]) == KILLS_WHILE_IMPORTING
    assert set(outcomes) == {"before", "after"}, f"seed {seed}: both outcomes should occur, but {killed}"


@pytest.mark.parametrize("point", ["step 1", "before publishing", "before replacing", "after replacing"])
def test_killed_while_the_store_is_made(undisturbed: Undisturbed, tmp_path: Path, point: str) -> None:
    folder = tmp_path / "new"
    importer = Importer(undisturbed.driver, folder, undisturbed.file, point)
    importer.begin()
    importer.end()
    store = Store(folder, SETTINGS)
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    assert len(store.secret) == 32
    # All its schools are unknown there: so its rows are held, whether by the killed import or by this one.
    imported(store, SourceFile("register.csv", undisturbed.file.read_bytes()))
    assert store.read().rows("select count(*) from held_rows") == [(2000,)]


def test_killed_while_the_secret_is_made(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """Half a secret must not be taken for one: with an empty key, anybody could tell who a hash stands for."""
    importer = Importer(undisturbed.driver, tmp_path / "new", undisturbed.file, "amid the secret")
    importer.begin()
    importer.end()
    assert len(store_secret(tmp_path / "new")) == 32

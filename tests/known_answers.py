"""What stores that no test writes to have answered, kept for the run: asking DuckDB again takes most of a page's time.

A store is one of these where its maker says so, and so is a copy of it until it is written to. What is kept is what was
asked, to the letter: the version, the query's text and all that it names. A changed query or store is asked anew. Their
versions up to a day are kept, too, as making one takes longer than the rest of a pack, and so are pictures of charts.
What one process of a run has learned is in a folder for the others.
"""

import contextlib
import dataclasses
import datetime as dt
import functools
import hashlib
import os
import pickle
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import plotly.graph_objects as go
from filelock import FileLock

from reach import queries
from reach.exports.chart_renderer import ChartRenderer
from reach.filters import Filters
from reach.queries import Result
from reach.store import Store, Version, versions
from reach.store import up_to as up_to_a_day
from reach.store.opening import connect

Kept = TypeVar("Kept")

_run = queries.run
_version_up_to = up_to_a_day.version_up_to
_files: set[str] = set()
_known: dict[tuple[str, ...], Result] = {}
_earlier: OrderedDict[tuple[str, dt.date], tuple[contextlib.ExitStack, Version]] = OrderedDict()
_EARLIER_KEPT = 6
_shared: Path | None = None


def share(folder: Path) -> None:
    """Share what is kept with the other processes of the run, through a folder."""
    global _shared
    folder.mkdir(exist_ok=True)
    _shared = folder


def _once_a_run(key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
    """Give what another process of the run has made under this key, else make it."""
    if _shared is None:
        return make()
    file = _shared / hashlib.sha256(repr(key).encode()).hexdigest()
    if file.exists():
        found: Kept = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
        return found
    made = make()
    part = file.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(made))
    part.replace(file)
    return made


def keep_answers_of(store: Store) -> Store:
    """Let a store that is only read be asked each question once, and give it again."""
    store.read()
    current = versions.current_version(store.folder)
    if current:
        _files.add(_copied(current))
    return store


def kept_name(version: Version) -> str | None:
    """Give the name under which a version's answers are kept; a copy has that of what it was copied from."""
    name, _, day = version.name.partition(" up to ")
    file = Path(name.rpartition(" ")[0])
    original = _copied(file) if file.exists() else None
    if original not in _files:
        return None
    return f"{original} up to {day}" if day else original


def _copied(file: Path) -> str:
    """Give what a copied file has of the one that it is copied from."""
    status = file.stat()
    return f"{file.name} {status.st_size} {status.st_mtime_ns}"


@contextlib.contextmanager
def version_up_to(version: Version, day: dt.date) -> Iterator[Version]:
    """Give a version without what happened after a day, as `reach.store.up_to` does."""
    name = kept_name(version)
    if name is None:
        with _version_up_to(version, day) as earlier:
            yield earlier
        return
    key = (name, day)
    if key not in _earlier:
        stack = contextlib.ExitStack()
        _earlier[key] = stack, stack.enter_context(_made_once_a_run(version, day, name))
        _forget_earlier(_EARLIER_KEPT)
    _earlier.move_to_end(key)
    earlier = _earlier[key][1]
    yield earlier if " up to " in earlier.name else version


@contextlib.contextmanager
def _made_once_a_run(version: Version, day: dt.date, name: str) -> Iterator[Version]:
    """Give a version up to a day by the file that the first process to ask for it has made."""
    if _shared is None:
        with _version_up_to(version, day) as earlier:
            yield earlier
        return
    file = _shared / f"{hashlib.sha256(f'{name} {day}'.encode()).hexdigest()}.duckdb"
    with FileLock(file.with_suffix(".lock")):
        if not file.exists():
            with _version_up_to(version, day) as earlier:
                if earlier is not version:
                    earlier.connection.execute("checkpoint")
                    shutil.copyfile(earlier.file, file)
    if not file.exists():
        yield version
        return
    connection = connect(file, read_only=True)
    try:
        yield Version(f"{version.name} up to {day}", connection)
    finally:
        connection.close()


def forget_earlier() -> None:
    """Close the versions up to a day."""
    _forget_earlier(0)


def _forget_earlier(number_to_keep: int) -> None:
    while len(_earlier) > number_to_keep:
        _earlier.popitem(last=False)[1][0].close()


class KnownPictures(ChartRenderer):
    """Draws each picture once."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: dict[tuple[str, str, int], bytes] = {}

    def draw(self, figure: go.Figure, kind: str, browser: Path, *, scale: int = 1) -> bytes:
        """Give a figure's picture."""
        key = (str(figure.to_json()), kind, scale)
        if key not in self._drawn:
            draw = functools.partial(super().draw, figure, kind, browser, scale=scale)
            self._drawn[key] = _once_a_run(key, draw)
        return self._drawn[key]


def run(name: str, filters: Filters, version: Version, choices: Mapping[str, Any] | None = None) -> Result:
    """Ask a query as `queries.run` does. The answer carries the filters that it is asked under, and a frame of its own.

    Frames share their values until one of them is changed, as all pandas frames do.
    """
    kept = kept_name(version)
    if kept is None:
        return _run(name, filters, version, choices)
    query = queries.load(name)
    asked = filters.parameters() | {"today": dt.date.today()} | dict(choices or {})
    named = query.parameters | {"academic_year", "period"}
    key = (
        kept,
        query.sql,
        *sorted(f"{parameter} {value!r}" for parameter, value in asked.items() if parameter in named),
    )
    if key not in _known:
        _known[key] = _once_a_run(key, lambda: _run(name, filters, version, choices))
    known = _known[key]
    return dataclasses.replace(known, filters=filters, frame=known.frame.copy(deep=False))

"""An import, or another action, in a process of its own that dies at a point, as by a power cut.

The processes are forked from one that has loaded everything (multiprocessing's fork server), so that a kill costs an
import and no start of Python. What is replaced here to die is replaced in the dying process alone.
"""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pytest

import reach.store
from reach.ingest import import_files, read_source
from reach.store import Store, versions
from reach.store.opening import connect
from tests.builders import SETTINGS

SECONDS_TO_END = 60

_REPLACED = pytest.MonkeyPatch()
"""Never put back: a process that has replaced anything ends by being killed."""

Action = Callable[[Store], Any]


class KilledAction:
    """A process that does something with a store on demand, and says when it is done."""

    def __init__(self, place: Path | str, action: Action) -> None:
        self.folder = Path(place)
        self._start(_act, place, action)

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self._messages, theirs = context.Pipe()
        self._process = context.Process(target=target, args=(*arguments, theirs))
        self._process.start()
        theirs.close()

    def begin(self) -> None:
        """Let it import, once it is ready."""
        assert self.hear() == "ready"
        self._messages.send("go")

    def hear(self) -> str:
        """Wait for what it says next; nothing once it has ended."""
        try:
            return str(self._messages.recv())
        except (EOFError, ConnectionResetError):
            return ""

    def kill(self) -> list[str]:
        """Kill it, wait for its end and give what it had said until then."""
        self._process.kill()
        return self.end()

    def end(self) -> list[str]:
        """Wait until it has died, and give what it said last."""
        said = list(iter(self.hear, ""))
        self._process.join(SECONDS_TO_END)
        assert self._process.exitcode == -signal.SIGKILL, f"It was not killed, but ended by itself: {said}"
        self._messages.close()
        return said


class KilledImport(KilledAction):
    """A process that imports a file on demand, and says how far it is."""

    def __init__(self, folder: Path, file: Path, point: str = "") -> None:
        self.folder = folder
        self._start(_import, folder, file, point)


def _act(place: Path | str, action: Action, messages: Connection) -> None:
    store = Store(place, SETTINGS)
    messages.send("ready")
    messages.recv()
    action(store)
    messages.send("done")
    messages.recv()


def _die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _half_a_copy(source: Path, target: Path) -> None:
    content = Path(source).read_bytes()
    Path(target).write_bytes(content[: len(content) // 2])
    _die()


def _then_die(call: Callable[..., Any]) -> Callable[..., None]:
    def both(*arguments: Any, **options: Any) -> None:
        call(*arguments, **options)
        _die()

    return both


def _on_pointer(call: Callable[..., Any], instead: Callable[..., Any]) -> Callable[..., Any]:
    """Do something else with the pointer that has not taken its place yet."""

    def chosen(self: Path, *arguments: Any, **options: Any) -> Any:
        is_pointer = self.name == versions.POINTER + ".new"
        return (instead if is_pointer else call)(self, *arguments, **options)

    return chosen


class _DiesAfterCommit:
    """A connection that leaves its commit in the log beside the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._connection, name)
        return _then_die(found) if name == "commit" else found


def _die_at(point: str) -> None:
    """Arrange that this process dies at a point of the store's work."""
    write, replace, unlink = Path.write_bytes, Path.replace, Path.unlink
    match point:
        case "amid the copy":
            _REPLACED.setattr(shutil, "copyfile", _half_a_copy)
        case "after the copy":
            _REPLACED.setattr(shutil, "copyfile", _then_die(shutil.copyfile))
        case "after the commit":
            _REPLACED.setattr(reach.store, "connect", lambda *given, **more: _DiesAfterCommit(connect(*given, **more)))
        case "before publishing":
            _REPLACED.setattr(versions, "publish", _die)
        case "before the pointer":
            _REPLACED.setattr(Path, "write_bytes", _on_pointer(write, _die))
        case "amid the pointer":
            half = _then_die(lambda self, *_, **__: write(self, b"hub."))
            _REPLACED.setattr(Path, "write_bytes", _on_pointer(write, half))
        case "before replacing":
            _REPLACED.setattr(Path, "replace", _on_pointer(replace, _die))
        case "after replacing":
            _REPLACED.setattr(Path, "replace", _on_pointer(replace, _then_die(replace)))
        case "amid the cleaning":

            def replace_and_wait_for_cleaning(self: Path, target: Path) -> None:
                replace(self, target)
                _REPLACED.setattr(Path, "unlink", _then_die(unlink))

            _REPLACED.setattr(Path, "replace", _on_pointer(replace, replace_and_wait_for_cleaning))
        case "amid the secret":
            _REPLACED.setattr(os, "fdopen", _die)


def _import(folder: Path, file: Path, point: str, messages: Connection) -> None:
    on_disk: list[list[tuple[str, int]]] = []

    def note_step(*_: Any) -> None:
        on_disk.append(sorted((each.name, each.stat().st_size) for each in folder.glob("*")))
        if point == f"step {len(on_disk)}":
            _die()

    publish = versions.publish

    def publish_and_say(*arguments: Any) -> None:
        messages.send("publishing")
        publish(*arguments)

    _REPLACED.setattr(versions, "publish", publish_and_say)
    _die_at(point)
    store, source = Store(folder, SETTINGS), read_source(file)
    messages.send("ready")
    messages.recv()
    import_files(store, [source], imported_by="killed", on_progress=note_step)
    # For each step the first one that had the same files on disk.
    messages.send(f"done {' '.join(str(on_disk.index(files)) for files in on_disk)}")
    messages.recv()

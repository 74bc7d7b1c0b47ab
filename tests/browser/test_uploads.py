"""What is dropped on the Imports page stays in the server's memory: no file is opened for it, and it leaves memory."""

import contextlib
import http.client
import os
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from reach.ingest import SourceFile
from reach.store import Store, listing
from tests.browser.conftest import settled
from tests.builders import attended, hub, register, school

CANARY = "Zebediah Quillfeatherstone"
COMMENT = f"{CANARY} was late. " * 3000
"""About 100 kB: a cell of a column that the importer does not read."""

_WATCH = """
import os, sys, threading, time
log = os.open(os.environ["TEST_FILES_OPENED"], os.O_WRONLY | os.O_APPEND)
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        if arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            os.write(log, os.fsencode(arguments[0]) + b"\\n")
sys.addaudithook(note)

def count_afresh():
    # Streamlit keeps its count of memory for five seconds.
    routes, kept = "streamlit.web.server.starlette.starlette_routes", "_METRICS_EXPENSIVE_STATS_TTL_SECONDS"
    while not hasattr(sys.modules.get(routes), kept):
        time.sleep(0.02)
    setattr(sys.modules[routes], kept, 0.0)
threading.Thread(target=count_afresh, daemon=True).start()
"""


@dataclass(frozen=True)
class Watched:
    """A server on a store, and all that it opens to write: by Python's word, and by what it holds open meanwhile."""

    address: str
    store_folder: Path
    temporary: Path
    log: Path
    held_open: set[str]

    def assert_nothing_written(self) -> None:
        """Every file that was opened to write lies in the store's folder, and none has a word of an upload."""
        opened = {line for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines() if line}
        beside = {path for path in opened if not self._is_allowed(path)}
        assert beside == set()
        assert {path for path in self.held_open if not self._is_allowed(path)} == set()
        assert list(self.temporary.iterdir()) == []
        for path in self.store_folder.rglob("*"):
            content = path.read_bytes().lower() if path.is_file() else b""
            for encoding in ("utf-8", "utf-16-le"):
                assert "quillfeatherstone".encode(encoding) not in content, path

    def _is_allowed(self, path: str) -> bool:
        # Byte code of what is imported for the first time is no file of the dashboard's.
        own = (f"{self.store_folder}{os.sep}", "/dev/", str(self.log))
        return path.startswith(own) or "__pycache__" in path

    def bytes_kept(self) -> int:
        """Give the bytes of uploads that the server holds, by its own count."""
        with urllib.request.urlopen(f"{self.address}/_stcore/metrics", timeout=10) as answer:  # noqa: S310
            lines = answer.read().decode().splitlines()
        return sum(int(line.rpartition(" ")[2]) for line in lines if 'cache_type="UploadedFileManager"' in line)


@pytest.fixture
def watched(serve: Callable[[Path], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """A server that notes each file that it opens to write, with an empty folder for temporary files."""
    store = hub(tmp_path / "hub", [school(900001)])
    watcher, temporary, log = tmp_path / "watcher", tmp_path / "temporary", tmp_path / "opened.txt"
    watcher.mkdir()
    temporary.mkdir()
    log.touch()
    (watcher / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setenv("PYTHONPATH", str(watcher))
        patch.setenv("TEST_FILES_OPENED", str(log))
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, str(temporary))
        address = serve(store.folder)
    held_open: set[str] = set()
    ended = threading.Event()
    watching = threading.Thread(target=_watch_open_files, args=(address, held_open, ended))
    watching.start()
    yield Watched(address, store.folder, temporary, log, held_open)
    ended.set()
    watching.join()


def _watch_open_files(address: str, held_open: set[str], ended: threading.Event) -> None:
    """Note which files the server holds open to write; only Linux tells. An unlinked one is “... (deleted)”."""
    port = str(urlsplit(address).port).encode()
    servers = [entry for entry in Path("/proc").glob("[0-9]*") if _is_server(entry, port)]
    while servers and not ended.wait(0.01):
        for descriptor in (servers[0] / "fd").glob("*"):
            with contextlib.suppress(OSError):
                target = str(descriptor.readlink())
                if target.startswith("/") and descriptor.lstat().st_mode & 0o200:
                    held_open.add(target)


def _is_server(entry: Path, port: bytes) -> bool:
    with contextlib.suppress(OSError):
        return port in (entry / "cmdline").read_bytes().split(b"\0")
    return False


def saved(folder: Path, source: SourceFile) -> Path:
    file = folder / source.name
    file.write_bytes(source.content)
    return file


def names(number: int, name: str) -> SourceFile:
    """Give a register of so many rows, each with 100 kB of names in a column that is not read."""
    rows = [
        attended(900001, "10/10/2022", person=f"p{row}", **{"Last name": CANARY, "Comments": COMMENT})
        for row in range(number)
    ]
    return register(rows, name)


def test_no_upload_reaches_the_disk_and_each_leaves_memory(page: Page, watched: Watched, tmp_path: Path) -> None:
    puts: list[Request] = []
    page.on("request", lambda request: puts.append(request) if request.method == "PUT" else None)
    page.goto(f"{watched.address}/imports")
    settled(page)
    chooser = page.locator("input[type=file]")

    chooser.set_input_files(saved(tmp_path, names(1, "small.csv")))
    page.get_by_role("button", name="Import", exact=True).wait_for()
    assert watched.bytes_kept() > 100_000
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("Imported 1 file").wait_for()
    settled(page)
    assert watched.bytes_kept() == 0

    chooser.set_input_files(saved(tmp_path, names(20, "medium.csv")))
    page.get_by_role("button", name="Leave everything as it is").click()
    settled(page)
    assert watched.bytes_kept() == 0

    large = names(500, "large.csv")
    assert len(large.content) > 50_000_000
    chooser.set_input_files(saved(tmp_path, SourceFile("refused.csv", large.content + b'"a quote"in the middle')))
    page.get_by_text("refused.csv cannot be read").wait_for(timeout=60_000)
    page.get_by_role("button", name="Remove refused.csv").click()
    settled(page)
    assert watched.bytes_kept() == 0

    send_half(puts[-1], large.content[:5_000_000])
    assert watched.bytes_kept() == 0
    watched.assert_nothing_written()
    batches = listing.batches(Store(watched.store_folder).read())
    assert [batch["file"] for batch in batches] == ["small.csv", "edubasealldata20231116.csv"]


def send_half(like: Request, content: bytes) -> None:
    """Send the first half of an upload as the browser would, look for a moment, and break the connection off."""
    address = urlsplit(like.url)
    headers = {name: value for name, value in like.all_headers().items() if name in ("cookie", "x-xsrftoken")}
    connection = http.client.HTTPConnection(address.netloc, timeout=20)
    connection.putrequest("PUT", address.path)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.putheader("Content-Type", "multipart/form-data; boundary=part")
    connection.putheader("Content-Length", str(2 * len(content)))
    connection.endheaders()
    connection.send(b'--part\r\nContent-Disposition: form-data; name="f"; filename="half.csv"\r\n\r\n')
    connection.send(content)
    time.sleep(0.5)
    connection.close()


def test_an_import_that_is_cancelled_leaves_nothing(page: Page, serve: Callable[[Path], str], tmp_path: Path) -> None:
    store = hub(tmp_path / "hub", [school(900001)])
    before = store.read().name
    rows = [attended(900001, "10/10/2022", person=f"p{row}", Activity=f"Group {row % 200}") for row in range(40_000)]
    page.goto(f"{serve(store.folder)}/imports")
    settled(page).locator("input[type=file]").set_input_files(saved(tmp_path, register(rows, "many.csv")))
    page.get_by_role("button", name="Import", exact=True).wait_for(timeout=120_000)
    files = sorted(file.name for file in store.folder.iterdir())
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name="Cancel").click(timeout=60_000)
    page.get_by_text("The import was cancelled. Nothing was changed.").wait_for(timeout=60_000)
    settled(page)
    assert page.get_by_role("button", name="Cancel").count() == 0
    assert page.get_by_role("button", name="Import", exact=True).is_visible()
    assert Store(store.folder).read().name == before
    assert sorted(file.name for file in store.folder.iterdir()) == files

"""A page of a Streamlit server in a real browser, and how long a click on it takes until it is all drawn."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from reach.settings import PROJECT

SECONDS_TO_START = 60

# The server's own word that a script has run is read off the wire (ForwardMsg.script_finished, field 6): the attribute
# data-test-script-state need not change at all when a run is so short that it is never drawn as running.
_LISTEN = """
const FINISHED = 6;
function kind(bytes) {
    let at = 0;
    const number = () => {
        let value = 0, shift = 0, byte;
        do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128);
        return value;
    };
    while (at < bytes.length) {
        const tag = number(), field = Math.floor(tag / 8), wire = tag % 8;
        if (field === FINISHED) return FINISHED;
        if (wire === 0) number();
        else if (wire === 2) { const length = number(); at += length; }
        else at += wire === 1 ? 8 : 4;
    }
    return 0;
}
window.finished = [];
window.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener('message', message => {
            if (message.data instanceof ArrayBuffer && kind(new Uint8Array(message.data)) === FINISHED)
                window.finished.push(performance.now());
        });
    }
};
"""

_CLICK = """
label => new Promise((done, fail) => {
    // An icon's name stands as text before a button's label.
    const QUIET = 400, button = [...document.querySelectorAll('button')].find(
        each => each.innerText.split('\\n').at(-1).trim() === label);
    const before = window.finished.length, start = performance.now();
    let changed = start;
    const observer = new MutationObserver(() => { changed = performance.now(); });
    const all = {subtree: true, childList: true, attributes: true, characterData: true};
    observer.observe(document.querySelector('[data-testid=stMain]'), all);
    button.click();
    const look = setInterval(() => {
        const now = performance.now(), ended = window.finished.length > before ? window.finished.at(-1) : null;
        if (now - start > 60000) { clearInterval(look); fail(new Error('not drawn within a minute')); }
        if (ended !== null && now - Math.max(ended, changed) > QUIET) {
            clearInterval(look);
            observer.disconnect();
            done([(ended - start) / 1000, (Math.max(ended, changed) - start) / 1000]);
        }
    }, 20);
})
"""

# On a busy machine charts come long after the server has said that it is done.
_AT_REST = """
rest => {
    if (!window.lastChange) {
        new MutationObserver(() => { window.lastChange = performance.now(); }).observe(
            document.querySelector('[data-testid=stMain]'), {subtree: true, childList: true, attributes: true});
        window.lastChange = performance.now();
    }
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    return charts.every(chart => chart.querySelector('.main-svg')) && performance.now() - window.lastChange > rest;
}
"""


@dataclass(frozen=True)
class Taken:
    """Seconds from a click until the browser heard that the script had run, and until nothing changed any more.

    The first is not the server's time alone: a browser busy drawing hears late.
    """

    script: float
    drawn: float


@contextlib.contextmanager
def serving(
    script: str,
    store_folder: Path,
    *,
    project: Path = PROJECT,
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Serve a script for as long as it is needed, and give its address.

    project: the folder of the project, or of a copy. port: one that is free, unless it is given. environment: more
    variables for the server.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    server = subprocess.Popen(
        command,
        cwd=project,
        env=os.environ | {"REACH_STORE": str(store_folder)} | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """Return a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
            return
        time.sleep(0.1)
    raise TimeoutError(f"the server did not start within {SECONDS_TO_START} seconds")


def open_page(chromium: Browser, address: str) -> Page:
    """Open a page, and wait until it has come to rest."""
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.add_init_script(_LISTEN)
    page.goto(address)
    page.wait_for_selector("[data-testid=stMain] button")
    at_rest(page)
    return page


def at_rest(page: Page, milliseconds: int = 3000) -> None:
    """Wait until the script has run, every chart is drawn, and nothing has changed for so long."""
    page.wait_for_selector("[data-testid=stMain]")
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
    )
    page.wait_for_function(_AT_REST, arg=milliseconds, timeout=120_000)


def click(page: Page, label: str) -> Taken:
    """Click a button, and give how long it took. Raises playwright's Error when it takes more than a minute."""
    page.wait_for_timeout(200)
    return Taken(*page.evaluate(_CLICK, label))

"""The dashboard as its users meet it: a real server and a real Chromium."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from benchmarks.browser_time import serving
from reach.store import Store

# Opened at a page's own address, Streamlit first looks for its server below that address, and then finds it above.
STREAMLITS_OWN_PROBES = ("_stcore/health", "_stcore/host-config")


class Serve(Protocol):
    """Starts a server on a store's folder and gives its address. The server outlives what the tab shows of it."""

    def __call__(self, folder: Path, app: str = "dashboard.py") -> str: ...


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers for one test."""
    with contextlib.ExitStack() as servers:

        def start(folder: Path, app: str = "dashboard.py") -> str:
            return servers.enter_context(serving(app, folder))

        yield start


@pytest.fixture(scope="session")
def address(demonstration: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on the demonstration, for all tests that only read.

    It sends the security headers, so that a page which they do not let work complains.
    """
    logs = tmp_path_factory.mktemp("logs")
    with serving("reach/server/app.py", demonstration.folder, environment={"REACH_LOGS": str(logs)}) as address:
        yield address


@pytest.fixture(scope="session")
def _tab(chromium: Browser) -> Iterator[Page]:
    """One tab for all tests of a process: what it has compiled of Streamlit and Plotly it need not compile again."""
    # Without a graphics card the processor draws each frame of an animation.
    context = chromium.new_context(accept_downloads=True, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def page(_tab: Page, serve: Serve) -> Iterator[Page]:
    """The tab as new; by the end of the test it has not complained and asked nothing of another machine."""
    complaints: list[str] = []
    asked: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location.get('url')})")

    def failed(error: Error) -> None:
        complaints.append(str(error))

    def sent(request: Request) -> None:
        asked.append(request.url)

    listeners: dict[Any, Callable[..., None]] = {"console": said, "pageerror": failed, "request": sent}
    _tab.set_viewport_size({"width": 1400, "height": 1000})
    for event, listener in listeners.items():
        _tab.on(event, listener)
    yield _tab
    _tab.evaluate("localStorage.clear(), sessionStorage.clear()")
    _tab.context.clear_cookies()
    for event, listener in listeners.items():
        _tab.remove_listener(event, listener)
    _tab.goto("about:blank")
    assert [each for each in complaints if not any(probe in each for probe in STREAMLITS_OWN_PROBES)] == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "blob:", "data:"))] == []


def settled(page: Page) -> Page:
    """Wait until the page has been drawn and nothing runs any more."""
    page.wait_for_selector("h1")
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
    )
    # What a run has not drawn again yet is grey for a moment.
    page.wait_for_function("() => !document.querySelector('[data-stale=true]')")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(it => it.querySelector('.main-svg'))"
    )
    page.wait_for_timeout(400)
    broken = page.get_by_test_id("stException").or_(page.get_by_text("Something went wrong"))
    assert broken.count() == 0, f"{page.url}: {broken.first.inner_text()}"
    return page


def go_to(page: Page, section: str, title: str) -> Page:
    """Choose a page from the menu at the top."""
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_role("menuitem", name=title, exact=True).click()
    return settled(page)

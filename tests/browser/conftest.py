"""The dashboard as its users meet it: a real server and a real Chromium."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browser_time import serving
from reach.store import Store

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
"""What axe is asked to look for."""

# Opened at a page's own address, Streamlit first looks for its server below that address, and then finds it above.
STREAMLITS_OWN_PROBES = ("_stcore/health", "_stcore/host-config")


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Start servers on stores for one test: call it with a store's folder, and it gives the address."""
    with contextlib.ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving("dashboard.py", folder))


@pytest.fixture(scope="session")
def address(demonstration: Store) -> Iterator[str]:
    """A server on the demonstration, for all tests that only read."""
    with serving("dashboard.py", demonstration.folder) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, serve: Callable[[Path], str]) -> Iterator[Page]:
    """A tab, which must not have complained about anything by the end of the test; its servers outlive it."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    complaints: list[str] = []
    tab.on(
        "console",
        lambda said: complaints.append(f"{said.text} ({said.location.get('url')})") if said.type == "error" else None,
    )
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert [each for each in complaints if not any(probe in each for probe in STREAMLITS_OWN_PROBES)] == []


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
    return page


def go_to(page: Page, section: str, title: str) -> Page:
    """Choose a page from the menu at the top."""
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_role("menuitem", name=title, exact=True).click()
    return settled(page)

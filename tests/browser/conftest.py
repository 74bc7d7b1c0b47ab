"""The dashboard as its users meet it: a real server and a real Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from reach.settings import PROJECT
from reach.store import Store

SECONDS_TO_START = 60
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
"""What axe is asked to look for."""

# Opened at a page's own address, Streamlit first looks for its server below that address, and then finds it above.
STREAMLITS_OWN_PROBES = ("_stcore/health", "_stcore/host-config")


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Start a server on a store, and give its address."""
    servers: list[subprocess.Popen[bytes]] = []

    def start(folder: Path) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
        servers.append(
            subprocess.Popen(
                command,
                cwd=PROJECT,
                env=os.environ | {"REACH_STORE": str(folder)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                    return address
            except OSError:
                time.sleep(0.2)
        pytest.fail(f"the server did not start within {SECONDS_TO_START} seconds")

    yield start
    for server in servers:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def address(serve: Callable[[Path], str], demonstration: Store) -> str:
    """A server on the demonstration."""
    return serve(demonstration.folder)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab, which must not have complained about anything by the end of the test."""
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

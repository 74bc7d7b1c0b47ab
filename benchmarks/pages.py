"""A page's rerun in the browser, against a bare Streamlit page with as many of the very same charts.

Measured from Streamlit's own key for "run again" until the script has run and the page is drawn. Nothing that is asked
for changes, so what is measured is the page itself: queries and figures are kept from the run before, as they are
whenever a view is looked at again.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.side_by_side import Row
from reach.exports import browser
from reach.settings import PROJECT
from reach.store import Store

ROUNDS = 15
PAGES = {"overview": "", "reach": "reach"}
PORT, BARE_PORT = 8751, 8752
SECONDS_FOR_A_RERUN = 20

BARE = """
import json, pathlib
import plotly.graph_objects as go
import streamlit as st
st.set_page_config(layout="wide")
for position, figure in enumerate(json.loads(pathlib.Path(__file__).with_name("figures.json").read_text())):
    st.plotly_chart(go.Figure(figure, skip_invalid=True), theme=None, key=str(position))
"""


def measure(store: Store) -> Iterator[Row]:
    """Give a row a page; none where there is no browser."""
    path = browser()
    if path is None:
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, address in PAGES.items():
            with _server("dashboard.py", PORT, store), _server(str(bare), BARE_PORT, store):
                ours = _Tab(chromium, f"http://127.0.0.1:{PORT}/{address}")
                figures = ours.page.evaluate(
                    "() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => "
                    "({data: plot.data, layout: plot.layout}))"
                )
                bare.with_name("figures.json").write_text(json.dumps(figures), encoding="utf-8")
                yardstick = _Tab(chromium, f"http://127.0.0.1:{BARE_PORT}")
                times: tuple[list[float], list[float]] = ([], [])
                for _ in range(ROUNDS):
                    times[0].append(ours.rerun())
                    times[1].append(yardstick.rerun())
                yield Row(
                    f"rerun of the page {name}, in the browser",
                    statistics.median(times[0]),
                    statistics.median(times[1]),
                    f"bare page with the same {len(figures)} charts",
                    aim=1.3,
                )
        chromium.close()


class _server:  # noqa: N801 - reads as what it is in a with statement
    """A Streamlit server for as long as it is needed."""

    def __init__(self, script: str, port: int, store: Store) -> None:
        self._port = port
        command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
        command += ["--server.headless", "true", "--server.address", "127.0.0.1"]
        self._process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=os.environ | {"REACH_STORE": str(store.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> None:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)


class _Tab:
    """A page in the browser that knows when Streamlit has run its script to the end."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.page = chromium.new_page(viewport={"width": 1400, "height": 1000})
        self._runs = 0
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._hear))
        self.page.goto(address)
        self.page.wait_for_selector(".js-plotly-plot .main-svg")
        self.page.wait_for_timeout(3000)

    def rerun(self) -> float:
        """Run again, and give the seconds until the script has ended and two frames have been drawn after it."""
        self.page.wait_for_timeout(300)
        before, start = self._runs, time.perf_counter()
        self.page.keyboard.press("r")
        while self._runs == before:
            if time.perf_counter() - start > SECONDS_FOR_A_RERUN:
                raise TimeoutError(f"no rerun within {SECONDS_FOR_A_RERUN} seconds")
            self.page.wait_for_timeout(1)
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return time.perf_counter() - start

    def _hear(self, message: bytes | str) -> None:
        if isinstance(message, bytes):
            heard = ForwardMsg()
            heard.ParseFromString(message)
            self._runs += heard.WhichOneof("type") == "script_finished"

"""A page's rerun in the browser, against a bare Streamlit page with as many of the very same charts.

Every click chooses strands that nobody has chosen before in the life of the server, so that each query of the page is
executed and each chart made: neither comes from a cache. What stays from run to run is the open store, its list of
academic years and what Python has loaded. The bare page has the same pills to click and does nothing but show charts.

There are two bare pages. One shows the same charts again and again, as the aim has it; the browser then need not draw
them. The other shows the very charts that our page has just drawn, so that the browser has the same drawing to do.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser_time import Taken, click, open_page, serving
from benchmarks.side_by_side import Row
from reach.exports import browser
from reach.store import Store

ROUNDS = 15
PAGES = {"overview": ("", 4), "reach": ("reach", 4)}
"""A page's address, and how many charts it has."""

FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot =>
    JSON.parse(JSON.stringify({data: plot.data, layout: plot.layout})))"""

BARE = """
import json, pathlib
import plotly.graph_objects as go
import streamlit as st
st.set_page_config(layout="wide")
here = pathlib.Path(__file__)
st.pills("Strands", json.loads(here.with_name("strands.json").read_text()), selection_mode="multi")
for position, figure in enumerate(json.loads(here.with_name("figures.json").read_text())):
    st.plotly_chart(go.Figure(figure, skip_invalid=True), theme=None, key=str(position))
"""


def measure(store: Store) -> Iterator[Row]:
    """Give two rows a page; none, saying why, where there is no browser."""
    path = browser()
    if path is None:
        print("pages: skipped, there is no Chrome, Edge or Chromium on this machine", file=sys.stderr)
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            for name, (address, charts) in PAGES.items():
                print(f"pages: {name}, {ROUNDS} rounds", file=sys.stderr)
                yield from _measure_page(chromium, store, name, address, charts)
        finally:
            chromium.close()


def clicks(labels: list[str], rounds: int) -> list[str]:
    """Give the pill to click in each round, so that each round has a choice that was not there before.

    A Gray code goes through every choice once. None chosen is where the page begins, and all chosen is the same to
    the dashboard, so the code ends before it would come there.
    """
    flips = [(step & -step).bit_length() - 1 for step in range(1, 2 ** len(labels))]
    chosen, seen, found = 0, {0, 2 ** len(labels) - 1}, []
    for flip in flips[:rounds]:
        chosen ^= 1 << flip
        if chosen in seen:
            raise ValueError("there are not enough strands for so many rounds")
        seen.add(chosen)
        found.append(labels[flip])
    if len(found) < rounds:
        raise ValueError("there are not enough strands for so many rounds")
    return found


def _measure_page(chromium: Browser, store: Store, name: str, address: str, charts: int) -> Iterator[Row]:
    strands = [strand.name for strand in store.settings.strands]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as open_:
        still, redrawn = (_bare_app(Path(folder) / which, strands) for which in ("still", "redrawn"))
        ours = open_page(chromium, f"{open_.enter_context(serving('dashboard.py', store.folder))}/{address}", charts)
        figures = ours.evaluate(FIGURES)
        if len(figures) != charts:
            raise ValueError(f"the page {name} has {len(figures)} charts, not {charts}")
        pages = [ours]
        for bare in (still, redrawn):
            _write_figures(bare, figures)
            pages.append(open_page(chromium, open_.enter_context(serving(str(bare), store.folder)), charts))
        taken: tuple[list[Taken], ...] = ([], [], [])
        for label in clicks(strands, ROUNDS):
            for times, page, bare in zip(taken, pages, (None, still, redrawn), strict=True):
                if bare is redrawn:
                    _write_figures(bare, ours.evaluate(FIGURES))
                times.append(click(page, label))
        for page in pages:
            page.close()
    yield from _rows(name, charts, *taken)


def _rows(name: str, charts: int, ours: list[Taken], still: list[Taken], redrawn: list[Taken]) -> Iterator[Row]:
    script, *bare_scripts = (
        1000 * statistics.median(each.script for each in times) for times in (ours, still, redrawn)
    )
    print(
        f"pages: {name}: until the browser hears that the script has run {script:.0f} ms; bare pages "
        f"{bare_scripts[0]:.0f} ms (same charts), {bare_scripts[1]:.0f} ms (new charts); drawing has begun by then",
        file=sys.stderr,
    )
    what = f"page {name}, filters not seen before, until drawn"
    drawn = [statistics.median(each.drawn for each in times) for times in (ours, still, redrawn)]
    yield Row(what, drawn[0], drawn[1], f"bare page, same {charts} charts", aim=1.3)
    yield Row(what, drawn[0], drawn[2], f"bare page, {charts} charts drawn anew")


def _bare_app(folder: Path, strands: list[str]) -> Path:
    folder.mkdir()
    (folder / "strands.json").write_text(json.dumps(strands), encoding="utf-8")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    return folder / "bare.py"


def _write_figures(bare: Path, figures: list[dict]) -> None:
    bare.with_name("figures.json").write_text(json.dumps(figures), encoding="utf-8")

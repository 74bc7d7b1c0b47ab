"""Each page's rerun in the browser, against a bare Streamlit page with as many of the very same charts.

Two things are measured, each until all is drawn. "Run again" is a click that changes nothing ("Reset filters" where
nothing was chosen): what any switch, list or menu on the page costs; what was asked and drawn before may be kept. The
bare page shows its charts again, too. "Filters not seen before" is a click that chooses strands which nobody has chosen
before in the life of the server, so that each query is executed and each chart made; the bare page shows the very
charts that our page has just drawn, so that the browser has the same drawing to do.

The page Schools shows no chart but a long table: it is held against a bare page with the same table.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser_time import Taken, click, open_page, serving
from benchmarks.side_by_side import Row
from reach import demo_store, formats, queries
from reach.exports import browser
from reach.filters import Filters
from reach.store import Store
from reach.ui.navigation import MENU

ROUNDS = 7
ROUNDS_AGAIN = 15
WITH_FIGURES = tuple(entry.file for entry in MENU if entry.file not in ("imports", "how_figures_are_counted"))
AGAIN = "Reset filters"
_NOT_SHOWN = ["la_code", "is_reached", "size_position", "former_urns"]

FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot =>
    JSON.parse(JSON.stringify({data: plot.data, layout: plot.layout})))"""

BARE = """
import json, pathlib
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
st.set_page_config(layout="wide")
here = pathlib.Path(__file__)
st.button("Reset filters")
st.pills("Strands", json.loads(here.with_name("strands.json").read_text()), selection_mode="multi")
for position, figure in enumerate(json.loads(here.with_name("figures.json").read_text())):
    st.plotly_chart(go.Figure(figure, skip_invalid=True), theme=None, key=str(position))
table = pd.read_pickle(here.with_name("table.pickle"))
if len(table):
    st.dataframe(table, hide_index=True, height=460, on_select="rerun", selection_mode="single-row")
"""


def measure(store: Store, files: Collection[str] = WITH_FIGURES) -> Iterator[Row]:
    """Give two rows for each of the pages; none, saying why, where there is no browser."""
    path = browser()
    if path is None:
        print("pages: skipped, there is no Chrome, Edge or Chromium on this machine", file=sys.stderr)
        return
    with sync_playwright() as playwright, ExitStack() as open_:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        open_.callback(chromium.close)
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        bare = _bare_app(folder, [strand.name for strand in store.settings.strands])
        bare_address = open_.enter_context(serving(str(bare), store.folder))
        for entry in MENU:
            if entry.file in files:
                print(f"pages: {entry.title}, {ROUNDS} rounds", file=sys.stderr)
                # A server of its own, so that no page has asked anything before.
                with serving("dashboard.py", store.folder) as address:
                    yield from _measure_page(chromium, store, entry.file, entry.title, address, bare, bare_address)


def path_of(file: str, store: Store) -> str:
    """Give what follows the server's address for a page; for a school's page the school that came most often."""
    if file == MENU[0].file:
        return ""
    if file != "school":
        return file
    ((urn,),) = store.read().rows("select urn from engagement group by urn order by sum(attended) desc, urn limit 1")
    return f"school?urn={urn}"


def _table_of(file: str, store: Store) -> pd.DataFrame:
    """Give the table of the page Schools; no other page is held against a table."""
    if file != "schools":
        return pd.DataFrame()
    version = store.read()
    years = version.rows(queries.load("academic_years").sql)
    filters = Filters.choose(store.settings, next(str(year) for year, has_attendance in years if has_attendance))
    listed, directory = (queries.run(name, filters, version).frame for name in ("school_list", "school_directory"))
    return formats.table_for_people(listed.merge(directory, on="urn").drop(columns=_NOT_SHOWN))


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


def _measure_page(
    chromium: Browser, store: Store, file: str, title: str, address: str, bare: Path, bare_address: str
) -> Iterator[Row]:
    ours = open_page(chromium, f"{address}/{path_of(file, store)}")
    charts = _copy_figures(ours, bare)
    table = _table_of(file, store)
    table.to_pickle(bare.with_name("table.pickle"))
    theirs = open_page(chromium, bare_address)
    again: tuple[list[Taken], list[Taken]] = ([], [])
    anew: tuple[list[Taken], list[Taken]] = ([], [])
    for _ in range(ROUNDS_AGAIN):
        again[0].append(click(ours, AGAIN))
        again[1].append(click(theirs, AGAIN))
    for label in clicks([strand.name for strand in store.settings.strands], ROUNDS):
        anew[0].append(click(ours, label))
        _copy_figures(ours, bare)
        anew[1].append(click(theirs, label))
    ours.close()
    theirs.close()
    same = "same table" if len(table) else f"same {charts} chart{'s' * (charts != 1)}"
    drawn = "same table" if len(table) else f"{charts} chart{'s' * (charts != 1)} drawn anew"
    yield Row(f"page {title}, run again", _median(again[0]), _median(again[1]), f"bare page, {same}", aim=1.5)
    not_seen = f"page {title}, filters not seen before"
    yield Row(not_seen, _median(anew[0]), _median(anew[1]), f"bare page, {drawn}")


def _median(times: list[Taken]) -> float:
    return statistics.median(each.drawn for each in times)


def _bare_app(folder: Path, strands: list[str]) -> Path:
    (folder / "strands.json").write_text(json.dumps(strands), encoding="utf-8")
    (folder / "figures.json").write_text("[]", encoding="utf-8")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    return folder / "bare.py"


def _copy_figures(ours: Page, bare: Path) -> int:
    """Give the bare page the charts that ours shows now, and say how many there are."""
    figures = ours.evaluate(FIGURES)
    bare.with_name("figures.json").write_text(json.dumps(figures), encoding="utf-8")
    return len(figures)


def main() -> None:
    """Print the rows of the pages that are named, or of all: python -m benchmarks.pages [overview reach ...]."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Store(Path(folder) / "hub")
        demo_store.build(store)
        for row in measure(store, sys.argv[1:] or WITH_FIGURES):
            print(row.as_markdown(), flush=True)


if __name__ == "__main__":
    main()

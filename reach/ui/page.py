"""The beginning of every page: store, menu, title and filters, and advice where there is nothing to show yet."""

import datetime as dt
import os
import threading
from collections.abc import Collection
from pathlib import Path

import streamlit as st

from reach import formats
from reach.errors import ReachError
from reach.store import DEFAULT_FOLDER, Store, daily_backup
from reach.ui import sidebar
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.navigation import ensure_menu, menu_page
from reach.ui.view import View, academic_years


def page(title: str, *, needs_figures: bool = True, intro: str = "", not_applied: Collection[str] = ()) -> View:
    """Begin a page: menu, title, filters in the sidebar.

    needs_figures: the page shows figures, so where there are none yet it says what to do and stops.
    not_applied: the filters, by field of Filters, that no query of the page asks; the sidebar says so.
    """
    st.set_page_config(page_title=f"{title} · Reach", layout="wide")
    ensure_menu()
    try:
        store = _store(os.environ.get("REACH_STORE") or str(DEFAULT_FOLDER))
        version = store.read()
        _back_up(version.name, dt.date.today(), store)
    except ReachError as error:
        st.title(escape(title))
        show_error(error)
        st.stop()
    years = academic_years(version)
    filters = sidebar.choose_filters(
        store.settings, years, is_shown=needs_figures and bool(years), not_applied=not_applied
    )
    st.caption(escape(store.settings.hub.name))
    st.title(escape(title), anchor=False)
    if intro:
        st.markdown(escape(intro))
    if version.is_demonstration:
        st.info(
            "**Demonstration.** Schools, people and figures on these pages are invented. "
            "Load your own establishment register on the Imports page to begin your hub's own.",
            icon=":material/science:",
        )
    view = View(store, version, filters)
    if needs_figures:
        _stop_where_there_is_nothing(view, years)
    return view


def _stop_where_there_is_nothing(view: View, years: list[tuple[str, bool]]) -> None:
    if view.version.register_date is None:
        _stop_with_advice(
            "No schools are loaded yet",
            "Reach is a share of the schools of your area, so begin with the DfE's register of establishments: "
            "download “all establishment data” from Get Information about Schools and drop the file on the "
            "Imports page, as it is.",
        )
    if not years:
        _stop_with_advice(
            "No registers are loaded yet",
            f"Schools are there, as at {formats.day(view.version.register_date)}. "
            "Now load your registers of attendance on the Imports page; a template to fill in stands there, too.",
        )
    if not dict(years).get(view.filters.academic_year, False):
        newest = next((year for year, has_attendance in years if has_attendance), None)
        _stop_with_advice(
            f"Nobody has attended anything in {view.filters.academic_year} yet",
            "Figures appear here as soon as the first register of that year is loaded."
            + (f" The newest year with attendance is {newest}: choose it in the sidebar." if newest else ""),
        )
    if view.ask("reach_total").frame.empty:
        _stop_with_advice(
            "No school fits these filters",
            "None of the schools open in this period is of the local authorities and phases that you chose. "
            "Choose others in the sidebar, or reset the filters there.",
        )


def _stop_with_advice(heading: str, advice: str) -> None:
    with st.container(border=True):
        st.subheader(escape(heading), anchor=False)
        st.write(escape(advice))
        st.page_link(menu_page("imports"), label="Go to Imports", icon=":material/upload_file:")
    st.stop()


@st.cache_resource(show_spinner=False)
def _store(folder: str) -> Store:
    return Store(Path(folder), is_there=os.environ.get("REACH_STORE_IS_THERE") == "1")


@st.cache_resource(show_spinner=False, max_entries=10)
def _back_up(version_name: str, today: dt.date, _store: Store) -> None:
    """Make the day's backup in the background, once for each version and day."""
    del version_name  # part of the key
    if _store.settings.backup.folder is not None:
        threading.Thread(target=daily_backup.back_up, args=(_store, today), daemon=True).start()

"""What every page begins with: the store, the filters, and a helpful page where there is nothing to show."""

import dataclasses
import datetime as dt
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from reach import formats, queries
from reach.errors import ReachError
from reach.exhibit import Exhibit
from reach.exhibits import Asking
from reach.exhibits.origins import origin_of
from reach.filters import Filters
from reach.queries import Result
from reach.settings import Settings
from reach.store import DEFAULT_FOLDER, Store, Version, daily_backup
from reach.ui import sidebar
from reach.ui.escape import escape
from reach.ui.navigation import ensure_menu, menu_page


@dataclasses.dataclass(frozen=True)
class View(Asking):
    """What a page looks at: the store's current version, through the filters that were chosen."""

    store: Store
    version: Version
    filters: Filters

    @property
    def settings(self) -> Settings:
        """The hub's settings."""
        return self.store.settings

    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Give the answer to a query; one that was given before is kept."""
        result = _ask(name, _asked(name, filters, choices), self.version.name, filters, choices, self.version)
        # Kept for all filters that the query does not name, but it carries those that it was asked under.
        return result if result.filters == filters else dataclasses.replace(result, filters=filters)

    def exhibit(self, make: Callable[..., Exhibit], **options: Any) -> Exhibit:
        """Make an exhibit under these filters, or give the one made before: drawing a figure takes its time."""
        name = f"{make.__module__}.{make.__qualname__}"
        return _exhibit(name, f"{self.filters} {options}", self.version.name, options, make, self)


def page(title: str, *, needs_figures: bool = True, intro: str = "") -> View:
    """Begin a page: menu, title, filters in the sidebar.

    needs_figures: the page is about figures, so where there are none yet it says what to do and stops.
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
    years = queries_years(version)
    filters = sidebar.choose_filters(store.settings, years, is_shown=needs_figures and bool(years))
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


def show_error(error: ReachError) -> None:
    """Show an error that a user can act on, under its heading."""
    st.error(f"**{escape(error.title)}.** {escape(error.message)}", icon=":material/error:")


def queries_years(version: Version) -> list[tuple[str, bool]]:
    """Give the academic years that can be looked at, newest first, and whether anyone attended in them."""
    return _years(version.name, version)


def _stop_where_there_is_nothing(view: View, years: list[tuple[str, bool]]) -> None:
    if view.version.register_date is None:
        _nothing(
            "No schools are loaded yet",
            "Reach is a share of the schools of your area, so begin with the DfE's register of establishments: "
            "download “all establishment data” from Get Information about Schools and drop the file on the "
            "Imports page, as it is.",
        )
    if not years:
        _nothing(
            "No registers are loaded yet",
            f"Schools are there, as at {formats.day(view.version.register_date)}. "
            "Now load your registers of attendance on the Imports page; a template to fill in stands there, too.",
        )
    if not dict(years).get(view.filters.academic_year, False):
        newest = next((year for year, has_attendance in years if has_attendance), None)
        _nothing(
            f"Nobody has attended anything in {view.filters.academic_year} yet",
            "Figures appear here as soon as the first register of that year is loaded."
            + (f" The newest year with attendance is {newest}: choose it in the sidebar." if newest else ""),
        )
    if view.ask("reach_total").frame.empty:
        _nothing(
            "No school fits these filters",
            "None of the schools open in this period is of the local authorities and phases that you chose. "
            "Choose others in the sidebar, or reset the filters there.",
        )


def _nothing(heading: str, advice: str) -> None:
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
    """Make the day's backup, once for each version and day, while the page goes on."""
    del version_name  # part of the key
    if _store.settings.backup.folder is not None:
        threading.Thread(target=daily_backup.back_up, args=(_store, today), daemon=True).start()


# Answers and exhibits are never changed once they are made, so all who look at the same share one. They are kept under
# what was asked as a text: Streamlit takes a third of a page's time to hash filters field by field.
@st.cache_resource(show_spinner=False, max_entries=2000)
def _ask(
    name: str, asked: str, version_name: str, _filters: Filters, _choices: dict[str, Any], _version: Version
) -> Result:
    del asked, version_name  # parts of the key: a new version of the store is asked anew
    return queries.run(name, _filters, _version, _choices)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _exhibit(
    name: str,
    asked: str,
    version_name: str,
    _options: dict[str, Any],
    _make: Callable[..., Exhibit],
    _view: View,
) -> Exhibit:
    del name, asked, version_name  # parts of the key
    return dataclasses.replace(_make(_view, **_options), origin=origin_of(_make, _options))


def _asked(name: str, filters: Filters, choices: dict[str, Any]) -> str:
    """Give what a query names, and the year and period, which say as at when schools count, as a text."""
    named = queries.load(name).parameters | {"academic_year", "period"}
    return str([(what, value) for what, value in {**filters.parameters(), **choices}.items() if what in named])


@st.cache_data(show_spinner=False, max_entries=50)
def _years(version_name: str, _version: Version) -> list[tuple[str, bool]]:
    del version_name
    sql = queries.load("academic_years").sql
    return [(str(year), bool(has_attendance)) for year, has_attendance in _version.rows(sql)]

"""The beginning of every page: store, menu, title and filters, and advice where there is nothing to show yet."""

import datetime as dt
import os
import threading
from collections.abc import Collection
from typing import Any

import streamlit as st

from reach import formats
from reach.academic_years import PERIOD_LABELS, period_in_words
from reach.errors import ReachError
from reach.store import Store, daily_backup, store_place
from reach.ui import page_top, sidebar
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.navigation import ensure_menu, link_to_imports, require_page
from reach.ui.sign_in import find_visitor, recorded_as, show_sign_in, sign_out_button
from reach.ui.view import View, academic_years, begin_page


def page(
    title: str,
    *,
    needs_figures: bool = True,
    is_of_period: bool = True,
    not_applied: Collection[str] = (),
) -> View:
    """Begin a page: menu, filters in the sidebar, and one line with the title and what is chosen.

    needs_figures: the page shows figures, so where there are none yet it says what to do and stops.
    is_of_period: the figures are of the chosen term, so the page stops where nothing is recorded of that; False for
    pages of whole years, of history and of what is planned.
    not_applied: the filters, by field of Filters, that no query of the page asks; the sidebar says so.
    """
    st.set_page_config(page_title=f"{title} · Reach", layout="wide")
    visitor = find_visitor()
    ensure_menu(visitor)
    if isinstance(visitor, ReachError):
        show_sign_in(visitor)
        st.stop()
    try:
        require_page(title, visitor)
        store = _store(store_place())
        version = store.read()
        _back_up(version.name, dt.date.today(), store)
    except ReachError as error:
        st.title(escape(title))
        show_error(error)
        st.stop()
    st.set_page_config(page_title=f"{title} · {store.settings.hub.name}")
    years = academic_years(version)
    has_filters = needs_figures and bool(years)
    begin_page()
    if visitor.signed_in_at is not None:
        _record_sign_in(recorded_as(visitor), visitor.role, visitor.signed_in_at, store)
    filters = sidebar.choose_filters(store.settings, years, visitor, is_shown=has_filters, not_applied=not_applied)
    view = View(store, version, filters, visitor)
    if has_filters and view.now.is_running:
        view = View(store, version, filters, visitor, is_against_whole_year=sidebar.choose_comparison(view.now))
    sign_out_button(visitor)
    usual = sidebar.usual_choice(store.settings, years)
    page_top.show(title, view, usual, has_filters=has_filters, not_applied=not_applied)
    if needs_figures:
        _stop_where_there_is_nothing(view, years, usual, is_of_period=is_of_period)
    return view


def _stop_where_there_is_nothing(
    view: View, years: list[tuple[str, bool]], usual: dict[str, Any], *, is_of_period: bool
) -> None:
    if view.version.register_date is None:
        _stop_with_advice(
            view,
            "No schools are loaded yet",
            "Reach is a share of the schools of your area, so begin with the DfE's register of establishments: "
            "download “all establishment data” from Get Information about Schools and drop the file on the "
            "Imports page, as it is.",
        )
    if not years:
        _stop_with_advice(
            view,
            "No registers are loaded yet",
            f"Schools are there, as at {formats.day(view.version.register_date)}. "
            "Now load your registers of attendance on the Imports page; a template to fill in stands there, too.",
        )
    if not dict(years).get(view.filters.academic_year, False):
        newest = next((year for year, has_attendance in years if has_attendance), None)
        _stop_with_advice(
            view,
            f"Nobody has attended anything in {view.filters.academic_year} yet",
            "Figures appear here as soon as the first register of that year is loaded.",
            choices={f"Show {newest}": {"academic_year": newest}} if newest else {},
        )
    if is_of_period and view.filters.period != "year":
        _stop_where_the_term_has_nothing(view)
    if view.ask("reach_total").frame.empty:
        _stop_with_advice(
            view,
            "No school fits these filters",
            "None of the schools open in this period is of the local authorities and phases that you chose.",
            choices={"Reset filters": usual},
            needs_import=False,
        )


def _stop_where_the_term_has_nothing(view: View) -> None:
    chosen = view.filters
    recorded = view.ask("recorded_periods").frame
    periods = set(recorded.loc[recorded["academic_year"] == chosen.academic_year, "period"])
    if chosen.period in periods:
        return
    terms = [(period, label) for period, label in PERIOD_LABELS.items() if period in periods | {"year"}]
    _stop_with_advice(
        view,
        f"No attendance recorded yet in {period_in_words(chosen.academic_year, chosen.period)}",
        "Figures appear here as soon as a register of that term is loaded, with schools of your area.",
        choices={f"Show the {label.lower()}": {"period": period} for period, label in terms},
    )


def _stop_with_advice(
    view: View,
    heading: str,
    advice: str,
    choices: dict[str, dict[str, Any]] | None = None,
    *,
    needs_import: bool = True,
) -> None:
    """Show advice and stop the page.

    choices: buttons by label, each with the filters that it chooses. needs_import: files may be missing.
    """
    if needs_import and not view.can_change:
        advice = "Whoever looks after the hub's data has it to load. Look again in a while."
    with st.container(border=True):
        st.header(escape(heading), anchor=False)
        st.write(escape(advice))
        with st.container(horizontal=True):
            for label, filters in (choices or {}).items():
                st.button(escape(label), key=f"advice_{label}", on_click=sidebar.set_filters, args=(filters,))
        if needs_import:
            link_to_imports(view.visitor)
    st.stop()


@st.cache_resource(show_spinner=False)
def _store(place: str) -> Store:
    return Store(place, is_there=os.environ.get("REACH_STORE_IS_THERE") == "1")


@st.cache_resource(show_spinner=False, max_entries=10)
def _back_up(version_name: str, today: dt.date, _store: Store) -> None:
    """Make the day's backup in the background, once for each version and day."""
    del version_name  # part of the key
    if _store.settings.backup.folder is not None:
        threading.Thread(target=daily_backup.back_up, args=(_store, today), daemon=True).start()


@st.cache_resource(show_spinner=False, max_entries=1000)
def _record_sign_in(name: str, role: str, signed_in_at: dt.datetime, _store: Store) -> None:
    """Record that somebody has signed in, once, however many windows they open then."""
    del signed_in_at  # part of the key
    _store.used_by(name).record("Signed in", f"As {role}")

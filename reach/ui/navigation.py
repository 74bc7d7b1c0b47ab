"""The menu: the pages, their order and their names."""

import contextvars
import copy
import functools
from dataclasses import dataclass

import streamlit as st
from streamlit.commands import navigation as streamlits_navigation
from streamlit.navigation.page import Page as StreamlitPage
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx

from reach import VERSION
from reach.settings import PROJECT
from reach.ui.escape import escape


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu, with its heading."""

    file: str
    title: str
    section: str


MENU = (
    MenuEntry("overview", "Overview", "Reach"),
    MenuEntry("reach", "Reach", "Reach"),
    MenuEntry("compare", "Compare", "Reach"),
    MenuEntry("targets", "Targets", "Reach"),
    MenuEntry("fairness", "Fairness", "Reach"),
    MenuEntry("map", "Map", "Reach"),
    MenuEntry("strands", "Strands", "Work"),
    MenuEntry("journeys", "Journeys", "Work"),
    MenuEntry("places", "Places and need", "Work"),
    MenuEntry("attendance", "Attendance", "Work"),
    MenuEntry("activity", "An activity", "Work"),
    MenuEntry("partners", "Partners", "Work"),
    MenuEntry("schools", "Schools", "Schools"),
    MenuEntry("school", "A school", "Schools"),
    MenuEntry("call_list", "Call list", "Schools"),
    MenuEntry("pack", "Forum pack", "Report"),
    MenuEntry("imports", "Imports", "Data"),
    MenuEntry("how_figures_are_counted", "How figures are counted", "Data"),
)

_RAN_ALONE = "page_ran_alone"
_navigated = contextvars.ContextVar("_navigated", default=False)
_is_unknown = contextvars.ContextVar("_is_unknown", default=False)
"""Whether the address of this run names no page of the menu."""


def navigate() -> None:
    """Draw the menu, run the chosen page, and draw the foot. dashboard.py does nothing else."""
    chosen = _draw_menu()
    token = _navigated.set(True)
    try:
        if _is_unknown.get():
            _show_unknown_page()
        else:
            chosen.run()
    finally:
        _navigated.reset(token)
        # A page that has nothing to show stops the script, and has a foot all the same.
        st.caption(escape(f"Reach dashboard, version {VERSION}"))


def ensure_menu() -> None:
    """Draw the menu for a page that Streamlit runs without dashboard.py, then rerun the page through dashboard.py.

    A newly started server that gets a request for /reach runs pages/reach.py alone, but only until it knows the menu.
    Widgets drawn before that would lose the first click on them, hence the rerun at once.
    """
    if not _navigated.get():
        _draw_menu()
        if not st.session_state.get(_RAN_ALONE):
            st.session_state[_RAN_ALONE] = True
            st.rerun()


def menu_page(entry_file: str) -> StreamlitPage:
    """Return a page of the menu for st.page_link."""
    # A copy, because a run marks the page that it is about to run.
    return copy.copy(_page(entry_file))


@functools.cache
def _page(entry_file: str) -> StreamlitPage:
    """Return a page of the menu. Finding all pages on the disk takes as long as drawing a chart, hence the cache."""
    entry = next(entry for entry in MENU if entry.file == entry_file)
    return st.Page(PROJECT / "pages" / f"{entry.file}.py", title=escape(entry.title), default=entry is MENU[0])


def _show_unknown_page() -> None:
    st.set_page_config(page_title="No such page · Reach", layout="wide")
    context = get_script_run_ctx()
    asked = (context.pages_manager.intended_page_name or "") if context else ""
    st.title("There is no such page", anchor=False)
    st.markdown(escape(f"The address ends in “{asked[:40]}”, and no page has that name. Nothing is lost."))
    st.page_link(menu_page("overview"), label="Go to the Overview", icon=":material/arrow_forward:")


def _draw_menu() -> StreamlitPage:
    _is_unknown.set(False)
    sections: dict[str, list[StreamlitPage]] = {}
    for entry in MENU:
        sections.setdefault(escape(entry.section), []).append(menu_page(entry.file))
    return st.navigation(sections, position="top")


def _note_unknown_page(ctx: ScriptRunContext) -> None:
    del ctx  # Streamlit's own function takes it
    _is_unknown.set(True)


# Streamlit opens a dialog in its own words instead, and has no public way to replace it. It still does so where the
# first address that a new server is asked for is unknown: then it runs before this file.
streamlits_navigation.send_page_not_found = _note_unknown_page

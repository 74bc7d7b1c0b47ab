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
from reach.access import Action, Visitor
from reach.errors import ReachError
from reach.settings import PROJECT
from reach.ui.escape import escape
from reach.ui.sign_in import find_visitor, show_sign_in


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu, with its heading; needs: what one must be allowed to do to see it."""

    file: str
    title: str
    section: str
    needs: Action | None = None


MENU = (
    MenuEntry("overview", "Overview", "Reach"),
    MenuEntry("reach", "Reach", "Reach"),
    MenuEntry("compare", "Compare", "Reach"),
    MenuEntry("targets", "Targets", "Reach"),
    MenuEntry("fairness", "Fairness", "Reach"),
    MenuEntry("map", "Map", "Reach"),
    MenuEntry("strands", "Strands", "Work"),
    MenuEntry("journeys", "Journeys", "Work"),
    MenuEntry("places", "Places and need", "Work", "see exact figures"),
    MenuEntry("attendance", "Attendance", "Work"),
    MenuEntry("activity", "An activity", "Work", "see exact figures"),
    MenuEntry("partners", "Partners", "Work"),
    MenuEntry("schools", "Schools", "Schools"),
    MenuEntry("school", "A school", "Schools"),
    MenuEntry("call_list", "Call list", "Schools"),
    MenuEntry("pack", "Forum pack", "Report", "make packs"),
    MenuEntry("imports", "Imports", "Data", "change data"),
    MenuEntry("who_did_what", "Who did what", "Data", "see who did what"),
    MenuEntry("how_figures_are_counted", "How figures are counted", "Data"),
)

_RAN_ALONE = "page_ran_alone"
_navigated = contextvars.ContextVar("_navigated", default=False)
_is_unknown = contextvars.ContextVar("_is_unknown", default=False)
"""Whether the address of this run names no page of the menu."""


def navigate() -> None:
    """Draw the menu, run the chosen page, and draw the foot. dashboard.py does nothing else."""
    visitor = find_visitor()
    chosen = _draw_menu(visitor)
    token = _navigated.set(True)
    try:
        if isinstance(visitor, ReachError):
            show_sign_in(visitor)
        elif _is_unknown.get():
            _show_unknown_page()
        else:
            chosen.run()
    finally:
        _navigated.reset(token)
        # A page that has nothing to show stops the script, and has a foot all the same.
        st.caption(escape(f"Reach dashboard, version {VERSION}"))


def ensure_menu(visitor: Visitor | ReachError) -> None:
    """Draw the menu for a page that Streamlit runs without dashboard.py, then rerun the page through dashboard.py.

    A newly started server that gets a request for /reach runs pages/reach.py alone, but only until it knows the menu.
    Widgets drawn before that would lose the first click on them, hence the rerun at once.
    """
    if not _navigated.get():
        _draw_menu(visitor)
        if not st.session_state.get(_RAN_ALONE):
            st.session_state[_RAN_ALONE] = True
            st.rerun()


def require_page(title: str, visitor: Visitor) -> None:
    """Raise NotForRoleError where somebody may not see the page with this title."""
    for entry in MENU:
        if entry.title == title and entry.needs is not None:
            visitor.require(entry.needs)


def is_in_menu(entry_file: str, visitor: Visitor) -> bool:
    """Whether somebody has a page in their menu."""
    entry = next(entry for entry in MENU if entry.file == entry_file)
    return entry.needs is None or visitor.may(entry.needs)


def menu_page(entry_file: str) -> StreamlitPage:
    """Return a page of the menu for st.page_link."""
    # A copy, because a run marks the page that it is about to run.
    return copy.copy(_page(entry_file))


def link_to_imports(visitor: Visitor) -> None:
    """Show a link to the page Imports to whoever may see it."""
    if is_in_menu("imports", visitor):
        st.page_link(menu_page("imports"), label="Go to Imports", icon=":material/upload_file:")


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


def _draw_menu(visitor: Visitor | ReachError) -> StreamlitPage:
    """Draw the menu of what somebody may see; for nobody, have all pages known and none shown."""
    _is_unknown.set(False)
    sections: dict[str, list[StreamlitPage]] = {}
    for entry in MENU:
        if isinstance(visitor, ReachError) or is_in_menu(entry.file, visitor):
            sections.setdefault(escape(entry.section), []).append(menu_page(entry.file))
    return st.navigation(sections, position="hidden" if isinstance(visitor, ReachError) else "top")


def _note_unknown_page(ctx: ScriptRunContext) -> None:
    del ctx  # Streamlit's own function takes it
    _is_unknown.set(True)


# Streamlit opens a dialog in its own words instead, and has no public way to replace it. It still does so where the
# first address that a new server is asked for is unknown: then it runs before this file.
streamlits_navigation.send_page_not_found = _note_unknown_page

"""The saved views: links to pages with their filters, and a form that saves what is shown under a name."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from reach.access import saved_views
from reach.access.saved_views import SavedView
from reach.errors import ReachError
from reach.filters import FILTERS
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.navigation import MENU, is_in_menu, menu_page
from reach.ui.sidebar import choose_from_address
from reach.ui.sign_in import refuse_unless_still
from reach.ui.view import View

_NAME = "saved_view_name"
_FOR_HUB = "saved_view_for_hub"
_OUTCOME = "saved_view_outcome"

_OF_ONE_THING = {"urn", "activity"}
"""What an address has that opens one school or activity."""


def show(title: str, view: View, address: Sequence[tuple[str, str]], usual: dict[str, Any]) -> None:
    """Show a button that opens the saved views.

    title: the page's. address: what opens the page as it is. usual: what stands until something else is chosen, by
    field of Filters. A view that is saved in the newest year opens in what is the newest then.
    """
    with st.popover("Saved views", key="page_views"):
        _show_outcome()
        try:
            found = [
                (each, _address_for(view, each)) for each in saved_views.saved_views(view.kept_in.folder, view.visitor)
            ]
        except ReachError as error:
            show_error(error)
            return
        here = next(entry.file for entry in MENU if entry.title == title)
        for is_of_hub in (False, True):
            shown = [(each, opens) for each, opens in found if opens is not None and each.is_of_hub == is_of_hub]
            _show_views(view, here, shown, usual)
        chosen = [(key, value) for key, value in address if (key, value) != ("year", escape(usual["academic_year"]))]
        _show_form(view, here, chosen)


def _show_outcome() -> None:
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, ReachError):
        show_error(outcome)
    elif outcome:
        st.success(escape(outcome), icon=":material/check_circle:")


def _show_views(
    view: View, here: str, views: Sequence[tuple[SavedView, list[tuple[str, str]]]], usual: dict[str, Any]
) -> None:
    if not views:
        return
    is_of_hub = views[0][0].is_of_hub
    owner = "hub" if is_of_hub else "own"
    if view.visitor.name:
        st.markdown("**The hub's**" if is_of_hub else "**Yours**")
    for number, (each, opens) in enumerate(views):
        with st.container(horizontal=True, vertical_alignment="center"):
            if each.page == here:
                st.button(
                    escape(each.name),
                    key=f"open_{owner}_view_{number}",
                    type="tertiary",
                    on_click=choose_from_address,
                    args=(opens, view.settings, usual),
                )
            else:
                st.page_link(menu_page(each.page), label=escape(each.name), query_params=opens, width="content")
            st.space("stretch")
            if saved_views.may_change(each, view.visitor):
                st.button(
                    "Remove",
                    key=f"remove_{owner}_view_{number}",
                    help=f"Remove “{escape(each.name)}”",
                    type="tertiary",
                    on_click=_change,
                    args=(view, _remove, each),
                )


def _show_form(view: View, page: str, address: Sequence[tuple[str, str]]) -> None:
    st.text_input(
        "Save this view as",
        placeholder="Halton, secondary",
        max_chars=saved_views.LONGEST_NAME,
        key=_NAME,
        help="This page with its filters. A view of the newest year moves on to the next one.",
    )
    if view.visitor.name and view.can_change:
        st.checkbox("For everybody in the hub", key=_FOR_HUB)
    st.button("Save", key="save_view", type="primary", on_click=_change, args=(view, _save, page, address))


def _change(view: View, change: Callable[..., str], *values: object) -> None:
    """Make a change before the page is drawn, which then shows what came of it."""
    try:
        refuse_unless_still(view.visitor)
        st.session_state[_OUTCOME] = change(view, *values)
    except ReachError as error:
        st.session_state[_OUTCOME] = error


def _save(view: View, page: str, address: Sequence[tuple[str, str]]) -> str:
    is_for_hub = not view.visitor.name or bool(st.session_state.get(_FOR_HUB))
    name = st.session_state[_NAME]
    saved = saved_views.save_view(view.kept_in.folder, view.visitor, name, page, address, is_for_hub=is_for_hub)
    st.session_state[_NAME] = ""
    if saved.is_of_hub:
        view.record("Changed", f"Saved the view “{saved.name}”")
    return f"Saved as “{saved.name}”."


def _remove(view: View, saved: SavedView) -> str:
    saved_views.remove_view(view.kept_in.folder, view.visitor, saved)
    if saved.is_of_hub:
        view.record("Changed", f"Removed the view “{saved.name}”")
    return f"“{saved.name}” is removed."


def _address_for(view: View, saved: SavedView) -> list[tuple[str, str]] | None:
    """Return the address that opens a view; None where the visitor may not see its page, or what it is of."""
    entry = next((entry for entry in MENU if entry.file == saved.page), None)
    if entry is None or not is_in_menu(entry.file, view.visitor):
        return None
    if view.visitor.la_codes is None or not saved.is_of_hub:
        return list(saved.address)
    if any(key in _OF_ONE_THING for key, _ in saved.address):
        return None
    la_key = next(each.key for each in FILTERS if each.name == "la_codes")
    theirs = {escape(la.name) for la in view.settings.local_authorities if la.code in view.visitor.la_codes}
    named = {value for key, value in saved.address if key == la_key}
    if named and not named & theirs:
        return None
    return [(key, value) for key, value in saved.address if key != la_key or value in theirs]

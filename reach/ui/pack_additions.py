"""Charts that were added to the forum pack from other pages, with the filters that they had there."""

import streamlit as st

from reach.exhibit import Exhibit
from reach.report import Addition, ChosenFilters
from reach.ui.navigation import is_in_menu, menu_page
from reach.ui.view import View

_KEPT = "pack_additions"


def additions() -> tuple[Addition, ...]:
    """Return the charts that were added, in order."""
    added: tuple[Addition, ...] = st.session_state.get(_KEPT, ())
    return added


def set_additions(added: tuple[Addition, ...]) -> None:
    """Replace the charts that were added."""
    st.session_state[_KEPT] = added


def offer_for_pack(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Show a button that adds an exhibit to the pack, or removes it."""
    if exhibit.origin is None or not is_in_menu("pack", view.visitor):
        return
    addition = Addition(
        make=exhibit.origin.make,
        options=exhibit.origin.options,
        filters=ChosenFilters.of(view.filters, view.settings),
    )
    is_in = addition in additions()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Take out of the forum pack" if is_in else "Put into the forum pack",
            icon=":material/playlist_remove:" if is_in else ":material/playlist_add:",
            help="With its filters as they are now. The pack is made on the page Forum pack.",
            key=f"pack_{key}",
            on_click=_remove if is_in else _add,
            args=(addition,),
        )
        if is_in:
            st.page_link(menu_page("pack"), label="Go to the forum pack", icon=":material/co_present:")


def _add(addition: Addition) -> None:
    set_additions((*additions(), addition))


def _remove(addition: Addition) -> None:
    set_additions(tuple(each for each in additions() if each != addition))

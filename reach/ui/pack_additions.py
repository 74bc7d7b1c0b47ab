"""Charts that are put into the forum pack from any page, with the filters that they have there."""

import streamlit as st

from reach.exhibit import Exhibit
from reach.report import Addition, ChosenFilters
from reach.ui.navigation import menu_page
from reach.ui.view import View

_KEPT = "pack_additions"


def additions() -> tuple[Addition, ...]:
    """Give what was put in, in order."""
    kept: tuple[Addition, ...] = st.session_state.get(_KEPT, ())
    return kept


def keep_additions(kept: tuple[Addition, ...]) -> None:
    """Have these in the pack, and no others."""
    st.session_state[_KEPT] = kept


def offer_to_pack(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Offer to put an exhibit into the pack; one that is in it can be taken out again."""
    if exhibit.origin is None:
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
            on_click=_take_out if is_in else _put_in,
            args=(addition,),
        )
        if is_in:
            st.page_link(menu_page("pack"), label="Go to the forum pack", icon=":material/co_present:")


def _put_in(addition: Addition) -> None:
    keep_additions((*additions(), addition))


def _take_out(addition: Addition) -> None:
    keep_additions(tuple(each for each in additions() if each != addition))

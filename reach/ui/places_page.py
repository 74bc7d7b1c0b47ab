"""Which programme is looked at, and how full its groups are."""

import streamlit as st

from reach.exhibit import Exhibit
from reach.ui.card import show
from reach.ui.escape import escape
from reach.ui.view import View


def choose_programme(view: View) -> str:
    """Ask which of the programmes with schools still to reach is looked at, the one of greatest need first."""
    frame = view.ask("places_and_need").frame
    names = dict(zip(frame["programme_name"], frame["programme_code"], strict=True))
    if not names:
        st.info("No programme of these strands is for a school of these phases. Choose others in the sidebar.")
        st.stop()
    if st.session_state.get("programme") not in (None, *names):
        del st.session_state["programme"]
    return names[str(st.selectbox("Programme", list(names), key="programme", bind="query-params", width=520))]


def show_groups(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Show how full groups are; where nothing is known of their places, say how it comes to be known."""
    if not exhibit.result.frame.empty:
        show(view, exhibit, key=key, behind=None)
        return
    with st.container(border=True):
        st.subheader(escape(exhibit.title), anchor=False)
        st.info(
            f"{escape(exhibit.sentence)} The places of a group are given on the sheet “Activities” of the hub's "
            "template, on the Imports page."
        )

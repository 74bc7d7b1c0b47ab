"""The message of the Imports page after a change, and what to do next."""

import streamlit as st

from reach import formats
from reach.store import listing
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.scrolling import scroll_to
from reach.ui.store_lists import cached_list
from reach.ui.view import View, academic_years

MESSAGE, IMPORTED, HELD_MESSAGE = "imports_message", "imports_imported", "held_rows_message"
"""Session keys: the message after the last change, whether that was an import, and the message about held rows."""


def show_message(view: View, key: str = MESSAGE) -> None:
    """Show the message of the last change, once and in view; after an import with what to do next."""
    message = st.session_state.pop(key, None)
    if not message:
        return
    with st.container(key=f"shown_{key}"):
        st.success(escape(message), icon=":material/check_circle:")
        if key == MESSAGE and st.session_state.pop(IMPORTED, False):
            _show_next_step(view)
    scroll_to(f"shown_{key}")


def _show_next_step(view: View) -> None:
    groups = cached_list(view, listing.held_groups)
    if view.version.register_date is None:
        st.markdown("**Next:** import the DfE's establishment register, so that there are schools to count.")
        return
    if not academic_years(view.version):
        st.markdown("**Next:** import your registers of attendance. Drop them below.")
        return
    if groups:
        rows = formats.count_of(sum(group["rows_held"] for group in groups), "row")
        where = formats.count_of(len(groups), "group")
        st.markdown(escape(f"Next: say which school is meant in {rows}, in {where}.") + " [Go to them](#held-rows)")
    st.page_link(menu_page("overview"), label="See the Overview", icon=":material/arrow_forward:")

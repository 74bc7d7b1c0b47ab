"""Changes to the store from a page: made with a spinner, then announced after the rerun that shows the new state."""

from collections.abc import Callable

import streamlit as st

from reach.errors import ReachError
from reach.ui.error_messages import show_error
from reach.ui.escape import escape


def make_change(change: Callable[[], str], *, message_key: str, doing: str = "Saving…") -> None:
    """Make a change and rerun the page; show an error in place of that.

    change: made through the view's store, which refuses whoever may not. It returns its message, which the session
    keeps under message_key for `show_message`.
    """
    try:
        with st.spinner(escape(doing), show_time=True):
            message = change()
    except ReachError as error:
        show_error(error)
        return
    st.session_state[message_key] = message
    st.rerun()


def show_message(message_key: str) -> None:
    """Show the message of the last change, once."""
    message = st.session_state.pop(message_key, None)
    if message:
        st.success(escape(message), icon=":material/check_circle:")

"""The message of the Imports page after a change."""

import streamlit as st

from reach.ui.escape import escape

MESSAGE, HELD = "imports_message", "imports_held"
"""Session keys: the message after the last change, and whether that change held rows."""


def show_message() -> None:
    """Show the message of the last change, once."""
    message = st.session_state.pop(MESSAGE, None)
    if message:
        to_held = " [Settle the held rows below](#held-rows)." if st.session_state.pop(HELD, False) else ""
        st.success(escape(message) + to_held, icon=":material/check_circle:")

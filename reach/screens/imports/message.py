"""What the Imports page calls things, and what it has to say after a change."""

import streamlit as st

from reach.ui.escape import escape

MESSAGE, HELD = "imports_message", "imports_held"
"""Where the page keeps what it has to say after the rerun that follows a change, and whether rows were held by it."""


def say_what_happened() -> None:
    """Show what the last change did, once."""
    message = st.session_state.pop(MESSAGE, None)
    if message:
        to_held = " [Settle the held rows below](#held-rows)." if st.session_state.pop(HELD, False) else ""
        st.success(escape(message) + to_held, icon=":material/check_circle:")

"""What the Imports page calls things, and what it has to say after a change."""

import streamlit as st

KIND_LABELS = {
    "establishments": "Establishment register",
    "links": "Establishment links",
    "boundaries": "Outlines of local authorities",
    "register": "Register in the template",
    "eventbrite": "Eventbrite attendee report",
    "forms": "Responses of a form",
    "teams": "Teams attendance report",
    "zoom": "Zoom participants report",
    "partners": "Partners",
    "activities": "Activities",
    "pupil_counts": "Pupil counts",
    "candidate_stages": "Recruitment and training",
    "supports": "School-to-school support",
    "targets": "Targets",
    "hold_backs": "Schools held back",
    "table": "Other table",
}

MESSAGE = "imports_message"
"""Where the page keeps what it has to say after the rerun that follows a change."""


def say_what_happened() -> None:
    """Show what the last change did, once."""
    message = st.session_state.pop(MESSAGE, None)
    if message:
        st.success(message, icon=":material/check_circle:")

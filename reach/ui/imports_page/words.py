"""What the Imports page calls things, and the bar it shows while something takes its time."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st

from reach import ingest
from reach.ui.view import View

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


def kept_list(view: View, listing: Callable[..., Any], *arguments: Any) -> Any:
    """Ask for a list of the store's once for each version of the store, however often the page is drawn."""
    return _kept(listing.__name__, arguments, view.version.name, listing, view)


@st.cache_data(show_spinner=False, max_entries=100)
def _kept(name: str, arguments: tuple[Any, ...], version: str, _listing: Callable[..., Any], _view: View) -> Any:
    del name, version  # parts of the key
    return _listing(_view.version, *arguments)


@contextlib.contextmanager
def progress(doing: str) -> Iterator[ingest.OnProgress]:
    """Show a bar that says what is being done, and goes away when it is done."""
    bar = st.progress(0.0, doing)

    def on_progress(doing: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), doing)

    try:
        yield on_progress
    finally:
        bar.empty()

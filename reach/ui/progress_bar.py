"""A progress bar for slow work."""

import contextlib
from collections.abc import Iterator

import streamlit as st

from reach.progress import OnProgress, TimeLeft
from reach.ui.escape import escape


@contextlib.contextmanager
def progress(doing: str) -> Iterator[OnProgress]:
    """Show a bar with a text until the work is done; yield the function that moves it."""
    bar = st.progress(0.0, escape(doing))
    time_left = TimeLeft()

    def on_progress(doing: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), escape(time_left.beside(doing, share)))

    try:
        yield on_progress
    finally:
        bar.empty()

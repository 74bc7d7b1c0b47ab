"""A progress bar for slow work."""

import contextlib
from collections.abc import Callable, Iterator

import streamlit as st

from reach.ui.escape import escape


@contextlib.contextmanager
def progress(doing: str) -> Iterator[Callable[[str, float], None]]:
    """Show a bar with a text until the work is done; yield the function that moves it."""
    bar = st.progress(0.0, escape(doing))

    def on_progress(doing: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), escape(doing))

    try:
        yield on_progress
    finally:
        bar.empty()

"""The download buttons of an exhibit, one a format."""

import functools

import streamlit as st

from reach import exports
from reach.exhibit import Exhibit
from reach.ui.escape import escape


def download_buttons(exhibit: Exhibit, *, key: str) -> None:
    """Show a button for each format that the exhibit has. A file is made when its button is clicked."""
    for label, kind in exports.FORMATS.items():
        if kind.needs_browser and exhibit.chart is None:
            continue
        st.download_button(
            escape(label),
            data=functools.partial(kind.make, exhibit),
            file_name=exports.file_name(exhibit, kind),
            mime=kind.mime,
            on_click="ignore",
            help=escape(kind.help),
            key=f"{key}_{label}",
            icon=":material/download:",
            disabled=kind.needs_browser and exports.browser() is None,
        )

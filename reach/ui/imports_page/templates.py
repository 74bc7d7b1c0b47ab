"""The hub's own template, to fill in."""

import functools

import streamlit as st

from reach.ingest.template import TEMPLATES
from reach.ui.view import View


def templates(view: View) -> None:
    """Offer the template."""
    st.subheader("Template", anchor="template")
    st.markdown(
        "One row for each person and session. Names and addresses are kept nowhere: people are only told apart."
    )
    with st.container(horizontal=True):
        for label, (name, mime, make) in TEMPLATES.items():
            st.download_button(
                f"Register template, {label}",
                functools.partial(make, view.settings),
                name,
                mime,
                on_click="ignore",
                icon=":material/download:",
            )

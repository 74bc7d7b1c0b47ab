"""The hub's own template, to fill in."""

import functools

import streamlit as st

from reach.ingest.template import TEMPLATES
from reach.ui.escape import escape
from reach.ui.view import View


def offer_templates(view: View) -> None:
    """Offer the template."""
    st.header("Template", anchor="template")
    st.markdown(
        "The workbook has sheets for registers, activities, targets, recruitment and training, school-to-school "
        "support, pupil counts, partners and schools held back. It has lists to choose from, an example and guidance. "
        "Fill in what you need. The CSV file has the register only."
    )
    with st.container(horizontal=True):
        for label, (name, mime, make) in TEMPLATES.items():
            st.download_button(
                escape(f"Template, {label}"),
                functools.partial(make, view.settings),
                name,
                mime,
                on_click="ignore",
                icon=":material/download:",
            )

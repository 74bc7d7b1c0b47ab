"""Bring a part of a page into view."""

import streamlit as st

_SCROLL_TO = """<script>document.querySelector(".st-key-{key}")?.scrollIntoView({{block: "{block}"}})</script>"""


def scroll_to(key: str, *, block: str = "center") -> None:
    """Scroll until the container of a key is in view: in its middle ("center"), or as little as needed ("nearest")."""
    st.html(_SCROLL_TO.format(key=key, block=block), unsafe_allow_javascript=True)

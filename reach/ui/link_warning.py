"""A warning where a link asks for something that is not there. Streamlit itself drops it silently."""

from collections.abc import Collection, Sequence

import streamlit as st

from reach import formats
from reach.ui.escape import escape

_LONGEST = 40
"""Letters of a link's own text that are shown."""


def warn_of_link(asked: Sequence[tuple[str, str]], shown: str) -> None:
    """Say what a link asked for in vain, as (what, which) pairs, and what is shown instead."""
    which = formats.listed([f"{what} “{value[:_LONGEST]}”" for what, value in asked])
    _warn(f"This link asks for {which}, which you cannot choose here. You see {shown} instead.")


def warn_of_unknown_choice(label: str, key: str, labels: Collection[str], shown: str) -> None:
    """Warn where a link has a choice of the page under this key that is none of its labels.

    Call it before the widget: what a session has chosen already, no link has asked for.
    """
    asked = st.query_params.get(key, "").strip()
    if asked and key not in st.session_state and asked not in {*labels, *map(escape, labels)}:
        what = f"“{asked[:_LONGEST]}” under “{label}”"
        _warn(f"This link asks for {what}, which this page does not have. You see “{shown}” instead.")


def _warn(text: str) -> None:
    st.warning(escape(text), icon=":material/link_off:")

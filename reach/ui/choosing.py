"""What a page asks for beyond the filters."""

import streamlit as st


def share_or_count() -> bool:
    """Ask whether bars show the share of schools or their number; True is the share."""
    chosen = st.segmented_control(
        "Show reach as",
        ["share", "count"],
        format_func={"share": "Share of schools", "count": "Number of schools"}.__getitem__,
        default="share",
        required=True,
        key="as",
        bind="query-params",
    )
    return chosen != "count"

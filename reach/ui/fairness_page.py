"""What the page Fairness asks for beyond the filters."""

import streamlit as st

_BREAKDOWNS = {
    "fifth": "Free school meals",
    "investment_area": "Investment areas",
    "governance": "Trusts",
    "size": "School size",
    "place": "Urban and rural",
}


def choose_breakdown() -> str:
    """Ask which groups of schools to set side by side; only those are asked for and drawn."""
    return str(
        st.segmented_control(
            "Set side by side",
            list(_BREAKDOWNS),
            format_func=_BREAKDOWNS.__getitem__,
            default="fifth",
            required=True,
            key="groups",
            bind="query-params",
        )
    )

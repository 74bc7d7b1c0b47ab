"""Choices of a page beyond the filters."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_unknown_choice

Option = TypeVar("Option", str, int)


def choose_one(
    label: str, options: Mapping[Option, str], *, key: str, default: Option | None = None, advice: str | None = None
) -> Option:
    """Ask for one of a few options, given with their labels; return it. The address keeps it under the key.

    default: the first option unless given. advice: the help beside the label.
    """
    usual = next(iter(options)) if default is None else default
    warn_of_unknown_choice(label, key, options.values(), options[usual])
    chosen = st.segmented_control(
        escape(label),
        list(options),
        format_func=lambda each: escape(options[each]),
        default=usual,
        required=True,
        key=key,
        bind="query-params",
        help=escape(advice) if advice else None,
    )
    return usual if chosen is None else chosen

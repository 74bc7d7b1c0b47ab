"""Lists about the store itself, cached for each of its versions."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from reach.ui.view import View


def cached_list(view: View, listing: Callable[..., Any], *arguments: Any) -> Any:
    """Return a list about a version of the store, from the cache where it is there.

    Raises NotForRoleError for whoever does not see exact figures.
    """
    view.visitor.require("see exact figures")
    return _cached(listing.__name__, arguments, view.version.name, listing, view)


@st.cache_data(show_spinner=False, max_entries=100)
def _cached(name: str, arguments: tuple[Any, ...], version: str, _listing: Callable[..., Any], _view: View) -> Any:
    del name, version  # parts of the key
    return _listing(_view.version, *arguments)

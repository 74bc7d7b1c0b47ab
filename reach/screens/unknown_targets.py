"""Targets for a strand, programme or local authority that hub.toml does not know: they count nowhere."""

from typing import Any

import streamlit as st

from reach import formats
from reach.store import listing
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.store_lists import cached_list
from reach.ui.view import View


def count_unknown_targets(view: View) -> int:
    """Return how many targets of the chosen academic year are for something that hub.toml does not know."""
    return sum(int(row["targets"]) for row in _of_chosen_year(view))


def warn_of_unknown_targets(view: View, *, is_on_targets: bool = False) -> None:
    """Say which targets of the chosen academic year count nowhere, why, and what to do.

    is_on_targets: the page is Targets itself, so that no link leads there.
    """
    rows = _of_chosen_year(view)
    if not rows:
        return
    count = count_unknown_targets(view)
    codes = formats.listed([row["not_in_settings"] for row in rows])
    counts, them = ("counts", "it") if count == 1 else ("count", "them")
    st.warning(
        escape(
            f"{formats.count_of(count, 'target')} of {view.filters.academic_year} {counts} nowhere, because "
            f"data/hub.toml does not know {codes}. Use the old code there again, or withdraw {them} and set {them} "
            "again."
        ),
        icon=":material/flag:",
    )
    if not is_on_targets:
        st.page_link(menu_page("targets"), label="Go to Targets", icon=":material/arrow_forward:")


def _of_chosen_year(view: View) -> list[dict[str, Any]]:
    if not view.can_change:
        return []
    rows = cached_list(view, listing.targets_not_known)
    return [row for row in rows if row["academic_year"] == view.filters.academic_year]

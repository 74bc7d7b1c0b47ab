"""The top of every page: the hub's name, the title, what is chosen, its link, the saved views, and the answer."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from reach import formats
from reach.filter_kinds import Switch
from reach.filters import FILTERS, Filters
from reach.settings import Settings
from reach.ui import saved_views, sidebar
from reach.ui.browser_buttons import copy_text_button, keep_one_step_a_page, open_filters_button
from reach.ui.escape import escape
from reach.ui.navigation import is_in_menu, menu_page
from reach.ui.view import View

_LAYOUT = Path(__file__).with_name("layout.css")

_ONLY_HERE = ("127.0.0.1", "localhost")


def show(title: str, view: View, usual: dict[str, Any], *, has_filters: bool, not_applied: Collection[str]) -> None:
    """Show the line.

    usual: what stands until something else is chosen, by field of Filters; “Clear” goes back to it.
    has_filters: the page has filters. not_applied: those that narrow nothing here, which are not named.
    """
    st.html(_LAYOUT)
    with st.container(key="page_top", horizontal=True, vertical_alignment="center", gap="small"):
        st.title(escape(title), anchor=False, width="content")
        if has_filters:
            _show_filters(view, usual, not_applied)
        st.space("stretch")
        if view.version.is_demonstration:
            with st.container(key="page_demonstration", width="content"):
                _show_demonstration(view)
        if has_filters:
            _show_link(view)
            saved_views.show(title, view, sidebar.address_here(view.filters, view.settings), usual)
        with st.container(key="page_hub", width="content"):
            st.markdown(escape(view.settings.hub.name))
        keep_one_step_a_page(key="page_history")


def show_answer(answer: str) -> None:
    """Show the sentence that answers a page's question, first of all that it shows."""
    with st.container(key="page_answer"):
        st.markdown(escape(answer))


def _show_demonstration(view: View) -> None:
    invented = "Schools, people and figures are invented."
    if is_in_menu("imports", view.visitor):
        st.page_link(
            menu_page("imports"),
            label="Demonstration",
            icon=":material/science:",
            help=f"{invented} Load your own establishment register on Imports.",
        )
    else:
        st.markdown(":material/science: Demonstration", help=invented)


def _show_filters(view: View, usual: dict[str, Any], not_applied: Collection[str]) -> None:
    chosen = chosen_in_words(view.filters, view.settings, not_applied)
    time = [] if "academic_year" in not_applied else [_time(view, "period" not in not_applied)]
    summary = " · ".join([*time, *chosen])
    open_filters_button(f"Filters: {summary or 'none'}", key="page_filters")
    with st.container(key="page_chosen", width="content"):
        st.markdown(escape(summary), width="content")
    if view.visitor.narrowed(Filters.choose(view.settings, **usual)) != view.filters:
        st.button(
            "Clear",
            key="page_clear",
            icon=":material/close:",
            type="tertiary",
            on_click=sidebar.set_filters,
            args=(usual,),
        )


def _time(view: View, has_period: bool) -> str:
    shown = view.now if has_period else view.this_year
    until = f" (to {shown.until.day} {shown.until:%B})" if shown.is_running and shown.until else ""
    return formats.capitalised(shown.in_words) + until


def chosen_in_words(filters: Filters, settings: Settings, not_applied: Collection[str]) -> Sequence[str]:
    """Return what is chosen beside the time, one text a filter; nothing of filters that are as usual."""
    return [
        f"{each.label.lower()} count"
        if isinstance(each, Switch)
        else each.describe(getattr(filters, each.name), settings)
        for each in FILTERS
        if not each.of_period and each.name not in not_applied and each.is_chosen(getattr(filters, each.name), settings)
    ]


def _show_link(view: View) -> None:
    link = sidebar.link_to(view.filters, view.settings)
    is_only_here = urlsplit(link).hostname in _ONLY_HERE
    copied = "Copied. It opens on this computer only." if is_only_here else "Copied"
    copy_text_button("Copy link", link, key="page_link", copied=copied)

"""The card of a chart on every page: its topic, its finding, the chart, and what opens below it."""

import functools
from collections.abc import Callable
from typing import Any

import streamlit as st

from reach import exports, formats
from reach.charts.chart import Chart
from reach.charts.to_plotly import to_plotly
from reach.exhibit import Exhibit
from reach.ui.browser_buttons import copy_picture_button, copy_text_button
from reach.ui.downloads import download_buttons, file_maker
from reach.ui.escape import escape, escape_table
from reach.ui.navigation import menu_page
from reach.ui.pack_additions import offer_for_pack
from reach.ui.schools_behind_chart import (
    SCHOOL_LIST,
    SCHOOLS,
    DrillThrough,
    chart_key,
    open_part_key,
    select_mark,
    show_schools,
)
from reach.ui.sign_in import stay_signed_in
from reach.ui.view import View, for_staff_only, say_what_is_left_out

TABLE, EXPORT, COUNTED = "table", "export", "counted"
_OPENS = {
    TABLE: "Table",
    SCHOOLS: "Schools",
    EXPORT: "Export",
    COUNTED: "How this is counted",
}

# Plotly's own picture would not say what the figures are and as at which day: Export has one that does.
_CHART_CONFIG = {"displaylogo": False, "displayModeBar": False}
_MAP_CONFIG = {
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtonsToRemove": ["autoScale2d", "toImage"],
}
"""For charts on which several marks can be selected: their tools are always visible."""

CARD = "card_"
"""What the keys of cards begin with, for the layout of all of them."""

_TOOLS_FOR_FINGERS = "<style>.modebar-btn { min-width: 26px; height: 26px !important; }</style>"
"""Plotly's are 22 pixels high; WCAG 2.2 asks for 24."""


@st.fragment
def show_card(
    view: View,
    exhibit: Exhibit,
    *,
    key: str,
    schools: DrillThrough | None = SCHOOL_LIST,
    rows: Callable[[], None] | None = None,
    on_screen: Chart | None = None,
    is_answer: bool = False,
) -> None:
    """Show an exhibit as a card: its chart, or its table where it has none.

    Table, schools and export open below the chart, one at a time, and cost nothing until then; opening one reruns this
    card and not the page.

    schools: the schools behind the chart's marks, which a click on a mark shows, too; None where there are none.
    rows: draws the list in place of a plain table, for an exhibit without a chart.
    on_screen: the chart to show in place of the exhibit's own; exports keep the exhibit's own.
    is_answer: the finding is the page's answer, at its top, and does not stand here once more.
    """
    stay_signed_in(view.visitor)
    if exhibit.is_withheld:
        say_what_is_left_out()
        return
    with st.container(border=True, key=f"{CARD}{key}"):
        st.header(escape(exhibit.title), anchor=False)
        if not is_answer:
            st.markdown(f"**{escape(exhibit.finding)}**")
        if exhibit.result.frame.empty:
            pass  # the sentence says so
        elif rows is not None:
            rows()
        elif exhibit.chart is None:
            _draw_table(exhibit)
        else:
            _draw_chart(exhibit, key, schools, exhibit.figure if on_screen is None else to_plotly(on_screen))
        # One element in place of two: a page's texts cost the browser as much as its charts.
        small = " ".join(filter(None, (exhibit.note_on_terms, exhibit.not_applied)))
        if exhibit.details or small:
            details = escape(exhibit.details.removesuffix(exhibit.footnotes).strip())
            notes = "  \n".join(escape(note) for note in exhibit.notes)
            st.markdown(f"{details}\n\n{notes}\n\n{_small(small) if small else ''}")
        _open_more(view, exhibit, schools, key=key, has_table=exhibit.chart is not None or rows is not None)


def _open_more(view: View, exhibit: Exhibit, schools: DrillThrough | None, *, key: str, has_table: bool) -> None:
    """Ask what to open below the chart, and show it."""
    opened = st.segmented_control(
        f"More of “{escape(exhibit.title)}”",
        [
            *[TABLE] * has_table,
            *[SCHOOLS] * (schools is not None),
            EXPORT,
            COUNTED,
        ],
        format_func=lambda each: _OPENS[each],
        key=open_part_key(key),
        bind="query-params",
        label_visibility="collapsed",
    )
    if opened == TABLE:
        _draw_table(exhibit)
    elif opened == SCHOOLS and schools is not None:
        with for_staff_only():
            show_schools(view, exhibit, schools, key=key)
    elif opened == EXPORT:
        _draw_export(view, exhibit, key)
    elif opened == COUNTED:
        st.markdown(escape(f"{exhibit.definition}\n\nSchools are counted as at {exhibit.as_at}."))
        st.page_link(menu_page("how_figures_are_counted"), label="All definitions")


def _small(text: str) -> str:
    return f":small[:gray[{escape(text)}]]"


def _draw_chart(exhibit: Exhibit, key: str, schools: DrillThrough | None, figure: Any) -> None:
    chart = chart_key(key)
    selects_several = schools is not None and schools.select_by is not None
    if selects_several:
        st.html(_TOOLS_FOR_FINGERS)
    st.plotly_chart(
        figure,
        theme=None,
        key=chart,
        alt=f"{exhibit.title}. {exhibit.sentence}",
        config=_MAP_CONFIG if selects_several else _CHART_CONFIG,
        on_select=functools.partial(select_mark, chart, key, schools)
        if schools and (schools.by or schools.select_by)
        else "ignore",
        selection_mode=("points", "box", "lasso") if selects_several else "points",
    )


def _draw_table(exhibit: Exhibit) -> None:
    st.table(
        escape_table(formats.table_for_people(exhibit.result.frame, exhibit.result.symbols)),
        hide_index=True,
        alt=exhibit.title,
    )


def _draw_export(view: View, exhibit: Exhibit, key: str) -> None:
    with st.container(horizontal=True):
        download_buttons(view, exhibit, key=key)
    with st.container(horizontal=True):
        if exhibit.chart is not None and exports.browser():
            copy_picture_button(
                "Copy for a slide", file_maker(view, exports.FORMATS["PNG"], exhibit), key=f"{key}_copy_picture"
            )
        copy_text_button("Copy sentence", exhibit.sentence, key=f"{key}_copy_sentence")
    if not exports.browser():
        st.caption("PNG and SVG need Chrome, Edge or Chromium, and none was found on this computer.")
    offer_for_pack(view, exhibit, key=key)

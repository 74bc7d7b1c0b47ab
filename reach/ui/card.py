"""The card of a chart on every page: title, chart, sentence, table, schools and downloads."""

import functools
from collections.abc import Callable
from typing import Any

import streamlit as st

from reach import exports, formats
from reach.charts.chart import Chart
from reach.charts.to_plotly import to_plotly
from reach.exhibit import Exhibit
from reach.ui.downloads import download_buttons
from reach.ui.escape import escape, escape_table
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
from reach.ui.sidebar import link_to
from reach.ui.view import View

TABLE, EXPORT = "table", "export"
_OPENS = {
    TABLE: ":material/table: Table",
    SCHOOLS: ":material/school: Schools",
    EXPORT: ":material/download: Export",
}

_CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
}
_MAP_CONFIG = {
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtonsToRemove": ["autoScale2d"],
}
"""For charts on which several marks can be selected: their tools are always visible."""

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
) -> None:
    """Show an exhibit as a card: its chart, or its table where it has none.

    Table, schools and export open below the chart, one at a time, and cost nothing until then; opening one reruns this
    card and not the page.

    schools: the schools behind the chart's marks, which a click on a mark shows, too; None where there are none.
    rows: draws the list in place of a plain table, for an exhibit without a chart.
    on_screen: the chart to show in place of the exhibit's own; exports keep the exhibit's own.
    """
    with st.container(border=True):
        st.subheader(escape(exhibit.title), anchor=False)
        if exhibit.result.frame.empty:
            pass  # the sentence says so
        elif rows is not None:
            rows()
        elif exhibit.chart is None:
            _draw_table(exhibit)
        else:
            _draw_chart(exhibit, key, schools, exhibit.figure if on_screen is None else to_plotly(on_screen))
        # One element in place of two: a page's texts cost the browser as much as its charts.
        small = " ".join(filter(None, (exhibit.not_applied, f"As at {exhibit.as_at}.", exhibit.definition)))
        st.markdown(f"{escape(exhibit.sentence)}\n\n{_small(small)}")
        opened = st.segmented_control(
            f"More of “{escape(exhibit.title)}”",
            [TABLE] * (exhibit.chart is not None or rows is not None) + [SCHOOLS] * (schools is not None) + [EXPORT],
            format_func=lambda each: _OPENS[each],
            key=open_part_key(key),
            label_visibility="collapsed",
        )
        if opened == TABLE:
            _draw_table(exhibit)
        elif opened == SCHOOLS and schools is not None:
            show_schools(view, exhibit, schools, key=key)
        elif opened == EXPORT:
            _draw_export(view, exhibit, key)


def _small(text: str) -> str:
    return f":small[:gray[{escape(text)}]]"


def _draw_chart(exhibit: Exhibit, key: str, schools: DrillThrough | None, figure: Any) -> None:
    chart = chart_key(key)
    selects_several = schools is not None and schools.select_by is not None
    if selects_several:
        st.html(_TOOLS_FOR_FINGERS)
    saves_as = {"toImageButtonOptions": {"format": "png", "scale": 2, "filename": exhibit.file_stem}}
    st.plotly_chart(
        figure,
        theme=None,
        key=chart,
        alt=f"{exhibit.title}. {exhibit.sentence}",
        config=(_MAP_CONFIG if selects_several else _CHART_CONFIG) | saves_as,
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
        download_buttons(exhibit, key=key)
    if not exports.browser():
        st.caption(
            "No Chrome, Edge or Chromium was found to draw PNG and SVG with. "
            "The camera on the chart itself still saves a picture."
        )
    offer_for_pack(view, exhibit, key=key)
    st.caption("Link to this view")
    st.code(link_to(view.filters, view.settings), language=None, wrap_lines=True)

"""The list of schools behind a chart, narrowed by a click on a mark or by select boxes, with its downloads."""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reach import columns, formats
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import with_known_columns
from reach.filters import FILTERS
from reach.queries import Result
from reach.ui.downloads import download_buttons
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.scrolling import scroll_to
from reach.ui.view import View

SCHOOLS = "schools"
"""What a card calls its list of schools."""

NARROWING = {each.column: each for each in FILTERS if each.column}
"""Columns of a mark that are filters: the schools behind the mark are those of the narrowed question."""

_ALL = "all"
_SHOWN = {"reached": "Reached", "not_reached": "Not reached", "all": "All"}


@dataclasses.dataclass(frozen=True)
class DrillThrough:
    """Which schools stand behind the marks of a chart.

    query lists schools: at least urn, name and la_name, and the columns of `by` that are not filters. A mark's
    custom data begins with its values of `by`: the column of a filter narrows the query, any other column keeps the
    rows that have the mark's value. choices: what the query asks beyond the filters.
    shows: which schools the list begins with, where it has both reached and others.
    select_by: the column by which several marks are selected at once, with a lasso or a box; its value follows those of
    `by` in a mark's custom data.
    """

    query: str = "school_list"
    by: tuple[str, ...] = ()
    choices: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    shows: str = "reached"
    select_by: str | None = None


_IS_CLICKED = "clicked_card"
"""Session key: the card whose mark was just clicked."""

SCHOOL_LIST = DrillThrough()
"""All schools of the filters, for a chart whose marks lead to no schools of their own."""


def select_mark(chart: str, key: str, drill_through: DrillThrough) -> None:
    """Choose the mark or marks that were selected on the chart, and open the list of their schools."""
    points = st.session_state[chart].selection.points
    if drill_through.select_by:
        marks = [point.get("customdata") or () for point in points]
        st.session_state[_selection_key(key)] = [
            mark[len(drill_through.by)] for mark in marks if len(mark) > len(drill_through.by)
        ]
        _open_in_view(key)
    elif points:
        clicked = dict(zip(drill_through.by, points[0].get("customdata") or (), strict=False))
        for column in drill_through.by:
            st.session_state[_choice_key(key, column)] = clicked.get(column, _ALL)
        _open_in_view(key)


def _open_in_view(key: str) -> None:
    st.session_state[open_part_key(key)] = SCHOOLS
    st.session_state[_IS_CLICKED] = key


def open_part_key(key: str) -> str:
    """Return the session key of what is open below a card."""
    return f"open_{key}"


def chart_key(key: str) -> str:
    """Return the key of a card's chart. Clearing the selection changes it."""
    return f"chart_{key}{st.session_state.get(_times_cleared_key(key), '')}"


def show_schools(view: View, exhibit: Exhibit, drill_through: DrillThrough, *, key: str) -> None:
    """Show the schools behind the chosen mark, or behind the whole chart; in view, where a click has asked for them."""
    with st.container(key=f"schools_of_{key}"):
        _draw_schools(view, exhibit, drill_through, key=key)
    if st.session_state.pop(_IS_CLICKED, None) == key:
        scroll_to(f"schools_of_{key}", block="nearest")


def _draw_schools(view: View, exhibit: Exhibit, drill_through: DrillThrough, *, key: str) -> None:
    options = {column: _options(view, exhibit.result.frame, column) for column in drill_through.by}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = {column: _choose_value(view, column, options[column], key) for column in drill_through.by}
        values = {column: value for column, value in chosen.items() if value != _ALL}
        narrowed: dict[str, Any] = {}
        for column in values.keys() & NARROWING.keys():
            narrowed[NARROWING[column].name] = NARROWING[column].only(values[column])
        answer = view.ask(drill_through.query, **narrowed, **drill_through.choices)
        result = with_known_columns(answer, drill_through.choices.get("breakdown"))
        rows = result.frame
        for column, value in values.items():
            if column not in NARROWING:
                rows = rows[rows[column] == value]
        selected = _selected_values(key) if drill_through.select_by else []
        if selected:
            rows = rows[rows[drill_through.select_by].isin(selected)]
        shown = _choose_shown(key, drill_through.shows) if "is_reached" in rows else "all"
        if selected:
            st.button("Clear selection", icon=":material/close:", on_click=_clear_selection, args=(key,))
    names = {column: _name_of(view, column, value) for column, value in values.items()}
    if selected:
        names = {"picked": "Picked on the map"} | names
    where = formats.listed([name.lower() if column == "phase" else name for column, name in names.items()])
    st.markdown(f"{f'**{escape(where)}**: ' if where else ''}{escape(_count_text(rows))}")
    if shown != "all":
        rows = rows[rows["is_reached"] == (shown == "reached")]
    what = "Schools" if shown == "all" else f"Schools {_SHOWN[shown].lower()}"
    chosen_words = tuple((_label_of(column), name) for column, name in names.items())
    show_school_list(view, result, rows, f"{what}{f': {where}' if where else ''}", key=key, chosen=chosen_words)


def _options(view: View, frame: pd.DataFrame, column: str) -> list[Any]:
    """Return the values of a column that marks have: not what rows of totals are called."""
    values = list(frame[column].dropna().unique())
    if column not in NARROWING:
        return values
    return [value for value in values if NARROWING[column].narrows_to(value, view.settings)]


def show_school_list(
    view: View, result: Result, rows: pd.DataFrame, title: str, *, key: str, chosen: tuple[tuple[str, str], ...] = ()
) -> None:
    """Show a list of schools with its downloads and a link to the chosen school's page.

    result: the answer that the rows come from. chosen: what was chosen beyond the filters, for the stamp of exports.
    """
    if rows.empty:
        st.info("There are none.")
        return
    choose_school(rows, rows.drop(columns=["la_code", "is_reached"], errors="ignore"), title, key=key)
    listed = dataclasses.replace(result, frame=rows)
    exhibit = Exhibit(title, listed, None, f"{title}: {len(rows):,}.", view.settings, chosen)
    if exhibit.not_applied:
        st.caption(escape(exhibit.not_applied))
    with st.container(horizontal=True):
        download_buttons(view, exhibit, key=f"list_{key}")


def choose_school(
    rows: pd.DataFrame, shown: pd.DataFrame, title: str, *, key: str, widths: Mapping[str, Any] | None = None
) -> int | None:
    """Show a table of schools, a row of which can be chosen, with a link to that school's page; return its URN.

    shown: the rows with the columns that the table has. widths: the widths of columns, by their names in queries.
    """
    table = formats.table_for_people(shown)
    grid, picker = f"rows_{key}", f"page_{key}"
    st.dataframe(
        table,
        hide_index=True,
        key=grid,
        alt=title,
        height=min(38 * len(table) + 40, 460),
        on_select=functools.partial(_choose_row, grid, picker, rows["urn"].tolist()),
        selection_mode="single-row",
        column_config={
            columns.label(name): st.column_config.Column(width=width) for name, width in (widths or {}).items()
        },
    )
    return _link_to_school(rows, picker)


def _selected_values(key: str) -> list[Any]:
    found: list[Any] = st.session_state.get(_selection_key(key), [])
    return found


def _clear_selection(key: str) -> None:
    """Clear the selection, on the chart, too: only a chart with a new key has nothing selected."""
    st.session_state.pop(_selection_key(key), None)
    st.session_state[_times_cleared_key(key)] = st.session_state.get(_times_cleared_key(key), 0) + 1


def _selection_key(key: str) -> str:
    return f"picked_{key}"


def _times_cleared_key(key: str) -> str:
    return f"clear_{key}"


def _choose_row(grid: str, picker: str, urns: list[int]) -> None:
    chosen = st.session_state[grid].selection.rows
    st.session_state[picker] = urns[chosen[0]] if chosen else None


def _link_to_school(rows: pd.DataFrame, picker: str) -> int | None:
    """Show a link to a school's page, of the chosen row, or of a name that is typed, for keyboards; return its URN."""
    names = dict(zip(rows["urn"].tolist(), rows["name"], strict=True))
    if st.session_state.get(picker) not in names:
        st.session_state[picker] = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        urn: int | None = st.selectbox(
            "Open a school’s page",
            list(names),
            format_func=lambda each: f"{names[each]} ({each})",
            key=picker,
            placeholder="Choose a row above, or type a name",
            width=420,
        )
        if urn is not None:
            page = menu_page("school")
            label = f"Open the page of {escape(names[urn])}"
            st.page_link(page, label=label, icon=":material/arrow_forward:", query_params={"urn": str(urn)})
    return urn


def _count_text(rows: pd.DataFrame) -> str:
    schools = rows["urn"].nunique()
    if "is_reached" not in rows:
        return f"{formats.count_of(schools, 'school')}."
    reached = rows.loc[rows["is_reached"], "urn"].nunique()
    return f"{reached:,} of {formats.count_of(schools, 'school')} reached."


def _choose_shown(key: str, first: str) -> str:
    return str(
        st.segmented_control(
            "Show",
            list(_SHOWN),
            format_func=_SHOWN.__getitem__,
            default=first,
            required=True,
            key=f"shown_{key}",
            bind="query-params",
        )
    )


def _choose_value(view: View, column: str, options: list[Any], key: str) -> Any:
    choice = _choice_key(key, column)
    if choice not in st.session_state:
        of_address = st.query_params.get(choice)
        st.session_state[choice] = next((each for each in options if str(each) == of_address), _ALL)
    if st.session_state[choice] not in (_ALL, *options):
        st.session_state[choice] = _ALL
    chosen = st.selectbox(
        escape(_label_of(column)),
        [_ALL, *options],
        format_func=lambda each: "All" if each == _ALL else _name_of(view, column, each),
        key=choice,
        width=260,
    )
    _keep_in_address(choice, chosen)
    return chosen


def _keep_in_address(choice: str, chosen: Any) -> None:
    """Write a choice into the address. Streamlit binds no widget to it that a click on a chart has just made."""
    if chosen == _ALL:
        st.query_params.pop(choice, None)
    elif st.query_params.get(choice) != str(chosen):
        st.query_params[choice] = str(chosen)


def _choice_key(key: str, column: str) -> str:
    return f"{key}_{column}"


def _label_of(column: str) -> str:
    return columns.label({"la_code": "la_name", "strand": "strand_name"}.get(column, column))


def _name_of(view: View, column: str, value: Any) -> str:
    options = NARROWING[column].options(view.settings) if column in NARROWING else {}
    return options.get(value) or formats.cell(column, value)

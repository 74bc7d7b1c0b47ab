"""The schools behind a figure: chosen by a click on a mark or from lists, to be read and to be taken away."""

import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reach import formats
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import with_known_columns
from reach.queries import Result
from reach.ui.downloads import download_buttons
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.view import View

SCHOOLS = "schools"
"""What a card calls its list of schools."""

NARROWING: dict[str, Callable[[Any], dict[str, Any]]] = {
    "academic_year": lambda academic_year: {"academic_year": academic_year},
    "la_code": lambda la_code: {"la_codes": (la_code,)},
    "period": lambda period: {"period": period},
    "phase": lambda phase: {"phases": (phase,)},
    "strand": lambda strand: {"strands": (strand,)},
    "rung": lambda rung: {"counted_as": rung},
}
"""Columns of a mark that are filters: the schools behind the mark are those of the narrowed question."""

_ALL = "all"
_SHOWN = {"reached": "Reached", "not_reached": "Not reached", "all": "All"}


@dataclasses.dataclass(frozen=True)
class Behind:
    """Which schools stand behind the marks of a chart.

    query lists schools: at least urn, name and la_name, and the columns of `by` that are no filters. A mark's custom
    data begins with its values of `by`: a year, term, local authority, phase, strand or rung narrows the question, any
    other column keeps the rows that have the mark's value in it. choices: what the query asks beyond the filters.
    shows: which schools the list begins with, where it has both reached and others.
    picks: the column by which several marks are picked at once, with a lasso or a box; its value stands in a mark's
    custom data after those of `by`.
    """

    query: str = "school_list"
    by: tuple[str, ...] = ()
    choices: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    shows: str = "reached"
    picks: str | None = None


def remember_mark(chart: str, key: str, behind: Behind) -> None:
    """Choose what was clicked or lassoed, and open the list of the schools behind it."""
    points = st.session_state[chart].selection.points
    if behind.picks:
        marks = [point.get("customdata") or () for point in points]
        st.session_state[_picked_key(key)] = [mark[len(behind.by)] for mark in marks if len(mark) > len(behind.by)]
        st.session_state[opened_key(key)] = SCHOOLS
    elif points:
        clicked = dict(zip(behind.by, points[0].get("customdata") or (), strict=False))
        for column in behind.by:
            st.session_state[_choice_key(key, column)] = clicked.get(column, _ALL)
        st.session_state[opened_key(key)] = SCHOOLS


def opened_key(key: str) -> str:
    """Give the key under which it is remembered what is open below a card."""
    return f"open_{key}"


def chart_key(key: str) -> str:
    """Give the key of a card's chart; it is another one after what was picked on the chart was let go."""
    return f"chart_{key}{st.session_state.get(_let_go_key(key), '')}"


def show_behind(view: View, exhibit: Exhibit, behind: Behind, *, key: str) -> None:
    """Show the schools behind the chosen mark, or behind the whole chart."""
    options = {column: list(exhibit.result.frame[column].dropna().unique()) for column in behind.by}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = {column: _one_or_all(view, column, options[column], key) for column in behind.by}
        picked = {column: value for column, value in chosen.items() if value != _ALL}
        narrowed: dict[str, Any] = {}
        for column in picked.keys() & NARROWING.keys():
            narrowed |= NARROWING[column](picked[column])
        result = with_known_columns(
            view.ask(behind.query, **narrowed, **behind.choices), behind.choices.get("breakdown")
        )
        rows = result.frame
        for column, value in picked.items():
            if column not in NARROWING:
                rows = rows[rows[column] == value]
        marked = _picked(key) if behind.picks else []
        if marked:
            rows = rows[rows[behind.picks].isin(marked)]
        shown = _which(key, behind.shows) if "is_reached" in rows else "all"
        if marked:
            st.button("Let go of what is picked", icon=":material/close:", on_click=_let_go, args=(key,))
    names = {column: _name_of(view, column, value) for column, value in picked.items()}
    if marked:
        names = {"picked": "Picked on the map"} | names
    where = formats.listed([name.lower() if column == "phase" else name for column, name in names.items()])
    st.markdown(f"{f'**{escape(where)}**: ' if where else ''}{escape(_how_many(rows))}")
    if shown != "all":
        rows = rows[rows["is_reached"] == (shown == "reached")]
    what = "Schools" if shown == "all" else f"Schools {_SHOWN[shown].lower()}"
    chosen_words = tuple((_label_of(column), name) for column, name in names.items())
    school_rows(view, result, rows, f"{what}{f': {where}' if where else ''}", key=key, chosen=chosen_words)


def school_rows(
    view: View, result: Result, rows: pd.DataFrame, title: str, *, key: str, chosen: tuple[tuple[str, str], ...] = ()
) -> None:
    """Show a list of schools with its downloads; result is the answer that the rows were taken from.

    A row that is chosen, or a school chosen from the list below, has a link to the school's page.
    """
    if rows.empty:
        st.info("There are none.")
        return
    table = formats.table_for_people(rows.drop(columns=["la_code", "is_reached"], errors="ignore"))
    grid, picker = f"rows_{key}", f"page_{key}"
    st.dataframe(
        table,
        hide_index=True,
        key=grid,
        alt=title,
        height=min(38 * len(table) + 40, 460),
        on_select=functools.partial(_choose_row, grid, picker, rows["urn"].tolist()),
        selection_mode="single-row",
    )
    _link_to_school(rows, picker)
    listed = dataclasses.replace(result, frame=rows)
    exhibit = Exhibit(title, listed, None, f"{title}: {len(rows):,}.", view.settings, chosen)
    with st.container(horizontal=True):
        download_buttons(exhibit, key=f"list_{key}")


def _picked(key: str) -> list[Any]:
    found: list[Any] = st.session_state.get(_picked_key(key), [])
    return found


def _let_go(key: str) -> None:
    """Forget what was picked, on the chart, too: only a new chart has nothing marked."""
    st.session_state.pop(_picked_key(key), None)
    st.session_state[_let_go_key(key)] = st.session_state.get(_let_go_key(key), 0) + 1


def _picked_key(key: str) -> str:
    return f"picked_{key}"


def _let_go_key(key: str) -> str:
    return f"let_go_{key}"


def _choose_row(grid: str, picker: str, urns: list[int]) -> None:
    chosen = st.session_state[grid].selection.rows
    st.session_state[picker] = urns[chosen[0]] if chosen else None


def _link_to_school(rows: pd.DataFrame, picker: str) -> None:
    """Offer the page of a school of the list: of the row that was chosen, or by typing, for those who use no mouse."""
    names = dict(zip(rows["urn"].tolist(), rows["name"], strict=True))
    if st.session_state.get(picker) not in names:
        st.session_state[picker] = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        urn = st.selectbox(
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


def _how_many(rows: pd.DataFrame) -> str:
    schools = rows["urn"].nunique()
    if "is_reached" not in rows:
        return f"{formats.count_of(schools, 'school')}."
    reached = rows.loc[rows["is_reached"], "urn"].nunique()
    return f"{reached:,} of {formats.count_of(schools, 'school')} reached."


def _which(key: str, first: str) -> str:
    return str(
        st.segmented_control(
            "Show",
            list(_SHOWN),
            format_func=_SHOWN.__getitem__,
            default=first,
            required=True,
            key=f"shown_{key}",
        )
    )


def _one_or_all(view: View, column: str, options: list[Any], key: str) -> Any:
    choice = _choice_key(key, column)
    if st.session_state.get(choice, _ALL) not in (_ALL, *options):
        st.session_state[choice] = _ALL
    return st.selectbox(
        escape(_label_of(column)),
        [_ALL, *options],
        format_func=lambda each: "All" if each == _ALL else _name_of(view, column, each),
        key=choice,
        width=260,
    )


def _choice_key(key: str, column: str) -> str:
    return f"{key}_{column}"


def _label_of(column: str) -> str:
    return formats.column_label({"la_code": "la_name", "strand": "strand_name"}.get(column, column))


def _name_of(view: View, column: str, value: Any) -> str:
    if column == "la_code":
        return dict(zip(view.settings.la_codes, view.settings.la_names, strict=True)).get(value, str(value))
    if column == "strand":
        return {strand.code: strand.name for strand in view.settings.strands}.get(value, str(value))
    return formats.cell(column, value)

"""The filters in the sidebar: the same on every page, and in the address, so that a copied link opens the same view."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from reach import formats
from reach.academic_years import ShownPeriod
from reach.access import Visitor
from reach.filter_kinds import Filter, Options, Several, Switch
from reach.filters import FILTERS, Filters
from reach.settings import Settings
from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_link

NOT_APPLIED_HERE = "Not applied on this page: no figure here is narrowed by it. Your choice is kept for other pages."
"""The help beside a filter that narrows nothing on a page."""

_PAGE_BEFORE = "page_before"

_REMEMBERED: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def choose_filters(
    settings: Settings,
    years: Sequence[tuple[str, bool]],
    visitor: Visitor,
    *,
    is_shown: bool,
    not_applied: Collection[str] = (),
) -> Filters:
    """Draw the filters and return what is chosen; where they are not shown, return the usual view.

    years: the academic years to choose from, newest first, and whether anyone attended in them. visitor: only their
    local authorities can be chosen.
    not_applied: the filters that narrow nothing on this page. They cannot be changed here, but keep what is chosen for
    the other pages.
    """
    usual = usual_choice(settings, years)
    is_new_page = _is_new_page()
    if not is_shown:
        return visitor.narrowed(Filters.choose(settings, usual["academic_year"]))
    options = {each.name: each.options(settings) for each in FILTERS}
    if visitor.la_codes is not None:
        options["la_codes"] = {code: options["la_codes"][code] for code in visitor.la_codes}
    options["academic_year"] = {year: year for year, _ in years}
    unknown = _unknown_values(options)
    if is_new_page and any(each.key in st.query_params for each in FILTERS):
        values = {each.key: st.query_params.get_all(each.key) for each in FILTERS}
        set_filters(_chosen_in(values, options, usual))
    with _for_all_pages(), st.sidebar:
        # No heading: it would stand before the page's own.
        st.markdown("**Filters**")
        chosen = {
            each.name: _draw(each, options[each.name], usual[each.name], is_applied=each.name not in not_applied)
            for each in FILTERS
        }
        st.button("Reset filters", on_click=set_filters, args=(usual,), icon=":material/restart_alt:", width="stretch")
    filters = visitor.narrowed(Filters.choose(settings, **chosen))
    if unknown:
        shown = dict.fromkeys(_in_words(each, getattr(filters, each.name), settings) for each, _ in unknown)
        warn_of_link([(each.noun or each.label.lower(), value) for each, value in unknown], formats.listed(list(shown)))
    return filters


def usual_choice(settings: Settings, years: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    """Return what stands until something else is chosen, by field of Filters: the newest year with attendance, all."""
    known = [year for year, has_attendance in years if has_attendance] or [year for year, _ in years]
    newest = known[0] if known else settings.academic_year_names()[-1]
    return {each.name: each.usual for each in FILTERS} | {"academic_year": newest}


def choose_comparison(running: ShownPeriod) -> bool:
    """Ask what a period that is not over is compared with; return whether it is the whole of it a year before."""
    name = formats.capitalised(running.in_words)
    with _for_all_pages(), st.sidebar:
        return st.toggle(
            "Compare with the whole of last year",
            key="whole_last_year",
            help=escape(f"{name}: usually compared with the same date a year before. Packs always are."),
            **_REMEMBERED,
        )


def _for_all_pages() -> AbstractContextManager[None]:
    """Let widgets belong to the whole dashboard, as those that dashboard.py draws itself do.

    Streamlit takes a page's own widgets out of the address when the page is left, and then Back would not find them.
    """
    context = get_script_run_ctx()
    if context is None:
        return nullcontext()
    return context.run_with_active_hash(context.pages_manager.main_script_hash)


def _is_new_page() -> bool:
    """Whether a link or the menu has led here from another page.

    Then the address decides. Streamlit goes by it only where a session begins or somebody goes back, and else by what
    was chosen before.
    """
    context = get_script_run_ctx()
    before = st.session_state.get(_PAGE_BEFORE)
    here = context.page_script_hash if context else ""
    st.session_state[_PAGE_BEFORE] = here
    is_back = context is not None and context.is_history_navigation
    return before not in (None, here) and not is_back


def choose_from_address(address: Sequence[tuple[str, str]], settings: Settings, usual: dict[str, Any]) -> None:
    """Choose the filters of an address on the page that is shown, before it is drawn.

    A link to the page itself would change nothing. The page's own choices stay: Streamlit lets nobody change what a
    widget has in the address.
    """
    values: dict[str, list[str]] = {}
    for key, value in address:
        values.setdefault(key, []).append(value)
    options = {each.name: each.options(settings) for each in FILTERS}
    options["academic_year"] = {year: year for year in settings.academic_year_names()}
    set_filters(_chosen_in(values, options, usual))


def _chosen_in(
    values: Mapping[str, Sequence[str]], options: Mapping[str, Options], usual: dict[str, Any]
) -> dict[str, Any]:
    """Return what the values of an address choose, by field of Filters; the usual where it says nothing."""
    chosen = dict(usual)
    for each in FILTERS:
        named = values.get(each.key, ())
        codes = [code for code, label in options[each.name].items() if escape(label) in named]
        if isinstance(each, Switch):
            chosen[each.name] = "true" in named
        elif isinstance(each, Several):
            chosen[each.name] = codes
        elif codes:
            chosen[each.name] = codes[0]
    return chosen


def set_filters(values: dict[str, Any]) -> None:
    """Choose these values by field of Filters, before the sidebar is drawn.

    Clearing the session would not be enough: the choice is in the address, too.
    """
    for each in FILTERS:
        if each.name in values:
            value = values[each.name]
            st.session_state[each.key] = list(value) if isinstance(each, Several) else value


def link_to(filters: Filters, settings: Settings) -> str:
    """Return the address that opens this page with these filters, whatever the defaults will be then."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(address_here(filters, settings)), ""))


def address_here(filters: Filters, settings: Settings) -> list[tuple[str, str]]:
    """Return the part of an address that opens this page with these filters, with the page's own choices."""
    keys = {each.key for each in FILTERS}
    own = [(key, value) for key in st.query_params if key not in keys for value in st.query_params.get_all(key)]
    return [*address_of(filters, settings), *own]


def address_of(filters: Filters, settings: Settings) -> list[tuple[str, str]]:
    """Return the part of an address that chooses these filters, for a link to another page: without it they are reset.

    Streamlit writes a choice into the address by its label as the page shows it: la=Halton, not la=876.
    """
    return [
        (each.key, escape(label)) for each in FILTERS for label in each.labels_of(getattr(filters, each.name), settings)
    ]


def _draw(declared: Filter, options: Options, usual: Any, *, is_applied: bool) -> Any:
    """Draw a filter by its kind and return what is chosen."""
    label, advice = escape(declared.label), escape(declared.advice) if declared.advice else None
    if not is_applied:
        advice = NOT_APPLIED_HERE
    common: dict[str, Any] = {"help": advice, "disabled": not is_applied, "key": declared.key, **_REMEMBERED}
    if isinstance(declared, Switch):
        return st.toggle(label, **common)
    if not is_applied:
        # Streamlit draws the label of a control that cannot be used too faint to be read.
        st.caption(f"{label}: not applied on this page")
        common["label_visibility"] = "collapsed"
    codes = list(options)
    if isinstance(declared, Several):
        return st.pills(
            label,
            codes,
            selection_mode="multi",
            format_func=lambda each: escape(options[each]),
            **common,
        )
    return st.selectbox(
        label,
        codes,
        index=codes.index(usual),
        format_func=lambda each: escape(options[each]),
        **common,
    )


def _unknown_values(options: dict[str, Options]) -> list[tuple[Filter, str]]:
    """Return the values in the address that a filter does not have, before Streamlit takes them out of it."""
    return [
        (each, value)
        for each in FILTERS
        for value in dict.fromkeys(st.query_params.get_all(each.key))
        if options[each.name] and value and value not in map(escape, options[each.name].values())
    ]


def _in_words(declared: Filter, value: Any, settings: Settings) -> str:
    label = declared.label.lower()
    if isinstance(declared, Several) and not declared.is_chosen(value, settings):
        return f"all {label}"
    words = declared.describe(value, settings)
    return words if declared.of_period or isinstance(declared, Several) else f"{label}: {words.lower()}"

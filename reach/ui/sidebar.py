"""The filters in the sidebar: kept from page to page, and in the address, so that a copied link opens the same view."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from reach.academic_years import PERIODS
from reach.filters import COUNTED_AS, RUNG_LABELS, Filters
from reach.formats import PERIOD_NAMES
from reach.phases import PHASES, phase_label
from reach.settings import Settings
from reach.ui.escape import escape

FILTER_KEYS = ("year", "period", "la", "phase", "strand", "counted_as", "independent", "light_touch")
"""The filters' names in the address."""

_REMEMBERED: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def choose_filters(settings: Settings, years: Sequence[tuple[str, bool]], *, is_shown: bool) -> Filters:
    """Draw the filters and give what is chosen; where they are not shown, give what was chosen on other pages."""
    year_names = [year for year, _ in years] or settings.academic_year_names()[-1:]
    default_year = next((year for year, has_attendance in years if has_attendance), year_names[0])
    if not is_shown:
        return Filters.choose(settings, default_year)
    _warn_of_what_the_link_got_wrong(settings, year_names)
    with st.sidebar:
        st.subheader("Filters", anchor=False)
        year = st.selectbox(
            "Academic year", year_names, index=year_names.index(default_year), key="year", **_REMEMBERED
        )
        period = st.selectbox("Period", PERIODS, format_func=PERIOD_NAMES.__getitem__, key="period", **_REMEMBERED)
        las = st.pills(
            "Local authorities",
            settings.la_codes,
            selection_mode="multi",
            format_func=lambda each: escape(_la_names(settings)[each]),
            help="None chosen means all of them.",
            key="la",
            **_REMEMBERED,
        )
        phases = st.pills(
            "Phases",
            PHASES,
            selection_mode="multi",
            format_func=lambda each: escape(phase_label(each)),
            help="None chosen means all. In a phase, only schools that teach it and programmes for it count.",
            key="phase",
            **_REMEMBERED,
        )
        strands = st.pills(
            "Strands",
            settings.strand_codes,
            selection_mode="multi",
            format_func=lambda each: escape(_strand_names(settings)[each]),
            help="None chosen means all five. Only programmes of the chosen strands make a school reached.",
            key="strand",
            **_REMEMBERED,
        )
        counted_as = st.selectbox(
            "Counts as reached",
            COUNTED_AS,
            index=COUNTED_AS.index("attended"),
            format_func=RUNG_LABELS.__getitem__,
            help="Signed up: booked, absent or apologies. Attended: someone attended a session. Completed: one "
            "person attended at least 75 % of an activity's sessions, of two or more.",
            key="counted_as",
            **_REMEMBERED,
        )
        independent = st.toggle("Independent schools", key="independent", **_REMEMBERED)
        light_touch = st.toggle(
            "Light-touch programmes",
            help="Networks, webinars and newsletters. Usually they do not make a school reached.",
            key="light_touch",
            **_REMEMBERED,
        )
        usual = {key: [] for key in ("la", "phase", "strand")} | {
            "year": default_year,
            "period": "year",
            "counted_as": "attended",
            "independent": False,
            "light_touch": False,
        }
        st.button("Reset filters", on_click=_reset, args=(usual,), icon=":material/restart_alt:", width="stretch")
    return Filters.choose(
        settings,
        str(year),
        period=str(period),
        la_codes=las,
        phases=phases,
        strands=strands,
        counted_as=str(counted_as),
        independent=independent,
        light_touch=light_touch,
    )


def link_to(filters: Filters, settings: Settings) -> str:
    """Give the address that opens this page with these filters, whatever the defaults will be then.

    What the page itself keeps in the address goes along.
    """
    chosen = address_of(filters, settings)
    chosen += [
        (key, value) for key in st.query_params if key not in FILTER_KEYS for value in st.query_params.get_all(key)
    ]
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(chosen), ""))


def address_of(filters: Filters, settings: Settings) -> list[tuple[str, str]]:
    """Give what an address says of these filters, for a link that brings more along: without them it would reset them.

    Streamlit writes a choice into the address as the page names it, escaped: la=Halton, not la=876.
    """
    la_names, strand_names = _la_names(settings), _strand_names(settings)
    chosen: list[tuple[str, str]] = [("year", filters.academic_year), ("period", PERIOD_NAMES[filters.period])]
    if filters.la_codes != settings.la_codes:
        chosen += [("la", escape(la_names[code])) for code in filters.la_codes]
    if not filters.has_all_phases:
        chosen += [("phase", phase_label(phase)) for phase in filters.phases]
    if filters.strands != settings.strand_codes:
        chosen += [("strand", escape(strand_names[code])) for code in filters.strands]
    chosen.append(("counted_as", RUNG_LABELS[filters.counted_as]))
    return chosen + [(key, "true") for key in ("independent", "light_touch") if getattr(filters, key)]


def _la_names(settings: Settings) -> dict[str, str]:
    return dict(zip(settings.la_codes, settings.la_names, strict=True))


def _strand_names(settings: Settings) -> dict[str, str]:
    return {strand.code: strand.name for strand in settings.strands}


def _reset(usual: dict[str, Any]) -> None:
    """Choose the usual view. To forget the choice would not do: it stands in the address, too."""
    for key, value in usual.items():
        st.session_state[key] = value


def _warn_of_what_the_link_got_wrong(settings: Settings, years: Sequence[str]) -> None:
    """Say which filters of a link are not there; Streamlit itself drops them without a word."""
    known: dict[str, Sequence[str]] = {
        "year": years,
        "period": list(PERIOD_NAMES.values()),
        "la": [escape(name) for name in settings.la_names],
        "phase": [phase_label(phase) for phase in PHASES],
        "strand": [escape(strand.name) for strand in settings.strands],
        "counted_as": [RUNG_LABELS[rung] for rung in COUNTED_AS],
    }
    wrong = sorted(
        {
            f"{key.replace('_', ' ')} “{value}”"
            for key, values in known.items()
            for value in st.query_params.get_all(key)
            if value and value not in values
        }
    )
    if wrong:
        st.warning(
            f"The link asked for {escape(', '.join(wrong))}, which is not there. The usual choice stands in its place.",
            icon=":material/link_off:",
        )

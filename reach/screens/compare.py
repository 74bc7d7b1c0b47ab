"""Compare: any two periods side by side, with what changed and which schools moved."""

import pandas as pd
import streamlit as st

from reach import formats
from reach.academic_years import PERIODS, is_to_date
from reach.exhibits import comparing
from reach.measures import MEASURES, OF_PERIODS
from reach.sentences import comparing as sentences
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_unknown_choice
from reach.ui.metric_change import metric_change
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.view import View, academic_years

_YEAR_BEFORE, _SAME_PERIOD = "before", "same"


def show_page() -> None:
    """Show the page."""
    view = page("Compare")
    first = st.container()
    other = _choose_other_period(view)
    with first:
        _show_answer(view, other)
    _show_main_changes(view, other)

    measure, breakdown = _choose_measure()
    by = comparing.BREAKDOWNS[breakdown][1]
    left, right = st.columns(2)
    with left:
        by_place = view.exhibit(comparing.measure_by_place, measure=measure, breakdown=breakdown, **other)
        show_card(view, by_place, key=f"measure_{breakdown}", schools=DrillThrough("compare_schools", by, other))
    with right:
        moves = view.exhibit(comparing.moves_by_place, breakdown=breakdown, **other)
        show_card(view, moves, key=f"moves_{breakdown}", schools=DrillThrough("compare_schools", (*by, "moved"), other))


def _choose_other_period(view: View) -> dict[str, str]:
    """Ask for the period to compare with, usually the same a year before; return it as choices of queries.

    Where nobody attended anything in it, say so and stop.
    """
    years = dict(academic_years(view.version))
    names = {_YEAR_BEFORE: "A year before"} | {year: year for year in years}
    before = view.before(view.filters.period)
    is_to_same_date = is_to_date(before.period)
    periods = {_SAME_PERIOD: "Same date" if is_to_same_date else "Same period"} | formats.PERIOD_NAMES
    warn_of_unknown_choice("Academic year", "with_year", names.values(), names[_YEAR_BEFORE])
    warn_of_unknown_choice("Period", "with_period", periods.values(), periods[_SAME_PERIOD])
    with st.container(horizontal=True):
        year = st.selectbox(
            "Compare with the academic year",
            list(names),
            format_func=names.__getitem__,
            key="with_year",
            bind="query-params",
            width=260,
        )
        period = st.selectbox(
            "and the period",
            [_SAME_PERIOD, *PERIODS],
            format_func=periods.__getitem__,
            key="with_period",
            bind="query-params",
            width=260,
        )
    other_year = view.last_year if year == _YEAR_BEFORE else str(year)
    other_period = str(period)
    if period == _SAME_PERIOD:
        # Only what came a year before is known up to the same date.
        other_period = before.period if other_year == before.academic_year else view.filters.period
    if not years.get(other_year, False):
        attended = formats.listed([each for each, has_attendance in years.items() if has_attendance])
        st.info(
            escape(f"Nobody attended anything in {other_year}, so there is nothing to compare with. ")
            + f"There is attendance in {escape(attended)}: choose a year above, or another one in the sidebar.",
            icon=":material/compare_arrows:",
        )
        st.stop()
    return {"other_year": other_year, "other_period": other_period}


def _show_answer(view: View, other: dict[str, str]) -> None:
    for answer in _changes(view, other)[:1]:
        show_answer(answer)


def _changes(view: View, other: dict[str, str]) -> list[str]:
    """Return what changed for the hub as a whole, reach first."""
    total = view.ask("compare_measures", measure=None, breakdown="total", **other).frame
    return sentences.on_change(total, view.ask("compare_change", **other).frame, *comparing.sides(view, **other))


def _show_main_changes(view: View, other: dict[str, str]) -> None:
    """Show both periods with their dates, a warning where they differ in kind, and what else changed."""
    now, then = comparing.sides(view, **other)
    total = view.ask("compare_measures", measure=None, breakdown="total", **other).frame
    st.caption(escape(sentences.on_sides(now, then)))
    unlike = sentences.on_unlike(now, then)
    if unlike:
        st.warning(escape(unlike), icon=":material/balance:")
    st.markdown("\n".join(f"- {escape(sentence)}" for sentence in _changes(view, other)[1:]))
    with st.container(horizontal=True):
        for _, row in total.iterrows():
            _metric(row, so_far=" so far" if now.is_running else "")


def _choose_measure() -> tuple[str, str]:
    """Ask for the measure and its breakdown."""
    labels = [MEASURES[each].label for each in OF_PERIODS]
    warn_of_unknown_choice("Measure", "measure", labels, labels[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = st.selectbox(
            "Measure",
            list(OF_PERIODS),
            format_func=lambda each: MEASURES[each].label,
            key="measure",
            bind="query-params",
            width=260,
        )
        breakdown = choose_one("By", {each: words[0] for each, words in comparing.BREAKDOWNS.items()}, key="by")
    return str(measure), breakdown


def _metric(row: pd.Series, *, so_far: str) -> None:
    """Show one measure, with its change where the other period has a value.

    so_far: what its label ends with where the period is not over.
    """
    measure = MEASURES[row["measure"]]
    value, before = (row["share_now"], row["share_then"]) if measure.is_share else (row["count_now"], row["count_then"])
    is_compared = not pd.isna(value) and not pd.isna(before) and before > 0
    written = "–" if pd.isna(value) else formats.percent(value, 1) if measure.is_share else formats.thousands(value)
    change = ""
    if is_compared:
        change = formats.points(value - before) if measure.is_share else f"{row['count_change']:+,}"
    st.metric(
        escape(f"{measure.label}{so_far}"),
        escape(written),
        **metric_change(change, none="as before"),
        help=escape(measure.meaning),
        border=True,
        width="content",
    )

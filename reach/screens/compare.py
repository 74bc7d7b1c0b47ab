"""Compare: any two periods side by side, with what changed and which schools moved."""

import pandas as pd
import streamlit as st

from reach import formats
from reach.academic_years import PERIODS, is_to_date
from reach.exhibits import comparing
from reach.sentences import comparing as sentences
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.escape import escape
from reach.ui.metric_change import metric_change
from reach.ui.page import page
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.view import View, academic_years

_YEAR_BEFORE, _SAME_PERIOD = "before", "same"


def show_page() -> None:
    """Show the page."""
    view = page(
        "Compare",
        intro="The period of the sidebar against any other, each as at its own date. Click a mark to see its schools.",
    )
    other = _choose_other_period(view)
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


def _show_main_changes(view: View, other: dict[str, str]) -> None:
    """Show both periods with their dates, a warning where they differ in kind, and every change."""
    now, then = comparing.sides(view, **other)
    total = view.ask("compare_measures", measure=None, breakdown="total", **other).frame
    st.caption(escape(sentences.on_sides(now, then)))
    unlike = sentences.on_unlike(now, then)
    if unlike:
        st.warning(escape(unlike), icon=":material/balance:")
    text = sentences.on_change(total, view.ask("compare_change", **other).frame, now, then)
    st.markdown("\n".join(f"- {escape(sentence)}" for sentence in text))
    with st.container(horizontal=True):
        for _, row in total.iterrows():
            _metric(row, so_far=" so far" if now.is_running else "")


def _choose_measure() -> tuple[str, str]:
    """Ask for the measure and its breakdown."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = st.selectbox(
            "Measure",
            list(formats.MEASURE_LABELS),
            format_func=formats.MEASURE_LABELS.__getitem__,
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
    is_share = row["measure"] in comparing.SHARES
    value, before = (row["share_now"], row["share_then"]) if is_share else (row["count_now"], row["count_then"])
    is_compared = not pd.isna(value) and not pd.isna(before) and before > 0
    change = ""
    if is_compared:
        change = formats.points(value - before) if is_share else f"{row['count_change']:+,}"
    st.metric(
        escape(f"{formats.MEASURE_LABELS[row['measure']]}{so_far}"),
        "–" if pd.isna(value) else escape(formats.percent(value, 1)) if is_share else escape(formats.thousands(value)),
        **metric_change(change, none="as before"),
        help=escape(comparing.MEANINGS[row["measure"]]),
        border=True,
        width="content",
    )

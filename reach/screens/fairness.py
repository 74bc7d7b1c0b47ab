"""Fairness: whether the hub reaches disadvantaged schools as much as others, and which schools it misses."""

import streamlit as st

from reach.exhibits import fairness
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough

_BREAKDOWNS = {
    "fifth": "Free school meals",
    "investment_area": "Investment areas",
    "governance": "Trusts",
    "size": "School size",
    "place": "Urban and rural",
}


def show_page() -> None:
    """Show the page."""
    view = page("Fairness")
    gap = view.exhibit(fairness.equity_gap_trend)
    show_answer(gap.finding)
    by_fifth = DrillThrough("fairness_schools", ("academic_year", "school_group"), {"breakdown": "fifth"})
    show_card(view, gap, key="gap_trend", schools=by_fifth, is_answer=True)

    breakdown = _choose_breakdown()
    in_groups = DrillThrough("fairness_schools", ("school_group",), {"breakdown": breakdown})
    groups = view.exhibit(fairness.reach_by_group, breakdown=breakdown)

    if breakdown == "fifth":
        left, right = st.columns(2)
        with left:
            show_card(view, groups, key=breakdown, schools=in_groups)
        with right:
            by_place = DrillThrough("fairness_schools", ("la_code", "phase", "school_group"), {"breakdown": "fifth"})
            show_card(view, view.exhibit(fairness.equity_gap_by_la_phase), key="gap_by_place", schools=by_place)
    elif breakdown == "governance":
        left, right = st.columns(2)
        with left:
            show_card(view, groups, key=breakdown, schools=in_groups)
            never = DrillThrough("schools_of_trusts_never_reached", ("trust",))
            show_card(view, view.exhibit(fairness.trusts_never_reached), key="never_reached", schools=never)
        with right:
            of_trust = DrillThrough("trust_schools", ("trust",))
            show_card(view, view.exhibit(fairness.reach_by_trust), key="by_trust", schools=of_trust)
    else:
        show_card(view, groups, key=breakdown, schools=in_groups)


def _choose_breakdown() -> str:
    """Ask for the groups of schools to compare; only those are queried and drawn."""
    return choose_one("Compare by", _BREAKDOWNS, key="groups")

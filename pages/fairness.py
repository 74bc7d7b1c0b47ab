"""Fairness: whether the hub reaches disadvantaged schools as much as others, and which schools it passes by."""

import streamlit as st

from reach import ui
from reach.exhibits import fairness

view = ui.page(
    "Fairness",
    intro="Does the hub reach the schools that need it most? Schools are put into fifths by the share of their pupils "
    "on free school meals. Click a mark to see the schools behind it.",
)
by_fifth = ui.Behind("fairness_schools", ("academic_year", "school_group"), {"breakdown": "fifth"})
ui.show(view, view.exhibit(fairness.equity_gap_trend), key="gap_trend", behind=by_fifth)

breakdown = ui.choose_breakdown()
in_groups = ui.Behind("fairness_schools", ("school_group",), {"breakdown": breakdown})
groups = view.exhibit(fairness.reach_by_group, breakdown=breakdown)

if breakdown == "fifth":
    left, right = st.columns(2)
    with left:
        ui.show(view, groups, key=breakdown, behind=in_groups)
    with right:
        by_place = ui.Behind("fairness_schools", ("la_code", "phase", "school_group"), {"breakdown": "fifth"})
        ui.show(view, view.exhibit(fairness.equity_gap_by_la_phase), key="gap_by_place", behind=by_place)
elif breakdown == "governance":
    left, right = st.columns(2)
    with left:
        ui.show(view, groups, key=breakdown, behind=in_groups)
        never = ui.Behind("schools_of_trusts_never_reached", ("trust",))
        ui.show(view, view.exhibit(fairness.trusts_never_reached), key="never_reached", behind=never)
    with right:
        of_trust = ui.Behind("trust_schools", ("trust",))
        ui.show(view, view.exhibit(fairness.reach_by_trust), key="by_trust", behind=of_trust)
else:
    ui.show(view, groups, key=breakdown, behind=in_groups)

"""Compare: any two periods side by side, with what changed and which schools moved."""

import streamlit as st

from reach import ui
from reach.exhibits import comparing

view = ui.page(
    "Compare",
    intro="The period of the sidebar against any other, each as at its own date. Click a mark to see its schools.",
)
other = ui.choose_other_period(view)
ui.compared_at_a_glance(view, other)

measure, breakdown = ui.choose_measure()
by = comparing.BREAKDOWNS[breakdown][1]
left, right = st.columns(2)
with left:
    by_place = view.exhibit(comparing.measure_by_place, measure=measure, breakdown=breakdown, **other)
    ui.show(view, by_place, key=f"measure_{breakdown}", behind=ui.Behind("compare_schools", by, other))
with right:
    moves = view.exhibit(comparing.moves_by_place, breakdown=breakdown, **other)
    ui.show(view, moves, key=f"moves_{breakdown}", behind=ui.Behind("compare_schools", (*by, "moved"), other))

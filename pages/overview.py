"""Overview: the hub at a glance."""

import streamlit as st

from reach import exhibits, ui

view = ui.page("Overview")
ui.headlines(view)
ui.headline_figures(view)

left, right = st.columns(2)
with left:
    ui.show(view, view.exhibit(exhibits.reach_by_la_phase), key="crossed", behind=ui.Behind(by=("la_code", "phase")))
    of_standing = ui.Behind(by=("la_code", "standing"), shows="all")
    ui.show(view, view.exhibit(exhibits.standing_by_la), key="standing", behind=of_standing)
with right:
    ui.show(view, view.exhibit(exhibits.ladder_by_la), key="ladder", behind=ui.Behind(by=("la_code", "rung")))
    ui.show(view, view.exhibit(exhibits.reach_trend), key="trend")

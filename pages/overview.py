"""Overview: the hub at a glance."""

import streamlit as st

from reach import exhibits, ui

view = ui.page("Overview")
ui.headlines(view)
ui.headline_figures(view)

left, right = st.columns(2)
with left:
    ui.show(view, exhibits.reach_by_la_phase(view), key="crossed")
    ui.show(view, exhibits.standing_by_la(view), key="standing")
with right:
    ui.show(view, exhibits.ladder_by_la(view), key="ladder")
    ui.show(view, exhibits.reach_trend(view), key="trend")

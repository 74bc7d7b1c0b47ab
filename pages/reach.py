"""Reach: by local authority and by phase, side by side and crossed."""

import streamlit as st

from reach import exhibits, ui

view = ui.page("Reach", intro="Click a bar or a cell to see the schools behind it.")
as_share = ui.share_or_count()

left, right = st.columns(2)
with left:
    ui.show(view, view.exhibit(exhibits.reach_by_la, as_share=as_share), key="by_la", behind=ui.Behind(by=("la_code",)))
with right:
    ui.show(
        view, view.exhibit(exhibits.reach_by_phase, as_share=as_share), key="by_phase", behind=ui.Behind(by=("phase",))
    )
ui.show(view, view.exhibit(exhibits.reach_by_la_phase), key="crossed", behind=ui.Behind(by=("la_code", "phase")))
ui.show(view, view.exhibit(exhibits.ladder_by_phase), key="ladder_by_phase", behind=ui.Behind(by=("phase", "rung")))

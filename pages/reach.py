"""Reach: by local authority and by phase, side by side and crossed, and the schools behind each mark."""

import streamlit as st

from reach import exhibits, ui

view = ui.page("Reach", intro="Click a bar or a cell to see the schools behind it, below the charts.")
as_share = ui.share_or_count()

left, right = st.columns(2)
with left:
    ui.show(view, view.exhibit(exhibits.reach_by_la, as_share=as_share), key="by_la", selects=(ui.SHOWN_LA,))
with right:
    ui.show(view, view.exhibit(exhibits.reach_by_phase, as_share=as_share), key="by_phase", selects=(ui.SHOWN_PHASE,))
ui.show(view, view.exhibit(exhibits.reach_by_la_phase), key="crossed", selects=(ui.SHOWN_LA, ui.SHOWN_PHASE))
ui.show(view, view.exhibit(exhibits.ladder_by_phase), key="ladder_by_phase")

ui.schools_behind(view)

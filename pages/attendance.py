"""Attendance: who attends, who signs up and does not come, who stays to the end, and which activities to look after."""

import streamlit as st

from reach import ui
from reach.exhibits import attendance

view = ui.page(
    "Attendance",
    intro="Who attends, who signs up and does not come, and who stays. Click a bar to see the schools behind it.",
)
ui.attendance_figures(view)
breakdown = ui.attendance_breakdown()
behind = ui.attendance_behind(breakdown)
of_activities = ui.Behind("attendance_schools", ("activity",), {"breakdown": "activity"})

left, right = st.columns(2)
with left:
    ui.show(
        view, view.exhibit(attendance.attendance_rate, breakdown=breakdown), key=f"rate_by_{breakdown}", behind=behind
    )
with right:
    ui.show(
        view,
        view.exhibit(attendance.attendance_outcomes, breakdown=breakdown),
        key=f"outcomes_by_{breakdown}",
        behind=behind,
    )

left, right = st.columns(2)
with left:
    ui.show(
        view,
        view.exhibit(attendance.attendance_funnel),
        key="funnel",
        behind=ui.Behind("attendance_schools_by_step", by=("course_length", "step")),
    )
with right:
    card = st.container()
    picked_out = ui.pick_out_activity(view)
    with card:
        ui.show(view, view.exhibit(attendance.retention, picked_out=picked_out), key="retention", behind=of_activities)

worries = view.exhibit(attendance.activities_to_worry_about, **ui.worry_limits())
ui.show(
    view,
    worries,
    key="worries",
    behind=of_activities,
    rows=ui.worry_list(view, worries),
)

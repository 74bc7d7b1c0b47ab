"""Targets: each against what stands, what is still needed in schools, and whether the year will make it."""

import streamlit as st

from reach import ui
from reach.exhibits import targets

view = ui.page(
    "Targets",
    intro="Each target against exactly the schools that it is for, what is still needed, and whether we will make it. "
    "Targets are for whole years. Click a bar to see the schools still to be reached.",
)
if ui.has_targets(view):
    of_target = ui.Behind("schools_of_target", ("target",), {"period": "year"}, shows="not_reached")
    ui.show(view, view.exhibit(targets.targets_and_reach), key="targets", behind=of_target)

    st.header("Will we make it?", anchor="will-we-make-it")
    week = ui.choose_week(view)
    target = ui.choose_target(view)
    growth = view.exhibit(targets.target_weeks, target=target, week=week)
    ui.show(view, growth, key="weeks", behind=None)
    ui.show(view, view.exhibit(targets.target_outlook, week=week), key="outlook", behind=of_target)
    ui.earlier_years(view, week)
ui.set_targets(view)

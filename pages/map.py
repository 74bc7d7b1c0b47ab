"""Map: where the schools are that come and that do not, reach by area, and where few are reached."""

import streamlit as st

from reach import ui
from reach.exhibits import maps

view = ui.page(
    "Map",
    intro="Where are the schools that come, and those that do not? Take the lasso or the box at the map's top right "
    "and draw around schools to list them, or click one. With a keyboard, open “Schools” and choose a local "
    "authority and a town.",
)
by = ui.choose_marks()
on_map = ui.Behind("map_schools", ("la_code", "town"), shows="all", picks="urn")
streets = ui.on_streets(view, by)
ui.show(view, view.exhibit(maps.school_map, by=by), key="schools", behind=on_map, on_screen=streets)
left, right = st.columns(2)
with left:
    ui.show(view, view.exhibit(maps.reach_map), key="reach", behind=ui.Behind(by=("la_code",)))
with right:
    nearest = ui.Behind("cold_spot_schools", ("hexagon",))
    ui.show(view, view.exhibit(maps.cold_spots), key="cold", behind=nearest)
ui.about_outlines(view)
ui.schools_without_place(view)

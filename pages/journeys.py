"""Journeys: programmes that are stages of a journey of years, who stands where, and each school's path."""

import streamlit as st

from reach import ui
from reach.exhibits import journeys

view = ui.page(
    "Journeys",
    intro="Some programmes are stages of a journey of years. A school stands at the highest stage that it came to in "
    "the academic year. Whole years count here, also when a term is chosen.",
)
journey = ui.choose_journey(view)
chosen = {"journey": journey}

left, right = st.columns(2)
with left:
    by_la = view.exhibit(journeys.places_by_la, journey=journey)
    ui.show(view, by_la, key="by_la", behind=ui.Behind("journey_schools", ("la_code", "place"), chosen))
    over_years = view.exhibit(journeys.years, journey=journey)
    ui.show(view, over_years, key="years", behind=ui.Behind("journey_schools", (), chosen))
with right:
    by_phase = view.exhibit(journeys.places_by_phase, journey=journey)
    ui.show(view, by_phase, key="by_phase", behind=ui.Behind("journey_schools", ("phase", "place"), chosen))
    moves = view.exhibit(journeys.moves, journey=journey)
    ui.show(view, moves, key="moves", behind=ui.Behind("journey_schools", ("place_before", "move"), chosen))
ui.journey_paths(view, journey)

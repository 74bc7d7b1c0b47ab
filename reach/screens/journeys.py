"""Journeys: programmes that are stages of a journey of years, who stands where, and each school's path."""

import streamlit as st

from reach import formats
from reach.exhibits import journeys
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.escape import escape
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough, show_school_list
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page(
        "Journeys",
        is_of_period=False,
        not_applied=("strands", "light_touch"),
    )
    first = st.container()
    journey = _choose_journey(view)
    _say_where_stages_are_missing(view, journey)
    chosen = {"journey": journey}
    over_years = view.exhibit(journeys.years, journey=journey)
    with first:
        show_answer(over_years.finding)

    left, right = st.columns(2)
    with left:
        by_la = view.exhibit(journeys.places_by_la, journey=journey)
        show_card(view, by_la, key="by_la", schools=DrillThrough("journey_schools", ("la_code", "place"), chosen))
        drill_through = DrillThrough("journey_schools", (), chosen)
        show_card(view, over_years, key="years", schools=drill_through, is_answer=True)
    with right:
        by_phase = view.exhibit(journeys.places_by_phase, journey=journey)
        show_card(view, by_phase, key="by_phase", schools=DrillThrough("journey_schools", ("phase", "place"), chosen))
        moves = view.exhibit(journeys.moves, journey=journey)
        show_card(view, moves, key="moves", schools=DrillThrough("journey_schools", ("place_before", "move"), chosen))
    _show_paths(view, journey)


def _choose_journey(view: View) -> str:
    """Ask for a journey. Where the hub has none, say how to add one and stop."""
    journeys = view.settings.journeys
    if not journeys:
        st.info(
            "No programme is a stage of a journey yet. In data/hub.toml, give the programmes of a journey its name as "
            "`journey` and their order as `stage`."
        )
        st.stop()
    return choose_one("Journey", {journey: journey for journey in journeys}, key="journey")


def _say_where_stages_are_missing(view: View, journey: str) -> None:
    """Say where this year's registers name the journey's programme without a stage, and stop where no year has one."""
    at_stages = view.ask("journey_years", journey=journey).frame.groupby("academic_year")["schools_at_place"].sum()
    has_stages = at_stages.get(view.filters.academic_year, 0) > 0
    every_strand = tuple(strand.code for strand in view.settings.strands)
    named = view.ask_if_recorded("programme_reach", strands=every_strand, light_touch=True, period="year")
    if named is not None and journey in set(named.frame["programme_name"]):
        stages = [each for each in view.settings.programmes if each.journey == journey]
        codes = formats.listed([f"{each.code} ({each.name.removeprefix(f'{journey}: ')})" for each in stages])
        st.info(
            f"{'Some registers' if has_stages else 'Registers'} of {escape(view.this_year.in_words)} name "
            f"{escape(journey)} without its stages, so their schools cannot be placed on it. To give the stages, undo "
            "these registers on the Imports page, write a stage's code in the column “Programme”, and import them "
            f"again: {escape(codes)}."
        )
    elif not at_stages.any():
        st.info(
            f"None of the chosen schools has come to a stage of {escape(journey)} yet. Figures appear here as soon as "
            "a register names one of its stages."
        )
    if not at_stages.any():
        st.stop()


def _show_paths(view: View, journey: str) -> None:
    """Show each school's path over the years, with a search and downloads."""
    with st.container(border=True):
        st.header("Each school's path over the years", anchor=False)
        if not st.toggle("Show the paths", key="paths"):
            return
        result = view.ask("journey_schools", journey=journey)
        rows = result.frame[result.frame["path"] != ""]
        words = st.text_input("Search", placeholder="A name, a stage, a year …", key="path_search").casefold()
        hits = rows.apply(lambda row: words in f"{row['name']} {row['la_name']} {row['path']}".casefold(), axis=1)
        rows = rows[hits.astype(bool)] if len(rows) else rows
        st.markdown(f"{escape(formats.count_of(len(rows), 'school'))} that came to a stage in any year.")
        show_school_list(view, result, rows, f"Paths: {journey}", key="paths", chosen=(("Journey", journey),))

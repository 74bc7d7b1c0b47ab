"""Reach: by local authority and by phase, side by side and crossed."""

import streamlit as st

from reach import exhibits
from reach.exhibits import reaching
from reach.sentences.overview import on_the_whole
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough


def show_page() -> None:
    """Show the page."""
    view = page("Reach")
    total, then = view.ask("reach_total").frame, view.ask_last_year("reach_total").frame
    show_answer(on_the_whole(total, then, view.now, view.then))
    as_share = _choose_share_or_count()

    left, right = st.columns(2)
    with left:
        show_card(
            view,
            view.exhibit(exhibits.reach_by_la, as_share=as_share),
            key="by_la",
            schools=DrillThrough(by=("la_code",)),
        )
    with right:
        show_card(
            view,
            view.exhibit(exhibits.reach_by_phase, as_share=as_share),
            key="by_phase",
            schools=DrillThrough(by=("phase",)),
        )
    show_card(
        view, view.exhibit(exhibits.reach_by_la_phase), key="crossed", schools=DrillThrough(by=("la_code", "phase"))
    )
    left, right = st.columns(2)
    for column, breakdown, mark in ((left, "la", "la_code"), (right, "phase", "phase")):
        with column:
            show_card(
                view,
                view.exhibit(reaching.ever_reached, breakdown=breakdown),
                key=f"ever_by_{breakdown}",
                schools=DrillThrough(by=(mark,), shows="all"),
            )
    show_card(
        view, view.exhibit(exhibits.ladder_by_phase), key="ladder_by_phase", schools=DrillThrough(by=("phase", "rung"))
    )


def _choose_share_or_count() -> bool:
    """Ask whether bars show the share of schools or their number; return True for the share."""
    options = {"share": "Share of schools", "count": "Number of schools"}
    return choose_one("Show reach as", options, key="as") == "share"

"""Overview: the hub at a glance."""

import streamlit as st

from reach import charts, sentences, ui

view = ui.page("Overview")
total, total_before = view.ask("reach_total"), view.ask_last_year("reach_total")
by_la, by_la_before = view.ask("reach_by_la"), view.ask_last_year("reach_by_la")
standings = view.ask("standing_total")

ui.headlines(
    sentences.headlines(
        total.frame, total_before.frame, by_la.frame, by_la_before.frame, standings.frame, view.filters, view.last_year
    )
)
ui.headline_figures(view)

left, right = st.columns(2)
with left:
    crossed = view.ask("reach_by_la_phase")
    ui.show(
        view,
        view.exhibit(
            f"Reach by local authority and phase, {view.filters.period_in_words}",
            crossed,
            charts.reach_heat_map(crossed.frame),
            sentences.on_reach_crossed(crossed.frame),
        ),
        key="crossed",
    )
    standing = view.ask("standing_by_la")
    ui.show(
        view,
        view.exhibit(
            f"New, sustained and lapsed schools, {view.filters.academic_year}",
            standing,
            charts.standing(standing.frame),
            sentences.on_standing(standing.frame),
        ),
        key="standing",
    )
with right:
    ladder = view.ask("ladder_by_la")
    ui.show(
        view,
        view.exhibit(
            f"From signing up to completing, {view.filters.period_in_words}",
            ladder,
            charts.ladder(ladder.frame, by="la_code", label="la_name"),
            sentences.on_ladder(ladder.frame, "la_name"),
        ),
        key="ladder",
    )
    trend = view.ask("reach_trend")
    ui.show(
        view,
        view.exhibit(
            f"Reach term by term, {view.filters.academic_year} and the years before",
            trend,
            charts.trend(trend.frame, academic_year=view.filters.academic_year, last_year=view.last_year),
            sentences.on_trend(trend.frame, view.filters, view.last_year),
        ),
        key="trend",
    )

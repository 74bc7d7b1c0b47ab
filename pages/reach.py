"""Reach: by local authority and by phase, side by side and crossed, and the schools behind each mark."""

import streamlit as st

from reach import charts, sentences, theme, ui

view = ui.page("Reach", intro="Click a bar or a cell to see the schools behind it, below the charts.")
as_share = ui.share_or_count()
by_la, by_la_before = view.ask("reach_by_la"), view.ask_last_year("reach_by_la")
by_phase, by_phase_before = view.ask("reach_by_phase"), view.ask_last_year("reach_by_phase")
crossed = view.ask("reach_by_la_phase")
period = view.filters.period_in_words

left, right = st.columns(2)
with left:
    ui.show(
        view,
        view.exhibit(
            f"Reach by local authority, {period}",
            by_la,
            charts.reach_bars(
                by_la.frame,
                by="la_code",
                label="la_name",
                as_share=as_share,
                colours=theme.la_colours(view.settings),
                last_year=by_la_before.frame,
                last_year_name=view.last_year_in_words,
            ),
            sentences.on_reach(by_la.frame, "la_name", by_la_before.frame),
        ),
        key="by_la",
        selects=(ui.SHOWN_LA,),
    )
with right:
    ui.show(
        view,
        view.exhibit(
            f"Reach by phase, {period}",
            by_phase,
            charts.reach_bars(
                by_phase.frame,
                by="phase",
                label="phase",
                as_share=as_share,
                last_year=by_phase_before.frame,
                last_year_name=view.last_year_in_words,
            ),
            sentences.on_reach(by_phase.frame, "phase", by_phase_before.frame),
        ),
        key="by_phase",
        selects=(ui.SHOWN_PHASE,),
    )
ui.show(
    view,
    view.exhibit(
        f"Reach by local authority and phase, {period}",
        crossed,
        charts.reach_heat_map(crossed.frame),
        sentences.on_reach_crossed(crossed.frame),
    ),
    key="crossed",
    selects=(ui.SHOWN_LA, ui.SHOWN_PHASE),
)
ui.schools_behind(view)

"""Figures that stand alone: the row at the top of the overview, and its headlines."""

import streamlit as st

from reach import formats, sentences
from reach.ui.escape import escape
from reach.ui.view import View


def headlines(view: View) -> None:
    """Show the two or three sentences that the figures themselves write."""
    said = _headlines(f"{view.filters}", view.version.name, view)
    st.markdown("\n".join(f"- {escape(sentence)}" for sentence in said))


def headline_figures(view: View) -> None:
    """Show reach, schools, teachers and target, each against the same period last year."""
    now, before = view.ask("reach_total").frame.iloc[0], view.ask_last_year("reach_total").frame
    had_before = not before.empty and before.iloc[0]["reached"] > 0
    then = before.iloc[0] if had_before else None
    people = int(view.ask("people_total").frame.iloc[0]["people"])
    people_then = int(view.ask_last_year("people_total").frame.iloc[0]["people"])
    since = f"on {view.last_year_in_words}"
    target = view.ask("reach_target").frame
    reach, schools, teachers, aim = st.columns(4)
    with reach:
        st.metric(
            "Reach",
            escape(formats.percent(now["reach"], 1)),
            escape(formats.points(now["reach"] - then["reach"])) if then is not None else None,
            delta_description=escape(since) if then is not None else None,
            help="Schools reached as a share of the schools open and in scope on the same day. "
            "Changes are in percentage points.",
            border=True,
        )
    with schools:
        st.metric(
            "Schools reached",
            f"{now['reached']:,} of {now['schools']:,}",
            f"{now['reached'] - then['reached']:+,}" if then is not None else None,
            delta_description=escape(since) if then is not None else None,
            help="Each school counts once, however many programmes it takes part in.",
            border=True,
        )
    with teachers:
        st.metric(
            "Teachers reached",
            escape(formats.thousands(people)),
            f"{people - people_then:+,}" if people_then else None,
            delta_description=escape(since) if people_then else None,
            help="Different people who attended at least one session, from schools open and in scope.",
            border=True,
        )
    with aim:
        if target.empty:
            st.metric(
                "Target",
                "None set",
                help="Targets for a year, local authority, phase or strand are set on the page Targets.",
                border=True,
            )
        else:
            share, needed = float(target.iloc[0]["share"]), int(target.iloc[0]["still_needed"])
            st.metric(
                "Target",
                escape(formats.percent(share)),
                escape(formats.points(now["reach"] - share)),
                delta_description=f"{needed:,} to go" if needed else "met",
                help=f"How many schools are still to be reached. Source: {escape(target.iloc[0]['source'])}",
                border=True,
            )
    national = view.ask("national_reach").frame
    england = (
        ""
        if national.empty
        else f" For comparison: {formats.percent(national.iloc[0]['share'])} of England's schools worked with their "
        f"hub in {national.iloc[0]['academic_year']} ({national.iloc[0]['source']})."
    )
    st.caption(escape(f"As at {formats.day(view.ask('reach_total').as_at)}.{england}"))


@st.cache_data(show_spinner=False, max_entries=500)
def _headlines(asked: str, version_name: str, _view: View) -> list[str]:
    del asked, version_name  # parts of the cache's key
    return sentences.headlines(
        _view.ask("reach_total").frame,
        _view.ask_last_year("reach_total").frame,
        _view.ask("reach_by_la").frame,
        _view.ask_last_year("reach_by_la").frame,
        _view.ask("standing_by_group").frame,
        _view.filters,
        _view.last_year,
    )

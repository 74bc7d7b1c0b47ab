"""An activity: what it is, who is still there, its register in numbers and the schools taking part."""

from typing import Any

import pandas as pd
import streamlit as st

from reach import formats
from reach.exhibits import attendance
from reach.exhibits.attendance import activity_name, ask_whole, whole
from reach.ui.card import show_card
from reach.ui.escape import escape
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.view import View

_ADDRESS, _CHOICE = "activity", "activity_choice"


def show_page() -> None:
    """Show the page."""
    view = page("An activity", is_of_period=False, not_applied=("counted_as",))
    first = st.container()
    activity_id = _choose_activity(view)
    sessions = view.exhibit(attendance.activity_register, activity_id=activity_id)
    with first:
        show_answer(sessions.finding)
    _show_facts(view, activity_id)
    drill_through = _drill_through(view, activity_id)
    show_card(
        view,
        sessions,
        key="still_there",
        schools=drill_through,
        is_answer=True,
    )
    show_card(
        view,
        view.exhibit(attendance.activity_register, activity_id=activity_id, as_table=True),
        key="register",
        schools=drill_through,
    )
    show_card(view, view.exhibit(attendance.activity_schools, activity_id=activity_id), key="schools", schools=None)


def _choose_activity(view: View) -> str:
    """Ask for an activity, beginning with that of the address. Where there is none, say so and stop."""
    offered = view.ask("activity_list").frame
    names = dict(zip(offered["activity_id"], offered["activity"], strict=True))
    addressed = st.query_params.get(_ADDRESS, "")
    first = next(iter(names.values()), "no activity")
    if addressed and addressed not in names:
        if ask_whole(view, "activity_facts", addressed).frame.empty:
            st.warning(
                f"This link asks for an activity that the dashboard does not have. You see {escape(first)} instead.",
                icon=":material/link_off:",
            )
            addressed = ""
        else:
            names = {addressed: activity_name(view, addressed)} | names
    if not names:
        st.info(
            f"No activity of {escape(view.filters.academic_year)} fits the filters. Choose others in the sidebar, "
            "or reset the filters there."
        )
        st.stop()
    st.session_state[_CHOICE] = addressed or next(iter(names))
    chosen = st.selectbox(
        "Activity",
        list(names),
        format_func=names.__getitem__,
        key=_CHOICE,
        on_change=_remember,
        help="Type a part of its name to find it.",
    )
    if st.query_params.get(_ADDRESS) != chosen:
        st.query_params[_ADDRESS] = chosen
    st.caption(
        f"The list offers the activities of {escape(view.filters.academic_year)} that fit the local authorities, "
        "phases, strands and light-touch choice in the sidebar. Below stands the activity as a whole: all of its "
        "sessions, whatever period is chosen, and everybody on its register, from any school."
    )
    return str(chosen)


def _show_facts(view: View, activity_id: str) -> None:
    """Show an activity's main figures and facts."""
    facts = ask_whole(view, "activity_facts", activity_id).frame.iloc[0]
    register = ask_whole(view, "activity_register", activity_id).frame
    held = register[register["state"] == "held"]
    latest = None if held.empty else held.iloc[-1]
    so_far = " so far" if facts["sessions_to_come"] or facts["sessions_not_marked"] else ""
    people, rate, still_there, schools, places = st.columns(5)
    people.metric(
        f"People who came{so_far}",
        f"{facts['came']:,} of {facts['signed_up']:,}",
        help=f"Of those signed up. {facts['stayed']:,} attended at least 75% of the sessions held, of two or more; "
        f"{facts['no_shows']:,} never came without a word, {facts['sent_apologies']:,} only sent apologies.",
        border=True,
    )
    rate.metric(
        f"Attendance rate{so_far}",
        escape(formats.percent(facts["share_attended"], 1)),
        help="Attended ÷ (attended + absent + apologies), of all sessions held.",
        border=True,
    )
    still_there.metric(
        "Still there",
        "–" if latest is None else f"{latest['still_there']:,} of {facts['came']:,}",
        help="People who came to the latest session held, of those who ever came.",
        border=True,
    )
    schools.metric("Schools", f"{facts['schools']:,}", help="Schools with anybody on the register.", border=True)
    places.metric(
        "Places",
        "Not given" if pd.isna(facts["places"]) else f"{facts['places']:,}",
        help="How many can take part, from the sheet of activities in the hub's template.",
        border=True,
    )
    st.markdown("  \n".join(f"**{escape(what)}**: {escape(which)}" for what, which in _described(facts)))


def _drill_through(view: View, activity_id: str) -> DrillThrough:
    """Return the schools behind an activity's figures: all that take part."""
    return DrillThrough("activity_schools", choices=whole(view, activity_id))


def _described(facts: pd.Series) -> list[tuple[str, str]]:
    def text(value: Any) -> str:
        return "Not given" if value is None or pd.isna(value) else str(formats.word(value))

    sessions = [f"{facts['sessions_held']:,} held"]
    sessions += [f"{facts['sessions_to_come']:,} still to come"] if facts["sessions_to_come"] else []
    sessions += [f"{facts['sessions_not_marked']:,} not marked yet"] if facts["sessions_not_marked"] else []
    described = [
        ("Programme", text(facts["programme_name"])),
        ("Strand", text(facts["strand_name"])),
        ("For", formats.cell("phases", facts["phases"])),
        ("Lead partner", text(facts["lead_partner"])),
        ("Mode", text(facts["delivery_mode"])),
        ("First session", "No date" if pd.isna(facts["first_on"]) else formats.day(facts["first_on"])),
        ("Last session", "No date" if pd.isna(facts["last_on"]) else formats.day(facts["last_on"])),
        ("Sessions", formats.listed(sessions)),
    ]
    return (
        described
        if pd.isna(facts["pupils"])
        else [*described, ("Pupils, counted each session", f"{facts['pupils']:,}")]
    )


def _remember() -> None:
    st.query_params[_ADDRESS] = st.session_state[_CHOICE]

"""What the page Attendance shows beside its cards: figures, choices, and the activities to worry about."""

import functools
from collections.abc import Callable

import pandas as pd
import streamlit as st

from reach import formats
from reach.exhibit import Exhibit
from reach.exhibits.attendance import BREAKDOWNS
from reach.sentences import attendance as sentences
from reach.ui.behind import Behind
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.sidebar import address_of
from reach.ui.view import View

SHOWN_AT_FIRST = 8
_TELLS_SCHOOLS_APART = ("programme", "mode")
"""Breakdowns in whose groups a school has a row each; the others are filters, by which the list is narrowed."""


def attendance_figures(view: View) -> None:
    """Show the attendance rate, who came, who stayed and no-shows, each against the same period last year."""
    now, before = (
        result.frame.iloc[0] for result in (view.ask("attendance_total"), view.ask_last_year("attendance_total"))
    )
    since = f"on {view.last_year_in_words}"

    def metric(label: str, share: str, detail: str, advice: str, *, is_good: bool = True) -> None:
        has_before = not pd.isna(before[share]) and not pd.isna(now[share])
        is_same = has_before and round(100 * (now[share] - before[share])) == 0
        st.metric(
            escape(label),
            escape(formats.percent(now[share], 1)),
            ("no change" if is_same else escape(formats.points(now[share] - before[share]))) if has_before else None,
            delta_color="off" if is_same else "normal" if is_good else "inverse",
            delta_arrow="off" if is_same else "auto",
            delta_description=escape(since) if has_before else None,
            help=escape(f"{detail}. {advice}"),
            border=True,
        )

    rate, came, stayed, no_shows = st.columns(4)
    with rate:
        metric(
            "Attendance rate",
            "share_attended",
            f"Attended {now['times_attended']:,} of {now['times_expected']:,} times expected",
            "Attended ÷ (attended + absent + apologies), of sessions held. Changes are in percentage points.",
        )
    with came:
        metric(
            "Came, of those signed up",
            "share_came",
            f"{now['came']:,} of {now['signed_up']:,}",
            "Came to at least one session of the activity in the period. A person counts once for each activity.",
        )
    with stayed:
        metric(
            "Stayed to 75 %",
            "share_stayed",
            f"{now['stayed']:,} of {now['signed_up_to_two_or_more']:,}",
            "Attended at least 75 % of the sessions held in the period. Asked of activities of two or more sessions.",
        )
    with no_shows:
        metric(
            "No-shows",
            "share_no_shows",
            f"{now['no_shows']:,} of {now['signed_up']:,}",
            "Expected at a session that was held, never came to the activity and sent no apologies.",
            is_good=False,
        )
    held = formats.count_of(int(now["activities"]), "activity", "activities")
    to_come = (
        f" {formats.count_of(int(now['signed_up_to_come']), 'person has', 'people have')} signed up for "
        f"{formats.count_of(int(now['activities_to_come']), 'activity', 'activities')} that held no session in it: "
        "they are in no share."
        if now["signed_up_to_come"]
        else ""
    )
    st.caption(escape(f"{held} held a session in {view.filters.period_in_words}.{to_come}"))


def attendance_breakdown() -> str:
    """Ask what the attendance rate, no-shows and apologies are broken down by."""
    return str(
        st.segmented_control(
            "Break down by",
            list(BREAKDOWNS),
            format_func=lambda each: escape(BREAKDOWNS[each].words.capitalize()),
            default="programme",
            required=True,
            key="by",
            bind="query-params",
        )
    )


def attendance_behind(breakdown: str) -> Behind:
    """Say which schools stand behind a chart that is broken down by something."""
    choices = {"breakdown": breakdown} if breakdown in _TELLS_SCHOOLS_APART else {}
    return Behind("attendance_schools", (BREAKDOWNS[breakdown].by,), choices)


def pick_out_activity(view: View) -> str | None:
    """Ask for an activity to be picked out among the lines, and lead to its page."""
    frame = view.ask("retention").frame
    ids = dict(zip(frame["activity"].dropna(), frame["activity_id"].dropna(), strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Pick out an activity",
            list(ids),
            index=None,
            placeholder="None: all activities together",
            key="picked_out",
            bind="query-params",
            width=420,
        )
        if name in ids:
            st.page_link(
                menu_page("activity"),
                label="Go to its page",
                icon=":material/arrow_forward:",
                query_params=_address(view, ids[name]),
            )
    return name


def worry_limits() -> dict[str, int]:
    """Ask from where on an activity is one to worry about."""
    with st.container(horizontal=True):
        gone = st.segmented_control(
            "Falling fast: more than … gone by the latest session",
            [20, 25, 33, 40, 50],
            format_func=lambda percent: f"{percent:d} %",
            default=25,
            required=True,
            key="gone",
            bind="query-params",
            help="Of those who ever came to the activity in the period. Two people are let off.",
        )
        taken = st.segmented_control(
            "Half-empty: fewer than … of the places taken",
            [30, 40, 50, 60, 75],
            format_func=lambda percent: f"{percent:d} %",
            default=50,
            required=True,
            key="taken",
            bind="query-params",
            help="Places stand on the sheet of activities. Fewer than six places are not judged.",
        )
    return {"gone_percent": int(gone or 25), "taken_percent": int(taken or 50)}


def worry_list(view: View, exhibit: Exhibit) -> Callable[[], None]:
    """Give what draws the activities to worry about: each a click from its page, with what is wrong in figures."""
    return functools.partial(_draw_worries, view, exhibit.result.frame)


def _draw_worries(view: View, frame: pd.DataFrame) -> None:
    _draw_rows(view, frame.head(SHOWN_AT_FIRST))
    rest = frame.iloc[SHOWN_AT_FIRST:]
    if rest.empty:
        return
    more = st.expander(
        escape(formats.count_of(len(rest), "more activity", "more activities")), key="more_worries", on_change="rerun"
    )
    if more.open:
        with more:
            _draw_rows(view, rest)


def _draw_rows(view: View, frame: pd.DataFrame) -> None:
    for _, row in frame.iterrows():
        with st.container(gap=None):
            st.page_link(
                menu_page("activity"),
                label=f"**{escape(row['activity'])}**",
                icon=":material/trending_down:" if row["is_falling_fast"] else ":material/event_seat:",
                query_params=_address(view, row["activity_id"]),
            )
            st.markdown(escape(sentences.on_worry(row)))


def _address(view: View, activity_id: str) -> list[tuple[str, str]]:
    return [*address_of(view.filters, view.settings), ("activity", activity_id)]

"""Attendance: who attends, who signs up and does not come, who stays to the end, and which activities to look after."""

import functools
from collections.abc import Callable

import pandas as pd
import streamlit as st

from reach import formats
from reach.exhibit import Exhibit
from reach.exhibits import attendance
from reach.exhibits.attendance import BREAKDOWNS
from reach.queries import GONE_PERCENT, TAKEN_PERCENT
from reach.sentences import attendance as sentences
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.escape import escape
from reach.ui.metric_change import metric_change
from reach.ui.navigation import menu_page
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.sidebar import address_of
from reach.ui.view import View, for_staff_only, say_what_is_left_out

SHOWN_AT_FIRST = 8
_LISTED_BY_GROUP = ("programme", "mode")
"""Breakdowns in whose groups a school has a row each; the others are filters, by which the list is narrowed."""


def show_page() -> None:
    """Show the page."""
    view = page(
        "Attendance",
        not_applied=("counted_as",),
    )
    first = st.container()
    with for_staff_only(say_what_is_left_out):
        _show_figures(view)
    breakdown = _choose_breakdown()
    drill_through = _drill_through(breakdown)
    rate = view.exhibit(attendance.attendance_rate, breakdown=breakdown)
    with first:
        show_answer(rate.finding)
    of_activities = DrillThrough("attendance_schools", ("activity",), {"breakdown": "activity"})

    left, right = st.columns(2)
    with left:
        show_card(
            view,
            rate,
            key=f"rate_by_{breakdown}",
            schools=drill_through,
            is_answer=True,
        )
    with right:
        show_card(
            view,
            view.exhibit(attendance.attendance_outcomes, breakdown=breakdown),
            key=f"outcomes_by_{breakdown}",
            schools=drill_through,
        )

    show_card(
        view,
        view.exhibit(attendance.teachers_with_hours, breakdown=breakdown),
        key=f"hours_by_{breakdown}",
        schools=drill_through,
    )

    left, right = st.columns(2)
    with left:
        show_card(
            view,
            view.exhibit(attendance.attendance_funnel),
            key="funnel",
            schools=DrillThrough("attendance_schools_by_step", by=("course_length", "step")),
        )
    with right:
        card = st.container()
        picked_out = _choose_activity_to_highlight(view) if view.is_exact else None
        with card:
            show_card(
                view, view.exhibit(attendance.retention, picked_out=picked_out), key="retention", schools=of_activities
            )

    if view.is_exact:
        _show_worries(view, of_activities)


def _show_worries(view: View, of_activities: DrillThrough) -> None:
    """Show the activities to look after, by limits that the visitor chooses."""
    worries = view.exhibit(attendance.activities_to_worry_about, **_choose_limits())
    show_card(
        view,
        worries,
        key="worries",
        schools=of_activities,
        rows=_list_drawer(view, worries),
    )


def _show_figures(view: View) -> None:
    """Show the attendance rate, who came, who stayed and no-shows, each against the same period last year."""
    now, before = (
        result.frame.iloc[0] for result in (view.ask("attendance_total"), view.ask_last_year("attendance_total"))
    )
    since = f"on {view.then.in_short}"
    so_far = " so far" if view.now.is_running else ""

    def metric(label: str, share: str, detail: str, advice: str, *, is_good: bool = True) -> None:
        has_before = not pd.isna(before[share]) and not pd.isna(now[share])
        st.metric(
            escape(f"{label}{so_far}"),
            escape(formats.percent(now[share], 1)),
            **metric_change(formats.points(now[share] - before[share]) if has_before else "", since, is_good=is_good),
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
            "Came to 75%",
            "share_stayed",
            f"{now['stayed']:,} of {now['signed_up_to_two_or_more']:,}",
            "Came in the period, and to at least 75% of the activity's sessions held in the year up to its end. "
            "Asked of activities of two or more sessions.",
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
    st.caption(escape(f"{held} held a session in {view.period_in_words}.{to_come}"))


def _choose_breakdown() -> str:
    """Ask for the breakdown of attendance rate, no-shows and apologies."""
    options = {key: breakdown.words.capitalize() for key, breakdown in BREAKDOWNS.items()}
    return choose_one("Break down by", options, key="by")


def _drill_through(breakdown: str) -> DrillThrough:
    """Return the schools behind a chart with this breakdown."""
    choices = {"breakdown": breakdown} if breakdown in _LISTED_BY_GROUP else {}
    return DrillThrough("attendance_schools", (BREAKDOWNS[breakdown].by,), choices)


def _choose_activity_to_highlight(view: View) -> str | None:
    """Ask for an activity to highlight among the lines, and link to its page."""
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


def _choose_limits() -> dict[str, int]:
    """Ask for the limits beyond which an activity is listed."""
    with st.container(horizontal=True):
        gone = choose_one(
            "Falling fast: more than … gone by the latest session",
            {percent: f"{percent}%" for percent in (20, 25, 33, 40, 50)},
            default=GONE_PERCENT,
            key="gone",
            advice="Of those who ever came to the activity in the period. The first two who leave are not counted.",
        )
        taken = choose_one(
            "Half-empty: fewer than … of the places taken",
            {percent: f"{percent}%" for percent in (30, 40, 50, 60, 75)},
            default=TAKEN_PERCENT,
            key="taken",
            advice="Places stand on the sheet of activities. Fewer than six places are not judged.",
        )
    return {"gone_percent": gone, "taken_percent": taken}


def _list_drawer(view: View, exhibit: Exhibit) -> Callable[[], None]:
    """Return the function that draws the activities beyond the limits, each with a link to its page and its figures."""
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

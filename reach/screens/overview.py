"""Overview: how the hub is doing, what is better and worse, what to do next, and the charts."""

from collections.abc import Sequence

import streamlit as st

from reach import exhibits, formats
from reach.exhibits.totals import england_row, with_england_in_words
from reach.filters import Filters
from reach.measures import MEASURES
from reach.queries import Result
from reach.sentences import overview as words
from reach.store import listing
from reach.ui.card import show_card
from reach.ui.escape import escape
from reach.ui.last_look import since_last_look
from reach.ui.metric_change import metric_change
from reach.ui.navigation import is_in_menu, menu_page
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.sidebar import address_of
from reach.ui.store_lists import cached_list
from reach.ui.view import View, academic_years


def show_page() -> None:
    """Show the page."""
    view = page("Overview")
    total, then = view.ask("reach_total").frame, view.ask_last_year("reach_total").frame
    show_answer(words.on_the_whole(total, then, view.now, view.then))
    _show_figures(view)
    _show_what_to_know(view)

    left, right = st.columns(2)
    with left:
        by_place = DrillThrough(by=("la_code", "phase"))
        show_card(view, view.exhibit(exhibits.reach_by_la_phase), key="crossed", schools=by_place)
        of_standing = DrillThrough(by=("la_code", "standing"), shows="all")
        show_card(view, view.exhibit(exhibits.standing_by_la), key="standing", schools=of_standing)
    with right:
        show_card(view, view.exhibit(exhibits.ladder_by_la), key="ladder", schools=DrillThrough(by=("la_code", "rung")))
        show_card(view, view.exhibit(exhibits.reach_trend), key="trend")


def _show_figures(view: View) -> None:
    """Show reach, schools, teachers and schools ever reached, each with the page that breaks it down."""
    now, before = view.ask("reach_total").frame.iloc[0], view.ask_last_year("reach_total").frame
    then = before.iloc[0] if not before.empty and before.iloc[0]["reached"] > 0 else None
    so_far = " so far" if view.now.is_running else ""
    since = f"on {view.then.in_short}"
    reach, schools, teachers, ever = st.columns(4)
    with reach, st.container(border=True, height="stretch", key="tile_reach", gap="xsmall"):
        st.metric(
            f"Reach{so_far}",
            escape(formats.percent(now["reach"])),
            **metric_change(formats.points(now["reach"] - then["reach"]) if then is not None else "", since),
            help="Schools reached as a share of the schools open and in scope on the same day. "
            "Changes are in percentage points.",
        )
        st.caption(escape(_england(view)))
        _link(view, "reach", "By local authority and phase")
    with schools, st.container(border=True, height="stretch", key="tile_schools", gap="xsmall"):
        st.metric(
            f"Schools reached{so_far}",
            f"{now['reached']:,} of {now['schools']:,}",
            **metric_change(f"{now['reached'] - then['reached']:+,}" if then is not None else "", since),
            help="Each school counts once, however many programmes it takes part in.",
        )
        _show_target(view)
    with teachers, st.container(border=True, height="stretch", key="tile_teachers", gap="xsmall"):
        people, people_then = (
            _people(answer) for answer in (view.ask("people_total"), view.ask_last_year("people_total"))
        )
        st.metric(
            f"Teachers reached{so_far}",
            escape(formats.shown(people)),
            **metric_change(f"{people - people_then:+,}" if people is not None and people_then else "", since),
            help="Different people who attended at least one session, from schools open and in scope.",
        )
        _link(view, "compare", "By local authority", [("measure", MEASURES["teachers"].label)])
    with ever, st.container(border=True, height="stretch", key="tile_ever", gap="xsmall"):
        standings = _standings(view)
        everyone = sum(standings.values())
        reached_ever = everyone - standings["never"]
        since_year = academic_years(view.version)[-1][0]
        st.metric(
            "Ever reached",
            escape(formats.percent(reached_ever / everyone)) if everyone else "–",
            help=f"Schools of today reached in {escape(view.filters.academic_year)} or any year before it, "
            f"since {escape(since_year)}.",
        )
        st.caption(escape(f"{reached_ever:,} of {formats.count_of(everyone, 'school')} since {since_year}"))
        _link(
            view, "schools", f"{formats.count_of(standings['never'], 'school')} never reached", [("standing", "Never")]
        )


def _people(answer: Result) -> int | None:
    """Return how many people an answer counts; None where it says that there are fewer than five."""
    return None if answer.low_rows("people") else int(answer.frame.iloc[0]["people"])


def _standings(view: View) -> dict[str, int]:
    """Return how many schools have each standing."""
    frame = view.ask("standing_by_group").frame
    return {
        str(standing): int(count)
        for standing, count in zip(frame["standing"], frame["schools_of_standing"], strict=True)
    }


def _england(view: View) -> str:
    england = england_row(view, "name")
    if england is None:
        return with_england_in_words(view, "").strip()
    return f"{england['name']}: {formats.percent(england['reach'])}"


def _show_target(view: View) -> None:
    """Show the year's target, or where to set one. Targets are for a whole year: a term shows how far it has come."""
    target = view.ask("reach_target", period="year").frame
    if target.empty:
        st.caption(escape(f"No target for {view.filters.academic_year}"))
        if view.can_change:
            _link(view, "targets", "Set a target")
        return
    share, needed = float(target.iloc[0]["share"]), int(target.iloc[0]["still_needed"])
    still = (
        f"{formats.count_of(needed, 'school')} to go"
        if needed
        else f"met{' so far' if view.this_year.is_running else ''}"
    )
    st.caption(escape(f"Target for {view.filters.academic_year}: {formats.percent(share)}, {still}"))
    _link(view, "targets", "Targets")


def _show_what_to_know(view: View) -> None:
    """Show what is better, what is worse, and what to do next, each with its schools."""
    better, worse = words.better_and_worse(
        view.ask(
            "compare_measures",
            measure="reach",
            breakdown="la_phase",
            other_year=view.last_year,
            other_period=view.then.period,
        ).frame
    )
    left, middle, right = st.columns(3)
    with left:
        _show_changes(view, "Better", better, f"No place is up by more than two schools on {view.then.in_words}.")
    with middle:
        _show_changes(view, "Worse", worse, f"No place is down by more than two schools on {view.then.in_words}.")
    with right:
        st.markdown("**Next**")
        _show_next_steps(view)
        news = since_last_look(view)
        if news:
            with st.container(key="since_last_look"):
                st.markdown(escape(news))


def _show_changes(view: View, heading: str, changes: Sequence[words.PlaceChange], none: str) -> None:
    st.markdown(f"**{escape(heading)}**")
    for each in changes:
        filters = view.filters.with_changes(la_codes=(each.la_code,), phases=(each.phase,))
        _link(view, "schools", each.text, filters=filters)
    if not changes:
        st.caption(escape(none))


def _show_next_steps(view: View) -> None:
    standings = _standings(view)
    away = next(code for code in ("not yet back", "lapsed") if code in standings)
    if standings[away]:
        label = formats.STANDING_LABELS[away]
        _link(view, "schools", f"{formats.count_of(standings[away], 'school')}: {label.lower()}", [("standing", label)])
    _link(view, "call_list", "Ring these schools first")
    packs = cached_list(view, listing.packs) if is_in_menu("pack", view.visitor) else []
    if packs:
        made = packs[0]["made_at"]
        files = sum(batch["imported_at"] > made for batch in cached_list(view, listing.batches))
        came = formats.count_of(files, "file") if files else "no file"
        _link(view, "pack", f"Since the last pack ({formats.day(made.date())}): {came} imported")


def _link(
    view: View,
    entry_file: str,
    label: str,
    choices: Sequence[tuple[str, str]] = (),
    *,
    filters: Filters | None = None,
) -> None:
    """Show a link to another page under these filters, or others, and with choices of its own."""
    address = address_of(view.filters if filters is None else filters, view.settings)
    st.page_link(menu_page(entry_file), label=escape(label), query_params=[*address, *choices])

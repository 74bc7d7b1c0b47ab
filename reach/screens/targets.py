"""Targets: each against reach so far, the schools still needed, and whether the year will meet it."""

import pandas as pd
import streamlit as st

from reach import formats, ingest
from reach.exhibits import targets
from reach.phases import PHASES, phase_label
from reach.screens.unknown_targets import count_unknown_targets, warn_of_unknown_targets
from reach.ui.card import show_card
from reach.ui.changes import make_change, show_message
from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_unknown_choice
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.sidebar import set_filters, usual_choice
from reach.ui.sign_in import recorded_as
from reach.ui.view import View, academic_years

_ALL = ""
_MESSAGE = "targets_message"
_SHARE, _NUMBER = "Share of schools (%)", "Number of schools"


def show_page() -> None:
    """Show the page."""
    view = page(
        "Targets",
        is_of_period=False,
        not_applied=("period",),
    )
    if _has_targets(view):
        of_target = DrillThrough("schools_of_target", ("target",), {"period": "year"}, shows="not_reached")
        first = st.container()
        show_card(view, view.exhibit(targets.targets_and_reach), key="targets", schools=of_target)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            week = _choose_week(view)
            target = _choose_target(view)
        show_card(view, view.exhibit(targets.target_weeks, target=target, week=week), key="weeks", schools=None)
        outlook = view.exhibit(targets.target_outlook, week=week)
        with first:
            show_answer(outlook.finding)
            show_card(view, outlook, key="outlook", schools=of_target, is_answer=True)
        _show_earlier_years(view, week)
    if view.can_change:
        _set_targets(view)


def _has_targets(view: View) -> bool:
    """Show the last change's message; return whether the filters have a target, and where not, say what to do."""
    show_message(_MESSAGE)
    warn_of_unknown_targets(view, is_on_targets=True)
    if not view.ask("targets_and_reach", period="year").frame.empty:
        return True
    of_year = view.ask("target_list", period="year").frame["academic_year"].eq(view.filters.academic_year).sum()
    of_year -= count_unknown_targets(view)
    with st.container(border=True):
        st.header(f"No target is set for what is chosen in {escape(view.filters.academic_year)}", anchor=False)
        if of_year:
            st.write(
                escape(formats.count_of(int(of_year), "target"))
                + f" of this year {'is' if of_year == 1 else 'are'} for other local authorities, phases or strands: "
                "choose them in the sidebar."
            )
            usual = usual_choice(view.settings, academic_years(view.version)) | {
                "academic_year": view.filters.academic_year
            }
            st.button("Show all targets of this year", on_click=set_filters, args=(usual,))
        else:
            st.write(
                "Set one below. It may also stand in the sheet “Targets” of the hub's template, or in data/hub.toml. "
                "What is missing, and whether the year will make it, then stands here."
                if view.can_change
                else "The hub has set none yet."
            )
    return False


def _choose_week(view: View) -> int | None:
    """Ask for an earlier week of the outlook; None for the latest."""
    now = int(view.ask("target_outlook", period="year").frame.iloc[0]["week"])
    if now < 2:
        return None
    if (st.session_state.get("week") or now) > now:
        del st.session_state["week"]
    chosen = st.slider(
        "As it stood at the end of week",
        min_value=1,
        max_value=now,
        value=now,
        key="week",
        bind="query-params",
        width=520,
        help=f"Week 1 begins on 1 September. Week {now:d} is as it stands now: the last week that had ended by the "
        "day of the newest session held. Move it back to see what would have been said then.",
    )
    return None if chosen == now else int(chosen)


def _choose_target(view: View) -> str:
    """Ask for the target to follow week by week."""
    names = view.ask("targets_and_reach", period="year").frame["target"].tolist()
    warn_of_unknown_choice("Target", "target", names, names[0])
    if st.session_state.get("target") not in (None, *names):
        del st.session_state["target"]
    return str(st.selectbox("Target", names, key="target", bind="query-params", width=520))


def _show_earlier_years(view: View, week: int | None) -> None:
    """Show in an expander what the projection would have said in earlier years."""
    fold = st.expander("How well would this have done in earlier years?", key="tested", on_change="rerun")
    if fold.open:
        with fold:
            show_card(view, view.exhibit(targets.outlook_in_earlier_years, week=week), key="tested_years", schools=None)


def _set_targets(view: View) -> None:
    """Show in an expander all targets with their source, a form to set one and a button to withdraw one."""
    fold = st.expander("Set, change or withdraw targets", key="setting", on_change="rerun")
    if not fold.open:
        return
    with fold:
        _form(view)
        _withdraw(view)
        show_card(view, view.exhibit(targets.target_list), key="all_targets", schools=None)


def _form(view: View) -> None:
    settings = view.settings
    years = settings.academic_year_names()
    works = {_ALL: "All work of the hub"}
    works |= {f"strand {strand.code}": f"Strand: {strand.name}" for strand in settings.strands}
    works |= {f"programme {programme.code}": programme.name for programme in settings.programmes}
    las = {_ALL: "All local authorities"} | dict(zip(settings.la_codes, settings.la_names, strict=True))
    with st.form("set_target", border=True):
        st.markdown("**Set a target, or change the one that stands for the same**")
        left, right = st.columns(2)
        year = left.selectbox("Academic year", years, index=years.index(view.filters.academic_year), key="target_year")
        work = right.selectbox("For", list(works), format_func=works.__getitem__, key="target_work")
        la = left.selectbox("Local authority", list(las), format_func=las.__getitem__, key="target_la")
        phase = right.selectbox(
            "Phase",
            [_ALL, *PHASES],
            format_func=lambda each: phase_label(each) if each else "All phases",
            key="target_phase",
        )
        unit = left.selectbox("As a", [_SHARE, _NUMBER], key="target_unit")
        amount = right.number_input("Target", min_value=1, value=None, step=1, placeholder="60", key="target_amount")
        source = st.text_input(
            "Source",
            max_chars=ingest.LONGEST_SOURCE,
            placeholder="Delivery plan 2026/27, section 3",
            help="Where the target stands: document and section.",
            key="target_source",
        )
        is_sent = st.form_submit_button("Set target", icon=":material/flag:")
    if not is_sent:
        return
    if amount is None:
        st.error("**No target was given.** Write the share in per cent, or the number of schools.")
        return
    kind, _, code = work.partition(" ")
    scope = ingest.Scope(
        year,
        strand=code if kind == "strand" else None,
        programme=code if kind == "programme" else None,
        local_authority=la or None,
        phase=phase or None,
    )
    asked = {"share": amount / 100} if unit == _SHARE else {"schools": int(amount)}

    def set_target() -> str:
        ingest.set_target(view.store, scope, **asked, source=source, by=recorded_as(view.visitor))
        return "The target was set."

    make_change(set_target, message_key=_MESSAGE)


def _withdraw(view: View) -> None:
    frame = view.ask("target_list", period="year").frame
    if frame.empty:
        return
    frame = frame.astype(object).where(frame.notna(), None)
    of_year = frame[frame["academic_year"] == view.filters.academic_year]
    if of_year.empty:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            f"Target of {escape(view.filters.academic_year)} to withdraw",
            of_year["target"].tolist(),
            index=None,
            placeholder="Choose a target",
            key="withdrawn_target",
            width=520,
        )
        is_sent = st.button("Withdraw", icon=":material/flag_2:", key="withdraw_target", disabled=name is None)
    if is_sent and name is not None:
        scope = _scope_of(of_year[of_year["target"] == name].iloc[0])

        def withdraw() -> str:
            ingest.withdraw_target(view.store, scope, by=recorded_as(view.visitor))
            return f"“{name}” was withdrawn."

        make_change(withdraw, message_key=_MESSAGE)


def _scope_of(row: pd.Series) -> ingest.Scope:
    return ingest.Scope(row["academic_year"], row["strand"], row["programme_code"], row["la_code"], row["phase"])

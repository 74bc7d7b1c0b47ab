"""Strands: what each strand of the hub's work delivers, and its own charts."""

import dataclasses
from collections.abc import Callable

import pandas as pd
import streamlit as st

from reach import formats
from reach.candidate_stages import STAGES
from reach.exhibits import candidates, strands
from reach.measures import MEASURES, OF_STRANDS
from reach.screens.unknown_targets import count_unknown_targets, warn_of_unknown_targets
from reach.settings import StrandRole
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.escape import escape
from reach.ui.navigation import link_to_imports, menu_page
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.sidebar import address_of
from reach.ui.view import View, for_staff_only, say_what_is_left_out

_CANDIDATES_OF = {"recruitment": STAGES["enquired"], "training": STAGES["started"]}
"""The stage of candidates that the panel of a strand of some role counts."""


def show_page() -> None:
    """Show the page."""
    view = page("Strands")
    first = st.container()
    warn_of_unknown_targets(view)
    _show_strand_panels(view)

    measure = _choose_strand_measure()
    schools = DrillThrough("pupil_schools" if measure == "pupils" else "school_list", ("strand",))
    bars = view.exhibit(strands.strand_bars, measure=measure)
    with first:
        show_answer(bars.finding)
    show_card(view, bars, key="strands", schools=schools, is_answer=True)

    with for_staff_only(say_what_is_left_out):
        _show_strand(view, _choose_strand(view))


def _show_strand_panels(view: View) -> None:
    """Show a panel for each strand with the same lines: its work and reach, against target and last year."""
    now = view.ask("strand_panels").frame
    before = view.ask_last_year("strand_panels").frame.set_index("strand")
    if not before[["activities", "sessions_held", "people"]].any(axis=None):
        before = before[:0]  # nothing is recorded of then: against nothing, nothing is compared
    flow, flow_before = _candidates_by_stage(view), _candidates_by_stage(view, **view.then.as_filters)
    knows_targets = not count_unknown_targets(view)
    roles = {strand.code: strand.role for strand in view.settings.strands}
    for column, (_, row) in zip(st.columns(len(now)), now.iterrows(), strict=True):
        then = before.loc[row["strand"]] if row["strand"] in before.index else None
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{escape(row['strand_name'])}**")
            _reached(row, then, view)
            _show_target(view, row, knows_targets=knows_targets, is_running=view.this_year.is_running)
            lines = [_line(row, then, measure) for measure in ("activities", "sessions_held", "people", "pupils")]
            role = roles[row["strand"]]
            if role in _CANDIDATES_OF and (flow.any() or flow_before.any()):
                stage = _CANDIDATES_OF[role]
                counted = formats.count_of(int(flow[stage.name]), "candidate")
                in_brackets = f" ({int(flow_before[stage.name]):,})" if flow_before.any() else ""
                lines.append(f"**{escape(counted)}** {escape(stage.did)}{in_brackets}")
            if not pd.isna(row["pupils_expected"]):
                lines.append(f"**{int(row['pupils_expected']):,}** pupils expected at sessions to come")
            st.markdown("\n".join(f"- {line}" for line in lines if line))
    as_at = formats.day(view.ask("strand_panels").as_at)
    has_brackets = len(before) > 0 or flow_before.any()
    key = f"In brackets {view.last_year_in_words}. " if has_brackets else ""
    st.caption(escape(f"{key}As at {as_at}."))


def _candidates_by_stage(view: View, **period: str) -> pd.Series:
    """Return how many candidates came to each stage, of which some or none are shown to the visitor."""
    flow = view.ask_if_recorded("candidate_flow", **period)
    return pd.Series(dtype="Int64") if flow is None else flow.frame.set_index("stage")["candidates"]


def _choose_strand_measure() -> str:
    """Ask for the measure that compares strands."""
    return choose_one("Compare by", {each: MEASURES[each].label for each in OF_STRANDS}, key="count")


def _choose_strand(view: View) -> str:
    """Ask for the strand whose own charts are shown, the one with most activities unless another is chosen."""
    activities = view.ask("strand_panels").frame.set_index("strand")["activities"]

    def of_look(look: str) -> int:
        return int(activities.reindex(view.settings.strands_with_role(*_LOOKS[look].roles)).fillna(0).sum())

    busiest = max(_LOOKS, key=of_look)
    return choose_one("Choose a strand", {key: look.label for key, look in _LOOKS.items()}, key="look", default=busiest)


def _show_strand(view: View, look: str) -> None:
    """Show a strand's own charts, and its programmes."""
    chosen_look = _LOOKS[look]
    strands_of_hub = view.settings.strands_with_role(*chosen_look.roles)
    chosen = tuple(code for code in strands_of_hub if code in view.filters.strands)
    if not strands_of_hub:
        st.info(f"Your hub has no strand for “{escape(chosen_look.label)}”. Its strands stand in data/hub.toml.")
        return
    if not chosen:
        st.info(f"“{escape(chosen_look.label)}” is not among the strands that are chosen in the sidebar.")
        return
    if chosen_look.draw:
        chosen_look.draw(view)
    if _has_support(view, chosen):
        _show_support(view, chosen)
    elif "cpd" in chosen_look.roles:
        _nothing(
            view,
            f"No school-to-school support began in {view.period_in_words}",
            "Who supports whom, from when, for how many days and in what comes from the sheet “School-to-school "
            "support” of the hub's template.",
        )
    drill_through = DrillThrough("programme_schools", ("programme_name",), {"strands": chosen})
    show_card(
        view, view.exhibit(strands.programme_reach, strands=chosen), key=f"programmes_{look}", schools=drill_through
    )


def _candidates(view: View) -> None:
    if view.ask("candidate_funnel", breakdown="cohort").frame.empty:
        _nothing(
            view,
            "No candidates to show",
            "Who enquired, applied, was offered a place, started training, qualified and teaches comes from the sheet "
            "“Recruitment and training” of the hub's template: a row for each stage that a candidate came to. Only a "
            "reference is needed, no names. Where candidates are loaded already, none of them is of the years, local "
            "authorities and phases that are chosen.",
        )
        return
    left, right = st.columns(2)
    with left:
        drill_through = DrillThrough("candidate_flow_schools", ("stage",))
        show_card(view, view.exhibit(candidates.candidate_flow), key="flow", schools=drill_through)
    with right:
        show_card(view, view.exhibit(candidates.candidate_funnel), key="funnel", schools=_schools_by_stage("total"))
    breakdown = _choose("Candidates by", candidates.BREAKDOWNS, "candidates_by")
    groups = view.exhibit(candidates.candidate_groups, breakdown=breakdown)
    show_card(view, groups, key=f"candidates_{breakdown}", schools=_schools_by_stage(breakdown))
    left, right = st.columns(2)
    with left:
        show_card(view, view.exhibit(candidates.candidate_cohorts), key="cohorts", schools=_schools_by_stage("cohort"))
    with right:
        show_card(view, view.exhibit(candidates.candidate_times), key="times", schools=None)


def _has_support(view: View, chosen: tuple[str, ...]) -> bool:
    """Return whether any support of these strands began this year or last."""
    return any(not ask("support_flows", strands=chosen).frame.empty for ask in (view.ask, view.ask_last_year))


def _show_support(view: View, chosen: tuple[str, ...]) -> None:
    breakdown = _choose("Support by", strands.SUPPORT_BREAKDOWNS, "support_by")
    of_strands = {"strands": chosen}
    left, right = st.columns(2)
    with left:
        drill_through = DrillThrough(
            "support_schools", ("support_group", "direction"), {"breakdown": breakdown} | of_strands
        )
        days = view.exhibit(strands.support_days, breakdown=breakdown, strands=chosen)
        show_card(view, days, key=f"support_{breakdown}", schools=drill_through)
    with right:
        flows = DrillThrough("support_schools", ("from_place", "to_place"), of_strands)
        show_card(view, view.exhibit(strands.support_flows, strands=chosen), key="support_flows", schools=flows)


def _leaders(view: View) -> None:
    drill_through = DrillThrough(
        "leader_schools", ("la_code", "phase"), {"strands": view.settings.strands_with_role("leadership")}
    )
    show_card(view, view.exhibit(strands.leaders_by_la_phase), key="leaders", schools=drill_through)


def _pupils(view: View) -> None:
    if view.ask("pupils_by_la_phase", strands=view.settings.strands_with_role("enrichment")).frame.empty:
        _nothing(
            view,
            f"No pupils were counted in {view.period_in_words}",
            "How many pupils a school brought stands in the column “Pupils” of a register, or on the sheet “Pupil "
            "counts” of the hub's template.",
        )
        return
    left, right = st.columns(2)
    with left:
        drill_through = DrillThrough(
            "pupil_schools", ("la_code", "phase"), {"strands": view.settings.strands_with_role("enrichment")}
        )
        show_card(view, view.exhibit(strands.pupils_by_la_phase), key="pupils", schools=drill_through)
    with right:
        drill_through = DrillThrough(
            "pupil_schools", ("school_group",), {"strands": view.settings.strands_with_role("enrichment")}
        )
        show_card(view, view.exhibit(strands.pupils_by_fifth), key="pupil_fifths", schools=drill_through)


@dataclasses.dataclass(frozen=True)
class _Look:
    label: str
    roles: tuple[StrandRole, ...]
    draw: Callable[[View], None] | None = None


_LOOKS = {
    "candidates": _Look("Recruitment and training", ("recruitment", "training"), _candidates),
    "support": _Look("CPD and support", ("cpd",)),
    "leaders": _Look("Leadership", ("leadership",), _leaders),
    "pupils": _Look("Enrichment", ("enrichment",), _pupils),
}


def _schools_by_stage(breakdown: str) -> DrillThrough:
    by = ("stage",) if breakdown == "total" else ("candidate_group", "stage")
    return DrillThrough("candidate_schools", by, {"breakdown": breakdown})


def _choose(label: str, breakdowns: dict[str, str], key: str) -> str:
    options = {each: "Local authority" if each == "la" else words.capitalize() for each, words in breakdowns.items()}
    return choose_one(label, options, key=key)


def _reached(row: pd.Series, then: pd.Series | None, view: View) -> None:
    change = int(row["reached"]) - int(then["reached"]) if then is not None else 0
    st.metric(
        f"Reached{' so far' if view.now.is_running else ''}",
        escape(formats.thousands(row["reached"])),
        f"{change:+,}" if change else "no change" if then is not None and row["reached"] else None,
        delta_color="normal" if change else "off",
        delta_arrow="auto" if change else "off",
        delta_description=escape(f"on {view.then.in_short}") if change else None,
        help=f"Schools reached, of {escape(formats.count_of(int(row['schools']), 'school'))} open and in scope.",
    )


def _show_target(view: View, row: pd.Series, *, knows_targets: bool, is_running: bool) -> None:
    """Show a strand's target. knows_targets: hub.toml knows what every target is for."""
    if pd.isna(row["target_schools"]):
        if knows_targets:
            st.markdown("No target of its own")
            if view.can_change:
                st.page_link(
                    menu_page("targets"), label="Set a target", query_params=address_of(view.filters, view.settings)
                )
    else:
        needed = int(row["still_needed"])
        met = "met so far" if is_running else "met"
        st.markdown(f"Target {int(row['target_schools']):,}: **{f'{needed:,} to go' if needed else met}**")


def _line(row: pd.Series, then: pd.Series | None, measure: str) -> str:
    now, before = (0 if each is None or pd.isna(each[measure]) else int(each[measure]) for each in (row, then))
    if measure == "pupils" and not now and not before:
        return ""
    counted = f"**{escape(_counted(row, measure))}** {escape(MEASURES[measure].unit[0 if now == 1 else 1])}"
    return counted if then is None else f"{counted} ({escape(_counted(then, measure))})"


def _counted(row: pd.Series, measure: str) -> str:
    """Return a count; people of whom there are few are not counted out where figures are for the public."""
    is_low = measure == "people" and pd.isna(row[measure])
    return formats.FEWER if is_low else formats.thousands(0 if pd.isna(row[measure]) else row[measure])


def _nothing(view: View, heading: str, advice: str) -> None:
    with st.container(border=True):
        st.header(escape(heading), anchor=False)
        st.write(escape(advice))
        link_to_imports(view.visitor)

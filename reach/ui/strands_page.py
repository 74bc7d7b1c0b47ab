"""What the page Strands shows beside its first chart: a panel for each strand, and one strand's own charts."""

import dataclasses
from collections.abc import Callable

import pandas as pd
import streamlit as st

from reach import formats
from reach.charts.strands import UNITS
from reach.exhibits import candidates, strands
from reach.settings import StrandRole
from reach.ui.behind import Behind
from reach.ui.card import show
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.view import View

_CANDIDATES_OF = {"recruitment": ("enquired", "enquired"), "training": ("started", "started training")}
"""The stage of candidates that the panel of a strand of some role counts, and what they did."""


def strand_panels(view: View) -> None:
    """Show a panel for each strand, all alike: what was done, whom it reached, against target and last year."""
    now = view.ask("strand_panels").frame
    before = view.ask_last_year("strand_panels").frame.set_index("strand")
    flow, flow_before = (
        result.frame.set_index("stage")["candidates"]
        for result in (view.ask("candidate_flow"), view.ask_last_year("candidate_flow"))
    )
    roles = {strand.code: strand.role for strand in view.settings.strands}
    for column, (_, row) in zip(st.columns(len(now)), now.iterrows(), strict=True):
        then = before.loc[row["strand"]] if row["strand"] in before.index else None
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{escape(row['strand_name'])}**")
            _reached(row, then, view.last_year_in_words)
            lines = [_line(row, then, measure) for measure in ("activities", "sessions_held", "people", "pupils")]
            role = roles[row["strand"]]
            if role in _CANDIDATES_OF and (flow.any() or flow_before.any()):
                stage, did = _CANDIDATES_OF[role]
                counted = formats.count_of(int(flow[stage]), "candidate")
                lines.append(f"**{escape(counted)}** {escape(did)} ({int(flow_before[stage]):,})")
            st.markdown("\n".join(f"- {line}" for line in lines if line))
    as_at = formats.day(view.ask("strand_panels").as_at)
    st.caption(escape(f"In brackets {view.last_year_in_words}. As at {as_at}."))


def choose_strand_measure() -> str:
    """Ask by what the strands are set side by side."""
    return str(
        st.segmented_control(
            "Side by side",
            list(UNITS),
            format_func=lambda each: escape(formats.column_label(each)),
            default="reached",
            required=True,
            key="count",
            bind="query-params",
        )
    )


def choose_strand() -> str:
    """Ask which strand's own charts are shown."""
    return str(
        st.segmented_control(
            "What is particular to",
            list(_LOOKS),
            format_func=lambda look: escape(_LOOKS[look].label),
            default="candidates",
            required=True,
            key="look",
            bind="query-params",
        )
    )


def show_strand(view: View, look: str) -> None:
    """Show what is particular to a strand, and its programmes."""
    looked_at = _LOOKS[look]
    strands_of_hub = view.settings.strands_with_role(*looked_at.roles)
    chosen = tuple(code for code in strands_of_hub if code in view.filters.strands)
    if not strands_of_hub:
        st.info(f"Your hub has no strand for “{escape(looked_at.label)}”. Its strands stand in data/hub.toml.")
        return
    if not chosen:
        st.info(f"“{escape(looked_at.label)}” is not among the strands that are chosen in the sidebar.")
        return
    looked_at.draw(view)
    behind = Behind("programme_schools", ("programme_name",), {"strands": chosen})
    show(view, view.exhibit(strands.programme_reach, strands=chosen), key=f"programmes_{look}", behind=behind)


def _candidates(view: View) -> None:
    if view.ask("candidate_funnel", breakdown="cohort").frame.empty:
        _nothing(
            "No candidates to show",
            "Who enquired, applied, was offered a place, started training, qualified and teaches comes from the sheet "
            "“Recruitment and training” of the hub's template: a row for each stage that a candidate came to. Only a "
            "reference is needed, no names. Where candidates are loaded already, none of them is of the years, local "
            "authorities and phases that are chosen.",
        )
        return
    left, right = st.columns(2)
    with left:
        behind = Behind("candidate_flow_schools", ("stage",))
        show(view, view.exhibit(candidates.candidate_flow), key="flow", behind=behind)
    with right:
        show(view, view.exhibit(candidates.candidate_funnel), key="funnel", behind=_candidates_behind("total"))
    breakdown = _choose("Candidates by", candidates.BREAKDOWNS, "candidates_by")
    groups = view.exhibit(candidates.candidate_groups, breakdown=breakdown)
    show(view, groups, key=f"candidates_{breakdown}", behind=_candidates_behind(breakdown))
    left, right = st.columns(2)
    with left:
        show(view, view.exhibit(candidates.candidate_cohorts), key="cohorts", behind=_candidates_behind("cohort"))
    with right:
        show(view, view.exhibit(candidates.candidate_times), key="times", behind=None)


def _support(view: View) -> None:
    if view.ask("support_flows").frame.empty and view.ask_last_year("support_flows").frame.empty:
        _nothing(
            f"No school-to-school support began in {view.filters.period_in_words}",
            "Who supports whom, from when, for how many days and in what comes from the sheet “School-to-school "
            "support” of the hub's template.",
        )
        return
    breakdown = _choose("Support by", strands.SUPPORT_BREAKDOWNS, "support_by")
    left, right = st.columns(2)
    with left:
        behind = Behind("support_schools", ("support_group", "direction"), {"breakdown": breakdown})
        days = view.exhibit(strands.support_days, breakdown=breakdown)
        show(view, days, key=f"support_{breakdown}", behind=behind)
    with right:
        flows = Behind("support_schools", ("from_place", "to_place"))
        show(view, view.exhibit(strands.support_flows), key="flows", behind=flows)


def _leaders(view: View) -> None:
    behind = Behind("leader_schools", ("la_code", "phase"), {"strands": view.settings.strands_with_role("leadership")})
    show(view, view.exhibit(strands.leaders_by_la_phase), key="leaders", behind=behind)


def _pupils(view: View) -> None:
    if view.ask("pupils_by_la_phase", strands=view.settings.strands_with_role("enrichment")).frame.empty:
        _nothing(
            f"No pupils were counted in {view.filters.period_in_words}",
            "How many pupils a school brought stands in the column “Pupils” of a register, or on the sheet “Pupil "
            "counts” of the hub's template.",
        )
        return
    left, right = st.columns(2)
    with left:
        behind = Behind(
            "pupil_schools", ("la_code", "phase"), {"strands": view.settings.strands_with_role("enrichment")}
        )
        show(view, view.exhibit(strands.pupils_by_la_phase), key="pupils", behind=behind)
    with right:
        behind = Behind("pupil_schools", ("school_group",), {"strands": view.settings.strands_with_role("enrichment")})
        show(view, view.exhibit(strands.pupils_by_fifth), key="pupil_fifths", behind=behind)


@dataclasses.dataclass(frozen=True)
class _Look:
    label: str
    roles: tuple[StrandRole, ...]
    draw: Callable[[View], None]


_LOOKS = {
    "candidates": _Look("Recruitment and training", ("recruitment", "training"), _candidates),
    "support": _Look("CPD and support", ("cpd",), _support),
    "leaders": _Look("Leadership", ("leadership",), _leaders),
    "pupils": _Look("Enrichment", ("enrichment",), _pupils),
}


def _candidates_behind(breakdown: str) -> Behind:
    by = ("stage",) if breakdown == "total" else ("candidate_group", "stage")
    return Behind("candidate_schools", by, {"breakdown": breakdown})


def _choose(label: str, breakdowns: dict[str, str], key: str) -> str:
    return str(
        st.segmented_control(
            escape(label),
            list(breakdowns),
            format_func=lambda each: escape(breakdowns[each].capitalize()) if each != "la" else "Local authority",
            default=next(iter(breakdowns)),
            required=True,
            key=key,
            bind="query-params",
        )
    )


def _reached(row: pd.Series, then: pd.Series | None, last_year: str) -> None:
    change = int(row["reached"]) - int(then["reached"]) if then is not None else 0
    st.metric(
        "Schools reached",
        escape(formats.thousands(row["reached"])),
        f"{change:+,}" if change else "no change" if then is not None and row["reached"] else None,
        delta_color="normal" if change else "off",
        delta_arrow="auto" if change else "off",
        delta_description=escape(f"on {last_year}") if change else None,
        help=f"Of {escape(formats.count_of(int(row['schools']), 'school'))} open and in scope.",
    )
    if pd.isna(row["target_schools"]):
        st.markdown("No target of its own")
    else:
        needed = int(row["still_needed"])
        st.markdown(f"Target {int(row['target_schools']):,}: **{f'{needed:,} to go' if needed else 'met'}**")


def _line(row: pd.Series, then: pd.Series | None, measure: str) -> str:
    now, before = (0 if each is None or pd.isna(each[measure]) else int(each[measure]) for each in (row, then))
    if measure == "pupils" and not now and not before:
        return ""
    return f"**{now:,}** {escape(UNITS[measure][0 if now == 1 else 1])} ({before:,})"


def _nothing(heading: str, advice: str) -> None:
    with st.container(border=True):
        st.subheader(escape(heading), anchor=False)
        st.write(escape(advice))
        st.page_link(menu_page("imports"), label="Go to Imports", icon=":material/upload_file:")

"""A school: what it is and was, everything it attended, its support and trust, schools like it, and buddies."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reach import formats
from reach.exhibit import Exhibit
from reach.exhibits import schools as exhibits
from reach.exhibits.schools import OneSchool
from reach.screens.hold_back_panel import show_hold_backs
from reach.sentences import schools as sentences
from reach.ui.card import show_card
from reach.ui.escape import escape, escape_table
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough, show_school_list
from reach.ui.view import View

_CHOSEN = "school"
_SEEN = "school_seen"
_SCROLL_TO_TOP = "<script>document.querySelector('[data-testid=stMain]').scrollTo(0, 0)</script>"
_ANY = "Any programme it has never tried"
_WITHHELD_HISTORY = "What it attended, and how many came, is for the hub's own staff."
_GIAS = "https://get-information-schools.service.gov.uk/Establishments/Establishment/Details"


def show_page() -> None:
    """Show the page."""
    view = page("A school", is_of_period=False)
    school = _choose_school(view)

    if view.exhibit(exhibits.timeline, school=school).is_withheld:
        st.caption(escape(_WITHHELD_HISTORY))
    elif _has_attended(view, school):
        alongside = DrillThrough("schools_alongside", ("programme_name",), {"urn": school.urn})
        left, right = st.columns([3, 2])
        with left:
            show_card(view, view.exhibit(exhibits.timeline, school=school), key="timeline", schools=alongside)
        with right:
            show_card(view, view.exhibit(exhibits.people_by_year, school=school), key="people", schools=None)
            show_card(view, view.exhibit(exhibits.attendance_by_year, school=school), key="rate", schools=None)
        show_card(view, view.exhibit(exhibits.programmes_by_year, school=school), key="by_year", schools=alongside)
        _show_card_if_any(view, view.exhibit(exhibits.journeys, school=school), key="journeys")
    show_card(view, view.exhibit(exhibits.standing, school=school), key="standing", schools=None)

    if school.trust and school.is_open:
        _show_list_card(view, view.exhibit(exhibits.trust_schools, school=school), key="trust")
    _show_list_card(view, view.exhibit(exhibits.supports, school=school), key="supports")
    if school.is_open:
        _show_list_card(view, view.exhibit(exhibits.schools_like_it, school=school), key="like_it")
    if school.is_open and not view.exhibit(exhibits.programmes_to_try, school=school).is_withheld:
        sustained_by = DrillThrough("buddies_by_programme", ("programme_name",), {"urn": school.urn})
        show_card(view, view.exhibit(exhibits.programmes_to_try, school=school), key="to_try", schools=sustained_by)
        _show_buddies(view, school)
    _show_card_if_any(view, view.exhibit(exhibits.lineage, school=school), key="lineage")
    show_hold_backs(view, school.urn)
    _show_facts(view, school)
    if view.is_exact:
        st.caption(
            "Status, trust and buddies follow the filters. What it attended does not: that is everything, under every "
            "URN that it has had."
        )


def _choose_school(view: View) -> OneSchool:
    """Ask for a school, show its name and main figures, and stop where none is chosen.

    The address has its URN: a former one leads to the school's successor.
    """
    choices = view.ask("school_choices").frame
    labels = _labels(choices)
    _choose_from_address(labels)
    urn = st.selectbox(
        "School",
        list(labels),
        format_func=labels.__getitem__,
        key=_CHOSEN,
        index=None,
        placeholder="Type a name, a town, a URN or a DfE number",
        on_change=_write_address,
        help="All schools of the area's register, whatever the filters; closed ones stand at the end.",
        persist_state="session",
    )
    if urn is None:
        show_answer("Choose a school to see what it attended, who came, and who near it could be its buddy.")
        st.caption("Every list of schools on the other pages leads here, too.")
        st.stop()
    facts = _facts_of(view, int(urn))
    school = OneSchool(
        urn=int(facts["urn"]),
        name=str(facts["name"]),
        newest_year=str(facts["newest_year"]),
        urn_then=int(facts["urn"] if pd.isna(facts["urn_then"]) else facts["urn_then"]),
        is_open=bool(facts["is_open"]),
        trust=None if pd.isna(facts["trust"]) else str(facts["trust"]),
        has_coordinates=bool(facts["has_coordinates"]),
    )
    st.header(escape(school.name), anchor=False)
    st.markdown(escape(_in_one_line(facts)))
    _show_answer(view, school, facts)
    _show_successor(view, facts)
    return school


def _show_facts(view: View, school: OneSchool) -> None:
    """Show the facts about the school in the register of establishments."""
    facts = _facts_of(view, school.urn)
    with st.container(border=True):
        st.subheader("What it is", anchor=False)
        rows = _facts(facts)
        half = (len(rows) + 1) // 2
        for column, part in zip(st.columns(2), (rows[:half], rows[half:]), strict=True):
            table = pd.DataFrame(part, columns=["Fact", "As registered"])
            column.table(escape_table(table), hide_index=True, alt=f"Facts about {school.name}")
        st.caption(
            f"From the DfE's register of establishments, {escape(formats.day(view.version.register_date))}. "
            "The fifth is among the hub's schools of the same phase, as on the other pages."
        )
        if not view.version.is_demonstration:
            st.link_button("Get Information about Schools", f"{_GIAS}/{school.urn}", icon=":material/open_in_new:")


def _has_attended(view: View, school: OneSchool) -> bool:
    """Return whether anything is recorded for the school; where not, say so, and what to do."""
    sessions = view.exhibit(exhibits.timeline, school=school).result.frame
    if not sessions.empty:
        return True
    with st.container(border=True):
        st.subheader("Nobody from this school has come to anything yet", anchor=False)
        text = f"Neither from {school.name} nor from any school that it was before."
        if school.is_open:
            to_try = len(view.exhibit(exhibits.programmes_to_try, school=school).result.frame)
            text += (
                f" {formats.count_of(to_try, 'programme')} would suit its phases: below they stand with the nearest "
                "schools that sustain them. One of those could make the first call."
                if to_try
                else " None of the programmes of the chosen strands is for a phase that it teaches."
            )
        st.markdown(escape(text))
    return False


def _show_list_card(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Show an exhibit whose rows are other schools as a list with links to their pages, to whoever may see it."""
    if exhibit.is_withheld:
        return
    with st.container(border=True):
        st.subheader(escape(exhibit.title), anchor=False)
        st.markdown(escape(exhibit.sentence))
        if not exhibit.result.frame.empty:
            _rows(view, exhibit, key)


def _show_buddies(view: View, school: OneSchool) -> None:
    """Ask for the programme that a buddy should sustain, and show the nearest such schools."""
    to_try = view.exhibit(exhibits.programmes_to_try, school=school).result.frame
    known = {programme.name: programme.code for programme in view.settings.programmes}
    codes = {name: known[name] for name in to_try["programme_name"]}
    with st.container(border=True):
        st.subheader("Nearest schools for a buddy", anchor=False)
        if st.session_state.get("buddy_for") not in (None, _ANY, *codes):
            del st.session_state["buddy_for"]
        wanted = st.selectbox(
            "Programme that a buddy sustains", [_ANY, *codes], key="buddy_for", bind="query-params", width=520
        )
        chosen = {} if wanted == _ANY else {"programme_code": codes[wanted], "programme_name": wanted}
        exhibit = view.exhibit(exhibits.buddies, school=school, **chosen)
        st.markdown(escape(exhibit.sentence))
        if not exhibit.result.frame.empty:
            _rows(view, exhibit, "buddies")


def _show_card_if_any(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Show an exhibit about this school only, where it has rows."""
    if not exhibit.result.frame.empty:
        show_card(view, exhibit, key=key, schools=None)


def _facts_of(view: View, urn: int) -> Mapping[Hashable, Any]:
    return view.ask("school_facts", urn=urn).frame.to_dict("records")[0]


def _rows(view: View, exhibit: Exhibit, key: str) -> None:
    show_school_list(view, exhibit.result, exhibit.result.frame, exhibit.title, key=key, chosen=exhibit.chosen)
    st.caption(escape(f"As at {exhibit.as_at}. {exhibit.definition}"))


def _labels(choices: pd.DataFrame) -> dict[int, str]:
    found = {}
    for row in choices.to_dict("records"):
        town = "" if pd.isna(row["town"]) else f", {row['town']}"
        number = "" if pd.isna(row["dfe_number"]) else f", DfE {row['dfe_number']}"
        closed = "" if row["is_open"] else " – not open"
        found[int(row["urn"])] = f"{row['name']}{town} (URN {row['urn']}{number}){closed}"
    return found


def _choose_from_address(labels: dict[int, str]) -> None:
    """Choose the school of the address; where it has none, keep the last one."""
    asked = st.query_params.get("urn", "").strip()
    if not asked:
        if st.session_state.get(_CHOSEN) in labels:
            st.query_params["urn"] = str(st.session_state[_CHOSEN])
        return
    if asked.isdecimal() and int(asked) in labels:
        st.session_state[_CHOSEN] = int(asked)
        _finish_link(asked)
        return
    st.session_state[_CHOSEN] = None
    st.warning(
        f"This link asks for the school with URN “{escape(asked[:40])}”, which the area's register of establishments "
        "does not have. No school is shown until you choose one below.",
        icon=":material/link_off:",
    )


def _finish_link(urn: str) -> None:
    """Complete a link from one school's page to another's.

    A link from a page to itself leaves the browser's address and scroll position unchanged, at the end of the page.
    """
    before = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = urn
    if before not in (None, urn):
        st.query_params["urn"] = urn
        st.html(_SCROLL_TO_TOP, unsafe_allow_javascript=True)


def _write_address() -> None:
    chosen = st.session_state[_CHOSEN]
    if chosen is None:
        st.query_params.pop("urn", None)
    else:
        st.query_params["urn"] = st.session_state[_SEEN] = str(chosen)


def _show_successor(view: View, facts: Mapping[Hashable, Any]) -> None:
    urn, asked = int(facts["urn"]), int(facts["asked_urn"])
    if asked != urn:
        name, register = str(facts["asked_name"]), view.version.register_date
        closed, opened = facts["asked_closed_on"], facts["asked_opened_on"]
        if not pd.isna(closed) and closed.date() < register:
            text = f"URN {asked} ({name}) closed on {formats.day(closed)}. This is the school that it has become."
        elif not pd.isna(opened):
            text = f"URN {asked} ({name}) opens on {formats.day(opened)}. Until then it is this school."
        else:
            text = f"URN {asked} ({name}) is not open. This is the school that it is today."
        st.info(escape(text), icon=":material/history:")
    elif not facts["is_open"]:
        closed = facts["closed_on"]
        when = "It is not open" if pd.isna(closed) else f"It closed on {formats.day(closed)}"
        st.warning(f"{escape(when)}, and the links file names no open school of the area that followed it.")
    if facts["is_open"] and not facts["is_in_scope"]:
        st.info(f"Schools of its type ({escape(str(facts['establishment_type']))}) do not count in the hub's figures.")
    elif facts["is_open"] and facts["is_independent"] and not view.filters.independent:
        st.info("It is independent: the figures of the other pages count it only when the sidebar asks for it.")


def _in_one_line(facts: Mapping[Hashable, Any]) -> str:
    """Return where a school is, what it teaches, how large and how disadvantaged it is, and its telephone number."""

    def text(column: str) -> str:
        return formats.cell(column, facts[column])

    parts = [
        ", ".join(filter(None, (text("town"), text("la_name")))),
        text("phases"),
        f"{text('pupils')} pupils" if text("pupils") else "",
        formats.fifth(facts["fsm_quintile"]),
        text("telephone"),
    ]
    return " · ".join(filter(None, parts))


def _show_answer(view: View, school: OneSchool, facts: Mapping[Hashable, Any]) -> None:
    """Show the school's status and when people came, then how far it has come and when anybody came last."""
    standings = view.ask("school_standing", urn=school.urn_then).frame
    whole = standings[standings["phase"] == "all"]
    history = view.exhibit(exhibits.people_by_year, school=school)
    people = None if history.is_withheld else history.result.frame
    standing = str(whole.iloc[0]["standing"]) if len(whole) else None
    show_answer(sentences.on_history(standing, view.this_year, people, exhibits.newest_period(view, school)))
    if len(whole):
        rung, last = formats.word(whole.iloc[0]["rung"]), whole.iloc[0]["last_attended_on"]
        how_far = f"{rung} in {view.period_in_words}."
        if not pd.isna(last):
            how_far += f" Last attended on {formats.day(last)}: {whole.iloc[0]['last_programme']}."
        st.markdown(escape(how_far))
    if school.urn_then != school.urn and not pd.isna(facts["name_then"]):
        st.caption(
            escape(f"In {view.period_in_words} it was {facts['name_then']} (URN {school.urn_then}): ")
            + "status and how far it came are those of that school."
        )
    elif people is not None and len(whole) and not whole.iloc[0]["is_reached"]:
        years = view.exhibit(exhibits.programmes_by_year, school=school).result.frame
        in_year = years[(years["academic_year"] == view.filters.academic_year) & (years["people"] > 0)]
        if len(in_year) and whole.iloc[0]["rung"] in ("not_reached", "signed_up"):
            attended = formats.listed(in_year["programme_name"].tolist())
            st.caption(
                f"In {escape(view.filters.academic_year)} it attended {escape(attended)}, "
                "which does not make it reached under these filters: light-touch programmes, strands that are not "
                "chosen and other terms do not."
            )
    elif not len(whole):
        when = view.period_in_words
        st.caption(escape(f"It was not open in {when}, and nothing tells which school it was then."))


def _facts(facts: Mapping[Hashable, Any]) -> list[tuple[str, str]]:
    def text(column: str) -> str:
        return formats.cell(column, facts[column])

    low, high = text("low_age"), text("high_age")
    percent = text("fsm_percent")
    rows = [
        ("URN", text("urn")),
        ("DfE number", text("dfe_number")),
        ("UKPRN", text("ukprn")),
        ("Local authority", text("la_name")),
        ("Type", text("establishment_type")),
        ("Phase of education", text("gias_phase")),
        ("Teaches", text("phases")),
        ("Ages", f"{low} to {high}" if low and high else ""),
        ("Sixth form", text("sixth_form")),
        ("Pupils", text("pupils")),
        ("Free school meals", f"{float(facts['fsm_percent']):.1f}%" if percent else ""),
        ("FSM fifth", f"{text('fsm_quintile')} of 5" if text("fsm_quintile") else ""),
        ("Academy trust", text("trust")),
        ("Trust of a foundation school", text("foundation_trust")),
        ("Address", text("address")),
        ("Telephone", text("telephone")),
        ("Website", text("website_domain")),
        ("Urban or rural", text("urban_rural")),
        ("Status", text("status")),
        ("Opened", text("opened_on")),
        ("Closed", text("closed_on")),
    ]
    optional = {"Telephone", "Trust of a foundation school", "Closed", "Academy trust"}
    return [(what, value or "Not given") for what, value in rows if value or what not in optional]

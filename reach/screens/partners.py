"""Partners: who leads what, whom each reaches, and what nobody leads."""

import streamlit as st

from reach import formats
from reach.columns import Of
from reach.exhibits import partners
from reach.measures import MEASURES, OF_PARTNERS
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.navigation import link_to_imports
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page("Partners")
    if _has_partners(view):
        first = st.container()
        measure = _choose_count(view)
        by_strand = view.exhibit(partners.partner_strands, measure=measure)
        with first:
            show_answer(by_strand.finding)
        strands = DrillThrough("partner_schools", ("partner", "strand"))
        show_card(view, by_strand, key="strands", schools=strands, is_answer=True)

        of_partner = DrillThrough("partner_schools", ("partner",))
        left, right = st.columns(2)
        with left:
            show_card(view, view.exhibit(partners.partner_reach, measure="reached"), key="schools", schools=of_partner)
        with right:
            show_card(view, view.exhibit(partners.partner_reach, measure="people"), key="people", schools=of_partner)

        by_la = DrillThrough("partner_schools", ("partner", "la_code"))
        show_card(view, view.exhibit(partners.partner_las), key="las", schools=by_la)
    _show_work_without_lead(view)


def _choose_count(view: View) -> str:
    """Ask whether the heat map of partners and strands counts activities, schools or, for the hub's staff, people."""
    shown = [each for each in OF_PARTNERS if view.is_exact or MEASURES[each].of is not Of.PEOPLE]
    return choose_one("Count", {each: MEASURES[each].label for each in shown}, key="count")


def _has_partners(view: View) -> bool:
    """Return whether any activity of the period has a lead partner; where none has, say what to do."""
    partners = view.ask("partner_reach").frame["partner"]
    if (partners != formats.NO_LEAD).any():
        return True
    with st.container(border=True):
        st.header("No activity of this period has a lead partner", anchor=False)
        st.write(
            "Who leads an activity stands in the column “Lead partner” of the activities sheet, or of a register. Fill "
            "it in and load the file on the Imports page, where the template is, too."
        )
        link_to_imports(view.visitor)
    return False


def _show_work_without_lead(view: View) -> None:
    """Show activities without a lead partner, and partners without activities, each in an expander."""
    activities = view.exhibit(partners.activities_without_lead)
    if activities.is_withheld:
        return
    fold = st.expander(
        f"Activities without a lead ({len(activities.result.frame):,})", key="leadless", on_change="rerun"
    )
    if fold.open:
        with fold:
            drill_through = DrillThrough("schools_without_lead", ("programme_name", "activity"))
            show_card(view, activities, key="without_lead", schools=drill_through)
    idle = view.exhibit(partners.idle_partners)
    fold = st.expander(f"Partners that lead nothing ({len(idle.result.frame):,})", key="idle", on_change="rerun")
    if fold.open:
        with fold:
            show_card(view, idle, key="idle_partners", schools=None)

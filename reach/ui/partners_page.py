"""What the page Partners asks for beyond the filters, and its lists."""

import streamlit as st

from reach import columns, formats
from reach.exhibits import partners
from reach.ui.behind import Behind
from reach.ui.card import show
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.view import View


def choose_count() -> str:
    """Ask whether the map of partners and strands counts activities, schools or people."""
    return str(
        st.segmented_control(
            "Count",
            ["activities", "reached", "people"],
            format_func=lambda each: escape(columns.label(each)),
            default="activities",
            required=True,
            key="count",
            bind="query-params",
        )
    )


def has_partners(view: View) -> bool:
    """Whether any activity of the period has a lead; where none has, say what to do."""
    partners = view.ask("partner_reach").frame["partner"]
    if (partners != formats.NO_LEAD).any():
        return True
    with st.container(border=True):
        st.subheader("No activity of this period has a lead partner", anchor=False)
        st.write(
            "Who leads an activity stands in the column “Lead partner” of the activities sheet, or of a register. Fill "
            "it in and load the file on the Imports page, where the template is, too."
        )
        st.page_link(menu_page("imports"), label="Go to Imports", icon=":material/upload_file:")
    return False


def without_lead(view: View) -> None:
    """Show what nobody leads and who leads nothing, each once it is opened."""
    activities = view.exhibit(partners.activities_without_lead)
    fold = st.expander(
        f"Activities without a lead ({len(activities.result.frame):,})", key="leadless", on_change="rerun"
    )
    if fold.open:
        with fold:
            behind = Behind("schools_without_lead", ("programme_name", "activity"))
            show(view, activities, key="without_lead", behind=behind)
    idle = view.exhibit(partners.idle_partners)
    fold = st.expander(f"Partners that lead nothing ({len(idle.result.frame):,})", key="idle", on_change="rerun")
    if fold.open:
        with fold:
            show(view, idle, key="idle_partners", behind=None)

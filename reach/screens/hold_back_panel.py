"""The panel of a school's hold-backs, for any page about a school: reasons, a form to add one, buttons to end one."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from reach import formats, ingest
from reach.ui.changes import make_change, show_message
from reach.ui.escape import escape
from reach.ui.sign_in import recorded_as
from reach.ui.view import View

_ALL = ""
_MESSAGE = "hold_backs_message"


def show_hold_backs(view: View, urn: int) -> None:
    """Show a school's hold-backs with reason, programme, last day and source; a form adds one, a button ends one."""
    with st.container(border=True):
        st.markdown("**Held back**")
        show_message(_MESSAGE)
        rows = view.ask("school_hold_backs", urn=urn).frame.astype(object)
        if rows.empty:
            st.caption("Nothing holds this school back: it can be on call lists.")
        for row in rows.where(rows.notna(), None).to_dict("records"):
            _show_hold_back(view, urn, row)
        if view.can_change:
            _draw_form(view, urn)


def _show_hold_back(view: View, urn: int, row: Mapping[Any, Any]) -> None:
    programme = row["programme_code"]
    for_what = row["programme_name"] if programme else "all programmes"
    until = f"until {formats.day(row['until_on'])}" if row["until_on"] else "no end is known"
    ended = "" if row["is_held_back"] else " (ended)"
    file = f", in {row['file_name']}" if row["file_name"] else ""
    earlier = "" if row["held_back_urn"] == urn else f", under URN {row['held_back_urn']}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{escape(row['reason'])}**: {escape(f'for {for_what}, {until}{ended}')}  \n"
            + escape(f"Recorded by {row['said_by']}{file}, on {formats.day(row['said_at'])}{earlier}")
        )
        key = f"put_back_{row['held_back_urn']}_{programme or 'all'}"
        if view.can_change and st.button("Put back on the list", icon=":material/lock_open:", key=key):

            def put_back() -> str:
                ingest.release(view.store, int(row["held_back_urn"]), programme=programme, by=recorded_as(view.visitor))
                return "The school is back on the list."

            make_change(put_back, message_key=_MESSAGE)


def _draw_form(view: View, urn: int) -> None:
    programmes = {programme.code: programme.name for programme in view.settings.programmes}
    with st.form(f"hold_back_{urn}", border=False, clear_on_submit=False):
        reason = st.text_input(
            "Reason",
            max_chars=ingest.LONGEST_REASON,
            placeholder="Control school of a trial",
            help="Why it is not to be approached. Write no names of people: everybody who sees a list of schools "
            "sees this.",
        )
        left, right = st.columns(2)
        programme = left.selectbox(
            "For programme",
            [_ALL, *programmes],
            format_func=lambda code: programmes.get(code, "All programmes"),
        )
        until = right.date_input(
            "Until, that day included",
            value=None,
            min_value=dt.date.today(),
            format="DD/MM/YYYY",
            help="Blank where no end is known.",
        )
        is_sent = st.form_submit_button("Hold back", icon=":material/lock:")
    if is_sent:

        def hold_back() -> str:
            by = recorded_as(view.visitor)
            ingest.hold_back(view.store, urn, reason, programme=programme or None, until=until, by=by)
            return "The school was held back."

        make_change(hold_back, message_key=_MESSAGE)

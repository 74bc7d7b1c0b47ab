"""Notes on charts: an administrator dates what happened, and charts with time on an axis show it."""

import datetime as dt
from typing import Any

import streamlit as st

from reach import formats, ingest
from reach.store import listing
from reach.ui.changes import make_change, show_message
from reach.ui.escape import escape
from reach.ui.sign_in import recorded_as
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_MESSAGE = "chart_notes_message"
_WHOLE_HUB = ""


def show_chart_notes(view: View) -> None:
    """Show the notes on charts with a button to remove each, a form to add one, and those that were removed."""
    st.header("Notes on charts", anchor="notes-on-charts")
    show_message(_MESSAGE)
    notes = cached_list(view, listing.chart_notes)
    standing = [note for note in notes if not note["is_removed"]]
    removed = [note for note in notes if note["is_removed"]]
    if not standing:
        st.caption(
            "None yet. Date what explains a figure, such as “Registers of Work Group 7 were late”. It stands on every "
            "chart over time, and in its table, files and packs."
        )
    for note in standing:
        _show_note(view, note)
    _draw_form(view)
    if removed:
        with st.expander(f"Removed notes ({len(removed):,})"):
            for note in removed:
                _show_note(view, note)


def _show_note(view: View, note: dict[str, Any]) -> None:
    number, text, is_removed = int(note["note_id"]), str(note["note"]), bool(note["is_removed"])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{escape(formats.day(note['dated_on']))}**: {escape(text)}  \n"
            + escape(
                f"{note['of_what']}. {'Removed' if is_removed else 'Recorded'} by {note['recorded_by']}, on "
                f"{formats.day(note['recorded_at'])}"
            )
        )
        if is_removed:
            is_sent = st.button("Put back", icon=":material/undo:", key=f"put_back_note_{number}", help=escape(text))
        else:
            is_sent = st.button("Remove", icon=":material/delete:", key=f"remove_note_{number}", help=escape(text))
        if is_sent:

            def change() -> str:
                by = recorded_as(view.visitor)
                if is_removed:
                    ingest.put_back_chart_note(view.store, number, recorded_by=by)
                    return "The note is back on charts."
                ingest.remove_chart_note(view.store, number, recorded_by=by)
                return "The note was removed from charts. You can put it back under “Removed notes”."

            make_change(change, message_key=_MESSAGE)


def _draw_form(view: View) -> None:
    settings = view.settings
    scopes = {_WHOLE_HUB: ("The whole hub", ingest.WHOLE_HUB)}
    for la in settings.local_authorities:
        scopes[f"la {la.code}"] = (la.name, ingest.NoteScope(local_authority=la.code))
    for strand in settings.strands:
        scopes[f"strand {strand.code}"] = (f"Strand: {strand.name}", ingest.NoteScope(strand=strand.code))
    for programme in settings.programmes:
        scopes[f"programme {programme.code}"] = (programme.name, ingest.NoteScope(programme=programme.code))
    days = [day for period in settings.periods() for day in (period.starts_on, period.ends_on)]
    with st.form("add_chart_note", border=True, clear_on_submit=False):
        st.markdown("**Add a note**")
        text = st.text_input(
            "What happened",
            max_chars=ingest.LONGEST_NOTE,
            placeholder="Registers of Work Group 7 were late",
            help="A few words. Write no names of people and nothing personal: everybody who sees the chart sees this, "
            "also in packs that leave the hub.",
            key="chart_note_text",
        )
        left, right = st.columns(2)
        dated_on = left.date_input(
            "Date",
            value=None,
            min_value=min(days),
            max_value=max(days),
            format="DD/MM/YYYY",
            help="The day on which it happened, or began. The note stands at its week, term or year.",
            key="chart_note_date",
        )
        of_what = right.selectbox(
            "Of",
            list(scopes),
            format_func=lambda each: scopes[each][0],
            help="Charts that are narrowed to other local authorities or strands do not show the note.",
            key="chart_note_scope",
        )
        is_sent = st.form_submit_button("Add note", icon=":material/add_comment:")
    if not is_sent:
        return
    if not isinstance(dated_on, dt.date):
        st.error("**No date was given.** Choose the day on which it happened.")
        return
    day: dt.date = dated_on

    def add() -> str:
        ingest.add_chart_note(
            view.store, text, dated_on=day, scope=scopes[of_what][1], recorded_by=recorded_as(view.visitor)
        )
        return "The note was added. It stands on charts over time."

    make_change(add, message_key=_MESSAGE)

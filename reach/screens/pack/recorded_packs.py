"""The figures register: recorded packs, their sentences, and figures that have been revised since."""

from typing import Any

import pandas as pd
import streamlit as st

from reach import formats
from reach.academic_years import period_in_words
from reach.errors import ReachError
from reach.report import PACK_FORMATS, READERS, pack_files, record, revisions
from reach.screens.pack.files import offer_files
from reach.store import listing
from reach.ui.error_messages import show_error
from reach.ui.escape import escape, escape_table
from reach.ui.progress_bar import progress
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_FILES = "pack_made_again"
_SHOWN = 200
"""The number of revised figures shown; the command line lists all."""


def show_recorded_packs(view: View) -> None:
    """Show the recorded packs, the sentences of one, and what has been revised since."""
    st.header("Packs on record", anchor="on-record")
    packs = cached_list(view, listing.packs)
    if not packs:
        st.caption("None yet. Each pack that is made is kept here with all its figures, for ever.")
        return
    by_number = {pack["pack"]: pack for pack in packs}
    st.table(
        escape_table(pd.DataFrame([_row(pack) for pack in packs])), hide_index=True, alt="Packs on record, newest first"
    )
    pack_id = st.selectbox(
        "Look into a pack",
        list(by_number),
        index=None,
        format_func=lambda each: _name(by_number[each]),
        placeholder="Choose one",
        key="pack_on_record",
        width=520,
    )
    if pack_id is not None:
        _show_pack(view, int(pack_id))


def _show_pack(view: View, pack_id: int) -> None:
    try:
        with st.spinner("Asking everything again…", show_time=True):
            old = record.recorded_pack(view.version, pack_id)
            revised = revisions.revisions(view.version, old)
            causes = revisions.causes(view.version, pack_id)
    except ReachError as error:
        show_error(error)
        return
    with st.container(border=True):
        st.markdown("**As reported against as known now**")
        if not revised:
            st.markdown("Every figure of this pack is still as it was reported.")
        else:
            st.markdown(
                f"{escape(formats.count_of(len(revised), 'figure'))} of this pack "
                f"{'is' if len(revised) == 1 else 'are'} known differently now."
            )
            rows = [
                {
                    "Figure": each.question,
                    "Period": each.period,
                    "Of": each.where,
                    "What": each.what,
                    "As reported": each.as_reported,
                    "As known now": each.as_known_now,
                }
                for each in revised[:_SHOWN]
            ]
            st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Figures as reported against as known now")
            if len(revised) > _SHOWN:
                st.caption(f"The first {_SHOWN}; “python3 start.py reach packs --pack {pack_id:d}” lists all.")
        if causes:
            st.markdown("**What has come since**")
            st.markdown("\n".join(f"- {each.happened_at:%d/%m/%Y %H:%M}: {escape(each.text)}" for each in causes))
        fold = st.expander("What it said", key="pack_said", on_change="rerun")
        if fold.open:
            with fold:
                _sentences(view, pack_id)
        _offer_files_again(view, pack_id)


def _sentences(view: View, pack_id: int) -> None:
    section = ""
    for row in cached_list(view, listing.pack_sentences, pack_id):
        if row["section"] != section:
            section = row["section"]
            st.markdown(f"**{escape(section)}**")
        st.markdown(escape(row["sentence"]))


def _offer_files_again(view: View, pack_id: int) -> None:
    """Show a button that makes the pack's files again, with the figures that it had."""
    possible = [format_ for format_ in PACK_FORMATS.values() if format_.is_possible]
    if st.button("Make it again as it was", icon=":material/history:", key="make_again"):
        try:
            with progress("Reading the record") as on_progress:
                pack = record.made_again(view.store, pack_id, on_progress=on_progress)
                st.session_state[_FILES] = (pack_id, dict(pack_files(pack, possible, on_progress=on_progress)))
        except ReachError as error:
            show_error(error)
            return
    of_pack, files = st.session_state.get(_FILES, (None, {}))
    if of_pack == pack_id:
        offer_files(files, key="made_again")


def _row(pack: dict[str, Any]) -> dict[str, str]:
    return {
        "Pack": str(pack["pack"]),
        "For": READERS[pack["reader"]].name,
        "Period": _period(pack),
        "As at": formats.day(pack["as_at"]),
        "Audience": pack["audience"].capitalize(),
        "Made": f"{pack['made_at']:%d/%m/%Y %H:%M}, {pack['made_by']}",
    }


def _name(pack: dict[str, Any]) -> str:
    return f"{pack['pack']}: {READERS[pack['reader']].name}, {_period(pack)}, made {pack['made_at']:%d/%m/%Y}"


def _period(pack: dict[str, Any]) -> str:
    return period_in_words(pack["academic_year"], pack["period"])

"""A hub's own slides of an earlier pack, refreshed with the figures of this one."""

import hashlib

import streamlit as st

from reach.errors import ReachError
from reach.report import PACK_FORMATS, Recipe
from reach.report.slides import Refreshed, refreshed
from reach.screens.pack.today import pack_of_today
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.progress_bar import progress
from reach.ui.view import View

_REFRESHED = "pack_refreshed"
"""Session key of the refreshed deck, with what it was made of."""


def refresh_deck(view: View, recipe: Recipe, name: str, deck: bytes) -> None:
    """Show a button that refreshes a deck, and then the deck with what was renewed and what was kept."""
    text = f"{view.version.name} {recipe.model_dump_json()}"
    made_of = hashlib.sha256(text.encode() + deck).hexdigest()
    if st.button("Refresh these slides", icon=":material/sync:", key="refresh_deck"):
        try:
            with progress("Asking") as on_progress:
                st.session_state[_REFRESHED] = (made_of, refreshed(pack_of_today(view, recipe, on_progress), deck))
        except ReachError as error:
            show_error(error)
            return
    was_made_of, done = st.session_state.get(_REFRESHED, ("", None))
    if done is not None and was_made_of == made_of:
        _offer(name, done)


def _offer(name: str, done: Refreshed) -> None:
    stem = name.rpartition(".")[0] or name
    format_ = PACK_FORMATS["pptx"]
    st.download_button(
        "Download the refreshed slides",
        data=done.content,
        file_name=f"{stem}-refreshed.pptx",
        mime=format_.mime,
        on_click="ignore",
        key="refreshed_deck",
        icon=":material/download:",
    )
    for heading, lines in (
        ("Renewed", done.renewed),
        ("Your words, kept", done.kept),
        ("No longer in the pack, left as it was", done.gone),
        ("New in the pack, not in your slides", done.new),
    ):
        if lines:
            st.markdown("\n".join((f"**{escape(heading)}**\n", *(f"- {escape(line)}" for line in lines))))
    if not done.renewed:
        st.caption("No figure in them has changed.")

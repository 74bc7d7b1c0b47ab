"""Makes a pack from the store that the page shows."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from reach.progress import OnProgress, ignored
from reach.queries import Result
from reach.report import FromStore, Pack, Recipe, make_pack, record
from reach.report.answers import Question
from reach.ui.sign_in import recorded_as
from reach.ui.view import View

Made = TypeVar("Made")


@dataclasses.dataclass(frozen=True)
class _FromPage(FromStore):
    """Answers that the page has asked for already, and others."""

    view: View

    def answer(self, question: Question) -> Result:
        """Give the answer, from the page's cache where it is there."""
        return self.view.answer(question.query, question.filters, dict(question.choices))


def made_once(key: str, made_of: str, make: Callable[[], Made]) -> Made:
    """Return what is remembered under a session key where it was made of the same, else make it and remember it."""
    if st.session_state.get(key, ("",))[0] != made_of:
        st.session_state[key] = (made_of, make())
    made: Made = st.session_state[key][1]
    return made


def pack_of_today(view: View, recipe: Recipe, on_progress: OnProgress = ignored) -> Pack:
    """Make a pack of today from the store that the page shows."""
    return make_pack(
        recipe,
        _FromPage(view.version, view),
        view.settings,
        made_at=dt.datetime.now().replace(microsecond=0),
        made_by=recorded_as(view.visitor),
        last_proposals=record.last_proposals(view.version, recipe),
        on_progress=on_progress,
    )

"""What has changed since the visitor last looked, as a sentence; it stays the same while they click about."""

import datetime as dt

import streamlit as st

from reach.sentences import overview as words
from reach.store import Version, last_looks, listing
from reach.store.last_looks import Look
from reach.ui.view import View

_BEFORE = "looked_before"


def since_last_look(view: View) -> str:
    """Return what has changed since the visitor's last look; "" on their first, and where nothing has.

    It names nobody and counts no rows, so all roles see it.
    """
    before = _look_before(view)
    if before is None:
        return ""
    years = _years(view.version.name, view.version)
    revised = [year for year, (_, fingerprint) in years.items() if before.years.get(year, fingerprint) != fingerprint]
    gone = [year for year in before.years if year not in years]
    came = listing.came_since(view.version, before.at)
    return words.since_last_look(before.at.date(), **came, revised=sorted([*revised, *gone]))


def _look_before(view: View) -> Look | None:
    """Return the visitor's look before this session; in a new session, one begins."""
    known = st.session_state.get(_BEFORE)
    of_whom = (view.visitor.name, str(view.kept_in.folder))
    if known is None or known[0] != of_whom:
        now = dt.datetime.now().replace(microsecond=0)
        years = _years(view.version.name, view.version)
        over = {year: fingerprint for year, (ends_on, fingerprint) in years.items() if ends_on < now.date()}
        known = (of_whom, last_looks.begin_look(view.kept_in.folder, view.visitor.name, Look(now, over)))
        st.session_state[_BEFORE] = known
    before: Look | None = known[1]
    return before


@st.cache_data(show_spinner=False, max_entries=10)
def _years(version_name: str, _version: Version) -> dict[str, tuple[dt.date, str]]:
    """Return the last day and the fingerprint of each academic year."""
    del version_name
    rows = listing.year_fingerprints(_version)
    return {row["academic_year"]: (row["ends_on"], row["fingerprint"]) for row in rows}

"""Data quality: what may make figures wrong or incomplete, and what to do about it."""

import datetime as dt

import pandas as pd
import streamlit as st

from reach import formats
from reach.store import listing
from reach.ui.escape import escape, escape_table
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_FINDINGS = {
    "schools_without_coordinates": (
        "Schools without coordinates",
        "They are missing on maps. A newer establishment register may have them.",
    ),
    "schools_without_pupils": (
        "Schools without a number of pupils",
        "Pupils in reached schools are counted without them.",
    ),
    "schools_without_fsm": (
        "Schools without a free school meals figure",
        "They are in no fifth of disadvantage, but in a group of their own.",
    ),
    "unknown_register_words": (
        "Words of the establishment register that are not known",
        "These schools lose what the word says: a phase, a sixth form, whether they are open, or whether they count at "
        "all. Groups and types of establishments that count stand under [scope] in data/hub.toml. Report other "
        "words to the person who looks after this dashboard.",
    ),
    "attendance_at_closed_schools": (
        "Attendance at a school after it closed",
        "Is the date right, or the URN an old one? It counts for the school's successor where there is one.",
    ),
    "sessions_in_no_term": (
        "Sessions in no term",
        "Their academic year is not among those of data/hub.toml: let academic_years begin earlier or end later.",
    ),
    "activities_without_programme": (
        "Activities without a programme",
        "Their programme is no longer in data/hub.toml: put it back.",
    ),
    "targets_without_schools": (
        "Targets without schools",
        "No school is of that local authority and phase: the target can never be met.",
    ),
    "targets_not_known": (
        "Targets for strands, programmes or local authorities that data/hub.toml does not know",
        "They count nowhere. Use the old code in data/hub.toml again, or withdraw them on the page Targets and set "
        "them again.",
    ),
    "areas_without_outline": (
        "Local authorities without an outline",
        "Others have one: load a file with all of them. Until then the map draws theirs from where the schools are.",
    ),
    "booked_in_the_past": (
        "People still booked for a session that is over",
        "The register was never marked: import it again once it is.",
    ),
}

_EXAMPLES = {"unknown_register_words": None}
"""How many examples are shown where it is not three; None is all of them."""


def show_quality(view: View) -> None:
    """Show the findings with a few examples each, or that there are none."""
    found = cached_list(view, listing.quality, dt.date.today())
    st.header("Is what is loaded sound?", anchor="quality")
    if view.version.register_date is None:
        st.caption("There is nothing to look at yet.")
        return
    if not found:
        st.caption("Yes: every school has its details, every session a term, and every register is marked.")
        return
    st.table(
        escape_table(
            pd.DataFrame(
                [
                    {
                        "What": _FINDINGS[each["finding"]][0],
                        "How often": formats.thousands(each["times"]),
                        "For example": "; ".join(each["examples"][: _EXAMPLES.get(each["finding"], 3)]),
                        "What to do": _FINDINGS[each["finding"]][1],
                    }
                    for each in found
                ]
            )
        ),
        hide_index=True,
        alt="What may make figures wrong or incomplete",
    )


def warn_of_uncounted_schools(view: View) -> None:
    """Show the schools whose attendance counts nowhere, and what to do."""
    rows = cached_list(view, listing.uncounted)
    if not rows:
        return
    total = sum(row["attendances"] for row in rows)
    st.warning(
        f"{escape(formats.count_of(total, 'row'))} of attendance at {escape(formats.count_of(len(rows), 'school'))} "
        f"{'counts' if total == 1 else 'count'} nowhere: the school has closed, and no link leads to one that is open. "
        "Load the newest links file; where a school really is gone, nothing needs to be done.",
        icon=":material/link_off:",
    )
    with st.expander("Which schools?"):
        shown = pd.DataFrame(
            [
                [
                    str(row["urn"]),
                    row["name"],
                    "" if row["closed_on"] is None else f"{row['closed_on']:%d/%m/%Y}",
                ]
                for row in rows
            ],
            columns=["URN", "School", "Closed"],
        )
        st.table(escape_table(shown), hide_index=True, alt="Schools whose attendance counts nowhere")

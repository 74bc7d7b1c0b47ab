"""Numbers, dates and names as people read them. The edge of the house: nothing inside is formatted."""

import datetime as dt
from typing import Any

import pandas as pd

from reach.filters import RUNG_LABELS
from reach.phases import PHASES, phase_label

COLUMN_LABELS = {
    "academic_year": "Academic year",
    "period": "Period",
    "la_code": "LA code",
    "la_name": "Local authority",
    "phase": "Phase",
    "phases": "Phases",
    "schools": "Schools",
    "reached": "Schools reached",
    "reach": "Reach",
    "rung": "Rung",
    "schools_on_rung": "Schools whose highest rung this is",
    "schools_at_least": "Schools on this rung or higher",
    "share_at_least": "Share on this rung or higher",
    "standing": "Standing",
    "schools_of_standing": "Schools of this standing",
    "share": "Share",
    "urn": "URN",
    "name": "School",
    "is_reached": "Reached",
    "last_attended_on": "Last attended",
    "programmes": "Programmes attended",
    "pupils": "Pupils",
    "fsm_quintile": "FSM fifth (5 most disadvantaged)",
    "programme_code": "Programme code",
    "programme_name": "Programme",
    "strand_name": "Strand",
    "delivery_mode": "Mode",
    "activity_id": "Activity code",
    "signed_up": "Signed up",
    "came": "Came",
    "stayed": "Stayed to 75 %",
    "sent_apologies": "Only apologies",
    "no_shows": "No-shows",
    "share_came": "Share that came",
    "share_sent_apologies": "Share that only sent apologies",
    "share_no_shows": "Share of no-shows",
    "times_attended": "Times attended",
    "times_absent": "Times absent",
    "times_apologies": "Times apologies",
    "times_expected": "Times expected",
    "share_attended": "Attendance rate",
    "course_length": "Sessions held",
    "share_of_signed_up": "Share of those signed up",
    "turn": "Session in turn",
    "started": "Ever came",
    "is_falling_fast": "Falling fast",
    "is_half_empty": "Half-empty",
    "sessions_taken": "Sessions held",
    "latest_on": "Latest session",
    "next_on": "Next session",
    "share_gone": "Share gone",
    "taken": "Places taken",
    "share_taken": "Share of places taken",
    "held_on": "Date",
    "state": "Session",
    "counts_for_hub": "Counts for the hub",
}
"""The heading that people see for a query's column."""

_ATTENDANCE_WORDS = {
    "came": "Came",
    "stayed": "Stayed to 75 %",
    "two_or_more": "Two or more sessions",
    "one_session": "One session",
    "in person": "In person",
    "online": "Online",
    "blended": "Blended",
    "not said": "Not said",
    "held": "Held",
    "pupils_counted": "Held, only pupils counted",
    "to_come": "Still to come, only booked",
    "not_marked": "Not marked, only booked",
}

STANDING_LABELS = {
    "new": "New",
    "sustained": "Sustained",
    "re-engaged": "Re-engaged",
    "lapsed": "Lapsed",
    "never": "Never",
}

PERIOD_NAMES = {"year": "Whole year", "autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}

_WORDS = (
    RUNG_LABELS | STANDING_LABELS | PERIOD_NAMES | _ATTENDANCE_WORDS | {phase: phase_label(phase) for phase in PHASES}
)


def column_label(column: str) -> str:
    """Give the heading for a column: "Local authority" for la_name."""
    return COLUMN_LABELS.get(column, column.replace("_", " ").capitalize())


def is_share(column: str) -> bool:
    """Whether a column holds shares between 0 and 1, shown as percentages."""
    return column == "reach" or column.startswith("share")


def percent(share: float | None, decimals: int = 0) -> str:
    """Give "46 %" for 0.46, a dash for what cannot be worked out."""
    return "–" if share is None or pd.isna(share) else f"{100 * share:.{decimals}f} %"


def points(difference: float) -> str:
    """Give "+3 points" for a difference of 0.03, three percentage points, between two shares."""
    rounded = round(100 * difference)
    return f"{rounded:+d} point{'' if abs(rounded) == 1 else 's'}"


def thousands(count: float) -> str:
    """Give "12,345" for 12345."""
    return f"{count:,.0f}"


def count_of(count: int, noun: str, plural: str | None = None) -> str:
    """Give "1 school" or "515 schools"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def day(date: dt.date | None) -> str:
    """Give "31 August 2023"."""
    return "no date" if date is None else f"{date.day} {date:%B %Y}"


def listed(names: list[str]) -> str:
    """Give "Halton, Wirral and Cheshire East"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def word(value: Any) -> Any:
    """Give a code as people read it: "Signed up" for signed_up, "Post-16" for post-16; anything else as it is."""
    return _WORDS.get(value, value) if isinstance(value, str) else value


def cell(column: str, value: Any) -> str:
    """Give one value of a query's column as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or pd.isna(value):
        return ""
    if is_share(column):
        return percent(value, 1)
    if isinstance(value, dt.date | pd.Timestamp):
        return f"{value:%d/%m/%Y}"
    if column == "urn":
        return str(int(value))
    if isinstance(value, int | float):
        return thousands(value)
    if column == "phases":
        return ", ".join(word(phase) for phase in value.split("; "))
    return str(word(value))


def table_for_people(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame of texts under people's headings, in the order of the query's columns."""
    return pd.DataFrame(
        {column_label(column): [cell(column, value) for value in frame[column]] for column in frame.columns},
        dtype=object,
    )

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
    "place": "Place on the journey",
    "place_before": "Place last year",
    "schools_at_place": "Schools at this place",
    "move": "Since last year",
    "schools_that_moved": "Schools that did so",
    "path": "Path",
    "programme_code": "Programme code",
    "programme_name": "Programme",
    "ever_reached": "Schools it has reached",
    "not_yet_reached": "Schools not yet reached",
    "groups_offered": "Groups in the period",
    "groups_without_places": "Groups whose places are not known",
    "free_for_schools": "Schools its free places could take",
    "schools_a_group": "Schools in a usual group",
    "groups_wanted": "Groups the rest would fill",
    "group_state": "State",
    "share_filled": "Share of places taken",
    "signed_up": "People signed up",
    "measure": "Measure",
    "moved": "Move",
    "share_then": "Then",
    "share_now": "Now",
    "change_points": "Change (percentage points)",
    "count_then": "Number then",
    "count_now": "Number now",
    "count_change": "Change",
    "of_then": "Of, then",
    "of_now": "Of, now",
    "schools_of_move": "Schools",
    "reached_of_move": "Reached of them",
    "rung_then": "Rung then",
    "rung_now": "Rung now",
    "hours_then": "Teachers' hours then",
    "hours_now": "Teachers' hours now",
    "fsm_quintile": "FSM fifth (5 most disadvantaged)",
    "fsm_percent": "Pupils on free school meals (%)",
    "school_group": "Group",
    "is_most_disadvantaged": "Most disadvantaged fifth",
    "gap_points": "Equity gap (percentage points)",
    "is_over": "Period is over",
    "not_reached": "Schools not reached",
    "trust": "Academy trust",
    "establishment_type": "Type of establishment",
    "urban_rural": "Urban or rural, as registered",
}
"""The heading that people see for a query's column."""

STANDING_LABELS = {
    "new": "New",
    "sustained": "Sustained",
    "re-engaged": "Re-engaged",
    "lapsed": "Lapsed",
    "never": "Never",
}

MOVE_LABELS = {
    "moved on": "Moved on",
    "stayed": "Stayed",
    "moved back": "Moved back",
    "left": "Left",
    "joined": "Joined",
    "came back": "Came back",
}
MEASURE_LABELS = {
    "reach": "Reach",
    "reached": "Schools reached",
    "teachers": "Teachers reached",
    "sessions_held": "Sessions held",
    "hours": "Teachers' hours",
    "pupils_reached": "Pupils reached",
    "attendance_rate": "Attendance rate",
}
BETWEEN_LABELS = {
    "gained": "Gained",
    "opened": "Opened",
    "lost": "Lost",
    "closed": "Closed",
    "kept": "Reached in both",
    "neither": "Reached in neither",
}
FEW_SCHOOLS = 10
"""A share of fewer schools than this is shown with care: one school moves it by more than ten points."""

PERIOD_NAMES = {"year": "Whole year", "autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}

GROUP_STATES = {"under-filled": "Under-filled", "filling": "Filling", "full": "Full"}

_WORDS = (
    RUNG_LABELS
    | STANDING_LABELS
    | MOVE_LABELS
    | MEASURE_LABELS
    | BETWEEN_LABELS
    | GROUP_STATES
    | PERIOD_NAMES
    | {phase: phase_label(phase) for phase in PHASES}
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


def points_apart(points: float | None) -> str:
    """Give "7 points lower" for a difference of -7.2 percentage points, its direction in words."""
    if points is None or pd.isna(points):
        return "not compared"
    rounded = abs(round(points))
    if not rounded:
        return "level"
    return f"{count_of(rounded, 'point')} {'lower' if points < 0 else 'higher'}"


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

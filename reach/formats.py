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
    "held_back": "Held back",
    "held_back_urn": "URN held back",
    "is_held_back": "Held back today",
    "for_programme": "For programme",
    "reason": "Reason",
    "until_on": "Until",
    "said_at": "Said on",
    "said_by": "Said by",
    "rank": "Rank",
    "score": "Score (0 to 100)",
    "why": "Why it stands here",
    "notes": "Notes",
    "programmes_before": "Programmes attended before",
    "share_smaller": "Share of schools with fewer pupils",
    "phase_behind": "Phase furthest behind",
    "share_reached": "Reach of phase and LA",
    "share_aimed_at": "Aimed at",
    "aim": "Set against",
    "points_standing": "Never or lapsed, points",
    "points_disadvantage": "Disadvantage, points",
    "points_size": "Size, points",
    "points_behind": "Phase and LA behind, points",
    "points_years": "Years since, points",
    "part_standing": "Never or lapsed, 0 to 1",
    "part_disadvantage": "Disadvantage, 0 to 1",
    "part_size": "Size, 0 to 1",
    "part_behind": "Phase and LA behind, 0 to 1",
    "part_years": "Years since, 0 to 1",
}
"""The heading that people see for a query's column."""

STANDING_LABELS = {
    "new": "New",
    "sustained": "Sustained",
    "re-engaged": "Re-engaged",
    "lapsed": "Lapsed",
    "never": "Never",
}

PERIOD_NAMES = {"year": "Whole year", "autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}

AIM_LABELS = {"target": "Target", "hub": "The hub's reach"}

_WORDS = RUNG_LABELS | STANDING_LABELS | PERIOD_NAMES | AIM_LABELS | {phase: phase_label(phase) for phase in PHASES}


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
    if column in ("urn", "held_back_urn"):
        return str(int(value))
    if column.startswith("part_"):
        return f"{value:.2f}"
    if column == "score" or column.startswith("points_"):
        return f"{value:.1f}"
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

"""Numbers, dates and names as people read them. The edge of the house: nothing inside is formatted."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from reach.filters import RUNG_LABELS
from reach.phases import ALL_PHASES, PHASES, phase_label

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
    "schools_held_back": "Schools held back",
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
    "la_names": "Local authorities",
    "establishment_type": "Type of establishment",
    "urban_rural": "Urban or rural, as registered",
    "held_back": "Held back",
    "held_back_urn": "URN held back",
    "is_held_back": "Held back today",
    "for_programme": "For programme",
    "reason": "Reason",
    "until_on": "Until",
    "said_at": "Said on",
    "said_by": "Said by",
    "partner": "Lead partner",
    "kind": "Kind of partner",
    "is_known_partner": "Known partner",
    "strand": "Strand code",
    "strand_name": "Strand",
    "activities": "Activities",
    "activity": "Activity",
    "people": "People",
    "las_reached": "Local authorities reached",
    "reached_in_total": "Schools reached in all",
    "people_in_total": "People in all",
    "sessions": "Sessions",
    "sessions_held": "Sessions held",
    "first_session_on": "First session",
    "last_led_on": "Last led",
    "delivery_mode": "Mode",
    "activity_id": "Activity code",
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
    "dfe_number": "DfE number",
    "size_band": "Size",
    "former_names": "Names before",
    "former_urns": "URNs before",
    "linked_on": "On",
    "old_urn": "URN before",
    "old_name": "School before",
    "old_closed_on": "Closed",
    "new_urn": "URN after",
    "new_name": "School after",
    "new_opened_on": "Opened",
    "link_types": "Link",
    "is_counted_here": "Counts for this school",
    "session_number": "Session",
    "session_state": "What became of it",
    "attended": "People who attended",
    "missed": "Absent or apologies",
    "absent": "Absent",
    "booked": "Booked",
    "sessions_attended": "Sessions attended",
    "share_attended_hub": "Attendance rate, all schools of the hub",
    "stage_name": "Stage",
    "is_stage_reached": "Reached",
    "years": "Years",
    "direction": "Direction",
    "started_on": "Began",
    "ended_on": "Ended",
    "days": "Days",
    "schools_sustaining": "Schools that sustain it",
    "nearest_km": "Nearest of them (km)",
    "nearest_name": "Nearest of them",
    "distance_km": "Distance (km)",
    "programmes_sustained": "Sustains",
    "town": "Town",
    "easting": "Easting (m)",
    "northing": "Northing (m)",
    "hexagon": "Hexagon",
    "schools_inside": "Schools in the hexagon",
    "furthest_km": "Furthest of them (km)",
    "share_overall": "Reach of all schools",
    "can_be_cold": "None of ten would be a cold spot",
    "share_by_chance": "Likelihood of so few by chance",
    "is_cold": "Cold spot",
    "sessions_together": "Sessions together",
    "last_together_on": "Last together",
    "target_schools": "Target (schools)",
    "still_needed": "Schools still needed",
    "source": "Source",
    "stage": "Stage",
    "stage_before": "Stage before",
    "candidates": "Candidates",
    "candidate_group": "Candidates of",
    "of_candidates": "Candidates in all",
    "share_of_cohort": "Share of them",
    "share_of_stage_before": "Share of the stage before",
    "days_quarter": "A quarter took up to (days)",
    "days_median": "Half took up to (days)",
    "days_three_quarters": "Three quarters took up to (days)",
    "support_group": "Schools of",
    "supports": "Cases of support",
    "from_place": "From",
    "to_place": "To",
    "days_given": "Days that it gives in all",
    "days_received": "Days that it receives in all",
    "schools_supporting": "Schools that support",
    "schools_supported": "Schools supported",
    "other_urn": "URN of the other school",
    "other_name": "The other school",
    "foci": "In what",
    "schools_with_leader": "Schools with a leader trained",
    "schools_this_year": "Of them, somebody came this year",
    "share_with_leader": "Share with a leader trained",
    "is_reached_this_year": "Somebody came this year",
    "schools_with_pupils": "Schools that brought pupils",
    "pupils_a_school": "Pupils a school",
    "share_of_pupils": "Share of the pupils brought",
    "pupils_on_roll": "Pupils on roll",
    "share_of_roll": "Share of all pupils on roll",
    "target": "Target for",
    "schools_aimed_at": "Schools aimed at",
    "reached_last_year": "Schools reached last year",
    "share_last_year": "Last year",
    "share_national": "England",
    "set_in": "Set in",
    "file_name": "File",
    "outlook": "Outlook",
    "week": "Week",
    "reached_so_far": "Reached so far",
    "share_so_far": "Share so far",
    "years_behind": "Earlier years",
    "is_own_shape": "Shape of its own",
    "share_least": "Share of the end, least",
    "share_most": "Share of the end, most",
    "expected_least": "Expected end, least",
    "expected": "Expected end",
    "expected_most": "Expected end, most",
    "share_expected_least": "Expected share, least",
    "share_expected": "Expected share",
    "share_expected_most": "Expected share, most",
    "reached_by_week": "Reached by that week",
    "error_points": "Error (percentage points)",
    "is_in_range": "Within the range",
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

MOVE_LABELS = {
    "moved on": "Moved on",
    "stayed there": "Stayed there",
    "moved back": "Moved back",
    "left": "Left",
    "joined": "Joined",
    "came back": "Came back",
}
NO_LEAD = "No lead given"
"""What stands for the lead partner of an activity without one."""

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
HIDDEN = "[c]"
"""What stands for a share or a mean that is not shown, as it would stand on too few people."""
FEWER = "fewer than 5"
"""What a chart or a sentence says of a count of people from 1 to 4."""
SYMBOLS = {
    "[low]": "Fewer than 5 people, but not none.",
    HIDDEN: "Not shown: it would stand on too few people.",
}
"""What the symbols in public tables mean."""

FEW_SCHOOLS = 10
"""A share of fewer schools than this is shown with care: one school moves it by more than ten points."""

PERIOD_NAMES = {"year": "Whole year", "autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}

SESSION_STATES = {"missed": "Absent or apologies", "booked": "Booked", "pupils_only": "Pupils brought"}

DIRECTIONS = {"given": "Given", "received": "Received"}

STAGE_LABELS = {
    "enquired": "Enquired",
    "applied": "Applied",
    "offered": "Offered",
    "started": "Started training",
    "qualified": "Qualified",
    "teaching": "Teaching",
}

_CANDIDATE_GROUPS = {
    "everybody": "All candidates",
    "phase not given": "Phase not given",
    "initial teacher training": "Initial teacher training",
    "conversion": "Conversion",
}

_ONE_DECIMAL = {"days", "days_given", "days_received", "distance_km", "furthest_km", "hours", "nearest_km"}

GROUP_STATES = {"under-filled": "Under-filled", "filling": "Filling", "full": "Full"}

AIM_LABELS = {"target": "Target", "hub": "The hub's reach"}

OUTLOOK_LABELS = {
    "met": "Met",
    "met_so_far": "Met so far",
    "missed": "Missed",
    "likely": "Will be met",
    "open": "May be met",
    "unlikely": "Will be missed",
    "few_years": "Too few earlier years",
    "too_early": "Too early to say",
    "nobody_yet": "Nobody reached yet",
    "no_schools": "No school to reach",
}

SET_IN = {"sheet": "Sheet", "screen": "Screen"}

_WORDS = (
    RUNG_LABELS
    | STANDING_LABELS
    | MOVE_LABELS
    | MEASURE_LABELS
    | BETWEEN_LABELS
    | GROUP_STATES
    | SESSION_STATES
    | DIRECTIONS
    | PERIOD_NAMES
    | AIM_LABELS
    | STAGE_LABELS
    | _CANDIDATE_GROUPS
    | OUTLOOK_LABELS
    | SET_IN
    | _ATTENDANCE_WORDS
    | {phase: phase_label(phase) for phase in PHASES}
    | {ALL_PHASES: "School as a whole"}
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


def decimal(number: float) -> str:
    """Give "3.4" for 3.4213, "1,200" for 1200: one decimal where it says something."""
    return f"{number:,.1f}".removesuffix(".0")


def size(number_of_bytes: int) -> str:
    """Say "14.2 MB", in steps of a thousand as file managers do."""
    for factor, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if number_of_bytes >= factor:
            return f"{number_of_bytes / factor:,.1f} {unit}"
    return f"{number_of_bytes} bytes"


def shown(count: float | None) -> str:
    """Give "12,345" for 12345, and "fewer than 5" for a count of people that is low."""
    return FEWER if count is None or pd.isna(count) else thousands(count)


def share_of(share: float | None, whole: float | None) -> str:
    """Give "46 %" for a share; the mark of what is hidden where it is, a dash where it is a share of nothing."""
    is_hidden = (share is None or pd.isna(share)) and (whole is None or pd.isna(whole) or whole > 0)
    return HIDDEN if is_hidden else percent(share)


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
    if column in ("easting", "northing"):
        return f"{value:.0f}"
    if column.startswith("part_"):
        return f"{value:.2f}"
    if column == "score" or column.startswith("points_"):
        return f"{value:.1f}"
    if column == "urn" or column.endswith("_urn"):
        return str(int(value))
    if column in _ONE_DECIMAL:
        return decimal(value)
    if isinstance(value, int | float):
        return thousands(value)
    if column == "phases":
        return ", ".join(word(phase) for phase in value.split("; "))
    return str(word(value))


def about(count: float | None, noun: str, plural: str | None = None, *, is_rounded: bool = True) -> str:
    """Give "about 55 teachers" for a rounded count, "fewer than 5 teachers" for a low one, "no teachers" for 0."""
    several = plural or f"{noun}s"
    if count is None or pd.isna(count):
        return f"{FEWER} {several}"
    if not is_rounded:
        return count_of(int(count), noun, plural)
    return f"about {count_of(int(count), noun, plural)}" if count else f"no {several}"


def about_number(count: float | None, *, is_rounded: bool = True) -> str:
    """Give "about 55" for a count that is rounded, "fewer than 5" for a low one, "none" for 0."""
    if count is None or pd.isna(count):
        return FEWER
    if not is_rounded:
        return thousands(count)
    return f"about {thousands(count)}" if count else "none"


def is_about_as_many(change: float) -> bool:
    """Whether two counts of people that are each rounded to the nearest 5 may be as good as the same."""
    return abs(change) <= 5


def table_for_people(
    frame: pd.DataFrame, symbols: Mapping[tuple[int, str], str] = MappingProxyType({})
) -> pd.DataFrame:
    """Give a frame of texts under people's headings, in the order of the query's columns.

    symbols: what stands in place of values, by position of the row and column; people see them in brackets.
    """
    return pd.DataFrame(
        {
            column_label(column): [
                f"[{symbols[row, column]}]" if (row, column) in symbols else cell(column, value)
                for row, value in enumerate(frame[column])
            ]
            for column in frame.columns
        },
        dtype=object,
    )

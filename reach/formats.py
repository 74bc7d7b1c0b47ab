"""Numbers, dates and names as people read them. Only what shows or writes something formats it, through here."""

import datetime as dt
import numbers
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from reach import columns
from reach.academic_years import to_date
from reach.candidate_stages import STAGES
from reach.columns import Kind
from reach.delivery_modes import SHOWN as MODES_SHOWN
from reach.delivery_modes import mode_label
from reach.filters import RUNG_LABELS
from reach.measures import MEASURES, OF_PERIODS
from reach.phases import ALL_PHASES, PHASES, phase_label

_ATTENDANCE_WORDS = {
    "came": "Came",
    "stayed": "Came to 75%",
    "two_or_more": "Two or more sessions",
    "one_session": "One session",
    "held": "Held",
    "pupils_counted": "Held, only pupils counted",
    "to_come": "Still to come, only booked",
    "not_marked": "Not marked, only booked",
}

STANDING_LABELS = {
    "new": "New",
    "sustained": "Sustained",
    "re-engaged": "Back again",
    "lapsed": "Lapsed",
    "not yet back": "Not yet back this year",
    "never": "Never",
}


def standing_labels(*, is_running: bool) -> dict[str, str]:
    """Give the standings that schools can have in a year that is over, or is not, with their labels."""
    other = "lapsed" if is_running else "not yet back"
    return {standing: label for standing, label in STANDING_LABELS.items() if standing != other}


MOVE_LABELS = {
    "moved on": "Moved on",
    "stayed there": "Stayed there",
    "moved back": "Moved back",
    "left": "Left",
    "not yet back": "Not yet back this year",
    "joined": "Joined",
    "came back": "Came back",
}
NO_LEAD = "No lead given"
"""What stands for the lead partner of an activity without one."""

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
HIDDEN_IN_WORDS = f"{HIDDEN}: of too few people to be shown."
"""What the symbol means, wherever it stands without the definitions."""
WITHOUT_PROGRAMME = "No programme"
"""What a chart or a table says of a phase that no programme is for."""
_SYMBOLS_IN_WORDS = {"no programme": WITHOUT_PROGRAMME}
FEWER = "fewer than 5"
"""What a chart or a sentence says of a count of people from 1 to 4."""
ROUNDED = f"Numbers of people are rounded to the nearest 5, and 1 to 4 reads “{FEWER}”."
"""How numbers of people are shown to the public, wherever it is said."""
SYMBOLS = {
    "[low]": f"{FEWER.capitalize()} people, but not none.",
    HIDDEN: "Not shown, as too few people stand behind it.",
}
"""What the symbols in public tables mean."""

PERIOD_NAMES = {"year": "Whole year", "autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}

_PERIODS_TO_DATE = {to_date(period): f"{name}, to the same date" for period, name in PERIOD_NAMES.items()}

SESSION_STATES = {"missed": "Absent or apologies", "booked": "Booked", "pupils_only": "Pupils brought"}

DIRECTIONS = {"given": "Given", "received": "Received"}

_CANDIDATE_GROUPS = {
    "everybody": "All candidates",
    "phase not given": "Phase not given",
    "initial teacher training": "Initial teacher training",
    "conversion": "Conversion",
}

GROUP_STATES = {"under-filled": "Under-filled", "filling": "Filling", "full": "Full"}

AIM_LABELS = {"target": "Target", "hub": "The hub's reach"}

OUTLOOK_LABELS = {
    "met": "Met",
    "met_so_far": "Met so far",
    "missed": "Missed",
    "likely": "Likely on past years",
    "open": "May be met",
    "unlikely": "Unlikely on past years",
    "few_years": "Too few earlier years",
    "too_early": "Too early to say",
    "nobody_yet": "Nobody reached yet",
    "no_schools": "No school to reach",
}

SET_IN = {"sheet": "Sheet", "screen": "Screen"}

_PLACE_LABELS = {"urban": "Urban", "rural": "Rural"}

_WORDS = (
    RUNG_LABELS
    | STANDING_LABELS
    | MOVE_LABELS
    | {name: MEASURES[name].label for name in OF_PERIODS}
    | BETWEEN_LABELS
    | GROUP_STATES
    | SESSION_STATES
    | DIRECTIONS
    | PERIOD_NAMES
    | _PERIODS_TO_DATE
    | AIM_LABELS
    | {name: stage.label for name, stage in STAGES.items()}
    | _CANDIDATE_GROUPS
    | OUTLOOK_LABELS
    | SET_IN
    | _PLACE_LABELS
    | _ATTENDANCE_WORDS
    | {mode: mode_label(mode) for mode in MODES_SHOWN}
    | {phase: phase_label(phase) for phase in PHASES}
    | {ALL_PHASES: "School as a whole"}
)


def percent(share: float | None, decimals: int = 0) -> str:
    """Give "46%" for 0.46, a dash for what cannot be worked out."""
    return "–" if share is None or pd.isna(share) else f"{100 * share:.{decimals}f}%"


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


def fifth(fsm_quintile: float | None) -> str:
    """Give "most disadvantaged fifth" for 5, and the middle fifths by their number."""
    if fsm_quintile is None or pd.isna(fsm_quintile):
        return "disadvantage not known"
    names = {1: "least disadvantaged fifth", 5: "most disadvantaged fifth"}
    return names.get(int(fsm_quintile), f"disadvantage fifth {int(fsm_quintile)} of 5")


def hours(number: float) -> str:
    """Give "1 hour" or "441.5 hours"."""
    return f"{decimal(number)} hour{'' if number == 1 else 's'}"


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
    """Give "46%" for a share; the mark of what is hidden where it is, a dash where it is a share of nothing."""
    is_hidden = (share is None or pd.isna(share)) and (whole is None or pd.isna(whole) or whole > 0)
    return HIDDEN if is_hidden else percent(share)


def count_of(count: int, noun: str, plural: str | None = None) -> str:
    """Give "1 school" or "515 schools"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def day(date: dt.date | None) -> str:
    """Give "31 August 2023"."""
    return "no date" if date is None else f"{date.day} {date:%B %Y}"


def moment(when: dt.datetime) -> str:
    """Give "15/05/2026 09:30" for when something was done."""
    return f"{when:%d/%m/%Y %H:%M}"


def day_of_week(date: dt.date) -> str:
    """Return "Wednesday 5 November 2025"."""
    return f"{date:%A} {day(date)}"


def capitalised(text: str) -> str:
    """Give a text that begins a sentence; all but its first letter stays as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def listed(names: list[str]) -> str:
    """Give "Halton, Wirral and Cheshire East"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def each_of(names: list[str]) -> str:
    """Return "Halton", or of several "each of Halton and Wirral"."""
    return f"each of {listed(names)}" if len(names) > 1 else listed(names)


def word(value: Any) -> Any:
    """Give a code as people read it: "Signed up" for signed_up, "Post-16" for post-16; anything else as it is."""
    return _WORDS.get(value, value) if isinstance(value, str) else value


_NUMBERS: Mapping[Kind | None, Callable[[Any], str]] = {
    Kind.SHARE: lambda share: percent(share, 1),
    Kind.COUNT: thousands,
    Kind.POINTS: thousands,
    Kind.NUMBER: thousands,
    Kind.DECIMAL: decimal,
    Kind.SCORE: "{:.1f}".format,
    Kind.WEIGHT: "{:.2f}".format,
    Kind.CODE: "{:.0f}".format,
    Kind.URN: "{:.0f}".format,
}
"""How numbers of a kind are shown."""


def cell(column: str, value: Any) -> str:
    """Give one value of a query's column as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, dt.date | pd.Timestamp):
        return f"{value:%d/%m/%Y}"
    kind = columns.kind(column)
    if isinstance(value, numbers.Real):
        return _NUMBERS.get(kind, thousands)(value)
    if kind is Kind.PHASES:
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


def is_about_as_many(change: float, *, numbers: int = 2) -> bool:
    """Return whether a difference may be one of rounding alone. numbers: how many rounded counts it is worked out from.

    A count of people is shown to the nearest 5; one that is rounded by its parts can be a step of 5 further off. So
    each is at most 7 from what is shown.
    """
    return abs(change) <= 7 * numbers


def symbol(symbol: str) -> str:
    """Return what people see in place of a value: "[low]" for low, "No programme" for a phase without one."""
    return _SYMBOLS_IN_WORDS.get(symbol, f"[{symbol}]")


def table_for_people(
    frame: pd.DataFrame, symbols: Mapping[tuple[int, str], str] = MappingProxyType({})
) -> pd.DataFrame:
    """Give a frame of texts under people's headings, in the order of the query's columns.

    symbols: what stands in place of values, by position of the row and column.
    """
    return pd.DataFrame(
        {
            heading: [
                symbol(symbols[row, column]) if (row, column) in symbols else cell(column, value)
                for row, value in enumerate(frame[column])
            ]
            for column, heading in columns.headings(frame).items()
        },
        dtype=object,
    )

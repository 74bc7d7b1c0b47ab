"""What can be chosen: the filters of every page and query, and what single queries ask beyond them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from reach import filters, queries
from reach.academic_years import PERIODS
from reach.exhibits import attendance, candidates, fairness, strands
from reach.filters import COUNTED_AS, Filters
from reach.measures import OF_PERIODS
from reach.phases import PHASES
from tests.builders import SETTINGS
from tests.choices.hubs import ChoiceHub
from tests.choices.pairs import Row

TODAY = dt.date(2026, 5, 20)

FILTERS: Mapping[str, Sequence[Any]] = {
    "academic_year": ("running", "past", "first", "future"),
    "period": PERIODS,
    "la_codes": ((), ("876",), ("344", "895")),
    "phases": ((), *((phase,) for phase in PHASES), ("secondary", "post-16")),
    "strands": ((), *((strand,) for strand in SETTINGS.strand_codes)),
    "counted_as": tuple(COUNTED_AS),
    "independent": (False, True),
    "light_touch": (False, True),
}
"""The values of each filter. A year is a word that each hub has its own year for; () chooses none, which means all."""

_CHOICES: Mapping[str, Sequence[Any]] = {
    "activity_id": (0, 1, "unknown"),
    "gone_percent": (20, 50),
    "journey": SETTINGS.journeys,
    "measure": (None, *OF_PERIODS),
    "other_period": PERIODS,
    "other_year": ("running", "past", "first"),
    "programme_code": (None, "PTFM-R", "STFM-D", "ENR", "NET"),
    "taken_percent": (30, 75),
    "target": (None, "Whole hub", "Halton", "Secondary, Wirral"),
    "today": (TODAY,),
    "urn": ("today's", "old", "unknown"),
    "week": (None, 1, 20, 52),
    "weight_behind": (0, 20, 100),
    "weight_disadvantage": (0, 25),
    "least_hours": (5, 12),
    "weight_size": (0, 15),
    "weight_standing": (0, 30),
    "weight_years": (0, 10),
}
"""The values of what queries ask beyond the filters."""

_BREAKDOWNS: Mapping[str, Sequence[str | None]] = {
    "attendance_by_group": (*attendance.BREAKDOWNS, None),
    "attendance_schools": (None, "programme", "mode", "activity"),
    "candidate_funnel": ("total", "cohort", *candidates.BREAKDOWNS),
    "candidate_schools": ("total", "cohort", *candidates.BREAKDOWNS),
    "compare_measures": ("total", "la", "phase", "la_phase"),
    "compare_moves": ("total", "la", "phase", "la_phase"),
    "ever_reached_by_group": ("la", "phase", None),
    "fairness_schools": tuple(fairness.BREAKDOWNS),
    "journey_by_group": ("la", "phase", None),
    "ladder_by_group": ("la", "phase", None),
    "people_with_hours_by_group": (*attendance.BREAKDOWNS, None),
    "reach_by_group": tuple(fairness.BREAKDOWNS),
    "standing_by_group": ("la", "phase", None),
    "support_days": tuple(strands.SUPPORT_BREAKDOWNS),
    "support_schools": tuple(strands.SUPPORT_BREAKDOWNS),
}


def filters_asked(query: str) -> dict[str, Sequence[Any]]:
    """Give the filters that a query names, with their values."""
    named = queries.load(query).parameters
    asked = {each.name for each in filters.FILTERS if each.is_asked(named)}
    return {name: values for name, values in FILTERS.items() if name in asked}


def choices_asked(query: str) -> dict[str, Sequence[Any]]:
    """Give what a query asks beyond the filters, with its values."""
    named = queries.load(query).parameters
    asked = {name: values for name, values in _CHOICES.items() if name in named}
    return asked | ({"breakdown": _BREAKDOWNS[query]} if "breakdown" in named else {})


def filters_of(hub: ChoiceHub, row: Row) -> Filters:
    """Give the filters that a row chooses on a hub; what it does not choose is as usual."""
    chosen = {name: row[name] for name in FILTERS if name in row}
    year = hub.years[chosen.pop("academic_year", "running")]
    return Filters.choose(hub.store.settings, year, **chosen)


def choices_of(hub: ChoiceHub, row: Row) -> dict[str, Any]:
    """Give what a row chooses beyond the filters on a hub."""
    chosen = {name: value for name, value in row.items() if name in queries.CHOICES}
    if "other_year" in chosen:
        chosen["other_year"] = hub.years[chosen["other_year"]]
    if "urn" in chosen:
        chosen["urn"] = hub.urns[chosen["urn"]]
    if isinstance(chosen.get("activity_id"), int):
        chosen["activity_id"] = hub.activities[chosen["activity_id"] % len(hub.activities)]
    return chosen

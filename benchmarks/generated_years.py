"""Academic years of invented hubs: in which weeks each school counts as reached."""

import datetime as dt
import itertools
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pandas as pd

from reach.academic_years import academic_year_name
from reach.settings import Settings

YEARS = 6
"""As many as a projection looks at: the last has five behind it."""
FIRST = 2016
LAST = academic_year_name(FIRST + YEARS - 1)
_LAST_WEEK = 44

SIZES = {"small": 60, "medium": 180, "large": 500}
GROWTH = {"shrinking": 0.93, "steady": 1.0, "growing": 1.12}
"""Schools reached in a year, as a multiple of those of the year before."""
SHAPES = {"autumn": (1.2, 3.5), "even": (1.3, 1.6), "bursts": (0.9, 1.8)}
"""When schools are first reached: a beta distribution over the year. With bursts, in six weeks only."""
NOISE = {"calm": 0.1, "usual": 0.25, "wild": 0.45}
"""By how much the log odds of coming early differ from year to year, as a standard deviation."""
_BURSTS = (3, 7, 12, 20, 28, 36)


@dataclass(frozen=True)
class Kind:
    """What an invented hub is like; falls_back: schools that were reached can be lost in the course of a year."""

    size: str
    growth: str
    shape: str
    noise: str
    falls_back: bool


def kinds() -> list[Kind]:
    """Return each combination of size, growth, shape, noise, and whether schools fall back."""
    return [Kind(*each) for each in itertools.product(SIZES, GROWTH, SHAPES, NOISE, (False, True))]


def settings_of(settings: Settings) -> Settings:
    """Return settings with the invented years, and in the last a target for the hub and each local authority."""
    target = {"academic_year": LAST, "share": 0.5, "source": "Plan"}
    return Settings.model_validate(
        settings.model_dump()
        | {
            "academic_years": {"first": academic_year_name(FIRST), "last": LAST},
            "targets": [target, *(target | {"local_authority": code} for code in settings.la_codes)],
        }
    )


def fill(connection: duckdb.DuckDBPyConnection, settings: Settings, kind: Kind, chance: random.Random) -> None:
    """Put the years of an invented hub in place of what a store has. All of them are over."""
    for table in ("rung_weeks", "sessions", "school_phases", "schools_open"):
        connection.execute(f"delete from {table}")  # noqa: S608 - the names are those above
    schools = SIZES[kind.size]
    places = [chance.choice(settings.la_codes) for _ in range(schools)]
    frames = {
        "invented_schools": pd.DataFrame({"urn": range(schools), "la_code": places}),
        "invented_years": pd.DataFrame({"academic_year": [academic_year_name(FIRST + year) for year in range(YEARS)]}),
        "invented_weeks": pd.DataFrame(
            [(academic_year_name(FIRST + year), *span) for year, span in _spans(kind, places, chance)],
            columns=["academic_year", "urn", "from_week", "until_week"],
        ),
        "invented_sessions": pd.DataFrame({"held_on": list(_days_held())}),
    }
    for name, frame in frames.items():
        connection.register(name, frame)
    connection.execute(
        "insert into schools_open by name select academic_year, 'year' as period, academic_year as as_at_year, urn, "
        "'A school' as name, la_code, false as is_independent, {'is_independent': false} as attributes "
        "from invented_schools cross join invented_years"
    )
    connection.execute("insert into school_phases select urn, 'all' from invented_schools")
    connection.execute(
        "insert into rung_weeks select academic_year, urn, ?, rung_level(?), from_week, until_week from invented_weeks",
        [settings.programmes[0].code, "completed" if kind.falls_back else "attended"],
    )
    connection.execute("insert into sessions select held_on::varchar, 'a', held_on, 1, true from invented_sessions")
    for name in frames:
        connection.unregister(name)


def _days_held() -> Iterator[dt.date]:
    """Give days of sessions by which each year is known from its first week to its last, and is over."""
    for year in range(FIRST, FIRST + YEARS):
        yield dt.date(year, 9, 2)
        yield dt.date(year, 9, 1) + dt.timedelta(weeks=_LAST_WEEK - 1)
    yield dt.date(FIRST + YEARS, 9, 1)


def _spans(kind: Kind, places: list[str], chance: random.Random) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Give, for each year, the spans of weeks at whose ends a school is reached, as (school, first, last)."""
    reach, losses = chance.uniform(0.35, 0.6), chance.uniform(0.05, 0.3)
    codes = sorted(set(places))
    habits = {code: chance.gauss(0, 0.2) for code in codes}
    for year in range(YEARS):
        reached = min(0.95, reach * GROWTH[kind.growth] ** year * math.exp(chance.gauss(0, 0.05)))
        shift = chance.gauss(0, NOISE[kind.noise])
        shifts = {code: shift + habits[code] + chance.gauss(0, NOISE[kind.noise] / 2) for code in codes}
        lost = min(0.5, losses * math.exp(chance.gauss(0, NOISE[kind.noise])))
        for school, code in enumerate(places):
            if chance.random() < reached:
                first = _week(kind, shifts[code], chance)
                is_lost = kind.falls_back and first < _LAST_WEEK and chance.random() < lost
                yield year, (school, first, chance.randint(first, _LAST_WEEK) if is_lost else 52)


def _week(kind: Kind, shift: float, chance: random.Random) -> int:
    """Return the week in which a school is first reached; later by a shift of its log odds."""
    early = min(max(chance.betavariate(*SHAPES[kind.shape]), 1e-9), 1 - 1e-9)
    week = max(1, math.ceil(_LAST_WEEK / (1 + math.exp(-math.log(early / (1 - early)) - shift))))
    return week if kind.shape != "bursts" else next((each for each in _BURSTS if week <= each), _BURSTS[-1])

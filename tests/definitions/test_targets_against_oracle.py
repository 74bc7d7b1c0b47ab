"""Schools reached week by week of what a target is for, and the projection, against plain Python."""

import datetime as dt
import math
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach.filters import Filters
from reach.ingest import Scope, set_target
from reach.settings import Settings
from reach.store import Store
from tests import effort
from tests.definitions.hubs import SETTINGS, YEARS, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle, days_of

YEAR = YEARS[-1]
SCOPES = [
    {},
    {"la_code": "101"},
    {"phase": "secondary"},
    {"strand": "enrichment", "phase": "secondary"},
    {"programme": "PRI"},
    {"programme": "NET", "la_code": "102"},
    {"programme": "ENR", "phase": "post-16"},
]
NAMES = [
    "Whole hub",
    "Northshire",
    "Secondary",
    "Strand: Enrichment, Secondary",
    "Primary (PRI)",
    "Network, Southshire",
    "Enrichment, Post-16",
]


def last_day_of_week(year: str, week: int) -> dt.date:
    first, last = days_of(year, "year")
    return last if week == 52 else first + dt.timedelta(days=7 * week - 1)


def oracle_until(hub: Hub, day: dt.date) -> Oracle:
    """The same hub, without anything that was later."""
    return Oracle(SETTINGS, hub.schools, hub.links, [row for row in hub.rows if row.on <= day], hub.register)


def schools_and_reached(hub: Hub, scope: dict[str, Any], filters: Filters, week: int) -> tuple[int, int]:
    year = filters.academic_year
    oracle = oracle_until(hub, last_day_of_week(year, week))
    levels = oracle.levels(year, "year", oracle.as_at(year, "year"))
    programme = oracle.programmes.get(scope.get("programme", ""))
    phases = [scope["phase"]] if "phase" in scope else list(programme.phases) if programme else ["all"]
    schools = reached = 0
    for school in oracle.counted_schools(filters):
        taught = [phase for phase in phases if phase == "all" or phase in school.phases()]
        if scope.get("la_code", school.la) != school.la or not taught:
            continue
        schools += 1
        reached += any(
            level >= LEVELS.index(filters.counted_as)
            and (phase == "all" or phase in oracle.programmes[code].phases)
            and scope.get("programme", code) == code
            and scope.get("strand", oracle.programmes[code].strand) == oracle.programmes[code].strand
            and (filters.light_touch or not oracle.programmes[code].light_touch or scope.get("programme") == code)
            for phase in taught
            for code, level in levels.get(school.urn, {}).items()
        )
    return schools, reached


@effort.examples(usual=3, thorough=150)
@given(hub=hubs(), chosen=choices(), weeks=st.lists(st.integers(1, 52), min_size=3, max_size=3, unique=True))
def test_schools_reached_by_a_week_are_those_reached_if_nothing_later_was_known(
    hub: Hub, chosen: dict[str, Any], weeks: list[int]
) -> None:
    shown = {"counted_as": chosen["counted_as"], "independent": chosen["independent"]}
    known = Filters.choose(SETTINGS, YEAR, light_touch=chosen["light_touch"], **shown).parameters()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(hub, Path(folder))
        for scope in SCOPES:
            of = {"la_code": "local_authority"}
            asked = {of.get(key, key): value for key, value in scope.items()}
            set_target(store, Scope(YEAR, **asked), share=0.5, source="Plan", by="test")
        rows = store.read().rows(
            "select target, academic_year, week, schools, reached "
            "from target_reach($year, $weeks, $counted_as, $light_touch, $schools)",
            {"year": YEAR, "weeks": weeks} | {name: known[name] for name in ("counted_as", "light_touch", "schools")},
        )
    found = {tuple(row[:3]): tuple(row[3:]) for row in rows}
    for scope, name in zip(SCOPES, NAMES, strict=True):
        for year in YEARS:
            filters = Filters.choose(SETTINGS, year, light_touch=chosen["light_touch"], **shown)
            for week in weeks:
                expected = schools_and_reached(hub, scope, filters, week)
                assert found[name, year, week] == expected, (name, year, week)


# The projection, on reach that is made up week by week.

FIRST = 2015
T = {2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476}
Spans = list[tuple[int, int]]
"""The weeks at whose ends a school was reached, as (first, last)."""
Counted = Callable[[int], bool]
"""Whether the school of a URN is of those that a target is for."""


def settings_of_years() -> Settings:
    return Settings.model_validate(
        SETTINGS.model_dump()
        | {
            "academic_years": {"first": "2015/16", "last": "2025/26"},
            "targets": [
                {"academic_year": "2021/22", "share": 0.5, "source": "Plan"},
                {"academic_year": "2021/22", "share": 0.5, "local_authority": "101", "source": "Plan"},
            ],
        }
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("projection"), settings_of_years())
    store.read()
    return store


def name_of(year: int) -> str:
    return f"{FIRST + year}/{(FIRST + year + 1) % 100:02d}"


def fill(
    connection: duckdb.DuckDBPyConnection,
    years: list[list[Spans]],
    held: Sequence[tuple[int, ...]],
    schools: int,
    rung: str,
) -> None:
    """Give each school of each year the weeks in which it was reached, and each year its first and last session.

    Every other school is of local authority 101. The last year is under way, the others are over.
    """
    for year, weeks in enumerate(years):
        connection.executemany(
            "insert into schools_open by name select ? as academic_year, 'year' as period, ? as as_at_year, ? as urn, "
            "'A school' as name, ? as la_code, false as is_independent, {'is_independent': false} as attributes",
            [[name_of(year), name_of(year), urn, "101" if urn % 2 else "102"] for urn in range(schools)],
        )
        reached = [
            [name_of(year), urn, LEVELS.index(rung), first, last]
            for urn, spans in enumerate(weeks)
            for first, last in spans
        ]
        if reached:
            connection.executemany("insert into rung_weeks values (?, ?, 'PRI', ?, ?, ?)", reached)
        for week in held[year]:
            day = dt.date(FIRST + year, 9, 1) + dt.timedelta(days=7 * week - 1)
            connection.execute("insert into sessions values (?, 'a', ?, 1, true)", [f"{year} {week}", day])
    connection.executemany("insert into school_phases values (?, 'all')", [[urn] for urn in range(schools)])


def projected(
    years: list[list[Spans]], held: list[tuple[int, int]], week: int, is_counted: Counted, schools: int, rung: str
) -> tuple[Any, ...] | None:
    """Give (least, expected, most) for the last year, by hand; None where nothing can be said."""
    loses_nobody = rung != "completed"

    def at(year: int, week: int, counted: Counted) -> set[int]:
        return {
            urn
            for urn, spans in enumerate(years[year])
            if counted(urn) and any(first <= week <= last for first, last in spans)
        }

    whole = [year for year in range(len(years) - 1) if held[year][0] <= 8 and held[year][1] >= 36][-5:]
    whole = [year for year in whole if year >= len(years) - 6]
    tried: tuple[Counted, ...] = (is_counted, lambda _: True)
    for counted in tried:
        both = [(at(year, week, counted), at(year, 52, counted)) for year in whole]
        both = [(then, end) for then, end in both if len(end) >= 20]
        if len(both) >= 2:
            break
    else:
        return None
    shares = [len(then) / len(end) for then, end in both]
    mean, now = statistics.mean(shares), len(at(-1, week, is_counted))
    if mean < 0.25 or now == 0:
        return None
    by_chance = mean * (1 - mean) * statistics.mean(1 / len(end) for _, end in both)
    spread = max(statistics.variance(shares), by_chance / 2)
    margin = T[len(shares)] * math.sqrt((1 + 1 / len(shares)) * spread)
    so_far = 0
    if loses_nobody:
        so_far = len(at(-1, 52, is_counted)) if week >= held[-1][1] else now

    def within(estimate: float) -> float:
        return min(max(estimate, so_far), schools)

    most = now / (mean - margin) if mean > margin else schools
    return within(now / (mean + margin)), within(now / mean), within(most)


def is_widened(found_least: int, found_most: int, least: float, most: float) -> bool:
    """Whether a range of one school is one whose ends were the same school."""
    return found_most - found_least == 1 and abs(most - least) <= 1 + 1e-9


def spans_of(rung: str) -> st.SearchStrategy[Spans]:
    """Draw the weeks in which a school is reached. Only from completed it can fall back, and come again."""
    until_the_end = st.one_of(st.integers(1, 50), st.integers(1, 20)).map(lambda first: [(first, 52)])
    if rung != "completed":
        return st.one_of(st.just([]), until_the_end)
    lost = st.tuples(st.integers(1, 20), st.integers(0, 25)).map(lambda it: [(it[0], it[0] + it[1])])
    again = lost.map(lambda spans: [*spans, (spans[0][1] + 4, 52)])
    return st.one_of(st.just([]), until_the_end, lost, again)


@pytest.mark.parametrize("rung", LEVELS[1:])
@effort.examples(usual=3, thorough=400)
@given(data=st.data())
def test_the_projection_is_that_of_plain_python(store: Store, rung: str, data: st.DataObject) -> None:
    schools = 60
    years = [
        data.draw(st.lists(spans_of(rung), min_size=schools, max_size=schools))
        for _ in range(data.draw(st.integers(2, 7)))
    ]
    held = [(data.draw(st.sampled_from([1, 8, 9])), data.draw(st.sampled_from([35, 36, 44]))) for _ in years[:-1]]
    week = data.draw(st.integers(5, 30))
    held.append((1, data.draw(st.integers(week, 30))))
    # The years are named so that the last is 2021/22, for which the targets are.
    offset = 7 - len(years)
    years, held = [[]] * offset + years, [(0, 0)] * offset + held
    with store.write("A test", dry_run=True) as connection:
        fill(connection, years, [each if each != (0, 0) else () for each in held], schools, rung)
        rows = connection.execute(
            "select target, outlook, expected_least, expected, expected_most "
            "from projections('2021/22', $week, $rung, false, $schools) where academic_year = '2021/22'",
            {"week": week, "rung": rung, "schools": Filters.choose(SETTINGS, YEAR).parameters()["schools"]},
        ).fetchall()
    assert {row[0] for row in rows} == {"", "Whole hub", "Northshire"}
    for target, outlook, *found in rows:
        counted = (lambda urn: urn % 2) if target == "Northshire" else (lambda _: True)
        expected = projected(years, held, week, counted, schools // 2 if target == "Northshire" else schools, rung)
        assert (outlook == "projected") == (expected is not None)
        if expected is not None:
            least, middle, most = expected
            # To the nearest school; at a half, either way. One school more where the range would have no width.
            assert abs(found[0] - least) <= 0.5 + 1e-9 or is_widened(found[0], found[2], least, most)
            assert abs(found[2] - most) <= 0.5 + 1e-9 or is_widened(found[0], found[2], least, most)
            assert abs(found[1] - middle) <= 0.5 + 1e-9
            of = schools // 2 if target == "Northshire" else schools
            assert 0 <= found[0] <= found[1] <= found[2] <= of
            assert found[0] < found[2] or (found[0] == of and rung != "completed")

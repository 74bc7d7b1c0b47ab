"""Places and moves on a journey, against plain Python written from their words, on hubs made by chance."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from tests import effort
from tests.definitions.hubs import ON_A_JOURNEY, STAGES, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle, School, year_of
from tests.rows import rows_of

NAMES = {1: "Primary", 2: "Secondary", 3: "Network"}


def stages_of(oracle: Oracle, school: School, filters: Filters) -> dict[str, int]:
    """The highest stage of each year up to the chosen one."""
    needed = LEVELS.index(filters.counted_as)
    day = oracle.as_at(filters.academic_year, filters.period)
    found: dict[str, int] = {}
    for year in {year_of(row.on) for row in oracle.rows}:
        levels = oracle.levels(year, "year", day).get(school.urn, {})
        stages = [
            STAGES[code]
            for code, level in levels.items()
            if code in STAGES and level >= needed and set(oracle.programmes[code].phases) & set(filters.phases)
        ]
        if stages and year <= filters.academic_year:
            found[year] = max(stages)
    return found


def expected(oracle: Oracle, filters: Filters) -> dict[int, tuple[Any, ...]]:
    """Each school's place, place last year and move."""
    meant = {phase for code in STAGES for phase in oracle.programmes[code].phases}
    this = filters.academic_year
    last = f"{int(this[:4]) - 1}/{this[2:4]}"
    away = "Left" if oracle.is_year_over(this) else "Not yet back"
    schools = {}
    for school in oracle.counted_schools(filters):
        if not school.phases() & meant & set(filters.phases):
            continue
        stages = stages_of(oracle, school, filters)
        now, before = stages.get(this), stages.get(last)
        earlier = any(year < last for year in stages)
        place = NAMES[now] if now else away if before or earlier else "Not yet"
        move: str | None
        if now and before:
            move = "moved on" if now > before else "moved back" if now < before else "stayed there"
        elif now:
            move = "came back" if earlier else "joined"
        else:
            move = away.lower() if before else None
        schools[school.urn] = (school.la, place, NAMES[before] if before else "Not on it", move)
    return schools


@effort.examples(usual=3, thorough=150)
@given(hub=hubs(), views=st.lists(choices(), min_size=4, max_size=4))
def test_places_and_moves_are_those_of_the_words(hub: Hub, views: list[dict[str, Any]]) -> None:
    oracle = Oracle(ON_A_JOURNEY, hub.schools, hub.links, hub.rows, hub.register)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder), ON_A_JOURNEY).read()
        for view in views:
            filters = Filters.choose(ON_A_JOURNEY, **view)

            def ask(name: str, filters: Filters = filters) -> pd.DataFrame:
                return queries.run(name, filters, version, {"journey": "Way", "breakdown": "la"}).frame

            schools = expected(oracle, filters)
            listed = ask("journey_schools")
            moves = [None if pd.isna(move) else move for move in listed["move"]]
            places = zip(listed["la_code"], listed["place"], listed["place_before"], moves, strict=True)
            assert dict(zip(listed["urn"], places, strict=True)) == schools

            by_la = Counter((la, place) for la, place, _, _ in schools.values())
            shown = ask("journey_by_group")
            assert Counter({(row.group_code, row.place): row.schools_at_place for row in rows_of(shown)}) == by_la
            moved = Counter((before, move) for _, _, before, move in schools.values() if move)
            shown = ask("journey_moves")
            counted = {(row.place_before, row.move): row.schools_that_moved for row in rows_of(shown)}
            assert Counter(counted) == moved
            years = Counter(
                (year, NAMES[stage])
                for urn in schools
                for year, stage in stages_of(oracle, oracle.schools[urn], filters).items()
                if int(year[:4]) >= int(filters.academic_year[:4]) - 4
            )
            shown = ask("journey_years")
            counted = {(row.academic_year, row.place): row.schools_at_place for row in rows_of(shown)}
            assert Counter(counted) == years

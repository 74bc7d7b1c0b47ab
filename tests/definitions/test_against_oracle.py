"""Every definition, against plain Python written from its words, on hubs made by chance."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from reach.store import Version
from tests import effort
from tests.definitions.hubs import SETTINGS, YEARS, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle
from tests.rows import rows_of

VIEWS_A_HUB = 6


def reach_rows(frame: pd.DataFrame, *by: str) -> dict[tuple[Any, ...], Any]:
    """Give {key: (schools, reached)} of a reach query, having checked its shares."""
    assert all(abs(row.reach - row.reached / row.schools) < 1e-12 for row in rows_of(frame))
    return {tuple(row[column] for column in by): (row["schools"], row["reached"]) for _, row in frame.iterrows()}


def compare(oracle: Oracle, filters: Filters, version: Version) -> None:
    """Ask every query of both."""

    def ask(name: str, **chosen: str) -> pd.DataFrame:
        return queries.run(name, filters, version, chosen).frame

    needed = LEVELS.index(filters.counted_as)
    of_schools, of_phases = oracle.school_levels(filters), oracle.phase_levels(filters)
    la = {urn: each.la for urn, each in oracle.schools.items()}

    def tally(keys_and_levels: list[tuple[tuple[Any, ...], int]]) -> dict[tuple[Any, ...], Any]:
        schools = Counter(key for key, _ in keys_and_levels)
        reached = Counter(key for key, level in keys_and_levels if level >= needed)
        return {key: (count, reached[key]) for key, count in schools.items()}

    assert reach_rows(ask("reach_total")) == tally([((), level) for level in of_schools.values()])
    assert reach_rows(ask("reach_by_la"), "la_code") == tally(
        [((la[urn],), level) for urn, level in of_schools.items()]
    )
    by_phase = tally([((phase,), level) for (_, phase), level in of_phases.items()])
    assert reach_rows(ask("reach_by_phase"), "phase") == by_phase
    crossed = tally([((la[urn], phase), level) for (urn, phase), level in of_phases.items()])
    assert reach_rows(ask("reach_by_la_phase"), "la_code", "phase") == crossed

    rungs = [oracle.rung(level, filters) for level in range(len(LEVELS))]
    ladder = Counter((la[urn], rungs[level]) for urn, level in of_schools.items())
    shown = ask("ladder_by_group", breakdown="la")
    assert Counter({(row.group_code, row.rung): row.schools_on_rung for row in rows_of(shown)}) == ladder
    for row in rows_of(shown):
        above = sum(ladder[row.group_code, rung] for rung in rungs[rungs.index(row.rung) :])
        assert row.schools_at_least == above
    able, school_of = oracle.can_complete(filters), oracle.schools
    can = Counter(
        la[urn] for urn in of_schools if any((urn, each) in able for each in oracle.views_of(school_of[urn], filters))
    )
    assert all(row.schools_that_can_complete == can[row.group_code] for row in rows_of(shown))
    ladder = Counter((phase, rungs[level]) for (_, phase), level in of_phases.items())
    shown = ask("ladder_by_group", breakdown="phase")
    assert Counter({(row.group_code, row.rung): row.schools_on_rung for row in rows_of(shown)}) == ladder
    can = Counter(phase for urn, phase in of_phases if (urn, phase) in able)
    assert all(row.schools_that_can_complete == can[row.group_code] for row in rows_of(shown))

    standings = oracle.standings(filters)
    shown = ask("standing_by_group", breakdown="la")
    expected = Counter((la[urn], standing) for urn, standing in standings.items())
    assert Counter({(row.group_code, row.standing): row.schools_of_standing for row in rows_of(shown)}) == expected
    shown = ask("standing_by_group")
    assert Counter(dict(zip(shown["standing"], shown["schools_of_standing"], strict=True))) == Counter(
        standings.values()
    )

    shown = ask("ever_reached_by_group", breakdown="la")
    assert set(shown["group_code"]) == {la[urn] for urn in standings}
    for row in rows_of(shown):
        counts = Counter(standing for urn, standing in standings.items() if la[urn] == row.group_code)
        schools = sum(counts.values())
        this_year, ever = (
            schools - counts["never"] - counts["lapsed"] - counts["not yet back"],
            schools - counts["never"],
        )
        assert (row.schools, row.reached_this_year, row.reached_ever) == (schools, this_year, ever)
        assert (row.share_reached_this_year, row.share_reached_ever) == (this_year / schools, ever / schools)

    listed = ask("school_list").set_index("urn")
    fifths = oracle.fifths(filters)
    assert set(listed.index) == set(of_schools)
    for row in rows_of(listed):
        urn = row.Index
        assert (row.rung, row.standing) == (rungs[of_schools[urn]], standings[urn])
        assert set(filter(None, row.phases.split("; "))) == oracle.schools[urn].phases()
        assert row.is_reached == (of_schools[urn] >= needed)
        assert (None if pd.isna(row.fsm_quintile) else row.fsm_quintile) == fifths[urn]

    assert ask("people_total")["people"].tolist() == [oracle.people(filters)]

    for row in rows_of(ask("reach_trend")):
        term = filters.with_changes(academic_year=row.academic_year, period=row.period)
        levels = oracle.school_levels(term)
        assert (row.schools, row.reached) == (len(levels), sum(level >= needed for level in levels.values()))


@effort.examples(usual=5, thorough=300)
@given(hub=hubs(), views=st.lists(choices(), min_size=VIEWS_A_HUB, max_size=VIEWS_A_HUB))
def test_sql_and_words_agree(hub: Hub, views: list[dict[str, Any]]) -> None:
    oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder)).read()
        chosen = [Filters.choose(SETTINGS, **view) for view in views]
        to_same_date = oracle.to_same_date(chosen)
        for filters in chosen + to_same_date:
            compare(oracle, filters, version)
        until = {each: oracle.last_day() for each in oracle.running()}
        for each in ((filters.academic_year, filters.period) for filters in to_same_date):
            until[each] = oracle.days(*each)[1]
        assert version.until_days == until


@effort.examples(usual=200, thorough=5000)
@given(hub=hubs(), year=st.sampled_from(YEARS))
def test_who_completed_in_the_summer_did_so_in_the_year_and_was_on_course_before(hub: Hub, year: str) -> None:
    """Seen as at one day: a school can be on course in the autumn and not complete, but never the other way round."""
    oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)

    def completed(period: str) -> set[tuple[int, str]]:
        levels = oracle.levels(year, period, oracle.as_at(year, "year"))
        return {(urn, code) for urn, found in levels.items() for code, level in found.items() if level == 3}

    assert completed("summer") <= completed("year")
    assert completed("year") <= completed("autumn") | completed("spring") | completed("summer")

"""Two periods side by side, against plain Python, on hubs made by chance."""

import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from reach.phases import ALL_PHASES
from reach.store import Version
from tests import effort
from tests.definitions.hubs import SETTINGS, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle, School
from tests.rows import rows_of


def places_of(school: School, breakdown: str, filters: Filters) -> list[tuple[str, str]]:
    """Give the places at which a school counts, as pairs of local authority and phase."""
    la = school.la if breakdown in ("la", "la_phase") else "all"
    if breakdown in ("phase", "la_phase"):
        return [(la, phase) for phase in school.phases() if phase in filters.phases]
    return [(la, "all")] if ALL_PHASES in filters.phases or school.phases() & set(filters.phases) else []


def phases_at(school: School, place: tuple[str, str], filters: Filters) -> list[str]:
    """Give the phases in which a school is looked at, at one of its places."""
    if place[1] != "all":
        return [place[1]]
    return ["all"] if ALL_PHASES in filters.phases else [phase for phase in filters.phases if phase in school.phases()]


def measured(oracle: Oracle, filters: Filters, breakdown: str) -> dict[tuple[str, str], Counter[str]]:
    """Work out every measure of one period, place by place."""
    day = oracle.as_at(filters.academic_year, filters.period)
    first, last = oracle.days(filters.academic_year, filters.period)
    levels = oracle.levels(filters.academic_year, filters.period, day)
    schools = {school.urn: school for school in oracle.counted_schools(filters)}
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for school in schools.values():
        for place in places_of(school, breakdown, filters):
            in_phases = phases_at(school, place, filters)
            level = max(oracle.level_in(levels.get(school.urn, {}), phase, filters) for phase in in_phases)
            found[place]["schools"] += 1
            found[place]["reached"] += level >= LEVELS.index(filters.counted_as)
    held = {(row.programme, row.activity, row.on, row.session) for row in oracle.rows if row.word != "Booked"}
    people, sessions = defaultdict(set), defaultdict(set)
    for row in oracle.rows:
        its_school = schools.get(oracle.counts_for(row.urn, day) or 0)
        if its_school is None or not first <= row.on <= last:
            continue
        for place in places_of(its_school, breakdown, filters):
            in_phases = phases_at(its_school, place, filters)
            if not any(oracle.level_in({row.programme: 1}, phase, filters) for phase in in_phases):
                continue
            session = (row.programme, row.activity, row.on, row.session)
            if session in held:
                sessions[place].add(session)
            if row.word == "Attended":
                people[place].add(row.person)
                found[place]["attended"] += 1
                found[place]["hours"] += 2
            found[place]["marked"] += row.word != "Booked"
    for place in found:
        found[place]["teachers"], found[place]["sessions_held"] = len(people[place]), len(sessions[place])
    return found


def pairs(oracle: Oracle, filters: Filters, other: Filters) -> dict[int, int]:
    """Give for each school of this period the one that it was, or will be, in the other."""
    day = oracle.as_at(filters.academic_year, filters.period)
    everyone = {"la_codes": oracle.settings.la_codes, "independent": True}
    now = {school.urn: school for school in oracle.counted_schools(filters.with_changes(**everyone))}
    candidates = defaultdict(list)
    for school in oracle.counted_schools(other.with_changes(**everyone)):
        urn = oracle.counts_for(school.urn, day)
        if urn in now:
            candidates[urn].append(school)
    return {
        urn: min(
            schools,
            key=lambda each: (each.urn != urn, (each.la, each.number) != (now[urn].la, now[urn].number), each.urn),
        ).urn
        for urn, schools in candidates.items()
    }


def moved(oracle: Oracle, filters: Filters, other: Filters, breakdown: str) -> Counter[tuple[str, str, str]]:
    """Count the moves of schools, place by place."""
    needed = LEVELS.index(filters.counted_as)
    was = {then: urn for urn, then in pairs(oracle, filters, other).items()}
    seen: dict[tuple[Any, ...], dict[str, bool]] = defaultdict(dict)
    for side, asked in (("now", filters), ("then", other)):
        levels = oracle.levels(asked.academic_year, asked.period, oracle.as_at(asked.academic_year, asked.period))
        for school in oracle.counted_schools(asked):
            urn = school.urn if side == "now" else was.get(school.urn, school.urn)
            for place in places_of(school, breakdown, asked):
                in_phases = phases_at(school, place, asked)
                level = max(oracle.level_in(levels.get(school.urn, {}), phase, asked) for phase in in_phases)
                seen[urn, *place][side] = level >= needed
    counts: Counter[tuple[str, str, str]] = Counter()
    for (_, la, phase), reached in seen.items():
        now, then = reached.get("now"), reached.get("then")
        if then is None:
            move = "opened"
        elif now is None:
            move = "closed"
        else:
            move = {(True, True): "kept", (True, False): "gained", (False, True): "lost"}.get((now, then), "neither")
        counts[la, phase, move] += 1
    return counts


@st.composite
def comparisons(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what a user may compare: years are named by their turn among those that can be looked at."""
    return {
        "view": draw(choices()),
        "turns": draw(st.tuples(st.integers(0, 3), st.integers(0, 3))),
        "other_period": draw(st.sampled_from(["year", "year", "autumn", "spring", "summer"])),
    }


def compare(oracle: Oracle, version: Version, filters: Filters, other: Filters) -> None:
    """Ask every query of both."""
    chosen = {"other_year": other.academic_year, "other_period": other.period, "measure": None}
    for breakdown in ("total", "la", "phase", "la_phase"):
        asked = chosen | {"breakdown": breakdown}
        sides = {"now": measured(oracle, filters, breakdown), "then": measured(oracle, other, breakdown)}
        frame = queries.run("compare_measures", filters, version, asked).frame
        assert set(zip(frame["la_code"], frame["phase"], strict=True)) == set(sides["now"]) | set(sides["then"])
        for row in rows_of(frame):
            for side, places in sides.items():
                place = places.get((row.la_code, row.phase))
                count, whole = getattr(row, f"count_{side}"), getattr(row, f"of_{side}")
                if place is None:
                    assert pd.isna(count) and pd.isna(whole)
                    continue
                part = {"reach": "reached", "attendance_rate": "attended"}.get(row.measure, row.measure)
                assert count == place[part], (row.measure, side)
                if row.measure == "reach":
                    assert whole == place["schools"]
                if row.measure == "attendance_rate" and place["marked"]:
                    assert whole == place["marked"]
        moves = queries.run("compare_moves", filters, version, asked).frame.query("schools_of_move > 0")
        keys = zip(moves["la_code"], moves["phase"], moves["moved"], strict=True)
        assert dict(zip(keys, moves["schools_of_move"], strict=True)) == moved(oracle, filters, other, breakdown)
    change = queries.run("compare_change", filters, version, chosen).frame.iloc[0]
    total = {move: count for (_, _, move), count in moved(oracle, filters, other, "total").items()}
    assert change["schools_now"] == sum(total.values()) - total.get("closed", 0)
    assert change["schools_then"] == sum(total.values()) - total.get("opened", 0)
    for move in ("gained", "lost", "opened", "closed"):
        assert change[move] == total.get(move, 0)
    if change["schools_in_both"]:
        parts = change["like_for_like_points"] + change["opened_closed_points"]
        assert parts == pytest.approx(change["change_points"])
    for la_code in filters.la_codes:
        # What the page says of a period is what that period's own page says.
        of_la = filters.with_changes(la_codes=(la_code,)), other.with_changes(la_codes=(la_code,))
        shown = queries.run("compare_change", of_la[0], version, chosen).frame.iloc[0]
        for side, own_page in zip(("now", "then"), of_la, strict=True):
            own = queries.run("reach_total", own_page, version).frame
            expected = [0, 0] if own.empty else own[["schools", "reached"]].iloc[0].tolist()
            assert [shown[f"schools_{side}"], shown[f"reached_{side}"]] == expected, (la_code, side)
    listed = queries.run("compare_schools", filters, version, chosen).frame
    assert Counter(listed["moved"]) == total
    assert listed["urn"].is_unique


@effort.examples(usual=3, thorough=150)
@given(hub=hubs(), asked=st.lists(comparisons(), min_size=6, max_size=6))
def test_two_periods_side_by_side(hub: Hub, asked: list[dict[str, Any]]) -> None:
    oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder)).read()
        years = sorted({str(year) for (year,) in version.rows("select academic_year from counted_periods")})
        for each in asked:
            year, other_year = (years[turn % len(years)] for turn in each["turns"])
            filters = Filters.choose(SETTINGS, **each["view"] | {"academic_year": year})
            other = filters.with_changes(academic_year=other_year, period=each["other_period"])
            compare(oracle, version, filters, other)
            for same_date in oracle.to_same_date([filters])[:1]:
                now = oracle.running()[0]
                compare(oracle, version, filters.with_changes(academic_year=now[0], period=now[1]), same_date)

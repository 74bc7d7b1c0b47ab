"""Which schools count is said in one place: queries hand $schools on, and only the macro is_counted looks into it."""

import dataclasses
import re
import shutil
import sys
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from reach import queries
from reach.filters import FILTERS, Filters
from reach.queries import NOT_APPLIED
from reach.settings import PROJECT
from reach.store import Store, versions
from reach.store.opening import connect
from reach.store.schema_steps import DEFINITIONS
from reach.store.upkeep import work_out
from tests.golden.fixed_hub import SETTINGS, TODAY, YEAR_OVER
from tests.golden.test_queries import CHOICES

OF_SCHOOLS = [each.name for each in FILTERS if each.of_schools]
ONE_PLACE = "02_schools.sql"

NOT_ABOUT_CHOSEN_SCHOOLS = """
    academic_years activities_without_lead activity_facts activity_register candidate_flow candidate_flow_schools
    chart_notes periods_shown_until
    candidate_funnel candidate_schools candidate_times group_places idle_partners la_outlines la_places national_reach
    recorded_periods school_choices school_facts school_hold_backs school_journeys school_lineage
    school_people_by_year school_programmes_by_year school_sessions school_standing school_supports schools_alongside
    target_list underfilled_groups
"""
"""Queries about one school or activity, candidates, groups, partners and places: they say "Filters not applied"."""


def _sql(text: str) -> str:
    return re.sub(r"--.*", "", text)


@pytest.mark.parametrize("name", queries.names())
def test_a_query_about_schools_hands_all_filters_of_schools_on(name: str) -> None:
    sql = _sql(queries.load(name).sql)
    assert ("$schools" in sql) == (name not in NOT_ABOUT_CHOSEN_SCHOOLS.split())
    assert not [each for each in OF_SCHOOLS if re.search(rf"\${each}\b|\$schools\.", sql)]
    for arguments in re.findall(r"\bis_counted\(([^()]*)\)", sql):
        assert re.fullmatch(r"(\w+\.)?attributes, \$schools", arguments)


def test_only_one_macro_looks_into_the_filters_of_schools() -> None:
    for file in sorted(DEFINITIONS.glob("*.sql")):
        sql = _sql(file.read_text(encoding="utf-8"))
        looks = re.search(r"(chosen_schools|attributes)(\.|\[)|struct_extract", sql)
        assert bool(looks) == (file.name == ONE_PLACE), file.name


NEW_FIELD = """
    another: bool = _declare(
        Switch(label="Another", key="another", option_help="Count other ones.", of_schools=True), default=False
    )

    @classmethod
    def choose("""
"""A new filter in reach/filters.py."""
CHANGES = (
    (r"struct_pack\(", r"struct_pack(is_another := is_independent, "),
    (
        r"(macro is_counted\(.*?\) as \()(.*?)(\n\);)",
        r"\1(chosen_schools.another or not chosen_attributes.is_another) and (\2)\3",
    ),
)
"""The same in 02_schools.sql. It leaves out the schools that $schools.independent does, so answers must be the same."""


@pytest.fixture
def with_another(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Give reach/filters.py with one more filter in it."""
    text = (PROJECT / "reach" / "filters.py").read_text(encoding="utf-8")
    changed = text.replace("\n    @classmethod\n    def choose(", NEW_FIELD, 1)
    assert changed != text
    module = types.ModuleType("filters_with_another")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(changed, "filters_with_another", "exec"), module.__dict__)  # noqa: S102
    return module


@pytest.fixture
def connection(fixed_store: Store, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a copy of the fixed hub in which that filter is an attribute and a condition, in 02_schools.sql alone."""
    current = versions.current_version(fixed_store.folder)
    assert current
    copied = connect(Path(shutil.copy(current, tmp_path)))
    for definitions in sorted(DEFINITIONS.glob("*.sql")):
        sql = definitions.read_text(encoding="utf-8")
        for old, new in CHANGES if definitions.name == ONE_PLACE else ():
            sql, times = re.subn(old, new, sql, flags=re.DOTALL)
            assert times == 1
        copied.execute(sql)
    work_out(copied)
    yield copied
    copied.close()


def test_a_new_filter_of_schools_takes_two_files(
    with_another: types.ModuleType, connection: duckdb.DuckDBPyConnection
) -> None:
    narrowed = set()
    for name in queries.names():
        sql = queries.load(name).sql
        everybody, by_old, by_new = (
            _rows(connection, name, sql, with_another.Filters.choose(SETTINGS, YEAR_OVER, light_touch=True, **chosen))
            for chosen in (
                {"independent": True, "another": True},
                {"independent": False, "another": True},
                {"independent": True, "another": False},
            )
        )
        assert by_old == by_new, name
        if everybody != by_new:
            narrowed.add(name)
    assert narrowed <= set(queries.names()) - set(NOT_ABOUT_CHOSEN_SCHOOLS.split())
    assert len(narrowed) > 40


@pytest.mark.parametrize("name", queries.names())
def test_a_new_filter_of_schools_is_said_to_be_applied_where_it_is(name: str, with_another: types.ModuleType) -> None:
    chosen = with_another.Filters.choose(SETTINGS, YEAR_OVER, another=True)
    result = queries.Result(queries.load(name), chosen, pd.DataFrame(), None, None, is_demonstration=False)
    said = dict(result.filters_in_words(SETTINGS))
    is_asked = name not in NOT_ABOUT_CHOSEN_SCHOOLS.split()
    assert ("Another" in said) == is_asked
    assert said.get(NOT_APPLIED) == (None if is_asked else "Another")


def test_a_pack_on_record_that_asked_a_filter_by_its_own_name_still_says_so() -> None:
    """The SQL of its day is kept with each answer."""
    sql = "-- Schools.\n-- One row per school.\n\nselect 1 as urn where $independent and $academic_year is not null"
    chosen = Filters.choose(SETTINGS, YEAR_OVER, independent=True)
    result = queries.Result(queries.as_query("of_old", sql), chosen, pd.DataFrame(), None, None, is_demonstration=False)
    assert dict(result.filters_in_words(SETTINGS)) == {"Period": YEAR_OVER, "Independent schools": "Included"}
    usual = dataclasses.replace(result, filters=chosen.with_changes(independent=False))
    assert dict(usual.filters_in_words(SETTINGS)) == {"Period": YEAR_OVER, "Independent schools": "Not included"}


def _rows(connection: duckdb.DuckDBPyConnection, name: str, sql: str, chosen: Any) -> list[tuple[Any, ...]]:
    choices: Mapping[str, Any] = CHOICES.get(name, [{}])[0]
    known = dict.fromkeys(queries.CHOICES) | queries.USUALLY | {"today": TODAY} | chosen.parameters() | dict(choices)
    connection.execute(sql, {each: known[each] for each in queries.load(name).parameters})
    return [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in connection.fetchall()]

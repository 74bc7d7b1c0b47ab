"""A pack of a period says nothing of what happened after it, whenever it is made."""

import dataclasses
import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reach.report import ChosenFilters, Pack, Recipe, record, revisions
from reach.report.recipes import Audience
from reach.store import Store
from reach.store.up_to import DAYS_OF_FACTS, version_up_to
from tests import effort
from tests.builders import attended, hub, imported, register, school
from tests.unit.report.conftest import pack_of

YEAR = "2022/23"
SCHOOLS = [
    school(900001 + number, la=la, fsm=str(number), phase=phase)
    for number, (la, phase) in enumerate((la, phase) for la in ("876", "344") for phase in ["Primary"] * 12)
]


def attendance_of(days: Sequence[dt.date], seed: int) -> list[dict[str, Any]]:
    """Give rows of people at sessions on these days, different for each seed."""
    chance = random.Random(seed)
    return [
        attended(
            900001 + chance.randrange(len(SCHOOLS)),
            f"{day:%d/%m/%Y}",
            person=f"person{chance.randrange(40)}",
            activity=f"Group {chance.randrange(3)} of {day.year}",
            programme=chance.choice(["MNRKS1", "PTFMD"]),
            session=number,
            attendance=chance.choice(["Attended", "Attended", "Absent"]),
        )
        for number, day in enumerate(days, start=1)
        for _ in range(8)
    ]


UP_TO_EASTER = [dt.date(2021, 9, 20) + dt.timedelta(days=23 * each) for each in range(24)]
AFTER_EASTER = [dt.date(2023, 4, 20) + dt.timedelta(days=9 * each) for each in range(8)]


def all_of(pack: Pack) -> list[Any]:
    """Give everything that a pack states, but for the register that it names as its source."""
    stated: list[Any] = []
    for section in pack.sections:
        stated += [section.title, *section.paragraphs, *(each.text for each in section.headlines)]
        for numbered in section.exhibits:
            exhibit = numbered.exhibit
            stated += [exhibit.title, exhibit.sentence, exhibit.as_at, exhibit.result.frame.to_csv()]
            stated.append(dataclasses.asdict(exhibit.chart) if exhibit.chart is not None else None)
    return stated


def spring(audience: Audience = "internal") -> Recipe:
    """The usual story of the spring term."""
    return Recipe.usual(ChosenFilters(academic_year=YEAR, period="spring"), audience=audience)


@pytest.mark.parametrize("seed", range(effort.number(usual=1, thorough=10)))
def test_a_spring_pack_made_in_summer_is_that_made_at_easter(tmp_path: Path, seed: int) -> None:
    before, after = attendance_of(UP_TO_EASTER, seed), attendance_of(AFTER_EASTER, seed + 100)
    at_easter = hub(tmp_path / "easter", SCHOOLS, before, on="20230410")
    in_summer = hub(tmp_path / "summer", SCHOOLS, [*before, *after], on="20230701")
    audiences: tuple[Audience, ...] = ("internal", "public")
    for audience in audiences:
        assert all_of(pack_of(in_summer, spring(audience))) == all_of(pack_of(at_easter, spring(audience)))
    assert all_of(pack_of(in_summer, Recipe.usual(ChosenFilters(academic_year=YEAR)))) != all_of(
        pack_of(at_easter, Recipe.usual(ChosenFilters(academic_year=YEAR)))
    )


def test_the_year_of_a_spring_pack_goes_to_easter(demonstration: Store) -> None:
    pack = pack_of(demonstration, Recipe.usual(ChosenFilters(academic_year="2025/26", period="spring")))
    texts = " ".join([each.text for section in pack.sections for each in section.headlines])
    assert "2025/26 so far" in texts
    shown = [each.exhibit for each in pack.exhibits if each.exhibit.result.query.name == "reach_trend"]
    assert shown and set(shown[0].result.frame.query("academic_year == '2025/26'")["period"]) == {"autumn", "spring"}


def test_nothing_that_came_after_its_period_revises_a_pack(tmp_path: Path) -> None:
    before, after = attendance_of(UP_TO_EASTER, 1), attendance_of(AFTER_EASTER, 2)
    store = hub(tmp_path, SCHOOLS, before, on="20230701")
    pack_id = record.record_pack(store, pack_of(store, spring()))
    imported(store, register(after, "summer.csv"))
    version = store.read()
    assert revisions.revisions(version, record.recorded_pack(version, pack_id)) == []
    imported(store, register(attendance_of([dt.date(2023, 3, 1)], 5), "late.csv"))
    version = store.read()
    assert revisions.revisions(version, record.recorded_pack(version, pack_id))


class TestVersionUpTo:
    """A version as it would be if nothing had happened after a day."""

    def test_the_store_stays_as_it_is(self, demonstration: Store) -> None:
        version = demonstration.read()
        count = "select count(*), max(held_on) from register_rows"
        before = version.rows(count)
        with version_up_to(version, dt.date(2024, 12, 31)) as earlier:
            assert earlier.rows(count)[0][1] <= dt.date(2024, 12, 31)
            assert earlier.rows("select last_day from recorded_days") == [(dt.date(2024, 12, 31),)]
            assert max(day for day in earlier.as_at_dates.values() if day) == dt.date(2024, 12, 31)
            assert earlier.name != version.name
        assert version.rows(count) == before and demonstration.read() is version

    def test_where_nothing_came_later_it_is_the_version_itself(self, demonstration: Store) -> None:
        version = demonstration.read()
        with version_up_to(version, dt.date(2027, 8, 31)) as same:
            assert same is version

    def test_every_table_of_what_happened_on_a_day_is_known(self, demonstration: Store) -> None:
        """A new table of facts with a day is either cut off or named here, with why it is not."""
        plans_and_rules = {
            ("activity_rows", "starts_on"),  # planned groups are known before they begin
            ("held_rows", "held_on"),  # in no figure
            ("hold_back_rows", "until_on"),
            ("hold_backs_on_screen", "until_on"),
            ("import_batches", "as_at"),  # the register in use, as at the day itself
            ("packs", "as_at"),
            ("packs", "register_date"),
            ("figures", "as_at"),
            ("figures", "register_date"),
            ("figures", "until_day"),
            ("school_links", "linked_on"),  # read as at a day
            ("calendar_periods", "starts_on"),
            ("calendar_periods", "ends_on"),
        }
        worked_out = {"activities", "sessions", "schools_open", "participations", "engagement", "periods_to_date"}
        with demonstration.read().cursor() as cursor:
            columns = cursor.execute(
                "select table_name, column_name from duckdb_columns() where data_type = 'DATE' and not internal "
                "and table_name in (select table_name from duckdb_tables())"
            ).fetchall()
        of_registers = {(table, column) for table, column in columns if table.endswith("school_records")}
        found = {each for each in columns if each[0] not in worked_out} - of_registers - plans_and_rules
        others = {("calls", "call_again_on"), ("support_rows", "ended_on")}
        assert found - others == set(DAYS_OF_FACTS.items())

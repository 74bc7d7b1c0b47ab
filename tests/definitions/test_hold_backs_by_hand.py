"""Held back: a hand-made case for each rule of what stands, for whom, for what and until when."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reach.store.upkeep import work_out
from tests.builders import attended, hub, link, school
from tests.definitions.test_sheets_by_hand import add, found

TODAY = dt.date(2022, 11, 1)
ROW = {"urn": 900003, "evidence": "URN", "reason": "Trial", "until_on": None}
SCREEN = {"urn": 900003, "programme_code": None, "reason": "Asked", "until_on": None, "is_let_go": False}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store of an academy, the school that it was, and another; batches 7, 8 and 9 came on 7, 8 and 9 June 2022."""
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2022"), school(900002, opened="01-04-2022"), school(900003)],
        [attended(900003, "10/10/2021"), attended(900003, "10/10/2022")],
        [link(900002, "Predecessor", 900001)],
    )
    with store.write("A test", dry_run=True) as connection:
        for batch in (7, 8, 9):
            connection.execute(
                f"insert into import_batches values ({batch}, 'hold_backs', 'held.xlsx', 'x', null, "
                f"timestamp '2022-06-0{batch} 12:00:00', 'sheet', 1, 1, 0, 0, 0, null, 'sheet', false)"
            )
        yield connection


def by_sheet(connection: duckdb.DuckDBPyConnection, batch: int, **row: Any) -> None:
    add(connection, "hold_back_rows", ROW | {"batch_id": batch} | row)


def on_screen(connection: duckdb.DuckDBPyConnection, day: int, **said: Any) -> None:
    add(connection, "hold_backs_on_screen", SCREEN | {"said_at": f"2022-06-{day:02d}", "said_by": "alex"} | said)


def standing(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return found(connection, "select programme_code, reason, said_by, file_name from hold_backs order by all")


def held_on(
    connection: duckdb.DuckDBPyConnection,
    day: dt.date = TODAY,
    programme: str | None = None,
    year: str = "2022/23",
    period: str = "year",
) -> dict[int, str]:
    work_out(connection)
    rows = connection.execute(
        "select urn, held_back from schools_held_back($day, $programme) where academic_year = $year "
        "and period = $period",
        {"day": day, "programme": programme, "year": year, "period": period},
    ).fetchall()
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_a_sheets_last_word_stands_and_the_same_again_says_nothing_new(connection: duckdb.DuckDBPyConnection) -> None:
    by_sheet(connection, 7, reason="Trial")
    by_sheet(connection, 8, reason="Asked")
    by_sheet(connection, 9, reason="TRIAL")
    assert standing(connection) == [(None, "Asked", "sheet", "held.xlsx")]


def test_whichever_was_said_later_stands_sheet_or_screen(connection: duckdb.DuckDBPyConnection) -> None:
    by_sheet(connection, 8)
    on_screen(connection, 7)
    assert standing(connection) == [(None, "Trial", "sheet", "held.xlsx")]
    on_screen(connection, 9)
    assert standing(connection) == [(None, "Asked", "alex", None)]


def test_a_school_put_back_on_the_list_stays_there_until_held_back_anew(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    by_sheet(connection, 7)
    on_screen(connection, 8, is_let_go=True)
    assert standing(connection) == []
    by_sheet(connection, 9)
    assert standing(connection) == []
    by_sheet(connection, 9, row_number=3, reason="Trial again")
    assert [row[1] for row in standing(connection)] == ["Trial again"]
    on_screen(connection, 10, is_let_go=True)
    on_screen(connection, 11)
    assert [row[1] for row in standing(connection)] == ["Asked"]


def test_each_programme_is_said_of_its_own(connection: duckdb.DuckDBPyConnection) -> None:
    by_sheet(connection, 7)
    by_sheet(connection, 7, row_number=3, programme_code="ENR")
    on_screen(connection, 8, programme_code="ENR", is_let_go=True)
    assert standing(connection) == [(None, "Trial", "sheet", "held.xlsx")]


def test_it_lasts_through_its_last_day(connection: duckdb.DuckDBPyConnection) -> None:
    by_sheet(connection, 7, until_on=TODAY)
    assert held_on(connection) == {900003: "Trial, until 01/11/2022"}
    assert held_on(connection, TODAY + dt.timedelta(days=1)) == {}
    assert held_on(connection, TODAY - dt.timedelta(days=1)) == {900003: "Trial, until 01/11/2022"}


def test_for_a_programme_counts_what_is_said_of_it_and_of_all(connection: duckdb.DuckDBPyConnection) -> None:
    by_sheet(connection, 7, programme_code="ENR")
    said = {900003: "Trial, for Maths Enrichment Day"}
    assert held_on(connection) == held_on(connection, programme="ENR") == said
    assert held_on(connection, programme="MNKS2") == {}
    by_sheet(connection, 8, reason="Asked")
    assert held_on(connection, programme="MNKS2") == {900003: "Asked"}
    assert held_on(connection) == {900003: "Asked; Trial, for Maths Enrichment Day"}


def test_an_academy_keeps_what_was_said_of_the_school_that_it_was(connection: duckdb.DuckDBPyConnection) -> None:
    by_sheet(connection, 7, urn=900001)
    assert held_on(connection) == {900002: "Trial"}
    assert held_on(connection, period="autumn") == {900002: "Trial"}
    assert held_on(connection, year="2021/22", period="autumn") == {900001: "Trial"}


def test_the_school_that_it_was_has_what_is_said_of_the_academy(connection: duckdb.DuckDBPyConnection) -> None:
    on_screen(connection, 7, urn=900002)
    assert held_on(connection, year="2021/22", period="autumn") == {900001: "Asked"}


def test_a_year_before_anything_is_recorded_knows_a_school_under_its_own_urn(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    by_sheet(connection, 7)
    assert held_on(connection, year="2015/16") == {900003: "Trial"}
    assert held_on(connection, year="2030/31") == {900003: "Trial"}

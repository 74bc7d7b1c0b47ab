"""Every column of every query is declared: what it holds, and whom it counts."""

import pandas as pd
import pytest

from reach import columns, queries
from reach.columns import NUMBERS, Kind
from reach.disclosure import Groups, public_result
from reach.disclosure.declared import COMPARED, TABLES
from reach.disclosure.public import is_number
from reach.store import Store
from tests.builders import SETTINGS, filters


@pytest.mark.parametrize("name", queries.names())
def test_every_column_is_declared_as_what_it_holds(name: str, fresh_store: Store) -> None:
    frame = queries.run(name, filters(), fresh_store.read(), dict.fromkeys(queries.CHOICES)).frame
    held = {column: _held(frame[column]) for column in frame.columns}
    assert held == {column: _holds(columns.DECLARED[column].kind) for column in frame.columns}


def test_what_no_query_has_is_not_declared(fresh_store: Store) -> None:
    version = fresh_store.read()
    had = {
        column
        for name in queries.names()
        for column in queries.run(name, filters(), version, dict.fromkeys(queries.CHOICES)).frame.columns
    }
    # The call list that is handed out gives the reason in words, and room for notes.
    assert set(columns.DECLARED) - had == {"why", "notes"}


def test_a_public_table_never_names_a_school_beside_a_number_of_people(fresh_store: Store) -> None:
    version = fresh_store.read()
    for name in (COMPARED, *TABLES):
        frame = queries.run(name, filters(), version, dict.fromkeys(queries.CHOICES)).frame
        assert not [column for column in frame.columns if columns.kind(column) in (Kind.URN, Kind.SCHOOL)]


def _held(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "flags"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "days"
    return "numbers" if is_number(values) else "texts"


def _holds(kind: Kind) -> str:
    return {Kind.FLAG: "flags", Kind.DAY: "days"}.get(kind, "numbers" if kind in NUMBERS else "texts")


def test_a_table_has_the_columns_that_it_declares(fresh_store: Store) -> None:
    for name, table in TABLES.items():
        columns = set(queries.run(name, filters(), fresh_store.read()).frame.columns)
        assert table.declares | set(table.groups.values()) | set(table.order) <= columns
        for share in table.shares.values():
            assert {share.part, share.whole, share.people} <= columns | set(table.counts) | {"signed_up"}


def test_what_is_not_a_number_is_no_number() -> None:
    assert not is_number(pd.Series([True, False]))
    assert not is_number(pd.Series(["876"]))
    assert is_number(pd.Series([1, None], dtype="Int64"))


@pytest.mark.parametrize("name", [COMPARED, *TABLES])
def test_a_public_description_says_nothing_of_what_is_left_out(name: str, fresh_store: Store) -> None:
    version = fresh_store.read()
    choices = dict.fromkeys(queries.CHOICES)
    groups = Groups(SETTINGS, lambda query, each: queries.run(query, each, version))
    others = choices | {"other_year": "2021/22", "other_period": "year"}
    public = public_result(queries.run(name, filters(), version, choices), others, groups, SETTINGS).query
    left_out = ["hours"] if name == COMPARED else []
    if name in TABLES and "sent_apologies" in TABLES[name].left_out:
        left_out = ["apologies", "no-show", "absent"]
    elif name in TABLES and TABLES[name].left_out:
        left_out = ["people"]
    assert not [word for word in left_out if word in public.answers]
    assert not left_out or public.answers != queries.load(name).answers
    assert public.answers.endswith(".")
    assert ".." not in public.answers

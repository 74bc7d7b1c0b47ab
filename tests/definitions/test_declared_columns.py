"""Every number that a pack may show is declared: as a count of people, of schools, or as nothing to protect."""

import pandas as pd
import pytest

from reach import queries
from reach.disclosure import Groups, public_result
from reach.disclosure.declared import COMPARED, COUNTS_OF_PEOPLE, COUNTS_OF_SCHOOLS, NEEDS_NO_PROTECTION, TABLES
from reach.disclosure.public import is_number
from reach.store import Store
from tests.builders import SETTINGS, filters


@pytest.mark.parametrize("name", queries.names())
def test_every_number_is_declared(name: str, fresh_store: Store) -> None:
    frame = queries.run(name, filters(), fresh_store.read(), dict.fromkeys(queries.CHOICES)).frame
    rounds = TABLES[name].declares if name in TABLES else set()
    declared = {*rounds, *COUNTS_OF_PEOPLE, *COUNTS_OF_SCHOOLS, *NEEDS_NO_PROTECTION}
    assert not [column for column in frame.columns if is_number(frame[column]) and column not in declared]


def test_a_table_has_the_columns_that_it_declares(fresh_store: Store) -> None:
    for name, table in TABLES.items():
        columns = set(queries.run(name, filters(), fresh_store.read()).frame.columns)
        assert table.declares | set(table.groups.values()) | set(table.order) <= columns
        for share in table.shares.values():
            assert {share.part, share.whole, share.people} <= columns | set(table.counts) | {"signed_up"}


def test_no_column_is_declared_twice() -> None:
    assert not COUNTS_OF_PEOPLE & COUNTS_OF_SCHOOLS
    assert not COUNTS_OF_PEOPLE & NEEDS_NO_PROTECTION
    assert not COUNTS_OF_SCHOOLS & NEEDS_NO_PROTECTION


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

"""Every column of every query is declared: what it holds, and whom it counts."""

import pandas as pd
import pytest

from reach import columns, queries
from reach.columns import NUMBERS, Kind, Of, Public
from reach.disclosure import Groups, public_result
from reach.disclosure.declared import COMPARED, RULES
from reach.disclosure.groups import PEOPLE, SIGN_UPS
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
    added = set(columns.DECLARED) - had
    of_last_year = {name for name in added if name.endswith("_last_year")}
    assert {columns.last_year_of(name) for name in had} >= of_last_year
    # The call list that is handed out gives the reason in words, and room for notes.
    assert added - of_last_year == {"why", "notes", columns.COMPARED_WITH}


def test_a_figure_of_last_year_is_declared_as_what_it_is_of_this_year() -> None:
    for name, declared in columns.DECLARED.items():
        last_year = columns.DECLARED.get(columns.last_year_of(name))
        if last_year and name != "share":  # targets have a share_last_year of their own
            assert (last_year.kind, last_year.of, last_year.unit) == (declared.kind, declared.of, declared.unit), name


def test_a_public_table_never_names_a_school_beside_a_number_of_people(fresh_store: Store) -> None:
    version = fresh_store.read()
    for name in (COMPARED, *RULES):
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
    for name, rules in RULES.items():
        had = set(queries.run(name, filters(), fresh_store.read()).frame.columns)
        assert {*rules.shares, *rules.groups.values(), *rules.order} <= had
        for share in rules.shares.values():
            assert {share.part, share.whole, share.people} <= had | {"signed_up"}


def test_whatever_a_table_says_of_people_is_rounded_or_left_out(fresh_store: Store) -> None:
    for name, rules in RULES.items():
        had = queries.run(name, filters(), fresh_store.read(), dict.fromkeys(queries.CHOICES)).frame.columns
        of_people = {column for column in had if columns.DECLARED[column].of in (Of.PEOPLE, Of.PUPILS)}
        assert of_people == rules.handled(had), name


def test_a_column_is_rounded_as_people_are_counted() -> None:
    for each in columns.DECLARED.values():
        assert not each.rounded_as or (each.of, each.kind) == (Of.PEOPLE, Kind.COUNT)
        assert each.rounded_as in (None, PEOPLE, *SIGN_UPS)
        assert each.public is Public.OF_ROW or each.of is Of.PEOPLE


def test_what_is_not_a_number_is_no_number() -> None:
    assert not is_number(pd.Series([True, False]))
    assert not is_number(pd.Series(["876"]))
    assert is_number(pd.Series([1, None], dtype="Int64"))


@pytest.mark.parametrize("name", [COMPARED, *RULES])
def test_a_public_description_says_nothing_of_what_is_left_out(name: str, fresh_store: Store) -> None:
    version = fresh_store.read()
    choices = dict.fromkeys(queries.CHOICES)
    groups = Groups(SETTINGS, lambda query, each: queries.run(query, each, version))
    others = choices | {"other_year": "2021/22", "other_period": "year"}
    public = public_result(queries.run(name, filters(), version, choices), others, groups, SETTINGS).query
    left_out = ["hours"] if name == COMPARED else []
    had = RULES[name].left_out(queries.run(name, filters(), version).frame.columns) if name in RULES else []
    if "sent_apologies" in had:
        left_out = ["apologies", "no-show", "absent"]
    elif had:
        left_out = ["people"]
    assert not [word for word in left_out if word in public.answers]
    assert not left_out or public.answers != queries.load(name).answers
    assert public.answers.endswith(".")
    assert ".." not in public.answers

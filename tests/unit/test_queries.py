"""The loader of queries."""

import pytest

from reach import queries
from reach.queries import QueryError


def test_a_query_says_what_it_answers_its_grain_and_its_parameters() -> None:
    query = queries.load("reach_by_la")
    assert query.answers.startswith("Reach by local authority")
    assert query.grain == "One row per local authority of the hub that has schools."
    assert {"academic_year", "period", "la_codes", "phases", "strands", "counted_as"} <= query.parameters


def test_an_unknown_query_lists_those_there_are() -> None:
    with pytest.raises(QueryError) as error:
        queries.load("reach_by_moon")
    assert "reach_by_la" in error.value.message


def test_a_name_cannot_leave_the_folder() -> None:
    with pytest.raises(QueryError):
        queries.load("definitions/01_rules")

"""Queries that lose a filter, tried without a run of the tests: on the fixed hub, as the golden files ask them.

What no golden answer shows is left to the tests of the query itself and to those of the definitions that ask it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from reach import queries
from reach.filters import Filters
from reach.settings import PROJECT
from reach.store import Version
from tests.golden import fixed_hub
from tests.golden.test_queries import CHOICES, asked
from tests.mutation.filter_mutants import condition_mutants, parameter_mutants
from tests.mutation.mutants import Mutant

_USUAL_FILTERS = Filters.choose(fixed_hub.SETTINGS, fixed_hub.YEAR_OVER).parameters()

Rows = list[tuple[Any, ...]]


def mutants_that_lose_a_filter(name: str) -> list[Mutant]:
    """Give the mutants in which a query lacks one condition, or asks one parameter no longer."""
    file, text = _file(name), queries.load(name).sql
    return condition_mutants(file, text) + parameter_mutants(file, text, usual_values(name))


def mutants_that_turn_a_filter_round(name: str) -> list[Mutant]:
    """Give the mutants in which one condition of a query is negated."""
    return condition_mutants(_file(name), queries.load(name).sql, negated=True)


def usual_values(name: str) -> Mapping[str, Sequence[Any]]:
    """Give what stands for a parameter of a query that is asked no longer: all, or what is usually asked."""
    first = CHOICES.get(name, [{}])[0]
    values = dict.fromkeys(queries.CHOICES) | queries.USUALLY | {"today": fixed_hub.TODAY} | first | _USUAL_FILTERS
    return {what: [value] for what, value in values.items()} | {
        "schools": [{"independent": True}, {"independent": False}],
        "light_touch": [True, False],
    }


def tests_of(name: str) -> tuple[str, ...]:
    """Give the tests of a query, and those of the definitions that ask it."""
    definitions = sorted((PROJECT / "tests" / "definitions").glob("test_*.py"))
    asking = [file for file in definitions if f'"{name}"' in file.read_text(encoding="utf-8")]
    return f"tests/queries/test_{name}.py", *(file.relative_to(PROJECT).as_posix() for file in asking)


class GoldenAnswers:
    """The answers of the golden files, held against those of mutants."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._known: dict[str, list[Rows]] = {}
        self._has_noticed: dict[tuple[str, int], int] = {}

    def notice(self, mutant: Mutant) -> bool:
        """Whether one of the golden answers of a mutant's query is another, or none can be given."""
        name = mutant.file.stem
        asks = list(asked(name))
        if name not in self._known:
            self._known[name] = [self._rows(queries.load(name), filters, choices) for _, filters, choices in asks]
        try:
            query = queries.as_query(name, mutant.applied(queries.load(name).sql))
        except duckdb.Error:
            return True
        # What has noticed others is asked first.
        for place in sorted(range(len(asks)), key=lambda place: -self._has_noticed.get((name, place), 0)):
            _, filters, choices = asks[place]
            try:
                is_other = self._rows(query, filters, choices) != self._known[name][place]
            except duckdb.Error:
                is_other = True
            if is_other:
                self._has_noticed[name, place] = self._has_noticed.get((name, place), 0) + 1
                return True
        return False

    def _rows(self, query: queries.Query, filters: Filters, choices: Mapping[str, Any]) -> Rows:
        nothing_chosen: dict[str, Any] = dict.fromkeys(queries.CHOICES) | queries.USUALLY
        known = nothing_chosen | {"today": fixed_hub.TODAY} | filters.parameters() | dict(choices)
        with self._version.cursor() as cursor:
            cursor.execute(query.sql, {parameter: known[parameter] for parameter in query.parameters})
            return [tuple(map(_rounded, row)) for row in cursor.fetchall()]


def _file(name: str) -> Path:
    return (queries.FOLDER / f"{name}.sql").relative_to(PROJECT)


def _rounded(cell: Any) -> Any:
    """Round as golden files do, so that the order of a sum is no difference."""
    return round(cell, 4) if isinstance(cell, float) else cell

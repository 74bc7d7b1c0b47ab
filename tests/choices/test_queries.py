"""Each query answers, and sanely, whatever is chosen.

The usual run: each value of each filter and of each choice for every query, on one hub or another, and any two values
for one query or another. A thorough run: any two values for every query on every hub.
"""

from functools import cache

import pytest

from reach import queries
from tests import effort
from tests.choices.chosen import FILTERS, choices_asked, choices_of, filters_asked, filters_of
from tests.choices.conftest import GiveHub
from tests.choices.hubs import NAMES
from tests.choices.pairs import Row, all_pairs
from tests.choices.sane import insane_frame

MOST_CHOICES = 8
"""As many values as the choice with most of them has: the seven measures, and none."""


@cache
def rows_of(query: str) -> list[Row]:
    """Give what is tried of a query, each row with the name of a hub."""
    if effort.number(usual=0, thorough=1):
        return [{"hub": hub} | row for hub in NAMES for row in all_pairs(filters_asked(query) | choices_asked(query))]
    # A query takes only the filters that it names: so rows that are alike to it are one.
    named = ["hub", *filters_asked(query)]
    choices = choices_asked(query)
    rows = []
    for row in _spread()[query]:
        chosen = {
            name: values[(row["choice"] + place) % len(values)] for place, (name, values) in enumerate(choices.items())
        }
        rows.append({name: row[name] for name in named} | chosen)
    return [row for place, row in enumerate(rows) if row not in rows[:place]]


@cache
def _spread() -> dict[str, list[Row]]:
    """Give rows in which each query meets each value, and the values of any two filters meet for one of the queries."""
    found: dict[str, list[Row]] = {name: [] for name in queries.names()}
    for row in all_pairs({"query": queries.names(), "choice": range(MOST_CHOICES), "hub": NAMES, **FILTERS}):
        found[row["query"]].append(row)
    return found


@pytest.mark.parametrize("query", queries.names())
def test_it_answers_sanely_whatever_is_chosen(choice_hub: GiveHub, query: str) -> None:
    found = []
    for row in rows_of(query):
        hub = choice_hub(row["hub"])
        frame = queries.run(query, filters_of(hub, row), hub.store.read(), choices_of(hub, row)).frame
        found += [f"{each}\n    {row}" for each in insane_frame(query, frame)]
    assert not found, "\n".join(found)


def test_each_query_meets_each_value() -> None:
    for query in queries.names():
        for name, values in (filters_asked(query) | choices_asked(query) | {"hub": NAMES}).items():
            assert {row[name] for row in rows_of(query)} == set(values), (query, name)

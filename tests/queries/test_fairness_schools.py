"""The schools behind a comparison of groups."""

from typing import Any

import pytest

from reach import queries
from reach.store import Store
from tests.builders import filters

VIEWS: list[dict[str, Any]] = [
    {},
    {"phases": ["primary"]},
    {"la_codes": ["876"], "independent": True, "period": "spring"},
]


@pytest.mark.parametrize("breakdown", ["fifth", "investment_area", "governance", "size", "place"])
def test_the_schools_of_each_group_are_as_many_as_its_bar_says(
    store_and_year: tuple[Store, str], breakdown: str
) -> None:
    store, year = store_and_year
    for chosen in VIEWS:
        view, version = filters(year, **chosen), store.read()
        schools = queries.run("fairness_schools", view, version, {"breakdown": breakdown}).frame
        bars = queries.run("reach_by_group", view, version, {"breakdown": breakdown}).frame.set_index("school_group")
        assert schools["urn"].is_unique
        assert schools["school_group"].value_counts().to_dict() == bars["schools"].to_dict()
        reached = schools.groupby("school_group")["is_reached"].sum()
        assert reached.to_dict() == bars["reached"].to_dict()

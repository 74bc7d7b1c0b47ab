"""The schools of academy trusts that were never reached."""

import pytest

from reach import queries
from reach.store import Store
from tests.builders import filters


@pytest.mark.parametrize("year", ["2021/22", "2022/23"])
def test_they_are_as_many_as_their_trusts_have(store_and_year: tuple[Store, str], year: str) -> None:
    store, _ = store_and_year
    for chosen in ({}, {"la_codes": ["344"]}, {"counted_as": "completed"}):
        view, version = filters(year, **chosen), store.read()
        trusts = queries.run("trusts_never_reached", view, version).frame
        schools = queries.run("schools_of_trusts_never_reached", view, version).frame
        counts = trusts.set_index("trust")["schools"].to_dict()
        assert schools["trust"].value_counts().to_dict() == counts
        assert schools["urn"].is_unique

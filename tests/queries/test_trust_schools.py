"""The schools of academy trusts."""

from reach import queries
from reach.store import Store
from tests.builders import filters


def test_they_are_as_many_as_the_bars_of_their_trusts_say(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    for chosen in ({}, {"phases": ["primary"]}, {"la_codes": ["344"], "counted_as": "completed"}):
        view, version = filters(year, **chosen), store.read()
        schools = queries.run("trust_schools", view, version).frame
        assert schools["urn"].is_unique
        counts = schools.groupby("trust")["is_reached"].agg(["size", "sum"])
        bars = queries.run("reach_by_trust", view, version).frame.set_index("trust")[["schools", "reached"]]
        several = counts[counts["size"] > 1]
        assert several.to_dict("index") == {
            trust: {"size": row["schools"], "sum": row["reached"]} for trust, row in bars.iterrows()
        }

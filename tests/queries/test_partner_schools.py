"""The schools that came to the activities of each lead partner."""

from reach import queries
from reach.store import Store
from tests.builders import filters


def test_they_are_as_many_as_the_bars_and_cells_say(demonstration: Store) -> None:
    for chosen in ({}, {"phases": ["primary"]}, {"strands": ["cpd"], "counted_as": "completed"}):
        view, version = filters("2024/25", **chosen), demonstration.read()
        schools = queries.run("partner_schools", view, version).frame
        assert not schools.duplicated(["partner", "urn"]).any()
        reached = schools[schools["is_reached"]]
        bars = queries.run("partner_reach", view, version).frame.set_index("partner")["reached"]
        assert reached["partner"].value_counts().to_dict() == bars[bars > 0].to_dict()
        cells = queries.run("partner_las", view, version).frame.set_index(["partner", "la_code"])["reached"]
        counts = reached.groupby(["partner", "la_code"]).size()
        assert counts.to_dict() == cells[cells > 0].to_dict()

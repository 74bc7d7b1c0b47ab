"""Standing of the hub's schools as a whole."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_it_is_what_the_local_authorities_add_up_to(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002, la="344"), school(900003, la="344")],
        [attended(900001, "10/10/2022"), attended(900002, "10/10/2021")],
    )
    total = queries.run("standing_total", filters(), store.read()).frame
    by_la = queries.run("standing_by_la", filters(), store.read()).frame
    summed = by_la.groupby("standing")["schools_of_standing"].sum()
    assert total.set_index("standing")["schools_of_standing"].to_dict() == summed.to_dict()
    assert total["standing"].tolist() == ["new", "sustained", "re-engaged", "lapsed", "never"]
    assert total["schools"].tolist() == [3] * 5

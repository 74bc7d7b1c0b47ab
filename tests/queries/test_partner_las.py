"""Which local authorities each lead partner reaches."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.partners import led


def test_every_local_authority_has_a_cell_also_where_nothing_is_reached(tmp_path: Path) -> None:
    rows = [
        led(900001, "10/10/2022", "Alsager School", activity="A"),
        led(900002, "10/10/2022", "Alsager School", activity="A", person="bob", attendance="Apologies"),
    ]
    store = hub(tmp_path, [school(900001, la="876"), school(900002, la="344")], rows)
    frame = queries.run("partner_las", filters(), store.read()).frame
    assert dict(zip(frame["la_name"], frame["reached"], strict=True)) == {
        "Cheshire East": 0,
        "Cheshire West and Chester": 0,
        "Halton": 1,
        "Wirral": 0,
    }
    frame = queries.run("partner_las", filters(la_codes=["344"]), store.read()).frame
    assert frame[["partner", "la_name", "reached"]].to_numpy().tolist() == [["Alsager School", "Wirral", 0]]
    assert queries.run("partner_las", filters(la_codes=["895"]), store.read()).frame.empty


def test_it_lists_the_partners_that_partner_reach_lists(tmp_path: Path) -> None:
    rows = [
        led(900001, "10/10/2022", "Alsager School", activity="A"),
        led(900002, "10/10/2022", "Meadow Primary School", activity="B", person="bob", attendance="Apologies"),
    ]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    partners = [
        list(dict.fromkeys(queries.run(name, filters(), store.read()).frame["partner"]))
        for name in ("partner_las", "partner_reach")
    ]
    assert partners == [["Alsager School", "Meadow Primary School"]] * 2

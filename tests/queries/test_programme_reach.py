"""Programmes by schools reached."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_programmes_stand_by_schools_reached_of_those_they_are_for(tmp_path: Path) -> None:
    schools = [school(900001), school(900002), school(900003, phase="Secondary")]
    rows = [
        attended(900001, "10/10/2022", programme="MNKS2"),
        attended(900002, "10/10/2022", programme="MNKS2", person="bob"),
        attended(900001, "10/10/2022", programme="MNRKS1"),
        attended(900002, "10/10/2022", programme="MNRKS1", person="bob", attendance="Apologies"),
        attended(900003, "10/10/2022", programme="LEAD", person="cy"),
    ]
    store = hub(tmp_path, schools, rows)
    columns = ["programme_name", "reached", "schools", "people"]
    cpd = queries.run("programme_reach", filters(strands=["cpd"]), store.read()).frame
    assert cpd[columns].to_numpy().tolist() == [
        ["Mastering Number at KS2", 2, 2, 2],
        ["Mastering Number at Reception and KS1", 1, 2, 1],
    ]
    leaders = queries.run("programme_reach", filters(strands=["leadership"]), store.read()).frame
    assert leaders[columns].to_numpy().tolist() == [["Aspiring Heads of Mathematics", 1, 1, 1]]
    signed_up = queries.run("programme_reach", filters(strands=["cpd"], counted_as="signed_up"), store.read()).frame
    assert signed_up["reached"].tolist() == [2, 2]


def test_a_school_that_a_programme_is_not_for_is_neither_reached_by_it_nor_listed(tmp_path: Path) -> None:
    """A primary school sends somebody to Core Maths, which is for post-16."""
    rows = [
        attended(900001, "10/10/2022", programme="CORE"),
        attended(900002, "10/10/2022", programme="CORE", person="bob"),
    ]
    schools = [school(900001), school(900002, phase="16 plus")]
    for folder, taught, found in (("a", schools, (1, 1)), ("b", schools[:1], (0, 0))):
        store = hub(tmp_path / folder, taught, rows[: len(taught)])
        (reach,) = queries.run("programme_reach", filters(), store.read()).frame.to_dict("records")
        assert (reach["reached"], reach["schools"], reach["people"]) == (*found, len(taught))
        listed = queries.run("programme_schools", filters(), store.read()).frame
        assert listed["urn"].tolist() == [900002] * found[0]

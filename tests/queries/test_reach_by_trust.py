"""Reach of each academy trust."""

from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.builders.trusts import of_trust


def test_the_trust_with_most_schools_not_reached_comes_first(tmp_path: Path) -> None:
    schools = [of_trust(900001 + n, "1", "Small") for n in range(2)]
    schools += [of_trust(900011 + n, "2", "Large") for n in range(6)]
    schools += [of_trust(900021, "3", "Single"), school(900031)]
    rows = [attended(urn, "10/10/2022", activity=f"{urn}") for urn in (900011, 900012, 900013)]
    frame = queries.run("reach_by_trust", filters(), hub(tmp_path, schools, rows).read()).frame
    columns = ["trust", "schools", "reached", "not_reached", "reach"]
    assert frame[columns].to_numpy().tolist() == [["Large", 6, 3, 3, 0.5], ["Small", 2, 0, 2, 0.0]]


def test_two_trusts_of_one_name_are_distinguished_by_their_codes(tmp_path: Path) -> None:
    schools = [of_trust(900001 + n, "1", "Tangent Trust") for n in range(2)]
    schools += [of_trust(900011 + n, "2", "TANGENT TRUST") for n in range(2)]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    frame = queries.run("reach_by_trust", filters(), store.read()).frame
    assert sorted(frame["trust"]) == ["TANGENT TRUST (2)", "Tangent Trust (1)"]


def test_trusts_add_up_to_the_trusts_with_several_schools(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    view, version = filters(year), store.read()
    trusts = queries.run("reach_by_trust", view, version).frame
    groups = queries.run("reach_by_group", view, version, {"breakdown": "governance"}).frame.set_index("school_group")
    several = groups.loc["Trusts with several schools here"]
    assert (trusts["schools"].sum(), trusts["reached"].sum()) == (several["schools"], several["reached"])

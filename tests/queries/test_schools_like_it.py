"""The schools of those reached that are most like a school."""

import math
import statistics
from pathlib import Path
from typing import Any

from reach.store import Store
from tests.builders import attended, hub, school
from tests.builders.one_school import ask
from tests.rows import records_of

PLACES = {"urban": "(England/Wales) Urban city and town", "rural": "(England/Wales) Rural village"}


def of(urn: int, pupils: int, fsm: int, place: str = "urban", **cells: Any) -> dict[str, Any]:
    """Give a school with what makes schools alike."""
    return school(
        urn, NumberOfPupils=str(pupils), PercentageFSM=str(fsm), **{"UrbanRural (name)": PLACES[place]}, **cells
    )


def came(*urns: int) -> list[dict[str, Any]]:
    return [attended(urn, "10/10/2022", person=f"p{urn}") for urn in urns]


def urns(store: Store, urn: int = 900001, **chosen: Any) -> list[int]:
    found: list[int] = ask(store, "schools_like_it", urn, **chosen)["urn"].tolist()
    return found


def test_size_free_meals_and_place_make_schools_alike(tmp_path: Path) -> None:
    schools = [
        of(900001, 200, 20),
        of(900002, 800, 20),
        of(900003, 210, 20, "rural"),
        of(900004, 200, 22, la="344"),
        of(900005, 200, 60),
        of(900006, 200, 20),
    ]
    store = hub(tmp_path, schools, came(900001, 900002, 900003, 900004, 900005))
    frame = ask(store, "schools_like_it", 900001, la_codes=["876"])
    assert frame["urn"].tolist()[0] == 900004 and set(frame["urn"]) == {900002, 900003, 900004, 900005}
    row = records_of(frame)[0]
    assert (row["pupils"], row["fsm_percent"], row["urban_or_rural"], row["rung"]) == (200, 22, "urban", "attended")
    assert row["programmes"] == "Mastering Number at Reception and KS1"


def test_double_the_pupils_is_as_far_at_any_size(tmp_path: Path) -> None:
    """100 pupils are 200 fewer than 300, but a third; 600 are 300 more, but only twice as many."""
    schools = [of(900001, 300, 20), of(900002, 100, 20), of(900003, 600, 20)]
    assert urns(hub(tmp_path, schools, came(900002, 900003))) == [900003, 900002]


def test_only_schools_of_its_phase_and_kind_are_like_it(tmp_path: Path) -> None:
    schools = [
        of(900001, 200, 20),
        of(900002, 200, 20, phase="Secondary"),
        of(900003, 200, 20, group="Special schools"),
        of(900004, 90, 70, group="Special schools"),
        of(900005, 200, 20, group="Independent schools"),
        of(900006, 900, 3),
        of(900007, 200, 20, group="Academies", type="Academy special converter"),
    ]
    store = hub(tmp_path, schools, came(*range(900001, 900008)))
    assert urns(store) == [900006]
    assert urns(store, 900003) == [900007, 900004]
    assert set(urns(store, independent=True)) == {900005, 900006}


def test_what_counts_as_reached_is_what_the_filters_say(tmp_path: Path) -> None:
    rows = [*came(900002), attended(900003, "10/10/2021"), attended(900004, "10/10/2022", attendance="Absent")]
    store = hub(tmp_path, [of(900000 + each, 200, 20) for each in range(1, 5)], rows)
    assert urns(store) == [900002]
    assert urns(store, year="2021/22") == [900003]
    assert urns(store, counted_as="signed_up") == [900002, 900004]
    assert urns(store, strands=["enrichment"]) == []


def test_a_school_of_which_something_is_not_known_is_one_spread_away(tmp_path: Path) -> None:
    schools = [of(900001, 200, 20), of(900002, 200, 21), of(900003, 200, 60), school(900004)]
    schools[3] |= {"NumberOfPupils": "200", "PercentageFSM": "", "UrbanRural (name)": PLACES["urban"]}
    assert urns(hub(tmp_path, schools, came(900002, 900003, 900004))) == [900002, 900004, 900003]


def test_an_oracle_finds_the_same_ten(demonstration: Store) -> None:
    """The measure once more, in Python, from the register's rows."""
    version = demonstration.read()
    listed = ask(demonstration, "school_list", 0, "2025/26")
    open_now, reached = set(listed["urn"]), set(listed[listed["is_reached"]]["urn"])
    names = ("urn", "name", "pupils", "fsm", "place", "group", "type", "phase")
    rows = version.rows(
        """
        select urn, name, nullif(pupils, 0), fsm_percent, urban_rural, type_group, establishment_type, main_phase
        from schools inner join phases_taught using (urn)
        """
    )
    schools = {row[0]: dict(zip(names, row, strict=True)) for row in rows if row[0] in open_now and row[6]}

    def place(one: dict[str, Any]) -> str | None:
        words = (one["place"] or "").lower()
        return next((each for each in ("urban", "rural") if each in words), None)

    def kind(one: dict[str, Any]) -> tuple[str, bool]:
        words = f"{one['group']} {one['type']}".lower()
        return one["phase"], any(each in words for each in ("special", "alternative provision", "referral unit"))

    def far(one: float | None, other: float | None, of_peers: list[float]) -> float:
        if one is None or other is None:
            return float((one is None) != (other is None))
        return 0.0 if one == other else abs(one - other) / statistics.pstdev(of_peers)

    def size(one: dict[str, Any]) -> float | None:
        return math.log(one["pupils"]) if one["pupils"] else None

    asked = [urn for urn in sorted(schools) if urn in reached][::60] + sorted(set(schools) - reached)[::60]
    assert len(asked) > 6
    for urn in asked:
        here = schools[urn]
        peers = [one for one in schools.values() if kind(one) == kind(here)]
        sizes = [found for found in map(size, peers) if found is not None]
        shares = [one["fsm"] for one in peers if one["fsm"] is not None]
        measured = []
        for one in peers:
            if one["urn"] != urn and one["urn"] in reached:
                parts = (far(size(one), size(here), sizes), far(one["fsm"], here["fsm"], shares))
                apart = math.hypot(*parts, float(place(one) != place(here)))
                measured.append((round(apart, 9), one["name"], one["urn"]))
        expected = [found for _, _, found in sorted(measured)[:10]]
        assert ask(demonstration, "schools_like_it", urn, "2025/26")["urn"].tolist() == expected

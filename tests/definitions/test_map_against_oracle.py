"""Hexagons, nearest schools and cold spots, against plain Python on places made by chance."""

import math
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.ingest import hold_back
from reach.store import Store, Version
from tests import effort
from tests.builders import attended, filters, hub, imported, register, school
from tests.rows import rows_of

ROW = 4000 * math.sqrt(3) / 2
METRES = st.integers(0, 1_300_000)


def middle_of(easting: float, northing: float) -> tuple[float, float]:
    """Find the nearest middle by looking at all of them around: rows half a hexagon apart, every other row shifted."""
    near = [
        (4000 * (column + row % 2 / 2), ROW * row)
        for row in range(int(northing // ROW) - 2, int(northing // ROW) + 4)
        for column in range(int(easting // 4000) - 2, int(easting // 4000) + 4)
    ]
    return min(near, key=lambda middle: math.dist(middle, (easting, northing)))


def chance(reached: int, schools: int, share: Fraction) -> Fraction:
    return sum(
        (math.comb(schools, each) * share**each * (1 - share) ** (schools - each) for each in range(reached + 1)),
        Fraction(0),
    )


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return Store(tmp_path_factory.mktemp("hexagons") / "hub").read()


@given(places=st.lists(st.tuples(METRES, METRES), min_size=1, max_size=60))
@effort.examples(usual=50, thorough=1000)
def test_a_place_lies_in_the_hexagon_whose_middle_is_nearest(version: Version, places: list[tuple[int, int]]) -> None:
    sql = "select hexagon_middle(e, n) from (select unnest($e) as e, unnest($n) as n)"
    eastings, northings = map(list, zip(*places, strict=True))
    for place, (found,) in zip(places, version.rows(sql, {"e": eastings, "n": northings}), strict=True):
        assert math.dist(found, place) == pytest.approx(math.dist(middle_of(*place), place), abs=1e-6)


@given(reached=st.integers(0, 10), share=st.fractions(0, 1, max_denominator=600))
@effort.examples(usual=100, thorough=2000)
def test_chance_is_the_lower_tail_of_the_binomial_distribution(version: Version, reached: int, share: Fraction) -> None:
    ((found,),) = version.rows("select chance_of_so_few($r, 10, $s)", {"r": reached, "s": float(share)})
    assert found == pytest.approx(float(chance(reached, 10, share)), abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_cold_spots_are_those_that_plain_python_finds(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    places = {
        900000 + n: (rng.randint(340000, 370000), rng.randint(360000, 385000)) for n in range(rng.choice((6, 30, 70)))
    }
    schools = [
        school(urn, f"School {urn}", Easting=str(east), Northing=str(north), Town=rng.choice(("Here", "There")))
        for urn, (east, north) in places.items()
    ]
    unplaced = school(900900, Easting="", Northing="")
    # Reached in the west, hardly in the east.
    reached = {urn for urn, (east, _) in places.items() if rng.random() < (0.9 if east < 355000 else 0.15)} | {900900}
    store = hub(tmp_path, [*schools, unplaced])
    imported(store, register([attended(urn, "10/10/2022", person=f"p{urn}") for urn in sorted(reached)]))
    held_back = rng.sample(sorted(places), 3)
    for urn in held_back:
        hold_back(store, urn, "Trial", by="test")

    approachable = {urn: place for urn, place in places.items() if urn not in held_back}
    share = Fraction(len(reached), len(places) + 1)
    expected = {}
    for middle in {middle_of(*place) for place in approachable.values()}:
        nearest = sorted(approachable, key=lambda urn: (math.dist(middle, approachable[urn]), urn))[:10]
        count = sum(urn in reached for urn in nearest)
        is_cold = len(nearest) == 10 and chance(count, 10, share) <= Fraction(1, 20)
        inside = sum(middle_of(*place) == middle for place in approachable.values())
        furthest = max(math.dist(middle, approachable[urn]) for urn in nearest) / 1000
        key = (round(middle[0]), round(middle[1]))
        expected[key] = (count, len(nearest), is_cold, inside, round(furthest, 6))

    frame = queries.run("cold_spots", filters(), store.read()).frame
    found = {
        (round(row.easting), round(row.northing)): (
            row.reached,
            row.schools,
            row.is_cold,
            row.schools_inside,
            round(row.furthest_km, 6),
        )
        for row in rows_of(frame)
    }
    assert found == expected
    assert frame["share_overall"].eq(float(share)).all()

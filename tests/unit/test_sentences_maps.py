"""Sentences on the map."""

import pandas as pd

from reach.sentences import maps as sentences


def schools(*rows: tuple[str, str, bool, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["town", "standing", "is_reached", "easting"])
    return frame.assign(rung=["attended" if reached else "not_reached" for reached in frame["is_reached"]])


def test_schools_are_counted_by_kind_and_the_town_with_most_to_do_is_named() -> None:
    frame = schools(
        ("A", "never", False, 1.0), ("A", "lapsed", False, 1.0), ("A", "new", True, 1.0), ("B", "never", False, None)
    )
    assert sentences.on_school_map(frame, "standing") == (
        "Of 4 schools: 1 new, 1 lapsed and 2 never. By postal town, most schools not reached are in A: 2 of 3. "
        "1 school without coordinates is not on the map, but in its table and files."
    )
    assert sentences.on_school_map(frame, "rung").startswith("Of 4 schools: 3 not reached and 1 attended.")
    assert sentences.on_school_map(frame[:1], "standing") == "Of 1 school: 1 never."
    two = sentences.on_school_map(frame.assign(easting=None)[:2], "standing")
    assert two.endswith("2 schools without coordinates are not on the map, but in its table and files.")
    assert sentences.on_school_map(frame[:0], "rung") == "No school fits these filters."


def hexagons(
    *rows: tuple[str, int, bool], share: float = 0.46, schools: int = 10, can_be_cold: bool = True
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["hexagon", "reached", "is_cold"])
    return frame.assign(share_overall=share, schools=schools, can_be_cold=can_be_cold)


def test_cold_spots_are_named_by_town_with_what_they_are_held_against() -> None:
    frame = hexagons(("A, around X", 0, True), ("A, around Y", 1, True), ("B, around Z", 6, False))
    assert sentences.on_cold_spots(frame) == (
        "2 hexagons are cold spots, in A: at most 1 of the ten nearest schools is reached there, where 46% of all are."
    )
    one = sentences.on_cold_spots(frame[:1])
    assert one.startswith("1 hexagon is a cold spot, in A: none of the ten nearest schools is reached there")
    many = hexagons(*((f"{town}, around X", 2, True) for town in "ABCDEFG"))
    assert "in A, B, C, D, E and elsewhere: at most 2 of the ten nearest schools are" in sentences.on_cold_spots(many)


def test_why_there_is_no_cold_spot_is_said() -> None:
    assert sentences.on_cold_spots(hexagons(("A, around X", 3, False))) == (
        "There is no cold spot: the fewest reached of ten nearest schools are 3 (A, around X), which may well be "
        "chance where 46% of all are."
    )
    low = hexagons(("A, around X", 0, False), share=0.1, can_be_cold=False)
    assert sentences.on_cold_spots(low) == (
        "Nowhere stands out as a cold spot: 10% of all schools are reached, so ten neighbours with none reached would "
        "not be unusual."
    )
    assert "fewer than ten schools" in sentences.on_cold_spots(hexagons(("A, around X", 0, False), schools=9))
    assert sentences.on_cold_spots(low[:0]) == "No school with coordinates fits these filters."

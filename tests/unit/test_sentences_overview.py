"""What the Overview says of what is new."""

import datetime as dt

from reach.sentences import overview

MONDAY = dt.date(2026, 5, 12)


def test_what_is_new_is_counted_and_nothing_else_is_said() -> None:
    said = overview.since_last_look(MONDAY, files=2, undone=1, packs=1, revised=["2024/25"])
    assert said == (
        "Since you last looked (12 May 2026): 2 files imported, 1 import undone, 1 pack made, "
        "figures of 2024/25 revised."
    )
    assert overview.since_last_look(MONDAY, files=0, undone=0, packs=0, revised=[]) == ""
    assert overview.since_last_look(MONDAY, files=1, undone=0, packs=0, revised=[]).endswith(": 1 file imported.")


def test_many_years_are_counted() -> None:
    years = [f"20{year}/{year + 1}" for year in range(20, 24)]
    said = overview.since_last_look(MONDAY, files=0, undone=0, packs=0, revised=years)
    assert said.endswith(": figures of 4 earlier years revised.")
    assert overview.since_last_look(MONDAY, files=0, undone=0, packs=0, revised=years[:3]).endswith(
        ": figures of 2020/21, 2021/22 and 2022/23 revised."
    )

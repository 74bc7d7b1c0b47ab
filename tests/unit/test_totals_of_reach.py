"""The rows of the whole hub and of England below those of a figure of reach."""

from pathlib import Path
from typing import Any

import pytest

from reach.exhibits import reaching
from reach.store import Store
from tests.builders import attended, hub, query_context_of, school


@pytest.fixture
def store(tmp_path: Path) -> Store:
    schools = [school(900001), school(900002), school(900003, la="344", phase="All-through")]
    return hub(tmp_path, schools, [attended(900001, "10/10/2024")])


def below(store: Store, make: Any, **chosen: Any) -> list[tuple[Any, ...]]:
    """Give what stands below the groups: the names, the schools and the schools reached."""
    frame = make(query_context_of(store, "2024/25", **chosen)).result.frame
    names = [name for name in ("la_name", "phase") if name in frame]
    rows = frame[[*names, "schools", "reached"]].astype(object)
    totals = {"Whole hub", "All phases", "All chosen"}
    return [
        tuple(row)
        for row in rows.itertuples(index=False)
        if set(row[: len(names)]) & totals or str(row[0]).startswith("England")
    ]


def names_below(store: Store, make: Any, **chosen: Any) -> list[str]:
    return [row[0] for row in below(store, make, **chosen)]


def test_the_whole_hub_counts_each_school_once(store: Store) -> None:
    assert below(store, reaching.reach_by_la)[0] == ("Whole hub", 3, 1)
    assert below(store, reaching.reach_by_phase)[0] == ("All phases", 3, 1)
    crossed = {row[:2]: row[2:] for row in below(store, reaching.reach_by_la_phase)}
    assert crossed["Whole hub", "All phases"] == (3, 1)
    assert crossed["Whole hub", "primary"] == (3, 1)
    assert crossed["Wirral", "All phases"] == (1, 0)


def test_what_is_chosen_is_not_called_the_whole_hub_and_one_group_needs_no_total(store: Store) -> None:
    assert names_below(store, reaching.reach_by_la, la_codes=["876", "344"])[0] == "All chosen"
    assert names_below(store, reaching.reach_by_phase, phases=["primary", "secondary"])[0] == "All chosen"
    assert below(store, reaching.reach_by_la, la_codes=["344"]) == []


def test_england_stands_only_beside_figures_of_whole_years_and_all_schools(store: Store) -> None:
    frame = reaching.reach_by_la(query_context_of(store, "2024/25")).result.frame
    assert frame.iloc[-1][["la_name", "reach"]].tolist() == ["England, all of 2024/25", 0.61]
    assert names_below(store, reaching.reach_by_la, la_codes=["876", "344"])[1] == "England, all of 2024/25"
    for chosen in ({"period": "autumn"}, {"phases": ["primary", "secondary"]}, {"strands": ["cpd"]}):
        assert names_below(store, reaching.reach_by_la, **chosen)[1:] == []
        in_words = reaching.reach_by_la(query_context_of(store, "2024/25", **chosen)).sentence
        assert ("England’s figure is of whole years: 61% in 2024/25." in in_words) == ("period" in chosen)
    assert names_below(store, reaching.reach_by_la, counted_as="completed")[1:] == []

"""The activities to choose from."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, school
from tests.builders.attendance import course, with_activities


def listed(store: Store, **chosen: Any) -> list[str]:
    return queries.run("activity_list", filters(**chosen), store.read()).frame["activity"].tolist()


def test_the_filters_narrow_the_list_but_the_period_does_not(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "x"}),
        *course(900002, {"bob": "b"}, activity="Group 2"),
        *course(900001, {"cy": "x"}, activity="Network", programme="NET"),
    ]
    store = hub(tmp_path, [school(900001), school(900002, la="344")], rows)
    assert listed(store) == listed(store, period="summer") == ["Group 1", "Group 2"]
    assert listed(store, la_codes=["344"]) == ["Group 2"]
    assert listed(store, strands=["leadership"]) == listed(store, phases=["post-16"]) == []
    assert "Network" in listed(store, light_touch=True)


def test_an_activity_that_nobody_has_signed_up_for_is_there(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], course(900001, {"ada": "x"}))
    with_activities(
        store, {"Activity": "Empty", "Starts on": "14/02/2023"}, {"Activity": "Next year", "Starts on": "14/10/2023"}
    )
    assert listed(store) == ["Empty", "Group 1"]
    assert listed(store, phases=["secondary"]) == listed(store, strands=["leadership"]) == []
    with_activities(store, {"Activity": "Webinar", "Programme": "NET", "Starts on": "14/02/2023"})
    assert listed(store) == ["Empty", "Group 1"]
    assert "Webinar" in listed(store, light_touch=True)


def test_an_activity_of_an_independent_school_alone_is_there_when_they_are_asked_for(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, group="Independent schools")], course(900001, {"ada": "x"}))
    assert listed(store) == []
    assert listed(store, independent=True) == ["Group 1"]

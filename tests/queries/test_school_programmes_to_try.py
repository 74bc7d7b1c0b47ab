"""What a school has never tried."""

from pathlib import Path
from typing import Any

from reach.store import Store
from tests.builders import SETTINGS, attended, hub, link, school
from tests.builders.one_school import ask, both_years, converted

FOR_PRIMARY = {each.code for each in SETTINGS.programmes if "primary" in each.phases and not each.light_touch}
LATER_STAGES = {each.code for each in SETTINGS.programmes if (each.stage or 1) > 1}
NAMES = {each.code: each.name for each in SETTINGS.programmes}


def to_try(store: Store, urn: int, **chosen: Any) -> set[str]:
    codes = {name: code for code, name in NAMES.items()}
    return {codes[name] for name in ask(store, "school_programmes_to_try", urn, **chosen)["programme_name"]}


def test_what_was_only_booked_has_not_been_tried(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2020", programme="MNRKS1"),
        attended(900001, "10/10/2022", programme="MNKS2", activity="K", attendance="Absent"),
    ]
    assert to_try(hub(tmp_path, [school(900001)], rows), 900001) == FOR_PRIMARY - LATER_STAGES - {"MNRKS1"}


def test_what_it_tried_under_an_old_urn_it_has_tried(tmp_path: Path) -> None:
    linked = [link(900002, "Predecessor", 900001)]
    store = hub(tmp_path, converted(), [attended(900001, "10/10/2020", programme="MNRKS1")], linked)
    assert "MNRKS1" not in to_try(store, 900002)


def test_of_a_journey_only_the_next_stage_is_left(tmp_path: Path) -> None:
    schools = [school(900001), school(900002), school(900003)]
    rows = [
        attended(900001, "10/10/2022", programme="PTFM-D"),
        attended(900002, "10/10/2022", programme="PTFM-S"),
    ]
    store = hub(tmp_path, schools, rows)
    stages = [{code for code in to_try(store, urn) if code.startswith("PTFM-")} for urn in (900001, 900002, 900003)]
    assert stages == [{"PTFM-E"}, set(), {"PTFM-R"}]


def test_the_strands_that_are_chosen_narrow_it(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    assert to_try(store, 900001, strands=["enrichment"]) == {"ENR"}


def test_how_many_sustain_it_and_the_nearest_are_listed(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, "Far", Easting="355000"), school(900003, "Near", Easting="351000")]
    rows = both_years(900002, "MNKS2") + both_years(900003, "MNKS2")
    first = ask(hub(tmp_path, schools, rows), "school_programmes_to_try", 900001).iloc[0]
    assert (first["programme_name"], first["schools_sustaining"]) == (NAMES["MNKS2"], 2)
    assert (first["nearest_name"], first["nearest_km"]) == ("Near", 1.0)

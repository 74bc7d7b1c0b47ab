"""Activities without a lead partner."""

from pathlib import Path
from typing import Any

from reach import queries
from tests.builders import attended, filters, hub, imported, school, table
from tests.builders.attendance import with_activities
from tests.builders.partners import led


def test_it_lists_what_nobody_leads_with_sessions_and_the_first_day(tmp_path: Path) -> None:
    rows = [
        attended(900001, "12/10/2022", activity="Late"),
        attended(900001, "10/10/2022", activity="Early", programme="ENR"),
        attended(900001, "14/10/2022", activity="Early", programme="ENR", attendance="Booked"),
        attended(900001, "10/10/2021", activity="Last year"),
        led(900001, "10/10/2022", "Alsager School", activity="Led"),
    ]
    frame = queries.run("activities_without_lead", filters(), hub(tmp_path, [school(900001)], rows).read()).frame
    assert frame.astype({"first_session_on": str}).to_numpy().tolist() == [
        ["Maths Enrichment Day", "Early", "Enrichment for pupils", 2, 1, "2022-10-10"],
        ["Mastering Number at Reception and KS1", "Late", "CPD and school-to-school support", 1, 1, "2022-10-12"],
    ]


def test_a_lead_given_later_takes_it_off_the_list(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", activity="A")])
    sheet = {"Activity": "a", "Programme": "MNRKS1", "Lead partner": "Alsager School", "Places": "20", "Mode": "online"}
    imported(store, table([sheet | {"Phase": "", "Start date": ""}], "activities.csv"))
    assert queries.run("activities_without_lead", filters(), store.read()).frame.empty


def test_filters_of_strand_and_phase_narrow_it(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    views: list[tuple[dict[str, Any], int]] = [
        ({"strands": ["cpd"]}, 1),
        ({"strands": ["leadership"]}, 0),
        ({"phases": ["post-16"]}, 0),
    ]
    for chosen, count in views:
        assert len(queries.run("activities_without_lead", filters(**chosen), store.read()).frame) == count


def test_what_only_the_sheet_of_activities_knows_is_there_in_the_period_in_which_it_begins(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    starts = {"Spring": "14/02/2023", "Autumn": "14/11/2022", "Next year": "14/02/2024"}
    with_activities(store, *({"Activity": name, "Starts on": on} for name, on in starts.items()))

    def listed(year: str = "2022/23", **chosen: Any) -> list[tuple[str, str]]:
        frame = queries.run("activities_without_lead", filters(year, **chosen), store.read()).frame
        return list(zip(frame["activity"], frame["first_session_on"].astype(str), strict=True))

    spring, autumn = ("Spring", "2023-02-14"), ("Autumn", "2022-11-14")
    assert listed() == [("Group 1", "2022-10-10"), autumn, spring]
    assert listed(period="spring") == [spring]
    assert listed("2023/24") == [("Next year", "2024-02-14")]

"""Activities without a lead partner."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, imported, school, table
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
    for chosen, count in (({"strands": ["cpd"]}, 1), ({"strands": ["leadership"]}, 0), ({"phases": ["post-16"]}, 0)):
        assert len(queries.run("activities_without_lead", filters(**chosen), store.read()).frame) == count

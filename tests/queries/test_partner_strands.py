"""Who leads what."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, school
from tests.builders.partners import led
from tests.rows import rows_of


def counts(store: Store, **chosen: Any) -> dict[tuple[str, str], Any]:
    frame = queries.run("partner_strands", filters(**chosen), store.read()).frame
    return {(row.partner, row.strand): (row.activities, row.reached, row.people) for row in rows_of(frame)}


def test_a_cell_counts_activities_schools_and_people(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002), school(900003)],
        [
            led(900001, "10/10/2022", "Alsager School", activity="A"),
            led(900001, "11/10/2022", "Alsager School", activity="B"),
            led(900001, "11/10/2022", "Alsager School", activity="B", person="bob"),
            led(900002, "11/10/2022", "Alsager School", activity="B", person="cy"),
            led(900003, "11/10/2022", "Alsager School", activity="B", person="di", attendance="Absent"),
            led(900002, "12/10/2022", "Alsager School", activity="Day", programme="ENR", person="cy"),
        ],
    )
    found = counts(store)
    assert found["Alsager School", "cpd"] == (2, 2, 3)
    assert found["Alsager School", "enrichment"] == (1, 1, 1)
    assert found["Alsager School", "leadership"] == (0, 0, 0)
    assert counts(store, counted_as="signed_up")["Alsager School", "cpd"] == (2, 3, 3)
    assert counts(store, strands=["cpd"]).keys() == {("Alsager School", "cpd")}


def test_completing_is_of_one_activity_by_one_person(tmp_path: Path) -> None:
    days = ["10/10/2022", "11/10/2022", "12/10/2022", "13/10/2022"]
    rows = [led(900001, day, "Alsager School", activity="A") for day in days[:3]]
    rows += [led(900001, days[3], "Alsager School", activity="A", attendance="Absent")]
    rows += [led(900002, day, "Alsager School", activity="A", person=f"p{day[:2]}") for day in days]
    rows += [led(900003, days[0], "Alsager School", activity="B", person="eve")]
    store = hub(tmp_path, [school(900001), school(900002), school(900003)], rows)
    assert counts(store, counted_as="completed")["Alsager School", "cpd"] == (2, 1, 6)


def test_a_lead_is_named_as_the_list_of_partners_has_it_and_none_comes_last(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001)],
        [
            led(900001, "10/10/2022", "", activity="A"),
            led(900001, "10/10/2022", "", activity="B"),
            led(900001, "10/10/2022", "ALSAGER school", activity="C"),
            led(900001, "10/10/2022", "Tangent College", activity="D"),
        ],
    )
    frame = queries.run("partner_strands", filters(), store.read()).frame
    assert frame["partner"].unique().tolist() == ["Alsager School", "Tangent College", "No lead given"]


def test_what_an_old_urn_attended_counts_for_the_school_that_it_became(tmp_path: Path) -> None:
    from tests.builders import link

    store = hub(
        tmp_path,
        [school(900001, closed="31-12-2022"), school(900002, opened="01-01-2023")],
        [led(900001, "10/10/2022", "Alsager School"), led(900002, "10/02/2023", "Alsager School", person="bob")],
        [link(900002, "Predecessor", 900001, "01-01-2023")],
    )
    assert counts(store)["Alsager School", "cpd"] == (1, 1, 2)

"""The schools on the registers of activities that nobody leads."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school
from tests.builders.partners import led


def test_each_activity_has_its_schools_with_how_far_they_came(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", activity="A"),
        attended(900002, "10/10/2022", activity="A", person="bob", attendance="Absent"),
        led(900002, "10/10/2022", "Alsager School", activity="B", person="cy"),
    ]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    frame = queries.run("schools_without_lead", filters(), store.read()).frame
    assert frame[["urn", "activity", "rung", "is_reached", "people"]].to_numpy().tolist() == [
        [900001, "A", "attended", True, 1],
        [900002, "A", "signed_up", False, 0],
    ]


def test_an_independent_school_stands_there_only_when_asked_for(tmp_path: Path) -> None:
    independent = school(900002, group="Independent schools", type="Other independent school")
    rows = [attended(urn, "10/10/2022", person=str(urn)) for urn in (900001, 900002)]
    store = hub(tmp_path, [school(900001), independent], rows)

    def listed(*, independent: bool) -> list[int]:
        found = queries.run("schools_without_lead", filters(independent=independent), store.read()).frame
        return sorted(found["urn"].tolist())

    assert listed(independent=False) == [900001]
    assert listed(independent=True) == [900001, 900002]

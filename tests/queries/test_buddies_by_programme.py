"""Every school that could be a buddy, programme by programme."""

from pathlib import Path

from reach.store import Store
from tests.builders import hub, school
from tests.builders.one_school import ask, both_years


def test_a_school_stands_once_for_each_programme_that_it_sustains(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, Easting="351000"), school(900003, Easting="352000")]
    rows = both_years(900002, "MNKS2") + both_years(900002, "MNRKS1") + both_years(900003, "MNKS2")
    frame = ask(hub(tmp_path, schools, rows), "buddies_by_programme", 900001)
    assert frame[["urn", "programme_name", "distance_km"]].to_numpy().tolist() == [
        [900002, "Mastering Number at KS2", 1.0],
        [900002, "Mastering Number at Reception and KS1", 1.0],
        [900003, "Mastering Number at KS2", 2.0],
    ]


def test_it_has_as_many_as_the_programmes_to_try_say(demonstration: Store) -> None:
    for urn in ask(demonstration, "school_list", 0, "2025/26")["urn"][::90]:
        counted = ask(demonstration, "school_programmes_to_try", int(urn), "2025/26")
        expected = counted[counted["schools_sustaining"] > 0].set_index("programme_name")["schools_sustaining"]
        listed = ask(demonstration, "buddies_by_programme", int(urn), "2025/26")
        assert listed["programme_name"].value_counts().to_dict() == expected.to_dict()

"""What may make figures wrong or incomplete is found, and nothing else."""

import datetime as dt
from pathlib import Path

import pytest

from reach.settings import AcademicYears, Target
from reach.store import Store, listing
from tests.builders import SETTINGS, attended, hub, link, school

TODAY = dt.date(2023, 12, 1)
SOUND = {"Easting": "350000", "Northing": "380000"}


def findings(store: Store, today: dt.date = TODAY) -> dict[str, int]:
    return {row["finding"]: row["times"] for row in listing.quality(store.read(), today)}


def test_a_sound_store_has_no_finding(tmp_path: Path) -> None:
    assert findings(hub(tmp_path, [school(900001, **SOUND)], [attended(900001, "10/10/2022")])) == {}


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        ({"Easting": ""}, "schools_without_coordinates"),
        ({"Easting": "0", "Northing": "0"}, "schools_without_coordinates"),
        ({"pupils": "SUPP"}, "schools_without_pupils"),
        ({"fsm": ""}, "schools_without_fsm"),
    ],
)
def test_a_detail_that_an_open_school_lacks_is_found(tmp_path: Path, facts: dict[str, str], finding: str) -> None:
    assert findings(hub(tmp_path, [school(900001, **(SOUND | facts))])) == {finding: 1}


def test_a_closed_school_needs_no_details(tmp_path: Path) -> None:
    closed = school(900002, closed="31-08-2020", pupils="", fsm="", Easting="")
    assert findings(hub(tmp_path, [school(900001, **SOUND), closed])) == {}


def test_attendance_after_a_school_closed_is_found(tmp_path: Path) -> None:
    schools = [school(900001, closed="31-03-2022", **SOUND), school(900002, opened="01-04-2022", **SOUND)]
    rows = [attended(900001, "10/10/2022"), attended(900001, "10/10/2021")]
    store = hub(tmp_path, schools, rows, [link(900002, "Predecessor", 900001)])
    assert findings(store) == {"attendance_at_closed_schools": 1}
    (found,) = listing.quality(store.read(), TODAY)
    assert found["examples"] == ["Cosine Park 900001 Primary School, 10/10/2022"]


def test_who_is_still_booked_for_what_is_over_is_found(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2023", attendance="Booked"), attended(900001, "10/01/2024", attendance="Booked")]
    store = hub(tmp_path, [school(900001, **SOUND)], rows)
    assert findings(store) == {"booked_in_the_past": 1}
    assert findings(store, dt.date(2023, 10, 10)) == {}


def test_a_target_for_schools_that_are_not_there_is_found(tmp_path: Path) -> None:
    targets = (
        Target(academic_year="2022/23", share=0.6, local_authority="344", source="none there"),
        Target(academic_year="2022/23", share=0.6, phase="post-16", source="nor there"),
        Target(academic_year="2022/23", share=0.6, phase="primary", source="fine"),
    )
    hub(tmp_path, [school(900001, **SOUND)])
    store = Store(tmp_path, SETTINGS.model_copy(update={"targets": targets}))
    assert findings(store) == {"targets_without_schools": 2}


def test_a_programme_that_hub_toml_has_lost_is_found(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, **SOUND)], [attended(900001, "10/10/2022")])
    programmes = tuple(each for each in SETTINGS.programmes if each.code != "MNRKS1")
    without = Store(store.folder, SETTINGS.model_copy(update={"programmes": programmes}))
    assert findings(without) == {"activities_without_programme": 1}


def test_a_session_in_a_year_that_hub_toml_has_left_out_is_found(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900001, "10/10/2023")]
    store = hub(tmp_path, [school(900001, **SOUND)], rows)
    later = SETTINGS.model_copy(update={"academic_years": AcademicYears(first="2023/24")})
    (found,) = listing.quality(Store(store.folder, later).read(), TODAY)
    assert (found["finding"], found["times"]) == ("sessions_in_no_term", 1)
    assert found["examples"] == ["Group 1, 10/10/2022"]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"group": "State-funded schools"}, ["EstablishmentTypeGroup: State-funded schools"]),
        ({"group": ""}, ["EstablishmentTypeGroup: blank"]),
        ({"type": "Lab school"}, ["TypeOfEstablishment: Lab school"]),
        ({"phase": "Upper", "sixth_form": "Maybe"}, ["OfficialSixthForm: Maybe", "PhaseOfEducation: Upper"]),
        # The register's own words for what is out of scope, and other ways to write those that are known.
        ({"group": "Other types", "type": "Secure units"}, []),
        ({"group": "Online provider", "type": "Service children’s education"}, []),
        ({"group": "LOCAL-AUTHORITY  MAINTAINED SCHOOLS", "type": "community-school"}, []),
        ({"group": "LA maintained schools", "type": ""}, []),
    ],
)
def test_a_word_of_the_register_that_no_definition_knows_is_found(
    tmp_path: Path, facts: dict[str, str], found: list[str]
) -> None:
    rows = listing.quality(hub(tmp_path, [school(900001, **SOUND, **facts)]).read(), TODAY)
    assert [each["examples"] for each in rows if each["finding"] == "unknown_register_words"] == (
        [found] if found else []
    )


def test_every_word_that_no_definition_knows_is_named(tmp_path: Path) -> None:
    schools = [school(900001 + number, **SOUND, type=f"Kind {number:02}") for number in range(20)]
    (row,) = listing.quality(hub(tmp_path, schools).read(), TODAY)
    assert row["examples"] == [f"TypeOfEstablishment: Kind {number:02}" for number in range(20)]


def test_a_type_that_hub_toml_lists_is_known(tmp_path: Path) -> None:
    schools = [school(900001, **SOUND, group="Hub schools", type="Lab school")]
    hub(tmp_path, schools)
    scope = SETTINGS.scope.model_copy(update={"type_groups": ("Hub-Schools",), "independent_types": ("lab school",)})
    assert findings(Store(tmp_path, SETTINGS.model_copy(update={"scope": scope}))) == {}

"""Which school is meant."""

import datetime as dt

import pytest

from reach.matching import Clues, Directory, Establishment, Match, NoMatch, name_key

DAY = dt.date(2022, 10, 10)


def establishment(urn: int, name: str = "Cosine Park Primary School", **facts: object) -> Establishment:
    usual = {
        "la_code": "876",
        "la_name": "Halton",
        "establishment_number": str(urn)[-4:],
        "status": "Open",
        "opened_on": None,
        "closed_on": None,
        "postcode": "QX1 1AA",
        "is_in_hub": True,
    }
    return Establishment(urn, name, **(usual | facts))


OLD = establishment(900001, closed_on=dt.date(2022, 3, 31), establishment_number="2001")
NEW = establishment(900002, opened_on=dt.date(2022, 4, 1), establishment_number="2001")
OTHER = establishment(900003, "St Euclid's Catholic Primary School", postcode="QX2 2BB")
ELSEWHERE = establishment(
    900009, "Tangent Hill School", la_code="999", la_name="Elsewhere", postcode="QX9 9ZZ", is_in_hub=False
)
DIRECTORY = Directory([OLD, NEW, OTHER, ELSEWHERE], [(900001, 900002)])


def test_a_urn_is_the_cheapest_evidence_and_stands_as_given() -> None:
    assert DIRECTORY.match(Clues(urn="900001"), DAY) == Match(900001, "URN")


def test_local_authority_and_number_find_the_one_open_on_the_day() -> None:
    clues = Clues(la_code="876", establishment_number="2001")
    assert DIRECTORY.match(clues, DAY) == Match(900002, "LA and establishment number")
    assert DIRECTORY.match(clues, dt.date(2021, 10, 10)) == Match(900001, "LA and establishment number")


@pytest.mark.parametrize(
    "name", ["cosine park primary school", "COSINE PARK  PRIMARY SCHOOL", "The Cosine Park Primary School"]
)
@pytest.mark.parametrize("postcode", ["QX1 1AA", "qx11aa", " QX1  1AA "])
def test_postcode_and_name_together_find_a_school_however_they_are_typed(name: str, postcode: str) -> None:
    assert DIRECTORY.match(Clues(school=name, postcode=postcode), DAY) == Match(900002, "postcode and name")


def test_a_postcode_alone_is_no_evidence() -> None:
    held = DIRECTORY.match(Clues(postcode="QX2 2BB"), DAY)
    assert isinstance(held, NoMatch)
    assert held.candidates[0].urn == 900003


def test_evidence_that_points_at_two_schools_is_none() -> None:
    held = DIRECTORY.match(Clues(urn="900001", school=OTHER.name, postcode="QX2 2BB"), DAY)
    assert isinstance(held, NoMatch)
    assert "different schools" in held.reason
    assert {each.urn for each in held.candidates} == {900001, 900003}


def test_a_urn_with_the_very_name_of_another_school_is_held() -> None:
    assert isinstance(DIRECTORY.match(Clues(urn="900001", school=OTHER.name), DAY), NoMatch)


def test_the_old_and_the_new_urn_of_one_school_do_not_contradict_each_other() -> None:
    assert DIRECTORY.match(Clues(urn="900001", school=NEW.name, postcode="QX1 1AA"), DAY) == Match(900001, "URN")


def test_two_open_schools_of_one_name_and_postcode_are_held() -> None:
    directory = Directory([establishment(1), establishment(2)], [])
    held = directory.match(Clues(school="Cosine Park Primary School", postcode="QX1 1AA"), DAY)
    assert isinstance(held, NoMatch) and len(held.candidates) == 2


def test_a_visitor_from_elsewhere_is_recognised_not_mistaken() -> None:
    held = DIRECTORY.match(Clues(school="Tangent Hill School", postcode="QX9 9ZZ"), DAY)
    assert isinstance(held, NoMatch)
    assert "Outside the hub's area" in held.reason
    assert DIRECTORY.match(Clues(urn="900009"), DAY) == Match(900009, "URN")


@pytest.mark.parametrize("urn", ["123", "abc", "900001x", "1e9", "٣"])
def test_an_unknown_urn_is_no_evidence(urn: str) -> None:
    assert isinstance(DIRECTORY.match(Clues(urn=urn), DAY), NoMatch)


def test_names_differ_only_where_two_people_would_write_them_differently() -> None:
    assert name_key("St. Euclid’s (CofE) Primary") == name_key("ST EUCLIDS  COFE PRIMARY")
    assert name_key("Infant School") != name_key("Junior School")
    assert name_key("The") == "the"

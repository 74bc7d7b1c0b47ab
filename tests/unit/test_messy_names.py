"""The adversary of the matcher is itself right about what it says: whose row it is, and whether the row decides it."""

import csv
import io
from typing import Any

import pytest

from benchmarks.messy_names import WEBMAIL, KnownSchool, MessyRow, messy_rows, read_known_schools
from tests.typed import present

HUB = ["895"]
COLUMNS = [
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (code)",
    "Town",
    "Postcode",
    "SchoolWebsite",
]
# Changes that leave other letters than the name's own, or fewer.
SPELLING = {"typo", "space shifted", "initials", "number", "drops place in name", "apostrophe", "saint", "odd spaces"}


def _school(urn: int, name: str, town: str = "Crewe", **given: Any) -> KnownSchool:
    domain = f"{''.join(filter(str.isalnum, name.lower()))}{urn}.sch.uk"
    known: dict[str, Any] = {
        "urn": urn,
        "name": name,
        "town": town,
        "website_domain": domain,
        "family": urn,
        "la_code": "895",
        "la_name": "Cheshire East",
        "postcode": f"CW{urn % 9 + 1} {urn % 10}AA",
        "is_in_hub": True,
    }
    return KnownSchool(**known | given)


@pytest.fixture(scope="module")
def schools() -> list[KnownSchool]:
    hub = ["St Mary's Catholic Primary School", "St Mary's CofE Primary School", "Mill View Primary School"]
    hub += ["Vine Tree Primary School", "Castleway Nursery School", "Castleway Primary School", "Helsby High School"]
    elsewhere = ["Thornbury Academy", "St Mary's Catholic Primary School", "Puddingmoor Junior School"]
    away: dict[str, Any] = {"la_code": "801", "la_name": "Bristol, City of", "town": "Bristol", "is_in_hub": False}
    return [
        *(_school(urn, name) for urn, name in enumerate(hub, 100)),
        *(_school(urn, name, **away) for urn, name in enumerate(elsewhere, 200)),
    ]


@pytest.fixture(scope="module")
def rows(schools: list[KnownSchool]) -> list[MessyRow]:
    return messy_rows(schools, 3000, seed=5, outside_share=0.1)


def _habits(row: MessyRow) -> set[str]:
    return set(row.habit.split("+"))


def test_a_seed_gives_the_same_rows_and_another_seed_gives_others(
    schools: list[KnownSchool], rows: list[MessyRow]
) -> None:
    assert messy_rows(schools, 3000, seed=5, outside_share=0.1) == rows
    assert messy_rows(schools, 3000, seed=6, outside_share=0.1) != rows


def test_a_decided_row_without_misspelling_contains_the_distinctive_words(rows: list[MessyRow]) -> None:
    words = {102: "millview", 103: "vinetree", 104: "castleway", 105: "castleway", 106: "helsby"}
    seen = [row for row in rows if row.urn in words and row.is_decided and not _habits(row) & SPELLING]
    assert len(seen) > 300
    for row in seen:
        assert words[present(row.urn)] in "".join(filter(str.isalnum, row.school_text.lower())), row


def test_rows_from_outside_have_no_urn_and_no_name_of_the_hub(rows: list[MessyRow]) -> None:
    outside = [row for row in rows if row.urn is None and row.habit != "two schools"]
    assert 0.07 < len(outside) / len(rows) < 0.13
    for row in outside:
        assert row.is_decided
        assert row.email_domain in WEBMAIL or row.email_domain.endswith(("200.sch.uk", "202.sch.uk"))
        assert "mary" not in row.school_text.lower()


def test_a_bare_name_of_two_schools_is_decided_only_by_postcode_or_domain(
    schools: list[KnownSchool], rows: list[MessyRow]
) -> None:
    bare = [
        row for row in rows if row.urn in {100, 101} and "drops kinds" in _habits(row) and "number" not in row.habit
    ]
    of = {school.urn: school for school in schools}

    def has_proof(row: MessyRow) -> bool:
        mine = of[present(row.urn)]
        typed = (row.postcode + row.school_text).replace(" ", "").lower()
        is_full = mine.postcode.replace(" ", "").lower() in typed
        return is_full or row.email_domain.lower().endswith(present(mine.website_domain))

    assert any(has_proof(row) for row in bare)
    assert any(not has_proof(row) for row in bare)
    for row in bare:
        assert row.is_decided == has_proof(row), row


def test_kind_words_that_were_typed_tell_a_nursery_from_a_primary_school(rows: list[MessyRow]) -> None:
    castleway = [row for row in rows if row.urn in {104, 105} and not row.postcode and row.email_domain in WEBMAIL]
    assert all(row.is_decided for row in castleway if row.habit == "as registered")
    assert not any(row.is_decided for row in castleway if row.habit == "drops kinds")


def test_another_urn_of_the_same_school_leaves_a_row_decided() -> None:
    pair = [_school(1, "Mill View Primary School"), _school(2, "Mill View Primary School", family=1)]
    undecided = {"initials", "name cut short"}
    assert all(row.is_decided for row in messy_rows(pair, 200, seed=1) if not undecided & set(row.habit.split("+")))


def test_the_register_gives_open_schools_of_england() -> None:
    lines = [
        "1,895,Cheshire East,2001,Manor Primary School,Community school,1,CREWE,CW1 2AB,https://www.manor.cheshire.sch.uk/",
        "2,895,Cheshire East,2002,Gone Primary School,Community school,2,Crewe,CW1 2AB,",
        "3,801,Bristol,2003,Thornbury Academy,Academy converter,3,Bristol,BS1 1AA,",
        "4,681,Cardiff,2004,Ysgol Fawr,Welsh establishment,1,Cardiff,CF1 1AA,",
        "5,895,Cheshire East,2005,Manor Primary Academy,Academy converter,1,Crewe,CW1 2AB,manor.cheshire.sch.uk",
    ]
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *(line.split(",") for line in lines)])
    read = read_known_schools(text.getvalue(), HUB)
    assert [(school.urn, school.is_in_hub, school.family) for school in read] == [
        (1, True, 1),
        (3, False, 3),
        (5, True, 1),
    ]
    assert (read[0].town, read[0].website_domain) == ("Crewe", "manor.cheshire.sch.uk")
    assert read[1].website_domain is None

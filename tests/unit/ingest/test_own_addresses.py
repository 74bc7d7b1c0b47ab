"""Which address says who somebody is, and what stands for nobody's name."""

import pytest

from reach.ingest import Answers
from reach.ingest.own_addresses import names_nobody
from tests.builders.readings import KNOWN, asked, csv, read, rows_of

HEADINGS = "Name,Email,School,Date,Attended\n"


def people_of(lines: str) -> list[str | None]:
    register, _ = read(csv(HEADINGS + lines))
    return [row.attendee.person for row in rows_of(register)]


def test_people_who_share_a_schools_address_are_distinguished_by_their_names() -> None:
    jo, ann, jo_again = people_of(
        "Jo Marsh,office@hill.example,Hill,13/11/2022,Yes\n"
        "Ann Lee,OFFICE@hill.example,Hill,13/11/2022,Yes\n"
        "Jo Marsh,Office@Hill.example,Hill,13/11/2022,Yes\n"
    )
    assert jo == jo_again != ann


@pytest.mark.parametrize(
    "address", ["office@hill.example", "admin@hill.example", "hill.office@b.example", "schooladmin2@hill.example"]
)
def test_an_address_that_a_school_shares_is_nobodys_in_any_file(address: str) -> None:
    (in_one_file,) = people_of(f"Jo Marsh,{address},Hill,13/11/2022,Yes\n")
    (in_another,) = people_of(f"Ann Lee,{address},Hill,13/11/2022,Yes\n")
    (without,) = people_of("Jo Marsh,,Hill,13/11/2022,Yes\n")
    assert in_one_file == without != in_another


def test_the_first_of_several_who_give_one_address_keeps_it() -> None:
    booker, colleague = people_of(
        "Jo Marsh,jm@mail.example,Hill,13/11/2022,Yes\nAnn Lee,jm@mail.example,Hill,13/11/2022,Yes\n"
    )
    (alone,) = people_of("Jo Marsh,jm@mail.example,Hill,13/11/2022,Yes\n")
    assert booker == alone != colleague


def test_one_person_may_write_the_name_in_several_ways() -> None:
    names = ["Jo Marsh", '"MARSH, Joanne"', "Mrs J Marsh", "Jo", ""]
    assert len(set(people_of("".join(f"{name},jm@mail.example,Hill,13/11/2022,Yes\n" for name in names)))) == 1


def test_a_shared_address_still_says_which_school_is_meant() -> None:
    register, _ = read(csv(HEADINGS + "Jo Marsh,office@hill.example,Hill,13/11/2022,Yes\n"))
    assert [row.attendee.email_domain for row in rows_of(register)] == ["hill.example"]


@pytest.mark.parametrize("written", ["TBC", "n/a", "-", "+1", "Colleague 2", "To be confirmed", "?"])
def test_what_stands_for_an_unknown_name_is_no_person(written: str) -> None:
    _, reading = read(csv(HEADINGS + f"{written},,Hill,13/11/2022,Yes\n"), Answers(KNOWN))
    assert asked(reading) == [("value", "rows that name nobody")]


@pytest.mark.parametrize("name", ["Jo Guest", "Li", "Чен", "A Place", "Mr Post", ""])
def test_names_are_names(name: str) -> None:
    assert not names_nobody(name)

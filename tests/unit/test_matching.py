"""Which school is meant."""

import datetime as dt
from typing import Any

import pytest

from benchmarks.messy_names import KnownSchool, messy_rows
from reach.matching import Clues, Directory, Establishment, Match, NoMatch, NotOurs, name_key

DAY = dt.date(2022, 10, 10)


def establishment(urn: int, name: str = "Cosine Park Primary School", **facts: Any) -> Establishment:
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


DAY_NOW = dt.date(2023, 11, 14)


def hub_school(urn: int, name: str, **facts: Any) -> Establishment:
    usual = {"postcode": f"QX{urn % 90 + 1} 1AA", "establishment_number": f"{urn:04}"}
    return establishment(urn, name, **(usual | facts))


def elsewhere(urn: int, name: str, **facts: Any) -> Establishment:
    usual = {"la_code": "999", "la_name": "Elsewhere", "is_in_hub": False, "postcode": f"ZZ{urn % 90 + 1} 1AA"}
    return establishment(urn, name, **(usual | facts))


HUB = [
    hub_school(1, "Leftwich Community Primary School", town="Northwich", website_domain="leftwich.example.sch.uk"),
    hub_school(2, "Greasby Infant School", town="Wirral", website_domain="greasby.example.sch.uk"),
    hub_school(3, "Greasby Junior School", town="Wirral", website_domain="greasby.example.sch.uk"),
    hub_school(4, "St Anne's Catholic Primary School", town="Nantwich"),
    hub_school(5, "St Anne's Catholic Primary School", town="Birkenhead"),
    hub_school(6, "Macclesfield Academy", town="Macclesfield"),
    hub_school(7, "Willow Wood CofE High School", town="Winsford", phase="Secondary"),
    hub_school(8, "Oldfield Primary School", town="Chester"),
    hub_school(9, "St Werburgh's and St Columba's Catholic Primary School", town="Chester"),
    hub_school(10, "Handforth Grange Primary School", town="Wilmslow"),
]
OUTSIDE = [
    elsewhere(51, "Oldfield Primary School"),
    elsewhere(52, "Handforth Range Primary School", website_domain="range.example.sch.uk"),
    elsewhere(53, "Willow Wood Junior School"),
    elsewhere(54, "Leftwick Primary School"),
]
NAMES = Directory([*HUB, *OUTSIDE], [])


PARTS = Directory(
    [
        hub_school(21, "Weston Primary School", town="Crewe"),
        hub_school(22, "Weston Village Primary School", town="Crewe"),
        hub_school(23, "Co-op Academy Bebington", town="Bebington"),
        hub_school(24, "Co-op Academy Portland", town="Birkenhead"),
        hub_school(25, "Little Bollington CofE Primary School", town="Bollington"),
        hub_school(26, "Little Sutton CofE Primary School", town="Ellesmere Port"),
        hub_school(27, "The Arches Community Primary School", town="Chester"),
        hub_school(28, "Archers Brook SEMH Residential School", town="Ellesmere Port"),
        hub_school(29, "St. Joseph's Catholic Primary School", town="Winsford"),
        hub_school(30, "St Joseph's Catholic Primary School, Birkenhead", town="Birkenhead"),
        hub_school(31, "Prestbury CofE Primary School", town="Prestbury"),
        hub_school(32, "Bishop Heber High School", town="Malpas"),
        hub_school(33, "Ash Grove Academy", town="Macclesfield"),
    ],
    [],
)


def named(text: str, **clues: str) -> int | None:
    found = NAMES.match(Clues(school=text, **clues), DAY_NOW)
    return found.urn if isinstance(found, Match) else None


@pytest.mark.parametrize(
    "text",
    [
        "Leftwich Community Primary School",
        "LEFTWICH COMM PRI SCH",
        "The Leftwich Community Primary",
        "Leftwich Primary",
        "Leftwich",
        "leftwich community prmiary schol",
        "Leftwich CommunityP rimary School",
        "Leftwich Community Primary School, Northwich",
        "Leftwich, Northwich, Community Primary School",
        "Leftwich Community Primary (Northwich)",
        "Headteacher at Leftwich Community Primary School",
        "Leftwich Community Primary School - Y5 teacher",
        "Leftwich Community Primary School (Tangent Learning Trust)",
        "Leftwich PS",
        "Northwich Leftwich Community Primary School",
        "Leftwich Community Primary School Halton LA",
        "Leftwich Community Primary School QX2",
        "Leftwich Community Primary School Leftwich Community Primary School",
        "Leftwich Community Primary School, Church Lane, Northwich",
        "Leftwich Community Primary School (formerly Tangent County Primary)",
        "Leftwich Community Primary - was Oldfield County Infant School",
        "Leftwich Community Primary School 31 Main Street Northwich",
        "Leftwich Community Primary School (QX2)",
        "Leftwich Community Primary, QX2 - Tangent Learning Trust",
        "Northwich - Leftwich Primary",
        "Leftwich Primary Metropolitan Borough of Halton Council",
        "Leftwich Jnr & Inf",
        "Primary School, Leftwich",
        "Y6 Teacher at Leftwich Community Primary School",
        "Maths lead Leftwich Primary",
        "Leftwich Community Primary School, deputy headteacher & maths lead",
    ],
)
def test_a_name_is_known_however_it_is_typed(text: str) -> None:
    assert named(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Saint Werburghs & St Columbas RC Primary",
        "St. Werburgh`s and St Columba’s Cath PS",
        "St Werburgh's and St Columba's RCVA Primary School",
    ],
)
def test_saints_apostrophes_and_faiths_are_written_in_many_ways(text: str) -> None:
    assert named(text) == 9


@pytest.mark.parametrize(
    "text", ["Willow Wood C of E High School", "Willow Wood Church of England HS", "Willow Wood CE High"]
)
def test_the_church_of_england_is_shortened_in_many_ways(text: str) -> None:
    assert named(text) == 7


@pytest.mark.parametrize(
    "text",
    [
        "Leftwich Primary School / Oldfield Primary School",
        "Leftwich Primary and Oldfield Primary",
        "Macclesfield Academy, Oldfield Primary School",
        "Winsford Primary School + Oldfield Primary School",
    ],
)
def test_two_schools_in_one_cell_are_held(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Weston", {21, 22}),
        ("Weston, Crewe", {21, 22}),
        ("Co-op Academy", {23, 24}),
        ("Little", {25, 26}),
        ("Archers", {27, 28}),
        ("Westn", {21, 22}),
        ("St Joseph's Catholic Primary School", {29, 30}),
    ],
)
def test_what_may_be_a_part_of_several_names_is_held_with_them(text: str, candidates: set[int]) -> None:
    held = PARTS.match(Clues(school=text), DAY_NOW)
    assert isinstance(held, NoMatch) and {each.urn for each in held.candidates} >= candidates


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("Weston Primary", 21),
        ("Weston Primary School", 21),
        ("Weston Village", 22),
        ("Co-op Academy Portland", 24),
        ("The Little Sutton", 26),
        ("St Joseph's Catholic Primary School, Birkenhead", 30),
        ("St Josephs RC Primary, Winsford", 29),
    ],
)
def test_what_is_more_than_a_part_is_found(text: str, urn: int) -> None:
    assert PARTS.match(Clues(school=text), DAY_NOW) == Match(urn, "name")


def test_a_part_of_one_name_alone_is_no_match_but_names_the_candidate() -> None:
    held = PARTS.match(Clues(school="Sutton"), DAY_NOW)
    assert isinstance(held, NoMatch) and [each.urn for each in held.candidates] == [26]


@pytest.mark.parametrize(
    "text",
    [
        "Prestbury CofE Primary School / Bishop Heber High",
        "Weston Village Primary + Bishop Heber High School",
        "Ash Grove Academy; Bishop Heber High School",
        "Bishop Heber High School and Weston Primary School",
    ],
)
def test_of_two_schools_in_one_cell_neither_is_taken(text: str) -> None:
    held = PARTS.match(Clues(school=text), DAY_NOW)
    assert isinstance(held, NoMatch), text


def test_why_two_schools_in_one_cell_are_held_is_said_with_both() -> None:
    held = PARTS.match(Clues(school="Prestbury CofE Primary School / Bishop Heber High"), DAY_NOW)
    assert isinstance(held, NoMatch) and held.reason == "More than one school is named"
    assert {each.urn for each in held.candidates} >= {31, 32}


def test_half_a_postcode_after_a_name_separates_a_visitor_from_ours() -> None:
    assert named("Oldfield Primary School QX9") == 8
    assert named("Oldfield Primary School ZZ52") is None


def test_infant_and_junior_are_meaningful_words() -> None:
    assert (named("Greasby Infants"), named("Greasby Jnr School")) == (2, 3)
    assert named("Greasby School") is None


def test_two_schools_of_one_name_are_distinguished_by_their_town_and_else_held() -> None:
    assert named("St Anne's Catholic Primary School") is None
    assert named("St Anne's Catholic Primary School, Nantwich") == 4
    assert named("St Annes RC Primary (Birkenhead)") == 5


def test_a_town_elsewhere_is_no_slip_of_the_pen_for_one_of_ours() -> None:
    """ "Preston" differs from "Prenton" by a letter, and schools elsewhere are named after it."""
    ours = hub_school(900301, "St Fermat's Catholic Primary School", town="Prenton")
    others = [
        elsewhere(900302, "Preston Moor School"),
        elsewhere(900303, "St Fermat's Catholic Primary School, Preston"),
    ]
    directory = Directory([ours, *others], [])
    found = [
        directory.match(Clues(school=f"St Fermat's Catholic Primary School, {town}"), DAY)
        for town in ("Prenton", "Prentton", "Preston")
    ]
    assert [each.urn if isinstance(each, Match) else None for each in found] == [900301, 900301, None]


def test_a_town_alone_is_no_name() -> None:
    assert named("Macclesfield") is None
    assert named("Macclesfield Academy") == 6


def test_a_school_elsewhere_that_is_called_so_more_nearly_is_meant() -> None:
    held = NAMES.match(Clues(school="Willow Wood Junior School"), DAY_NOW)
    assert isinstance(held, NoMatch) and "May be outside the hub's area: Willow Wood Junior School" in held.reason
    assert named("Handforth Range Primary School") is None
    assert named("Oldfield Primary School") == 8, "a tie goes to the hub"


def test_an_address_at_a_schools_own_website_is_evidence() -> None:
    assert NAMES.match(Clues(email_domain="leftwich.example.sch.uk"), DAY_NOW) == Match(1, "e-mail domain")
    assert NAMES.match(Clues(email_domain="staff.leftwich.example.sch.uk"), DAY_NOW) == Match(1, "e-mail domain")
    assert NAMES.match(Clues(school="LCPS", email_domain="leftwich.example.sch.uk"), DAY_NOW) == Match(
        1, "e-mail domain"
    )


def test_a_shared_domain_counts_only_with_the_name() -> None:
    assert isinstance(NAMES.match(Clues(email_domain="greasby.example.sch.uk"), DAY_NOW), NoMatch)
    found = NAMES.match(Clues(school="Greasby Juniors", email_domain="greasby.example.sch.uk"), DAY_NOW)
    assert found == Match(3, "e-mail domain and name")


def test_an_address_and_a_name_that_point_at_different_schools_are_held() -> None:
    held = NAMES.match(Clues(school="Oldfield Primary School", email_domain="leftwich.example.sch.uk"), DAY_NOW)
    assert isinstance(held, NoMatch) and "point at different schools" in held.reason


@pytest.mark.parametrize("school", ["Oldfield Primary School", "Oldfield Primary"])
def test_a_number_beside_the_name_of_another_school_is_held(school: str) -> None:
    (leftwich,) = [each for each in NAMES.establishments if each.urn == 1]
    assert "Leftwich" in leftwich.name
    held = NAMES.match(Clues(urn="1", school=school), DAY_NOW)
    assert isinstance(held, NoMatch) and held.reason == "URN and name point at different schools"
    # A name that says little, or is like that school's own, is no contradiction.
    for said in ("Leftwich", "Leftwich Academy", "Maths Hub", "Primary"):
        assert NAMES.match(Clues(urn="1", school=said), DAY_NOW) == Match(1, "URN")


def test_an_address_speaks_only_where_nothing_stronger_does() -> None:
    assert NAMES.match(Clues(urn="8", email_domain="leftwich.example.sch.uk"), DAY_NOW) == Match(8, "URN")


def test_a_urn_settles_a_name_that_fits_several() -> None:
    assert NAMES.match(Clues(urn="4", school="St Anne's Catholic Primary School"), DAY_NOW) == Match(4, "URN")


def test_an_address_of_a_school_elsewhere_says_so() -> None:
    held = NAMES.match(Clues(email_domain="range.example.sch.uk"), DAY_NOW)
    assert isinstance(held, NoMatch) and "Outside the hub's area" in held.reason


def test_anybodys_mailbox_is_no_evidence() -> None:
    assert isinstance(NAMES.match(Clues(email_domain="gmail.com"), DAY_NOW), NoMatch)


def test_a_postcode_bears_with_a_name_that_is_hard_to_read() -> None:
    assert named("Handfort Grnge Sch", postcode="qx11 1aa") == 10
    assert named("Grange", postcode="QX111AA") == 10


def test_a_postcode_and_a_number_in_the_name_are_seen() -> None:
    assert named("Handforth Grng, QX11 1AA") == 10
    assert NAMES.match(Clues(school="Handforth 876/0010"), DAY_NOW) == Match(10, "LA and establishment number")


def test_a_former_name_leads_to_the_school_of_today_and_a_closed_one_is_held() -> None:
    old = hub_school(101, "Sine Street Infant School", closed_on=dt.date(2020, 8, 31))
    new = hub_school(102, "Tangent Academy", opened_on=dt.date(2020, 9, 1))
    gone = hub_school(103, "Cosine Lane School", closed_on=dt.date(2020, 8, 31))
    directory = Directory([old, new, gone], [(101, 102)])
    assert directory.match(Clues(school="Sine Street Infants"), DAY_NOW) == Match(102, "name")
    assert directory.match(Clues(school="Sine Street Infants"), dt.date(2019, 10, 1)) == Match(101, "name")
    assert isinstance(directory.match(Clues(school="Cosine Lane School"), DAY_NOW), NoMatch)


def test_an_answer_is_remembered_by_all_that_a_row_says_of_its_school() -> None:
    said = Clues(school="The Big One", postcode="qx5 9zz")
    key = NAMES.alias_key(said)
    assert key == NAMES.alias_key(said._replace(school="  the BIG one", postcode="QX59ZZ", email_domain="gmail.com"))
    assert key != NAMES.alias_key(said._replace(urn="123456"))
    assert key != NAMES.alias_key(said._replace(email_domain="leftwich.example.sch.uk"))
    answered = Directory([*HUB, *OUTSIDE], [], {key: 8, NAMES.alias_key(Clues(school="Elsewhere")): None})
    assert answered.match(said, DAY_NOW) == Match(8, "alias")
    assert answered.match(Clues(school="Elsewhere"), DAY_NOW) == NotOurs()


def test_the_names_that_people_invent_are_hardly_ever_taken_for_another_schools() -> None:
    known = [
        KnownSchool(
            school.urn,
            school.name,
            school.la_code,
            school.la_name,
            school.town or "",
            school.postcode or "",
            school.website_domain,
            school.is_in_hub,
            school.urn,
        )
        for school in [*HUB, *OUTSIDE]
    ]
    wrong = [
        (row, found)
        for row in messy_rows(known, 1500, seed=4)
        if row.is_decided
        and isinstance(
            found := NAMES.match(
                Clues(school=row.school_text, postcode=row.postcode, email_domain=row.email_domain), DAY_NOW
            ),
            Match,
        )
        and found.urn != row.urn
    ]
    assert len(wrong) <= 1500 * 0.002, wrong[:5]

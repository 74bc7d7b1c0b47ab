"""Which school is meant by a name that leaves words out, by initials and nicknames, and by a mistyped postcode."""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reach.matching import Clues, Directory, Establishment, Match, NoMatch, name_key
from reach.matching.names import initials_of, postcode_meant, without_legal_tail

DAY = dt.date(2023, 11, 14)


def school(urn: int, name: str, town: str = "Sineford", **facts: Any) -> Establishment:
    usual = {
        "la_code": "876",
        "la_name": "Halton",
        "establishment_number": f"{urn:04}",
        "status": "Open",
        "opened_on": None,
        "closed_on": None,
        "postcode": f"QX{urn % 90 + 1} 1AA",
        "is_in_hub": True,
        "town": town,
    }
    return Establishment(urn, name, **(usual | facts))


def elsewhere(urn: int, name: str, **facts: Any) -> Establishment:
    return school(urn, name, "", **({"la_code": "999", "la_name": "Elsewhere", "is_in_hub": False} | facts))


HUB = [
    school(1, "The Heath School", phase="Secondary"),
    school(2, "Rode Heath Primary School", "Crewe", locality="Rode Heath"),
    school(3, "Upton Heath CofE Primary School", "Chester", locality="Upton Heath"),
    school(4, "Halton Lodge Primary School"),
    school(5, "Chesnut Lodge School"),
    school(6, "St Michael's Community Academy", "Cosineham", phase="Primary"),
    school(7, "St Michaels Catholic Primary School", "Tangentbury"),
    school(8, "Highfields Academy", "Cosineham", phase="Primary"),
    school(9, "Alsager Highfields Community Primary School", "Alsager"),
    school(10, "The Fallibroome Academy", phase="Secondary"),
    school(11, "Wirral Grammar School for Boys", "Bebington", phase="Secondary"),
    school(12, "Wirral Grammar School for Girls", "Bebington", phase="Secondary"),
    school(13, "Our Lady of Perpetual Succour Catholic Primary School", "Tangentbury"),
    school(14, "St Andrew's CofE Aided Primary School", "Bebington"),
    school(15, "Macclesfield College", "Macclesfield", phase="16 plus"),
    school(16, "Secant College - South & West", "Crewe", phase="16 plus"),
    school(17, "Frodsham Primary Academy", "Frodsham"),
    school(18, "Frodsham CofE Primary School", "Frodsham"),
    school(19, "Calday Grange Grammar School", "West Kirby", phase="Secondary"),
    school(20, "St Werburgh's Catholic Primary School", "Birkenhead"),
    school(21, "St Werburgh's and St Columba's Catholic Primary School", "Chester"),
    school(22, "Blacon High School, A Specialist Sports College", "Chester", phase="Secondary"),
    school(23, "Beechwood Primary School", "Runcorn"),
    school(24, "Beechwood Primary School and Nursery", "Crewe"),
    school(25, "Shavington Academy", "Shavington", phase="Secondary"),
    school(26, "Shavington Primary School", "Shavington"),
    school(27, "Huntington Community Primary School", "Huntington"),
    school(28, "Hartford Primary School", "Northwich"),
    school(29, "Great Meols Primary School", "Meols"),
    school(30, "St Nicholas Catholic High School", "Hartford", phase="Secondary"),
    school(31, "Hoylake Holy Trinity CofE Primary School", "Hoylake"),
    school(32, "Bickerton Holy Trinity CofE Primary School", "Bickerton"),
    school(33, "The Catholic High School, Chester", "Chester", phase="Secondary"),
    school(34, "Overleigh St Mary's CofE Primary School", "Handbridge"),
    school(35, "St Mary's Church of England Primary School", "Runcorn"),
    school(36, "Sandbach High School and Sixth Form College", "Sandbach", phase="Secondary"),
    school(37, "Sandbach School", "Sandbach", phase="Secondary"),
    school(39, "Oxton St Saviour's CofE Aided Primary School", "Prenton"),
    school(40, "St Saviour's Catholic Primary School", "Ellesmere Port"),
    school(41, "Oxton Lane School", "Prenton", locality="Oxton"),
]
OUTSIDE = [
    elsewhere(51, "St Andrew's CofE Primary School"),
    elsewhere(52, "Beechwood School"),
    elsewhere(53, "St Michael's School"),
]
NICKNAMES = {"Macc": "Macclesfield", "S&W": "South & West", "Secant College": "Secant College - South & West"}
DIRECTORY = Directory([*HUB, *OUTSIDE], [], nicknames=NICKNAMES)


def found(text: str, postcode: str = "", day: dt.date = DAY, directory: Directory = DIRECTORY) -> int | None:
    match = directory.match(Clues(school=text, postcode=postcode), day)
    return match.urn if isinstance(match, Match) else None


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("The Heath", 1),
        ("Upton Heath", 3),
        ("Halton Lodge", 4),
        ("Wirral Grammar Girls", 12),
        ("Frodsham Primary", 17),
        ("Shavinton Academy", 25),
        ("Sandbach High", 36),
        ("Sandbach School", 37),
    ],
)
def test_a_name_without_common_words_outranks_names_that_contain_it_or_are_like_it(text: str, urn: int) -> None:
    assert found(text) == urn


@pytest.mark.parametrize(
    "text", ["St Michael's", "Highfields", "Wirral Grammar", "Frodsham", "Beechwood Primary", "Holy Trinity"]
)
def test_words_left_out_do_not_decide_between_two_schools(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("St Michael's Cosineham", 6),
        ("St Michaels, Tangentbury", 7),
        ("Tangentbury St Michael's", 7),
        ("Holy Trinity Hoylake", 31),
        ("Bickerton Holy Trinity", 32),
        ("St Werburgh's Chester", 21),
        ("St Werburgh's Birkenhead", 20),
        ("Catholic High Chester", 33),
        ("Beechwood Crewe", 24),
        ("St Saviours Oxton", 39),
    ],
)
def test_a_town_before_or_behind_a_name_decides(text: str, urn: int) -> None:
    assert found(text) == urn


@pytest.mark.parametrize("text", ["The Fallibroome Trust", "Fallibroome Multi Academy Trust", "Highfields Federation"])
def test_a_trust_is_not_the_school_that_it_is_called_after(text: str) -> None:
    assert found(text) is None
    assert found("Fallibroome") == 10


@pytest.mark.parametrize(
    ("text", "urn"),
    [("WGSB", 11), ("wgsg", 12), ("W.G.S.B.", 11), ("OLPS Tangentbury", 13), ("OLPS", None), ("SMCPS", None)],
)
def test_initials_of_all_words_name_a_school_and_those_of_some_do_with_its_town(text: str, urn: int | None) -> None:
    assert found(text) == urn


def test_initials_that_two_schools_have_are_held() -> None:
    twice = Directory([*HUB, school(99, "Weston Grange School for Boys")], [])
    assert found("WGSB", directory=twice) is None


def test_initials_are_of_the_words_with_and_without_the_small_ones() -> None:
    assert {"wgsb", "wgsfb"} <= {
        letters for letters, is_of_all in initials_of("Wirral Grammar School for Boys").items()
    }
    assert initials_of("Park Primary School")["pps"] is False, "three letters are many schools'"


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("Macc College", 15),
        ("MACC COLLEGE", 15),
        ("Secant College S & W", 16),
        ("Secant College South and West", 16),
        ("secant college", 16),
        ("Maccabee College", None),
    ],
)
def test_nicknames_are_written_out_where_they_stand_as_words(text: str, urn: int | None) -> None:
    assert found(text) == urn


@pytest.mark.parametrize(("text", "urn"), [("Gt Meols Primary", 29), ("St Nicks Catholic High", 30)])
def test_words_that_are_shortened_everywhere_need_no_nickname(text: str, urn: int) -> None:
    assert found(text) == urn


def test_the_beginning_of_one_name_in_england_is_enough_and_of_two_is_not() -> None:
    assert found("Calday") == 19
    assert found("Blacon High") == 22
    assert found("Calday Grange") == 19
    assert found("Sandbach") is None, "a town alone is no name"
    assert found("Calday", directory=Directory([*HUB, elsewhere(99, "Calday Park School")], [])) is None
    assert found("Calday", directory=Directory([*HUB, school(99, "Cosine School", "Calday")], [])) is None


def test_words_left_out_weigh_against_a_match_where_a_school_elsewhere_is_called_so() -> None:
    held = DIRECTORY.match(Clues(school="St Andrew's CofE Primary School"), DAY)
    assert isinstance(held, NoMatch) and "St Andrew's CofE Primary School (Elsewhere)" in held.reason
    assert found("St Andrew's CE Primary") is None
    assert found("St Andrew's CofE Aided Primary School") == found("St Andrew's CEVA Primary School") == 14
    assert found("St Andrew's CE Primary, Bebington") == 14
    assert found("St Andrew's CofE Primary School", directory=Directory(HUB, [])) == 14


def test_a_school_in_wales_is_nobody_elses_namesake() -> None:
    welsh = elsewhere(99, "St Andrew's CofE Primary School", la_code="665", la_name="Wrexham")
    assert found("St Andrew's CofE Primary School", directory=Directory([*HUB, welsh], [])) == 14


def test_a_closed_school_elsewhere_with_the_very_name_outranks_a_name_that_is_only_like_it() -> None:
    closed = elsewhere(99, "Hertford Primary School", closed_on=dt.date(2015, 8, 31), status="Closed")
    assert found("Hertford Primary School", directory=Directory(HUB, [])) == 28
    assert found("Hertford Primary School", directory=Directory([*HUB, closed], [])) is None


def test_a_town_that_nobody_here_knows_is_not_taken_for_one_like_it() -> None:
    assert found("Hartford Primary") == 28
    assert found("Hartford Primary, Huntingdon") is None


def test_people_of_a_saint_with_a_village_in_front_write_the_saint_alone() -> None:
    assert found("St Mary's CofE Primary School") is None
    assert found("St Mary's CofE Primary School, Runcorn") == 35
    assert found("Overleigh St Mary's CE Primary") == 34


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CW1O 9DH", "CW109DH"),
        ("CWI 9DH", "CW19DH"),
        ("CH4l ODQ", "CH410DQ"),
        ("0X1 2AB", "OX12AB"),
        ("SK11 8JR", "SK118JR"),
        ("L24 4AN", "L244AN"),
        ("EC1A 1BB", "EC1A1BB"),
        ("CW10", "CW10"),
        ("nonsense", "NONSENSE"),
    ],
)
def test_letters_and_digits_of_a_postcode_that_are_typed_for_one_another(typed: str, meant: str) -> None:
    assert postcode_meant(typed) == meant


def test_a_postcode_with_o_and_i_finds_the_school() -> None:
    assert found("St Michael's", "QX8 1AA") == 7
    assert found("St Michael's", "QX8 IAA") == 7
    assert found("Beechwood", "QX24 lAA") == 23
    assert found("Holy Trinity, QX32 1AA") == 31
    directory = Directory([school(1, "Sine School", postcode="QX10 1AA"), school(2, "Sine Park School")], [])
    assert found("Sine", "QX1O 1AA", directory=directory) == found("Sine QX1O IAA", directory=directory) == 1


INFANTS = school(61, "Overchurch Infant School", postcode="CH49 4NS", phase="Primary")
JUNIORS = school(62, "Overchurch Junior School", postcode="CH49 4NS", phase="Primary", closed_on=dt.date(2023, 11, 30))
PROPOSED = school(63, "Overchurch Junior School", postcode="CH49 4NS", phase="Primary", status="Proposed to open")


@pytest.mark.parametrize("postcode", ["", "CH49 4NS"])
@pytest.mark.parametrize("rows", list(itertools.permutations([INFANTS, JUNIORS, PROPOSED])))
def test_a_junior_school_between_two_urns_is_not_the_infant_school(postcode: str, rows: Sequence[Any]) -> None:
    directory = Directory(rows, [(62, 63)])
    for day in (dt.date(2023, 11, 14), dt.date(2023, 12, 15)):
        assert found("Overchurch Junior School", postcode, day, directory) == 62
        assert found("Overchurch Infants", postcode, day, directory) == 61
    assert found("Overchurch", postcode, dt.date(2023, 12, 15), directory) is None


def test_a_postcode_does_not_make_an_infant_school_of_a_junior_school() -> None:
    assert found("Overchurch Junior School", "CH49 4NS", directory=Directory([INFANTS], [])) is None
    gone = JUNIORS._replace(closed_on=dt.date(2015, 8, 31))
    assert found("Overchurch Juniors", "CH49 4NS", directory=Directory([INFANTS, gone], [])) is None


def test_what_a_registered_name_ends_with_by_law_is_taken_off() -> None:
    assert without_legal_tail("St Alban's Catholic Primary School, A Voluntary Academy") == (
        "St Alban's Catholic Primary School"
    )
    assert without_legal_tail("Bebington High Sports College") == "Bebington High"
    assert without_legal_tail("Weatherhead High School Media Arts College") == "Weatherhead High School"
    assert without_legal_tail("Sandbach High School and Sixth Form College") == "Sandbach High School"
    for name in ("Birkenhead Sixth Form College", "High Peak College", "West Kirby School and College"):
        assert without_legal_tail(name) == name


def test_a_hundred_percent_alike_is_the_very_name_and_nothing_else() -> None:
    held = DIRECTORY.match(Clues(school="St Michael's"), DAY)
    assert isinstance(held, NoMatch) and {each.urn for each in held.candidates} >= {6, 7}
    assert all("100" not in each.why for each in held.candidates)
    twins = Directory([school(1, "Sine Park School"), school(2, "Sine Park School")], [])
    held = twins.match(Clues(school="SINE PARK school"), DAY)
    assert isinstance(held, NoMatch) and [each.why for each in held.candidates] == ["name is 100% alike"] * 2


WORDS = ["Sine", "Cosine", "Park", "Heath", "St Mary's", "CofE", "Catholic", "Primary", "Infant", "School", "Academy"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True).map(" ".join)
FEW = st.lists(NAMES, min_size=1, max_size=5)
TOWNS = ("Crewe", "Runcorn")


def _hub(names: Sequence[str]) -> list[Establishment]:
    return [school(urn, name, TOWNS[urn % 2]) for urn, name in enumerate(names, 1)]


@settings(max_examples=60, deadline=None)
@given(FEW, FEW, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(ours: list[str], others: list[str], text: str, chance: Any) -> None:
    rows = _hub(ours) + [elsewhere(urn, name) for urn, name in enumerate(others, 100)]
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert Directory(rows, []).match(Clues(school=text), DAY) == Directory(shuffled, []).match(Clues(school=text), DAY)


@settings(max_examples=80, deadline=None)
@given(FEW, NAMES)
def test_a_school_elsewhere_with_the_written_name_never_makes_a_match_more_certain(ours: list[str], text: str) -> None:
    without = found(text, directory=Directory(_hub(ours), []))
    with_it = found(text, directory=Directory([*_hub(ours), elsewhere(100, text)], []))
    assert with_it in (None, without)
    if with_it is not None and " " in text and name_key(text) != name_key(ours[with_it - 1]):
        plain = {"school", "academy"}
        left_out = {*name_key(ours[with_it - 1]).split()} ^ {*name_key(text).split()}
        assert left_out <= plain or "primary" not in name_key(text), "words left out weigh against it"


@settings(max_examples=60, deadline=None)
@given(FEW, NAMES)
def test_letter_case_accents_apostrophes_and_full_stops_do_not_matter(ours: list[str], text: str) -> None:
    directory = Directory(_hub(ours), [])
    expected = found(text, directory=directory)
    for other in (
        text.upper(),
        text.lower(),
        text.replace("'", "’"),
        text.replace("'", ""),
        text.replace("St ", "St. "),
        text.replace("e", "é"),
        f"  {text}. ",
    ):
        assert found(other, directory=directory) == expected, other


@settings(max_examples=60, deadline=None)
@given(FEW, NAMES)
def test_only_equal_names_are_a_hundred_percent_alike(ours: list[str], text: str) -> None:
    held = Directory(_hub(ours), []).match(Clues(school=text), DAY)
    for each in held.candidates if isinstance(held, NoMatch) else ():
        assert ("100%" in each.why) == (name_key(each.name) == name_key(text) and "name is" in each.why)


@pytest.mark.parametrize(
    "text", ["Leftfold Nursery", "Leftfold Nursery School", "Leftfold Pre-school", "Cosine Park Nursery"]
)
def test_a_nursery_that_is_called_after_its_village_is_not_the_school_there(text: str) -> None:
    schools = [
        school(1, "Leftfold Primary School", phase="Primary"),
        school(2, "Cosine Park School", phase="Not applicable"),
        school(3, "Sine Hill Primary School and Nursery", phase="Primary"),
    ]
    directory = Directory(schools, [], {})
    assert found(text, directory=directory) is None
    assert found("Sine Hill Nursery", directory=directory) == 3
    assert found("Leftfold Nursery and Primary School", directory=directory) == 1


def test_a_sixth_form_may_be_of_either_school_of_a_town() -> None:
    schools = [
        school(1, "Leftfold School", "Leftfold", phase="Secondary"),
        school(2, "Leftfold High School and Sixth Form College", "Leftfold", phase="Secondary"),
    ]
    directory = Directory(schools, [], {})
    assert found("Leftfold School Sixth Form", directory=directory) is None
    assert found("Leftfold High School", directory=directory) == 2


def test_a_nursery_with_its_federation_in_front_is_known_by_its_own_name() -> None:
    schools = [
        school(1, "Tangent Foundations Federated Nursery Schools - Leftfold Nursery School", phase="Nursery"),
        school(2, "Tangent Foundations Federated Nursery Schools - Sine Road Nursery School", phase="Nursery"),
        school(3, "Leftfold Primary School", phase="Primary"),
    ]
    directory = Directory(schools, [], {})
    assert [found(f"{name} Nursery School", directory=directory) for name in ("Leftfold", "Sine Road")] == [1, 2]
    assert found("Leftfold Nursery", directory=directory) == 1
    assert found("Leftfold Primary", directory=directory) == 3
    assert found("Leftfold", directory=directory) is None

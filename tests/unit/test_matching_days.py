"""What is found for a school on one day holds for the days around it, up to the day on which something changes."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from reach.matching import Clues, Directory, Establishment

FIRST = dt.date(2020, 1, 1)
DAYS = st.integers(0, 1500).map(lambda days: FIRST + dt.timedelta(days=days))
MAYBE_DAYS = st.none() | DAYS
NAMES = ("Sine Park Infant School", "Sine Park Junior School", "Cosine Heath Academy", "St Mary's Primary School")
POSTCODES = ("QX1 1AA", "QX2 2BB")


@st.composite
def establishments(draw: st.DrawFn) -> list[Establishment]:
    count = draw(st.integers(1, 6))
    return [
        Establishment(
            urn=urn,
            name=draw(st.sampled_from(NAMES)),
            la_code="876",
            la_name="Halton",
            establishment_number=draw(st.sampled_from(["2001", "2002"])),
            status=draw(st.sampled_from(["Open", "Closed", "Proposed to open"])),
            opened_on=draw(MAYBE_DAYS),
            closed_on=draw(MAYBE_DAYS),
            postcode=draw(st.sampled_from(POSTCODES)),
            is_in_hub=draw(st.booleans()),
            website_domain=draw(st.sampled_from(["sinepark.example", None])),
            town="Runcorn",
        )
        for urn in range(1, count + 1)
    ]


CLUES = st.builds(
    Clues,
    urn=st.sampled_from(["", "1", "2"]),
    la_code=st.just("876"),
    establishment_number=st.sampled_from(["", "2001"]),
    school=st.sampled_from(["", "Sine Park", "Sine Park Infants", "Cosine Heath", "St Marys"]),
    postcode=st.sampled_from(["", *POSTCODES]),
    email_domain=st.sampled_from(["", "sinepark.example"]),
)
CONVERSIONS = st.lists(st.tuples(st.integers(1, 3), st.integers(4, 6)), max_size=3)


@settings(max_examples=150, deadline=None)
@given(establishments(), CONVERSIONS, CLUES, st.lists(DAYS, min_size=2, max_size=8))
def test_an_answer_that_is_remembered_is_that_of_the_day(
    schools: list[Establishment], conversions: list[tuple[int, int]], clues: Clues, days: list[dt.date]
) -> None:
    known = {school.urn for school in schools}
    conversions = [(old, new) for old, new in conversions if {old, new} <= known]
    remembering = Directory(schools, conversions)
    for day in days:
        found, first, last = remembering.match_around(clues, day)
        assert first <= day <= last
        # Asked anew on the day, and on the days at which the answer is said to begin and to end.
        for each in {day, max(first, FIRST - dt.timedelta(days=9)), min(last, FIRST + dt.timedelta(days=4000))}:
            assert Directory(schools, conversions).match(clues, each) == found, (each, first, last)
        assert remembering.match(clues, day) == found


def test_an_answer_ends_on_the_day_before_a_school_converts() -> None:
    old = Establishment(1, "Sine Park", "876", "Halton", "2001", "Closed", None, dt.date(2022, 3, 31), "QX1 1AA", True)
    new = old._replace(urn=2, status="Open", opened_on=dt.date(2022, 4, 1), closed_on=None)
    directory = Directory([old, new], [(1, 2)])
    by_number = Clues(la_code="876", establishment_number="2001")
    before, _, last = directory.match_around(by_number, dt.date(2021, 10, 1))
    after, first, _ = directory.match_around(by_number, dt.date(2023, 10, 1))
    assert (before.urn, last) == (1, dt.date(2022, 3, 31))  # type: ignore[union-attr]
    assert (after.urn, first) == (2, dt.date(2022, 4, 1))  # type: ignore[union-attr]

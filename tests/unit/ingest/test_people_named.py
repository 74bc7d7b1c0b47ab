"""Names of a file's own people, however they are written, leave every text of it that is kept."""

import pytest

from reach.ingest.people import PeopleNamed

KNOWN = {"school", "primary", "group", "workshop", "teacher", "weston", "programme"}


@pytest.fixture
def people() -> PeopleNamed:
    people = PeopleNamed()
    people.add("MARY-JANE", "Quoxley-Smythe")
    people.add("Zebedee", "Quxworth")
    people.add("Bea Ottercanary")
    people.add("Mo", "Fnordley")
    people.add("Di", "Weston")
    return people


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Quoxley Smythe Mary Jane", ""),
        ("Mary Jane Quoxley‐Smythe, teacher", "teacher"),
        ("M Quoxley-Smythe", ""),
        ("ZebedeeQuxworth", ""),
        ("QuxworthZebedee, teacher", "teacher"),
        ("MFnordley", ""),
        ("Fnordley-Quxworth", ""),
        ("Quxworth programme", "programme"),
        ("Weston Primary School", "Weston Primary School"),
        ("Di Weston", ""),
    ],
)
def test_it_leaves_a_text_about_schools(people: PeopleNamed, text: str, left: str) -> None:
    assert people.taken_out_of(text, KNOWN) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bea-Ottercanary workshop", "workshop"),
        ("BeaOttercanary workshop", "workshop"),
        ("Workshop with Mary Jane Quoxley Smythe", "Workshop with"),
        ("Weston workshop", "Weston workshop"),
    ],
)
def test_a_whole_name_leaves_any_text(people: PeopleNamed, text: str, left: str) -> None:
    assert people.taken_out_of(text) == left

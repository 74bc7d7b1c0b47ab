"""Addresses, telephone numbers and unseen signs leave a text; what only looks like them stays."""

import sys
import time
import unicodedata

import pytest

from reach.ingest.cells import text_of
from reach.ingest.contact_details import (
    address_in,
    domain_of,
    has_contact_details,
    without_contact_details,
    without_unseen,
)

TURNS_THE_DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Teacher, jo@school.example", "Teacher,"),
        ("jo @ gmail.com", ""),
        ("jo (at) gmail.com", ""),
        ("jo [at] school [dot] example", ""),
        ("jo at gmail dot com", ""),
        ("ask jo@gmail", "ask"),
        ("mailto:jo@gmail.com?subject=Jo Smith", ""),
        ('"jo smith"@school.example', ""),
        ("Jo <jo@school.example>", "Jo"),
        ("ring 07700 900090 first", "ring first"),
        ("ring +44 (0)7700 900 090", "ring"),
        ("(01270) 12 34 56", ""),
        ("0044 7700 900090", ""),
        ("7700900090", ""),
        ("０７７００９００１１９", ""),
        ("0 7 7 0 0 9 0 0 1 1 7", ""),
        ("Tel 0 7700 900143", "Tel"),
        ("tel 07700–900–145", "tel"),
        ("0 7700\u2011900\u2011148", ""),
        ("Workshop 07700, 900, 149", "Workshop"),
        ("Workshop jo＠school.example", "Workshop"),
        ("jo AT school DOT com", ""),
        ("jo at school dot sch dot uk", ""),
        ("Nowhere\u200b Sch\u00adool\u202e", "Nowhere School"),
    ],
)
def test_it_is_taken_out(text: str, left: str) -> None:
    assert without_contact_details(text) == left
    assert has_contact_details(text) == (left != "Nowhere School")


@pytest.mark.parametrize(
    "text",
    [
        "Maths @ Halton Lodge",
        "Maths @ Crewe. Session 2",
        "Meet at 10.30",
        "Years 5-8 Continuity 2022/23",
        "register 01-09-2023 10-30",
        "register 01-09-23 10-30",
        "2023-11-14 10.30",
        "edubasealldata20231116.csv",
        "876/2001",
        "Cohort 1 2 3 4 5 6 7 8 9 10",
        "Sessions 05/11, 12/11, 19/11",
        "Meet at Dot Cottage",
        "Maths at Kingsway",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert without_contact_details(text) == text
    assert not has_contact_details(text)


@pytest.mark.parametrize(
    ("cell", "domain"),
    [
        ("jo@school.example", "school.example"),
        ("JO@School.Example.", "school.example"),
        ("jo@gmail.com (Jo Smith)", "gmail.com"),
        ("Jo Smith <jo@gmail.com>", "gmail.com"),
        ("jo@gmail.com / 07700 900090", "gmail.com"),
        ("mailto:jo@gmail.com?subject=Jo Smith", "gmail.com"),
        ("jo @ gmail.com", "gmail.com"),
        ("jo@Jo Smith", ""),
        ("jo@07700 900090", ""),
        ("jo@school_of.example", ""),
        ("jo@localhost", ""),
        ("jo@-school.example", ""),
        ("jo@gmail.com, sam@school.example", ""),
        (f"jo@{'a' * 64}.example", ""),
        ("jo", ""),
        ("", ""),
    ],
)
def test_only_a_valid_domain_is_a_domain(cell: str, domain: str) -> None:
    assert domain_of(cell) == domain


def test_the_address_of_a_cell_is_the_same_however_it_is_dressed() -> None:
    cells = (
        "jo@gmail.com",
        "Jo <JO@gmail.com>",
        "jo @ gmail.com",
        "jo (at) gmail.com",
        "mailto:jo@gmail.com?subject=x",
    )
    assert {address_in(cell) for cell in cells} == {"jo@gmail.com"}
    assert address_in("jo@gmail.com, sam@gmail.com") == ""


def test_no_sign_that_nobody_sees_is_left_in_a_cell() -> None:
    left = [
        hex(number)
        for number in range(sys.maxunicode + 1)
        if (sign := without_unseen(chr(number)))
        and (unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in TURNS_THE_DIRECTION)
        and not sign.isspace()
    ]
    assert left == []
    assert text_of("Sm\u200bith\x07 \u202eevil\x85 \ufeffend") == "Smith evil end"
    assert text_of("St Anne’s – Fulshaw, 日本") == "St Anne’s – Fulshaw, 日本"


@pytest.mark.parametrize("piece", ["a", "a@", "a ", "at ", "0 ", '"', "(at)", "a.a", "00", "+"])
def test_a_long_text_takes_no_longer_than_it_must(piece: str) -> None:
    text = (piece * 32_767)[:32_767] + "@" + (piece * 1000)[:1000]
    began = time.process_time()
    without_contact_details(text)
    address_in(text)
    assert time.process_time() - began < 3

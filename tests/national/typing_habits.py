"""Schools as people write them, and whether what they wrote tells the school from every other one."""

import collections
import datetime as dt
import functools
import random
import re

from tests.national.establishments import Establishment, make_register

_COMMON = {
    *(
        "the",
        "school",
        "academy",
        "college",
        "community",
        "cofe",
        "c",
        "e",
        "church",
        "of",
        "england",
        "catholic",
        "rc",
    ),
    *("voluntary", "a", "va", "and"),
}


def as_registered(school: Establishment, chance: random.Random) -> str:
    """Give a school's name as it stands in the register, but for an apostrophe that the keyboard made straight."""
    return school.name.replace("’", "'") if chance.random() < 0.5 else school.name


def as_typed(school: Establishment, chance: random.Random) -> tuple[str, bool]:
    """Give a school's name as people type it who are in a hurry, and whether every word is still to be read."""
    text, is_legible = school.name, True
    if chance.random() < 0.4:
        text = re.sub(r" School$", "", text)
    if chance.random() < 0.5:
        text = re.sub(r"[’']", chance.choice(("", "'", "’", "`")), text)
    if chance.random() < 0.5:
        text = re.sub(r"CofE|Church of England", chance.choice(("C of E", "CE", "Church of England", "CofE")), text)
    if chance.random() < 0.3:
        text = re.sub(r"^St ", chance.choice(("St. ", "Saint ", "ST ")), text)
    if chance.random() < 0.15:
        at = chance.randrange(3, len(text) - 2)
        text, is_legible = text[:at] + text[at + 1] + text[at] + text[at + 2 :], False
    if school.town and chance.random() < 0.25:
        text += f", {school.town}"
    text = chance.choice((text, text, text.lower(), text.upper(), f" {text} ", text.replace(" ", "  ", 1)))
    return text, is_legible


def is_only_one_so_called(school: Establishment) -> bool:
    """Whether no other school of the hub is called so once town, faith and what everybody leaves out are left out."""
    words = _own_words(school)
    return bool(words) and _schools_by_own_words()[words] == {school.school}


def row_on(school: int, day: dt.date) -> Establishment | None:
    """Give the one row of a school that was open on a day, None where there was none or more than one."""
    found = [each for each in make_register().by_school[school] if each.is_open(day)]
    return found[0] if len(found) == 1 else None


@functools.cache
def _schools_by_own_words() -> dict[str, set[int]]:
    # Names of closed schools count as well: people go on writing them.
    found: dict[str, set[int]] = collections.defaultdict(set)
    for each in make_register().of_hub:
        found[_own_words(each)].add(each.school)
    return found


def _own_words(school: Establishment) -> str:
    words = re.findall(r"\w+", re.sub(r"[’']s?\b", "", school.name.casefold()))
    own = set(words) - _COMMON
    return " ".join(sorted(own - {school.town.casefold()} or own))

"""Which e-mail addresses are of one person: several people of a school give its office's, or that of who booked."""

import re
from collections.abc import Iterable

from reach.ingest.cells import text_of
from reach.ingest.people import normalised
from reach.ingest.rows import Rows
from reach.matching import plain_words

_OF_A_SCHOOL = re.compile(
    r"(?:.*[._-])?(?:(?:the)?(?:school|main|head)?(?:office|admin(?:istrator|istration)?)|info|enquir(?:y|ies)"
    r"|reception|secretary|bursar|contact|post|mail)\d*(?:[._-].*)?|.*office",
    re.ASCII,
)
"""What stands before the @ of an address that a school shares."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir"})
_OF_NOBODY = re.compile(
    r"tb[cad]|to (?:be (?:confirmed|advised)|follow)|n ?a|none|nil|no name|name tbc|(?:un|not )known|not given"
    r"|anonymous|(?:another )?(?:colleague|teacher|staff)|staff member|member of staff|delegate|attendee"
    r"|participant|guest|plus(?: one)?|extra|spare|place|vacancy|vacant"
)
"""What is written where a name belongs, of people whose names are not known."""


def names_nobody(name: str) -> bool:
    """Whether a text in the place of a name is none: “TBC”, “n/a”, “-”, “+1”, “Colleague 2”."""
    has_letters = any(map(str.isalpha, name))
    return bool(name.strip()) and not (has_letters and not _OF_NOBODY.fullmatch(plain_words(re.sub(r"\d", " ", name))))


def with_own_addresses(rows: Rows) -> Rows:
    """Give rows in which an address that does not say who somebody is stands as that of somebody else.

    People who share one are distinguished by their names, as people without an address are. One that a school shares is
    nobody's; of any other the first name that stands beside it keeps it. Its domain still says which school is meant.
    """
    if not rows.has("email"):
        return rows
    names = ("email", "first_name", "last_name", "is_school_guessed")
    cells = [rows.column(name) for name in names]
    is_own = _are_own(zip(*cells, strict=True))
    if all(is_own.values()):
        return rows
    own = [is_own[key] for key in zip(*cells, strict=True)]
    of_others = rows.column("email_of_somebody_else")
    return rows.with_columns(
        {
            "email": [email if each else None for email, each in zip(cells[0], own, strict=True)],
            "email_of_somebody_else": [
                other if each else email for email, other, each in zip(cells[0], of_others, own, strict=True)
            ],
        }
    )


def _are_own(people: Iterable[tuple[object, ...]]) -> dict[tuple[object, ...], bool]:
    """Tell of each address with the names beside it whether it is that person's own."""
    found: dict[tuple[object, ...], bool] = {}
    owners: dict[str, set[str]] = {}
    for key in people:
        if key in found:
            continue
        email, first_name, last_name, is_school_guessed = key
        address = normalised(text_of(email))
        words = _words_of(f"{text_of(first_name)} {text_of(last_name)}")
        if not words or "@" not in address:
            found[key] = True
        elif _OF_A_SCHOOL.fullmatch(address.partition("@")[0]):
            found[key] = False
        elif is_school_guessed:
            # A name as shown in a meeting may be a school's or a device's.
            found[key] = True
        else:
            found[key] = bool(owners.setdefault(address, words) & words)
    return found


def _words_of(name: str) -> set[str]:
    return set() if names_nobody(name) else set((plain_words(name) or normalised(name)).split()) - _TITLES

"""What a table was taken to say: its meanings, each with what else it may be, and what a person should know of it."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from reach import formats

NO_COLUMN = "none"
"""The answer on the command line that a column is not in the table."""
TAKE_IT = "take it"
"""The answer that one of the DfE's files is taken as it is."""


ORGANISERS = ("organiser", "host", "panelist")
"""Those of a meeting who are no attendees, unless somebody says so."""
_WHICH_ROWS = {"registration not accepted": "whose registration was not accepted"}


def left_out_in_words(left_out: Mapping[str, int]) -> str:
    """Say how many rows are no attendees, by what they are: "2 hosts and 1 panelist"; "" where there are none."""
    return formats.listed(
        [
            formats.count_of(count, what)
            if what in ORGANISERS
            else f"{formats.count_of(count, 'row')} {_WHICH_ROWS.get(what, what)}"
            for what, count in left_out.items()
        ]
    )


@dataclasses.dataclass(frozen=True)
class Meaning:
    """One thing that a table was taken to say.

    about is what kind of meaning it is: a detail of Details, "date order", "heading line", "column", "value" or
    "register". column and text say which column or text of the table it is about. taken_for is what it was taken for,
    in words; value the same as an answer, "" while nothing is. options are the answers there are, with their labels;
    none where any text will do. answer_with is the command line's option.
    """

    about: str
    label: str
    taken_for: str
    value: str
    is_open: bool
    column: str = ""
    text: str = dataclasses.field(default="", repr=False)
    why: str = ""
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    answer_with: str = ""

    @property
    def can_be_held(self) -> bool:
        """Whether rows can wait for the answer while others are loaded. A guess that all rows share stands for all."""
        return self.about != "date order" and not (self.about == "column" and self.value)

    def as_json(self) -> dict[str, Any]:
        """Give the meaning as the command line's exact output has it."""
        return {
            "about": self.about,
            "label": self.label,
            "example": self.text,
            "taken_for": self.taken_for,
            "why": self.why,
            "open": self.is_open,
            "may_be": self._may_be(),
            "answer_with": self.answer_with,
        }

    def _may_be(self) -> list[str]:
        """Give the answers as the command line takes them: a column by its heading."""
        if self.about != "column":
            return list(self.options)
        return [*dict.fromkeys(heading for place, heading in self.options.items() if place), NO_COLUMN]


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a table says: its meanings, sentences that a person should see, and headings of columns not used.

    left_out counts the rows that are no attendees, by what they are. has_stays: how long somebody stayed decides
    whether they attended.
    """

    meanings: Sequence[Meaning] = ()
    remarks: Sequence[str] = ()
    unused: Sequence[str] = ()
    left_out: Mapping[str, int] = dataclasses.field(default_factory=dict)
    has_stays: bool = False

    @property
    def open(self) -> list[Meaning]:
        """The meanings that have to be answered first."""
        return [meaning for meaning in self.meanings if meaning.is_open]

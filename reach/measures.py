"""The measures that pages compare, each with its words: menus, tiles, charts and sentences read them from here.

measures.csv beside this module has a line a measure. One that is a column of a query has that column's heading.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reach import columns
from reach.columns import Of, Public

_FILE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True)
class Measure:
    """A measure's words.

    one and several are what it counts, done what became of them: "school", "schools", "reached". share_of is what a
    share is of, blank for a number. in_sentence is what it is called within a sentence, meaning what it is. of says of
    whom it tells, public how the public sees it.
    """

    label: str
    one: str
    several: str
    done: str
    share_of: str
    in_sentence: str
    meaning: str
    of: Of
    public: Public

    @property
    def is_share(self) -> bool:
        """Whether it is between 0 and 1."""
        return bool(self.share_of)

    @property
    def unit(self) -> tuple[str, str]:
        """What one and several are, with what became of them: "school reached", "schools reached"."""
        return f"{self.one} {self.done}".strip(), f"{self.several} {self.done}".strip()


def _read() -> dict[str, Measure]:
    found = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row.pop("measure")
            label = row.pop("label") or columns.label(name)
            in_sentence = row.pop("in_sentence") or label.lower()
            of, public = Of(row.pop("of")), Public(row.pop("public"))
            found[name] = Measure(label=label, in_sentence=in_sentence, of=of, public=public, **row)
    return found


MEASURES: Mapping[str, Measure] = MappingProxyType(_read())
"""Every measure, by name."""
OF_PERIODS = ("reach", "reached", "teachers", "sessions_held", "hours", "pupils_reached", "attendance_rate")
"""The measures by which two periods are compared."""
OF_STRANDS = ("reached", "activities", "sessions_held", "people", "pupils")
"""The measures by which strands are compared."""
OF_PARTNERS = ("activities", "reached", "people")
"""The measures by which lead partners are compared."""

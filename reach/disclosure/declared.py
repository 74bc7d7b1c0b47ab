"""Queries that count people and can be shown to the public, rounded.

Of whom a column counts is declared in reach/columns.csv. A query with a column that tells of people needs a Table here,
or it is left out for the public.
"""

import dataclasses
from collections.abc import Mapping

from reach.disclosure.groups import PEOPLE


@dataclasses.dataclass(frozen=True)
class Share:
    """A share: the columns of its part and of its whole, of the people whom it stands on, and of those who came."""

    part: str
    whole: str
    people: str
    came: str


@dataclasses.dataclass(frozen=True)
class Table:
    """Whom a query's rows and columns count.

    counts: columns by what they count. groups: columns that say of which group a row is, by dimension. in_all: columns
    that count all rows together. pupils: columns that count pupils. left_out: columns that the public does not see.
    measure_in: the column that says what `counts` counts in a row. broken_down_in: the column that says of which group
    of the chosen breakdown a row is; a phase or term stands in place of the filters'. order: the columns that rows are
    put in order by, as the usual order could tell of what is rounded.
    """

    counts: Mapping[str, str]
    groups: Mapping[str, str] = dataclasses.field(default_factory=dict)
    in_all: Mapping[str, str] = dataclasses.field(default_factory=dict)
    shares: Mapping[str, Share] = dataclasses.field(default_factory=dict)
    pupils: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    measure_in: str | None = None
    broken_down_in: str | None = None
    order: tuple[str, ...] = ()

    @property
    def declares(self) -> set[str]:
        """The columns that are rounded or may not be shown."""
        return {*self.counts, *self.in_all, *self.shares, *self.pupils, *self.left_out}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_ATTENDANCE = _same("signed_up", "came")
_ATTENDANCE_SHARES = {"share_attended": Share("times_attended", "times_expected", "signed_up", "came")}
_OUTCOMES = (
    "sent_apologies",
    "no_shows",
    "share_came",
    "share_sent_apologies",
    "share_no_shows",
    "times_attended",
    "times_absent",
    "times_apologies",
    "times_expected",
)
"""Mostly small, and they add up to the rest in every row: together they reveal many."""
_PEOPLE = _same(PEOPLE)

TABLES: dict[str, Table] = {
    "attendance_by_group": Table(
        _ATTENDANCE, broken_down_in="group_code", shares=_ATTENDANCE_SHARES, left_out=_OUTCOMES
    ),
    "attendance_funnel": Table(
        _PEOPLE,
        {"length": "course_length"},
        shares={"share_of_signed_up": Share(PEOPLE, "signed_up", "signed_up", "came")},
        measure_in="step",
    ),
    "partner_strands": Table({}, left_out=(PEOPLE,)),
    "partner_reach": Table(
        _PEOPLE, {"partner": "partner"}, in_all={"people_in_total": PEOPLE}, order=("reached", "partner")
    ),
    "strand_panels": Table(_PEOPLE, {"strand": "strand"}, pupils=("pupils", "pupils_expected")),
    "people_total": Table(_PEOPLE),
}
"""Queries that count people and can be rounded."""

COMPARED = "compare_measures"
"""The query whose rows are measures. Of these tell of people:"""
TEACHERS, RATE = "teachers", "attendance_rate"
NOT_SHOWN = ("hours", "pupils_reached")
"""Measures that are left out for the public: hours are those of a few people as soon as they are of a few hours."""

WORDS_LEFT_OUT = {
    ", who only sent apologies and who was a no-show": "",
    "attended of attended, absent and apologies,": "the times attended of all times that people were expected,",
    ", the schools reached and the different people who attended": " and the schools reached",
    ", teachers' hours": "",
}
"""What descriptions of queries say of columns and measures that the public does not see, and what stands in place."""
PUPILS_LEFT_OUT = {", pupils reached": ""}
"""The same of pupils, where the hub's settings round them."""

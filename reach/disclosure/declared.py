"""Queries that count people and can be shown to the public, rounded, with the rules of each.

What a column counts, and how the public sees it, is declared in reach/columns.csv, once for all queries. A query with a
column that tells of people needs rules here, or it is left out for the public.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from reach.columns import DECLARED, Column, Of, Public
from reach.disclosure.groups import PEOPLE


@dataclasses.dataclass(frozen=True)
class Share:
    """A share: the columns of its part and of its whole, of the people whom it stands on, and of those who came."""

    part: str
    whole: str
    people: str
    came: str


@dataclasses.dataclass(frozen=True)
class Rules:
    """How a query's rows are rounded.

    groups: columns that say of which group a row is, by dimension. measure_in: the column that says what a row counts,
    where it is not the same in all. broken_down_in: the column that says of which group of the chosen breakdown a row
    is; a phase or term stands in place of the filters'. order: the columns that rows are put in order by, as the usual
    order could tell of what is rounded. is_rounded: False where its groups of people overlap in too many ways to be
    rounded; all that it says of people is left out.
    """

    groups: Mapping[str, str] = dataclasses.field(default_factory=dict)
    shares: Mapping[str, Share] = dataclasses.field(default_factory=dict)
    measure_in: str | None = None
    broken_down_in: str | None = None
    order: tuple[str, ...] = ()
    is_rounded: bool = True

    def counts(self, columns: Iterable[str]) -> dict[str, str]:
        """Give those of some columns that count people of a row's group, with what each is rounded as."""
        return self._rounded(columns, Public.OF_ROW)

    def in_total(self, columns: Iterable[str]) -> dict[str, str]:
        """Give those of some columns that count all people together, with what each is rounded as."""
        return self._rounded(columns, Public.IN_TOTAL)

    def _rounded(self, columns: Iterable[str], public: Public) -> dict[str, str]:
        declared = _declared(columns) if self.is_rounded else []
        return {each.name: each.rounded_as for each in declared if each.rounded_as and each.public is public}

    def pupils(self, columns: Iterable[str]) -> list[str]:
        """Give those of some columns that count pupils."""
        return [each.name for each in _declared(columns) if each.of is Of.PUPILS]

    def left_out(self, columns: Iterable[str]) -> list[str]:
        """Give those of some columns that the public does not see."""
        return [
            each.name
            for each in _declared(columns)
            if each.public is Public.LEFT_OUT or (each.of is Of.PEOPLE and not self.is_rounded)
        ]

    def handled(self, columns: Iterable[str]) -> set[str]:
        """Give those of some columns that are rounded or left out, so that they reveal nothing."""
        names = list(columns)
        return {
            *self.counts(names),
            *self.in_total(names),
            *self.shares,
            *self.pupils(names),
            *self.left_out(names),
        }


def _declared(columns: Iterable[str]) -> list[Column]:
    return [DECLARED[name] for name in columns if name in DECLARED]


RULES: dict[str, Rules] = {
    "attendance_by_group": Rules(
        broken_down_in="group_code",
        shares={"share_attended": Share("times_attended", "times_expected", "signed_up", "came")},
    ),
    "attendance_funnel": Rules(
        {"length": "course_length"},
        shares={"share_of_signed_up": Share(PEOPLE, "signed_up", "signed_up", "came")},
        measure_in="step",
    ),
    "partner_strands": Rules(is_rounded=False),
    "partner_reach": Rules({"partner": "partner"}, order=("reached", "partner")),
    "strand_panels": Rules({"strand": "strand"}),
    "people_total": Rules(),
}
"""Queries that count people and can be shown, by name."""

COMPARED = "compare_measures"
"""The query whose rows are measures: `reach.measures` says of whom each tells."""

WORDS_LEFT_OUT = {
    ", who only sent apologies and who was a no-show": "",
    "attended of attended, absent and apologies,": "the times attended of all times that people were expected,",
    ", the schools reached and the different people who attended": " and the schools reached",
    ", teachers' hours": "",
}
"""What descriptions of queries say of columns and measures that the public does not see, and what stands in place."""
PUPILS_LEFT_OUT = {", pupils reached": ""}
"""The same of pupils, where the hub's settings round them."""

"""What the columns of the queries count: people, pupils, schools, or nothing that needs protecting.

A public pack shows a table only where every number in it is declared here. A new query's columns that mean what they
mean elsewhere need nothing; others go into the lists below, and a query that counts people needs a Table, too, or is
left out of public packs.
"""

import dataclasses
from collections.abc import Mapping

PEOPLE, PUPILS, THINGS = "people", "pupils", "things"
"""What a measure counts. Things are hidden only where they would tell of people."""


@dataclasses.dataclass(frozen=True)
class Measure:
    """A count. adds_up: the groups of a table add up to their whole; else somebody may stand in several of them.

    price: how much is lost when it is hidden; the cheapest are hidden first when others must go with small counts.
    It must not depend on the figures, or what is hidden would tell of what it hides.
    """

    counts: str
    adds_up: bool
    price: int


MEASURES: dict[str, Measure] = {
    "signed_up": Measure(PEOPLE, True, 8),
    "came": Measure(PEOPLE, True, 7),
    "sent_apologies": Measure(PEOPLE, True, 2),
    "no_shows": Measure(PEOPLE, True, 2),
    "stayed": Measure(PEOPLE, True, 4),
    "times_expected": Measure(PEOPLE, True, 6),
    "times_attended": Measure(PEOPLE, True, 7),
    "times_absent": Measure(PEOPLE, True, 1),
    "times_apologies": Measure(PEOPLE, True, 1),
    "started": Measure(PEOPLE, True, 6),
    "attending": Measure(PEOPLE, True, 2),
    "still_there": Measure(PEOPLE, True, 3),
    "people": Measure(PEOPLE, False, 5),
    "pupils_reached": Measure(PUPILS, True, 3),
    "activities": Measure(THINGS, False, 3),
    "reached": Measure(THINGS, False, 4),
    "las_reached": Measure(THINGS, False, 1),
}
"""Every count that is protected, and the counts of things that say how many people there are at least."""


@dataclasses.dataclass(frozen=True)
class Share:
    """A share: the columns that it is a part and a whole of, and those that say how many people there are at least."""

    part: str
    whole: str
    people: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Table:
    """How a query's rows are told apart, and which of its columns are which measure.

    groups: the columns that tell rows apart, by dimension. in_all: measures of all rows together, the same in each row.
    measure_in: the column that names the measure of `counts`. population_in: columns that say of which phase or period
    a row is, in place of the filters. order: the columns that rows are put in order by where something is hidden, as
    the usual order could tell of it.
    """

    counts: Mapping[str, str]
    groups: Mapping[str, str] = dataclasses.field(default_factory=dict)
    in_all: Mapping[str, str] = dataclasses.field(default_factory=dict)
    shares: Mapping[str, Share] = dataclasses.field(default_factory=dict)
    measure_in: str | None = None
    population_in: str | None = None
    order: tuple[str, ...] = ()
    is_of_groups: bool = True

    @property
    def protects(self) -> set[str]:
        """The columns in which something may be hidden."""
        return {*self.counts, *self.in_all, *self.shares}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_ATTENDANCE = _same(
    "activities",
    "signed_up",
    "came",
    "sent_apologies",
    "no_shows",
    "times_attended",
    "times_absent",
    "times_apologies",
    "times_expected",
)
_ATTENDANCE_SHARES = {
    "share_came": Share("came", "signed_up", ("signed_up",)),
    "share_sent_apologies": Share("sent_apologies", "signed_up", ("signed_up",)),
    "share_no_shows": Share("no_shows", "signed_up", ("signed_up",)),
    "share_attended": Share("times_attended", "times_expected", ("signed_up", "came")),
}

OF_ALL = 5
"""So many times the price is what hiding a count of all costs."""

TABLES: dict[str, Table] = {
    "attendance_by_programme": Table(_ATTENDANCE, {"programme": "programme_code"}, shares=_ATTENDANCE_SHARES),
    "attendance_by_la": Table(_ATTENDANCE, {"la": "la_code"}, shares=_ATTENDANCE_SHARES),
    "attendance_by_mode": Table(_ATTENDANCE, {"mode": "delivery_mode"}, shares=_ATTENDANCE_SHARES),
    "attendance_by_phase": Table(_ATTENDANCE, shares=_ATTENDANCE_SHARES, population_in="phase"),
    "attendance_by_term": Table(_ATTENDANCE, shares=_ATTENDANCE_SHARES, population_in="period"),
    "attendance_funnel": Table(
        _same("people"),
        {"length": "course_length"},
        shares={"share_of_signed_up": Share("people", "signed_up", ("signed_up",))},
        measure_in="step",
        is_of_groups=False,
    ),
    "partner_strands": Table(_same("reached", "people"), {"partner": "partner", "strand": "strand"}),
    "partner_reach": Table(
        _same("las_reached", "reached", "people"),
        {"partner": "partner"},
        in_all={"people_in_total": "people"},
        order=("reached", "partner"),
    ),
    # What strands reach of schools is among the hub's figures of reach, and stays.
    "strand_panels": Table({"people": "people", "pupils": "pupils_reached"}, {"strand": "strand"}),
    "people_total": Table(_same("people"), is_of_groups=False),
}
"""Queries that count people and can be protected."""

MEASURES_OF_PEOPLE = ("teachers", "hours", "pupils_reached", "attendance_rate")
"""Measures of compare_measures that tell of people. Their rows are not protected with the other tables: they are hidden
where they stand beside others, and an answer that is asked of one of them alone is left out."""

COUNTS_OF_PEOPLE = {
    *(name for name, measure in MEASURES.items() if measure.counts == PEOPLE),
    "absent",
    "apologies",
    "attended",
    "booked",
    "count_change",
    "count_now",
    "count_then",
    "hours",
    "hours_now",
    "hours_then",
    "missed",
    "of_now",
    "of_then",
    "people_in_total",
    "sessions_attended",
    "sessions_together",
    "signed_up_to_come",
    "signed_up_to_two_or_more",
    "taken",
    "candidates",
    "of_candidates",
    "pupils_a_school",
    "schools_with_pupils",
    # What the number of people can be worked out from.
    "days_median",
    "days_quarter",
    "days_three_quarters",
    "pupils_on_roll",
    "share_of_cohort",
    "share_of_pupils",
    "share_of_roll",
    "share_of_stage_before",
    "free_for_schools",
    "free_places",
    "groups_wanted",
    "schools_a_group",
    "share_attended",
    "share_attended_hub",
    "share_came",
    "share_filled",
    "share_gone",
    "share_no_shows",
    "share_now",
    "share_of_signed_up",
    "share_sent_apologies",
    "share_stayed",
    "share_still_there",
    "share_taken",
    "share_then",
}
"""Columns that tell how many people there are, or may do so, in whatever query."""

COUNTS_OF_SCHOOLS = {
    "closed",
    "closed_reached",
    "ever_reached",
    "gained",
    "lost",
    "not_reached",
    "not_yet_reached",
    "opened",
    "opened_reached",
    "reached",
    "reached_by_week",
    "reached_in_total",
    "reached_last_year",
    "reached_now",
    "reached_now_of_both",
    "reached_of_move",
    "reached_so_far",
    "reached_then",
    "reached_then_of_both",
    "schools",
    "schools_aimed_at",
    "schools_at_least",
    "schools_at_place",
    "schools_held_back",
    "schools_in_both",
    "schools_inside",
    "schools_now",
    "schools_of_move",
    "schools_of_standing",
    "schools_on_rung",
    "schools_supported",
    "schools_supporting",
    "schools_sustaining",
    "schools_that_moved",
    "schools_then",
    "schools_this_year",
    "schools_with_leader",
    "still_needed",
    "target_schools",
}
"""Columns that count schools: hidden only where hub.toml says so."""

NEEDS_NO_PROTECTION = {
    "activities",
    "activities_to_come",
    "asked_urn",
    "change_points",
    "days",
    "days_given",
    "days_received",
    "distance_km",
    "easting",
    "error_points",
    "expected",
    "expected_least",
    "expected_most",
    "fsm_percent",
    "fsm_quintile",
    "furthest_km",
    "gap_points",
    "groups_offered",
    "groups_without_places",
    "held_back_urn",
    "high_age",
    "largest_error_points",
    "las_reached",
    "like_for_like_points",
    "low_age",
    "mean_error_points",
    "nearest_km",
    "new_urn",
    "northing",
    "old_urn",
    "opened_closed_points",
    "other_urn",
    "part_behind",
    "part_disadvantage",
    "part_size",
    "part_standing",
    "part_years",
    "places",
    "points_behind",
    "points_disadvantage",
    "points_size",
    "points_standing",
    "points_years",
    "programmes",
    "pupils",
    "rank",
    "reach",
    "score",
    "session_number",
    "sessions",
    "sessions_held",
    "sessions_not_marked",
    "sessions_taken",
    "sessions_to_come",
    "share",
    "share_aimed_at",
    "share_at_least",
    "share_by_chance",
    "share_expected",
    "share_expected_least",
    "share_expected_most",
    "share_last_year",
    "share_least",
    "share_most",
    "share_national",
    "share_overall",
    "share_reached",
    "share_smaller",
    "share_so_far",
    "share_with_leader",
    "size_position",
    "supports",
    "tested",
    "tested_in_range",
    "turn",
    "urn",
    "urn_then",
    "week",
    "years_behind",
}
"""Columns of numbers that tell of schools, places and days. `pupils` is a school's roll, which is public."""

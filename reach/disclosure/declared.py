"""What the columns of the queries count: people, pupils, schools, or nothing that needs protecting.

A public answer shows a table only where every number in it is declared here. A new query's columns that mean what they
mean elsewhere need nothing; others go into the lists below, and a query that counts people needs a Table, too, or is
left out for the public.
"""

import dataclasses
from collections.abc import Mapping

from reach.disclosure.groups import PEOPLE, SIGN_UPS


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
"""Mostly small, and they add up to the rest in every row: whoever has all of them finds many."""
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
    "strand_panels": Table(_PEOPLE, {"strand": "strand"}, pupils=("pupils",)),
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

COUNTS_OF_PEOPLE = {
    *SIGN_UPS,
    *_OUTCOMES,
    PEOPLE,
    "absent",
    "attending",
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
    "started",
    "still_there",
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

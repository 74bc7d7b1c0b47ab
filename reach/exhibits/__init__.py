"""The exhibits there are, each made from a query, a chart and a sentence: for pages, exports and packs alike.

One module a subject; those of Overview and Reach are at hand here.
"""

from reach.exhibits.asking import Asker
from reach.exhibits.attendance import (
    activities_to_worry_about,
    activity_register,
    activity_schools,
    attendance_funnel,
    attendance_outcomes,
    attendance_rate,
    retention,
)
from reach.exhibits.reaching import (
    ladder_by_la,
    ladder_by_phase,
    reach_by_la,
    reach_by_la_phase,
    reach_by_phase,
    reach_trend,
    standing_by_la,
)

__all__ = [
    "Asker",
    "activities_to_worry_about",
    "activity_register",
    "activity_schools",
    "attendance_funnel",
    "attendance_outcomes",
    "attendance_rate",
    "ladder_by_la",
    "ladder_by_phase",
    "reach_by_la",
    "reach_by_la_phase",
    "reach_by_phase",
    "reach_trend",
    "retention",
    "standing_by_la",
]

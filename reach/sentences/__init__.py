"""What charts say, in words: written from the very figures that they show, and read out in their place.

One module a subject; those of Overview and Reach are at hand here.
"""

from reach.sentences.attendance import (
    on_activity_schools,
    on_attendance,
    on_funnel,
    on_outcomes,
    on_register,
    on_retention,
    on_sessions,
    on_worries,
    on_worry,
)
from reach.sentences.reaching import headlines, on_ladder, on_reach, on_reach_crossed, on_standing, on_trend

__all__ = [
    "headlines",
    "on_activity_schools",
    "on_attendance",
    "on_funnel",
    "on_ladder",
    "on_outcomes",
    "on_reach",
    "on_reach_crossed",
    "on_register",
    "on_retention",
    "on_sessions",
    "on_standing",
    "on_trend",
    "on_worries",
    "on_worry",
]

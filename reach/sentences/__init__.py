"""What charts say, in words: written from the very figures that they show, and read out in their place.

One module a subject; those of Overview and Reach are at hand here.
"""

from reach.sentences.fairness import (
    on_gap_trend,
    on_gaps,
    on_groups,
    on_places,
    on_trusts,
    on_trusts_never_reached,
)
from reach.sentences.partners import (
    on_activities_without_lead,
    on_idle_partners,
    on_partner_las,
    on_partner_reach,
    on_partner_strands,
)
from reach.sentences.reaching import headlines, on_ladder, on_reach, on_reach_crossed, on_standing, on_trend

__all__ = [
    "headlines",
    "on_activities_without_lead",
    "on_gap_trend",
    "on_gaps",
    "on_groups",
    "on_idle_partners",
    "on_ladder",
    "on_partner_las",
    "on_partner_reach",
    "on_partner_strands",
    "on_places",
    "on_reach",
    "on_reach_crossed",
    "on_standing",
    "on_trend",
    "on_trusts",
    "on_trusts_never_reached",
]

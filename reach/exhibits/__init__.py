"""The exhibits there are, each made from a query, a chart and a sentence: for pages, exports and packs alike.

One module a subject; those of Overview and Reach are at hand here.
"""

from reach.exhibits.asking import Asker
from reach.exhibits.fairness import (
    equity_gap_by_la_phase,
    equity_gap_trend,
    reach_by_group,
    reach_by_trust,
    trusts_never_reached,
)
from reach.exhibits.partners import (
    activities_without_lead,
    idle_partners,
    partner_las,
    partner_reach,
    partner_strands,
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
    "activities_without_lead",
    "equity_gap_by_la_phase",
    "equity_gap_trend",
    "idle_partners",
    "ladder_by_la",
    "ladder_by_phase",
    "partner_las",
    "partner_reach",
    "partner_strands",
    "reach_by_group",
    "reach_by_la",
    "reach_by_la_phase",
    "reach_by_phase",
    "reach_by_trust",
    "reach_trend",
    "standing_by_la",
    "trusts_never_reached",
]

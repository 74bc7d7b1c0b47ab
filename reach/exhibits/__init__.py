"""Exhibits, each made from a query, a chart and a sentence, for pages, exports and packs alike.

One module a subject; those of Overview and Reach are exported here.
"""

from reach.exhibits.query_context import QueryContext
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
    "QueryContext",
    "ladder_by_la",
    "ladder_by_phase",
    "reach_by_la",
    "reach_by_la_phase",
    "reach_by_phase",
    "reach_trend",
    "standing_by_la",
]

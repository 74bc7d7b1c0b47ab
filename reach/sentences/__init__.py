"""Sentences under charts, written from the same figures and read out in their place by screen readers.

One module a subject; those of Overview and Reach are exported here.
"""

from reach.sentences.reaching import (
    on_ladder,
    on_ladder_by_phase,
    on_reach,
    on_reach_by_phase,
    on_reach_crossed,
    on_standing,
    on_trend,
)

__all__ = [
    "on_ladder",
    "on_ladder_by_phase",
    "on_reach",
    "on_reach_by_phase",
    "on_reach_crossed",
    "on_standing",
    "on_trend",
]

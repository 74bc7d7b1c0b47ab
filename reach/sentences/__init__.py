"""What charts say, in words: written from the very figures that they show, and read out in their place.

One module a subject; those of Overview and Reach are at hand here.
"""

from reach.sentences.calling import PARTS, on_call_list, on_first_to_ring, why_ring
from reach.sentences.reaching import headlines, on_ladder, on_reach, on_reach_crossed, on_standing, on_trend

__all__ = [
    "PARTS",
    "headlines",
    "on_call_list",
    "on_first_to_ring",
    "on_ladder",
    "on_reach",
    "on_reach_crossed",
    "on_standing",
    "on_trend",
    "why_ring",
]

"""Frames to figures. A chart draws what a query found; it computes nothing and reads no widget."""

from reach.charts.bars import reach_bars
from reach.charts.calling import call_scores
from reach.charts.heat_map import reach_heat_map
from reach.charts.ladder import ladder
from reach.charts.standing import standing
from reach.charts.trend import trend

__all__ = ["call_scores", "ladder", "reach_bars", "reach_heat_map", "standing", "trend"]

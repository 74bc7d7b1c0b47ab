"""Frames to figures. A chart draws what a query found; it computes nothing and reads no widget."""

from reach.charts.bars import reach_bars
from reach.charts.fairness import gap_dumbbells, gap_trend, trust_bars
from reach.charts.heat_map import reach_heat_map
from reach.charts.ladder import ladder
from reach.charts.partners import partner_bars, partner_grid
from reach.charts.standing import standing
from reach.charts.trend import trend

__all__ = [
    "gap_dumbbells",
    "gap_trend",
    "ladder",
    "partner_bars",
    "partner_grid",
    "reach_bars",
    "reach_heat_map",
    "standing",
    "trend",
    "trust_bars",
]

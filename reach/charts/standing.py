"""Standing: which schools are new, stay, come back, fall away, or have never come."""

import pandas as pd
import plotly.graph_objects as go

from reach import theme
from reach.charts.stacked import stacked_bars

COLOURS = {
    "new": theme.CATEGORICAL[1],
    "sustained": theme.CATEGORICAL[0],
    "re-engaged": theme.CATEGORICAL[5],
    "lapsed": theme.CATEGORICAL[3],
    "never": theme.MUTED,
}


def standing(frame: pd.DataFrame) -> go.Figure:
    """Draw standing_by_group: a bar a local authority, its schools stacked by standing."""
    return stacked_bars(
        frame, by="la_code", label="la_name", part="standing", count="schools_of_standing", colours=COLOURS
    )

"""Journeys of years: where schools stand on them, and how they move along."""

import pandas as pd

from reach import theme
from reach.academic_years import ShownPeriod
from reach.charts.chart import CategoryChart
from reach.charts.reaching import stacked_bars

_OTHER_PLACES = {"Left": theme.CATEGORICAL[3], "Not yet back": theme.CATEGORICAL[3], "Not yet": theme.MUTED}

MOVES = {
    "moved on": theme.CATEGORICAL[0],
    "stayed there": theme.CATEGORICAL[1],
    "moved back": theme.CATEGORICAL[5],
    "left": theme.CATEGORICAL[3],
    "not yet back": theme.CATEGORICAL[3],
    "joined": theme.SEQUENTIAL[2],
    "came back": theme.SEQUENTIAL[1],
}


def places(frame: pd.DataFrame, *, by: str, label: str) -> CategoryChart:
    """Draw journey_by_group: a bar for each group, its schools stacked by their place on the journey."""
    colours = _stage_colours(frame["place"]) | _OTHER_PLACES
    return stacked_bars(frame, by=by, label=label, part="place", count="schools_at_place", colours=colours)


def moves(frame: pd.DataFrame) -> CategoryChart:
    """Draw journey_moves: a bar for each place last year, its schools stacked by what became of them."""
    return stacked_bars(
        frame, by="place_before", label="place_before", part="move", count="schools_that_moved", colours=MOVES
    )


def years(frame: pd.DataFrame, this_year: ShownPeriod) -> CategoryChart:
    """Draw journey_years: a bar a year, its schools stacked by stage."""
    colours = _stage_colours(frame["place"])
    names = frame["academic_year"].replace(this_year.academic_year, this_year.in_words)
    return stacked_bars(
        frame.assign(year=names),
        by="academic_year",
        label="year",
        part="place",
        count="schools_at_place",
        colours=colours,
    )


def _stage_colours(places_shown: pd.Series) -> dict[str, str]:
    """Give stages colours from light to dark, spread over as many stages as there are."""
    stages = [place for place in dict.fromkeys(places_shown) if place not in _OTHER_PLACES]
    last = len(theme.SEQUENTIAL) - 1
    spread = max(len(stages) - 1, 1)
    return {stage: theme.SEQUENTIAL[round(last * number / spread)] for number, stage in enumerate(stages)}

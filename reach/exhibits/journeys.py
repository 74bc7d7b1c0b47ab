"""Journeys of years: the stages at which schools stand, and how they move from year to year."""

import plotly.graph_objects as go

from reach.charts import journeys as charts
from reach.exhibit import Exhibit
from reach.exhibits.asking import Asker
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.queries import Result
from reach.sentences import journeys as sentences


def places_by_la(asker: Asker, *, journey: str) -> Exhibit:
    """Where schools stand on the journey, by local authority."""
    result = with_known_columns(asker.ask("journey_by_group", journey=journey, breakdown="la"), "la")
    figure = charts.places(result.frame, by="la_code", label="la_name")
    said = sentences.on_places(result.frame, "la_name")
    title = f"Stages by local authority, {asker.filters.academic_year}"
    return _exhibit(asker, title, result, figure, said, journey, BY_LA)


def places_by_phase(asker: Asker, *, journey: str) -> Exhibit:
    """Where schools stand on the journey, by phase."""
    result = with_known_columns(asker.ask("journey_by_group", journey=journey, breakdown="phase"), "phase")
    figure = charts.places(result.frame, by="phase", label="phase")
    said = sentences.on_places(result.frame, "phase")
    title = f"Stages by phase, {asker.filters.academic_year}"
    return _exhibit(asker, title, result, figure, said, journey, BY_PHASE)


def moves(asker: Asker, *, journey: str) -> Exhibit:
    """What became of last year's schools, and which came anew."""
    result = asker.ask("journey_moves", journey=journey)
    title = f"From {asker.last_year} to {asker.filters.academic_year}: moved on, stayed, left"
    return _exhibit(asker, title, result, charts.moves(result.frame), sentences.on_moves(result.frame), journey)


def years(asker: Asker, *, journey: str) -> Exhibit:
    """How many of today's schools stood at each stage, year by year."""
    result = asker.ask("journey_years", journey=journey)
    title = f"Schools at each stage, year by year to {asker.filters.academic_year}"
    return _exhibit(asker, title, result, charts.years(result.frame), sentences.on_years(result.frame), journey)


def _exhibit(
    asker: Asker,
    title: str,
    result: Result,
    figure: go.Figure,
    said: str,
    journey: str,
    broken_down: tuple[tuple[str, str], ...] = (),
) -> Exhibit:
    title = f"{journey}: {title[:1].lower()}{title[1:]}"
    return Exhibit(title, result, figure, said, asker.settings, (("Journey", journey), *broken_down))

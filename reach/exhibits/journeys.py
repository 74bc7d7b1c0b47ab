"""Journeys of years: the stages at which schools stand, and how they move from year to year."""

import plotly.graph_objects as go

from reach.charts import journeys as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.queries import Result
from reach.sentences import journeys as sentences


def places_by_la(asker: QueryContext, *, journey: str) -> Exhibit:
    """Where schools stand on the journey, by local authority."""
    result = asker.ask("journey_by_la", journey=journey)
    figure = charts.places(result.frame, by="la_code", label="la_name")
    said = sentences.on_places(result.frame, "la_name")
    return _exhibit(asker, f"Stages by local authority, {asker.filters.academic_year}", result, figure, said, journey)


def places_by_phase(asker: QueryContext, *, journey: str) -> Exhibit:
    """Where schools stand on the journey, by phase."""
    result = asker.ask("journey_by_phase", journey=journey)
    figure = charts.places(result.frame, by="phase", label="phase")
    said = sentences.on_places(result.frame, "phase")
    return _exhibit(asker, f"Stages by phase, {asker.filters.academic_year}", result, figure, said, journey)


def moves(asker: QueryContext, *, journey: str) -> Exhibit:
    """Last year's schools that moved on, stayed or left, and schools that are new."""
    result = asker.ask("journey_moves", journey=journey)
    title = f"From {asker.last_year} to {asker.filters.academic_year}: moved on, stayed, left"
    return _exhibit(asker, title, result, charts.moves(result.frame), sentences.on_moves(result.frame), journey)


def years(asker: QueryContext, *, journey: str) -> Exhibit:
    """How many of today's schools stood at each stage, year by year."""
    result = asker.ask("journey_years", journey=journey)
    title = f"Schools at each stage, year by year to {asker.filters.academic_year}"
    return _exhibit(asker, title, result, charts.years(result.frame), sentences.on_years(result.frame), journey)


def _exhibit(asker: QueryContext, title: str, result: Result, figure: go.Figure, said: str, journey: str) -> Exhibit:
    title = f"{journey}: {title[:1].lower()}{title[1:]}"
    return Exhibit(title, result, figure, said, asker.settings, (("Journey", journey),))

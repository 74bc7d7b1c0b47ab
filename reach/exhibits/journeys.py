"""Journeys of years: the stages at which schools stand, and how they move from year to year."""

from reach.charts import journeys as charts
from reach.charts.chart import Chart
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.exhibits.chart_notes import with_chart_notes
from reach.exhibits.query_context import QueryContext
from reach.exhibits.sum_notes import with_sum_against
from reach.queries import Result
from reach.sentences import journeys as sentences
from reach.sentences.sums import SCHOOL_PHASES


def places_by_la(context: QueryContext, *, journey: str) -> Exhibit:
    """Where schools stand on the journey, by local authority."""
    result = with_known_columns(context.ask("journey_by_group", journey=journey, breakdown="la"), "la")
    chart = charts.places(result.frame, by="la_code", label="la_name")
    sentence = sentences.on_places(result.frame, "la_name")
    title = f"Stages by local authority, {context.this_year.in_words}"
    return _exhibit(context, title, result, chart, sentence, journey, BY_LA)


def places_by_phase(context: QueryContext, *, journey: str) -> Exhibit:
    """Where schools stand on the journey, by phase."""
    result = with_known_columns(context.ask("journey_by_group", journey=journey, breakdown="phase"), "phase")
    chart = charts.places(result.frame, by="phase", label="phase")
    of_phases = result.frame.drop_duplicates("phase")["schools"]
    sentence = with_sum_against(
        context,
        sentences.on_places(result.frame, "phase"),
        of_phases,
        lambda total: total.drop_duplicates("group_code")["schools"].sum(),
        "schools",
        SCHOOL_PHASES,
        query="journey_by_group",
        journey=journey,
        breakdown=None,
    )
    title = f"Stages by phase, {context.this_year.in_words}"
    return _exhibit(context, title, result, chart, sentence, journey, BY_PHASE)


def moves(context: QueryContext, *, journey: str) -> Exhibit:
    """Last year's schools that moved on, stayed or left, and schools that are new."""
    result = context.ask("journey_moves", journey=journey)
    away = "not yet back" if context.this_year.is_running else "left"
    title = f"From {context.last_year} to {context.this_year.in_words}: moved on, stayed, {away}"
    return _exhibit(context, title, result, charts.moves(result.frame), sentences.on_moves(result.frame), journey)


def years(context: QueryContext, *, journey: str) -> Exhibit:
    """How many of today's schools stood at each stage, year by year."""
    result = context.ask("journey_years", journey=journey)
    title = f"Schools at each stage, year by year to {context.this_year.in_words}"
    exhibit = _exhibit(
        context,
        title,
        result,
        charts.years(result.frame, context.this_year),
        sentences.on_years(result.frame, context.this_year),
        journey,
    )
    return with_chart_notes(context, exhibit, by=("academic_year",))


def _exhibit(
    context: QueryContext,
    title: str,
    result: Result,
    chart: Chart,
    sentence: str,
    journey: str,
    broken_down: tuple[tuple[str, str], ...] = (),
) -> Exhibit:
    title = f"{journey}: {title[:1].lower()}{title[1:]}"
    return Exhibit(title, result, chart, sentence, context.settings, (("Journey", journey), *broken_down))

"""Fairness: the equity gap, and reach by groups of schools."""

import dataclasses
from collections.abc import Callable

import pandas as pd

from reach import formats
from reach.charts import fairness as charts
from reach.charts.chart import Chart
from reach.charts.reaching import reach_bars
from reach.exhibit import Exhibit
from reach.exhibits.chart_notes import with_chart_notes
from reach.exhibits.last_year import with_reach_last_year
from reach.exhibits.query_context import QueryContext
from reach.exhibits.totals import totals_of, with_england_in_words, with_hub, with_hub_and_england
from reach.sentences import fairness as sentences
from reach.sentences.fairness import UNKNOWN

BREAKDOWNS = {
    "fifth": "free school meals",
    "investment_area": "investment area",
    "governance": "who runs the school",
    "size": "size of school",
    "place": "urban and rural",
}
"""What schools are put into groups by, and how a title says it."""

_NOTES = {
    "fifth": {"Not known": "Free school meals not published, or an independent school"},
    "size": {"Not known": "Number on roll or phase not in the register"},
}


def equity_gap_trend(context: QueryContext) -> Exhibit:
    """Reach of the most and the least disadvantaged fifth over the years, and the gap between them."""
    now = context.ask("equity_gap_trend")
    sentence = sentences.on_gap_trend(now.frame, context.now, context.then)
    title = f"Equity gap, {context.period_in_words} and the years before"
    exhibit = Exhibit(title, now, _drawn(charts.gap_trend, now.frame), sentence, context.settings)
    exhibit = dataclasses.replace(exhibit, compared_term=None if context.is_against_whole_year else context.now)
    return with_chart_notes(context, exhibit, by=("academic_year", "period"))


def equity_gap_by_la_phase(context: QueryContext) -> Exhibit:
    """The equity gap in each local authority and phase."""
    now = context.ask("equity_gap_by_la_phase")
    title = f"Equity gap by local authority and phase, {context.period_in_words}"
    return Exhibit(title, now, _drawn(charts.gap_dumbbells, now.frame), sentences.on_gaps(now.frame), context.settings)


def reach_by_group(context: QueryContext, *, breakdown: str) -> Exhibit:
    """Reach by groups of schools, against last year. Groups of few schools are pale."""
    now, then = (ask("reach_by_group", breakdown=breakdown) for ask in (context.ask, context.ask_last_year))
    before = then.frame
    all_before = with_hub(context, then, label="school_group")
    shown = with_hub_and_england(context, now, label="school_group")
    shown = with_reach_last_year(context, shown, all_before, by="school_group")
    chart = reach_bars(
        shown.frame,
        by="school_group",
        label="school_group",
        pale=UNKNOWN,
        last_year=all_before.frame,
        last_year_name=context.last_year_in_words,
        totals=totals_of(shown, now, "school_group"),
    )
    if breakdown == "place":
        sentence = sentences.on_places(now.frame, before)
    else:
        sentence = sentences.on_groups(now.frame, before, _NOTES.get(breakdown))
    if breakdown == "investment_area":
        sentence = f"{sentence} {_investment_areas(context)}"
    if breakdown == "governance":
        sentence = (
            f"{sentence} Only schools of the hub's area are counted: "
            "a trust with one school here may have more elsewhere."
        )
    sentence = with_england_in_words(context, sentence)
    words = BREAKDOWNS[breakdown]
    title = f"Reach by {words}, {context.period_in_words}"
    return Exhibit(title, shown, chart, sentence, context.settings, (("Broken down by", words),))


def reach_by_trust(context: QueryContext) -> Exhibit:
    """Each trust's schools, reached and not."""
    now = context.ask("reach_by_trust")
    title = f"Reach by academy trust, {context.period_in_words}"
    return Exhibit(title, now, _drawn(charts.trust_bars, now.frame), sentences.on_trusts(now.frame), context.settings)


def trusts_never_reached(context: QueryContext) -> Exhibit:
    """Trusts that have no school ever reached."""
    now = context.ask("trusts_never_reached")
    title = f"Academy trusts never reached, up to {context.this_year.in_words}"
    return Exhibit(title, now, None, sentences.on_trusts_never_reached(now.frame), context.settings)


def _drawn(draw: Callable[[pd.DataFrame], Chart], frame: pd.DataFrame) -> Chart | None:
    """Return a chart, or None for an empty frame."""
    return None if frame.empty else draw(frame)


def _investment_areas(context: QueryContext) -> str:
    """Return which local authorities are Education Investment Areas, by the settings."""
    las = context.settings.local_authorities
    priority = [la.name for la in las if la.investment_area == "priority"]
    other = [la.name for la in las if la.investment_area == "area"]
    if not priority and not other:
        return "None of the hub's local authorities is an Education Investment Area, as data/hub.toml has it."
    parts = [f"Priority Education Investment Area: {formats.listed(priority)}."] if priority else []
    parts += [f"Education Investment Area: {formats.listed(other)}."] if other else []
    return " ".join(parts)

"""Reach, the ladder, standing and the trend: what Overview and Reach show."""

from reach import charts, sentences, theme
from reach.exhibit import Exhibit
from reach.exhibits.asking import Asker
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns


def reach_by_la(asker: Asker, *, as_share: bool = True) -> Exhibit:
    """Reach by local authority, against last year."""
    now, before = asker.ask("reach_by_la"), asker.ask_last_year("reach_by_la")
    figure = charts.reach_bars(
        now.frame,
        by="la_code",
        label="la_name",
        as_share=as_share,
        colours=theme.la_colours(asker.settings),
        last_year=before.frame,
        last_year_name=asker.last_year_in_words,
    )
    said = sentences.on_reach(now.frame, "la_name", before.frame)
    return Exhibit(f"Reach by local authority, {_period(asker)}", now, figure, said, asker.settings)


def reach_by_phase(asker: Asker, *, as_share: bool = True) -> Exhibit:
    """Reach by phase, against last year."""
    now, before = asker.ask("reach_by_phase"), asker.ask_last_year("reach_by_phase")
    figure = charts.reach_bars(
        now.frame,
        by="phase",
        label="phase",
        as_share=as_share,
        last_year=before.frame,
        last_year_name=asker.last_year_in_words,
    )
    said = sentences.on_reach(now.frame, "phase", before.frame)
    return Exhibit(f"Reach by phase, {_period(asker)}", now, figure, said, asker.settings)


def reach_by_la_phase(asker: Asker) -> Exhibit:
    """Reach by local authority and phase, crossed."""
    now = asker.ask("reach_by_la_phase")
    title = f"Reach by local authority and phase, {_period(asker)}"
    said = sentences.on_reach_crossed(now.frame)
    return Exhibit(title, now, charts.reach_heat_map(now.frame), said, asker.settings)


def ladder_by_la(asker: Asker) -> Exhibit:
    """The gap between signing up, attending and completing, by local authority."""
    now = with_known_columns(asker.ask("ladder_by_group", breakdown="la"), "la")
    figure = charts.ladder(now.frame, by="la_code", label="la_name")
    said = sentences.on_ladder(now.frame, "la_name")
    return Exhibit(f"From signing up to completing, {_period(asker)}", now, figure, said, asker.settings, BY_LA)


def ladder_by_phase(asker: Asker) -> Exhibit:
    """The gap between signing up, attending and completing, by phase."""
    now = with_known_columns(asker.ask("ladder_by_group", breakdown="phase"), "phase")
    figure = charts.ladder(now.frame, by="phase", label="phase")
    said = sentences.on_ladder(now.frame, "phase")
    title = f"From signing up to completing by phase, {_period(asker)}"
    return Exhibit(title, now, figure, said, asker.settings, BY_PHASE)


def standing_by_la(asker: Asker) -> Exhibit:
    """New, sustained, re-engaged, lapsed and never reached schools, by local authority."""
    now = with_known_columns(asker.ask("standing_by_group", breakdown="la"), "la")
    title = f"New, sustained and lapsed schools, {asker.filters.academic_year}"
    return Exhibit(title, now, charts.standing(now.frame), sentences.on_standing(now.frame), asker.settings, BY_LA)


def reach_trend(asker: Asker) -> Exhibit:
    """Reach term by term, with last year and the years before behind it."""
    now = asker.ask("reach_trend")
    year = asker.filters.academic_year
    figure = charts.trend(now.frame, academic_year=year, last_year=asker.last_year)
    said = sentences.on_trend(now.frame, asker.filters, asker.last_year)
    return Exhibit(f"Reach term by term, {year} and the years before", now, figure, said, asker.settings)


def _period(asker: Asker) -> str:
    return asker.filters.period_in_words

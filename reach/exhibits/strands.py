"""Strands: what each did, its programmes, support from school to school, leaders, pupils."""

from reach import columns, theme
from reach.charts import strands as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.sentences import strands as sentences

SUPPORT_BREAKDOWNS = {"la": "local authority", "phase": "phase"}


def strand_bars(asker: QueryContext, *, measure: str) -> Exhibit:
    """One measure of all strands, against last year and target."""
    now, before = asker.ask("strand_panels"), asker.ask_last_year("strand_panels")
    chart = None
    if not now.frame.empty:
        chart = charts.strand_bars(
            now.frame, measure, before.frame, asker.last_year_in_words, low_rows=now.low_rows(measure)
        )
    what = columns.label(measure)
    said = sentences.on_strands(now.frame, before.frame, measure, asker.last_year_in_words, is_rounded=now.is_rounded)
    return Exhibit(f"{what} by strand, {_period(asker)}", now, chart, said, asker.settings, (("Shown", what),))


def programme_reach(asker: QueryContext, *, strands: tuple[str, ...]) -> Exhibit:
    """The programmes of some strands, by the schools that they reached."""
    now, before = (ask("programme_reach", strands=strands) for ask in (asker.ask, asker.ask_last_year))
    chart = None
    if not now.frame.empty:
        chart = charts.programme_bars(now.frame, before.frame, asker.last_year_in_words)
    title = f"Programmes by schools reached, {_period(asker)}"
    said = sentences.on_programmes(now.frame, before.frame, asker.last_year_in_words)
    return Exhibit(title, now, chart, said, asker.settings)


def support_days(asker: QueryContext, *, breakdown: str) -> Exhibit:
    """Days of school-to-school support given and received."""
    now = asker.ask("support_days", breakdown=breakdown)
    chart = charts.support_bars(now.frame) if now.frame["supports"].any() else None
    title = f"Days of support given and received by {SUPPORT_BREAKDOWNS[breakdown]}, {_period(asker)}"
    said = sentences.on_support_days(now.frame, breakdown)
    shown = (("By", SUPPORT_BREAKDOWNS[breakdown]),)
    return Exhibit(title, now, chart, said, asker.settings, shown)


def support_flows(asker: QueryContext) -> Exhibit:
    """Who supports whom, from local authority to local authority."""
    now = asker.ask("support_flows")
    by_code = theme.la_colours(asker.settings)
    colours = {name: by_code[code] for code, name in zip(asker.settings.la_codes, asker.settings.la_names, strict=True)}
    chart = None if now.frame.empty else charts.support_flows(now.frame, colours)
    title = f"Who supports whom, in days, {_period(asker)}"
    return Exhibit(title, now, chart, sentences.on_support_flows(now.frame), asker.settings)


def leaders_by_la_phase(asker: QueryContext) -> Exhibit:
    """Schools with a leader trained, by local authority and phase."""
    now = asker.ask("leaders_by_la_phase", strands=("leadership",))
    chart = None if now.frame.empty else charts.leader_grid(now.frame)
    title = f"Schools with a leader trained, up to {_period(asker)}"
    return Exhibit(title, now, chart, sentences.on_leaders(now.frame), asker.settings)


def pupils_by_la_phase(asker: QueryContext) -> Exhibit:
    """Pupils brought to enrichment, by local authority and phase."""
    now = asker.ask("pupils_by_la_phase", strands=("enrichment",))
    chart = None if now.frame.empty else charts.pupil_grid(now.frame)
    title = f"Pupils brought, by local authority and phase, {_period(asker)}"
    return Exhibit(title, now, chart, sentences.on_pupils(now.frame), asker.settings)


def pupils_by_fifth(asker: QueryContext) -> Exhibit:
    """Pupils brought to enrichment, by how disadvantaged their schools are."""
    now = asker.ask("pupils_by_fifth", strands=("enrichment",))
    chart = charts.fifth_bars(now.frame) if now.frame["pupils"].any() else None
    title = f"Pupils brought, by disadvantage of their school, {_period(asker)}"
    return Exhibit(title, now, chart, sentences.on_fifths(now.frame), asker.settings)


def _period(asker: QueryContext) -> str:
    return asker.filters.period_in_words

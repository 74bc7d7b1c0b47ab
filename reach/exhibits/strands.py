"""Strands: what each did, its programmes, support from school to school, leaders, pupils."""

from reach import formats, theme
from reach.charts import strands as charts
from reach.exhibit import Exhibit
from reach.exhibits.asking import Asker
from reach.sentences import strands as sentences

SUPPORT_BREAKDOWNS = {"la": "local authority", "phase": "phase"}


def strand_bars(asker: Asker, *, measure: str) -> Exhibit:
    """One measure of all strands, against last year and target."""
    now, before = asker.ask("strand_panels"), asker.ask_last_year("strand_panels")
    figure = None
    if not now.frame.empty:
        figure = charts.strand_bars(
            now.frame, measure, before.frame, asker.last_year_in_words, low_rows=now.low_rows(measure)
        )
    what = formats.column_label(measure)
    said = sentences.on_strands(now.frame, before.frame, measure, asker.last_year_in_words, is_rounded=now.is_rounded)
    return Exhibit(f"{what} by strand, {_period(asker)}", now, figure, said, asker.settings, (("Shown", what),))


def programme_reach(asker: Asker, *, strands: tuple[str, ...]) -> Exhibit:
    """The programmes of some strands, by the schools that they reached."""
    now, before = (ask("programme_reach", strands=strands) for ask in (asker.ask, asker.ask_last_year))
    figure = None
    if not now.frame.empty:
        figure = charts.programme_bars(now.frame, before.frame, asker.last_year_in_words)
    title = f"Programmes by schools reached, {_period(asker)}"
    said = sentences.on_programmes(now.frame, before.frame, asker.last_year_in_words)
    return Exhibit(title, now, figure, said, asker.settings)


def support_days(asker: Asker, *, breakdown: str) -> Exhibit:
    """Days of school-to-school support given and received."""
    now = asker.ask("support_days", breakdown=breakdown)
    figure = charts.support_bars(now.frame) if now.frame["supports"].any() else None
    title = f"Days of support given and received by {SUPPORT_BREAKDOWNS[breakdown]}, {_period(asker)}"
    said = sentences.on_support_days(now.frame, breakdown)
    shown = (("By", SUPPORT_BREAKDOWNS[breakdown]),)
    return Exhibit(title, now, figure, said, asker.settings, shown)


def support_flows(asker: Asker) -> Exhibit:
    """Who supports whom, from local authority to local authority."""
    now = asker.ask("support_flows")
    by_code = theme.la_colours(asker.settings)
    colours = {name: by_code[code] for code, name in zip(asker.settings.la_codes, asker.settings.la_names, strict=True)}
    figure = None if now.frame.empty else charts.support_flows(now.frame, colours)
    title = f"Who supports whom, in days, {_period(asker)}"
    return Exhibit(title, now, figure, sentences.on_support_flows(now.frame), asker.settings)


def leaders_by_la_phase(asker: Asker) -> Exhibit:
    """Schools with a leader trained, by local authority and phase."""
    now = asker.ask("leaders_by_la_phase", strands=asker.settings.strands_with_role("leadership"))
    figure = None if now.frame.empty else charts.leader_grid(now.frame)
    title = f"Schools with a leader trained, up to {_period(asker)}"
    return Exhibit(title, now, figure, sentences.on_leaders(now.frame), asker.settings)


def pupils_by_la_phase(asker: Asker) -> Exhibit:
    """Pupils brought to enrichment, by local authority and phase."""
    now = asker.ask("pupils_by_la_phase", strands=asker.settings.strands_with_role("enrichment"))
    figure = None if now.frame.empty else charts.pupil_grid(now.frame)
    title = f"Pupils brought, by local authority and phase, {_period(asker)}"
    return Exhibit(title, now, figure, sentences.on_pupils(now.frame), asker.settings)


def pupils_by_fifth(asker: Asker) -> Exhibit:
    """Pupils brought to enrichment, by how disadvantaged their schools are."""
    now = asker.ask("pupils_by_fifth", strands=asker.settings.strands_with_role("enrichment"))
    figure = charts.fifth_bars(now.frame) if now.frame["pupils"].any() else None
    title = f"Pupils brought, by disadvantage of their school, {_period(asker)}"
    return Exhibit(title, now, figure, sentences.on_fifths(now.frame), asker.settings)


def _period(asker: Asker) -> str:
    return asker.filters.period_in_words

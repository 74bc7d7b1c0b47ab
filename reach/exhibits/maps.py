"""The map: schools at their places, reach area by area, and cold spots."""

from reach.charts import maps as charts
from reach.exhibit import Exhibit
from reach.exhibits.last_year import with_reach_last_year
from reach.exhibits.query_context import QueryContext
from reach.outlines import Outline, approximate_outlines, clearings, loaded_outlines
from reach.sentences import maps as sentences
from reach.sentences import on_reach

COLOURED_BY = {"standing": "Status", "rung": "How far they have come"}
"""What can colour schools on a map."""


def school_map(context: QueryContext, *, by: str) -> Exhibit:
    """Schools at their places, by status or by how far they have come."""
    now = context.ask("map_schools")
    chart = None
    if now.frame["easting"].notna().any():
        outlines = _outlines(context)
        names_at = clearings(outlines, context.ask("la_places").frame)
        chart = charts.school_map(now.frame, outlines, by=by, names_at=names_at)
    title = f"Schools by {'status' if by == 'standing' else 'how far they have come'}, {context.period_in_words}"
    sentence = sentences.on_school_map(now.frame, by)
    return Exhibit(title, now, chart, sentence, context.settings, (("Shown", COLOURED_BY[by]),))


def reach_map(context: QueryContext) -> Exhibit:
    """Reach by local authority, as areas."""
    now, before = context.ask("reach_by_la"), context.ask_last_year("reach_by_la")
    outlines = _outlines(context)
    chart = charts.reach_areas(now.frame, outlines) if outlines else None
    sentence = on_reach(now.frame, "la_name", before.frame)
    title = f"Reach by area, {context.period_in_words}"
    shown = with_reach_last_year(context, now, before, by="la_name")
    return Exhibit(title, shown, chart, sentence, context.settings, (("Shown", "Map"),))


def cold_spots(context: QueryContext) -> Exhibit:
    """Places whose nearest schools are mostly not reached."""
    now = context.ask("cold_spots")
    chart = None
    if not now.frame.empty:
        chart = charts.cold_map(now.frame, _outlines(context))
    title = f"Cold spots: how many of the ten nearest schools are reached, {context.period_in_words}"
    return Exhibit(title, now, chart, sentences.on_cold_spots(now.frame), context.settings)


def _outlines(context: QueryContext) -> list[Outline]:
    """Return an outline for each chosen local authority that has schools: as loaded, or else around its schools."""
    loaded = {outline.la_code: outline for outline in loaded_outlines(context.ask("la_outlines").frame)}
    chosen = context.filters.la_codes
    around: dict[str, Outline] = {}
    if not loaded.keys() >= set(chosen):
        around = {outline.la_code: outline for outline in approximate_outlines(context.ask("la_places").frame)}
    outlines = (loaded.get(la_code) or around.get(la_code) for la_code in chosen)
    return [outline for outline in outlines if outline]

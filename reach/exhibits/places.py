"""Places and need: places offered, schools still to reach, and where another group is needed."""

from reach.charts import places as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.sentences import places as sentences


def need_by_programme(context: QueryContext) -> Exhibit:
    """Schools not yet reached by each programme, against the schools that its free places could take."""
    result = context.ask("places_and_need")
    title = f"Schools still to reach and free places, {context.period_in_words}"
    chart = charts.need_by_programme(result.frame)
    sentence = sentences.on_need(result.frame, is_part_of_hub=_is_part_of_hub(context))
    return Exhibit(title, result, chart, sentence, context.settings)


def need_by_la_phase(context: QueryContext, *, programme_code: str) -> Exhibit:
    """Schools not yet reached by one programme, by local authority and phase."""
    result = context.ask("need_by_la_phase", programme_code=programme_code)
    chosen = _chosen(context, programme_code)
    chart = charts.need_by_la_phase(result.frame)
    title = f"Not yet reached by {chosen[0][1]}, up to {context.period_in_words}"
    return Exhibit(title, result, chart, sentences.on_need_crossed(result.frame), context.settings, chosen)


def places_taken(context: QueryContext, *, programme_code: str) -> Exhibit:
    """How full one programme's groups are."""
    result = context.ask("group_places", programme_code=programme_code)
    chart = charts.places_taken(result.frame)
    title = f"Places taken, group by group, {context.period_in_words}"
    sentence = sentences.on_places_taken(result.frame, is_part_of_hub=_is_part_of_hub(context))
    return Exhibit(title, result, chart, sentence, context.settings, _chosen(context, programme_code))


def underfilled_groups(context: QueryContext) -> Exhibit:
    """The groups of any programme that have many places left."""
    result = context.ask("underfilled_groups")
    title = f"Groups with many places left, {context.period_in_words}"
    sentence = sentences.on_underfilled(result.frame, is_part_of_hub=_is_part_of_hub(context))
    return Exhibit(title, result, None, sentence, context.settings)


def _is_part_of_hub(context: QueryContext) -> bool:
    return set(context.filters.la_codes) != set(context.settings.la_codes)


def _chosen(context: QueryContext, programme_code: str) -> tuple[tuple[str, str], ...]:
    name = next(each.name for each in context.settings.programmes if each.code == programme_code)
    return (("Programme", name),)

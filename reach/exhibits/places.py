"""Places and need: places offered, schools still to reach, and where another group is needed."""

from reach.charts import places as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.sentences import places as sentences


def need_by_programme(asker: QueryContext) -> Exhibit:
    """Schools not yet reached by each programme, against the schools that its free places could take."""
    result = asker.ask("places_and_need")
    title = f"Schools still to reach and free places, {asker.filters.period_in_words}"
    figure = charts.need_by_programme(result.frame)
    return Exhibit(title, result, figure, sentences.on_need(result.frame), asker.settings)


def need_by_la_phase(asker: QueryContext, *, programme_code: str) -> Exhibit:
    """Schools not yet reached by one programme, by local authority and phase."""
    result = asker.ask("need_by_la_phase", programme_code=programme_code)
    chosen = _chosen(asker, programme_code)
    figure = charts.need_by_la_phase(result.frame)
    title = f"Not yet reached by {chosen[0][1]}, up to {asker.filters.period_in_words}"
    return Exhibit(title, result, figure, sentences.on_need_crossed(result.frame), asker.settings, chosen)


def places_taken(asker: QueryContext, *, programme_code: str) -> Exhibit:
    """How full one programme's groups are."""
    result = asker.ask("group_places", programme_code=programme_code)
    figure = charts.places_taken(result.frame)
    title = f"Places taken, group by group, {asker.filters.period_in_words}"
    said = sentences.on_places_taken(result.frame)
    return Exhibit(title, result, figure, said, asker.settings, _chosen(asker, programme_code))


def underfilled_groups(asker: QueryContext) -> Exhibit:
    """The groups of any programme that have many places left."""
    result = asker.ask("underfilled_groups")
    title = f"Groups with many places left, {asker.filters.period_in_words}"
    return Exhibit(title, result, None, sentences.on_underfilled(result.frame), asker.settings)


def _chosen(asker: QueryContext, programme_code: str) -> tuple[tuple[str, str], ...]:
    name = next(each.name for each in asker.settings.programmes if each.code == programme_code)
    return (("Programme", name),)

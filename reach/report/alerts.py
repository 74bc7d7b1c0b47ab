"""Alerts: figures that crossed a line which hub.toml draws, each said once until it clears."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pandas as pd

from reach import formats
from reach.exhibits import QueryContext
from reach.report.answers import FromStore, PackContext
from reach.report.recipes import Recipe
from reach.settings import Settings
from reach.store import Store, Unpublished, Version
from reach.store.checks import refuse_breaches
from reach.store.history import Kind
from reach.store.schema_steps import insert_frame


@dataclasses.dataclass(frozen=True)
class Alert:
    """A line that a figure is beyond. key identifies it, whatever the figure is today."""

    key: str
    sentence: str


@dataclasses.dataclass(frozen=True)
class AlertsNow:
    """The alerts of a recipe: new ones, those that its readers know already, and the keys of those that cleared."""

    new: tuple[Alert, ...]
    known: tuple[Alert, ...]
    cleared: tuple[str, ...]


def alerts_now(version: Version, settings: Settings, recipe: Recipe, *, recipe_name: str, today: dt.date) -> AlertsNow:
    """Return the alerts of a recipe's filters, and which of them its readers know already.

    recipe_name: what identifies the readers: the recipe's name. Alerts for the public give no number of people.
    """
    context = PackContext(settings, recipe.filters.under(settings), FromStore(version), today)
    found = tuple(_alerts(context, is_public=recipe.audience == "public"))
    rows = version.rows(
        "select alert from known_alerts where recipe_name = $recipe_name order by alert", {"recipe_name": recipe_name}
    )
    before = [str(alert) for (alert,) in rows]
    return AlertsNow(
        new=tuple(alert for alert in found if alert.key not in before),
        known=tuple(alert for alert in found if alert.key in before),
        cleared=tuple(key for key in before if key not in {alert.key for alert in found}),
    )


def remember_alerts(store: Store, alerts: AlertsNow, *, recipe_name: str) -> None:
    """Remember the new alerts, and forget those that cleared: they are new when they come again."""
    with store.write("Recorded alerts", kind=Kind.PACK) as connection:
        if not alerts.new and not alerts.cleared:
            raise Unpublished
        gone = [*alerts.cleared, *(alert.key for alert in alerts.new)]
        connection.execute(
            "delete from known_alerts where recipe_name = $recipe_name and list_contains($gone, alert)",
            {"recipe_name": recipe_name, "gone": gone},
        )
        if alerts.new:
            sent_at = dt.datetime.now()
            rows = [
                {"recipe_name": recipe_name, "alert": alert.key, "sentence": alert.sentence, "sent_at": sent_at}
                for alert in alerts.new
            ]
            insert_frame(connection, "known_alerts", pd.DataFrame(rows, dtype=object))
        # No worked-out table follows from alerts.
        refuse_breaches(connection, "The alerts were not recorded", batches=[])


def _alerts(context: QueryContext, *, is_public: bool) -> Iterator[Alert]:
    rules = context.settings.alerts
    if rules.target_reached:
        yield from _targets_reached(context)
    if rules.schools_behind_last_year is not None:
        yield from _behind_last_year(context, rules.schools_behind_last_year)
    if rules.group_filled_under_percent is not None:
        yield from _groups_not_filled(context, rules.group_filled_under_percent, is_public=is_public)


def _targets_reached(context: QueryContext) -> Iterator[Alert]:
    year = context.this_year
    targets = context.ask("targets_and_reach", period="year").frame
    for row in targets[targets["still_needed"].eq(0) & targets["schools_aimed_at"].gt(0)].to_dict("records"):
        verb = "was" if row["reached"] == 1 else "were"
        yield Alert(
            f"target reached, {year.academic_year}, {row['target']}",
            f"Target reached: {row['target']}. {row['reached']:,} of {formats.count_of(int(row['schools']), 'school')} "
            f"{verb} reached in {year.in_words}; the target is {row['schools_aimed_at']:,}.",
        )


def _behind_last_year(context: QueryContext, schools: int) -> Iterator[Alert]:
    """A period that is over has no same date a year before, and says nothing."""
    now, then = context.ask("reach_total").frame, context.ask_last_year("reach_total").frame
    if not context.now.is_running or now.empty or then.empty:
        return
    reached, before = int(now.iloc[0]["reached"]), int(then.iloc[0]["reached"])
    if before - reached > schools:
        yield Alert(
            f"behind last year, {context.filters.academic_year}, {context.filters.period}",
            f"Reach is {formats.count_of(before - reached, 'school')} behind: {reached:,} reached in "
            f"{context.period_in_words}, {before:,} in {context.last_year_in_words}.",
        )


def _groups_not_filled(context: QueryContext, percent: int, *, is_public: bool) -> Iterator[Alert]:
    """Groups with a session still to come: those that are over cannot be filled any more.

    They are judged by everybody on their registers of the year: a term has only those of its own sessions.
    """
    groups = context.ask("activities_to_worry_about", period="year", taken_percent=percent).frame
    for row in groups[groups["is_half_empty"] & groups["next_on"].notna()].to_dict("records"):
        taken = "" if is_public else f": {row['taken']:,} of {formats.count_of(int(row['places']), 'place')} taken"
        yield Alert(
            f"group not filled, {row['activity_id']}",
            f"Less than {percent}% full: {row['activity']} ({row['programme_name']}){taken}.",
        )

"""What the Overview says: how the hub is doing, where reach is better and where worse, and what to do next."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod, is_to_date
from reach.small_bases import enough, is_chance, is_few

MOST_CHANGES = 3
"""Places that are named as better or as worse, at most."""

MOST_YEARS = 3
"""Academic years that are named, at most; more are counted."""


@dataclasses.dataclass(frozen=True)
class PlaceChange:
    """A local authority and phase whose reach changed: its codes, and the change in words."""

    la_code: str
    phase: str
    text: str


def on_the_whole(total: pd.DataFrame, total_then: pd.DataFrame, now: ShownPeriod, then: ShownPeriod) -> str:
    """Say in one sentence how many schools are reached, and how that compares.

    total, total_then: reach_total's row of each period; total_then may be empty.
    """
    row = total.iloc[0]
    schools = f"{row['reached']:,} of {formats.count_of(int(row['schools']), 'school')}"
    if not is_few(row["schools"]):
        schools += f" ({formats.percent(row['reach'])})"
    reached = f"We have reached {schools} so far" if now.is_running else f"We reached {schools}"
    if now.period != "year":
        reached += f" this {now.period} term" if now.is_running else f" in the {now.in_words}"
    elif not now.is_running:
        reached += f" in {now.in_words}"
    if total_then.empty or not total_then.iloc[0]["reached"]:
        return f"{reached}."
    difference = int(row["reached"] - total_then.iloc[0]["reached"])
    before = "by the same date last year" if is_to_date(then.period) else f"in {_the(then)}"
    if is_chance(difference):
        return f"{reached}, {'about ' if difference else ''}as many as {before}."
    return f"{reached}, {abs(difference):,} {'more' if difference > 0 else 'fewer'} than {before}."


def since_last_look(on: dt.date, *, files: int, undone: int, packs: int, revised: Sequence[str]) -> str:
    """Say what has changed since somebody last looked on a day; "" where nothing has.

    files: those imported that still stand. undone: earlier imports. revised: academic years that were over by then, and
    whose figures are others now.
    """
    years = formats.listed(list(revised)) if len(revised) <= MOST_YEARS else f"{len(revised)} earlier years"
    news = [
        f"{formats.count_of(files, 'file')} imported" if files else "",
        f"{formats.count_of(undone, 'import')} undone" if undone else "",
        f"{formats.count_of(packs, 'pack')} made" if packs else "",
        f"figures of {years} revised" if revised else "",
    ]
    if not any(news):
        return ""
    return f"Since you last looked ({formats.day(on)}): {', '.join(each for each in news if each)}."


def better_and_worse(places: pd.DataFrame) -> tuple[list[PlaceChange], list[PlaceChange]]:
    """Return the places whose reach rose most, and those whose fell most, each with the greatest first.

    places: compare_measures of reach by local authority and phase. Places of few schools, and changes of one or two
    schools or of less than a percentage point, are no news.
    """
    known = enough(places.dropna(subset=["change_points", "of_now", "of_then"]), "of_now", "of_then")
    news = known[~known["count_change"].map(is_chance).astype(bool) & (known["change_points"].abs().round() >= 1)]
    rose = news[(news["change_points"] > 0) & (news["count_change"] > 0)]
    fell = news[(news["change_points"] < 0) & (news["count_change"] < 0)]
    return (
        [_change(row) for _, row in rose.nlargest(MOST_CHANGES, "change_points").iterrows()],
        [_change(row) for _, row in fell.nsmallest(MOST_CHANGES, "change_points").iterrows()],
    )


def place(la_name: str, phase: str) -> str:
    """Return a local authority and phase as people say them: "Wirral secondary"."""
    return f"{la_name} {phase.lower()}"


def _change(row: pd.Series) -> PlaceChange:
    way = "up" if row["change_points"] > 0 else "down"
    change = f"{way} {formats.count_of(abs(round(row['change_points'])), 'point')}"
    schools = f"{row['count_now']:,} of {row['of_now']:,} schools"
    text = f"{place(row['la_name'], row['phase'])} {formats.percent(row['share_now'])} ({schools}), {change}"
    return PlaceChange(str(row["la_code"]), str(row["phase"]), text)


def _the(period: ShownPeriod) -> str:
    return f"the {period.in_words}" if not period.in_words[:1].isdigit() else period.in_words

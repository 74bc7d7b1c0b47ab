"""Headlines: what should be known first, written from the figures by rules, each with the rows that it stands on.

What became worse is said as readily as what became better: places are ordered by how much they changed, not by which
way. A change that is none once it is rounded is not said, nor is the reach of fewer than ten schools.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pandas as pd

from reach import formats
from reach.disclosure import WithheldError
from reach.exhibits import QueryContext
from reach.exhibits.comparing import sides
from reach.queries import Result
from reach.sentences.comparing import Side
from reach.small_bases import are_gaps_of_chance, enough, is_chance, is_few

MOST_PLACES = 4
"""Places whose change is said, at most."""


@dataclasses.dataclass(frozen=True)
class Headline:
    """A sentence, and where its numbers stand: in these rows, by position, of this answer."""

    text: str
    result: Result
    rows: tuple[int, ...]

    @property
    def query(self) -> str:
        """The query that its numbers come from."""
        return self.result.query.name


@dataclasses.dataclass(frozen=True)
class _Compared:
    """An answer that sets two periods side by side, with what the periods are called."""

    result: Result
    now: Side
    then: Side

    @property
    def has_then(self) -> bool:
        """Whether anything was recorded of the other period: against nothing, nothing is compared."""
        reached = self.result.frame["count_then"].fillna(0)
        return bool((reached > 0).any())


def headlines(context: QueryContext) -> list[Headline]:
    """Give the headlines of a period, the hub as a whole first."""
    other = {"other_year": context.last_year, "other_period": context.then.period}
    now, then = sides(context, **other)
    total = _Compared(context.ask("compare_measures", measure=None, breakdown="total", **other), now, then)
    places = context.ask("compare_measures", measure="reach", breakdown="la_phase", **other)
    return [
        *_of_hub(total),
        *_of_targets(
            context.ask("targets_and_reach", period="year", other_period=context.before("year").period),
            met="the target is met so far" if context.this_year.is_running else "the target is met",
            year=context.this_year.in_words,
        ),
        *_of_places(_Compared(places, now, then)),
        *_of_standings(context.ask("standing_by_group"), context),
        *_of_fairness(context.ask("equity_gap_trend"), context),
    ]


def next_steps(context: QueryContext) -> list[str]:
    """Propose what the hub does next, from what is furthest behind; people put it into their own words.

    Of a programme no more further groups are proposed than ran in the period, or one.
    """
    other = {"other_year": context.last_year, "other_period": context.then.period}
    places = context.ask("compare_measures", measure="reach", breakdown="la_phase", **other).frame
    actions = []
    judged = _judged(places)
    furthest_behind = judged[judged["count_now"] < judged["of_now"]].sort_values("share_now", kind="stable")
    if len(furthest_behind):
        row = furthest_behind.iloc[0]
        actions.append(f"We propose to begin with {_place(row)}: {_counts(row)} are reached.")
    standings = context.ask("standing_by_group").frame.set_index("standing")["schools_of_standing"]
    away = int(standings.get("lapsed", 0) + standings.get("not yet back", 0))
    if away:
        them = "school that came before and has" if away == 1 else "schools that came before and have"
        actions.append(f"We propose to ring the {away:,} {them} not come in {context.this_year.in_words}.")
    try:
        needs = context.ask("places_and_need").frame
    except WithheldError:
        return actions  # for the public: free places tell of the people who took the others
    wanted = needs[needs["groups_wanted"].fillna(0) > 0].sort_values("groups_wanted", ascending=False, kind="stable")
    if len(wanted):
        row = wanted.iloc[0]
        number = min(int(row["groups_wanted"]), max(int(row["groups_offered"]), 1))
        schools = int(row["not_yet_reached"])
        have = "it is for has" if schools == 1 else "it is for have"
        actions.append(
            f"We propose {formats.count_of(number, 'more group')} of {row['programme_name']}: "
            f"{formats.count_of(schools, 'school')} {have} not come to it yet."
        )
    return actions


def _of_hub(total: _Compared) -> Iterator[Headline]:
    rows = {measure: position for position, measure in enumerate(total.result.frame["measure"])}
    for measure, say in (("reach", _reach), ("teachers", _teachers), ("attendance_rate", _attendance)):
        if measure in rows:
            text = say(total.result.frame.iloc[rows[measure]], total)
            if text:
                yield Headline(text, total.result, (rows[measure],))


def _reach(row: pd.Series, compared: _Compared) -> str:
    if _is_missing(row["count_now"]) or not row["of_now"]:
        return ""
    return f"{formats.capitalised(compared.now.in_words)}: {_reached(row)}{_more_or_fewer(row, compared)}."


def _teachers(row: pd.Series, compared: _Compared) -> str:
    if _is_missing(row["count_now"]) and not _is_low(compared.result, "teachers"):
        return ""
    is_rounded = compared.result.is_rounded
    people = formats.capitalised(formats.about(row["count_now"], "teacher", is_rounded=is_rounded))
    return f"{people} came to at least one session{_more_or_fewer(row, compared, is_rounded=is_rounded)}."


def _attendance(row: pd.Series, compared: _Compared) -> str:
    """Say the attendance rate, and how it changed where that is a point or more."""
    if _is_missing(row["share_now"]) or is_few(row["of_now"]):
        return ""
    finding = f"The attendance rate was {formats.percent(row['share_now'])}"
    if _is_missing(row["change_points"]) or is_few(row["of_then"]) or not _differs(row):
        return f"{finding}."
    return f"{finding}, {formats.points_apart(row['change_points'])} than in {compared.then.in_words}."


def _of_targets(result: Result, *, met: str, year: str) -> Iterator[Headline]:
    """Say what the first target of those that are shown still needs, or that it is met: the widest stand first."""
    frame = result.frame.reset_index(drop=True)
    if frame.empty or not frame.iloc[0]["schools"]:
        return
    row = frame.iloc[0]
    needed = int(row["still_needed"])
    still = f"{needed:,} still needed" if needed else met
    schools = formats.count_of(int(row["schools_aimed_at"]), "school")
    yield Headline(
        f"Target for the year ({row['target']}): {schools}. Reached in {year}: {int(row['reached']):,}; {still}.",
        result,
        (0,),
    )


def _of_places(compared: _Compared) -> Iterator[Headline]:
    """Say where reach changed most, whichever way, and where it is lowest."""
    frame = compared.result.frame.reset_index(drop=True)
    judged = _judged(frame)
    if compared.has_then:
        for position, row in _most_changed(enough(judged, "of_then")).iterrows():
            text = f"{_place(row)}: {_reached(row)}{_more_or_fewer(row, compared)}."
            yield Headline(text, compared.result, (int(str(position)),))
    by_reach = judged.sort_values("share_now", kind="stable")
    if len(by_reach) > 1 and not are_gaps_of_chance(list(by_reach["share_now"]), list(by_reach["of_now"])):
        lowest, highest = by_reach.iloc[0], by_reach.iloc[-1]
        yield Headline(
            f"Reach is lowest in {_place(lowest)} ({_counts(lowest)}) and highest in {_place(highest)} "
            f"({_counts(highest)}).",
            compared.result,
            (int(str(by_reach.index[0])), int(str(by_reach.index[-1]))),
        )


def _most_changed(places: pd.DataFrame) -> pd.DataFrame:
    """Give the places that changed most: first those of either way in turn, so that neither hides the other."""
    has_changed = pd.Series([_is_worth_saying(row) for _, row in places.iterrows()], index=places.index, dtype=bool)
    changed = places[has_changed].assign(
        size=lambda each: each["change_points"].abs(), rises=lambda each: each["change_points"] > 0
    )
    by_size = changed.sort_values("size", ascending=False, kind="stable")
    in_turn = by_size.assign(turn=by_size.groupby("rises").cumcount() // 2).sort_values("turn", kind="stable")
    return in_turn.head(MOST_PLACES).sort_values("size", ascending=False, kind="stable")


def _is_worth_saying(row: pd.Series) -> bool:
    """Whether a place's count and its share changed the same way, and by more than rounding and chance."""
    is_same_way = bool(row["count_change"] * row["change_points"] > 0)
    return _differs(row) and is_same_way and not is_chance(row["count_change"])


def _of_standings(result: Result, context: QueryContext) -> Iterator[Headline]:
    frame = result.frame.reset_index(drop=True)
    if frame.empty:
        return
    count = {row["standing"]: int(row["schools_of_standing"]) for _, row in frame.iterrows()}
    away = "not yet back" if "not yet back" in count else "lapsed"
    if not count["sustained"] + count["re-engaged"] + count[away]:
        return  # Nothing is recorded of the years before: everybody would be new.
    came = f"{_schools(count['new'])} came for the first time ever in {context.this_year.in_words}"
    never = f"{count['never']:,} never came" if count["never"] else "none has never come"
    positions = [position for position, each in enumerate(frame["standing"]) if each in ("new", away, "never")]
    yield Headline(f"{came}; {_away(count[away], away)}, and {never}.", result, tuple(positions))


def _away(schools: int, standing: str) -> str:
    if standing == "lapsed":
        return f"{schools:,} that came before did not come" if schools else "no school has lapsed"
    if not schools:
        return "all that came before are back"
    return f"{schools:,} that came before {'has' if schools == 1 else 'have'} not come back yet"


def _of_fairness(result: Result, context: QueryContext) -> Iterator[Headline]:
    """Say how the most disadvantaged fifth fares against the least, where both have enough schools."""
    frame = result.frame.reset_index(drop=True)
    now = frame[frame["academic_year"] == context.filters.academic_year]
    if len(now) != 2 or is_few(*now["schools"]):
        return
    most, least = now[now["is_most_disadvantaged"]], now[~now["is_most_disadvantaged"]]
    if most.empty or least.empty:
        return
    gap = float(most.iloc[0]["gap_points"])
    apart = "" if round(gap) == 0 else f": {formats.points_apart(gap)}"
    yield Headline(
        f"Of the most disadvantaged fifth of schools {formats.percent(most.iloc[0]['reach'])} were reached, "
        f"of the least disadvantaged {formats.percent(least.iloc[0]['reach'])}{apart}.",
        result,
        (int(most.index[0]), int(least.index[0])),
    )


def _reached(row: pd.Series) -> str:
    """Say "41 of 49 schools reached (84%)"; a percentage of few schools would say more than is known."""
    counts = f"{int(row['count_now']):,} of {formats.count_of(int(row['of_now']), 'school')} reached"
    return counts if is_few(row["of_now"]) else f"{counts} ({formats.percent(row['share_now'])})"


def _counts(row: pd.Series) -> str:
    return f"{int(row['count_now']):,} of {int(row['of_now']):,}, {formats.percent(row['share_now'])}"


def _judged(places: pd.DataFrame) -> pd.DataFrame:
    """Give the places of which enough schools are there to say anything."""
    return enough(places[places["of_now"].notna()], "of_now")


def _is_low(result: Result, measure: str) -> bool:
    """Whether this period's count is from 1 to 4 people."""
    return any(result.frame["measure"].iloc[row] == measure for row in result.low_rows("count_now"))


def _more_or_fewer(row: pd.Series, compared: _Compared, *, is_rounded: bool = False) -> str:
    """Say ", 6 more than in spring term 2021/22"; nothing where nothing was recorded then.

    Of rounded counts it says ", about 55 more", and no change where it may be one of rounding alone.
    """
    if not compared.has_then or _is_missing(row["count_change"]):
        return ""
    change = int(row["count_change"])
    if is_rounded:
        if formats.is_about_as_many(change):
            return f", about as many as in {compared.then.in_words}"
        return f", about {abs(change):,} {'more' if change > 0 else 'fewer'} than in {compared.then.in_words}"
    if not change or (row["measure"] == "reach" and is_chance(change)):
        return f", {'about ' if change else ''}as many as in {compared.then.in_words}"
    return f", {abs(change):,} {'more' if change > 0 else 'fewer'} than in {compared.then.in_words}"


def _differs(row: pd.Series) -> bool:
    """Whether two shares differ once both are rounded as they are shown, and so does their difference."""
    if _is_missing(row["share_then"]) or _is_missing(row["share_now"]):
        return False
    is_shown = formats.percent(row["share_now"]) != formats.percent(row["share_then"])
    return is_shown and round(abs(row["change_points"])) >= 1


def _place(row: pd.Series) -> str:
    return f"{row['la_name']} {str(formats.word(row['phase'])).lower()}"


def _schools(count: int) -> str:
    return "No school" if count == 0 else formats.count_of(count, "school")


def _is_missing(value: Any) -> bool:
    return bool(pd.isna(value))

"""The summary of a pack: what should be known first, written from the figures, each sentence with its rows.

What became worse is said as readily as what became better. A change that is none once it is rounded is not said, nor is
the reach of fewer than ten schools.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from reach import formats
from reach.disclosure import WithheldError
from reach.exhibits import QueryContext
from reach.exhibits.comparing import sides
from reach.exhibits.totals import england_row
from reach.queries import Result
from reach.report.answers import PackContext
from reach.sentences import overview
from reach.sentences.comparing import Side
from reach.sentences.fairness import unrounded
from reach.small_bases import are_gaps_of_chance, enough, is_chance, is_few

_MOST_NAMES = 12
"""Schools that are named in a line of notes, at most."""


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


@dataclasses.dataclass(frozen=True)
class BigNumber:
    """A number for the summary: what it is, its value, what it is of, and how it changed.

    way: 1 where it is more than before, -1 where it is less, 0 where it is about the same or not compared.
    """

    label: str
    value: str
    of: str
    change: str
    way: int
    result: Result
    row: int

    @property
    def arrow(self) -> str:
        """The way as a sign; "" where nothing is compared."""
        return {1: "▲", -1: "▼", 0: "●"}[self.way] if self.change else ""


@dataclasses.dataclass(frozen=True)
class Summary:
    """What should be known first: the finding, four numbers, England's line, what is better, worse and asked for."""

    finding: Headline
    numbers: tuple[BigNumber, ...]
    england: str
    better: tuple[Headline, ...]
    worse: tuple[Headline, ...]
    further: tuple[Headline, ...]
    ask: str
    compared_with: str
    """The period that all is compared with, in words."""
    note_on_terms: str = ""
    """That the two are terms of different lengths, where they are."""
    which_schools: tuple[str, ...] = ()
    """For whoever is asked: the schools not reached in each place that is worse, a line a place."""

    @property
    def comparison(self) -> str:
        """What the arrows compare with; "" where nothing is compared."""
        is_compared = any(each.change for each in self.numbers)
        return f"Arrows show the change on {self.compared_with}. {self.note_on_terms}".strip() if is_compared else ""

    @property
    def lists(self) -> list[tuple[str, tuple[str, ...]]]:
        """What is better, what is worse and what is proposed, each under its heading; without what is empty."""
        changes = {"Better": self.better, "Worse": self.worse}
        none = {"Better": "up", "Worse": "down"}
        found = [
            (
                heading,
                tuple(each.text.removesuffix(".") for each in headlines)
                or (f"No place is {none[heading]} by more than two schools on {self.compared_with}",),
            )
            for heading, headlines in changes.items()
            if self.better or self.worse
        ]
        return [*found, *([("What we propose", (self.ask,))] if self.ask else [])]

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Every sentence, the hub as a whole first."""
        return (self.finding, *self.further, *self.better, *self.worse)


def summarised(context: PackContext, ask: str, *, names_schools: bool = False) -> Summary:
    """Give the summary of a period.

    ask: what the hub asks for, "" for nothing. names_schools: for readers who may see which schools are not reached.
    """
    other = {"other_year": context.last_year, "other_period": context.then.period}
    now, then = sides(context, **other)
    total = _Compared(context.ask("compare_measures", measure=None, breakdown="total", **other), now, then)
    places = _Compared(context.ask("compare_measures", measure="reach", breakdown="la_phase", **other), now, then)
    better, worse = overview.better_and_worse(places.result.frame) if places.has_then else ([], [])
    return Summary(
        finding=_finding(context, total),
        numbers=tuple(_numbers(context, total)),
        england=_england(context),
        better=tuple(_as_headlines(better, places)),
        worse=tuple(_as_headlines(worse, places)),
        further=tuple(_further(context, total, places)),
        ask=ask,
        compared_with=then.in_words,
        note_on_terms=context.settings.note_on_terms(
            context.filters.academic_year, context.filters.period, context.now.until
        ),
        which_schools=tuple(_not_reached(context, worse)) if names_schools else (),
    )


def _not_reached(context: PackContext, places: list[overview.PlaceChange]) -> Iterator[str]:
    for each in places:
        listed = context.ask_if_recorded("school_list", la_codes=(each.la_code,), phases=(each.phase,))
        if listed is None:
            continue
        names = [str(row["name"]) for row in listed.frame.to_dict("records") if not row["is_reached"]]
        more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
        place = overview.place(str(listed.frame.iloc[0]["la_name"]), str(formats.word(each.phase)))
        yield f"Not reached in {place}: {', '.join(names[:_MOST_NAMES])}{more}."


def _finding(context: QueryContext, total: _Compared) -> Headline:
    whole, then = context.ask("reach_total").frame, context.ask_last_year("reach_total").frame
    position = list(total.result.frame["measure"]).index("reach")
    return Headline(overview.on_the_whole(whole, then, context.now, context.then), total.result, (position,))


def _numbers(context: QueryContext, total: _Compared) -> Iterator[BigNumber]:
    """Give reach, teachers, the attendance rate and schools ever reached, as far as they are known."""
    frame = total.result.frame
    so_far = " so far" if context.now.is_running else ""
    people = _people(total)
    for position, row in enumerate(frame.to_dict("records")):
        place = total.result, position
        if row["measure"] == "reach" and not _is_missing(row["count_now"]) and row["of_now"]:
            of = _schools_of(row["count_now"], row["of_now"])
            share = of if is_few(row["of_now"]) else formats.percent(row["share_now"])
            way = 0 if not total.has_then or is_chance(row["count_change"]) else _way(row["count_change"])
            change = _change_of_schools(row, total)
            yield BigNumber(f"Schools reached{so_far}", share, "" if share == of else of, change, way, *place)
        elif row["measure"] == "teachers" and (not _is_missing(row["count_now"]) or _is_low(total.result, "teachers")):
            value = formats.about_number(row["count_now"], is_rounded=total.result.is_rounded)
            change, way = _change_of_people(row, total)
            yield BigNumber(f"Teachers reached{so_far}", formats.capitalised(value), "", change, way, *place)
        elif row["measure"] == "attendance_rate" and not _is_missing(row["share_now"]) and not is_few(people["now"]):
            change, way = "", 0
            if not _is_missing(row["change_points"]) and not is_few(people["then"]):
                way = _way(row["change_points"]) if _differs(pd.Series(row)) else 0
                points = abs(round(row["change_points"]))
                change = formats.count_of(points, "point") if way else "about the same"
            yield BigNumber("Attendance rate", formats.percent(row["share_now"]), "", change, way, *place)
    yield from _ever_reached(context)


def _people(total: _Compared) -> dict[str, float]:
    """Return how many people attended now and then: an attendance rate of fewer than ten is no finding.

    A rate is of marks, and ten marks may be one person's.
    """
    frame = total.result.frame
    rows = frame[frame["measure"] == "teachers"]
    if rows.empty:
        return {"now": 0, "then": 0}
    return {
        side: 0 if _is_missing(rows.iloc[0][f"count_{side}"]) else rows.iloc[0][f"count_{side}"]
        for side in ("now", "then")
    }


def _ever_reached(context: QueryContext) -> Iterator[BigNumber]:
    standings = context.ask("standing_by_group")
    count = {str(row["standing"]): row for row in standings.frame.to_dict("records")}
    if not count or not int(count["never"]["schools"]):
        return
    schools = int(count["never"]["schools"])
    ever = schools - int(count["never"]["schools_of_standing"])
    of = _schools_of(ever, schools)
    share = of if is_few(schools) else formats.percent(ever / schools)
    new = int(count["new"]["schools_of_standing"])
    change = f"{new:,} for the first time in {context.this_year.in_words}" if new and new < ever else ""
    position = list(standings.frame["standing"]).index("never")
    yield BigNumber("Ever reached", share, "" if share == of else of, change, _way(new), standings, position)


def _change_of_schools(row: dict[Any, Any], compared: _Compared) -> str:
    if not compared.has_then:
        return ""
    change = int(row["count_change"])
    return "about as many" if is_chance(change) else formats.count_of(abs(change), "school")


def _change_of_people(row: Mapping[Any, Any] | pd.Series, compared: _Compared) -> tuple[str, int]:
    """Say "55", "about 55" or "as many", and which way it went; nothing where nothing was recorded then.

    Of rounded counts no change is said where it may be one of rounding alone.
    """
    if not compared.has_then or _is_missing(row["count_change"]):
        return "", 0
    change, about = int(row["count_change"]), "about " if compared.result.is_rounded else ""
    if formats.is_about_as_many(change) if about else not change:
        return f"{about}as many", 0
    return f"{about}{abs(change):,}", _way(change)


def _of_the_year(context: PackContext) -> PackContext:
    return dataclasses.replace(context, filters=context.filters.with_changes(period="year"))


def _way(change: float) -> int:
    return (change > 0) - (change < 0)


def _england(context: PackContext) -> str:
    """Set the whole year, as far as it goes, against England, where the hub's figure is of the same schools."""
    of_year = _of_the_year(context)
    row, england = of_year.ask("reach_total").frame.iloc[0], england_row(of_year, "name")
    if not england or is_few(row["schools"]):
        return ""
    schools = _schools_of(row["reached"], row["schools"])
    ours = f"{formats.capitalised(context.this_year.in_words)}: {schools} reached ({formats.percent(row['reach'])})."
    return f"{ours} {england['name']}: {formats.percent(england['reach'])}."


def _further(context: QueryContext, total: _Compared, places: _Compared) -> Iterator[Headline]:
    """Give what stands behind the numbers: people, targets, the places furthest apart, standings and fairness."""
    rows = {measure: position for position, measure in enumerate(total.result.frame["measure"])}
    for measure, say in (("teachers", _teachers), ("attendance_rate", _attendance)):
        if measure in rows:
            text = say(total.result.frame.iloc[rows[measure]], total)
            if text:
                yield Headline(text, total.result, (rows[measure],))
    yield from _of_targets(
        context.ask("targets_and_reach", period="year", other_period=context.before("year").period),
        met="the target is met so far" if context.this_year.is_running else "the target is met",
        year=context.this_year.in_words,
    )
    yield from _of_places(places)
    yield from _of_standings(context.ask("standing_by_group"), context)
    yield from _of_fairness(context.ask("equity_gap_trend"), context)


def _as_headlines(changes: list[overview.PlaceChange], places: _Compared) -> Iterator[Headline]:
    frame = places.result.frame
    codes = list(zip(frame["la_code"].astype(str), frame["phase"].astype(str), strict=True))
    for each in changes:
        yield Headline(f"{each.text}.", places.result, (codes.index((each.la_code, each.phase)),))


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
        actions.append(f"We propose to begin with {_place(row)}: {_counted(row)} are reached.")
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


def _teachers(row: pd.Series, compared: _Compared) -> str:
    if _is_missing(row["count_now"]) and not _is_low(compared.result, "teachers"):
        return ""
    people = formats.about(row["count_now"], "teacher", is_rounded=compared.result.is_rounded)
    came = f"{formats.capitalised(people)} came to at least one session"
    change, way = _change_of_people(row, compared)
    if not change:
        return f"{came}."
    than = f"{'more' if way > 0 else 'fewer'} than" if way else "as"
    return f"{came}, {change} {than} in {compared.then.in_words}."


def _attendance(row: pd.Series, compared: _Compared) -> str:
    """Say the attendance rate, and how it changed where that is a point or more."""
    people = _people(compared)
    if _is_missing(row["share_now"]) or is_few(people["now"]):
        return ""
    finding = f"The attendance rate was {formats.percent(row['share_now'])}"
    if _is_missing(row["change_points"]) or is_few(people["then"]) or not _differs(row):
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
    """Say where reach is lowest and where highest."""
    by_reach = _judged(compared.result.frame.reset_index(drop=True)).sort_values("share_now", kind="stable")
    if len(by_reach) > 1 and not are_gaps_of_chance(list(by_reach["share_now"]), list(by_reach["of_now"])):
        lowest, highest = by_reach.iloc[0], by_reach.iloc[-1]
        yield Headline(
            f"Reach is lowest in {_place(lowest)} ({_counts(lowest)}) and highest in {_place(highest)} "
            f"({_counts(highest)}).",
            compared.result,
            (int(str(by_reach.index[0])), int(str(by_reach.index[-1]))),
        )


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
    apart = "" if round(gap) == 0 else f": {formats.points_apart(gap)}{unrounded(gap, (most.iloc[0], least.iloc[0]))}"
    yield Headline(
        f"Of the most disadvantaged fifth of schools {formats.percent(most.iloc[0]['reach'])} were reached, "
        f"of the least disadvantaged {formats.percent(least.iloc[0]['reach'])}{apart}.",
        result,
        (int(most.index[0]), int(least.index[0])),
    )


def _counts(row: pd.Series) -> str:
    return f"{int(row['count_now']):,} of {int(row['of_now']):,}, {formats.percent(row['share_now'])}"


def _counted(row: pd.Series) -> str:
    """Say "3 of 21 schools (14%)"."""
    return f"{_schools_of(row['count_now'], row['of_now'])} ({formats.percent(row['share_now'])})"


def _schools_of(schools: float, of: float) -> str:
    """Say "3 of 21 schools"."""
    return f"{int(schools):,} of {formats.count_of(int(of), 'school')}"


def _judged(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places that have enough schools to say anything of."""
    return enough(places[places["of_now"].notna()], "of_now")


def _is_low(result: Result, measure: str) -> bool:
    """Whether this period's count is from 1 to 4 people."""
    return any(result.frame["measure"].iloc[row] == measure for row in result.low_rows("count_now"))


def _differs(row: pd.Series) -> bool:
    """Whether two shares differ once both are rounded as they are shown, and so does their difference."""
    if _is_missing(row["share_then"]) or _is_missing(row["share_now"]):
        return False
    is_shown = formats.percent(row["share_now"]) != formats.percent(row["share_then"])
    return is_shown and round(abs(row["change_points"])) >= 1


def _place(row: pd.Series) -> str:
    return overview.place(str(row["la_name"]), str(formats.word(row["phase"])))


def _schools(count: int) -> str:
    return "No school" if count == 0 else formats.count_of(count, "school")


def _is_missing(value: Any) -> bool:
    return bool(pd.isna(value))

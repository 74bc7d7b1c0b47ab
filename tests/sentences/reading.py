"""Reads all that pages and packs say of a hub under some filters, and checks each text."""

import dataclasses
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from reach.charts.chart import CategoryChart, Chart, Panels, Point
from reach.disclosure import WithheldError
from reach.exhibit import Exhibit
from reach.exhibits import attendance, candidates, comparing, fairness
from reach.measures import OF_PERIODS
from reach.report.answers import CachedAnswers, ForPublic, FromStore, PackContext
from reach.report.summary import next_steps, summarised
from reach.sentences import comparing as comparing_sentences
from reach.sentences import overview
from tests.golden.fixed_hub import SETTINGS
from tests.golden.test_exhibits import FUNCTIONS as EXHIBITS
from tests.sentences import (  # noqa: F401, they declare what is read
    on_people,
    on_reach,
    on_schools,
    on_sums,
    on_targets,
    on_tiles,
)
from tests.sentences.claims import FEW, Claims, Faults, Row, Time, View
from tests.sentences.grammar import CLAIMING, TIME, sentences_of
from tests.sentences.without_claims import WITHOUT_CLAIMS

_OF_JOURNEYS = tuple(f"journeys.{name}" for name in ("places_by_la", "places_by_phase", "moves", "years"))
_WEIGHTS = {"standing": 30, "disadvantage": 25, "size": 15, "behind": 20, "years": 10}


@dataclasses.dataclass(frozen=True)
class Text:
    """Something that is said in a place, and what was chosen there beyond the filters."""

    place: str
    text: str
    options: Row = dataclasses.field(default_factory=dict)
    is_title: bool = False


def read(view: View, faults: Faults, *, chance: Random, number: int) -> None:
    """Read all that pages and packs say under some filters; of the exhibits, at most so many."""
    said: dict[Any, Any] = {}
    for text, exhibit in texts_of(view, chance, number):
        check(text, view, faults, said)
        if exhibit and exhibit.chart is not None and not text.is_title:
            check_chart(text, exhibit.chart, view, faults, said)


def check(text: Text, view: View, faults: Faults, said: dict[Any, Any]) -> None:
    """Check one text."""
    claims = Claims(view, text.place, text.text, text.options, faults, said)
    _check_times(claims)
    _check_words(claims)
    _check_arithmetic(claims)
    if text.is_title:
        return
    for sentence, parts, rule in sentences_of(text.text, text.place):
        faults.sentences += 1
        if rule is not None:
            rule(claims, parts)
        elif CLAIMING.search(sentence) and not any(re.fullmatch(each, sentence.rstrip(".")) for each in WITHOUT_CLAIMS):
            claims.fault(f"nothing is known of what this claims: {sentence}")


# What is said ---------------------------------------------------------------------------------------------------------


def context_of(view: View) -> PackContext:
    """Give what exhibits are made from."""
    answers: Any = CachedAnswers(FromStore(view.version))
    shown = ForPublic(answers, SETTINGS) if view.is_public else answers
    return PackContext(SETTINGS, view.filters, shown, view.last_day)


def texts_of(view: View, chance: Random, number: int) -> Iterator[tuple[Text, Exhibit | None]]:
    """Give all that is said: exhibits with their titles, headlines, and what the hub does next."""
    context = context_of(view)
    every = list(exhibits_of(view))
    chosen = chance.sample(every, min(number, len(every)))
    for place, options in chosen:
        try:
            exhibit = EXHIBITS[place](context, **_asked(options))
        except WithheldError:
            continue
        yield Text(place, exhibit.title, options, is_title=True), exhibit
        yield Text(place, exhibit.sentence, options), exhibit
    (total,) = view.rows("reach_total") or [{"schools": 0}]
    if total["schools"]:
        summary = summarised(context, "")
        for headline in (summary.finding, *summary.further):
            yield Text("headlines", headline.text), None
        for way, changes in (("better", summary.better), ("worse", summary.worse)):
            for change in changes:
                yield Text("headlines", change.text, {"way": way}), None
        if summary.england:
            yield Text("headlines", summary.england), None
        for line in next_steps(context):
            yield Text("next", line), None
    if not view.is_public:
        yield from _of_overview(context)
        yield from _of_compare(context, view)


def _of_overview(context: PackContext) -> Iterator[tuple[Text, None]]:
    total = context.ask("reach_total").frame
    if total.empty:
        return
    then = context.ask_last_year("reach_total").frame
    yield Text("overview", overview.on_the_whole(total, then, context.now, context.then)), None
    places = context.ask(
        "compare_measures",
        measure="reach",
        breakdown="la_phase",
        other_year=context.last_year,
        other_period=context.then.period,
    )
    better, worse = overview.better_and_worse(places.frame)
    for way, changes in (("better", better), ("worse", worse)):
        for change in changes:
            yield Text("overview", change.text, {"way": way}), None


def _of_compare(context: PackContext, view: View) -> Iterator[tuple[Text, None]]:
    for then in _thens(view):
        other = {"other_year": then.year, "other_period": then.filters["period"]}
        now_side, then_side = comparing.sides(context, **other)
        total = context.ask("compare_measures", measure=None, breakdown="total", **other).frame
        change = context.ask("compare_change", **other).frame
        for line in comparing_sentences.on_change(total, change, now_side, then_side):
            yield Text("compare", line, {"then": then}), None
        warning = comparing_sentences.on_unlike(now_side, then_side)
        is_unlike = then != view.before()
        yield Text("compare", f"Warned: {bool(warning)}, unlike: {is_unlike}"), None


def _thens(view: View) -> list[Time]:
    before = view.before()
    return [before, Time(before.year, "year")] if before.is_to_date else [before]


def exhibits_of(view: View) -> Iterator[tuple[str, Row]]:
    """Give every exhibit in every way that it can be chosen: of a programme, a journey, a school, some."""
    programmes = [each.code for each in SETTINGS.programmes][:4]
    ways: dict[str, list[Row]] = {
        "attendance.attendance_rate": _each("breakdown", attendance.BREAKDOWNS),
        "attendance.attendance_outcomes": _each("breakdown", attendance.BREAKDOWNS),
        "call_list.first_to_ring": [_call(view, None), _call(view, programmes[0])],
        "call_list.call_list": [_call(view, None), _call(view, programmes[0])],
        "candidates.candidate_groups": _each("breakdown", candidates.BREAKDOWNS),
        "comparing.measure_by_place": [
            {"measure": measure, "breakdown": breakdown, "then": then}
            for measure in OF_PERIODS
            for breakdown in (("la", "phase", "la_phase") if measure in ("reach", "teachers") else ("la",))
            for then in _thens(view)
        ],
        "comparing.moves_by_place": [{"breakdown": "la", "then": then} for then in _thens(view)],
        "fairness.reach_by_group": _each("breakdown", fairness.BREAKDOWNS),
        **dict.fromkeys(_OF_JOURNEYS, _each("journey", SETTINGS.journeys)),
        "maps.school_map": _each("by", ("standing", "rung")),
        "partners.partner_strands": _each("measure", ("activities", "reached", "people")),
        "partners.partner_reach": _each("measure", ("reached", "people")),
        "places.need_by_la_phase": _each("programme_code", programmes),
        "places.places_taken": _each("programme_code", programmes),
        "strands.strand_bars": _each("measure", ("reached", "activities", "sessions_held", "people", "pupils")),
        "strands.programme_reach": _each("strands", (("cpd",), ("recruitment", "training"), ("leadership",))),
        "strands.support_days": _each("breakdown", ("la", "phase")),
        "targets.target_outlook": _each("week", (None, 12)),
        "targets.outlook_in_earlier_years": _each("week", (None, 12)),
        "targets.target_weeks": [
            {"target": row["target"], "week": week}
            for week in (None, 12)
            for row in view.rows("target_outlook", period="year")
        ],
        **_of_activities(view),
        **on_schools.ways_of(view),
    }  # fmt: skip
    for place in EXHIBITS:
        if not view.is_public or not place.startswith(("schools.", "call_list.", "maps.", "attendance.activit")):
            for options in ways.get(place, [{}]):
                yield place, options


def _of_activities(view: View) -> dict[str, list[Row]]:
    found = [row["activity_id"] for row in view.rows("activity_list")][:2]
    register = [{"activity_id": each, "as_table": as_table} for each in found for as_table in (False, True)]
    return {"attendance.activity_register": register, "attendance.activity_schools": _each("activity_id", found)}


def _call(view: View, programme_code: str | None) -> Row:
    weights = {f"weight_{name}": weight for name, weight in _WEIGHTS.items()}
    return {"programme_code": programme_code, "today": view.last_day} | weights


def _each(option: str, values: Any) -> list[Row]:
    return [{option: value} for value in values]


def _asked(options: Row) -> Row:
    then = options.get("then")
    if then is None:
        return options
    others = {name: value for name, value in options.items() if name != "then"}
    return others | {"other_year": then.year, "other_period": then.filters["period"]}


# What holds of every text ---------------------------------------------------------------------------------------------

_PART_FIRST = re.compile(
    r"([\d,]+) of (?:the )?([\d,]+)(?: schools?(?: reached)?| marks| who signed up)?(?:,| \()\s?(\d+) ?%"
)
_OF_PLANS = re.compile(r"(?:[Tt]argets? (?:of|for)|years before) $")
_AGAINST = re.compile(rf"(?:than in|against|[Ss]ince|Against|as many as in) (?:the )?({TIME})")
_CERTAIN = re.compile(r"\bwill (?:not )?be (?:missed|met|made)\b|\b(?:is|was|were|are) missed\b")


def _check_times(claims: Claims) -> None:
    """Hold that a year or term that is not over is said so far, and is set against no whole one."""
    view = claims.view
    for match in re.finditer(TIME, claims.text):
        term, year = re.fullmatch(r"(?:(\w+) term )?(\d{4}/\d\d).*", match[0]).groups()  # type: ignore[union-attr]
        is_plan = _OF_PLANS.search(claims.text[: match.start()])
        if view.is_running(year, (term or "year").lower()) and not is_plan:
            claims.check("time", match[0].endswith("so far"), f"“{match[0]}” is not over")
    chosen_then = claims.options.get("then")
    is_by_choice = chosen_then is not None and chosen_then != view.before()
    for match in _AGAINST.finditer(claims.text):
        is_whole = " to " not in match[1] and not match[1].endswith("so far")
        is_unlike = is_whole and view.time().until is not None and not is_by_choice
        claims.check("unlike", not is_unlike, f"a running period against the whole of {match[1]}")


def _check_words(claims: Claims) -> None:
    """Hold that nothing is said as certain of a year that is not over."""
    if not claims.view.is_year_over:
        certain = _CERTAIN.search(claims.text)
        claims.check("over", not certain, f"“{certain[0] if certain else ''}”, and the year is not over")
        claims.check("over", not re.search(r"\blapsed\b", claims.text), "lapsed, and the year is not over")
    if re.search(r"\b0 of [1-9]|\b0 ?%", claims.text) and claims.place in ("headlines", "overview"):
        claims.known(claims.view.time())


def _check_arithmetic(claims: Claims) -> None:
    """Hold that "3 of 12 schools (25%)" and "25%, 3 of 12" are right in themselves."""
    if claims.view.is_public:
        return
    for part, whole, share in _PART_FIRST.findall(claims.text):
        _is_share(claims, part, whole, share)
    for share, part, whole in re.findall(r"(\d+) ?%(?:,| \() ?([\d,]+) of ([\d,]+)", claims.text):
        _is_share(claims, part, whole, share)


def _is_share(claims: Claims, part: str, whole: str, share: str) -> None:
    a, b = (int(each.replace(",", "")) for each in (part, whole))
    claims.check("sum", b and abs(100 * a / b - int(share)) <= 0.5 + 1e-9, f"{part} of {whole} is not {share}%")


# Charts ---------------------------------------------------------------------------------------------------------------


def check_chart(text: Text, chart: Chart, view: View, faults: Faults, said: dict[Any, Any]) -> None:
    """Check what the marks of a chart say: shares of few are pale, targets are the same in all charts."""
    claims = Claims(view, f"chart of {text.place}", text.text, text.options, faults, said)
    parts = chart.charts if isinstance(chart, Panels) else (chart,)
    for part in parts:
        if not isinstance(part, CategoryChart):
            continue
        for series in part.series:
            for point in series.points:
                if part.is_share and series.kind == "bar" and not text.place.startswith("places."):
                    _check_pale(claims, point)
                if text.place.startswith("targets.") and series.name == "Target":
                    claims.fact(("mark of the target", point.key or part.categories[series.points.index(point)].name),
                                point.value and round(point.value, 4))  # fmt: skip


def _check_pale(claims: Claims, point: Point) -> None:
    counts = re.search(r"([\d,]+) of ([\d,]+)", f"{point.label.text} {point.hover}")
    if counts and point.value is not None and not claims.view.is_public:
        whole = int(counts[2].replace(",", ""))
        part = int(counts[1].replace(",", ""))
        claims.check("sum", whole and abs(part / whole - point.value) < 1e-6, f"{point.value} for {counts[0]}")
        claims.check("few", (whole < FEW) <= point.is_few, f"a bar of {whole} is not pale: {point.hover}")

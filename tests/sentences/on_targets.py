"""What is claimed of targets, of how a year may end, of fairness, and of two periods side by side."""

import re
from typing import Any

from tests.sentences.claims import UP, Claims, Row, Time, place_word
from tests.sentences.grammar import Said, reads
from tests.sentences.on_reach import UNKNOWN, listed

# Targets --------------------------------------------------------------------------------------------------------------


@reads("targets.target_outlook", "Nothing is recorded of this year yet, so nothing can be said of its end")
def _(claims: Claims, said: Said) -> None:
    claims.check("none", claims.view.rows("targets_and_reach", period="year"), "no target is set")
    claims.check(
        "none", not claims.view.rows("target_outlook", period="year", **claims.options), "something is recorded"
    )


@reads("targets.target*", "No target is set for exactly what is chosen")
def _(claims: Claims, said: Said) -> None:
    claims.check("none", not claims.view.rows("targets_and_reach", period="year"), "there is a target")


@reads(
    "targets.targets_and_reach",
    "{met:The one target is|The one target is not|All \\d+ targets are} met{so_far:(?: so far)?}",
)
@reads(
    "targets.targets_and_reach",
    "{met:None of \\d+ targets is|\\d+ of \\d+ targets (?:is|are)} met{so_far:(?: so far)?}",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("targets_and_reach", period="year")
    met = sum(row["reached"] >= row["schools_aimed_at"] for row in rows)
    words = said["met"]
    numbers = [int(each) for each in re.findall(r"\d+", words)]
    expected = {
        "The one target is": (1, 1),
        "The one target is not": (0, 1),
    }.get(words) or ((0, numbers[-1]) if words.startswith("None") else (numbers[0], numbers[-1]))
    claims.check("number", (met, len(rows)) == expected, f"{met} of {len(rows)} are met")
    _so_far(claims, said["so_far"])


def _so_far(claims: Claims, words: str) -> None:
    is_running = claims.view.is_running(claims.view.filters.academic_year, "year")
    claims.check("over", bool(words.strip()) == is_running, "met, of a year that is not over, or the other way round")


@reads("targets.targets_and_reach", "Most is still needed for “{who:w}”: {n:n} more school<s|>")
@reads("targets.targets_and_reach", "{near:Nearest} is “{who:w}”: {n:n} more school<s|>")
def _(claims: Claims, said: Said) -> None:
    rows = [row for row in claims.view.rows("targets_and_reach", period="year") if row["still_needed"] > 0]
    find = claims.least if "near" in said else claims.most
    if row := find(rows, lambda row: row["target"], said["who"], lambda row: row["still_needed"]):
        claims.number(said["n"], row["schools_aimed_at"] - row["reached"])


@reads("targets.targets_and_reach", "More schools than there are would be needed for {who:w}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("targets_and_reach", period="year")
    impossible = [f"“{row['target']}”" for row in rows if row["schools_aimed_at"] > row["schools"]]
    claims.same("impossible", said["who"], listed(impossible))


OUTLOOKS = {
    "met": ("met",),
    "met so far": ("met_so_far",),
    "missed": ("missed",),
    "likely on past years": ("likely",),
    "may be met": ("open",),
    "unlikely on past years": ("unlikely",),
    "of which nothing can be said": ("few_years", "too_early", "nobody_yet", "no_schools"),
}


@reads("targets.target_outlook", "Of {n:n} target<s|>: {parts:w}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("target_outlook", period="year", **claims.options)
    claims.number(said["n"], len(rows))
    is_over = claims.view.is_year_over and claims.options["week"] is None
    for part in re.split(r", | and ", said["parts"]):
        count, _, words = part.partition(" ")
        claims.check("word", words in OUTLOOKS, f"said {words}")
        claims.check("over", is_over or words not in ("met", "missed"), f"said {words} of a year that is not over")
        kinds = OUTLOOKS.get(words, ())
        claims.number(count, sum(row["outlook"] in kinds for row in rows))
        if words == "met so far":
            ahead = [row for row in rows if row["outlook"] in kinds]
            claims.check("number", all(row["reached_so_far"] >= row["schools_aimed_at"] for row in ahead), "not met")


@reads(
    "targets.*",
    "A projection needs two earlier years recorded from their first weeks to the summer, with 20 schools reached or "
    "more; there are fewer",
)
@reads(
    "targets.*",
    "By this week earlier years stood at less than a quarter of their end: too early to say where it will be",
    "Nobody is reached yet, so that earlier years say nothing of this one's end",
    "No school is of what the target is for, so that nothing can be reached",
)
def _(claims: Claims, said: Said) -> None:
    outlooks = {
        row["outlook"] for row in claims.view.rows("target_outlook", period="year", week=claims.options["week"])
    }
    claims.check("word", outlooks & {"few_years", "too_early", "nobody_yet", "no_schools"}, f"and it is {outlooks}")


@reads(
    "targets.target_weeks",
    "The target of {p:p} ({aim:n} school<s|>) {how:is met so far|is likely to be met, on past years|may be met|is unlikely "
    "to be met, on past years}: {a:n} of {b:n} school<s|> reached so far, {more:n} more school<s|> needed",
    "The target of {p:p} ({aim:n} school<s|>) {how:is met so far|is likely to be met, on past years|may be met|is unlikely "
    "to be met, on past years}: {a:n} of {b:n} school<s|> reached so far",
    "The year is over. The target of {p:p} ({aim:n} school<s|>) {how:was met|was missed by [\\d,]+ schools?}: {a:n} of "
    "{b:n} school<s|> reached",
    "{a:n} of {b:n} school<s|> reached so far",
    "{a:n} of {b:n} school<s|> reached by week {week:n}",
)
def _(claims: Claims, said: Said) -> None:
    row = _outlook(claims)
    claims.number(said["a"], row["reached_so_far"])
    claims.number(said["b"], row["schools"])
    is_over = claims.view.is_year_over and claims.options["week"] is None
    if "p" not in said:
        claims.check("over", not is_over or "week" in said, "so far, of a year that is over")
        return
    claims.number(said["aim"], row["schools_aimed_at"])
    claims.percent(said["p"], row["share_aimed_at"])
    claims.fact(("target", claims.options["target"]), said["p"].replace(" ", ""))
    claims.check("over", said["how"].startswith("was") == is_over, f"“{said['how']}” of a year that is or is not over")
    is_met = row["reached_so_far"] >= row["schools_aimed_at"]
    if said["how"] in ("is met so far", "was met"):
        claims.check("number", is_met, "it is not met")
    if said["how"].startswith("was missed"):
        claims.number(re.findall(r"[\d,]+", said["how"])[0], row["schools_aimed_at"] - row["reached_so_far"])
    if "likely" in said["how"]:
        least, most = row["expected_least"], row["expected_most"]
        claims.check(
            "direction",
            most < row["schools_aimed_at"] if "unlikely" in said["how"] else least >= row["schools_aimed_at"],
            f"the end is from {least} to {most}",
        )
    if "more" in said:
        claims.number(said["more"], row["schools_aimed_at"] - row["reached_so_far"])


def _outlook(claims: Claims) -> Row:
    rows = claims.view.rows("target_outlook", period="year", week=claims.options["week"])
    return next(row for row in rows if row["target"] == claims.options["target"])


@reads("targets.target_weeks", "{n:n} school<s|> not yet reached <is|are> booked on sessions still to come")
def _(claims: Claims, said: Said) -> None:
    claims.number(said["n"], _outlook(claims)["schools_booked"])


@reads(
    "targets.target_weeks",
    "By week {week:n} the {years:n} earlier years{whole:(?: \\(the hub as a whole: too few schools of its own\\))?} had "
    "reached {least:p} to {most:p} of their end",
    "By week {week:n} the {years:n} earlier years{whole:(?: \\(the hub as a whole: too few schools of its own\\))?} had "
    "reached {least:p} of their end",
    "By week {week:n} the {years:n} earlier years{whole:(?: \\(the hub as a whole: too few schools of its own\\))?} had "
    "reached every school that they would",
)
def _(claims: Claims, said: Said) -> None:
    row = _outlook(claims)
    claims.number(said["week"], row["week"])
    claims.number(said["years"], row["years_behind"])
    claims.check("word", bool(said["whole"]) != row["is_own_shape"], "of its own schools or not")
    claims.percent(said.get("least", "100%"), row["share_least"])
    claims.percent(said.get("most", said.get("least", "100%")), row["share_most"])


@reads(
    "targets.target_weeks",
    "On past years this one would end with {least:n} to {most:n} schools reached ({p:p} to {q:p})",
    "On past years this one would end with {least:n} to {most:n} schools reached ({p:p})",
    "On past years this one would end with {least:n} schools reached ({p:p})",
)
def _(claims: Claims, said: Said) -> None:
    row = _outlook(claims)
    claims.number(said["least"], row["expected_least"])
    claims.number(said.get("most", said["least"]), row["expected_most"])
    claims.percent(said["p"], row["expected_least"], row["schools"])
    claims.percent(said.get("q", said["p"]), row["expected_most"], row["schools"])
    claims.check("over", not claims.view.is_year_over or claims.options["week"] is not None, "the year is over")


@reads(
    "targets.target_weeks",
    "A school that has completed falls back when it misses later sessions, so the end can be below what stands now",
)
def _(claims: Claims, said: Said) -> None:
    claims.check("word", claims.view.filters.counted_as == "completed", "nobody falls back")


@reads(
    "targets.target_weeks targets.outlook_in_earlier_years",
    "Tried in the same week of {years:w}, {a:n} of {b:n} ends were within the range",
    "Tried in the same week of {years:w}, the one end was {where:within|outside} the range",
    "The estimate was {mean:f} percentage points off on average, {largest:f} at most",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("outlook_in_earlier_years", period="year", week=claims.options["week"])
    if "mean" in said:
        errors = [abs(row["error_points"]) for row in rows]
        claims.number(said["mean"], sum(errors) / len(errors))
        claims.number(said["largest"], max(errors))
        return
    claims.same("years", said["years"], listed(sorted({row["academic_year"] for row in rows})))
    claims.number(said.get("b", "1"), len(rows))
    within = sum(row["expected_least"] <= row["reached"] <= row["expected_most"] for row in rows)
    claims.number(said.get("a", "1" if said.get("where") == "within" else "0"), within)


@reads("targets.*", "It cannot be tried on earlier years yet: that needs a whole year with two whole years before it")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("outlook_in_earlier_years", period="year", week=claims.options["week"])
    claims.check("none", not rows, "it can be tried")


@reads("targets.target_list", "{n:n} target<s|>: {parts:w}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("target_list", period="year")
    claims.number(said["n"], len(rows))
    words = {"in the hub's settings": "hub.toml", "in a sheet": "sheet", "on the page Targets": "screen"}
    for part in re.split(r", | and ", said["parts"]):
        count, _, where = part.partition(" ")
        claims.number(count, sum(row["set_in"] == words[where] for row in rows))


# Fairness -------------------------------------------------------------------------------------------------------------


@reads(
    "fairness.equity_gap_trend",
    "There is no gap to speak of: among these schools the most and the least disadvantaged fifth are not both there, or "
    "their free school meals are not known",
)
def _(claims: Claims, said: Said) -> None:
    claims.check("none", _fifths(claims, claims.view.time()) is None, "both are there")


@reads(
    "fairness.equity_gap_trend",
    "In {now:t}, {a:n} of the {b:n} most disadvantaged schools ({p:p}) were reached, and {c:n} of the {d:n} least "
    "disadvantaged ({q:p})",
    "{gap:The most disadvantaged are [^.]+|There is no gap, to the nearest[^.]+|Too few to compare, with fewer than ten "
    "schools in one of them}",
)
def _(claims: Claims, said: Said) -> None:
    fifths = _fifths(claims, claims.view.time())
    claims.check("who", fifths, "there are no such fifths")
    if not fifths:
        return
    if "gap" in said:
        _gap(claims, said["gap"], fifths)
        return
    claims.time(said["now"], claims.view.time())
    for row, share, part, whole in ((fifths[0], "p", "a", "b"), (fifths[1], "q", "c", "d")):
        claims.percent(said[share], row["reached"], row["schools"])
        claims.number(said[part], row["reached"])
        claims.number(said[whole], row["schools"])


def _gap(claims: Claims, words: str, fifths: tuple[Row, Row]) -> None:
    gap = 100 * (fifths[0]["reach"] - fifths[1]["reach"])
    if words.startswith("Too few to compare"):
        claims.check("few", min(row["schools"] for row in fifths) < 10, "there are ten")
        return
    claims.enough(min(row["schools"] for row in fifths), "the fifths")
    number = re.search(r"(\d+) (?:percentage )?points? (lower|higher)", words)
    claims.check("rounding", bool(number) == (round(abs(gap)) >= 1), f"a gap of {gap}: {words}")
    if number:
        claims.number(number[1], round(abs(gap)))
        claims.moved(number[2], gap, 0)
        few = 200 / min(row["schools"] for row in fifths) + 1e-9
        claims.check("few", abs(gap) > few or "one or two schools" in words, "two schools make it")


@reads("fairness.equity_gap_trend", "There is nothing of {then:t} to compare it with")
def _(claims: Claims, said: Said) -> None:
    claims.time(said["then"], claims.view.before())
    claims.check("none", _fifths(claims, claims.view.before()) is None, "there is")


@reads(
    "fairness.equity_gap_trend",
    "{since:Against|Since} {then:t} ({gap:w}) it is unchanged, within rounding",
    "{since:Against|Since} {then:t} ({gap:w}) it has {same:hardly changed: one or two schools explain it}",
    "{since:Against|Since} {then:t} ({gap:w}) {closed:the gap has almost closed}",
    "{since:Against|Since} {then:t} ({gap:w}) it has turned round: the most disadvantaged fifth is now {turned:w}",
    "{since:Against|Since} {then:t} ({gap:w}) it is {way:closing|widening}, by {n:n} point<s|>",
)
def _(claims: Claims, said: Said) -> None:
    now = _fifths(claims, claims.view.time())
    if said["since"] == "Against":
        before = claims.view.before()
        claims.time(said["then"], claims.view.before())
    else:
        claims.check("unlike", claims.view.time().until is None, "a running period against the whole of an earlier one")
        before = Time(re.findall(r"\d{4}/\d\d", said["then"])[0], claims.view.filters.period)
    then = _fifths(claims, before)
    claims.check("who", now and then, "there are no such fifths")
    if not now or not then:
        return
    gap, gap_then = (100 * (pair[0]["reach"] - pair[1]["reach"]) for pair in (now, then))
    _level_or_gap(claims, said["gap"], gap_then)
    if "way" in said:
        narrowed = abs(gap_then) - abs(gap)
        claims.check("direction", narrowed > 0 if said["way"] == "closing" else narrowed < 0, f"{gap_then} to {gap}")
        claims.number(said["n"], round(abs(narrowed)))
        claims.check("rounding", round(abs(narrowed)) >= 1, f"{gap_then} to {gap}")
        claims.known(before)
        claims.enough(min(row["schools"] for row in (*now, *then)), "the fifths")
    if "turned" in said:
        _level_or_gap(claims, said["turned"], gap)
        claims.check("direction", gap * gap_then < 0, f"{gap_then} to {gap}")
        claims.enough(min(row["schools"] for row in (*now, *then)), "the fifths")


def _level_or_gap(claims: Claims, words: str, gap: float) -> None:
    if words in ("level", "not compared"):
        claims.check("number", round(gap) == 0, f"level, and it is {gap}")
        return
    number, _, way = re.fullmatch(r"([\d,]+) (points?) (lower|higher)", words).groups()  # type: ignore[union-attr]
    claims.number(number, round(abs(gap)))
    claims.check("direction", gap > 0 if way in UP else gap < 0, f"{way}, and it is {gap}")


def _fifths(claims: Claims, time: Time) -> tuple[Row, Row] | None:
    rows = {
        bool(row["is_most_disadvantaged"]): row
        for row in claims.view.rows("equity_gap_trend")
        if (row["academic_year"], row["period"]) == (time.filters["academic_year"], time.filters["period"])
    }
    return (rows[True], rows[False]) if len(rows) == 2 else None


@reads(
    "fairness.equity_gap_trend",
    "{then:t} had {why:fewer than ten schools in one of the fifths|no school reached}: nothing to compare it with",
)
def _(claims: Claims, said: Said) -> None:
    year, before = re.findall(r"\d{4}/\d\d", said["then"])[0], claims.view.before()
    then = _fifths(claims, before if year == before.year else Time(year, claims.view.filters.period))
    few = bool(then) and min(row["schools"] for row in then or ()) < 10
    none = bool(then) and not any(row["reached"] for row in then or ())
    claims.check("few", few if "fewer" in said["why"] else none, f"and it had {then}")


@reads(
    "fairness.equity_gap_by_la_phase",
    "In {worst:w} reach of the most disadvantaged fifth is {gap:level|\\d+ points? (?:lower|higher)} ({a:n} of {b:n} "
    "against {c:n} of {d:n} schools)",
    "In {best:w} it is {gap:level|\\d+ points? (?:lower|higher)} ({a:n} of {b:n} against {c:n} of {d:n} schools)",
)
def _(claims: Claims, said: Said) -> None:
    pairs: dict[str, dict[bool, Row]] = {}
    for row in claims.view.rows("equity_gap_by_la_phase"):
        name = row["la_name"] if isinstance(row["la_name"], str) else row["phase"]
        if isinstance(name, str):
            pairs.setdefault(name, {})[bool(row["is_most_disadvantaged"])] = row
    rows = [
        {"name": name, "gap": pair[True]["reach"] - pair[False]["reach"], "most": pair[True], "least": pair[False],
         "base": min(pair[True]["schools"], pair[False]["schools"])}
        for name, pair in pairs.items() if len(pair) == 2
    ]  # fmt: skip
    find = claims.most if "best" in said else claims.least
    who = said.get("best", said.get("worst", ""))
    found = find(rows, lambda row: row["name"], who, lambda row: round(row["gap"], 9), lambda row: row["base"])
    if found:
        _level_or_gap(claims, said["gap"], 100 * found["gap"])
        for part, value in (("a", found["most"]["reached"]), ("b", found["most"]["schools"]),
                            ("c", found["least"]["reached"]), ("d", found["least"]["schools"])):  # fmt: skip
            claims.number(said[part], value)


@reads(
    "fairness.equity_gap_by_la_phase",
    "Too few schools to compare, fewer than ten in one of the fifths: {who:w}",
    "There are no schools to compare",
)
@reads(
    "fairness.reach_by_group",
    "<Free school meals not published, or an independent school|Number on roll or phase not in the register>: {n:n} "
    "school<s|>",
    "The register does not say for {n:n} of {all:n} school<s|>",
)
def _(claims: Claims, said: Said) -> None:
    if "n" in said:
        rows = claims.view.rows("reach_by_group", **claims.options)
        claims.number(said["n"], sum(row["schools"] for row in rows if row["school_group"].lower() in UNKNOWN))
        if "all" in said:
            claims.number(said["all"], sum(row["schools"] for row in rows))


@reads(
    "fairness.reach_by_trust",
    "{who:w} has most schools not reached: {a:n} of {b:n}",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("reach_by_trust")
    if row := claims.most(rows, lambda row: row["trust"], said["who"], lambda row: row["not_reached"]):
        claims.number(said["a"], row["schools"] - row["reached"])
        claims.number(said["b"], row["schools"])


@reads("fairness.reach_by_trust", "Not one school was reached in this period of {who:w}")
def _(claims: Claims, said: Said) -> None:
    none = [row["trust"] for row in claims.view.rows("reach_by_trust") if not row["reached"]]
    claims.same("trusts", said["who"], listed(none if len(none) <= 3 else [*none[:3], f"{len(none) - 3:,} more"]))


@reads("fairness.reach_by_trust", "Every school of {n:n} trust<s|> with two or more schools here was reached")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("reach_by_trust")
    claims.number(said["n"], len(rows))
    claims.check("all", all(row["reached"] == row["schools"] for row in rows), "not all are reached")


@reads("fairness.trusts_never_reached", "{n:n} trust<s|> with {m:n} school<s|> here <was|were> never reached")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("trusts_never_reached")
    claims.number(said["n"], len(rows))
    claims.number(said["m"], sum(row["schools"] for row in rows))


@reads("fairness.trusts_never_reached", "Every academy trust with schools here has been reached at some time")
@reads("fairness.reach_by_trust", "{two:No academy trust has two or more} of these schools")
def _(claims: Claims, said: Said) -> None:
    query = "reach_by_trust" if "two" in said else "trusts_never_reached"
    claims.check("none", not claims.view.rows(query), "there is one")


# Two periods side by side ---------------------------------------------------------------------------------------------

MEASURES = {
    "reach": "reach",
    "schools reached": "reached",
    "teachers reached": "teachers",
    "sessions held": "sessions_held",
    "teachers' hours": "hours",
    "pupils reached": "pupils_reached",
    "the attendance rate": "attendance_rate",
}
SHARES = ("reach", "attendance_rate")
_NAME = (
    "{measure:Reach|Schools reached|Teachers reached|Sessions held|Teachers' hours|Pupils reached|The attendance rate}"
)
_VALUE = r"(?:\d+ ?%(?: \([\d,]+ of [\d,]+ (?:schools|marks)\))?|(?:about )?[\d,]+)"


@reads(
    "comparing.measure_by_place compare",
    f"{_NAME} {{way:rose|fell}} from {{before:{_VALUE}}} in {{then:t}} to {{after:{_VALUE}}} in {{now:t}}, {{by:w}}",
    f"{_NAME} {{same:(?:is|are) (?:about )?as before}}: {{after:{_VALUE}}} in {{now:t}}, {{before:{_VALUE}}} in {{then:t}}",
)
def _(claims: Claims, said: Said) -> None:
    measure = MEASURES[said["measure"].lower()]
    row = _total(claims, measure)
    now, then = claims.view.time(), claims.options["then"]
    claims.time(said["now"], now)
    claims.time(said["then"], then)
    for side, words in (("now", said["after"]), ("then", said["before"])):
        _value(claims, words, row, side, measure)
    change = row["change_points"] if measure in SHARES else row["count_change"]
    if "way" in said:
        claims.known(then)
        claims.check("chance", not _is_chance(row, measure), "one or two schools make it")
        claims.moved(said["way"], change, 0, least=0.5 if measure in SHARES else 1)
        if measure in SHARES:
            for side in ("now", "then"):
                claims.enough(row[f"of_{side}"], said["measure"])
            claims.shown_move(said["way"], said["before"], said["after"])
        _by(claims, said["by"], change, measure)
    else:
        is_same = abs(change) < _within(claims, measure) or _is_chance(row, measure)
        claims.check("direction", is_same, f"and it is {change}")


@reads(
    "comparing.* compare",
    "Nothing is recorded of {then:t} for what is chosen, so nothing is compared",
    f"{_NAME}: {{after:{_VALUE}}} in {{now:t}}",
)
def _(claims: Claims, said: Said) -> None:
    then = claims.options["then"]
    other = {"other_year": then.year, "other_period": then.filters["period"]}
    rows = claims.view.rows("compare_measures", measure=None, breakdown="total", **other)
    claims.check("no data", not any((row["count_then"] or 0) > 0 for row in rows), "something is recorded")
    if "then" in said:
        claims.time(said["then"], then)
    else:
        claims.time(said["now"], claims.view.time())
        measure = MEASURES[said["measure"].lower()]
        _value(claims, said["after"], _total(claims, measure), "now", measure)


def _is_chance(row: Row, measure: str) -> bool:
    """Whether one or two schools make a change."""
    return measure in ("reach", "reached") and abs(row["count_now"] - row["count_then"]) <= 2


@reads("comparing.measure_by_place", "No place changed by more than two schools")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    known = [row for row in _places(claims) if _is_known(row, measure) and not _is_few(row, measure)]
    claims.check("all", all(_is_chance(row, measure) or abs(_change(row, measure)) < 1 for row in known), "one did")


def _within(claims: Claims, measure: str) -> float:
    """Give under what a change may be said to be none: of the public's numbers, which are coarse, more."""
    if claims.view.is_public and measure in ("teachers", "attendance_rate"):
        return 25 if measure == "teachers" else 20
    return 1 + 1e-9


def _total(claims: Claims, measure: str) -> Row:
    other = {"other_year": claims.options["then"].year, "other_period": claims.options["then"].filters["period"]}
    rows = claims.view.rows("compare_measures", measure=None, breakdown="total", **other)
    return next(row for row in rows if row["measure"] == measure)


def _value(claims: Claims, words: str, row: Row, side: str, measure: str) -> None:
    if "%" in words:
        claims.of(words, row[f"count_{side}"], row[f"of_{side}"])
    else:
        claims.number(words, row[f"count_{side}"], of_people=claims.view.is_public)


def _by(claims: Claims, words: str, change: float, measure: str) -> None:
    """Hold that "+3 points" and "about 55 more" are the change."""
    number = re.search(r"([+-]?)(?:about )?([\d,]+)", words)
    claims.check("word", number, f"no number in {words}")
    if not number:
        return
    # Of the public's totals, which can be sums of rounded parts, the change is as uncertain as they are.
    close = (10 if "about" in words else 0) + (2.5 if claims.view.is_public and measure in SHARES else 0) + 0.5 + 1e-6
    claims.check("number", abs(float(number[2].replace(",", "")) - abs(change)) <= close, f"{words}: {change}")
    down = number[1] == "-" or "fewer" in words
    is_shown = change < 0 if down else change > 0
    claims.check("direction", is_shown, f"{words}: {change}")


@reads(
    "comparing.measure_by_place compare",
    f"{_NAME} cannot be compared: {{now:t}}: {{after:{_VALUE}}}",
    f"{_NAME} cannot be compared: neither period has any",
    f"{_NAME} {{few:is not compared, with fewer than ten (?:schools|marks)}}: {{after:{_VALUE}}} in {{now:t}}, "
    f"{{before:{_VALUE}}} in {{then:t}}",
)
def _(claims: Claims, said: Said) -> None:
    measure = MEASURES[said["measure"].lower()]
    row = _total(claims, measure)
    if "few" in said:
        claims.check("few", _is_few(row, measure), "there are ten")
        _value(claims, said["after"], row, "now", measure)
        _value(claims, said["before"], row, "then", measure)
        return
    missing = [row[f"{'share' if measure in SHARES else 'count'}_{side}"] for side in ("now", "then")]
    is_unknown = any(each is None or each != each for each in missing)
    claims.check("none", is_unknown or claims.view.is_public, "both are known")


@reads("comparing.measure_by_place", "<It|They> {moves:(?:rose|fell)}{what:w}")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    rows = _places(claims)
    text = said["moves"] + said["what"]
    rising, _, _ = text.partition("fell in ") if "fell in " in text else (text, "", "")
    enough = [row for row in rows if _is_known(row, measure) and not _is_few(row, measure)]
    for name, by in re.findall(
        r"(?:in |, |and )([A-Z][A-Za-z ]+?|early years|primary|secondary|post-16) \(([^)]*)\)", text
    ):
        row = claims.named(rows, place_word, re.sub(r"^and ", "", name))
        if not row:
            continue
        if measure in SHARES:
            for side in ("now", "then"):
                claims.enough(row[f"of_{side}"], name)
        change = _change(row, measure)
        claims.check("rounding", abs(change) >= (0.5 if measure in SHARES else 1), f"{name}: {change}")
        claims.check("chance", not _is_chance(row, measure), f"{name}: one or two schools make it")
        _by(claims, by, change, measure)
        claims.check("direction", change > 0 if name in rising else change < 0, f"{name}: {change}")
    most = re.search(r"most in (.+?) \(", rising)
    if most:
        claims.most(enough, place_word, most[1], lambda row: round(_change(row, measure), 6))
    if "everywhere" in rising:
        claims.check("all", all(_change(row, measure) > 0 for row in enough), "not everywhere")


@reads("comparing.measure_by_place", "They rose in {n:n} places{fell:(?: and fell in .+)?}")
def _(claims: Claims, said: Said) -> None:
    claims.check("word", claims.view.is_public, "which most is known")


@reads("comparing.measure_by_place", "<It is|They are> as before everywhere")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    enough = [row for row in _places(claims) if _is_known(row, measure) and not _is_few(row, measure)]
    close = _within(claims, measure)
    claims.check("all", all(abs(_change(row, measure)) < close for row in enough), "not everywhere")


@reads("comparing.measure_by_place", "Not judged, with fewer than ten <schools|marks>: {who:w}")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    few = [place_word(row) for row in _places(claims) if _is_few(row, measure)]
    claims.same("few", said["who"], listed(few))


@reads("comparing.measure_by_place", "Numbers of people are rounded to the nearest 5, and 1 to 4 reads “fewer than 5”")
def _(claims: Claims, said: Said) -> None:
    claims.check("word", claims.view.is_public, "they are not")


def _places(claims: Claims) -> list[Row]:
    then = claims.options["then"]
    return claims.view.rows(
        "compare_measures", measure=claims.options["measure"], breakdown=claims.options["breakdown"],
        other_year=then.year, other_period=then.filters["period"],
    )  # fmt: skip


def _change(row: Row, measure: str) -> Any:
    return row["change_points"] if measure in SHARES else row["count_change"]


def _is_known(row: Row, measure: str) -> bool:
    change = _change(row, measure)
    return change is not None and change == change


def _is_few(row: Row, measure: str) -> bool:
    return measure in SHARES and any(
        row[f"of_{side}"] is not None and row[f"of_{side}"] < 10 for side in ("now", "then")
    )


@reads(
    "comparing.moves_by_place",
    "{gained:n} school<s|> <was|were> reached in {now:t} that <was|were> not reached in {then:t}",
    "{lost:n} school<s|> <was|were> reached in {then:t} and not in {now:t}",
)
def _(claims: Claims, said: Said) -> None:
    row = _moves(claims)
    way = "gained" if "gained" in said else "lost"
    claims.number(said[way], row[way])
    claims.time(said["now"], claims.view.time())
    claims.time(said["then"], claims.options["then"])
    if claims.options["then"] == claims.view.before():
        total = claims.view.rows("reach_total")[0]["reached"]
        before = claims.view.rows("reach_total", **claims.view.before().filters)
        change = total - (before[0]["reached"] if before else 0)
        opened = row["opened_reached"] - row["closed_reached"]
        claims.check("sum", change == row["gained"] - row["lost"] + opened, f"{row}: and reach changed by {change}")


def _moves(claims: Claims) -> Row:
    then = claims.options["then"]
    (row,) = claims.view.rows("compare_change", other_year=then.year, other_period=then.filters["period"])
    return row


@reads("comparing.moves_by_place", "In between, {parts:w}")
def _(claims: Claims, said: Said) -> None:
    row = _moves(claims)
    for pattern, count, reached in (
        (r"([\d,]+) schools? opened \(([\d,]+) reached\)", "opened", "opened_reached"),
        (r"([\d,]+) schools? closed or joined another \(([\d,]+) had been reached\)", "closed", "closed_reached"),
    ):
        found = re.search(pattern, said["parts"])
        claims.number(found[1] if found else "no", row[count])
        claims.number(found[2] if found else "no", row[reached] if found else 0)


@reads("comparing.moves_by_place", "The same schools count in both")
def _(claims: Claims, said: Said) -> None:
    row = _moves(claims)
    claims.check("none", not row["opened"] and not row["closed"], f"{row}")


@reads(
    "comparing.moves_by_place compare",
    "Among the {n:n} school<s|> that count in both periods, reach changed by {by:points}; schools that opened or closed "
    "{how:added [\\d.]+ points?|took away [\\d.]+ points?|make no difference to it}",
)
def _(claims: Claims, said: Said) -> None:
    row = _moves(claims)
    claims.number(said["n"], row["schools_in_both"])
    number = float(said["by"].split()[0])
    claims.check("number", abs(number - row["like_for_like_points"]) < 0.051, f"{row['like_for_like_points']}")
    rest = re.search(r"[\d.]+", said["how"])
    signed = (float(rest[0]) if rest else 0) * (-1 if "took" in said["how"] else 1)
    claims.check("number", abs(signed - row["opened_closed_points"]) < 0.051, f"{row['opened_closed_points']}")


@reads("compare", "{list:Better|Worse|Fewer so far|As before}: {parts:w}")
def _(claims: Claims, said: Said) -> None:
    for words in re.split(r"(?<=\)), | and (?=teach|sess|pup|the att)|, (?=teach|sess|pup|the att)", said["parts"]):
        name, _, by = words.partition(" (")
        measure = MEASURES.get(name.strip(), "")
        claims.check("who", measure, f"said {name}")
        if not measure:
            continue
        change = _change(_total(claims, measure), measure)
        if said["list"] == "As before":
            claims.check("direction", abs(change) < 1, f"{name}: {change}")
            continue
        _by(claims, by.removesuffix(")"), change, measure)
        claims.check("direction", change > 0 if said["list"] == "Better" else change < 0, f"{name}: {change}")
        now, then = claims.view.time(), claims.options["then"]
        if now.until and not then.until and measure not in SHARES:
            claims.check("unlike", said["list"] != "Worse", "a running period's counts against a whole one's")

"""What is claimed of reach, the ladder, standing, the trend and the map, and in the headlines of Overview and packs."""

from collections.abc import Callable
from typing import Any

from tests.sentences.claims import Claims, Row, place_word
from tests.sentences.grammar import Said, reads

_REACH = "reaching.reach_by_* maps.reach_map fairness.reach_by_group"
_QUERIES: dict[str, tuple[str, Callable[[Row], str]]] = {
    "reaching.reach_by_la": ("reach_by_la", lambda row: str(row["la_name"])),
    "maps.reach_map": ("reach_by_la", lambda row: str(row["la_name"])),
    "overview": ("reach_by_la", lambda row: str(row["la_name"])),
    "reaching.reach_by_phase": ("reach_by_phase", lambda row: str(row["phase"])),
    "reaching.reach_by_la_phase": ("reach_by_la_phase", place_word),
    "fairness.reach_by_group": ("reach_by_group", lambda row: str(row["school_group"])),
}
UNKNOWN = {"not known", "not said"}
_PHASES = ("early years", "primary", "secondary", "post-16")
STANDINGS = ("new", "sustained", "re-engaged", "not yet back", "lapsed", "never")


def _asked(claims: Claims, **period: str) -> tuple[list[Row], Callable[[Row], str]]:
    query, name = _QUERIES[claims.place]
    rows = claims.view.rows(query, **claims.options, **period)
    unserved = _unserved(claims) if query == "reach_by_phase" else set()
    return [row for row in rows if name(row).lower() not in UNKNOWN | unserved], name


def _unserved(claims: Claims) -> set[str]:
    """Give the phases that no programme of the chosen strands is for, where none reached a school."""
    chosen = claims.view.filters
    programmes = claims.view.version.rows("select strand, phases, is_light_touch from programmes")
    served = {
        phase
        for strand, phases, is_light_touch in programmes
        if strand in chosen.strands and (chosen.light_touch or not is_light_touch)
        for phase in phases
    }
    # What an exhibit is asked for may be something else than filters, such as the other period of a comparison.
    narrowed = {name: value for name, value in claims.options.items() if hasattr(chosen, name)}
    phases = claims.view.rows("reach_by_phase", **narrowed)
    return {row["phase"] for row in phases if not row["reached"]} - served


@reads("reaching.*_phase comparing.measure_by_place", "No programme is for {phases:w}")
def _(claims: Claims, said: Said) -> None:
    claims.same("phases", said["phases"], " or ".join(sorted(_unserved(claims), key=_PHASES.index)))


def _schools(row: Row) -> Any:
    return row["schools"]


def _extremes(claims: Claims, said: Said, rows: list[Row], name: Callable[[Row], str]) -> None:
    """Hold that reach is highest and lowest where it is said to be."""
    best = claims.most(rows, name, said["best"], lambda row: row["reach"], _schools)
    least = claims.least(rows, name, said["least"], lambda row: row["reach"], _schools)
    for row, of in ((best, said["of_best"]), (least, said["of_least"])):
        if row:
            claims.of(of, row["reached"], row["schools"])
    claims.shown_move("more", said["of_least"], said["of_best"])
    claims.check("chance", _greatest_gap(rows) > 2 + 1e-5, "one or two schools make every gap")


@reads(_REACH, "Reach is highest in {best:w} ({of_best:of}) and lowest in {least:w} ({of_least:of})")
def _(claims: Claims, said: Said) -> None:
    _extremes(claims, said, *_asked(claims))


@reads(
    _REACH,
    "Each has fewer than ten schools: too few to compare",
    "{n:n} <phases?|places?|groups?|local authority|local authorities> with fewer than ten schools <is|are> not compared",
)
def _(claims: Claims, said: Said) -> None:
    rows, _ = _asked(claims)
    few = [row for row in rows if row["schools"] < 10]
    claims.check("few", few, "there are none")
    claims.number(said.get("n", str(len(rows))), len(few))


@reads(_REACH, "Reach is the same <everywhere|in all that are compared>: {share:p}")
def _(claims: Claims, said: Said) -> None:
    rows, _ = _asked(claims)
    enough = [row for row in rows if row["schools"] >= 10]
    claims.check("few", enough, "a finding on fewer than ten")
    for row in enough:
        claims.percent(said["share"], row["reached"], row["schools"])


@reads(
    "reaching.reach_by_la reaching.reach_by_phase reaching.reach_by_la_phase fairness.reach_by_group",
    "England’s figure is of whole years: {share:p} in {year:t}",
)
def _(claims: Claims, said: Said) -> None:
    newest = claims.view.rows("national_reach")[0]
    claims.percent(said["share"], newest["share"])
    claims.same("year", said["year"], newest["academic_year"])
    claims.check("period", claims.view.filters.period != "year", "a whole year has a bar of England's")


def _greatest_gap(rows: list[Row]) -> float:
    """Give how many schools, at most, make a gap between two of those that are not of few."""
    enough = [row for row in rows if row["schools"] >= 10]
    gaps = (
        abs(one["reach"] - other["reach"]) * min(one["schools"], other["schools"]) for one in enough for other in enough
    )
    return float(max(gaps, default=0))


@reads(_REACH, "One or two schools explain all differences in reach, {least:p} to {most:p}")
def _(claims: Claims, said: Said) -> None:
    rows, _ = _asked(claims)
    enough = sorted((row for row in rows if row["schools"] >= 10), key=lambda row: row["reach"])
    claims.check("few", len(enough) > 1, "a finding on fewer than ten")
    claims.percent(said["least"], enough[0]["reached"], enough[0]["schools"])
    claims.percent(said["most"], enough[-1]["reached"], enough[-1]["schools"])
    claims.check("chance", _greatest_gap(rows) < 2 + 1e-5, "more than two schools make a gap")


@reads(_REACH, "{who:w}: {of:of} reached")
def _(claims: Claims, said: Said) -> None:
    rows, name = _asked(claims)
    if row := claims.named(rows, name, said["who"]):
        claims.of(said["of"], row["reached"], row["schools"])


@reads(
    f"{_REACH} overview",
    "The greatest change is in {who:w}: reach {way:rose|fell} from {before:p} to {after:p}",
)
def _(claims: Claims, said: Said) -> None:
    now, name = _asked(claims)
    then, _ = _asked(claims, **claims.view.before().filters)
    known = {name(row): row for row in then if row["schools"] >= 10}
    both = [row for row in now if name(row) in known and row["schools"] >= 10]
    claims.known(claims.view.before())
    both = [row for row in both if abs(row["reached"] - known[name(row)]["reached"]) > 2]
    row = claims.most(both, name, said["who"], lambda row: round(abs(row["reach"] - known[name(row)]["reach"]), 9))
    if row is None:
        return
    before = known[name(row)]
    claims.percent(said["before"], before["reached"], before["schools"])
    claims.percent(said["after"], row["reached"], row["schools"])
    claims.moved(said["way"], row["reach"], before["reach"], least=0.01)
    claims.check("chance", abs(row["reached"] - before["reached"]) > 2, "one or two schools make it")
    claims.shown_move(said["way"], said["before"], said["after"])


@reads("fairness.reach_by_group", "Of fewer than ten schools, where one school moves the share far: {who:w}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("reach_by_group", **claims.options)
    few = [f"{row['school_group']} ({row['schools']:,})" for row in rows if row["schools"] < 10]
    claims.same("few", said["who"], listed(few))


_SIGN_UPS = "{a:n} signed up, {b:n} attended"
_COURSES = "{c:n} at activities of two or more sessions, {d:n} {last:completed|on course to complete}"


@reads("reaching.ladder_by_*", f"{{who:w}}: {_SIGN_UPS}")
@reads("reaching.ladder_by_*", f"{{who:w}}: {_SIGN_UPS}; of {_COURSES}")
def _(claims: Claims, said: Said) -> None:
    steps = _steps(claims)
    others = [place for (place, _), (before, _) in steps.items() if before and place != said["who"].lower()]
    claims.check("who", not others, f"there are others: {others}")
    _check_step(claims, steps[said["who"].lower(), False], said["a"], said["b"])
    able, _ = steps[said["who"].lower(), True]
    claims.check("all", ("c" in said) == bool(able), f"{able} can complete")
    _check_course(claims, said)


@reads("reaching.ladder_by_*", f"{{who:w}} loses most schools between signing up and attending: {_SIGN_UPS}")
@reads("reaching.ladder_by_*", f"{{who:w}} loses most schools after attending: {_COURSES}")
def _(claims: Claims, said: Said) -> None:
    step = said["who"].lower(), "c" in said
    before, after = _steps(claims)[step]
    if not step[1]:
        _check_step(claims, (before, after), said["a"], said["b"])
    _check_course(claims, said)
    claims.check("extreme", _losing_most(claims) == [step], f"these lose most: {_losing_most(claims)}")
    claims.check("chance", before - after > 2, "one or two schools make it")
    claims.check("few", before >= 10, f"it is of {before}")


@reads("reaching.ladder_by_*", "Most schools, {lost:n} each, are lost {where:w}")
def _(claims: Claims, said: Said) -> None:
    steps, most = _steps(claims), _losing_most(claims)
    words = {False: "between signing up and attending in", True: "after attending in"}
    where = [f"{words[is_course]} {place}" for place, is_course in most]
    claims.same("where", said["where"], listed(where))
    claims.check("extreme", len(most) > 1, "one step does")
    claims.number(said["lost"], steps[most[0]][0] - steps[most[0]][1])


@reads("reaching.ladder_by_*", "No step loses most schools: {many:n} lose {lost:n} each")
def _(claims: Claims, said: Said) -> None:
    steps, most = _steps(claims), _losing_most(claims)
    claims.number(said["many"], len(most))
    claims.number(said["lost"], steps[most[0]][0] - steps[most[0]][1])


@reads("reaching.ladder_by_*", "No step of ten schools or more loses more than two of them")
def _(claims: Claims, said: Said) -> None:
    lost = [before - after for before, after in _steps(claims).values() if before >= 10]
    claims.check("extreme", bool(lost) and max(lost) <= 2, f"they lose {lost}")


@reads("reaching.ladder_by_*", "Every school that signed up attended")
@reads(
    "reaching.ladder_by_*",
    "Every school that signed up attended, and all that can complete {last:completed|are on course to complete}",
)
def _(claims: Claims, said: Said) -> None:
    steps = _steps(claims)
    claims.check("all", all(before == after for before, after in steps.values()), f"not all: {steps}")
    claims.check("all", any(before for before, _ in steps.values()), "none has signed up")
    can = any(before for (_, is_course), (before, _) in steps.items() if is_course)
    claims.check("all", ("last" in said) == can, f"not so: {steps}")
    if can:
        claims.check("time", (said["last"] == "completed") == _is_over(claims), "the year is not over, or is")


@reads("reaching.ladder_by_*", "No school has signed up")
def _(claims: Claims, said: Said) -> None:
    claims.check("none", not any(before for before, _ in _steps(claims).values()), "one has")


@reads("reaching.ladder_by_*", "In {which:each|all but one}, fewer than ten schools signed up: too few to compare")
def _(claims: Claims, said: Said) -> None:
    many = sum(before >= 10 for (_, is_course), (before, _) in _steps(claims).items() if not is_course)
    claims.check("few", many == (0 if said["which"] == "each" else 1), f"ten or more in {many}")


def _check_step(claims: Claims, step: tuple[int, int], before: str, after: str) -> None:
    claims.number(before, step[0])
    claims.number(after, step[1])


def _check_course(claims: Claims, said: Said) -> None:
    """Check who completed, of those who can, where it is said."""
    if "c" in said:
        _check_step(claims, _steps(claims)[said["who"].lower(), True], said["c"], said["d"])
        claims.check("time", (said["last"] == "completed") == _is_over(claims), "the year is not over, or is")


def _is_over(claims: Claims) -> bool:
    return any(row["rung"] == "completed" for row in _ladder(claims))


def _losing_most(claims: Claims) -> list[tuple[str, bool]]:
    """Give the steps of ten schools or more that lose most."""
    lost = {step: before - after for step, (before, after) in _steps(claims).items() if before >= 10}
    return [step for step in lost if lost[step] == max(lost.values())]


def _ladder(claims: Claims) -> list[Row]:
    return claims.view.rows("ladder_by_group", breakdown=claims.place.rpartition("_")[2])


def _steps(claims: Claims) -> dict[tuple[str, bool], tuple[int, int]]:
    """Give how many schools come to a step and how many take it, by place and whether it is the one to completing."""
    steps: dict[tuple[str, bool], tuple[int, int]] = {}
    rows = {(row["group_name"], row["rung"]): row for row in _ladder(claims)}
    for name in dict.fromkeys(name for name, _ in rows):
        last = rows.get((name, "completed")) or rows[name, "on_course"]
        signed, attended = (rows[name, rung]["schools_at_least"] for rung in ("signed_up", "attended"))
        steps[name.lower(), False] = signed, attended
        steps[name.lower(), True] = last["schools_that_can_complete"], last["schools_at_least"]
    return steps


@reads(
    "reaching.standing_by_la",
    "{new:n} school<s|> came for the first time, {away:n} that came before {gone:did not come this year|has not come back "
    "yet this year|have not come back yet this year}, and {never:n} never came",
)
def _(claims: Claims, said: Said) -> None:
    _check_away(claims, said["gone"])
    counts: dict[str, int] = {}
    for row in claims.view.rows("standing_by_group", breakdown="la"):
        counts[row["standing"]] = counts.get(row["standing"], 0) + row["schools_of_standing"]
    claims.number(said["new"], counts.get("new", 0))
    claims.number(said["away"], counts.get("lapsed", 0) + counts.get("not yet back", 0))
    claims.number(said["never"], counts.get("never", 0))


@reads(
    "reaching.ever_reached",
    "{a:n} of {b:n} school<s|> ({p:p}) came at least once from {since:t} to {until:t}",
    "{a:n} of {b:n} school<s|> ({p:p}) came at least once in {until:t}",
)
@reads("reaching.ever_reached", "{never:n} school<s|> never came")
def _(claims: Claims, said: Said) -> None:
    counts = {row["standing"]: row["schools_of_standing"] for row in claims.view.rows("standing_by_group")}
    schools, never = sum(counts.values()), counts["never"]
    if "never" in said:
        claims.number(said["never"], never)
        return
    claims.number(said["a"], schools - never)
    claims.number(said["b"], schools)
    claims.percent(said["p"], schools - never, schools)
    first = min(row["academic_year"] for row in claims.view.rows("recorded_periods"))
    claims.time(said["until"], claims.view.time("year"))
    is_first = claims.view.filters.academic_year == first
    claims.check("time", said.get("since", first) == first, f"the first year with attendance is {first}")
    claims.check("time", ("since" in said) != is_first, f"from {first} on, or in it alone")


@reads("reaching.ever_reached", "The share is highest in {best:w} ({p:p}) and lowest in {least:w} ({q:p})")
def _(claims: Claims, said: Said) -> None:
    breakdown = claims.options["breakdown"]
    groups: dict[str, Row] = {}
    for row in claims.view.rows("standing_by_group", breakdown=breakdown):
        group = groups.setdefault(row["group_name"], {"name": row["group_name"], "schools": 0, "ever": 0})
        group["schools"] += row["schools_of_standing"]
        group["ever"] += 0 if row["standing"] == "never" else row["schools_of_standing"]

    def share(row: Row) -> Any:
        return row["ever"] / row["schools"] if row["schools"] else 0

    rows = [row for row in groups.values() if row["schools"]]
    best = claims.most(rows, lambda row: row["name"], said["best"], share, _schools)
    least = claims.least(rows, lambda row: row["name"], said["least"], share, _schools)
    for found, percent in ((best, said["p"]), (least, said["q"])):
        if found:
            claims.percent(percent, found["ever"], found["schools"])
    claims.shown_move("more", said["q"], said["p"])


def _check_away(claims: Claims, word: str) -> None:
    is_over_said = not any(part in word for part in ("yet", "have not come", "has not come"))
    claims.check("over", is_over_said == claims.view.is_year_over, f"“{word}” of a year that is or is not over")


@reads("reaching.reach_trend", "In the {now:t}, {of:of} were reached, against {before:p} in the {then:t}")
@reads("reaching.reach_trend", "In the {now:t}, {of:of} were reached")
def _(claims: Claims, said: Said) -> None:
    period = said["now"].split()[0].lower()
    claims.time(said["now"], claims.view.time(period))
    row, before = _term(claims, claims.view.time(period)), _term(claims, claims.view.before(period))
    claims.check("who", row, "there is no such term")
    if row:
        claims.of(said["of"], row["reached"], row["schools"])
    if "before" in said:
        claims.time(said["then"], claims.view.before(period))
        claims.known(claims.view.before(period))
        if before:
            claims.percent(said["before"], before["reached"], before["schools"])


def _term(claims: Claims, time: Any) -> Row | None:
    for row in claims.view.rows("reach_trend"):
        if (row["academic_year"], row["period"]) == (time.filters["academic_year"], time.filters["period"]):
            return row
    return None


@reads("maps.school_map", "Of {n:n} school<s|>: {parts:w}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("map_schools")
    claims.number(said["n"], len(rows))
    by = claims.options["by"]
    for part in said["parts"].replace(" and ", ", ").split(", "):
        count, _, word = part.partition(" ")
        if word in ("lapsed", "not yet back this year"):
            _check_away(claims, word)
        kind = word.removesuffix(" this year")
        if by == "rung":
            kind = "on_course" if kind == "on course to complete" else kind.replace(" ", "_")
        elif kind == "back again":
            kind = "re-engaged"
        claims.number(count, sum(row[by] == kind for row in rows))


@reads("maps.school_map", "By postal town, most schools not reached are in {town:w}: {n:n} of {all:n}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("map_schools")
    away = [row["town"] for row in rows if not row["is_reached"]]
    counts = [{"town": town, "n": away.count(town)} for town in set(away)]
    row = claims.most(counts, lambda row: row["town"], said["town"], lambda row: row["n"])
    claims.check("extreme", row and sum(each["n"] == row["n"] for each in counts) == 1, "another town has as many")
    claims.number(said["n"], away.count(said["town"]))
    claims.number(said["all"], sum(row["town"] == said["town"] for row in rows))


@reads("maps.school_map", "{n:n} school<s|> without coordinates <is|are> not on the map, but in its table and files")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("map_schools")
    claims.number(said["n"], sum(row["easting"] != row["easting"] or row["easting"] is None for row in rows))


@reads(
    "maps.cold_spots",
    "{n:n} hexagon<s|> <is a cold spot|are cold spots>, in {where:w}: {most:none|at most \\d+} of the ten nearest schools "
    "<is|are> reached there, where {all:p} of all are",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("cold_spots")
    cold = [row for row in rows if row["is_cold"]]
    claims.number(said["n"], len(cold))
    claims.percent(said["all"], rows[0]["share_overall"])
    claims.number(said["most"].removeprefix("at most "), max(row["reached"] for row in cold))


@reads("maps.cold_spots", "No school with coordinates fits these filters")
@reads("maps.school_map", "No school fits these filters")
def _(claims: Claims, said: Said) -> None:
    query = "cold_spots" if "coordinates" in claims.text else "map_schools"
    claims.check("none", not claims.view.rows(query), "one does")


@reads("maps.cold_spots", "There are fewer than ten schools: too few to call any place a cold spot")
def _(claims: Claims, said: Said) -> None:
    claims.check("few", all(row["schools"] < 10 for row in claims.view.rows("cold_spots")), "there are ten")


@reads(
    "maps.cold_spots",
    "Nowhere stands out as a cold spot: {all:p} of all schools are reached, so ten neighbours with none reached would not "
    "be unusual",
    "There is no cold spot: the fewest reached of ten nearest schools are {n:n} ({where:w}), which may well be chance "
    "where {all:p} of all are",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("cold_spots")
    claims.check("none", not any(row["is_cold"] for row in rows), "there is a cold spot")
    claims.percent(said["all"], rows[0]["share_overall"])
    if "n" in said:
        claims.least(rows, lambda row: row["hexagon"], said["where"], lambda row: row["reached"])
        claims.number(said["n"], min(row["reached"] for row in rows))


# Overview, and headlines of packs -------------------------------------------------------------------------------------


_ON_THE_WHOLE = tuple(
    whole.format(share=share)
    for share in (" ({p:p})", "")
    for whole in (
        "We have reached {{a:n}} of {{b:n}} school<s|>{share} so far{{term:(?: this [a-z]+ term)?}}",
        "We reached {{a:n}} of {{b:n}} school<s|>{share} in <the |>{{now:t}}",
    )
)
_THEN = ("{same_date:by the same date last year}", "in <the |>{then:t}")


@reads(
    "overview headlines",
    *_ON_THE_WHOLE,
    *(f"{whole}, {{same:(?:about )?as many as}} {then}" for whole in _ON_THE_WHOLE for then in _THEN),
    *(f"{whole}, {{diff:n}} {{way:more|fewer}} than {then}" for whole in _ON_THE_WHOLE for then in _THEN),
)
def _(claims: Claims, said: Said) -> None:
    now, before = claims.view.time(), claims.view.before()
    if "now" not in said:
        said["now"] = now.words
        claims.check("over", bool(now.until), "so far, and it is over")
        claims.check("time", said["term"] == ("" if now.period == "year" else f" this {now.period} term"), said["term"])
    if said.get("same_date"):
        claims.check("time", before.is_to_date, "the same date, and it is the whole of it")
        said["then"] = before.words
    _of_hub(claims, said)


def _place_as_said(claims: Claims, said: Said, row: Row, before: Row) -> None:
    """Hold that a place's counts and share are as said, and that it is no finding on few schools, then or now."""
    claims.enough(row["schools"], said["who"])
    claims.enough(before["schools"], said["who"])
    claims.number(said["a"], row["reached"])
    claims.number(said["b"], row["schools"])
    claims.percent(said["p"], row["reached"], row["schools"])


@reads("overview headlines", "{who:w} {p:p} ({a:n} of {b:n} schools), {way:up|down} {change:n} point<s|>")
def _(claims: Claims, said: Said) -> None:
    row = claims.named(claims.view.rows("reach_by_la_phase"), place_word, said["who"])
    rows = claims.view.rows("reach_by_la_phase", **claims.view.before().filters)
    before = claims.named(rows, place_word, said["who"])
    if row and before:
        _place_as_said(claims, said, row, before)
        change = 100 * (row["reach"] - before["reach"])
        claims.check("number", abs(float(said["change"]) - abs(change)) <= 0.5 + 1e-6, f"the change is {change}")
        claims.check("direction", (change > 0) == (said["way"] == "up"), "up, or down")
        claims.check("direction", (change > 0) == (claims.options["way"] == "better"), "better, or worse")
        claims.check("rounding", abs(row["reached"] - before["reached"]) > 2, "one or two schools make it")


def _of_hub(claims: Claims, said: Said) -> None:
    claims.time(said["now"], claims.view.time())
    (row,) = claims.view.rows("reach_total")
    claims.number(said["a"], row["reached"])
    claims.number(said["b"], row["schools"])
    claims.check("who", row["schools"], "there are no schools")
    if said.get("p"):
        claims.percent(said["p"], row["reached"], row["schools"])
    claims.fact(("reached", "hub"), row["reached"])
    claims.fact(("schools", "hub"), row["schools"])
    if "then" in said:
        claims.time(said["then"], claims.view.before())
        before = _total_before(claims)
        claims.known(claims.view.before())
        _differ(claims, said, row["reached"], before["reached"] if before else 0, chance=2)


def _total_before(claims: Claims) -> Row | None:
    rows = claims.view.rows("reach_total", **claims.view.before().filters)
    return rows[0] if rows else None


def _differ(claims: Claims, said: Said, now: float, then: float, *, chance: int = 0) -> None:
    """Hold that a difference is as said, and more than the schools of chance."""
    if "diff" not in said:
        is_about = said.get("same", "").startswith("about")
        is_so = 0 < abs(now - then) <= chance if is_about else now == then
        claims.check("direction", is_so, f"as many, and it is {now} against {then}")
        return
    claims.check("chance", abs(now - then) > chance, f"{now} against {then}: one or two schools make it")
    claims.number(said["diff"], abs(now - then))
    claims.moved(said["way"], now, then, least=1)


@reads(
    "headlines",
    "{n:n} teacher<s|> came to at least one session, about as many as in {then:t}",
    "{n:n} teacher<s|> came to at least one session, as many as in {then:t}",
    "{n:n} teacher<s|> came to at least one session, {diff:n} {way:more|fewer} than in {then:t}",
    "{n:n} teacher<s|> came to at least one session",
)
def _(claims: Claims, said: Said) -> None:
    (row,) = claims.view.rows("people_total")
    claims.number(said["n"], row["people"], of_people=claims.view.is_public)
    if "then" not in said:
        return
    claims.time(said["then"], claims.view.before())
    before = claims.view.rows("people_total", **claims.view.before().filters)[0]["people"]
    if claims.view.is_public:
        # Of totals that can be sums of rounded parts, the change is as uncertain as they are.
        shown = float(said["diff"].split()[-1].replace(",", "")) if "diff" in said else 0
        change = row["people"] - before
        claims.check("rounding", abs(abs(change) - shown) < (15 if shown else 25), f"{row['people']} against {before}")
        if shown:
            claims.moved(said["way"], change, 0, least=1)
    else:
        _differ(claims, said, row["people"], before)


@reads(
    "headlines",
    "The attendance rate was {p:p}, {diff:n} point<s|> {way:higher|lower} than in {then:t}",
    "The attendance rate was {p:p}",
)
def _(claims: Claims, said: Said) -> None:
    (row,) = claims.view.rows("attendance_total")
    claims.percent(said["p"], row["times_attended"], row["times_expected"])
    claims.enough(row["times_expected"], "the attendance rate")
    if "then" in said:
        claims.time(said["then"], claims.view.before())
        (before,) = claims.view.rows("attendance_total", **claims.view.before().filters)
        claims.enough(before["times_expected"], "the attendance rate before")
        change = 100 * (row["share_attended"] - before["share_attended"])
        claims.moved(said["way"], change, 0, least=0.5 if not claims.view.is_public else 0)
        if not claims.view.is_public:
            claims.check("number", abs(float(said["diff"]) - abs(change)) <= 0.5 + 1e-6, f"{said['diff']}, {change}")


@reads(
    "headlines",
    "Target for the year ({target:w}): {aim:n} school<s|>. Reached in {year:t}: {n:n}; {needed:n} still needed",
    "Target for the year ({target:w}): {aim:n} school<s|>. Reached in {year:t}: {n:n}; "
    "the target is met{so_far:(?: so far)?}",
)
def _(claims: Claims, said: Said) -> None:
    claims.time(said["year"], claims.view.time("year"))
    rows = claims.view.rows("targets_and_reach", period="year")
    if row := claims.named(rows, lambda row: row["target"], said["target"]):
        claims.number(said["aim"], row["schools_aimed_at"])
        claims.number(said["n"], row["reached"])
        claims.number(said.get("needed", "0"), max(0, row["schools_aimed_at"] - row["reached"]))
        if "so_far" in said:
            _check_so_far(claims, said["so_far"])


def _check_so_far(claims: Claims, words: str) -> None:
    is_running = claims.view.is_running(claims.view.filters.academic_year, "year")
    claims.check("over", bool(words.strip()) == is_running, "met, of a year that is not over, or the other way round")


@reads("headlines", "{now:t}: {a:n} of {b:n} school<s|> reached ({p:p})")
def _(claims: Claims, said: Said) -> None:
    """Of England's line: the whole year, as far as it goes, whatever the period."""
    claims.time(said["now"], claims.view.time("year"))
    (row,) = claims.view.rows("reach_total", period="year")
    claims.number(said["a"], row["reached"])
    claims.number(said["b"], row["schools"])
    claims.percent(said["p"], row["reached"], row["schools"])
    claims.enough(row["schools"], "the hub")


@reads("headlines", "England, {all:(?:all of )?}{year:w}: {p:p}")
def _(claims: Claims, said: Said) -> None:
    (row,) = claims.view.rows("national_reach", period="year")
    claims.check("year", said["year"] == row["academic_year"], f"{said['year']}, and it is {row['academic_year']}")
    is_running = claims.view.is_running(claims.view.filters.academic_year, "year")
    claims.check(
        "over", bool(said["all"]) == is_running, "all of a year beside one that is over, or the other way round"
    )
    claims.check("number", said["p"] == f"{round(100 * row['share'])}%", f"{said['p']}, and it is {row['share']}")


@reads("headlines", "Reach is lowest in {least:w} ({of_least:of}) and highest in {best:w} ({of_best:of})")
def _(claims: Claims, said: Said) -> None:
    _extremes(claims, said, claims.view.rows("reach_by_la_phase"), place_word)


@reads(
    "headlines overview",
    "{new:n} school<s|> came for the first time ever in {now:t}; {gone:no school has lapsed|all that came before are back|"
    "[\\d,]+ that came before (?:did not come|(?:has|have) not come back yet)(?: this year)?}, and "
    "{never:none has never come|[\\d,]+ never came}",
)
def _(claims: Claims, said: Said) -> None:
    claims.time(said["now"], claims.view.time("year") if claims.place == "headlines" else _year(claims))
    counts = {row["standing"]: row["schools_of_standing"] for row in claims.view.rows("standing_by_group")}
    claims.number(said["new"], counts["new"])
    word = {"no school has lapsed": "lapsed", "all that came before are back": "yet"}.get(said["gone"], said["gone"])
    _check_away(claims, word)
    first = said["gone"].split()[0]
    away = counts.get("lapsed", 0) + counts.get("not yet back", 0)
    claims.number(first if first[0].isdigit() else "no", away)
    claims.number("no" if said["never"].startswith("none") else said["never"].split()[0], counts["never"])


def _year(claims: Claims) -> Any:
    return claims.view.time("year")


@reads(
    "headlines",
    "Of the most disadvantaged fifth of schools {p:p} were reached, of the least disadvantaged {q:p}: {diff:n} point<s|> "
    "{way:higher|lower}{unrounded:(?:, before rounding)?}",
    "Of the most disadvantaged fifth of schools {p:p} were reached, of the least disadvantaged {q:p}",
)
def _(claims: Claims, said: Said) -> None:
    time = claims.view.time()
    rows = [
        row for row in claims.view.rows("equity_gap_trend")
        if (row["academic_year"], row["period"]) == (time.year, time.period)
    ]  # fmt: skip
    most, least = (next(row for row in rows if row["is_most_disadvantaged"] == each) for each in (True, False))
    claims.enough(min(most["schools"], least["schools"]), "the fifths")
    claims.percent(said["p"], most["reached"], most["schools"])
    claims.percent(said["q"], least["reached"], least["schools"])
    gap = 100 * (most["reach"] - least["reach"])
    claims.check("rounding", ("diff" in said) == (abs(gap) > 0.5), f"a gap of {gap} said, or not said")
    if "diff" in said:
        claims.number(said["diff"], round(abs(gap)))
        claims.moved(said["way"], gap, 0, least=0.5)


# What the hub does next -----------------------------------------------------------------------------------------------


@reads("next", "We propose to begin with {who:w}: {a:n} of {b:n} school<s|> ({p:p}) are reached")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("reach_by_la_phase")
    if row := claims.least(rows, place_word, said["who"], lambda row: row["reach"], _schools):
        claims.number(said["a"], row["reached"])
        claims.number(said["b"], row["schools"])
        claims.percent(said["p"], row["reached"], row["schools"])


@reads("next", "We propose to ring the {n:n} school<s|> that came before and <has|have> not come in {now:t}")
def _(claims: Claims, said: Said) -> None:
    claims.time(said["now"], claims.view.time("year"))
    counts = {row["standing"]: row["schools_of_standing"] for row in claims.view.rows("standing_by_group")}
    claims.number(said["n"], counts.get("lapsed", 0) + counts.get("not yet back", 0))


@reads(
    "next", "We propose {n:n} more group<s|> of {who:w}: {schools:n} school<s|> it is for <has|have> not come to it yet"
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("places_and_need")
    wanted = [row for row in rows if row["groups_wanted"] and row["groups_wanted"] == row["groups_wanted"]]
    if row := claims.most(wanted, lambda row: row["programme_name"], said["who"], lambda row: row["groups_wanted"]):
        claims.number(said["n"], min(row["groups_wanted"], max(row["groups_offered"], 1)))
        claims.number(said["schools"], row["not_yet_reached"])


def listed(names: list[str]) -> str:
    """Put names into a sentence."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)

"""What is claimed of attendance, strands, partners, places, journeys, candidates and calls."""

import itertools
import re
from collections import Counter
from typing import Any

from tests.golden.fixed_hub import SETTINGS
from tests.sentences.claims import Claims, Row, place_word
from tests.sentences.grammar import Said, reads
from tests.sentences.on_reach import listed

_NAMES = {
    "not said": "not said",
    "autumn": "the autumn term",
    "spring": "the spring term",
    "summer": "the summer term",
}


def _group(row: Row) -> str:
    return _NAMES.get(str(row["group_name"]), str(row["group_name"]))


def _attendance(claims: Claims, *, is_before: bool = False) -> list[Row]:
    period = "year" if claims.options["breakdown"] == "term" else claims.view.filters.period
    time = claims.view.before(period).filters if is_before else {}
    rows = claims.view.rows("attendance_by_group", breakdown=claims.options["breakdown"], **time)
    if claims.options["breakdown"] == "term":
        return [row | {"group_name": row["period"]} for row in rows]
    return rows


def _expected(row: Row) -> Any:
    return min(row["times_expected"], row["signed_up"])


def _rate(claims: Claims, words: str, row: Row) -> None:
    claims.percent(re.findall(r"\d+ ?%", words)[0], row["times_attended"], row["times_expected"])
    counts = re.search(r"([\d,]+) of ([\d,]+)", words)
    if counts:
        claims.number(counts[1], row["times_attended"])
        claims.number(counts[2], row["times_expected"])


_HOURS = "attendance.teachers_with_hours"


@reads(_HOURS, "{a:n} of {b:n} teacher<s|> ({p:p}) had at least 5 hours{so_far:(?: so far)?}")
@reads(_HOURS, "For {unknown:n} teacher<s|> no register gives hours")
def _(claims: Claims, said: Said) -> None:
    period = "year" if claims.options["breakdown"] == "term" else claims.view.filters.period
    (row,) = claims.view.rows("people_with_hours_by_group", least_hours=5, period=period)
    if "so_far" in said:
        claims.check("over", bool(said["so_far"]) == bool(claims.view.time(period).until), "so far, or not")
    if "unknown" in said:
        claims.number(said["unknown"], row["people_without_hours"])
        return
    claims.number(said["a"], row["people_with_hours"])
    claims.number(said["b"], row["people"])
    claims.percent(said["p"], row["people_with_hours"], row["people"])


@reads(_HOURS, "The share is highest in {best:w} ({p:p}) and lowest in {least:w} ({q:p})")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("people_with_hours_by_group", least_hours=5, **claims.options)

    def share(row: Row) -> Any:
        return row["people_with_hours"] / row["people"]

    best = claims.most(rows, _group, said["best"], share, lambda row: row["people"])
    least = claims.least(rows, _group, said["least"], share, lambda row: row["people"])
    for row, percent in ((best, said["p"]), (least, said["q"])):
        if row:
            claims.percent(percent, row["people_with_hours"], row["people"])
    claims.shown_move("more", said["q"], said["p"])


@reads("attendance.attendance_rate", "{who:w}: {of:of}")
def _(claims: Claims, said: Said) -> None:
    rows = _attendance(claims)
    name = (lambda row: row["group_name"]) if claims.options["breakdown"] != "term" else (lambda row: _group(row)[4:])
    if row := claims.named(rows, name, said["who"]):
        _rate(claims, said["of"], row)


@reads(
    "attendance.attendance_rate",
    "{shown:The|Of those shown, the} attendance rate is highest in {best:w} ({of_best:of}) and lowest in {least:w} "
    "({of_least:of})",
)
def _(claims: Claims, said: Said) -> None:
    rows = _attendance(claims)
    if claims.view.is_public:
        found = [claims.named(rows, _group, said[each]) for each in ("best", "least")]
    else:
        found = [
            claims.most(rows, _group, said["best"], lambda row: row["share_attended"], _expected),
            claims.least(rows, _group, said["least"], lambda row: row["share_attended"], _expected),
        ]
    for row, of in zip(found, (said["of_best"], said["of_least"]), strict=True):
        if row:
            _rate(claims, of, row)
    claims.shown_move("more", said["of_least"], said["of_best"])
    if all(found):
        claims.check("direction", found[0]["share_attended"] > found[1]["share_attended"], "the wrong way round")  # type: ignore[index]


@reads(
    "attendance.attendance_rate",
    "The attendance rate is the same <everywhere|in all that are compared>: {p:p}",
)
def _(claims: Claims, said: Said) -> None:
    enough = [row for row in _attendance(claims) if _expected(row) >= 10]
    claims.check("few", enough or claims.view.is_public, "a finding on fewer than ten")
    for row in enough:
        claims.percent(said["p"], row["times_attended"], row["times_expected"])


@reads(
    "attendance.attendance_rate",
    "<The|Of those shown, the> greatest change is in {who:w}: the rate {way:rose|fell} from {before:p} to {after:p}",
)
def _(claims: Claims, said: Said) -> None:
    then = {_group(row): row for row in _attendance(claims, is_before=True)}
    both = [row for row in _attendance(claims) if _group(row) in then]
    enough = [row for row in both if min(_expected(row), _expected(then[_group(row)])) >= 10]

    def change(row: Row) -> Any:
        return round(abs(row["share_attended"] - then[_group(row)]["share_attended"]), 9)

    row = claims.named(both, _group, said["who"])
    if row is None:
        return
    before = then[_group(row)]
    claims.percent(said["before"], before["times_attended"], before["times_expected"])
    claims.percent(said["after"], row["times_attended"], row["times_expected"])
    claims.shown_move(said["way"], said["before"], said["after"])
    if not claims.view.is_public:
        claims.enough(min(_expected(row), _expected(before)), said["who"])
        claims.check("extreme", change(row) == max(map(change, enough), default=0), "another changed more")
        claims.moved(said["way"], row["share_attended"], before["share_attended"], least=0.01)


@reads(
    "attendance.attendance_outcomes",
    "In {who:w} {n:n} of {of:n} who signed up ({p:p}) {what:were no-shows|only sent apologies}{most:(?:, more than "
    "elsewhere)?}",
)
def _(claims: Claims, said: Said) -> None:
    column = {"were no-shows": "no_shows", "only sent apologies": "sent_apologies"}[said["what"]]
    rows = _attendance(claims)
    row = claims.named(rows, _group, said["who"])
    if row is None:
        return
    claims.number(said["n"], row[column])
    claims.number(said["of"], row["signed_up"])
    claims.percent(said["p"], row[column], row["signed_up"])
    if said["most"]:
        claims.enough(row["signed_up"], said["who"])
        others = [each for each in rows if each["signed_up"] >= 10 and each is not row]
        share = row[f"share_{column}"]
        claims.check("extreme", all(each[f"share_{column}"] < share for each in others), "another has as many")


@reads("attendance.attendance_rate", "Each is of fewer than ten people: too few to compare")
@reads("attendance.attendance_outcomes", "Fewer than ten people signed up in each: too few to compare")
def _(claims: Claims, said: Said) -> None:
    rows = _attendance(claims)
    claims.check("few", not [row for row in rows if _expected(row) >= 10 and row["share_attended"]], "one is of ten")


@reads("attendance.attendance_outcomes", "There were no {what:no-shows}")
@reads("attendance.attendance_outcomes", "Nobody left it at {what:apologies}")
def _(claims: Claims, said: Said) -> None:
    column = "no_shows" if said["what"] == "no-shows" else "sent_apologies"
    some = [row for row in _attendance(claims) if row[column]]
    claims.check("none", not some, f"there were: {some[:1]}")


@reads("attendance.attendance_*", "Nobody signed up for a session held in this period")
def _(claims: Claims, said: Said) -> None:
    query, asked = (
        ("attendance_funnel", {}) if claims.place.endswith("funnel") else ("attendance_by_group", claims.options)
    )
    claims.check("none", not [row for row in claims.view.rows(query, **asked) if row.get("signed_up", 1)], "some did")


_FUNNEL = "Of {n:n} sign-up<s|> for {kind:activities of two or more sessions|single sessions}, {parts:w}"


@reads("attendance.attendance_funnel", _FUNNEL)
def _(claims: Claims, said: Said) -> None:
    length = "one_session" if said["kind"] == "single sessions" else "two_or_more"
    steps = {row["step"]: row for row in claims.view.rows("attendance_funnel") if row["course_length"] == length}
    is_public = claims.view.is_public
    claims.number(said["n"], steps["signed_up"]["people"], of_people=is_public)
    for count, step, share in re.findall(
        r"((?:about )?[\d,]+|fewer than 5|none) (came to at least 75% of the sessions held|came)(?: \((\d+ ?%)\))?",
        said["parts"],
    ):
        row = steps["came" if step == "came" else "stayed"]
        claims.number(count, row["people"], of_people=is_public)
        if share:
            claims.percent(share, row["people"], steps["signed_up"]["people"])


@reads("attendance.retention", "No activity has held two sessions in this period yet")
def _(claims: Claims, said: Said) -> None:
    claims.check("none", not claims.view.rows("retention"), "one has")


@reads(
    "attendance.retention",
    "Of {n:n} <person|people> who came to an activity of two or more sessions, {a:n} ({p:p}) <was|were> still there at the "
    "second",
    "{n:n} activit<y is|ies are> {turns:n} sessions long: there, {a:n} ({p:p}) <was|were> still there at the last",
)
def _(claims: Claims, said: Said) -> None:
    rows = [row for row in claims.view.rows("retention") if not isinstance(row["activity"], str)]
    row = rows[-1] if "turns" in said else rows[1]
    claims.number(said["n"], row["activities"] if "turns" in said else rows[0]["started"])
    if "turns" in said:
        claims.number(said["turns"], row["turn"])
    claims.number(said["a"], row["still_there"])
    claims.percent(said["p"], row["still_there"], row["started"])


@reads("attendance.retention", "{who:w}: {a:n} of {b:n} ({p:p}) at session {turn:n}")
def _(claims: Claims, said: Said) -> None:
    row = [row for row in claims.view.rows("retention") if row["activity"] == said["who"]][-1]
    claims.number(said["a"], row["still_there"])
    claims.number(said["b"], row["started"])
    claims.percent(said["p"], row["still_there"], row["started"])
    claims.number(said["turn"], row["turn"])


@reads("attendance.activities_to_worry_about", "{n:n} activit<y|ies>: {parts:w}")
@reads("attendance.activities_to_worry_about", "No activity raises an alarm")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("activities_to_worry_about", **claims.options)
    claims.number(said.get("n", "no"), len(rows))
    parts = said.get("parts", "")
    kinds = ((r"([\d,]+) falls? fast", "is_falling_fast"), (r"([\d,]+) (?:is|are) half-empty", "is_half_empty"))
    for pattern, column in kinds:
        found = re.search(pattern, parts)
        claims.number(found[1] if found else "no", sum(bool(row[column]) for row in rows))


# Strands --------------------------------------------------------------------------------------------------------------

_UNITS = "<school<s|>|activit<y|ies>|sessions?|person|people|pupils?>"
_THINGS = r"(?:schools?|activity|activities|sessions?|person|people|pupils?)"


@reads("strands.strand_bars", f"{{who:w}}{{most:(?: has most)?}}: {{n:n}} <{_THINGS}>")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    rows = [row for row in claims.view.rows("strand_panels") if row[measure] == row[measure]]
    find = claims.most if said["most"] else claims.named
    value = (lambda row: row[measure],) if said["most"] else ()
    if row := find(rows, lambda row: row["strand_name"], said["who"], *value):
        claims.number(said["n"], row[measure], of_people=claims.view.is_public)


def _is_known(*values: Any) -> bool:
    """Whether something was counted, each time: no data is not zero."""
    return not any(value is None or value != value for value in values)


@reads("strands.strand_bars", "Greatest change since {then:t}: {who:w}, {n:n} {way:more|fewer}")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    claims.time(said["then"], claims.view.before())
    before = {row["strand"]: row[measure] for row in claims.view.rows("strand_panels", **claims.view.before().filters)}
    rows = [row for row in claims.view.rows("strand_panels") if _is_known(row[measure], before.get(row["strand"]))]

    def change(row: Row) -> float:
        return float(row[measure] - before[row["strand"]])

    claims.known(claims.view.before())
    row = claims.named(rows, lambda row: row["strand_name"], said["who"])
    if row and claims.view.is_public and measure in ("people", "pupils"):
        claims.check(
            "number", abs(abs(change(row)) - float(said["n"].split()[-1].replace(",", ""))) < 15, f"{change(row)}"
        )
        claims.moved(said["way"], change(row), 0, least=1)
    elif row:
        claims.check("extreme", abs(change(row)) == max(abs(change(each)) for each in rows), "another changed more")
        claims.number(said["n"], abs(change(row)))
        claims.moved(said["way"], change(row), 0, least=3 if measure == "reached" else 1)


@reads("strands.strand_bars", "No strand has any <schools|activities|sessions|people|pupils> in this period")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("strand_panels")
    claims.check("none", not any((row[claims.options["measure"]] or 0) > 0 for row in rows), "one has")


@reads("strands.strand_bars", "Fewer than 5 <people|pupils> in {who:w}")
@reads("partners.partner_reach", "{n:n} people came through {who:w}")
def _(claims: Claims, said: Said) -> None:
    is_of_strands = claims.place == "strands.strand_bars"
    query, name = ("strand_panels", "strand_name") if is_of_strands else ("partner_reach", "partner")
    measure = claims.options["measure"]
    rows = [row for row in claims.view.rows(query) if row[name] != NO_LEAD and (row[measure] or 0) > 0]
    claims.check("low", claims.view.is_public, "what is more is known")
    for row in rows:
        if str(row[name]) in said["who"]:
            claims.number(said.get("n", "fewer than 5"), row[measure], of_people=True)
        else:
            most = int(re.sub(r"\D", "", said.get("n", "")) or 0) + 10
            claims.check("extreme", row[measure] <= most, f"{row[name]} has {row[measure]}")


@reads("strands.strand_bars", "Target met{so_far:(?: so far)?}: {who:w}")
@reads("strands.strand_bars", "Schools still needed: {needed:w}")
def _(claims: Claims, said: Said) -> None:
    rows = [row for row in claims.view.rows("strand_panels") if row["target_schools"] == row["target_schools"]]
    rows = [row for row in rows if row["target_schools"] is not None]
    is_running = claims.view.is_running(claims.view.filters.academic_year, claims.view.filters.period)
    if "who" in said:
        claims.same("met", said["who"], listed([row["strand_name"] for row in rows if row["still_needed"] == 0]))
        claims.check("over", bool(said["so_far"].strip()) == is_running, "met, of a time that is not over")
    else:
        short = [f"{row['strand_name']} ({int(row['still_needed']):,})" for row in rows if row["still_needed"] > 0]
        claims.same("needed", said["needed"], listed(short))
    claims.check("unlike", claims.view.filters.period == "year", "a target for the year against a term")


@reads(
    "strands.programme_reach",
    f"{{who:w}} reached {{most:(?:most: )?}}{{n:n}} <{_THINGS}>, {{people:n}} <person|people>",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("programme_reach", **claims.options)
    if row := claims.most(rows, lambda row: row["programme_name"], said["who"], lambda row: row["reached"]):
        claims.number(said["n"], row["reached"])
        claims.number(said["people"], row["people"])


@reads("strands.programme_reach", "Greatest {way:gain|loss} since {then:t}: {who:w}, {n:n} <schools?> <more|fewer>")
def _(claims: Claims, said: Said) -> None:
    claims.time(said["then"], claims.view.before())
    rows = claims.view.rows("programme_reach", **claims.options)
    before = claims.view.rows("programme_reach", **claims.options, **claims.view.before().filters)
    then = {row["programme_name"]: row["reached"] for row in before}
    both = [row for row in rows if row["programme_name"] in then]
    claims.known(claims.view.before())
    find = claims.most if said["way"] == "gain" else claims.least
    row = find(
        both, lambda row: row["programme_name"], said["who"], lambda row: row["reached"] - then[row["programme_name"]]
    )
    if row:
        change = row["reached"] - then[row["programme_name"]]
        claims.number(said["n"], abs(change))
        claims.check("direction", change > 0 if said["way"] == "gain" else change < 0, f"{change}")
        claims.check("chance", abs(change) > 2, f"{change}: one or two schools make it")


@reads("strands.programme_reach", "Nobody signed up for a programme of this strand in this period")
def _(claims: Claims, said: Said) -> None:
    claims.check("none", not claims.view.rows("programme_reach", **claims.options), "some did")


@reads(
    "strands.support_days",
    "{most:Most days were (?:given|received)|Given|Received} by {who:w}: {days:f} day<s|>, {n:n} school<s|>",
)
@reads(
    "strands.support_days", "Fewer than ten schools are where most days were {few:given|received}: too few to compare"
)
@reads("strands.support_days", "Most days were {tied:given|received} by {who:w}: {days:f} day<s|> each")
@reads("strands.support_days", "{none:None was (?:given|received)}")
@reads("strands.support_*", "{nothing:No support between these schools began in this period}")
def _(claims: Claims, said: Said) -> None:
    if "nothing" in said:
        query, asked = ("support_flows", {}) if claims.place.endswith("flows") else ("support_days", claims.options)
        claims.check("none", not any(row["supports"] for row in claims.view.rows(query, **asked)), "there was")
        return
    rows = claims.view.rows("support_days", **claims.options)
    way = next(said[name] for name in ("most", "none", "few", "tied") if name in said)
    direction = "given" if "iven" in way else "received"
    rows = [row for row in rows if row["direction"] == direction and row["days"] > 0]
    if "none" in said:
        claims.check("none", not rows, "some was")
        return
    most = [row for row in rows if row["days"] == max(each["days"] for each in rows)]
    if "few" in said:
        claims.check("few", any(row["schools"] < 10 for row in most), "ten or more have most")
        return
    claims.check("few", len(rows) == 1 or all(row["schools"] >= 10 for row in most), "a finding on fewer than ten")
    if "tied" in said:
        claims.check("who", all(str(row["support_group"]).lower() in said["who"].lower() for row in most), f"{most}")
        claims.number(said["days"], most[0]["days"])
        return
    who = re.sub(r"^schools of | schools$", "", said["who"])
    if row := claims.most(rows, lambda row: row["support_group"], who, lambda row: row["days"]):
        claims.number(said["days"], row["days"])
        claims.number(said["n"], row["schools"])


@reads("strands.support_flows", "{days:f} day<s|> in {n:n} case<s|> of support")
@reads(
    "strands.support_flows",
    "{days:f} day<s|> ({p:p}) crossed from one local authority to another, most from {giver:w} to {taker:w} ({most:f} "
    "day<s|>)",
    "None of it crossed from one local authority to another",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("support_flows")
    across = [row for row in rows if row["from_place"] != row["to_place"]]
    if "n" in said:
        claims.number(said["n"], sum(row["supports"] for row in rows))
        claims.number(said["days"], sum(row["days"] for row in rows))
    elif "p" in said:
        claims.number(said["days"], sum(row["days"] for row in across))
        claims.percent(said["p"], sum(row["days"] for row in across), sum(row["days"] for row in rows))
        pair = f"{said['giver']} to {said['taker']}"
        row = claims.most(
            across, lambda row: f"{row['from_place']} to {row['to_place']}", pair, lambda row: row["days"]
        )
        if row:
            claims.number(said["most"], row["days"])
    else:
        claims.check("none", not across, "some did")


_LEADERS = r"\d+ ?%, [\d,]+ of [\d,]+ schools?"


@reads(
    "strands.leaders_by_la_phase",
    f"Most often in {{best:w}} ({{of:{_LEADERS}}}), least in {{least:w}} ({{of_least:{_LEADERS}}}): {{n:n}} point<s|> apart",
    f"{{one:w}}: {{of:{_LEADERS}}}",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("leaders_by_la_phase", **_strands("leadership"))

    def name(row: Row) -> str:
        return f"{row['la_name']}, {row['phase']}"

    if "one" in said:
        if row := claims.named(rows, name, said["one"]):
            claims.of(said["of"], row["schools_with_leader"], row["schools"])
        return
    best = claims.most(rows, name, said["best"], lambda row: row["share_with_leader"], lambda row: row["schools"])
    least = claims.least(rows, name, said["least"], lambda row: row["share_with_leader"], lambda row: row["schools"])
    for row, of in ((best, said["of"]), (least, said["of_least"])):
        if row:
            claims.of(of, row["schools_with_leader"], row["schools"])
    if best and least:
        claims.number(said["n"], round(100 * (best["share_with_leader"] - least["share_with_leader"])))


@reads("strands.leaders_by_la_phase", "One or two schools explain all differences, {least:p} to {most:p}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("leaders_by_la_phase", **_strands("leadership"))
    enough = sorted((row for row in rows if row["schools"] >= 10), key=lambda row: row["share_with_leader"])
    for row, share in ((enough[0], said["least"]), (enough[-1], said["most"])):
        claims.percent(share, row["schools_with_leader"], row["schools"])
    gaps = (
        abs(one["share_with_leader"] - other["share_with_leader"]) * min(one["schools"], other["schools"])
        for one in enough
        for other in enough
    )
    claims.check("chance", max(gaps) < 2 + 1e-5, "more than two schools make a gap")


@reads("strands.leaders_by_la_phase", "The share is the same in all that are compared: {p:p}")
def _(claims: Claims, said: Said) -> None:
    for row in claims.view.rows("leaders_by_la_phase", **_strands("leadership")):
        if row["schools"] >= 10:
            claims.percent(said["p"], row["schools_with_leader"], row["schools"])


@reads("strands.leaders_by_la_phase", "Each has fewer than ten schools: too few to compare")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("leaders_by_la_phase", **_strands("leadership"))
    claims.check("few", all(row["schools"] < 10 for row in rows), "one has ten")


@reads("strands.leaders_by_la_phase", "No leadership programme is for these schools")
@reads("strands.pupils_by_*", "{pupils:No pupils} were counted in this period")
def _(claims: Claims, said: Said) -> None:
    if "pupils" in said:
        rows = claims.view.rows(claims.place.removeprefix("strands."), **_strands("enrichment"))
        claims.check("none", not any(row["pupils"] for row in rows), "some were")


def _strands(role: str) -> dict[str, Any]:
    """Which strands play a part: those of the fixed hub's settings, whose codes are the names of the parts."""
    return {"strands": (role,)}


@reads(
    "strands.pupils_by_la_phase",
    "{most:Most|All} pupils came from {who:w}: {n:n} pupil<s|> of {schools:n} school<s|>",
    "Most pupils came from {who:w}: {each:n} pupil<s|> each",
    "Fewer than ten schools are where {few:most pupils} came from: too few to compare",
    "A school brought most in {who:w} ({mean:n}) and fewest in {fewest:w} ({least:n})",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("pupils_by_la_phase", **_strands("enrichment"))

    def name(row: Row) -> str:
        return f"{row['la_name']}, {row['phase']}"

    if "mean" in said:
        judged = [row for row in rows if row["schools_with_pupils"] >= 10]
        means = {name(row): round(row["pupils_a_school"]) for row in judged}
        for who, value, true in (
            (said["who"], said["mean"], max(means.values())),
            (said["fewest"], said["least"], min(means.values())),
        ):
            claims.number(value, true)
            found = [place for place, mean in means.items() if mean == true]
            named = f"{len(found)} places" if len(found) > 2 else " and ".join(found)
            claims.same("who", who.lower(), named.lower())
        return
    most = [row for row in rows if row["pupils"] == max(each["pupils"] for each in rows)]
    are_few = any(row["schools_with_pupils"] < 10 for row in most)
    if "few" in said:
        claims.check("few", are_few, "ten schools or more brought most")
        return
    claims.check("few", len(rows) == 1 or not are_few, "a finding on fewer than ten schools")
    if "each" in said:
        claims.check("tie", len(most) > 1, "one has most")
        claims.number(said["each"], most[0]["pupils"], of_people=claims.view.is_public)
    elif row := claims.most(rows, name, said["who"], lambda row: row["pupils"]):
        claims.number(said["n"], row["pupils"], of_people=claims.view.is_public)
        claims.number(said["schools"], row["schools_with_pupils"])


@reads(
    "strands.pupils_by_fifth",
    "The most disadvantaged fifth of schools brought {n:n} pupil<s|>, {p:p} of all: {how:as many as|more than|fewer than} "
    "its {q:p} of all pupils on roll",
    "The most disadvantaged fifth, here of {few:n} school<s|>, brought {n:n} pupil<s|>, {p:p} of all: too few to compare",
    "No school of the most disadvantaged fifth is among these",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("pupils_by_fifth", **_strands("enrichment"))
    worst = [row for row in rows if "most disadvantaged" in row["school_group"]]
    if "n" not in said:
        claims.check("none", not worst, "there is one")
        return
    claims.number(said["n"], worst[0]["pupils"], of_people=claims.view.is_public)
    claims.percent(said["p"], worst[0]["share_of_pupils"])
    if "few" in said:
        claims.number(said["few"], worst[0]["schools"])
        claims.check("few", worst[0]["schools"] < 10, "there are ten")
        return
    claims.percent(said["q"], worst[0]["share_of_roll"])
    claims.enough(worst[0]["schools"], "the most disadvantaged fifth") if said["how"] != "as many as" else None
    p, q = (int(re.sub(r"\D", "", said[each])) for each in ("p", "q"))
    claims.check("direction", {"as": p == q, "more": p > q, "fewer": p < q}[said["how"].split()[0]], "the wrong way")


# Partners -------------------------------------------------------------------------------------------------------------

NO_LEAD = "No lead given"


def _led(claims: Claims, query: str) -> list[Row]:
    return [row for row in claims.view.rows(query) if row["partner"] != NO_LEAD]


@reads("partners.partner_strands", f"{{who:w}} <leads|reaches> most in one strand: {{n:n}} <{_THINGS}> in {{strand:w}}")
def _(claims: Claims, said: Said) -> None:
    measure = claims.options["measure"]
    rows = [row for row in _led(claims, "partner_strands") if row["activities"] > 0]
    pair = f"{said['who']} {said['strand']}"
    row = claims.most(rows, lambda row: f"{row['partner']} {row['strand_name']}", pair, lambda row: row[measure])
    if row:
        claims.number(said["n"], row[measure], of_people=claims.view.is_public)


@reads("partners.partner_strands", "{alone:One partner alone} leads in {who:w}", "No partner leads anything in {who:w}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("partner_strands")
    led: dict[str, list[str]] = {row["strand_name"]: [] for row in rows}
    for row in rows:
        if row["partner"] != NO_LEAD and row["activities"] > 0:
            led[row["strand_name"]].append(row["partner"])
    if "alone" in said:
        alone = {f"{name} ({each[0]})" for name, each in led.items() if len(each) == 1}
        claims.check("word", alone == set(re.split(r", (?=[A-Z])|(?<=\)) and ", said["who"])), f"it is {alone}")
    else:
        claims.same("nobody", said["who"], listed([name for name, each in led.items() if not each]))


@reads("partners.partner_reach", f"Most come through {{who:w}}: {{n:n}} of {{all:n}} <{_THINGS}> in all")
@reads("partners.partner_reach", f"{{none:n}} <{_THINGS}> came to activities with no lead partner recorded")
def _(claims: Claims, said: Said) -> None:
    measure, is_public = claims.options["measure"], claims.view.is_public
    rows = claims.view.rows("partner_reach")
    if "none" in said:
        claims.number(
            said["none"], next(row[measure] for row in rows if row["partner"] == NO_LEAD), of_people=is_public
        )
        return
    led = _led(claims, "partner_reach")
    row = claims.most(led, lambda row: row["partner"], said["who"], lambda row: row[measure])
    if row:
        claims.number(said["n"], row[measure], of_people=is_public)
        claims.number(said["all"], row[f"{measure}_in_total"], of_people=is_public)


@reads(
    "partners.partner_reach",
    "{who:“.+?} <is|are> on no list of partners: correct the name, or add it to the partners sheet",
)
def _(claims: Claims, said: Said) -> None:
    rows = [row for row in _led(claims, "partner_reach") if not row["is_known_partner"]]
    claims.same("unknown", said["who"], listed([f"“{row['partner']}”" for row in rows]))


@reads(
    "partners.partner_las",
    "{n:n} partner<s|> of {all:n} reached schools in <both|all \\d+> local authorities",
    "{n:n} partner reached schools in <both|all \\d+> local authorities",
    "{n:n} partner<s|> reached schools in {one:w}",
    "In one only: {single:w}",
    "No partner reached a school in {none:w}",
)
def _(claims: Claims, said: Said) -> None:
    rows = _led(claims, "partner_las")
    reached: dict[str, list[str]] = {}
    for row in rows:
        if row["reached"] > 0:
            reached.setdefault(row["partner"], []).append(row["la_name"])
    las = list(dict.fromkeys(row["la_name"] for row in rows if row["partner"] in reached))
    if "one" in said:
        claims.number(said["n"], len(reached))
    elif "n" in said:
        claims.number(said["n"], sum(len(each) == len(las) for each in reached.values()))
        claims.number(said.get("all", str(len(reached))), len(reached))
    elif "single" in said:
        claims.same(
            "single",
            said["single"],
            listed([f"{name} ({each[0]})" for name, each in reached.items() if len(each) == 1]),
        )
    else:
        known = {name for each in reached.values() for name in each}
        claims.same("none", said["none"], listed([la for la in las if la not in known]))


@reads("partners.activities_without_lead", "{n:n} activit<y|ies> of this period <has|have> no lead")
@reads("partners.idle_partners", "{n:n} partner<s|> <leads|lead> nothing: {who:w}")
@reads("partners.activities_without_lead", "{none:Every} activity of this period has a lead")
@reads("partners.idle_partners", "{none:Every} partner leads something in this academic year")
@reads(
    "partners.partner_*",
    "{none:No activity} of this period has a lead partner",
    "{none:No school} was reached through a lead partner in this period",
    "{none:Nobody} came through a lead partner in this period",
    "{none:Nobody} was on a register in this period",
)
def _(claims: Claims, said: Said) -> None:
    query = claims.place.removeprefix("partners.")
    rows = claims.view.rows(query)
    if query.startswith("partner_"):
        column = "activities" if query == "partner_strands" else claims.options.get("measure", "reached")
        rows = [row for row in rows if row["partner"] != NO_LEAD and row[column] and row[column] > 0]
    claims.number(said.get("n", "no"), len(rows))
    if "who" in said:
        claims.same("idle", said["who"], listed([row["partner"] for row in rows]))


# Places and need ------------------------------------------------------------------------------------------------------


@reads("places.need_by_programme", "{who:w} has most schools still to reach: {n:n} of the {all:n} it is for")
@reads("places.need_by_programme", "{groups:n} group<s|> in the period <has|have> no number of places recorded")
@reads("places.need_by_programme", "{all_reached:Every} school that these programmes are for has been reached by them")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("places_and_need")
    if "groups" in said:
        claims.number(said["groups"], sum(row["groups_without_places"] for row in rows))
    elif "who" not in said:
        claims.check("none", not any(row["not_yet_reached"] for row in rows), "not every one")
    elif row := claims.most(rows, lambda row: row["programme_name"], said["who"], lambda row: row["not_yet_reached"]):
        claims.number(said["n"], row["not_yet_reached"])
        claims.number(said["all"], row["schools"])


@reads(
    "places.need_by_la_phase",
    "Most schools still to be reached are in {who:w}: {n:n} of {all:n}",
    "Schools enough for another group, and how many groups: {groups:w}",
    "It has reached every school that it is for",
    "There are no schools that it is for",
    "{past:\\d+ schools? (?:is|are) past it|\\d+ schools? (?:is|are) past it and \\d+ schools? (?:is|are) not yet ready for "
    "it}{each:(?: \\(a school of several phases counts in each\\))?}",
    "{ready:\\d+ schools? (?:is|are) not yet ready for it}{each:(?: \\(a school of several phases counts in each\\))?}",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("need_by_la_phase", **claims.options)
    words = said.get("past", said.get("ready", ""))
    if words:
        for pattern, column in (
            (r"(\d+) schools? \w+ past it", "schools_past_it"),
            (r"(\d+) schools? \w+ not", "schools_not_ready"),
        ):
            found = re.search(pattern, words)
            claims.number(found[1] if found else "no", sum(row[column] for row in rows))
    elif "groups" in said:
        wanted = [row for row in rows if row["groups_wanted"] and row["groups_wanted"] > 0]
        wanted.sort(key=lambda row: -row["groups_wanted"])
        names = [f"{place_word(row)} ({int(row['groups_wanted']):,})" for row in wanted]
        claims.same("groups", said["groups"], listed(names if len(names) < 5 else [*names[:3], "elsewhere"]))
    elif "who" in said:
        if row := claims.most(rows, place_word, said["who"], lambda row: row["not_yet_reached"]):
            claims.number(said["n"], row["not_yet_reached"])
            claims.number(said["all"], row["schools"])
    else:
        claims.check("none", not any(row["not_yet_reached"] for row in rows), "not every one")


@reads("places.places_taken places.underfilled_groups", "These places are the {whole:whole hub's}")
def _(claims: Claims, said: Said) -> None:
    chosen = set(claims.view.filters.la_codes)
    claims.check("whole", said["whole"] and chosen != set(SETTINGS.la_codes), "all are chosen")


@reads(
    "places.places_taken",
    "Of {n:n} group<s|> with places, {full:n} <is|are> full and {under:n} <is|are> under-filled; {free:n} of {all:n} "
    "place<s|> are free",
)
@reads(
    "places.underfilled_groups",
    "{n:n} group<s|> with less than 60 ?<%> of their places taken: {free:n} of {all:n} place<s|> are free",
    "{n:n} group<s|> with less than 60% of their places taken: {free:n} of {all:n} place<s|> are free",
)
@reads("places.places_taken", "{none:No} group with places is known in this period")
@reads("places.underfilled_groups", "{none:No} group whose places are known is under-filled in this period")
def _(claims: Claims, said: Said) -> None:
    query = "group_places" if claims.place.endswith("taken") else "underfilled_groups"
    rows = claims.view.rows(query, **claims.options)
    claims.number(said.get("n", "no"), len(rows))
    if "free" in said:
        claims.number(said["free"], sum(row["free_places"] for row in rows))
        claims.number(said["all"], sum(row["places"] for row in rows))
    for part, state in (("full", "full"), ("under", "under-filled")):
        if part in said:
            claims.number(said[part], sum(row["group_state"] == state for row in rows))


# Journeys -------------------------------------------------------------------------------------------------------------


@reads(
    "journeys.places_by_*",
    "{who:w}: of {n:n} school<s|> {stages:w}; {away:n} {gone:left it|not yet back}, {never:n} not yet on it",
)
def _(claims: Claims, said: Said) -> None:
    by = claims.place.rpartition("_")[2]
    rows = claims.view.rows("journey_by_group", breakdown=by, **claims.options)
    at = {row["place"]: row for row in rows if str(row["group_name"]).lower() == said["who"].lower()}
    claims.check("who", at, f"there is no {said['who']}")
    if not at:
        return
    claims.number(said["n"], next(iter(at.values()))["schools"])
    claims.check("over", (said["gone"] == "left it") == claims.view.is_year_over, f"“{said['gone']}”")
    away = at["Left"] if "Left" in at else at["Not yet back"]
    claims.number(said["away"], away["schools_at_place"])
    claims.number(said["never"], at["Not yet"]["schools_at_place"])
    for part in said["stages"].split(", "):
        count, _, stage = part.partition(" at ")
        claims.number(count, at[stage]["schools_at_place"])


@reads(
    "journeys.moves",
    "Of {n:n} school<s|> on it last year, {on:n} moved on, {stayed:n} stayed{back:(?:, [\\d,]+ moved back)?} and {away:n} "
    "{gone:left|are not yet back}",
    "No school was on it last year",
    "{joined:n} joined and {came:n} came back this year",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("journey_moves", **claims.options)
    moves: Counter[str] = Counter()
    for row in rows:
        moves[row["move"]] += row["schools_that_moved"]
    before = sum(row["schools_that_moved"] for row in rows if row["place_before"] != "Not on it")
    if "joined" in said:
        claims.number(said["joined"], moves["joined"])
        claims.number(said["came"], moves["came back"])
        return
    claims.number(said.get("n", "no"), before)
    if "n" in said:
        claims.check("over", (said["gone"] == "left") == claims.view.is_year_over, f"“{said['gone']}”")
        claims.number(said["on"], moves["moved on"])
        claims.number(said["stayed"], moves["stayed there"])
        claims.number(re.sub(r"\D", "", said["back"]) or "no", moves["moved back"])
        claims.number(said["away"], moves["left"] + moves["not yet back"])


@reads(
    "journeys.years",
    "{n:n} school<s|> <was|were> at a stage in {now:t}, {way:up from|down from} {before:n} in {then:t}",
    "{n:n} school<s|> <was|were> at a stage in {now:t}, {way:as many} as in {then:t}",
    "{n:n} school<s|> <was|were> at a stage in {now:t}",
)
def _(claims: Claims, said: Said) -> None:
    totals: Counter[str] = Counter()
    for row in claims.view.rows("journey_years", **claims.options):
        totals[row["academic_year"]] += row["schools_at_place"]
    years = list(totals)
    claims.number(said["n"], totals[years[-1]])
    now = claims.view.time("year")
    claims.time(said["now"], now)
    claims.check("who", years[-1] == now.year, "another year")
    if "then" in said:
        difference = totals[years[-1]] - totals[said["then"]]
        ways = {"up from": difference > 0, "down from": difference < 0, "as many": difference == 0}
        claims.check("direction", ways[said["way"]], f"{said['way']}, and the difference is {difference}")
        if "before" in said:
            claims.number(said["before"], totals[said["then"]])
        claims.check("unlike", now.until is None, "a running year against the whole of an earlier one")


# Candidates -----------------------------------------------------------------------------------------------------------


@reads(
    "candidates.candidate_flow",
    "{a:n} enquired ({da:w}), {b:n} started training ({db:w}) and {c:n} began to teach ({dc:w}); in brackets, against "
    "{then:t}",
    "No candidate came to any stage in this period",
)
def _(claims: Claims, said: Said) -> None:
    now = {row["stage"]: row["candidates"] for row in claims.view.rows("candidate_flow")}
    if "a" not in said:
        claims.check("none", not any(now.values()), "some did")
        return
    before = claims.view.rows("candidate_flow", **claims.view.before().filters)
    then = {row["stage"]: row["candidates"] for row in before}
    claims.time(said["then"], claims.view.before())
    for part, stage in (("a", "enquired"), ("b", "started"), ("c", "teaching")):
        claims.number(said[part], now[stage])
        _against(claims, said[f"d{part}"], now[stage], then[stage])


def _against(claims: Claims, words: str, now: int, then: int) -> None:
    if words == "as many":
        claims.check("direction", now == then, f"as many, and it is {now} against {then}")
        return
    number, way = words.split()
    claims.number(number, abs(now - then))
    claims.check("direction", now > then if way == "more" else now < then, f"{way}, and it is {now} against {then}")


@reads("candidates.candidate_funnel", "Of {n:n} candidate<s|>, {parts:w}")
@reads("candidates.*", "{none:No candidate was first heard of in this period}")
@reads("candidates.*", "{none:No candidate has been heard of yet}")
def _(claims: Claims, said: Said) -> None:
    breakdown = {"candidate_funnel": "total", "candidate_cohorts": "cohort"}.get(
        claims.place.removeprefix("candidates.")
    )
    rows = claims.view.rows("candidate_funnel", breakdown=breakdown or claims.options.get("breakdown"))
    if "none" in said:
        claims.check("none", not rows, "there is one")
        return
    counts = {row["stage"]: row["candidates"] for row in rows}
    claims.number(said["n"], rows[0]["candidates"])
    words = {"applied": "applied", "started training": "started", "are teaching": "teaching", "is teaching": "teaching"}
    for part in re.split(r", | and ", said["parts"]):
        count, _, did = part.partition(" ")
        claims.number(count, counts[words[did]])


STAGES = {
    "enquired": "enquired",
    "applied": "applied",
    "offered": "offered",
    "started training": "started",
    "qualified": "qualified",
    "teaching": "teaching",
}


@reads("candidates.candidate_funnel", "Fewest went on from {before:w} to {after:w}: {n:n} of {of:n} ({p:p})")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("candidate_funnel", breakdown="total")
    stages = [row["stage"] for row in rows]
    steps = [row | {"of": rows[place]["candidates"]} for place, row in enumerate(rows[1:])]
    row = claims.least(
        [each for each in steps if each["of"]], lambda row: row["stage"], STAGES.get(said["after"], ""),
        lambda row: row["candidates"] / row["of"], lambda row: row["of"],
    )  # fmt: skip
    if row:
        claims.same("step", STAGES.get(said["before"], ""), stages[stages.index(row["stage"]) - 1])
        claims.number(said["n"], row["candidates"])
        claims.number(said["of"], row["of"])
        claims.percent(said["p"], row["candidates"], row["of"])


@reads("candidates.candidate_funnel", "{n:n} step<s|> of fewer than ten candidates <is|are> not compared")
def _(claims: Claims, said: Said) -> None:
    counts = [row["candidates"] for row in claims.view.rows("candidate_funnel", breakdown="total")]
    losing = [before for before, after in itertools.pairwise(counts) if after < before]
    claims.number(said["n"], sum(before < 10 for before in losing))


@reads("candidates.candidate_groups", "Started training: {parts:w}")
@reads(
    "candidates.candidate_groups",
    "Most often those of {best:w} have started training ({of_best:of}), least often those of {least:w} ({of_least:of})",
    "The same share of each has started training: {p:p}",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("candidate_funnel", breakdown=claims.options["breakdown"])
    rows = [row for row in rows if row["stage"] == "started"]
    if "parts" in said:
        for a, b, who in re.findall(r"([\d,]+) of ([\d,]+) \(([^)]*)\)", said["parts"]):
            if row := claims.named(rows, lambda row: row["candidate_group"], who):
                claims.number(a, row["candidates"])
                claims.number(b, row["of_candidates"])
        return
    if "p" in said:
        for row in rows:
            if row["of_candidates"] >= 10:
                claims.percent(said["p"], row["candidates"], row["of_candidates"])
        return
    for find, who, of in ((claims.most, "best", "of_best"), (claims.least, "least", "of_least")):
        row = find(rows, lambda row: row["candidate_group"], said[who], lambda row: row["share_of_cohort"],
                   lambda row: row["of_candidates"])  # fmt: skip
        if row:
            claims.of(said[of], row["candidates"], row["of_candidates"])


@reads(
    "candidates.candidate_cohorts",
    "{n:n} candidate<s|> in {now:t}, {diff:n} {way:more|fewer} than in {then:t}",
    "{n:n} candidate<s|> in {now:t}, as many as in {then:t}",
    "{n:n} candidate<s|> in {now:t}",
    "Of the {of:n} of {cohort:w}, {m:n} ({p:p}) <are|is> teaching by now",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("candidate_funnel", breakdown="cohort")
    counts = {row["candidate_group"]: row["candidates"] for row in rows if row["stage"] == "enquired"}
    if "of" in said:
        row = [row for row in rows if row["candidate_group"] == said["cohort"]][-1]
        claims.number(said["of"], row["of_candidates"])
        claims.number(said["m"], row["candidates"])
        claims.percent(said["p"], row["candidates"], row["of_candidates"])
        return
    year = said["now"].split()[0]
    claims.number(said["n"], counts[year])
    is_running = claims.view.is_running(year, "year")
    claims.check("time", ("so far" in said["now"]) == is_running, "a year that is not over, or the other way round")
    if "then" in said:
        claims.check("unlike", not is_running, "a running year against the whole of an earlier one")
        _against(
            claims, f"{said['diff']} {said['way']}" if "diff" in said else "as many", counts[year], counts[said["then"]]
        )


@reads(
    "candidates.candidate_times",
    "{longest:The longest step is from|From} {before:w} to {after:w}: half of {n:n} candidate<s|> took up to {days:n} day<s|>",
    "Fewer than ten took the steps to {few:w}",
    "{all_few:Fewer} than ten candidates took each step: too few to compare",
    "Nobody came from one stage to the next in this period, with both on record",
)
def _(claims: Claims, said: Said) -> None:
    rows = [row for row in claims.view.rows("candidate_times") if row["candidates"] > 0]
    if "few" in said:
        words = {code: word for word, code in STAGES.items()}
        few = [words[row["stage"]] for row in rows if row["candidates"] < 10]
        claims.same("few", said["few"], listed(few))
    elif "all_few" in said:
        claims.check("few", all(row["candidates"] < 10 for row in rows), "ten took one")
    elif "n" in said:
        step = f"{STAGES.get(said['before'])} {STAGES.get(said['after'])}"
        row = claims.most(
            rows, lambda row: f"{row['stage_before']} {row['stage']}", step, lambda row: row["days_median"],
            lambda row: row["candidates"],
        )  # fmt: skip
        if row:
            claims.number(said["n"], row["candidates"])
            claims.number(said["days"], round(row["days_median"]))
    else:
        claims.check("none", not rows, "some did")


# Calls ----------------------------------------------------------------------------------------------------------------

_POINTS = r"\d+\.\d points"


@reads("call_list.first_to_ring", f"{{who:w}} in {{la:w}} comes first with {{points:{_POINTS}}}: {{why:w}}")
@reads("call_list.first_to_ring", f"Number {{rank:n}}, {{who:w}}, has {{points:{_POINTS}}}")
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("call_list", **claims.options)
    row = claims.named(rows, lambda row: row["name"], said["who"])
    if row is None:
        return
    claims.number(said["points"].split()[0], row["score"])
    if "rank" in said:
        claims.number(said["rank"], row["rank"])
        return
    claims.most(rows, lambda row: row["name"], said["who"], lambda row: row["score"])
    claims.same("la", said["la"], row["la_name"])
    parts = said["why"].split("; ")
    claims.check("over", "lapsed" not in parts[0] or claims.view.is_year_over, f"“{parts[0]}”")
    _why(claims, parts, row)


def _why(claims: Claims, parts: list[str], row: Row) -> None:
    standing = {"never reached": "never", "lapsed": "lapsed", "not yet back this year": "not yet back"}.get(parts[0])
    claims.check("word", standing == row["standing"] or not standing, f"said {parts[0]}, and it is {row['standing']}")
    is_known = row["fsm_quintile"] is not None and row["fsm_quintile"] == row["fsm_quintile"]
    claims.check("word", is_known or "not known" in parts[1], parts[1])
    ends = {"least": 1, "most": 5}
    fifth = ends.get(parts[1].split()[0]) or next(iter(map(int, re.findall(r"fifth (\d)", parts[1]))), None)
    claims.check("number", not is_known or fifth == row["fsm_quintile"], parts[1])
    pupils = re.match(r"([\d,]+) pupils?", parts[2])
    if pupils:
        claims.number(pupils[1], row["pupils"])
    share, aim = re.findall(r"\d+ ?%", parts[3])
    claims.percent(share, row["share_reached"])
    claims.percent(aim, row["share_aimed_at"])
    if "a target of" in parts[3]:
        claims.check("unlike", claims.view.filters.period == "year", "a target for the year against a term")


@reads(
    "call_list.call_list",
    "{n:n} school<s|> to ring{programme:(?: for .+?)?}, not reached in {now:t}: {never:n} never reached, {away:n} "
    "{gone:lapsed|not yet back this year}{others:(?:, [\\d,]+ reached in another term)?}",
    "There is nobody to ring{programme:(?: for .+?)?}: no school is left that was not reached in {now:t}",
    "{held:n} school<s|> <is |>held back",
)
@reads("call_list.first_to_ring", "There is nobody to ring: no school is left that was not reached in {now:t}")
def _(claims: Claims, said: Said) -> None:
    if "held" in said:
        asked = {name: claims.options[name] for name in ("programme_code", "today")}
        rows = claims.view.rows("held_back_schools", **asked)
        claims.number(said["held"], len({row["urn"] for row in rows}))
        return
    rows = claims.view.rows("call_list", **claims.options)
    claims.time(said["now"], claims.view.time())
    claims.number(said.get("n", "no"), len(rows))
    if "n" in said:
        counts = Counter(row["standing"] for row in rows)
        claims.number(said["never"], counts["never"])
        claims.number(said["away"], counts["lapsed"] + counts["not yet back"])
        claims.check(
            "over", claims.view.is_year_over == (said["gone"] == "lapsed") or said["away"] == "0", f"“{said['gone']}”"
        )
        others = re.sub(r"\D", "", said["others"]) or "no"
        claims.number(others, len(rows) - counts["never"] - counts["lapsed"] - counts["not yet back"])

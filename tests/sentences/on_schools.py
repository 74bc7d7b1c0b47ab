"""What is claimed of one activity and of one school."""

import re

from reach.exhibits.schools import OneSchool
from tests.golden.fixed_hub import SETTINGS
from tests.sentences.claims import Claims, Row, View
from tests.sentences.grammar import Said, reads

# One activity ---------------------------------------------------------------------------------------------------------


def _register(claims: Claims) -> list[Row]:
    return _of_activity(claims, "activity_register")


def _of_activity(claims: Claims, query: str) -> list[Row]:
    view = claims.view
    whole = view.filters.widened(SETTINGS)
    return view.rows(query, activity_id=claims.options["activity_id"], **whole)


@reads(
    "attendance.activity_register",
    "Of {n:n} <person|people> who ever came, {a:n} ({p:p}) were still there at the latest of {sessions:n} sessions held, on "
    "{day:d}",
    "Nobody has come to the {sessions:n} session<s|> held",
    "One session was held, with {a:n} <person|people>",
    "{to_come:n} session<s|> <is|are> still to come, next on {day:d} with {booked:n} booked",
    "No register of its sessions has been marked yet",
    "No session of this activity is on any register yet",
)
def _(claims: Claims, said: Said) -> None:
    rows = _register(claims)
    held, to_come = ([row for row in rows if row["state"] == state] for state in ("held", "to_come"))
    if "to_come" in said:
        claims.number(said["to_come"], len(to_come))
        claims.number(said["booked"], to_come[0]["booked"])
    elif "n" in said:
        claims.number(said["n"], held[0]["still_there"])
        claims.number(said["a"], held[-1]["still_there"])
        claims.percent(said["p"], held[-1]["still_there"], held[0]["still_there"])
        claims.number(said["sessions"], len(held))
    elif "sessions" in said:
        claims.number(said["sessions"], len(held))
        claims.check("none", not held[0]["still_there"], "somebody has")
    elif "a" in said:
        claims.number(said["a"], held[-1]["attended"])
    else:
        claims.check("none", not held, "one has")


@reads(
    "attendance.activity_register",
    "The attendance rate was highest at session {best:n} ({p:p}) and lowest at session {least:n} ({q:p})",
    "<At the one session held|At each of the \\d+ sessions held> the attendance rate was {p:p}",
)
def _(claims: Claims, said: Said) -> None:
    held = [row for row in _register(claims) if row["state"] == "held"]
    if "best" not in said:
        for row in held:
            claims.percent(said["p"], row["share_attended"])
        return
    for find, turn, share in ((claims.most, "best", "p"), (claims.least, "least", "q")):
        found = find(held, lambda row: row["turn"], said[turn], lambda row: row["share_attended"],
                   lambda row: row["attended"] + row["absent"] + row["apologies"])  # fmt: skip
        if found:
            claims.percent(said[share], found["share_attended"])


@reads(
    "attendance.activity_register",
    "Fewer than ten people were expected at most sessions: too few to compare",
    "The attendance rate was {p:p} at all sessions that ten or more were expected at",
)
def _(claims: Claims, said: Said) -> None:
    held = [row for row in _register(claims) if row["state"] == "held"]
    large = [row for row in held if row["attended"] + row["absent"] + row["apologies"] >= 10]
    claims.check("few", len(large) >= 2 if "p" in said else len(large) < 2, f"{len(large)} are of ten")
    for row in large if "p" in said else ():
        claims.percent(said["p"], row["share_attended"])


@reads(
    "attendance.activity_schools",
    "{n:n} school<s|> on the register",
    "From {absent:n} of them nobody has come",
    "{elsewhere:n} count<s|> in no figure of the hub",
    "No school is on the register yet",
)
def _(claims: Claims, said: Said) -> None:
    rows = _of_activity(claims, "activity_schools")
    if "absent" in said:
        claims.number(said["absent"], sum(row["came"] == 0 for row in rows))
    elif "elsewhere" in said:
        claims.number(said["elsewhere"], sum(not row["counts_for_hub"] for row in rows))
    else:
        claims.number(said.get("n", "no"), len(rows))


# One school -----------------------------------------------------------------------------------------------------------


def ways_of(view: View) -> dict[str, list[Row]]:
    """Give the exhibits of one school, of the one in the middle of the list."""
    rows = view.rows("school_list")
    chosen = [rows[len(rows) // 2]["urn"]] if rows else []
    found = []
    for urn in chosen:
        facts = view.rows("school_facts", urn=urn)[0]
        trust = facts["trust"] if isinstance(facts["trust"], str) else None
        school = OneSchool(
            urn=int(facts["urn"]),
            name=str(facts["name"]),
            newest_year=str(facts["newest_year"]),
            urn_then=int(facts["urn_then"]),
            is_open=bool(facts["is_open"]),
            trust=trust,
            has_coordinates=bool(facts["has_coordinates"]),
        )
        found.append({"school": school})
    names = (
        "standing", "lineage", "timeline", "programmes_by_year", "people_by_year", "attendance_by_year", "journeys",
        "supports", "trust_schools", "programmes_to_try", "buddies", "schools_like_it",
    )  # fmt: skip
    return {f"schools.{name}": found for name in names}


def _history(claims: Claims, query: str) -> list[Row]:
    school = claims.options["school"]
    everything = claims.view.filters.widened(SETTINGS) | {"academic_year": school.newest_year}
    return claims.view.rows(query, urn=school.urn, **everything)


@reads(
    "schools.standing",
    "It was reached in {now:t}{where:(?:, in [^;.]+)?}; not in {others:w}",
    "It was reached in {now:t}{where:(?:, in [^;.]+)?}",
    "It was {not:not} reached in {now:t}",
    "It was not among the hub's open schools in scope then",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("school_standing", urn=claims.options["school"].urn_then)
    if "now" not in said:
        claims.check("none", not rows, "it was")
        return
    claims.time(said["now"], claims.view.time())
    reached = {row["phase"]: bool(row["is_reached"]) for row in rows}
    claims.check("word", any(reached.values()) != ("not" in said), f"{reached}")
    for phase in re.split(r", | and ", said.get("where", "").removeprefix(", in ")):
        claims.check("word", not phase or reached.get(phase), f"{phase}: {reached}")
    for phase in re.split(r", | and ", said.get("others", "")):
        claims.check("word", not phase or not reached.get(phase, True), f"{phase}: {reached}")


@reads(
    "schools.people_by_year",
    "In {now:t}, {a:n} <person|people> came for {hours:f} hours",
    "In {now:t}, nobody came",
    "in {then:t}, {a:n} <person|people> came for {hours:f} hours",
    "in {then:t}, nobody came",
    "Nobody has come to anything yet",
)
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_people_by_year")
    if "now" not in said and "then" not in said:
        claims.check("none", not rows, "somebody has")
        return
    row = _of_year(claims, rows, said)
    if row:
        claims.number(said.get("a", "nobody"), row["people"])
        if "hours" in said:
            claims.number(said["hours"], row["hours"])


def _of_year(claims: Claims, rows: list[Row], said: Said) -> Row | None:
    """Find the year that is spoken of; one that is over, beside one that is not, is compared with what it is not."""
    words = said.get("now", said.get("then", ""))
    year = re.findall(r"\d{4}/\d\d", words)[0]
    newest = rows[-1]["academic_year"] if rows else ""
    if "then" in said:
        claims.check("unlike", not claims.view.is_running(newest, "year"), "a running year beside a whole one")
    return claims.named(rows, lambda row: row["academic_year"], year)


@reads(
    "schools.attendance_by_year",
    "In {now:t}, people came to {p:p} of what they had booked, against {hub:p} over all schools of the hub ({apart:w})",
    "In {now:t}, people came to {p:p} of what they had booked",
    "In {then:t} it was {p:p}",
    "No session that people of the school were expected at has been held yet",
)
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_attendance_by_year")
    if "p" not in said:
        claims.check("none", not rows, "one has")
        return
    year = re.findall(r"\d{4}/\d\d", said.get("now", said.get("then", "")))[0]
    row = claims.named(rows, lambda row: row["academic_year"], year)
    if row:
        claims.percent(said["p"], row["attended"], row["attended"] + row["absent"] + row["apologies"])
        if "hub" in said:
            claims.percent(said["hub"], row["share_attended_hub"])
            gap = 100 * (row["share_attended"] - row["share_attended_hub"])
            number = re.match(r"([\d,]+) points? (higher|lower)", said["apart"])
            claims.check("number", (int(number[1]) if number else 0) == round(abs(gap)), f"{said['apart']}: {gap}")
            if number:
                claims.moved(number[2], gap, 0, least=0.5)


@reads(
    "schools.programmes_by_year",
    "It signed up for {n:n} programme<s|> in {years:n} year<s|> and completed an activity of {m:n} of them",
    "It signed up for {n:n} programme<s|> in {years:n} year<s|> and completed an activity of {m:n} of them, and is on "
    "course to complete one of {on_course:n} this year",
    "It has taken part in no programme yet",
)
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_programmes_by_year")
    claims.number(said.get("n", "no"), len({row["programme_name"] for row in rows}))
    if "n" in said:
        claims.number(said["years"], len({row["academic_year"] for row in rows}))
        for part, rung in (("m", "completed"), ("on_course", "on_course")):
            claims.number(said.get(part, "no"), len({row["programme_name"] for row in rows if row["rung"] == rung}))


@reads(
    "schools.timeline",
    "<On|From> {first:d}, people from the school came to {n:n} session<s|> of {m:n} programme<s|>",
    "From {first:d} to {last:d}, people from the school came to {n:n} session<s|> of {m:n} programme<s|>",
    "Besides: {others:w}",
    "Nobody has come yet: {others:w}",
    "Nobody has come to anything yet",
)
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_sessions")
    came = [row for row in rows if row["session_state"] in ("attended", "pupils_only")]
    claims.number(said.get("n", str(len(came)) if said.get("others") and "Besides" in claims.text else "no"), len(came))
    if "m" in said:
        claims.number(said["m"], len({row["programme_name"] for row in came}))
    for count, state in re.findall(r"([\d,]+) sessions? (missed|booked)", said.get("others", "")):
        claims.number(count, sum(row["session_state"] == state for row in rows))


@reads(
    "schools.trust_schools",
    "{who:w} has {n:n} other school<s|> in the hub: {a:n} reached in {now:t}, {never:n} never reached at all",
    "{who:w} has no other school among the hub's",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("school_trust", urn=claims.options["school"].urn)
    claims.number(said.get("n", "no"), len(rows))
    if "n" in said:
        claims.time(said["now"], claims.view.time())
        claims.number(said["a"], sum(row["is_reached"] is True or row["is_reached"] == 1 for row in rows))
        claims.number(said["never"], sum(row["standing"] == "never" for row in rows))


@reads("schools.supports", "It {way:received|gave} {days:f} day<s|> of support <from|to> {n:n} school<s|>")
@reads("schools.supports", "No school-to-school support is recorded for it")
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_supports")
    if "way" not in said:
        claims.check("none", not rows, "some is")
        return
    direction = {"received": "received", "gave": "given"}[said["way"]]
    rows = [row for row in rows if row["direction"] == direction]
    claims.number(said["days"], sum(row["days"] for row in rows))
    claims.number(said["n"], len({row["urn"] for row in rows}))


@reads(
    "schools.programmes_to_try",
    "{n:n} programme<s|> for its phases it has never tried",
    "The nearest school that sustains one is {who:w}, {km:f} km away ({programme:w})",
    "It has tried every programme that is for it",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("school_programmes_to_try", urn=claims.options["school"].urn)
    if "who" in said:
        known = [row for row in rows if row["nearest_km"] == row["nearest_km"] and row["nearest_km"] is not None]
        least = claims.least(known, lambda row: f"{row['nearest_name']} {row['programme_name']}",
                             f"{said['who']} {said['programme']}", lambda row: row["nearest_km"])  # fmt: skip
        if least:
            claims.number(said["km"], least["nearest_km"])
        return
    claims.number(said.get("n", "no"), len(rows))


@reads(
    "schools.buddies",
    "The nearest is {who:w} ({la:w}), {km:f} km away: {programmes:w}",
    "No school that teaches one of its phases sustains any programme that it has never tried yet",
    "The register of establishments does not say where this school is, so no distance can be given: schools of its own "
    "local authority come first",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("school_buddies", urn=claims.options["school"].urn, programme_code=None)
    if "who" in said:
        if row := claims.least(rows, lambda row: row["name"], said["who"], lambda row: row["distance_km"]):
            claims.number(said["km"], row["distance_km"])
    elif "sustains" in claims.text:
        claims.check("none", not rows, "one does")


@reads(
    "schools.schools_like_it",
    "Of those reached in {now:t}, {who:w} ({la:w}) is most like it",
    "No other school of its phase and kind was reached in {now:t}",
)
def _(claims: Claims, said: Said) -> None:
    rows = claims.view.rows("schools_like_it", urn=claims.options["school"].urn)
    claims.time(said["now"], claims.view.time())
    claims.same("who", said.get("who", "none"), rows[0]["name"] if rows else "none")


@reads("schools.journeys", "{who:[^;.]+?}: as far as {stage:w} ({years:w})", "{who:[^;.]+?}: not begun")
@reads("schools.journeys", "No journey of years is for a phase that it teaches")
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_journeys")
    if "who" not in said:
        claims.check("none", not rows, "one is")
        return
    reached = [row for row in rows if row["journey"] == said["who"] and row["is_stage_reached"]]
    claims.check("who", any(row["journey"] == said["who"] for row in rows), f"there is no {said['who']}")
    claims.same("stage", said.get("stage", ""), reached[-1]["stage_name"] if reached else "")


@reads("schools.lineage", "The links file ties no other establishment to it", "{lines:.+} became {rest:w}")
@reads("schools.lineage", "What the earlier <one|ones> attended counts for this school")
def _(claims: Claims, said: Said) -> None:
    rows = _history(claims, "school_lineage")
    if "lines" not in said and "ties no" in claims.text:
        claims.check("none", not rows, "there is one")

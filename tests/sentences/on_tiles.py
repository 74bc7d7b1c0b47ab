"""What is claimed by tiles: "Reach so far: 50.0%, +3 points on 16 Feb 2023"."""

import re
from typing import Any

from tests.definitions.oracle import days_of
from tests.sentences.claims import Claims, Time
from tests.sentences.grammar import Said, reads

_CHANGE = r"(?:[+-][\d,]+(?: points?)?|no change) on .+|"
_ATTENDANCE = {
    "Attendance rate": "share_attended",
    "Came, of those signed up": "share_came",
    "Came to 75%": "share_stayed",
    "No-shows": "share_no_shows",
}


def _so_far(claims: Claims, words: str) -> None:
    claims.check("over", bool(words) == bool(claims.view.time().until), "so far, or not")


def _change(claims: Claims, words: str, now: Any, then: Any) -> None:
    """Hold that "+3 points on 16 Feb 2023" is the change, and from when."""
    if not words:
        return
    time = claims.view.before()
    claims.known(time)
    change, _, since = words.partition(" on ")
    claims.check("time", since == _short(time), f"on {since}, where {time.words} is meant")
    number = re.match(r"([+-])([\d,]+)", change)
    signed = int(f"{number[1]}{number[2].replace(',', '')}") if number else 0
    claims.check("rounding", signed or not number, "a change of none is told as one")
    claims.check("number", abs(signed - (now - then)) <= 0.5 + 1e-6, f"{change}, and it is {now - then}")


def _short(time: Time) -> str:
    return f"{time.until.day} {time.until:%b %Y}" if time.until else time.words


def _before(claims: Claims, query: str) -> Any:
    rows = claims.view.rows(query, **claims.view.before().filters)
    return rows[0] if rows else {}


@reads("tile:overview", f"Reach{{so_far:(?: so far)?}}: {{p:p}}<, |>{{change:{_CHANGE}}}")
@reads("tile:overview", f"Schools reached{{so_far:(?: so far)?}}: {{a:n}} of {{b:n}}<, |>{{change:{_CHANGE}}}")
@reads("tile:overview", f"Teachers reached{{so_far:(?: so far)?}}: {{people:n}}<, |>{{change:{_CHANGE}}}")
def _(claims: Claims, said: Said) -> None:
    _so_far(claims, said["so_far"])
    if "people" in said:
        now, then = claims.view.rows("people_total")[0]["people"], _before(claims, "people_total").get("people", 0)
        claims.number(said["people"], now)
        _change(claims, said["change"], now, then)
        return
    row, before = claims.view.rows("reach_total")[0], _before(claims, "reach_total")
    if "p" in said:
        claims.percent(said["p"], row["reached"], row["schools"])
        _change(claims, said["change"], 100 * row["reach"], 100 * before.get("reach", 0))
    else:
        claims.number(said["a"], row["reached"])
        claims.number(said["b"], row["schools"])
        _change(claims, said["change"], row["reached"], before.get("reached", 0))


@reads("tile:overview", "Ever reached: {p:p}")
def _(claims: Claims, said: Said) -> None:
    rows = {row["standing"]: row["schools_of_standing"] for row in claims.view.rows("standing_by_group")}
    claims.percent(said["p"], sum(rows.values()) - rows["never"], sum(rows.values()))


@reads("tile:attendance", f"{{what:{'|'.join(_ATTENDANCE)}}}{{so_far:(?: so far)?}}: –")
@reads("tile:attendance", f"{{what:{'|'.join(_ATTENDANCE)}}}{{so_far:(?: so far)?}}: {{p:pp}}<, |>{{change:{_CHANGE}}}")
def _(claims: Claims, said: Said) -> None:
    _so_far(claims, said["so_far"])
    column = _ATTENDANCE[said["what"]]
    now, then = claims.view.rows("attendance_total")[0][column], _before(claims, "attendance_total").get(column)
    if "p" not in said:
        claims.check("none", now is None or now != now, "it is known")
        return
    claims.percent(said["p"], now)
    _change(claims, said["change"], 100 * now, 100 * (then or 0))


@reads("tile:strands", f"Reached{{so_far:(?: so far)?}}: {{n:n}}<, |>{{change:{_CHANGE}}}")
@reads("tile:strands", "Reached{so_far:(?: so far)?}: {n:n}, {same:no change}")
def _(claims: Claims, said: Said) -> None:
    _so_far(claims, said["so_far"])
    strand = claims.options["strand"]
    now = next(row for row in claims.view.rows("strand_panels") if row["strand"] == strand)["reached"]
    before = claims.view.rows("strand_panels", **claims.view.before().filters)
    then = next((row["reached"] for row in before if row["strand"] == strand), 0)
    claims.number(said["n"], now)
    if "same" in said:
        claims.check("rounding", now == then, f"{then} to {now}")
    else:
        _change(claims, said["change"], now, then)


_MEASURES = {
    "Reach": "reach",
    "Schools reached": "reached",
    "Teachers reached": "teachers",
    "Sessions held": "sessions_held",
    "Teachers' hours": "hours",
    "Pupils reached": "pupils_reached",
    "Attendance rate": "attendance_rate",
}


@reads("tile:compare", f"{{what:{'|'.join(_MEASURES)}}}{{so_far:(?: so far)?}}: –")
@reads(
    "tile:compare",
    f"{{what:{'|'.join(_MEASURES)}}}{{so_far:(?: so far)?}}: {{p:pp}}<, |>{{change:(?:[+-][\\d,]+ points?|as before|)}}",
    f"{{what:{'|'.join(_MEASURES)}}}{{so_far:(?: so far)?}}: {{n:f}}<, |>{{change:(?:[+-][\\d,.]+|as before|)}}",
)
def _(claims: Claims, said: Said) -> None:
    _so_far(claims, said["so_far"])
    measure, then = _MEASURES[said["what"]], claims.view.before()
    is_share = measure in ("reach", "attendance_rate")
    rows = claims.view.rows(
        "compare_measures",
        measure=None,
        breakdown="total",
        other_year=then.year,
        other_period=then.filters["period"],
    )
    row = next(row for row in rows if row["measure"] == measure)
    now, before = (row[f"{'share' if is_share else 'count'}_{side}"] for side in ("now", "then"))
    if "p" in said:
        claims.percent(said["p"], now)
    elif "n" in said:
        claims.check("number", abs(float(said["n"].replace(",", "")) - now) <= 0.5, f"{said['n']}, and it is {now}")
    else:
        claims.check("none", now is None or now != now, "it is known")
    if not said.get("change"):
        return
    claims.known(then)
    number = re.match(r"([+-][\d,.]+)", said["change"])
    change = (100 if is_share else 1) * (now - before)
    signed = float(number[1].replace(",", "")) if number else 0.0
    claims.check("rounding", signed or not number, "a change of none is told as one")
    claims.check("number", abs(signed - change) <= 0.5 + 1e-6, f"{said['change']}, and it is {change}")


_CAME = "{came:people came in .+|nobody from this school has come to anything yet}"


@reads("school", f"{{standing:w}} in {{now:t}}: {_CAME}", f"{{standing:Not yet back this year}}: {_CAME}")
def _(claims: Claims, said: Said) -> None:
    if "now" in said:
        claims.time(said["now"], claims.view.time("year"))
    found = [row for row in claims.view.rows("school_standing", urn=claims.options["urn"]) if row["phase"] == "all"]
    words = {"re-engaged": "back again", "not yet back": "not yet back this year"}
    standing = found[0]["standing"] if found else "not counted"
    claims.same("standing", said["standing"], words.get(standing, standing))
    years = [row for row in claims.view.rows("school_people_by_year", urn=claims.options["urn"]) if row["people"]]
    if said["came"].startswith("nobody"):
        claims.check("none", not years, f"people came in {len(years)} years")
        return
    named = re.findall(r"\d{4}/\d\d", said["came"])
    number = re.search(r"(\d+) years from", said["came"])
    claims.number(number[1] if number else str(len(named)), len(years))
    claims.same(
        "years", " ".join((named[0], named[-1])), " ".join((years[0]["academic_year"], years[-1]["academic_year"]))
    )
    hours = re.search(r"for ([\d,.]+) hours? in all", said["came"])
    total = sum(row["hours"] for row in years)
    claims.check(
        "number", abs(float(hours[1].replace(",", "")) - total) < 0.06 if hours else not total, f"{total} hours"
    )


@reads("school", "{rung:w} in {now:t}")
def _(claims: Claims, said: Said) -> None:
    claims.time(said["now"], claims.view.time())
    found = [row for row in claims.view.rows("school_standing", urn=claims.options["urn"]) if row["phase"] == "all"]
    words = {"not_reached": "not reached", "signed_up": "signed up", "on_course": "on course to complete"}
    claims.same("rung", said["rung"], words.get(found[0]["rung"], found[0]["rung"]))
    if said["rung"].lower() == "completed":
        claims.check("over", claims.view.is_year_over, "completed, and the year is not over")


@reads("school", "Last attended on {on:\\d+ [A-Z][a-z]+ \\d+}: {programme:w}")
def _(claims: Claims, said: Said) -> None:
    """Hold that it is a session that somebody from it, or from what it was before, came to, and the last one."""
    sql = """
        select max(sessions.held_on)
        from attendances
        inner join sessions on attendances.session_id = sessions.session_id
        where attendances.attendance = 'attended' and attendances.urn in (select unnest($urns)) and sessions.held_on <= $end
    """
    _, end = days_of(claims.view.filters.academic_year, claims.view.filters.period)
    days = {"urns": claims.options["urns"], "end": min(end, claims.view.last_day)}
    (last,) = claims.view.version.rows(sql, days)[0]
    claims.same("last attended", said["on"], f"{last.day} {last:%B %Y}")


@reads("tile:activity", "People who came{so_far:(?: so far)?}: {a:n} of {b:n}", "Still there: {a:n} of {came:n}")
@reads(
    "tile:activity", "Attendance rate{so_far:(?: so far)?}: {p:pp}", "Attendance rate{so_far:(?: so far)?}: {none:–}"
)
@reads("tile:activity", "Schools: {schools:n}", "Places: {places:n}", "Still there: –", "Places: Not given")
def _(claims: Claims, said: Said) -> None:
    """Hold that it is what the marks of the activity's sessions add up to."""
    activity = {"activity_id": claims.options["activity"]}
    marks = claims.view.version.rows(
        """
        select attendances.attendee, attendances.attendance, attendances.urn, sessions.held_on
        from attendances inner join sessions on attendances.session_id = sessions.session_id
        where sessions.activity_id = $activity_id
        """,
        activity,
    )
    came = {who for who, mark, _, _ in marks if mark == "attended"}
    if "so_far" in said:
        is_over = all(day is None or day <= claims.view.last_day for *_, day in marks)
        claims.check("over", is_over or bool(said["so_far"]), "sessions are still to come")
    if "b" in said:
        claims.number(said["a"], len(came))
        claims.number(said["b"], len({who for who, *_ in marks}))
    elif "came" in said:
        last = max(day for _, mark, _, day in marks if mark == "attended")
        claims.number(said["a"], len({who for who, mark, _, day in marks if mark == "attended" and day == last}))
        claims.number(said["came"], len(came))
    elif "p" in said:
        expected = [mark for _, mark, _, _ in marks if mark in ("attended", "absent", "apologies")]
        claims.percent(said["p"], expected.count("attended"), len(expected))
    elif "schools" in said:
        claims.number(said["schools"], len({urn for _, _, urn, _ in marks}))
    elif "places" in said:
        (facts,) = claims.view.rows("activity_facts", **activity)
        claims.number(said["places"], facts["places"])


@reads("news", "Since you last looked ({on:d}): {news:rest}")
def _(claims: Claims, said: Said) -> None:
    """Hold that as many files came, imports were undone and packs were made, and that the years named were over."""
    since = claims.options["since"]
    claims.same("time", said["on"], f"{since.day} {since:%B %Y}")
    batches = claims.view.version.rows("select imported_at, undone_at from import_batches")
    packs = claims.view.version.rows("select made_at from packs")
    known = {
        "imported": sum(came > since and gone is None for came, gone in batches),
        "undone": sum(came <= since and gone is not None and gone > since for came, gone in batches),
        "made": sum(made > since for (made,) in packs),
    }
    for what, count in known.items():
        number = re.search(rf"([\d,]+) (?:file|import|pack)s? {what}", said["news"])
        claims.number(number[1] if number else "0", count)
    years = re.search(r"figures of (.+) revised", said["news"])
    for year in re.findall(r"\d{4}/\d\d", years[1]) if years else []:
        claims.check("over", days_of(year, "year")[1] < since.date(), f"{year} was not over")

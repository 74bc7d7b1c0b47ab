"""What is claimed by tiles: "Reach so far: 50.0%, +3 points on 16 Feb 2023"."""

import re
from typing import Any

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

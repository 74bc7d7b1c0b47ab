"""Sentences on parts that add up to more than their total: both are asked once more."""

from typing import Any

from tests.golden.fixed_hub import SETTINGS
from tests.sentences.claims import Claims
from tests.sentences.grammar import Said, reads

_PLACES = (
    "reaching.reach_by_phase reaching.reach_by_la_phase reaching.ladder_by_phase journeys.places_by_phase "
    "strands.strand_bars strands.programme_reach strands.pupils_by_la_phase strands.leaders_by_la_phase "
    "partners.partner_reach partners.partner_strands partners.partner_las attendance.attendance_rate "
    "attendance.attendance_outcomes comparing.measure_by_place"
)
_WHY = "{why:An? [a-z][^.]*? counts (?:in|for) each(?: with its (?:pupils|sign-ups))?}"
_TOTALS = {
    "schools": ("reach_total", "schools"),
    "reached": ("reach_total", "reached"),
    "people": ("people_total", "people"),
    "signed_up": ("attendance_total", "signed_up"),
}


@reads(
    _PLACES, f"{_WHY}, so the parts add up to {{sum:n}} {{unit:schools|teachers|people|pupils|sign-ups}}, not {{n:n}}"
)
def _(claims: Claims, said: Said) -> None:
    parts, total = _parts_and_total(claims)
    claims.number(said["sum"], sum(parts))
    claims.number(said["n"], total)
    claims.check("direction", sum(parts) > total, "the parts add up")


@reads(_PLACES, _WHY)
def _(claims: Claims, said: Said) -> None:
    is_unknown = claims.view.is_public or claims.place == "strands.leaders_by_la_phase"
    claims.check("word", is_unknown, "the numbers are known, and not given")


def _parts_and_total(claims: Claims) -> tuple[list[Any], Any]:
    asked, rows = claims.options, claims.view.rows
    query = claims.place.split(".")[1]
    match query:
        case "reach_by_phase" | "reach_by_la_phase":
            return _column(rows(query), "schools"), _total(claims, "schools")
        case "ladder_by_phase":
            ladder = rows("ladder_by_group", breakdown="phase")
            return _column([row for row in ladder if row["rung"] == "attended"], "schools"), _total(claims, "schools")
        case "places_by_phase":
            by_phase, whole = (
                [row for row in rows("journey_by_group", **asked, breakdown=each) if row["place"] == "Not yet"]
                for each in ("phase", None)
            )
            return _column(by_phase, "schools"), whole[0]["schools"]
        case "strand_bars":
            return _column(rows("strand_panels"), asked["measure"]), _total(claims, asked["measure"])
        case "programme_reach":
            return _column(rows(query, **asked), "reached"), _total(claims, "reached", **asked)
        case "pupils_by_la_phase":
            enrichment = {"strands": SETTINGS.strands_with_role("enrichment")}
            return _column(rows(query, **enrichment), "pupils"), sum(
                _column(rows("strand_panels", **enrichment), "pupils")
            )
        case "partner_reach" | "partner_strands" | "partner_las":
            measure = asked.get("measure", "reached")
            return _column(rows(query), measure), _total(claims, measure)
        case "attendance_rate" | "attendance_outcomes":
            return _column(rows("attendance_by_group", **asked), "signed_up"), _total(claims, "signed_up")
        case _:
            then = asked["then"]
            other = {"other_year": then.year, "other_period": then.filters["period"]}
            by_place, whole = (
                rows("compare_measures", measure=asked["measure"], breakdown=each, **other)
                for each in (asked["breakdown"], "total")
            )
            return _column(by_place, "count_now"), whole[0]["count_now"]


def _total(claims: Claims, measure: str, **asked: Any) -> Any:
    query, column = _TOTALS[measure]
    return claims.view.rows(query, **asked)[0][column]


def _column(rows: list[dict[str, Any]], column: str) -> list[Any]:
    return [row[column] for row in rows if row[column] == row[column] and row[column] is not None]

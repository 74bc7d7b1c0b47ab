"""Schools that are not to be approached: trial controls, and some that have asked not to be."""

from collections.abc import Sequence
from typing import Any

from reach.demo.model import School
from reach.demo.plan import Activity
from reach.demo.random_streams import stream
from reach.demo.seeds import HoldBackSeeds, Seeds


def make_hold_backs(seeds: Seeds, schools: Sequence[School], activities: Sequence[Activity]) -> list[dict[str, Any]]:
    """Give a row for each school held back; each is held back for one reason only."""
    rng = stream(seeds.seed, "hold backs")
    came = {place.school for activity in activities for place in activity.places if place.comes}
    free = [school for school in schools if not school.area.outside and school.kind.is_in_scope and school not in came]
    rows: list[dict[str, Any]] = []
    for hold_back in seeds.sheets.hold_backs:
        able = [school for school in free if school.kind.family == hold_back.family and school.on(seeds.hub_date)]
        chosen = rng.sample(able, min(hold_back.schools, len(able)))
        free = [school for school in free if school not in chosen]
        rows += [_row(seeds, hold_back, school) for school in chosen]
    return rows


def _row(seeds: Seeds, hold_back: HoldBackSeeds, school: School) -> dict[str, Any]:
    here = school.on(seeds.hub_date) or school.today
    row = {"school": here.name, "urn": here.urn, "reason": hold_back.reason}
    if hold_back.programme:
        row["programme_code"] = hold_back.programme
    if hold_back.until:
        row["until_on"] = hold_back.until
    return row

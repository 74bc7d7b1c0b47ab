"""Each exhibit's title, sentence, stamp and figure on the fixed hub: a golden file for each way of making it."""

import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Callable, Iterable
from typing import Any

import pytest

import reach.exhibits
from reach import queries
from reach.exhibit import Exhibit
from reach.exhibits import attendance, candidates, comparing, fairness, maps, schools, strands
from reach.exhibits.schools import OneSchool
from reach.filters import Filters
from reach.measures import OF_PERIODS, OF_STRANDS
from reach.report.answers import PackContext
from tests.golden.answers import AnswersOnItsDay
from tests.golden.as_text import exhibit_text
from tests.golden.files import GoldenFiles
from tests.golden.fixed_hub import CONVERTED, SETTINGS, TODAY, YEAR_OVER, YEAR_RUNNING
from tests.golden.test_queries import activity_id

VIEWS: dict[str, dict[str, Any]] = {
    "A year that is over": {"academic_year": YEAR_OVER},
    "The year that runs, in two local authorities": {"academic_year": YEAR_RUNNING, "la_codes": ["876", "344"]},
}
"""An exhibit is made in the first view with each of its options, and in the other one with the first of them."""

_WEIGHTS = queries.WEIGHTS
_OTHER_WEIGHTS = dict(zip(_WEIGHTS, (5, 50, 35, 0, 60), strict=True))
_LAST_YEAR = {"other_year": "2021/22", "other_period": "year"}
_TERM = {"other_year": "2022/23", "other_period": "autumn"}


def _each(option: str, values: Iterable[Any], **others: Any) -> list[dict[str, Any]]:
    return [{option: value} | others for value in values]


_JOURNEYS = _each("journey", SETTINGS.journeys)
_RATES = _each("breakdown", attendance.BREAKDOWNS)
_SHARES = _each("as_share", (True, False))
_ACTIVITIES = [activity_id("MNRKS1", "Number 2022"), activity_id("ENR", "Fun 2022")]
_PROGRAMMES = _each("programme_code", ("MNRKS1", "STFM-D"))
_SCHOOL = _each("urn", (CONVERTED,))

OPTIONS: dict[str, list[dict[str, Any]]] = {
    "attendance.attendance_rate": [*_RATES, {"breakdown": "programme", "is_ranked": True}],
    "attendance.attendance_outcomes": _RATES,
    "attendance.teachers_with_hours": _RATES,
    "attendance.retention": [{}, {"picked_out": "Number 2022"}],
    "attendance.activities_to_worry_about": [{}, {"gone_percent": 40, "taken_percent": 75}],
    "attendance.activity_register": [
        *_each("activity_id", _ACTIVITIES),
        {"activity_id": _ACTIVITIES[1], "as_table": True},
    ],
    "attendance.activity_schools": _each("activity_id", _ACTIVITIES),
    "call_list.first_to_ring": [
        {"programme_code": None, "today": TODAY} | _WEIGHTS,
        {"programme_code": "MNRKS1", "today": TODAY} | _OTHER_WEIGHTS,
    ],
    "call_list.call_list": [{"programme_code": "MNRKS1", "today": TODAY} | _WEIGHTS],
    "candidates.candidate_groups": _each("breakdown", candidates.BREAKDOWNS),
    "comparing.measure_by_place": [
        *(
            {"measure": measure, "breakdown": breakdown} | _LAST_YEAR
            for measure in OF_PERIODS
            for breakdown in comparing.BREAKDOWNS
            if breakdown == "la" or measure in ("reach", "teachers")
        ),
        {"measure": "reach", "breakdown": "la"} | _TERM,
    ],
    "comparing.moves_by_place": [
        *({"breakdown": breakdown} | _LAST_YEAR for breakdown in comparing.BREAKDOWNS),
        {"breakdown": "la"} | _TERM,
    ],
    "fairness.reach_by_group": _each("breakdown", fairness.BREAKDOWNS),
    "journeys.places_by_la": _JOURNEYS,
    "journeys.places_by_phase": _JOURNEYS,
    "journeys.moves": _JOURNEYS,
    "journeys.years": _JOURNEYS,
    "maps.school_map": _each("by", maps.COLOURED_BY),
    "partners.partner_strands": _each("measure", ("activities", "reached", "people")),
    "partners.partner_reach": _each("measure", ("reached", "people")),
    "places.need_by_la_phase": _each("programme_code", ("MNRKS1", "Y58")),
    "places.places_taken": _PROGRAMMES,
    "reaching.ever_reached": _each("breakdown", ("la", "phase")),
    "reaching.reach_by_la": [*_SHARES, {"is_ranked": True}],
    "reaching.reach_by_phase": _SHARES,
    "schools.standing": _each("urn", (CONVERTED, 900137)),
    "schools.lineage": _SCHOOL,
    "schools.timeline": _SCHOOL,
    "schools.programmes_by_year": _SCHOOL,
    "schools.people_by_year": _SCHOOL,
    "schools.attendance_by_year": _SCHOOL,
    "schools.journeys": _each("urn", (900103,)),
    "schools.supports": _each("urn", (CONVERTED, 900107)),
    "schools.trust_schools": _each("urn", (900102,)),
    "schools.programmes_to_try": _SCHOOL,
    "schools.schools_like_it": _each("urn", (900102, CONVERTED)),
    "schools.buddies": [
        {"urn": 900134},
        {"urn": CONVERTED, "programme_code": "PTFM-R", "programme_name": "Primary Teaching for Mastery: Readiness"},
    ],
    "strands.strand_bars": [*_each("measure", OF_STRANDS), {"measure": "reached", "is_ranked": True}],
    "strands.programme_reach": _each("strands", (("cpd",), ("recruitment", "training"))),
    "strands.support_days": _each("breakdown", strands.SUPPORT_BREAKDOWNS),
    "targets.target_outlook": _each("week", (None, 12)),
    "targets.target_weeks": [{"target": "Wirral", "week": None}, {"target": "Whole hub", "week": 12}],
    "targets.outlook_in_earlier_years": _each("week", (None, 12)),
}
"""How exhibits are made that have options: with each value that changes what they show."""

KNOWN_VALUES: dict[str, tuple[str, Iterable[Any]]] = {
    "attendance.attendance_rate": ("breakdown", attendance.BREAKDOWNS),
    "attendance.attendance_outcomes": ("breakdown", attendance.BREAKDOWNS),
    "attendance.teachers_with_hours": ("breakdown", attendance.BREAKDOWNS),
    "candidates.candidate_groups": ("breakdown", candidates.BREAKDOWNS),
    "comparing.measure_by_place": ("measure", OF_PERIODS),
    "comparing.moves_by_place": ("breakdown", comparing.BREAKDOWNS),
    "fairness.reach_by_group": ("breakdown", fairness.BREAKDOWNS),
    "maps.school_map": ("by", maps.COLOURED_BY),
    "strands.strand_bars": ("measure", OF_STRANDS),
    "strands.support_days": ("breakdown", strands.SUPPORT_BREAKDOWNS),
}
"""Options of which the program itself lists the values."""


def _exhibit_functions() -> dict[str, Callable[..., Exhibit]]:
    """Find every public function of reach.exhibits that makes an exhibit, by its place."""
    found: dict[str, Callable[..., Exhibit]] = {}
    for module_info in pkgutil.iter_modules(reach.exhibits.__path__):
        if module_info.name == "origins":
            continue  # makes those of the others again
        module = importlib.import_module(f"reach.exhibits.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_its_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_its_own and typing.get_type_hints(function).get("return") is Exhibit:
                found[f"{module_info.name}.{name}"] = function
    return found


FUNCTIONS = _exhibit_functions()


def _file_name(place: str, position: int, options: dict[str, Any]) -> str:
    """Give a file's name: the exhibit's place, and the options that tell it from its others."""
    every = OPTIONS.get(place, [{}])
    distinguishing = {
        name: value
        for name, value in options.items()
        if not name.startswith("weight_") and name != "today" and len({str(each.get(name)) for each in every}) > 1
    }
    if "activity_id" in distinguishing:
        distinguishing["activity_id"] = f"activity-{_ACTIVITIES.index(distinguishing['activity_id']) + 1}"
    words = " ".join(
        "-".join(map(str, value)) if isinstance(value, tuple) else str(value) for value in distinguishing.values()
    )
    end = re.sub(r"[^a-zA-Z0-9]+", "-", words).strip("-").lower()
    if "as_share" in distinguishing:
        end = "share" if distinguishing["as_share"] else "count"
    return f"{place}.{end}" if end and (position or len(every) > 1) else place


MADE = {
    _file_name(place, position, options): (place, position, options)
    for place in FUNCTIONS
    for position, options in enumerate(OPTIONS.get(place, [{}]))
}


@pytest.mark.parametrize("name", MADE)
def test_an_exhibit_is_as_it_was(name: str, answers: AnswersOnItsDay, golden_files: GoldenFiles) -> None:
    place, position, options = MADE[name]
    parts = []
    for view in list(VIEWS)[: 1 if position else 2]:
        context = PackContext(SETTINGS, Filters.choose(SETTINGS, **VIEWS[view]), answers, TODAY)
        exhibit = FUNCTIONS[place](context, **as_on_page(context, place, options))
        parts.append(f"{view}\n{'=' * len(view)}\n{exhibit_text(exhibit)}")
    golden_files.check("exhibits", name, "\n\n\n".join(parts))


def test_every_exhibit_is_made_in_every_way() -> None:
    assert OPTIONS.keys() <= FUNCTIONS.keys()
    assert len(MADE) == sum(len(OPTIONS.get(place, [{}])) for place in FUNCTIONS), "two have one name"
    for place, function in FUNCTIONS.items():
        _context, *parameters = inspect.signature(function).parameters.values()
        hints = typing.get_type_hints(function)
        made = OPTIONS.get(place, [{}])
        for parameter in parameters:
            if parameter.kind is parameter.VAR_KEYWORD or parameter.name == "school":
                continue
            tried = {str(options.get(parameter.name, parameter.default)) for options in made}
            hint = hints[parameter.name]
            choices = (True, False) if hint is bool else typing.get_args(hint) if _is_literal(hint) else ()
            assert tried >= set(map(str, choices)), f"{place}: {parameter.name}"
            assert inspect.Parameter.empty.__name__ not in tried, f"{place} needs {parameter.name}"
    for place, (option, values) in KNOWN_VALUES.items():
        assert {options[option] for options in OPTIONS[place]} == set(values), place


def test_every_golden_file_is_of_an_exhibit(golden_files: GoldenFiles) -> None:
    golden_files.check_no_others("exhibits", MADE)


def _is_literal(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Literal


def as_on_page(context: PackContext, place: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return options as a page passes them: one school's page passes the school."""
    if not place.startswith(f"{schools.__name__.rpartition('.')[2]}."):
        return options
    facts = context.ask("school_facts", urn=options["urn"]).frame.iloc[0]
    school = OneSchool(
        urn=int(facts["urn"]),
        name=str(facts["name"]),
        newest_year=str(facts["newest_year"]),
        urn_then=int(facts["urn_then"]),
        is_open=bool(facts["is_open"]),
        trust=facts["trust"] or None,
        has_coordinates=bool(facts["has_coordinates"]),
    )
    return {"school": school} | {name: value for name, value in options.items() if name != "urn"}

"""The whole answer of each query on the fixed hub: a golden file each, its rows in their order."""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from reach import queries
from reach.exhibits import attendance, candidates, comparing, fairness, strands
from reach.filters import FILTERS, Filters
from reach.report.answers import PackContext
from tests.golden.answers import AnswersOnItsDay
from tests.golden.as_text import result_text
from tests.golden.files import GoldenFiles
from tests.golden.fixed_hub import CONVERTED, SETTINGS, TODAY, YEAR_OVER, YEAR_RUNNING

VIEWS: dict[str, dict[str, Any]] = {
    "A year that is over": {"academic_year": YEAR_OVER},
    "A term of the year that runs, in two local authorities": {
        "academic_year": YEAR_RUNNING,
        "period": "spring",
        "la_codes": ["895", "344"],
    },
    "Completed counts in two phases, with independent schools and light touch, without training": {
        "academic_year": YEAR_OVER,
        "counted_as": "completed",
        "phases": ["primary", "secondary"],
        "independent": True,
        "light_touch": True,
        "strands": ["recruitment", "cpd", "leadership", "enrichment"],
    },
}
"""The filters that every query is asked under."""


class FurtherView(NamedTuple):
    """Filters that some queries alone are asked under, each of which would lose one of its own under no other view."""

    chosen: dict[str, Any]
    queries: str


FURTHER_VIEWS = {
    "The autumn term of an earlier year, signed up counts, with independent schools and light touch": FurtherView(
        {
            "academic_year": "2021/22",
            "period": "autumn",
            "counted_as": "signed_up",
            "independent": True,
            "light_touch": True,
        },
        """
        activity_facts activity_schools attendance_schools attendance_schools_by_step
        equity_gap_by_la_phase idle_partners journey_schools leader_schools map_schools national_reach
        places_and_need programme_reach pupil_schools pupils_by_fifth reach_trend retention school_directory
        strand_panels support_days support_flows trust_schools trusts_never_reached
        underfilled_groups
        """,
    ),
    "Last year up to the same date": FurtherView(
        {"academic_year": "2022/23", "period": "year_to_date"},
        """
        attendance_by_group attendance_total candidate_flow people_total programme_reach reach_by_group reach_by_la
        reach_by_phase reach_total standing_by_group strand_panels support_flows
        """,
    ),
    "Primary schools of one local authority, in one strand": FurtherView(
        {"la_codes": ["344"], "phases": ["primary"], "strands": ["cpd"]},
        """
        activities_to_worry_about activities_without_lead buddies_by_programme equity_gap_by_la_phase
        leader_schools leaders_by_la_phase need_schools pupils_by_fifth pupils_by_la_phase reach_by_trust
        reach_trend retention school_buddies school_list school_programmes_to_try school_trust
        support_days support_schools trusts_never_reached
        """,
    ),
    "Secondary schools of one local authority, in two strands": FurtherView(
        {"la_codes": ["344"], "phases": ["secondary"], "strands": ["leadership", "training"]},
        """
        activities_to_worry_about activities_without_lead candidate_flow candidate_flow_schools
        candidate_funnel candidate_schools candidate_times equity_gap_by_la_phase equity_gap_trend
        journey_by_group journey_moves journey_schools journey_years leaders_by_la_phase
        school_standing school_trust schools_of_trusts_never_reached schools_without_lead support_schools
        """,
    ),
    "With independent schools and light touch": FurtherView(
        {"independent": True, "light_touch": True},
        """
        outlook_in_earlier_years partner_las retention
        """,
    ),
    "In Halton": FurtherView(
        {"la_codes": ["876"]},
        """
        activities_to_worry_about activity_list equity_gap_trend
        """,
    ),
    "In Wirral": FurtherView(
        {"la_codes": ["344"]},
        """
        pupil_schools pupils_by_la_phase reach_target strand_panels
        """,
    ),
    "In CPD": FurtherView(
        {"strands": ["cpd"]},
        """
        candidate_flow candidate_flow_schools candidate_funnel candidate_schools candidate_times
        leader_schools pupil_schools trust_schools underfilled_groups
        """,
    ),
    "In leadership": FurtherView(
        {"strands": ["leadership"]},
        """
        reach_by_trust reach_target support_flows
        """,
    ),
    "Secondary schools": FurtherView(
        {"phases": ["secondary"]},
        """
        call_list equity_gap_trend map_schools need_by_la_phase pupil_schools reach_target
        """,
    ),
    "Primary schools": FurtherView(
        {"phases": ["primary"]},
        """
        leader_schools pupil_schools pupils_by_la_phase support_flows trust_schools underfilled_groups
        """,
    ),
    "An earlier year": FurtherView(
        {"academic_year": "2021/22"},
        """
        call_list need_by_la_phase reach_target strand_panels targets_and_reach
        """,
    ),
    "The year that runs": FurtherView(
        {"academic_year": YEAR_RUNNING},
        """
        reach_target
        """,
    ),
    "The autumn term": FurtherView(
        {"period": "autumn"},
        """
        group_places reach_target strand_panels underfilled_groups
        """,
    ),
    "Completed counts": FurtherView(
        {"counted_as": "completed"},
        """
        reach_target schools_of_target targets_and_reach
        """,
    ),
    "With independent schools": FurtherView(
        {"independent": True},
        """
        reach_target schools_of_target targets_and_reach
        """,
    ),
    "With light touch": FurtherView(
        {"light_touch": True},
        """
        schools_of_target targets_and_reach
        """,
    ),
}
"""By what each changes. Other filters are the usual ones, of the year that is over."""


def activity_id(programme: str, name: str) -> str:
    """Give the id of an activity of the fixed hub."""
    return hashlib.md5(f"{programme}|{name.lower()}".encode(), usedforsecurity=False).hexdigest()


_LAST_YEAR = {"other_year": "2021/22", "other_period": "year"}
_TERM_BEFORE = {"other_year": "2022/23", "other_period": "autumn"}
_URNS = [{"urn": CONVERTED}, {"urn": 900107}, {"urn": 900134}]
_ACTIVITIES = [
    {"activity_id": activity_id(programme, name)}
    for programme, name in (("MNRKS1", "Number 2022"), ("ENR", "Fun 2022"), ("MNRKS1", "Number 2023"))
]
_JOURNEYS = [{"journey": journey} for journey in SETTINGS.journeys]


def _breakdowns(*known: Any) -> list[dict[str, Any]]:
    return [{"breakdown": breakdown} for breakdown in known]


CHOICES: dict[str, list[dict[str, Any]]] = {
    "activities_to_worry_about": [{"gone_percent": 25, "taken_percent": 50}, {"gone_percent": 40, "taken_percent": 75}],
    "activity_facts": _ACTIVITIES,
    "activity_register": _ACTIVITIES,
    "activity_schools": _ACTIVITIES,
    "buddies_by_programme": _URNS,
    "attendance_by_group": _breakdowns(*attendance.BREAKDOWNS, None),
    "attendance_schools": _breakdowns(None, "programme", "mode", "activity"),
    "call_list": [
        {},
        {"programme_code": "MNRKS1"},
        {"weight_standing": 5, "weight_disadvantage": 50, "weight_size": 35, "weight_behind": 0, "weight_years": 60},
    ],
    "candidate_funnel": _breakdowns("total", *candidates.BREAKDOWNS, "cohort"),
    "candidate_schools": _breakdowns("total", *candidates.BREAKDOWNS, "cohort"),
    "compare_change": [_LAST_YEAR, _TERM_BEFORE],
    "compare_measures": [
        {"measure": None, "breakdown": breakdown} | other
        for breakdown, other in (
            ("total", _LAST_YEAR),
            *((breakdown, _LAST_YEAR) for breakdown in comparing.BREAKDOWNS),
            ("total", _TERM_BEFORE),
        )
    ],
    "compare_moves": [
        {"breakdown": breakdown} | other
        for breakdown in comparing.BREAKDOWNS
        for other in ((_LAST_YEAR, _TERM_BEFORE) if breakdown == "la" else (_LAST_YEAR,))
    ],
    "compare_schools": [_LAST_YEAR, _TERM_BEFORE],
    "fairness_schools": _breakdowns(*fairness.BREAKDOWNS),
    "group_places": [{"programme_code": "MNRKS1"}, {"programme_code": "STFM-D"}],
    "held_back_schools": [{}, {"programme_code": "MNRKS1"}],
    "journey_by_group": [
        journey | breakdown for breakdown in _breakdowns("la", "phase", None) for journey in _JOURNEYS
    ],
    "journey_moves": _JOURNEYS,
    "journey_schools": _JOURNEYS,
    "journey_years": _JOURNEYS,
    "ever_reached_by_group": _breakdowns("la", "phase", None),
    "ladder_by_group": _breakdowns("la", "phase", None),
    "need_by_la_phase": [{"programme_code": "MNRKS1"}, {"programme_code": "Y58"}],
    "need_schools": [{"programme_code": "STFM-E"}, {}],
    "outlook_in_earlier_years": [{}, {"week": 12}],
    "people_with_hours_by_group": [
        *_breakdowns(*attendance.BREAKDOWNS, None),
        {"breakdown": "la", "least_hours": 10},
    ],
    "reach_by_group": _breakdowns(*fairness.BREAKDOWNS),
    "school_attendance_by_year": _URNS,
    "school_buddies": [{"urn": 900134}, {"urn": CONVERTED, "programme_code": "PTFM-R"}],
    "school_facts": [*_URNS, {"urn": 900101}, {"urn": 900139}],
    "school_hold_backs": [{"urn": 900105}, {"urn": CONVERTED}],
    "school_journeys": _URNS,
    "school_lineage": _URNS,
    "school_people_by_year": _URNS,
    "school_programmes_by_year": _URNS,
    "school_programmes_to_try": _URNS,
    "school_sessions": _URNS,
    "school_standing": [*_URNS, {"urn": 900137}],
    "school_supports": _URNS,
    "school_trust": [{"urn": 900102}, {"urn": 900155}],
    "schools_alongside": _URNS,
    "schools_like_it": [{"urn": 900102}, {"urn": CONVERTED}],
    "standing_by_group": _breakdowns("la", "phase", None),
    "support_days": _breakdowns(*strands.SUPPORT_BREAKDOWNS),
    "support_schools": _breakdowns(*strands.SUPPORT_BREAKDOWNS),
    "target_outlook": [{}, {"week": 12}],
    "target_weeks": [{"target": "Whole hub"}],
    "targets_and_reach": [{}, {"other_period": "year"}],
}
"""What queries are asked beyond the filters: each of these in the first view, the first of them in the others."""


@pytest.mark.parametrize("name", queries.names())
def test_an_answer_is_as_it_was(name: str, answers: AnswersOnItsDay, golden_files: GoldenFiles) -> None:
    parts = [f"{queries.load(name).answers} {queries.load(name).grain}"]
    for view, filters, choices in asked(name):
        result = PackContext(SETTINGS, filters, answers, TODAY).ask(name, **choices)
        also = f": {', '.join(f'{what} {which}' for what, which in choices.items())}" if choices else ""
        heading = f"{view}{also}"
        parts.append(f"{heading}\n{'-' * len(heading)}\n{result_text(result)}")
    golden_files.check("queries", name, "\n\n".join(parts))


def test_every_choice_of_a_query_is_made() -> None:
    assert CHOICES.keys() <= set(queries.names())
    for name in queries.names():
        asked = queries.load(name).parameters & queries.CHOICES.keys() - {"today"}
        made = {choice for choices in CHOICES.get(name, []) for choice in choices}
        assert asked == made or asked == made | {"programme_code"}, f"{name}: {asked ^ made}"


def test_further_views_are_of_queries_that_hear_them() -> None:
    for view, further in FURTHER_VIEWS.items():
        for name in further.queries.split():
            named = queries.load(name).parameters
            assert any(each.is_asked(named) for each in FILTERS if each.name in further.chosen), f"{view}: {name}"
            assert view in {asked_view for asked_view, _, _ in asked(name)}, f"{name} is asked the same before {view}"


def test_every_golden_file_is_of_a_query(golden_files: GoldenFiles) -> None:
    golden_files.check_no_others("queries", queries.names())


def asked(name: str) -> Iterator[tuple[str, Filters, dict[str, Any]]]:
    """Give the filters and choices that a query is asked under; those that it does not name would change nothing."""
    choices = CHOICES.get(name, [{}])
    further = {
        view: {"academic_year": YEAR_OVER} | each.chosen
        for view, each in FURTHER_VIEWS.items()
        if name in each.queries.split()
    }
    seen = set()
    for position, (view, chosen) in enumerate((VIEWS | further).items()):
        # A period up to a date is nothing to choose: it is what a running one is compared with.
        others = {what: which for what, which in chosen.items() if what != "period"}
        filters = Filters.choose(SETTINGS, **others).with_changes(period=chosen.get("period", "year"))
        named = queries.load(name).parameters
        heard = str([(what, value) for what, value in filters.parameters().items() if what in named])
        if heard not in seen:
            seen.add(heard)
            for each in choices if position == 0 else choices[:1]:
                yield view, filters, each

"""Every definition of attendance, against plain Python written from its words, on hubs made by chance."""

import dataclasses
import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from reach.store import Version
from tests import effort
from tests.definitions.attendance_oracle import TERMS, AttendanceOracle
from tests.definitions.hubs import EDGES, SETTINGS, Hub, choices, hubs, store_of
from tests.definitions.oracle import Oracle, Row
from tests.rows import rows_of

VIEWS_A_HUB = 4
TALLIED = (
    "signed_up",
    "came",
    "sent_apologies",
    "no_shows",
    "times_attended",
    "times_absent",
    "times_apologies",
)


def tallied(frame: pd.DataFrame, key: str) -> dict[str, dict[str, int]]:
    """Give what a query counted, having checked its shares."""
    for row in rows_of(frame):
        expected = row.times_attended + row.times_absent + row.times_apologies
        assert row.times_expected == expected
        assert pd.isna(row.share_attended) if not expected else row.share_attended == row.times_attended / expected
        assert row.share_no_shows == row.no_shows / row.signed_up
    return {row[key]: {name: row[name] for name in TALLIED} for _, row in frame.iterrows()}


def counted(tallies: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {key: {name: counts[name] for name in TALLIED} for key, counts in tallies.items()}


def terms_of(oracle: Oracle, filters: Filters) -> list[str]:
    """Give the terms of a year, or those that had begun by a date; the one that had not ended is up to it."""
    if not filters.period.endswith("_to_date"):
        return list(TERMS)
    until = oracle.days(filters.academic_year, "year_to_date")[1]
    begun = [term for term in TERMS if oracle.days(filters.academic_year, term)[0] <= until]
    running = [period for _, period in oracle.running()]
    return [f"{term}_to_date" if term in running else term for term in begun]


def compare(oracle: Oracle, filters: Filters, version: Version) -> None:
    """Ask every query of both."""

    def ask(name: str, **chosen: Any) -> pd.DataFrame:
        return queries.run(name, filters, version, chosen).frame

    own = AttendanceOracle(oracle, filters)
    for breakdown in ("programme", "la", "phase"):
        shown = ask("attendance_by_group", breakdown=breakdown)
        assert tallied(shown, "group_code") == counted(own.tallies(breakdown)), breakdown
    terms = [
        AttendanceOracle(oracle, filters.with_changes(period=term)).tallies("period")
        for term in terms_of(oracle, filters)
    ]
    assert tallied(ask("attendance_by_group", breakdown="term"), "group_code") == {
        k.removesuffix("_to_date"): v for term in terms for k, v in counted(term).items()
    }

    for breakdown in ("programme", "la", "phase", "period"):
        hours = own.hours(breakdown)
        for least in (2, 5):
            chosen = {"least_hours": least} | ({} if breakdown == "period" else {"breakdown": breakdown})
            shown = ask("people_with_hours_by_group", **chosen)
            of_group = {row.period if breakdown == "period" else row.group_code: row for row in rows_of(shown)}
            for key, people in hours.items():
                row = of_group[key.removesuffix("_to_date")]
                many = sum(each >= least for each in people.values())
                assert (row.people, row.people_with_hours, row.people_without_hours) == (len(people), many, 0)
                assert row.share_with_hours == many / len(people)
            assert len(of_group) == len(hours)

    everything = own.tallies("period").get(filters.period, Counter())
    total = ask("attendance_total").iloc[0]
    for name in (*TALLIED, "stayed", "signed_up_to_two_or_more"):
        assert total[name] == everything[name], name
    not_begun = [course for _, course, _ in own.sign_ups() if not own.held[course]]
    assert (total["signed_up_to_come"], total["activities_to_come"]) == (len(not_begun), len(set(not_begun)))

    funnel = ask("attendance_funnel")
    assert funnel.loc[funnel["step"] == "signed_up", "people"].sum() == everything["signed_up"]
    assert funnel.loc[funnel["step"] == "came", "people"].sum() == everything["came"]
    assert funnel.loc[funnel["step"] == "stayed", "people"].sum() == everything["stayed"]

    schools = ask("attendance_schools").set_index("urn")
    signed_up = Counter(urn for urn, course, _ in own.sign_ups() if own.held[course])
    assert schools["signed_up"].to_dict() == signed_up

    names = Counter(activity for _, activity in {(row.programme, row.activity) for row in oracle.rows})

    def name_of(course: tuple[str, str]) -> str:
        programme = oracle.programmes[course[0]].name
        return f"{course[1]} ({programme})" if names[course[1]] > 1 else course[1]

    frame = ask("retention")
    columns = ["started", "attending", "still_there"]
    shown_curves = {
        activity: list(rows[columns].itertuples(index=False, name=None))
        for activity, rows in frame.groupby("activity", sort=False)
    }
    curves = own.curves()
    assert shown_curves == {name_of(course): curve for course, curve in curves.items()}
    together = frame[frame["activity"].isna()]
    for row in rows_of(together):
        longer = [curve[row.turn - 1] for curve in curves.values() if len(curve) >= row.turn]
        assert (row.activities, row.started, row.attending, row.still_there) == (
            len(longer),
            *(sum(each) for each in zip(*longer, strict=True)),
        )

    for percent in (0, 25, 60):
        falling = {
            name_of(course): (signed, came, there)
            for course, (signed, came, there) in own.everybody().items()
            if len(own.held[course]) >= 2 and 100 * (came - there - 2) > percent * came
        }
        worries = ask("activities_to_worry_about", gone_percent=percent).set_index("activity")
        found = {row.Index: (row.signed_up, row.started, row.still_there) for row in rows_of(worries)}
        assert found == falling


@st.composite
def busy_hubs(draw: st.DrawFn) -> Hub:
    """Draw a hub of few activities in one year, with more people and longer registers."""
    hub = draw(hubs())
    rows = draw(
        st.lists(
            st.builds(
                lambda school, course, on, person, word: Row(school.urn, course[0], course[1], on, 1, person, word),
                school=st.sampled_from(hub.schools),
                course=st.sampled_from([("PRI", "A"), ("ENR", "Day")]),
                on=st.sampled_from([day for day in EDGES if dt.date(2020, 9, 1) <= day <= dt.date(2021, 8, 31)]),
                person=st.sampled_from(["ada", "bob", "cy", "di", "ed", "flo"]),
                word=st.sampled_from(["Attended", "Absent", "Apologies", "Booked"]),
            ),
            min_size=20,
            max_size=70,
        )
    )
    return dataclasses.replace(hub, rows=rows)


def agree(hub: Hub, views: list[dict[str, Any]]) -> None:
    oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder)).read()
        chosen = [Filters.choose(SETTINGS, **view) for view in views]
        for filters in chosen + oracle.to_same_date(chosen):
            compare(oracle, filters, version)


@effort.examples(usual=3, thorough=150)
@given(hub=hubs(), views=st.lists(choices(), min_size=VIEWS_A_HUB, max_size=VIEWS_A_HUB))
def test_sql_and_words_agree(hub: Hub, views: list[dict[str, Any]]) -> None:
    agree(hub, views)


@effort.examples(usual=3, thorough=150)
@given(hub=busy_hubs(), views=st.lists(choices(), min_size=VIEWS_A_HUB, max_size=VIEWS_A_HUB))
def test_sql_and_words_agree_where_much_is_on(hub: Hub, views: list[dict[str, Any]]) -> None:
    agree(hub, [view | {"academic_year": "2020/21"} for view in views])

"""Calls to schools: recorded, refused, and shown on the call list."""

import datetime as dt
from pathlib import Path

import pytest

from reach import queries
from reach.ingest import CallError, record_call
from reach.store import Store
from reach.store.checks import breaches
from tests.builders import attended, filters, hub, link, school
from tests.rows import records_of

TODAY = dt.date.today()
DAY = dt.timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    schools = [
        school(900001, closed="31-03-2022", number="2001"),
        school(900002, opened="01-04-2022", number="2001"),
        school(900003),
    ]
    links = [link(900002, "Predecessor", 900001, "01-04-2022")]
    return hub(tmp_path, schools, [attended(900003, "10/10/2022"), attended(900001, "10/10/2021")], links)


def latest(store: Store) -> list[tuple[object, ...]]:
    frame = queries.run("call_list", filters(), store.read(), {"today": TODAY}).frame
    return [
        (row["urn"], row["call_outcome"], row["called_on"].date(), row["call_again_on"] and row["call_again_on"].date())
        for row in records_of(frame)
    ]


def test_the_latest_call_stands_on_the_list_whichever_urn_it_was_to(store: Store) -> None:
    record_call(store, 900002, "No answer", called_on=TODAY - DAY, recorded_by="alex")
    record_call(store, 900001, "Interested", called_on=TODAY, call_again_on=TODAY + 7 * DAY, recorded_by="sam")
    assert latest(store) == [(900002, "Interested", TODAY, TODAY + 7 * DAY)]
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_a_call_counts_before_any_session_is_recorded(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900003)])
    record_call(store, 900003, "No answer", called_on=TODAY, recorded_by="alex")
    assert latest(store) == [(900003, "No answer", TODAY, None)]


def test_of_two_calls_on_one_day_the_one_recorded_last_counts(store: Store) -> None:
    record_call(store, 900002, "Message left", called_on=TODAY, recorded_by="alex")
    record_call(store, 900002, "Signed up", called_on=TODAY, recorded_by="alex")
    assert latest(store)[0][1] == "Signed up"


@pytest.mark.parametrize(
    ("urn", "outcome", "called_on", "again_on", "why"),
    [
        (900009, "No answer", TODAY, None, "URN 900009 is not known"),
        (900002, "Spoke to Jo Marsh", TODAY, None, "is no outcome of a call"),
        (900002, "No answer", TODAY + DAY, None, "is still to come"),
        (900002, "No answer", TODAY, TODAY - DAY, "is before the call"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    store: Store, urn: int, outcome: str, called_on: dt.date, again_on: dt.date | None, why: str
) -> None:
    name = store.read().name
    with pytest.raises(CallError, match=why):
        record_call(store, urn, outcome, called_on=called_on, call_again_on=again_on, recorded_by="alex")
    assert store.read().name == name

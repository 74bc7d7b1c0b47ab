"""Charts of attendance draw what the queries found, and nothing that a name could smuggle in."""

from collections.abc import Callable

import pandas as pd
import pytest

from reach.charts import attendance as charts
from reach.charts.chart import CategoryChart, NumberChart
from reach.exhibit import Exhibit
from reach.exhibits import attendance
from reach.exhibits.attendance import BREAKDOWNS
from reach.store import Store
from tests.builders import SETTINGS, query_context_of
from tests.typed import of_kind, present


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
@pytest.mark.parametrize(
    "make", [attendance.attendance_rate, attendance.attendance_outcomes], ids=lambda make: make.__name__
)
def test_bars_begin_at_zero_and_know_what_they_are(
    demonstration: Store, make: Callable[..., Exhibit], breakdown: str
) -> None:
    exhibit = make(query_context_of(demonstration), breakdown=breakdown)
    chart = of_kind(CategoryChart, exhibit.chart)
    assert present(chart.axis.ends)[0] == 0
    keys = exhibit.result.frame[BREAKDOWNS[breakdown].by].tolist()
    assert [point.key for point in chart.series[0].points] == [(key,) for key in keys]
    assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".")


def test_the_steps_know_what_they_are(demonstration: Store) -> None:
    exhibit = attendance.attendance_funnel(query_context_of(demonstration))
    chart = of_kind(CategoryChart, exhibit.chart)
    marks = [point.key for series in chart.series for point in series.points if point.key]
    frame = exhibit.result.frame
    assert marks == list(frame[["course_length", "step"]].itertuples(index=False, name=None))
    assert present(chart.axis.ends)[0] == 0


def test_the_lines_of_two_activities_are_not_tied(demonstration: Store) -> None:
    exhibit = attendance.retention(query_context_of(demonstration))
    behind, together = of_kind(NumberChart, exhibit.chart).series
    single = exhibit.result.frame.dropna(subset="activity")
    breaks = [point for point in behind.points if point.at is None]
    assert len(breaks) == single["activity"].nunique() - 1
    assert len(behind.points) == len(single) + len(breaks)
    assert [point.at for point in together.points] == list(range(1, len(together.points) + 1))
    assert together.values[0] == 1


def test_an_activity_picked_out_stands_before_the_others(demonstration: Store) -> None:
    context = query_context_of(demonstration)
    name = attendance.retention(context).result.frame["activity"].dropna().iloc[0]
    exhibit = attendance.retention(context, picked_out=name)
    lines = of_kind(NumberChart, exhibit.chart).series
    assert [line.name for line in lines] == ["Each activity", "All activities", name]
    assert {point.key for point in lines[2].points} == {(name,)}
    assert exhibit.chosen == (("Picked out", name),) and name in exhibit.sentence
    lines = of_kind(NumberChart, attendance.retention(context, picked_out="No such").chart).series
    assert [line.name for line in lines] == ["Each activity", "All activities"]


def test_what_is_asked_of_one_activity_says_that_the_filters_do_not_narrow_it(demonstration: Store) -> None:
    context = query_context_of(demonstration, period="spring", la_codes=["876"])
    activity_id = context.ask("activity_list", la_codes=SETTINGS.la_codes).frame["activity_id"].iloc[0]
    stamp = dict(attendance.activity_register(context, activity_id=activity_id).stamp)
    assert not {"Period", "Local authorities"} & stamp.keys()
    assert stamp["Filters not applied"] == "Period, Local authorities"
    assert stamp["Sessions"] == "From the first to the last, whatever the period"


def test_a_session_to_come_is_drawn_as_booked_and_in_nobodys_curve() -> None:
    frame = pd.DataFrame(
        {
            "turn": [1, 2],
            "held_on": pd.to_datetime(["2022-10-10", "2022-11-10"]),
            "attended": [5, 0],
            "absent": [1, 0],
            "apologies": 0,
            "booked": [0, 6],
            "share_attended": [5 / 6, None],
            "still_there": [5, None],
            "share_still_there": [1.0, None],
        }
    )
    chart = charts.activity_register(frame)
    attended, booked, still_there = chart.series
    assert [each.text for each in chart.categories] == ["1 10/10/22", "2 10/11/22"]
    assert (attended.values, booked.values, still_there.values) == ((5, 0), (None, 6), (5, None))
    assert booked.is_outlined and chart.is_stacked and not chart.is_sideways

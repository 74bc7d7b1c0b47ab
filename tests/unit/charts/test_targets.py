"""Charts of targets draw what the queries found."""

import pandas as pd

from reach.charts import targets as charts
from reach.charts.to_plotly import to_plotly
from reach.exhibits import targets
from reach.formats import percent
from reach.store import Store
from tests.builders import query_context_of
from tests.typed import present


def test_every_exhibit_has_title_sentence_and_stamp(demonstration: Store) -> None:
    context = query_context_of(demonstration)
    made = [
        targets.targets_and_reach(context),
        targets.target_outlook(context, week=20),
        targets.target_weeks(context, target="Halton", week=20),
        targets.outlook_in_earlier_years(context, week=20),
    ]
    for exhibit in made:
        assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".")
        assert dict(exhibit.stamp)["As at"] == "31 August 2025"
    assert targets.target_list(context).sentence.startswith("69 targets: ")
    assert dict(made[2].chosen) == {"Target": "Halton", "At the end of week": "20"}


def test_bars_begin_at_zero_and_a_met_target_says_so() -> None:
    frame = pd.DataFrame(
        {
            "target": ["A", "B <b>"],
            "schools": [10, 10],
            "reached": [6, 3],
            "reach": [0.6, 0.3],
            "share_aimed_at": [0.5, 0.5],
            "schools_aimed_at": [5, 5],
            "still_needed": [0, 2],
            "share_last_year": [0.4, None],
            "share_national": [0.61, None],
        }
    )
    chart = charts.bullets(frame, last_year="2021/22")
    assert [each.text for each in chart.categories] == ["A\nmet", "B <b>\n2 to go"]
    assert present(chart.axis.ends)[0] == 0
    marks = {series.name: series.values for series in chart.series[1:]}
    assert marks == {"Target": (0.5, 0.5), "England": (0.61, None), "2021/22, reached": (0.4, None)}
    assert chart.series[0].colours[0] != chart.series[0].colours[1]
    assert chart.series[1].points[0].hover == f"Target: {percent(0.5)} (5 schools)"
    running = charts.bullets(frame, last_year="2021/22", is_running=True)
    assert running.categories[0].text == "A\nmet so far"


def test_an_unlikely_target_says_what_it_needs_and_a_year_that_is_over_expects_nothing(demonstration: Store) -> None:
    frame = targets.target_outlook(query_context_of(demonstration), week=20).result.frame
    unlikely = frame.head(1).assign(outlook="unlikely", still_needed=3)
    chart = charts.outlooks(unlikely)
    assert chart.categories[0].text.replace("\n", " ").endswith("Unlikely on past years: 3 more needed")
    expected = "Expected end, with its range"
    assert expected in [series.name for series in chart.series]
    over = unlikely.assign(expected=None, share_expected=None)
    assert expected not in [series.name for series in charts.outlooks(over).series]


def test_the_end_stands_at_week_52_with_its_range_and_only_where_there_is_one() -> None:
    weeks = pd.DataFrame(
        {
            "academic_year": ["2021/22"] * 2 + ["2022/23"] * 2,
            "week": [1, 2] * 2,
            "schools": 10,
            "reached": [1, 2, 2, 4],
            "reach": [0.1, 0.2, 0.2, 0.4],
        }
    )
    row = pd.Series(
        {
            "week": 2,
            "share_aimed_at": 0.6,
            "expected": 7,
            "share_expected": 0.7,
            "share_expected_least": 0.5,
            "share_expected_most": 0.8,
        }
    )
    chart = charts.weeks(weeks, row, academic_year="2022/23")
    end = chart.series[-1].points[-1]
    assert (end.at, end.value, end.ends) == (52, 0.7, (0.5, 0.8))
    assert chart.reference == (0.6, "Target 60%")
    drawn = to_plotly(chart).data[-1].error_y
    assert round(drawn.array[-1], 9) == 0.1 and round(drawn.arrayminus[-1], 9) == 0.2
    unknown = row.copy()
    unknown[["expected", "share_expected", "share_expected_least", "share_expected_most"]] = None
    names = [series.name for series in charts.weeks(weeks, unknown, academic_year="2022/23").series]
    assert names == ["Earlier years", "2022/23"]

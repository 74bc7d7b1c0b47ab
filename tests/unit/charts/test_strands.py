"""Charts of strands and candidates draw what the queries found."""

from typing import Any

import pandas as pd
import pytest

from reach.charts import candidates as candidate_charts
from reach.charts import strands as charts
from reach.charts.bars import measure_bars
from reach.charts.to_plotly import to_plotly
from reach.exhibits import candidates, strands
from reach.measures import OF_STRANDS
from reach.report.answers import PackContext
from reach.store import Store
from tests.builders import query_context_of
from tests.typed import present


def made(context: PackContext) -> list[Any]:
    found = [strands.strand_bars(context, measure=measure) for measure in OF_STRANDS]
    found += [strands.support_days(context, breakdown=breakdown) for breakdown in strands.SUPPORT_BREAKDOWNS]
    found += [
        make(context)
        for make in (
            strands.support_flows,
            strands.leaders_by_la_phase,
            strands.pupils_by_la_phase,
            strands.pupils_by_fifth,
            candidates.candidate_flow,
            candidates.candidate_funnel,
            candidates.candidate_cohorts,
            candidates.candidate_times,
        )
    ]
    found += [candidates.candidate_groups(context, breakdown=breakdown) for breakdown in candidates.BREAKDOWNS]
    return [*found, strands.programme_reach(context, strands=("cpd",))]


def test_every_exhibit_has_chart_title_sentence_and_stamp(demonstration: Store) -> None:
    exhibits = made(query_context_of(demonstration))
    for exhibit in exhibits:
        assert exhibit.chart is not None
        assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".") and "nan" not in exhibit.sentence
        assert dict(exhibit.stamp)["As at"] == "31 August 2025"
    assert len({exhibit.file_stem for exhibit in exhibits}) == len(exhibits)


def test_what_has_no_room_on_its_bar_stands_beyond_every_mark() -> None:
    frame = pd.DataFrame({"key": ["a", "b"], "name": ["A", "B"], "count": [2, 100], "aim": [50, None]})
    chart = measure_bars(frame, by="key", label="name", value="count", unit=("one", "many"), axis="Count", target="aim")
    assert [(point.key, point.hover) for point in chart.series[0].points] == [(("a",), "2 many"), (("b",), "100 many")]
    bars, aims, beyond = to_plotly(chart).data
    assert list(bars.textposition) == ["none", "inside"]
    assert list(aims.x) == [50, None] and list(beyond.x) == [50] and "2" in beyond.text[0]
    assert present(chart.axis.ends)[0] == 0


def test_a_group_of_few_candidates_shows_no_shares() -> None:
    frame = pd.DataFrame(
        {
            "candidate_group": ["x", "x", "y", "y"],
            "stage": ["enquired", "applied"] * 2,
            "candidates": [4, 2, 20, 10],
            "of_candidates": [4, 4, 20, 20],
            "share_of_cohort": [1, 0.5, 1, 0.5],
        }
    )
    grid = candidate_charts.candidate_grid(frame)
    assert [cell.text for cell in grid.cells.values()] == ["4", "2", "20", "50%\n10"]


@pytest.mark.parametrize("places", [["Halton"], ["Halton", "Elsewhere"]])
def test_streams_lead_from_givers_to_takers(places: list[str]) -> None:
    frame = pd.DataFrame(
        {
            "from_place": places,
            "to_place": ["Halton"] * len(places),
            "days": [2.5] * len(places),
            "supports": [1] * len(places),
            "days_given": [2.5] * len(places),
            "days_received": [2.5 * len(places)] * len(places),
        }
    )
    flow = charts.support_flows(frame, {"Halton": "#12436d"})
    assert [(stream.giver, stream.taker, stream.value) for stream in flow.streams] == [
        (giver, 0, 2.5) for giver in range(len(places))
    ]
    link = to_plotly(flow).data[0].link
    assert list(link.source) == list(range(len(places))) and set(link.target) == {len(places)}

"""Charts on paper are as wide as the column and no taller than a page."""

import dataclasses

import pandas as pd
import pytest

from reach.charts.attendance import attendance_bars
from reach.charts.chart import CategoryChart
from reach.exhibit import Exhibit
from reach.report import Pack
from reach.report.print_layout import printed

_PAGE = 950
"""Layout pixels: what a page has beside title and text."""


def with_rows(exhibit: Exhibit, rows: int) -> Exhibit:
    frame = pd.DataFrame(
        {
            "programme_name": [f"Programme {number} of a name that is rather long" for number in range(rows)],
            "share_attended": 0.5,
            "signed_up": 20,
            "times_attended": 10,
            "times_expected": 20,
            "activities": 1,
        }
    )
    chart = attendance_bars(frame, by="programme_name", label="programme_name")
    return dataclasses.replace(exhibit, chart=chart)


@pytest.mark.parametrize(("rows", "parts"), [(1, 1), (5, 1), (21, 1), (22, 2), (60, 3)])
def test_a_chart_taller_than_a_page_stands_in_parts_and_no_row_is_lost(pack: Pack, rows: int, parts: int) -> None:
    exhibit = with_rows(next(pack.exhibits).exhibit, rows)
    charts = [each.chart for each in printed(exhibit)]
    assert len(charts) == parts
    assert isinstance(exhibit.chart, CategoryChart)
    shown = []
    for each in charts:
        assert isinstance(each, CategoryChart) and each.height <= _PAGE
        shown += [category.name for category in each.categories]
        assert parts == 1 or len(each.categories) >= 4
    assert shown == [category.name for category in exhibit.chart.categories]


def test_charts_of_a_pack_are_no_taller_than_on_screen_and_keep_their_figures(pack: Pack) -> None:
    for numbered in pack.exhibits:
        before, now = numbered.exhibit.chart, [each.chart for each in printed(numbered.exhibit)]
        if isinstance(before, CategoryChart):
            heights = [each.height for each in now if isinstance(each, CategoryChart)]
            assert len(heights) == len(now) and max(heights) <= max(before.height, 1)
            values = [each.values for each in before.series]
            assert len(now) > 1 or [each.values for each in now[0].series] == values  # type: ignore[union-attr]

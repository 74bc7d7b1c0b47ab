"""Charts of partners draw what the queries found."""

import pandas as pd
import pytest

from reach import theme
from reach.charts import partners as charts
from reach.charts.to_plotly import to_plotly
from reach.exhibits import partners
from reach.store import Store
from tests.builders import query_context_of
from tests.typed import present


@pytest.mark.parametrize("measure", ["activities", "reached", "people"])
def test_exhibits_have_title_sentence_and_stamp(demonstration: Store, measure: str) -> None:
    context = query_context_of(demonstration)
    made = [partners.partner_strands(context, measure=measure), partners.partner_las(context)]
    made += [partners.activities_without_lead(context), partners.idle_partners(context)]
    if measure != "activities":
        made.append(partners.partner_reach(context, measure=measure))
    for exhibit in made:
        assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".")
        assert dict(exhibit.stamp)["As at"] == "31 August 2025"


def test_a_cell_with_nothing_is_empty_or_nought_and_its_text_can_be_read() -> None:
    frame = pd.DataFrame(
        {"partner": ["A", "A"], "la_code": ["1", "2"], "la_name": ["X", "Y"], "reached": [5, 0]},
    )
    grid = charts.partner_grid(frame, column="la_code", label="la_name", measure="reached", has_zeros=True)
    assert [(cell.text, cell.colour) for cell in grid.cells.values()] == [("5", theme.SEQUENTIAL[-1]), ("0", "")]
    figure = to_plotly(grid)
    assert [list(row) for row in figure.data[0].z] == [[5, None]]
    assert figure.layout.annotations[0].font.color == theme.text_colour_on(theme.SEQUENTIAL[-1])
    bare = charts.partner_grid(frame, column="la_code", label="la_name", measure="reached")
    assert [cell.text for cell in bare.cells.values()] == ["5", ""]
    assert [each.text for each in to_plotly(bare).layout.annotations] == ["<b>5</b>"]


def test_bars_stand_in_the_order_of_their_length_with_the_leadless_last_and_begin_at_zero() -> None:
    frame = pd.DataFrame(
        {
            "partner": ["A", "B", "No lead given"],
            "is_known_partner": [True, False, False],
            "activities": [1, 1, 1],
            "people": [2, 3, 9],
        }
    )
    chart = charts.partner_bars(frame, measure="people")
    assert [point.key for point in chart.series[0].points] == [("B",), ("A",), ("No lead given",)]
    assert present(chart.axis.ends)[0] == 0
    assert [each.note.text for each in chart.categories] == ["no known partner", "", ""]

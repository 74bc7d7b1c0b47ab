"""Charts of fairness draw what the queries found."""

from reach import theme
from reach.charts import fairness as charts
from reach.charts.chart import CategoryChart
from reach.exhibits import fairness
from reach.store import Store
from tests.builders import query_context_of
from tests.rows import rows_of
from tests.typed import of_kind, present


def test_every_exhibit_has_title_sentence_and_stamp(demonstration: Store) -> None:
    context = query_context_of(demonstration)
    made = [
        make(context) for make in (fairness.equity_gap_trend, fairness.equity_gap_by_la_phase, fairness.reach_by_trust)
    ]
    made += [fairness.reach_by_group(context, breakdown=breakdown) for breakdown in fairness.BREAKDOWNS]
    for exhibit in [*made, fairness.trusts_never_reached(context)]:
        assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".")
        assert dict(exhibit.stamp)["As at"] == "31 August 2025"
    assert len({exhibit.file_stem for exhibit in made}) == len(made)


def test_the_gap_stands_under_each_year_in_words(demonstration: Store) -> None:
    exhibit = fairness.equity_gap_trend(query_context_of(demonstration))
    frame = exhibit.result.frame.drop_duplicates("academic_year")
    chart = of_kind(CategoryChart, exhibit.chart)
    for category, row in zip(chart.categories, rows_of(frame), strict=True):
        text = category.text
        assert row.academic_year in text and f"{abs(round(row.gap_points))} point" in text and "lower" in text
    assert present(chart.axis.ends)[0] == 0


def test_marks_of_few_schools_are_hollow_and_their_gap_is_not_given(demonstration: Store) -> None:
    exhibit = fairness.equity_gap_by_la_phase(query_context_of(demonstration))
    schools = {
        (row["is_most_disadvantaged"], row["la_code"], row["phase"]): row["schools"]
        for row in exhibit.result.frame.fillna({"la_code": "all", "phase": "all"}).to_dict("records")
    }
    chart = of_kind(CategoryChart, exhibit.chart)
    for is_most, series in zip((True, False), chart.series, strict=True):
        for point, category in zip(series.points, chart.categories, strict=True):
            if point.value is not None:
                few = schools[is_most, *point.key[:2]] < 10
                assert point.is_few == few
                assert not few or category.note.text == "few schools"


def test_bars_of_few_schools_are_pale(demonstration: Store) -> None:
    exhibit = fairness.reach_by_group(query_context_of(demonstration), breakdown="size")
    bars = of_kind(CategoryChart, exhibit.chart).series[0]
    *groups, of_hub, of_england = bars.colours
    for colour, schools in zip(groups, exhibit.result.frame["schools"], strict=False):
        assert (colour == theme.MUTED) == (schools < 10)
    assert (of_hub, of_england) == (theme.TOTAL, theme.TOTAL)


def test_a_trusts_bar_is_all_its_schools(demonstration: Store) -> None:
    frame = fairness.reach_by_trust(query_context_of(demonstration)).result.frame.head(1)
    chart = charts.trust_bars(frame)
    assert sum(present(series.values[0]) for series in chart.series) == frame["schools"].iloc[0]
    row = frame.iloc[0]
    assert chart.categories[0].note.bold == f"{row['reached']:,} of {row['schools']:,}"
    assert chart.series[0].points[0].key == (row["trust"],)

"""Charts of fairness draw what the queries found."""

from reach import theme
from reach.charts import fairness as charts
from reach.exhibits import fairness
from reach.store import Store
from tests.builders import asker_of


def test_every_exhibit_has_title_sentence_and_stamp(demonstration: Store) -> None:
    asker = asker_of(demonstration)
    made = [
        make(asker) for make in (fairness.equity_gap_trend, fairness.equity_gap_by_la_phase, fairness.reach_by_trust)
    ]
    made += [fairness.reach_by_group(asker, breakdown=breakdown) for breakdown in fairness.BREAKDOWNS]
    for exhibit in [*made, fairness.trusts_never_reached(asker)]:
        assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".")
        assert dict(exhibit.stamp)["As at"] == "31 August 2025"
    assert len({exhibit.file_stem for exhibit in made}) == len(made)


def test_the_gap_stands_under_each_year_in_words(demonstration: Store) -> None:
    exhibit = fairness.equity_gap_trend(asker_of(demonstration))
    frame = exhibit.result.frame.drop_duplicates("academic_year")
    for lines, row in zip(exhibit.figure.layout.xaxis.ticktext, frame.itertuples(), strict=True):
        text = lines.replace("<br>", " ")
        assert row.academic_year in text and f"{abs(round(row.gap_points))} point" in text and "lower" in text
    assert exhibit.figure.layout.yaxis.range[0] == 0


def test_marks_of_few_schools_are_hollow_and_their_gap_is_not_given(demonstration: Store) -> None:
    exhibit = fairness.equity_gap_by_la_phase(asker_of(demonstration))
    for trace in exhibit.figure.data[1:]:
        for row, symbol, label in zip(trace.customdata, trace.marker.symbol, trace.y, strict=True):
            assert symbol.endswith("-open") == (row[5] < 10)
            assert row[5] >= 10 or label.endswith("few schools")


def test_bars_of_few_schools_are_pale(demonstration: Store) -> None:
    exhibit = fairness.reach_by_group(asker_of(demonstration), breakdown="size")
    bars = exhibit.figure.data[0]
    for colour, schools in zip(bars.marker.color, exhibit.result.frame["schools"], strict=True):
        assert (colour == theme.MUTED) == (schools < 10)


def test_a_trusts_bar_is_all_its_schools_and_its_name_is_not_obeyed(demonstration: Store) -> None:
    frame = fairness.reach_by_trust(asker_of(demonstration)).result.frame.head(1).assign(trust="<b>Bad</b> & co")
    figure = charts.trust_bars(frame)
    assert sum(trace.x[0] for trace in figure.data) == frame["schools"].iloc[0]
    assert "&lt;b&gt;Bad" in figure.data[0].y[0]
    assert figure.data[0].customdata[0][0] == "<b>Bad</b> & co"

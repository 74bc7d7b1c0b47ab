"""What the public sees of an answer, and how charts, sentences, tables and files show it."""

from typing import Any

import pandas as pd
import pytest

from reach import columns, formats, queries
from reach.charts import attendance, partners, strands
from reach.charts.to_plotly import to_plotly
from reach.disclosure import Groups, WithheldError, public_result, with_columns
from reach.exhibit import Exhibit
from reach.exports.tables import exhibit_csv
from reach.exports.workbooks import figures_table
from reach.filters import Filters
from reach.queries import Result
from reach.sentences import attendance as sentences
from reach.sentences import partners as partner_sentences
from reach.sentences import strands as strand_sentences
from reach.settings import Disclosure
from tests.builders import SETTINGS, filters

_GROUPED = ["period", "phase", "la_code", "programme_code", "delivery_mode", "course_length"]


def answer(query: str, frame: pd.DataFrame) -> Result:
    return Result(queries.load(query), filters(), frame, None, None, is_demonstration=True)


def programmes(*rows: tuple[int, ...]) -> pd.DataFrame:
    """Give a table of attendance by programme from sign-ups, who came, times attended and times expected."""
    frame = pd.DataFrame(rows, columns=["signed_up", "came", "times_attended", "times_expected"], dtype="Int64")
    frame.insert(0, "group_code", [each.code for each in SETTINGS.programmes[: len(rows)]])
    frame.insert(1, "group_name", [f"Programme {number}" for number in range(len(rows))])
    frame.insert(2, "activities", pd.Series([1] * len(rows), dtype="Int64"))
    for column in ("sent_apologies", "times_apologies"):
        frame[column] = pd.Series([0] * len(rows), dtype="Int64")
    frame["no_shows"] = frame["signed_up"] - frame["came"]
    frame["times_absent"] = frame["times_expected"] - frame["times_attended"]
    for column in ("came", "sent_apologies", "no_shows"):
        frame[f"share_{column}"] = (frame[column] / frame["signed_up"]).astype(float)
    frame["share_attended"] = (frame["times_attended"] / frame["times_expected"]).astype(float)
    return frame


def grouped(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the same as sign_ups_by_group would."""
    own = frame[["group_code", "activities", "signed_up", "came"]].rename(columns={"group_code": "programme_code"})
    own = own.assign(
        period="year",
        phase="chosen",
        delivery_mode="in person",
        course_length="two_or_more",
        stayed=0,
        schools=1,
        reached=1,
    )
    return pd.concat([own.assign(la_code=code) for code in ("876", "all")])


def shown(*rows: tuple[int, ...]) -> Result:
    frame = programmes(*rows)
    groups = Groups(SETTINGS, lambda _query, _filters: answer("sign_ups_by_group", grouped(frame)))
    return public_result(answer("attendance_by_group", frame), {"breakdown": "programme"}, groups, SETTINGS)


def of_nothing() -> Groups:
    """Give groups that know none, so that each count is rounded for itself."""

    def ask(query: str, _filters: Filters) -> Result:
        return answer(query, pd.DataFrame(columns=[*_GROUPED, "strand", "partner"]))

    return Groups(SETTINGS, ask)


def test_people_are_rounded_and_what_mostly_is_small_is_left_out() -> None:
    result = shown((26, 21, 129, 160), (4, 3, 8, 9), (7, 0, 0, 9))
    assert result.frame["signed_up"].tolist()[0] == 25
    assert result.frame["came"].tolist()[0] == 20
    assert result.low == {(1, "signed_up"), (1, "came")}
    assert result.frame["came"].iloc[2] == 0
    assert "no_shows" not in result.frame.columns
    assert "times_absent" not in result.frame.columns
    assert (result.output_class, result.is_rounded) == ("public", True)


def test_a_rate_is_worked_out_from_true_figures_and_stands_on_23_people() -> None:
    result = shown((26, 21, 129, 160), (22, 20, 100, 130), (23, 20, 40, 60), (60, 60, 118, 120))
    assert result.frame["share_attended"].tolist()[0] == 0.8  # 129 of 160 times, of 26 people: to ten points
    assert result.frame["share_attended"].tolist()[2] == 0.7  # 40 of 60
    assert result.hidden == {(1, "share_attended"), (3, "share_attended")}  # 22 people; 2 beside it


def test_what_is_not_declared_is_withheld() -> None:
    people = pd.DataFrame({"urn": [900001], "people": [7]})
    unknown = pd.DataFrame({"urn": [900001], "something_new": [7]})
    few = pd.DataFrame({"schools": pd.Series([2, 30], dtype="Int64")})
    for query, frame in (("school_list", people), ("reach_by_la", unknown)):
        with pytest.raises(WithheldError):
            public_result(answer(query, frame), {}, of_nothing(), SETTINGS)
    assert public_result(answer("reach_by_la", few), {}, of_nothing(), SETTINGS).frame.equals(few)
    strict = SETTINGS.model_copy(update={"disclosure": Disclosure(schools_under=3)})
    with pytest.raises(WithheldError):
        public_result(answer("reach_by_la", few), {}, of_nothing(), strict)


def strand_panels(**columns: Any) -> pd.DataFrame:
    count = len(columns["people"])
    whole = {name: pd.Series(values, dtype="Int64") for name, values in columns.items()}
    return pd.DataFrame(
        {"strand": [each.code for each in SETTINGS.strands[:count]], "strand_name": [f"S{n}" for n in range(count)]}
        | whole
    )


def test_pupils_follow_the_settings() -> None:
    frame = strand_panels(people=[0, 0], pupils=[3, 58], pupils_expected=[0, 0])
    result = public_result(answer("strand_panels", frame), {}, of_nothing(), SETTINGS)
    assert (result.low, result.frame["pupils"].iloc[1]) == (frozenset({(0, "pupils")}), 60)
    exact = SETTINGS.model_copy(update={"disclosure": Disclosure(pupils_under=0)})
    result = public_result(answer("strand_panels", frame), {}, of_nothing(), exact)
    assert (result.low, result.frame["pupils"].tolist()) == (frozenset(), [3, 58])


def compared(measure: str, **counts: float) -> pd.DataFrame:
    row = {"la_code": "all", "la_name": None, "phase": "all", "measure": measure} | dict.fromkeys(
        ("share_then", "share_now", "change_points"), float("nan")
    )
    frame = pd.DataFrame([row | counts])
    whole = ["count_then", "count_now", "count_change", "of_then", "of_now"]
    return frame.reindex(columns=[*row, *whole]).astype(dict.fromkeys(whole, "Int64"))


OTHER = {"other_year": "2021/22", "other_period": "year"}


def test_a_change_is_that_of_the_rounded_numbers() -> None:
    frame = compared("teachers", count_then=48, count_now=103, count_change=55)
    result = public_result(answer("compare_measures", frame), OTHER, of_nothing(), SETTINGS)
    assert result.frame[["count_then", "count_now", "count_change"]].iloc[0].tolist() == [50, 105, 55]
    low = compared("teachers", count_then=3, count_now=103, count_change=100)
    result = public_result(answer("compare_measures", low), OTHER, of_nothing(), SETTINGS)
    assert (result.low, result.hidden) == (frozenset({(0, "count_then")}), frozenset({(0, "count_change")}))


def test_hours_are_not_for_the_public() -> None:
    frame = compared("hours", count_then=3, count_now=103, count_change=100)
    with pytest.raises(WithheldError):
        public_result(answer("compare_measures", frame), OTHER, of_nothing(), SETTINGS)
    both = pd.concat([frame, compared("reached", count_then=7, count_now=9, count_change=2)], ignore_index=True)
    result = public_result(answer("compare_measures", both), OTHER, of_nothing(), SETTINGS)
    assert result.hidden == {(0, "count_then"), (0, "count_now"), (0, "count_change")}
    assert result.frame["count_now"].iloc[1] == 9


def test_pupils_alone_are_compared_where_the_hub_does_not_round_them() -> None:
    exact = SETTINGS.model_copy(update={"disclosure": Disclosure(pupils_under=0)})
    frame = compared("pupils_reached", count_then=48, count_now=103, count_change=55)
    result = public_result(answer("compare_measures", frame), OTHER, of_nothing(), exact)
    assert [result.frame[column].iloc[0] for column in ("count_then", "count_now", "count_change")] == [48, 103, 55]
    with pytest.raises(WithheldError):
        public_result(answer("compare_measures", frame), OTHER, of_nothing(), SETTINGS)


def test_rows_stand_in_an_order_that_rounding_does_not_undo() -> None:
    frame = pd.DataFrame(
        {
            "partner": ["Beta", "Alpha", "No lead given"],
            "reached": pd.Series([9, 9, 20], dtype="Int64"),
            "people": pd.Series([4, 3, 40], dtype="Int64"),
            "people_in_total": pd.Series([47, 47, 47], dtype="Int64"),
        }
    )
    result = public_result(answer("partner_reach", frame), {}, of_nothing(), SETTINGS)
    assert result.frame["partner"].tolist() == ["Alpha", "Beta", "No lead given"]
    assert result.low == {(0, "people"), (1, "people")}


# What is shown in its place


def exhibit_of(result: Result) -> Exhibit:
    return Exhibit("Attendance", result, None, "", SETTINGS)


def test_files_and_tables_show_symbols_and_explain_them() -> None:
    result = shown((4, 0, 5, 9), (60, 50, 118, 160))
    header, row, other, *_ = exhibit_csv(exhibit_of(result)).decode("utf-8-sig").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=False))
    assert (cells["signed_up"], cells["came"], cells["share_attended"]) == ("low", "0", "c")
    assert other.split(",")[3:5] == ["60", "50"]
    table = formats.table_for_people(result.frame, result.symbols)
    assert table.loc[0, columns.label("signed_up")] == "[low]"
    assert table.loc[0, columns.label("share_attended")] == "[c]"
    above = figures_table(exhibit_of(result), "figures", "About").instructions
    assert f"{formats.ROUNDED} [low] stands for: Fewer than 5 people" in above
    assert "[c] stands for: Not shown" in above


def test_charts_have_words_and_no_bar_for_few_people() -> None:
    frame = shown((4, 0, 5, 9), (60, 50, 118, 160)).frame
    rates = attendance.attendance_bars(frame, by="group_code", label="group_name")
    assert [point.label.text for point in rates.series[0].points] == ["[c]  fewer than 5", "70%  about 60"]
    assert rates.series[0].values == (None, 0.7) and rates.series[0].points[0].is_withheld
    assert [text.strip() for text in to_plotly(rates).data[-1].text] == ["<b>[c]</b>  fewer than 5"]
    people = strand_panels(people=[pd.NA, 40])
    bars = strands.strand_bars(people, "people", people, "2021/22", low_rows=[0])
    assert [point.label.text for point in bars.series[0].points] == ["fewer than 5", "40"]
    assert bars.series[0].values == (None, 40)


def led(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {"partner": ["Alpha", "Beta"], "is_known_partner": [True, True], "activities": pd.Series([1, 2], dtype="Int64")}
        | {name: pd.Series(values, dtype="Int64") for name, values in columns.items()}
    )


def test_a_partner_with_few_people_is_said_to_have_fewer_than_five() -> None:
    frame = led(people=[pd.NA, 40], people_in_total=[40, 40])
    bars = partners.partner_bars(frame, measure="people")
    assert bars.series[0].values == (40, None)
    assert [text.strip() for text in to_plotly(bars).data[-1].text] == ["<b>fewer than 5</b>"]
    said = partner_sentences.on_partner_reach(frame, "people", is_rounded=True)
    assert said.startswith("Most come through Beta: about 40 of about 40 people in all.")


def test_who_has_most_is_not_said_where_rounding_hides_it() -> None:
    said = partner_sentences.on_partner_reach(led(people=[40, 40], people_in_total=[75, 75]), "people", is_rounded=True)
    assert "Most come" not in said
    frame = strand_panels(people=[40, 40])
    assert strand_sentences.on_strands(frame, frame, "people", "2021/22", is_rounded=True) == ""


def test_sentences_say_about_and_call_a_change_within_rounding_none() -> None:
    now, before = strand_panels(people=[40, 60]), strand_panels(people=[45, 60])
    said = strand_sentences.on_strands(now, before, "people", "2021/22", is_rounded=True)
    assert said == "S1 has most: about 60 people."
    said = strand_sentences.on_strands(now, strand_panels(people=[15, 60]), "people", "2021/22", is_rounded=True)
    assert said.endswith("Greatest change since 2021/22: S0, about 25 more.")
    rates = shown((60, 50, 118, 160), (40, 30, 60, 100), (3, 3, 3, 3)).frame
    said = sentences.on_attendance(rates, "group_name", is_rounded=True)
    assert said == (
        "Of those shown, the attendance rate is highest in Programme 0 (70%, about 60 sign-ups) and lowest in "
        "Programme 1 (60%, about 40 sign-ups). Rates of few people are not shown."
    )


def test_a_funnel_says_about_and_fewer_than_five() -> None:
    frame = pd.DataFrame(
        {
            "course_length": ["two_or_more"] * 3,
            "step": ["signed_up", "came", "stayed"],
            "people": pd.Series([40, 30, pd.NA], dtype="Int64"),
            "share_of_signed_up": [1.0, 0.75, float("nan")],
        }
    )
    assert sentences.on_funnel(frame, is_rounded=True) == (
        "Of about 40 sign-ups for activities of two or more sessions, about 30 came (75%) and fewer than 5 came to "
        "at least 75% of the sessions held."
    )


def test_a_rounded_share_never_says_all_beside_two_numbers_that_differ() -> None:
    frame = pd.DataFrame(
        {
            "course_length": ["two_or_more"] * 3,
            "step": ["signed_up", "came", "stayed"],
            "people": pd.Series([40, 35, 35], dtype="Int64"),
            "share_of_signed_up": [1.0, 1.0, 0.9],
        }
    )
    assert sentences.on_funnel(frame, is_rounded=True) == (
        "Of about 40 sign-ups for activities of two or more sessions, about 35 came and about 35 came to "
        "at least 75% of the sessions held (90%)."
    )
    everybody = frame.assign(people=pd.Series([40, 40, 35], dtype="Int64"))
    assert "about 40 came (100%)" in sentences.on_funnel(everybody, is_rounded=True)


def test_a_chart_of_what_is_left_out_is_withheld() -> None:
    with pytest.raises(WithheldError):
        with_columns(shown((60, 50, 118, 160)), "no_shows")
    assert with_columns(shown((60, 50, 118, 160)), "came").is_rounded


def test_an_answer_with_all_its_columns_is_the_answer_itself() -> None:
    result = shown((60, 50, 118, 160))
    assert with_columns(result, *result.frame.columns) is result


def test_rows_put_in_order_say_nothing_of_where_they_stood() -> None:
    rows = ((60, 50, 118, 160), (80, 70, 130, 160))
    frame = shown(*rows).frame
    assert set(frame.columns) <= set(programmes(*rows).columns) and list(frame.index) == [0, 1]

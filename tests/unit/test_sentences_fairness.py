"""Sentences on fairness: plainly, with its sign in words, and without a small group that shouts."""

import datetime as dt

import pandas as pd
import pytest

from reach.academic_years import ShownPeriod
from reach.sentences import fairness as sentences

NOW, BEFORE = ShownPeriod("2022/23"), ShownPeriod("2021/22")


def trend(*years: tuple[str, int, int, int, int], period: str = "year") -> pd.DataFrame:
    """Give equity_gap_trend: per year the most disadvantaged fifth reached and in all, then the least."""
    rows = []
    for year, most_reached, most, least_reached, least in years:
        gap = 100 * (most_reached / most - least_reached / least)
        rows.append([year, period, True, most, most_reached, most_reached / most, gap])
        rows.append([year, period, False, least, least_reached, least_reached / least, gap])
    columns = ["academic_year", "period", "is_most_disadvantaged", "schools", "reached", "reach", "gap_points"]
    return pd.DataFrame(rows, columns=columns)


def sentence_on(*years: tuple[str, int, int, int, int]) -> str:
    return sentences.on_gap_trend(trend(*years), NOW, BEFORE)


def test_the_gap_is_said_with_its_direction() -> None:
    assert sentence_on(("2022/23", 50, 100, 62, 100)).startswith(
        "In 2022/23, 50 of the 100 most disadvantaged schools (50%) were reached, and 62 of the 100 least "
        "disadvantaged (62%). The most disadvantaged are 12 percentage points lower."
    )
    assert "The most disadvantaged are 12 percentage points higher." in sentence_on(("2022/23", 62, 100, 50, 100))
    assert "There is no gap, to the nearest percentage point." in sentence_on(("2022/23", 50, 100, 50, 100))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ((40, 60), "Against 2021/22 (20 points lower) it is closing, by 8 points."),
        ((48, 68), "Against 2021/22 (20 points lower) it is closing, by 8 points."),
        ((60, 62), "Against 2021/22 (2 points lower) it is widening, by 10 points."),
        (
            (62, 50),
            "Against 2021/22 (12 points higher) it has turned round: the most disadvantaged fifth is now 12 points",
        ),
        ((50, 62), "Against 2021/22 (12 points lower) it is unchanged, within rounding."),
        ((50, 64), "Against 2021/22 (14 points lower) it has hardly changed: one or two schools explain it."),
    ],
)
def test_whether_it_closes_is_said_but_not_of_rounding_or_one_or_two_schools(
    before: tuple[int, int], expected: str
) -> None:
    assert expected in sentence_on(("2021/22", before[0], 100, before[1], 100), ("2022/23", 50, 100, 62, 100))


def test_a_gap_that_differs_from_its_rounded_shares_says_so() -> None:
    assert "are 9 percentage points lower, before rounding." in sentence_on(("2022/23", 61, 101, 71, 102))


def test_a_gap_that_one_or_two_schools_make_has_closed() -> None:
    assert "Against 2021/22 (10 points higher) the gap has almost closed." in sentence_on(
        ("2021/22", 50, 100, 40, 100), ("2022/23", 41, 100, 43, 100)
    )


def test_the_long_run_is_said_beside_last_year() -> None:
    text = sentence_on(("2019/20", 30, 100, 60, 100), ("2021/22", 50, 100, 62, 100), ("2022/23", 50, 100, 62, 100))
    assert text.endswith("Since 2019/20 (30 points lower) it is closing, by 18 points.")


def test_a_first_year_and_few_schools_are_said() -> None:
    assert "There is nothing of 2021/22 to compare it with." in sentence_on(("2022/23", 10, 40, 30, 40))
    few = sentence_on(("2021/22", 10, 40, 30, 40), ("2022/23", 1, 4, 3, 4))
    assert few.startswith("Too few to compare, with fewer than ten schools in one of them. In 2022/23, 1 of the 4 ")
    then = sentence_on(("2021/22", 1, 4, 3, 4), ("2022/23", 10, 40, 30, 40))
    assert then.endswith("2021/22 had fewer than ten schools in one of the fifths: nothing to compare it with.")


def test_a_year_that_is_not_over_is_compared_with_the_same_date_alone() -> None:
    whole = trend(("2019/20", 30, 100, 60, 100), ("2021/22", 50, 100, 90, 100), ("2022/23", 20, 100, 32, 100))
    frame = pd.concat([whole, trend(("2021/22", 20, 100, 52, 100), period="year_to_date")])
    now = ShownPeriod("2022/23", "year", dt.date(2022, 11, 16))
    then = ShownPeriod("2021/22", "year_to_date", dt.date(2021, 11, 16))
    text = sentences.on_gap_trend(frame, now, then)
    assert text.startswith("In 2022/23 so far, 20 of the 100 most disadvantaged schools (20%)")
    assert text.endswith("Against 2021/22 to 16 November (32 points lower) it is closing, by 20 points.")


def test_without_both_fifths_there_is_no_gap_to_speak_of() -> None:
    frame = trend(("2022/23", 1, 2, 1, 2)).iloc[:1]
    assert sentences.on_gap_trend(frame, NOW, BEFORE).startswith("There is no gap to speak of")
    assert sentences.on_gap_trend(frame.iloc[:0], NOW, BEFORE).startswith("There is no gap")


def groups(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["school_group", "reached", "schools"])
    return frame.assign(reach=frame["reached"] / frame["schools"])


def test_a_group_of_two_schools_is_never_the_highest_or_the_lowest() -> None:
    frame = groups(("Urban", 5, 10), ("Rural", 16, 20), ("Others", 0, 2), ("Not known", 20, 20))
    text = sentences.on_groups(frame, groups(("Others", 2, 2)), {"Not known": "Free school meals not published"})
    assert text.startswith(
        "Reach is highest in Rural (16 of 20 schools, 80%) and lowest in Urban (5 of 10 schools, 50%)."
    )
    assert "fewer than ten schools, where one school moves the share far: Others (2)." in text
    assert "change" not in text
    assert text.endswith("Free school meals not published: 20 schools.")


def test_groups_read_well_where_there_are_none_or_only_small_ones() -> None:
    assert sentences.on_groups(groups(), groups()) == "There are no schools to show."
    assert sentences.on_groups(groups(("Others", 1, 1)), groups()).startswith("Of fewer than ten schools")


def test_a_register_that_is_mostly_silent_on_places_is_said_to_be() -> None:
    text = sentences.on_places(groups(("Urban", 5, 10), ("Not said", 20, 40)), groups())
    assert "The register does not say for 40 of 50 schools." in text and "the comparison is of few" in text
    assert "does not say which schools" in sentences.on_places(groups(("Not said", 1, 9)), groups())
    assert "register" not in sentences.on_places(groups(("Urban", 5, 10), ("Rural", 5, 10)), groups())


def test_trusts_are_named_by_schools_not_reached() -> None:
    frame = groups(("Large", 3, 9), ("Small", 0, 2), ("Smaller", 0, 2)).assign(not_reached=[6, 2, 2])
    frame = frame.rename(columns={"school_group": "trust"})
    assert sentences.on_trusts(frame) == (
        "Large has most schools not reached: 6 of 9. Not one school was reached in this period of Small and Smaller."
    )
    whole = groups(("Large", 9, 9)).assign(not_reached=[0])
    assert sentences.on_trusts(whole) == "Every school of 1 trust with two or more schools here was reached."
    assert sentences.on_trusts(whole.iloc[:0]).startswith("No academy trust has two or more")


def test_trusts_never_reached_read_well_for_none_one_and_many() -> None:
    frame = groups(("A", 0, 1), ("B", 0, 3))
    assert sentences.on_trusts_never_reached(frame).startswith("2 trusts with 4 schools here were never reached.")
    assert sentences.on_trusts_never_reached(frame.iloc[:1]).startswith("1 trust with 1 school here was never reached.")
    assert sentences.on_trusts_never_reached(frame.iloc[:0]).startswith("Every academy trust")


def test_gaps_name_the_widest_the_best_and_where_too_few_are() -> None:
    rows = []
    places = [(None, None, 50, 60), ("Halton", None, 2, 1), ("Wirral", None, 15, 10), (None, "primary", 20, 40)]
    for la_name, phase, most, least in places:
        size = 4 if la_name == "Halton" else 50
        gap = 100 * (most - least) / size
        rows += [
            [la_name, phase, True, size, most, most / size, gap],
            [la_name, phase, False, size, least, least / size, gap],
        ]
    columns = ["la_name", "phase", "is_most_disadvantaged", "schools", "reached", "reach", "gap_points"]
    text = sentences.on_gaps(pd.DataFrame(rows, columns=columns))
    assert text == (
        "In primary reach of the most disadvantaged fifth is 40 points lower (20 of 50 against 40 of 50 schools). "
        "In Wirral it is 10 points higher (15 of 50 against 10 of 50 schools). "
        "Too few schools to compare, fewer than ten in one of the fifths: Halton."
    )

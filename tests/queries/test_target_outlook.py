"""Will each target be made?"""

from pathlib import Path
from typing import Any

import pytest

from reach import queries
from reach.ingest import Scope, set_target
from reach.settings import Target
from reach.store import Store
from tests.builders import attended, filters, school
from tests.builders.targets import YEAR, target, targeted, three_years
from tests.rows import records_of


def outlook(store: Store, year: str = YEAR, *, counted_as: str = "attended", **choices: Any) -> dict[str, Any]:
    frame = queries.run("target_outlook", filters(year, counted_as=counted_as), store.read(), choices).frame
    return records_of(frame)[0]


HISTORY = {2020: (20, 10), 2021: (24, 6), 2022: (21, 0)}
"""By early October 20 of 30 had come, then 24 of 30; this year 21 so far."""


def test_what_stands_is_divided_by_the_share_of_earlier_years(tmp_path: Path) -> None:
    schools, rows = three_years(HISTORY)
    row = outlook(targeted(tmp_path, target(0.8), schools=schools, rows=rows, on="20221020"))
    assert (row["week"], row["years_behind"], row["is_own_shape"]) == (5, 2, True)
    assert (row["share_least"], row["share_most"]) == (pytest.approx(2 / 3), 0.8)
    assert row["expected"] == round(21 / ((2 / 3 + 0.8) / 2))
    # 21 / (0.733 ± 1.886 √(1.5 × 0.0089)).
    assert (row["expected_least"], row["expected_most"]) == (22, 40), "two years apart leave much open"
    assert row["outlook"] == "open"


@pytest.mark.parametrize(
    ("share", "says"), [(0.5, "met_so_far"), (0.525, "met_so_far"), (0.55, "likely"), (0.8, "open"), (1, "open")]
)
def test_no_target_is_met_before_the_year_is_over(tmp_path: Path, share: float, says: str) -> None:
    schools, rows = three_years(HISTORY)
    assert outlook(targeted(tmp_path, target(share), schools=schools, rows=rows, on="20221020"))["outlook"] == says


def test_of_one_earlier_year_nothing_is_said(tmp_path: Path) -> None:
    schools, rows = three_years({2021: (24, 6), 2022: (21, 0)})
    row = outlook(targeted(tmp_path, target(0.8), schools=schools, rows=rows, on="20221020"))
    assert row["outlook"] == "few_years" and row["expected"] is None


def test_a_year_whose_recording_began_late_or_broke_off_has_no_shape(tmp_path: Path) -> None:
    schools, rows = three_years(HISTORY)
    late = [row for row in rows if row["Session date"] not in ("10/09/2020", "05/10/2020")]
    assert (
        outlook(targeted(tmp_path / "late", target(0.8), schools=schools, rows=late, on="20221020"))["years_behind"]
        == 0
    )
    short = [row for row in rows if row["Session date"] != "20/05/2021"]
    assert (
        outlook(targeted(tmp_path / "short", target(0.8), schools=schools, rows=short, on="20221020"))["years_behind"]
        == 0
    )


def test_a_part_of_few_schools_takes_the_shape_of_the_hub(tmp_path: Path) -> None:
    schools, rows = three_years(HISTORY)
    schools[0] |= {"LA (code)": "344", "LA (name)": "Wirral"}
    store = targeted(tmp_path, target(1, local_authority="344"), schools=schools, rows=rows, on="20221020")
    row = outlook(store)
    assert (row["schools"], row["is_own_shape"], row["outlook"]) == (1, False, "met_so_far")


def test_too_early_and_nobody_yet(tmp_path: Path) -> None:
    schools, rows = three_years({2020: (4, 26), 2021: (5, 25), 2022: (6, 0)})
    row = outlook(targeted(tmp_path / "early", target(0.8), schools=schools, rows=rows, on="20221020"))
    assert row["outlook"] == "too_early" and row["expected"] is None
    schools, rows = three_years(HISTORY)
    schools.append(school(900999, la="344"))
    store = targeted(tmp_path / "nobody", target(1, local_authority="344"), schools=schools, rows=rows, on="20221020")
    assert outlook(store)["outlook"] == "nobody_yet"
    store = targeted(tmp_path / "none", target(1, phase="post-16"), schools=schools, rows=rows, on="20221020")
    assert outlook(store)["outlook"] == "no_schools"


def test_a_year_that_is_over_is_met_or_missed_and_can_be_looked_back_into(tmp_path: Path) -> None:
    schools, rows = three_years({2019: (20, 10), 2020: (20, 10), 2021: (20, 10)})
    store = targeted(
        tmp_path, Target(academic_year="2021/22", share=0.8, source="Plan"), schools=schools, rows=rows, on="20221020"
    )
    row = outlook(store, "2021/22")
    assert (row["outlook"], row["reached_so_far"]) == ("missed", 30)
    row = outlook(store, "2021/22", week=8)
    assert (row["outlook"], row["reached_so_far"], row["expected"]) == ("open", 20, 30)
    assert row["expected_least"] < 30 < row["expected_most"], "two years may be alike by accident"


def test_a_year_before_which_nothing_is_known(tmp_path: Path) -> None:
    store = targeted(
        tmp_path, target(0.5), schools=[school(900001)], rows=[attended(900001, "10/10/2022")], on="20221020"
    )
    assert outlook(store)["outlook"] == "met_so_far"


def completing(
    years: dict[int, tuple[int, int]], *, schools: int = 40
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give schools, and for each starting year how many have completed in October, and how many of them still in May.

    The course has two sessions by the fifth week, and but for the last year one in May, which the others miss.
    """
    rows = []
    for year, (autumn, summer) in years.items():
        days = [f"10/09/{year}", f"05/10/{year}"] + [f"20/05/{year + 1}"] * (year != max(years))
        for number, day in enumerate(days, start=1):
            for urn in range(900001, 900001 + autumn):
                mark = "Attended" if number < 3 or urn < 900001 + summer else "Absent"
                person, course = f"p{urn}", f"Course {year}"
                rows.append(attended(urn, day, person=person, activity=course, session=number, attendance=mark))
    return [school(900001 + number) for number in range(schools)], rows


FALLING_BACK = {2020: (24, 20), 2021: (26, 20), 2022: (21, 0)}


def test_schools_fall_back_from_completed_so_the_end_may_be_below_what_stands(tmp_path: Path) -> None:
    schools, rows = completing(FALLING_BACK)
    store = targeted(tmp_path, target(0.45), schools=schools, rows=rows, on="20221020")
    row = outlook(store, counted_as="completed")
    assert (row["share_least"], row["share_most"]) == (1.2, 1.3)
    assert (row["reached_so_far"], row["schools_aimed_at"]) == (21, 18)
    # 21 / 1.25, and 21 / (1.25 ± 1.886 √(1.5 × 0.005)).
    assert (row["expected_least"], row["expected"], row["expected_most"]) == (15, 17, 19)
    assert row["outlook"] == "open", "21 are enough, but not sure to stay"


@pytest.mark.parametrize(("share", "says"), [(0.3, "likely"), (0.45, "open"), (0.8, "unlikely")])
def test_where_schools_can_fall_back_nothing_is_met_before_the_end(tmp_path: Path, share: float, says: str) -> None:
    schools, rows = completing(FALLING_BACK)
    store = targeted(tmp_path, target(share), schools=schools, rows=rows, on="20221020")
    assert outlook(store, counted_as="completed")["outlook"] == says


def test_where_nothing_can_be_projected_it_is_met_so_far(tmp_path: Path) -> None:
    schools, rows = completing({2021: (26, 20), 2022: (21, 0)})
    store = targeted(tmp_path, target(0.5), schools=schools, rows=rows, on="20221020")
    assert outlook(store, counted_as="completed")["outlook"] == "met_so_far"
    assert outlook(store, counted_as="attended")["outlook"] == "met_so_far"


def test_what_had_completed_when_the_year_was_over_is_settled(tmp_path: Path) -> None:
    schools, rows = completing(FALLING_BACK)
    whole = Target(academic_year="2021/22", share=0.5, source="Plan")
    halton = whole.model_copy(update={"share": 0.6, "local_authority": "876"})
    store = targeted(tmp_path, whole, halton, schools=schools, rows=rows, on="20221020")
    asked = filters("2021/22", counted_as="completed")
    frame = queries.run("target_outlook", asked, store.read()).frame
    assert frame["outlook"].tolist() == ["met", "missed"]


def test_a_target_has_one_position_the_share_as_it_was_set(tmp_path: Path) -> None:
    schools, rows = three_years(HISTORY, schools=37)
    store = targeted(tmp_path, target(0.6), schools=schools, rows=rows, on="20221020")
    row = outlook(store)
    bars = records_of(queries.run("targets_and_reach", filters(YEAR), store.read()).frame)[0]
    assert (row["share_aimed_at"], row["schools_aimed_at"], row["still_needed"]) == (0.6, 23, 2)
    assert all(row[name] == bars[name] for name in ("share_aimed_at", "schools_aimed_at", "still_needed"))


def test_a_number_of_schools_is_one_share_in_both(tmp_path: Path) -> None:
    schools, rows = three_years(HISTORY)
    store = targeted(tmp_path, schools=schools, rows=rows, on="20221020")
    set_target(store, Scope(YEAR), schools=30, source="Plan", by="test")
    for name in ("target_outlook", "targets_and_reach"):
        frame = queries.run(name, filters(YEAR), store.read()).frame
        assert [row["share_aimed_at"] for row in records_of(frame)] == [0.75], name


ALIKE = {2020: (20, 0), 2021: (24, 0), 2022: (21, 0)}
"""Every school of a year has come by early October."""


def test_the_range_has_a_width_while_the_year_runs(tmp_path: Path) -> None:
    schools, rows = three_years(ALIKE)
    rows += [attended(900001, f"20/05/{year + 1}", person="p900001", activity=f"Last {year}") for year in (2020, 2021)]
    row = outlook(targeted(tmp_path, target(0.8), schools=schools, rows=rows, on="20221020"))
    assert (row["expected_least"], row["expected"], row["expected_most"]) == (21, 21, 22)
    assert row["outlook"] == "unlikely" and row["still_needed"] == 11


def booked(urns: range, on: str, **values: Any) -> list[dict[str, Any]]:
    return [attended(urn, on, person=f"p{urn}", activity="To come", attendance="Booked", **values) for urn in urns]


def test_schools_booked_on_sessions_to_come_widen_what_is_possible(tmp_path: Path) -> None:
    schools, rows = three_years(ALIKE)
    rows += [attended(900001, f"20/05/{year + 1}", person="p900001", activity=f"Last {year}") for year in (2020, 2021)]
    # Two of the twelve have come already; the session in September was never marked; next year's is not this year's.
    rows += booked(range(900020, 900032), "10/05/2023")
    rows += booked(range(900032, 900036), "20/09/2022", session=2) + booked(range(900036, 900039), "10/10/2023")
    store = targeted(tmp_path, target(0.75), target(0.75, phase="secondary"), schools=schools, rows=rows, on="20221020")
    row = outlook(store)
    assert row["schools_booked"] == 10
    assert (row["expected_least"], row["expected"], row["expected_most"]) == (21, 21, 31)
    assert row["outlook"] == "open", "30 are asked for"
    assert outlook(store, week=5)["expected_most"] == 22, "what was booked at a chosen week is not known"
    signed_up = outlook(store, counted_as="signed_up")
    assert signed_up["schools_booked"] == 0 and signed_up["reached_so_far"] >= 31


def test_of_a_year_that_is_over_nothing_is_expected(tmp_path: Path) -> None:
    schools, rows = three_years({2019: (20, 10), 2020: (20, 10), 2021: (20, 10)})
    over = Target(academic_year="2021/22", share=0.8, source="Plan")
    row = outlook(targeted(tmp_path, over, schools=schools, rows=rows, on="20221020"), "2021/22")
    assert [row[name] for name in ("expected_least", "expected", "expected_most")] == [None] * 3

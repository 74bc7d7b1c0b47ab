"""Will each target be made?"""

from pathlib import Path

import pytest

from reach import queries
from reach.settings import Target
from reach.store import Store
from tests.builders import attended, filters, school
from tests.queries.targets_by_hand import YEAR, target, targeted, three_years


def outlook(store: Store, year: str = YEAR, **choices: object) -> dict:
    frame = queries.run("target_outlook", filters(year), store.read(), choices).frame
    return frame.astype(object).where(frame.notna(), None).iloc[0].to_dict()


HISTORY = {2020: (20, 10), 2021: (24, 6), 2022: (21, 0)}
"""By early October 20 of 30 had come, then 24 of 30; this year 21 so far."""


def test_what_stands_is_divided_by_the_share_of_earlier_years(tmp_path: Path) -> None:
    schools, rows = three_years(HISTORY)
    row = outlook(targeted(tmp_path, target(0.8), schools=schools, rows=rows, on="20221020"))
    assert (row["week"], row["years_behind"], row["is_own_shape"]) == (5, 2, True)
    assert (row["share_least"], row["share_most"]) == (pytest.approx(2 / 3), 0.8)
    assert row["expected"] == round(21 / ((2 / 3 + 0.8) / 2))
    assert row["expected_least"] == 21 and row["expected_most"] == 40, "two years apart leave much open"
    assert row["outlook"] == "open"


@pytest.mark.parametrize(("share", "says"), [(0.5, "met"), (0.525, "met"), (0.55, "open"), (1, "open")])
def test_a_target_that_is_met_is_met(tmp_path: Path, share: float, says: str) -> None:
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
    assert (row["schools"], row["is_own_shape"], row["outlook"]) == (1, False, "met")


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


def test_a_year_before_which_nothing_is_known(tmp_path: Path) -> None:
    store = targeted(
        tmp_path, target(0.5), schools=[school(900001)], rows=[attended(900001, "10/10/2022")], on="20221020"
    )
    assert outlook(store)["outlook"] == "met"

"""Reach week by week."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, school
from tests.builders.targets import YEAR, target, targeted, three_years


def test_reach_grows_week_by_week_and_a_year_under_way_ends_where_it_stands(tmp_path: Path) -> None:
    schools, rows = three_years({2021: (3, 2), 2022: (4, 0)}, schools=10)
    store = targeted(tmp_path, target(0.8), schools=schools, rows=rows, on="20221020")
    frame = queries.run("target_weeks", filters(YEAR), store.read(), {"target": "Whole hub"}).frame
    before, now = (frame[frame["academic_year"] == year].set_index("week")["reached"] for year in ("2021/22", YEAR))
    assert len(before) == 52 and before[[1, 2, 5, 6, 37, 38, 52]].tolist() == [0, 1, 3, 3, 3, 5, 5]
    assert now.to_dict() == {1: 0, 2: 1, 3: 1, 4: 1, 5: 4}, "a week counts once it has ended"


def test_completing_can_be_undone_by_sessions_that_follow(tmp_path: Path) -> None:
    days = ["05/09/2021", "12/09/2021", "10/10/2021", "17/10/2021"]
    rows = [
        attended(900001, day, person="ada", session=turn, attendance=word)
        for turn, (day, word) in enumerate(zip(days, ["Attended", "Attended", "Absent", "Absent"], strict=True), 1)
    ]
    rows.append(attended(900002, "20/05/2022", person="bob", activity="Group 2"))
    store = targeted(tmp_path, target(0.8), schools=[school(900001), school(900002)], rows=rows)
    view = filters("2021/22", counted_as="completed")
    frame = queries.run("target_weeks", view, store.read()).frame.set_index("week")
    assert frame["reached"][[1, 2, 5, 6, 52]].tolist() == [0, 1, 1, 0, 0]

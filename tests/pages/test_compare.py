"""Compare."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from reach import formats, queries
from reach.access import LOCAL
from reach.exhibits import comparing
from reach.measures import MEASURES, OF_PERIODS
from reach.store import Store
from reach.ui.view import View
from tests.builders import attended, filters, hub, school
from tests.pages.conftest import Opener, charts

LAST_YEAR = {"other_year": "2024/25", "other_period": "year_to_date", "measure": None, "breakdown": "total"}


def said(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown)


def asked(name: str, store: Store, year: str = "2025/26", **choices: Any) -> pd.DataFrame:
    return queries.run(name, filters(year), store.read(), LAST_YEAR | choices).frame


def test_the_same_period_a_year_before_is_the_usual_choice_and_both_dates_are_shown(
    open_page: Opener, demonstration: Store
) -> None:
    app = open_page("compare", demonstration)
    captions = [each.value for each in app.caption]
    assert "2025/26 so far, as at 15 May 2026, against 2024/25 to 15 May, as at 15 May 2025." in captions
    total = asked("compare_measures", demonstration).set_index("measure").transpose()
    assert all(metric.label.endswith(" so far") for metric in app.metric)
    shown = {metric.label.removesuffix(" so far"): (metric.value, metric.delta) for metric in app.metric}
    assert list(shown) == [MEASURES[each].label for each in OF_PERIODS]
    reach = total["reach"]
    assert shown["Reach"] == (formats.percent(reach["share_now"], 1), formats.points(reach["change_points"] / 100))
    teachers = total["teachers"]
    assert shown["Teachers reached"] == (f"{teachers['count_now']:,}", f"{teachers['count_change']:+,}")
    assert f"{reach['count_then']} of {reach['of_then']} schools" in said(app)


def test_marks_are_the_querys_figures_for_any_measure_and_place(open_page: Opener, demonstration: Store) -> None:
    app = open_page("compare", demonstration, measure="Attendance rate", by="Both", with_year="2023/24")
    frame = asked(
        "compare_measures",
        demonstration,
        measure="attendance_rate",
        breakdown="la_phase",
        other_year="2023/24",
        other_period="year",
    )
    lines, then, now = json.loads(charts(app)[0].spec)["data"]
    assert [keys[:2] for keys in now["customdata"]] == frame[["la_code", "phase"]].to_numpy().tolist()
    assert [text.strip() for text in now["text"]] == [
        "" if share != share else formats.percent(share) for share in frame["share_now"]
    ]
    assert then["name"] == "2023/24<br>as at 31 August 2024" and now["name"] == "2025/26 so far<br>as at 15 May 2026"
    assert lines["mode"] == "lines"


def test_behind_a_move_stand_as_many_schools_as_it_says(open_page: Opener, demonstration: Store) -> None:
    app = open_page("compare", demonstration)
    app.segmented_control(key="open_moves_la").set_value("schools").run()
    app.selectbox(key="moves_la_la_code").set_value("344").run()
    app.selectbox(key="moves_la_moved").set_value("lost").run()
    moves = asked("compare_moves", demonstration, breakdown="la").set_index(["la_code", "moved"])
    count = moves["schools_of_move"].loc[("344", "lost")]
    assert count > 0 and len(app.dataframe[0].value) == count
    assert set(app.dataframe[0].value["Move"]) == {"Lost"}
    assert f"**Wirral and Lost**: {formats.count_of(count, 'school')}." in said(app)


@pytest.mark.parametrize(("by", "key"), [("Phase", "phase"), ("Both", "la_phase")])
def test_behind_a_place_stand_its_schools_of_both_periods(
    open_page: Opener, demonstration: Store, by: str, key: str
) -> None:
    app = open_page("compare", demonstration, by=by)
    app.segmented_control(key=f"open_measure_{key}").set_value("schools").run()
    app.selectbox(key=f"measure_{key}_phase").set_value("secondary").run()
    moves = asked("compare_moves", demonstration, breakdown="phase")
    count = moves[moves["phase"] == "secondary"]["schools_of_move"].sum()
    assert len(app.dataframe[0].value) == count


def test_a_term_against_a_year_is_called_unlike(open_page: Opener, demonstration: Store) -> None:
    app = open_page("compare", demonstration, year="2024/25", with_period="Autumn term")
    assert "A whole year is set against a single term" in app.warning[0].value
    app = open_page("compare", demonstration, year="2024/25", period="Autumn term", with_period="Spring term")
    assert "Two different terms" in app.warning[0].value


def test_a_year_that_is_not_over_is_called_so_and_like_periods_are_not(open_page: Opener, demonstration: Store) -> None:
    assert not open_page("compare", demonstration).warning
    app = open_page("compare", demonstration, with_period="Whole year")
    assert "2025/26 is not over, and 2024/25 is whole" in app.warning[0].value
    assert not open_page("compare", demonstration, year="2024/25").warning
    assert not open_page("compare", demonstration, period="Autumn term").warning


def test_a_period_against_itself_is_said_to_be_one(open_page: Opener, demonstration: Store) -> None:
    app = open_page("compare", demonstration, year="2024/25", with_year="2024/25")
    assert "Both sides are the same period" in app.warning[0].value
    assert {metric.delta for metric in app.metric} == {"as before"}


def test_a_first_year_has_none_before_it_and_says_what_to_choose(open_page: Opener, demonstration: Store) -> None:
    app = open_page("compare", demonstration, year="2021/22")
    assert "Nobody attended anything in 2020/21" in app.info[-1].value
    assert not charts(app)
    app.selectbox(key="with_year").set_value("2022/23").run()
    assert charts(app) and "2021/22, as at 31 August 2022, against 2022/23" in app.caption[0].value


def test_schools_that_opened_and_closed_are_separate_from_gained_and_lost(open_page: Opener, tmp_path: Path) -> None:
    schools = [
        *(school(urn) for urn in (900001, 900002, 900003)),
        school(900004, opened="01-09-2022"),
        school(900005, closed="31-08-2022"),
    ]
    rows = [
        attended(900001, "10/10/2021"),
        attended(900005, "10/10/2021", person="bob"),
        attended(900002, "10/10/2022"),
        attended(900004, "10/10/2022", person="bob"),
    ]
    app = open_page("compare", hub(tmp_path, schools, rows), year="2022/23")
    words = said(app)
    assert "1 school was reached in 2022/23 that was not reached in 2021/22" in words
    assert "1 school was reached in 2021/22 and not in 2022/23" in words
    assert "1 school opened (1 reached) and 1 school closed or joined another (1 had been reached)" in words


def test_exports_carry_the_other_period_and_the_warning(demonstration: Store) -> None:
    view = View(demonstration, demonstration.read(), filters("2025/26"), LOCAL)
    exhibit = comparing.measure_by_place(
        view, measure="reach", breakdown="la", other_year="2024/25", other_period="year"
    )
    stamp = dict(exhibit.stamp)
    assert stamp["Compared with"] == "2024/25, as at 31 August 2025"
    assert stamp["As at"] == "15 May 2026"
    assert "not over" in stamp["Note"]
    assert "count_change" not in exhibit.result.frame and "share_then" in exhibit.result.frame

"""An activity."""

import json
from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.builders.attendance import course, one_course, with_activities
from tests.pages.conftest import Opener, charts


def identity(store: Store, year: str = "2022/23", name: str | None = None) -> str:
    frame = queries.run("activity_list", filters(year), store.read()).frame
    return str((frame if name is None else frame[frame["activity"] == name])["activity_id"].iloc[0])


def test_the_address_says_which_activity(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("activity_list", filters("2024/25"), demonstration.read()).frame
    row = frame.iloc[len(frame) // 2]
    app = open_page("activity", demonstration, year="2024/25", activity=row["activity_id"])
    assert app.selectbox(key="activity_choice").value == row["activity_id"]
    assert f"Still there: {row['activity']}" in [each.value for each in app.header]


def test_another_can_be_chosen_and_the_address_follows(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("activity_list", filters("2024/25"), demonstration.read()).frame
    app = open_page("activity", demonstration, year="2024/25")
    app.selectbox(key="activity_choice").set_value(frame["activity_id"].iloc[5]).run()
    assert app.query_params["activity"] == frame["activity_id"].iloc[5]
    assert f"Still there: {frame['activity'].iloc[5]}" in [each.value for each in app.header]


def test_figures_and_chart_are_those_of_the_queries(open_page: Opener, demonstration: Store) -> None:
    chosen = identity(demonstration, "2024/25")
    app = open_page("activity", demonstration, year="2024/25", activity=chosen)
    version = demonstration.read()
    facts = queries.run("activity_facts", filters("2024/25"), version, {"activity_id": chosen}).frame.iloc[0]
    register = queries.run("activity_register", filters("2024/25"), version, {"activity_id": chosen}).frame
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["People who came"] == f"{facts['came']} of {facts['signed_up']}"
    assert shown["Attendance rate"] == f"{100 * facts['share_attended']:.1f}%"
    assert shown["Still there"] == f"{register['still_there'].iloc[-1]} of {facts['came']}"
    bars = json.loads(charts(app)[0].spec)["data"][0]
    assert bars["text"] == [str(count) for count in register["attended"]]


def test_the_register_stands_session_by_session_and_a_session_to_come_as_such(
    open_page: Opener, tmp_path: Path
) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "x-"}), attended(900001, "10/07/2023", session=3, attendance="Booked")]
    app = open_page("activity", hub(tmp_path, [school(900001)], rows, on="20230601"), year="2022/23")
    table = app.table[0].value
    assert table["Session"].tolist() == ["1", "2", "3"]
    assert table["What became of it"].tolist() == ["Held", "Held", "Still to come, only booked"]
    assert table["People who attended"].tolist() == ["2", "1", "0"]
    assert table["Booked"].tolist() == ["0", "0", "1"]
    assert table["Still there"].tolist() == ["2", "1", ""]
    assert any("1 session is still to come, next on 10 July 2023 with 1 booked." in each.value for each in app.markdown)


def test_neither_period_nor_local_authority_narrows_it_and_it_says_so(open_page: Opener, tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xxxxx"}), *course(900002, {"bob": "xx---"})]
    store = hub(tmp_path, [school(900001), school(900002, la="344")], rows)
    app = open_page("activity", store, year="2022/23", period="Spring term", la="Halton")
    assert {metric.label: metric.value for metric in app.metric}["People who came"] == "2 of 2"
    assert app.table[1].value["URN"].tolist() == ["900001", "900002"]
    assert any("whatever period is chosen" in each.value for each in app.caption)


def test_an_activity_of_another_year_opens_from_its_link(open_page: Opener, tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), attended(900001, "10/10/2021", activity="Last year")]
    store = hub(tmp_path, [school(900001)], rows)
    app = open_page("activity", store, year="2022/23", activity=identity(store, "2021/22"))
    assert "Still there: Last year" in [each.value for each in app.header]
    assert not app.warning


def test_a_link_to_an_activity_that_is_not_there_says_so(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("activity", one_course(tmp_path, {"ada": "x"}), year="2022/23", activity="gone")
    assert "activity that the dashboard does not have" in app.warning[0].value
    assert "Still there: Group 1" in [each.value for each in app.header]


def test_filters_that_no_activity_fits_are_helpful(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("activity", one_course(tmp_path, {"ada": "x"}), year="2022/23", strand="Maths leadership")
    assert "No activity of 2022/23 fits the filters" in app.info[0].value


def test_an_activity_without_a_register_says_so(open_page: Opener, tmp_path: Path) -> None:
    store = with_activities(
        one_course(tmp_path, {"ada": "x"}),
        {"Activity": "New", "Places": 20, "Mode": "Online", "Starts on": "14/02/2023"},
    )
    app = open_page("activity", store, year="2022/23", activity=identity(store, name="New"))
    shown = {metric.label: metric.value for metric in app.metric}
    assert (shown["People who came"], shown["Attendance rate"], shown["Places"]) == ("0 of 0", "–", "20")
    said = " ".join(each.value for each in app.markdown)
    assert "No session of this activity is on any register yet." in said and "No school is on the register yet." in said
    assert "**First session**: 14 February 2023" in said


def test_nobody_is_shown_by_name_or_hash(open_page: Opener, tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xx", "bob": "x-"})
    with store.read().cursor() as cursor:
        people = [row[0] for row in cursor.execute("select distinct attendee from attendances").fetchall()]
    app = open_page("activity", store, year="2022/23")
    shown = " ".join(
        [each.value for each in app.markdown]
        + [each.value.to_string() for each in app.table]
        + [chart.spec for chart in charts(app)]
    )
    assert people and not any(person in shown for person in [*people, "ada", "lovelace"])

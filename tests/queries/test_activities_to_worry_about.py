"""Activities to worry about."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, imported, school, table
from tests.builders.attendance import course, one_course, with_activities


def worries(store: Store, gone: int | None = None, taken: int | None = None, **chosen: Any) -> list[tuple[Any, ...]]:
    limits = {name: value for name, value in (("gone_percent", gone), ("taken_percent", taken)) if value}
    frame = queries.run("activities_to_worry_about", filters(**chosen), store.read(), limits).frame
    return list(frame[["activity", "is_falling_fast", "is_half_empty"]].itertuples(index=False, name=None))


def group(stayers: int, leavers: int, sessions: int = 3, name: str = "p") -> dict[str, str]:
    """Give people who come to every session, and people who come to the first alone."""
    stay = {f"{name}s{number}": "x" * sessions for number in range(stayers)}
    return stay | {f"{name}l{number}": "x" + "-" * (sessions - 1) for number in range(leavers)}


def test_falling_fast_is_more_than_a_quarter_gone_with_two_let_off(tmp_path: Path) -> None:
    assert worries(one_course(tmp_path / "more", group(7, 5))) == []
    assert worries(one_course(tmp_path / "fewer", group(6, 6))) == [("Group 1", True, False)]


def test_the_limit_is_the_users(tmp_path: Path) -> None:
    store = one_course(tmp_path, group(6, 6))
    assert worries(store, gone=40) == []
    assert worries(store, gone=20) == [("Group 1", True, False)]


def test_a_small_group_raises_no_alarm_by_chance(tmp_path: Path) -> None:
    assert worries(one_course(tmp_path / "two", group(0, 2))) == []
    assert worries(one_course(tmp_path / "three", group(1, 2))) == []


def test_one_session_is_no_fall_and_who_never_came_has_not_gone(tmp_path: Path) -> None:
    people = {f"never{number}": "--" for number in range(9)} | group(6, 0, sessions=2)
    assert worries(one_course(tmp_path / "never", people)) == []
    assert worries(one_course(tmp_path / "one", {f"p{number}": "xbb" for number in range(9)})) == []


def test_who_came_back_for_the_latest_session_is_there(tmp_path: Path) -> None:
    assert worries(one_course(tmp_path, {f"p{number}": "x--x" for number in range(9)})) == []


def test_half_empty_is_under_half_of_the_places_taken_by_people_who_came(tmp_path: Path) -> None:
    people = {"ada": "xx", "bob": "xx", "cy": "x-", "di": "--", "ed": "--"}
    store = with_activities(one_course(tmp_path, people), {"Places": 6})
    assert worries(store) == []
    assert worries(with_activities(store, {"Places": 7})) == [("Group 1", False, True)]
    assert worries(store, taken=40) == []


def test_before_the_first_session_who_signed_up_counts(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "bb", "bob": "bb", "cy": "bb"})
    assert worries(with_activities(store, {"Places": 6})) == []
    assert worries(with_activities(store, {"Places": 8})) == [("Group 1", False, True)]


def test_fewer_than_six_places_are_not_judged(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xx"})
    assert worries(with_activities(store, {"Places": 5})) == []
    assert worries(with_activities(store, {"Places": 6})) == [("Group 1", False, True)]


def test_an_activity_without_any_sign_up_is_half_empty_where_its_programme_is_chosen(tmp_path: Path) -> None:
    store = with_activities(
        one_course(tmp_path, {"ada": "x"}), {"Activity": "Group 9", "Places": 20, "Starts on": "14/02/2023"}
    )
    assert worries(store) == worries(store, period="spring", la_codes=["344", "876"]) == [("Group 9", False, True)]
    assert worries(store, period="autumn") == worries(store, phases=["secondary"]) == []
    assert worries(store, strands=["leadership"]) == []


def test_pupils_take_places_too(tmp_path: Path) -> None:
    store = with_activities(one_course(tmp_path, {"ada": "xx"}), {"Places": 40})
    assert worries(store) == [("Group 1", False, True)]
    counts = {"Activity": "Group 1", "Programme": "MNRKS1", "Session date": "10/10/2022", "Session": 1}
    imported(store, table([counts | {"School": "", "URN": 900001, "Postcode": "", "Pupils": 30}], "pupils.csv"))
    assert worries(store) == []


def test_an_activity_is_judged_by_everybody_whichever_schools_are_chosen(tmp_path: Path) -> None:
    rows = [*course(900001, group(4, 0)), *course(900002, group(1, 7, name="q"))]
    store = with_activities(hub(tmp_path, [school(900001), school(900002, la="344")], rows), {"Places": 20})
    assert worries(store, la_codes=["876"]) == worries(store) == [("Group 1", True, False)]
    assert worries(store, la_codes=["895"]) == []


def test_activities_that_go_on_come_first(tmp_path: Path) -> None:
    rows = [
        *course(900001, group(1, 9), activity="Over"),
        *course(900001, group(4, 6) | {"booked": "....b"}, activity="Going on"),
    ]
    store = hub(tmp_path, [school(900001)], rows, on="20221220")
    frame = queries.run("activities_to_worry_about", filters(), store.read()).frame
    assert frame["activity"].tolist() == ["Going on", "Over"]
    assert [f"{day:%d/%m/%Y}" for day in frame["next_on"].dropna()] == ["10/03/2023"]


def test_light_touch_and_independent_schools_are_looked_at_when_asked_for(tmp_path: Path) -> None:
    rows = [
        *course(900001, group(1, 9), activity="Network", programme="NET"),
        *course(900002, group(1, 9, name="q"), activity="Independent"),
    ]
    store = hub(tmp_path, [school(900001), school(900002, group="Independent schools")], rows)
    with_activities(store, {"Activity": "Webinar", "Programme": "NET", "Places": 20, "Starts on": "14/02/2023"})
    assert worries(store) == []
    assert worries(store, independent=True) == [("Independent", True, False)]
    assert worries(store, light_touch=True) == [("Webinar", False, True), ("Network", True, False)]


def test_only_activities_that_somebody_of_the_schools_came_to_in_the_period_are_looked_at(tmp_path: Path) -> None:
    rows = [*course(900001, group(1, 9)), *course(900002, {"late": "...x"})]
    store = hub(tmp_path, [school(900001), school(900002, la="344")], rows)
    assert worries(store, period="autumn", la_codes=["876"]) == [("Group 1", True, False)]
    assert worries(store, period="autumn", la_codes=["344"]) == []
    assert worries(store, strands=["leadership"]) == worries(store, phases=["secondary"]) == []

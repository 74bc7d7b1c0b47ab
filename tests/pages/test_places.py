"""Places and need."""

from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.builders.places import with_places
from tests.pages.conftest import Opener, texts
from tests.typed import present


def test_the_chosen_programmes_need_is_the_querys(open_page: Opener, demonstration: Store) -> None:
    app = open_page("places", demonstration, year="2024/25", programme="Mastering Number at KS2")
    chosen = {"programme_code": "MNKS2"}
    frame = queries.run("need_by_la_phase", filters("2024/25"), demonstration.read(), chosen).frame
    most = frame.nlargest(1, "not_yet_reached").iloc[0]
    said = f"Most schools still to be reached are in {most['la_name']} primary: {most['not_yet_reached']} of"
    assert any(each.startswith(said) for each in texts(app))


def test_behind_a_cell_stand_the_schools_not_yet_reached(open_page: Opener, demonstration: Store) -> None:
    app = open_page("places", demonstration, year="2024/25", programme="Mastering Number at KS2")
    app.segmented_control(key="open_crossed").set_value("schools").run()
    app.selectbox(key="crossed_la_code").set_value("876").run()
    chosen = {"programme_code": "MNKS2"}
    frame = queries.run("need_by_la_phase", filters("2024/25"), demonstration.read(), chosen).frame
    count = frame.set_index("la_code")["not_yet_reached"]["876"]
    assert count > 0 and len(app.dataframe[0].value) == count


def test_a_programme_that_the_filters_leave_out_is_no_longer_chosen(open_page: Opener, demonstration: Store) -> None:
    app = open_page("places", demonstration, programme="Mastering Number at KS2", strand="Maths leadership")
    programme = present(app.selectbox(key="programme").value)
    assert "Leadership" in programme or "Heads" in programme


def test_without_places_it_says_where_they_are_given_and_with_them_shows_them(
    open_page: Opener, tmp_path: Path
) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("places", store, year="2022/23")
    assert any("on the sheet “Activities”" in each.value for each in app.info)
    app = open_page("places", with_places(store, ("Group 1", 10)), year="2022/23")
    assert "Of 1 group with places, 0 are full and 1 is under-filled; 9 of 10 places are free." in texts(app)

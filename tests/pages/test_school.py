"""A school's page."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reach import formats, queries
from reach.store import Store
from tests import effort
from tests.builders import SETTINGS, attended, filters, hub, link, school
from tests.builders.one_school import both_years, converted
from tests.pages.conftest import Opener, chart_titles, charts

ACADEMY = [link(900002, "Predecessor", 900001, "01-04-2022")]


def said(app: AppTest) -> str:
    """All words of the page."""
    parts = (app.markdown, app.info, app.warning, app.subheader, app.header, app.caption)
    return " ".join(str(each.value) for part in parts for each in part).replace("\\", "")


@pytest.fixture(scope="module")
def busy(demonstration: Store) -> int:
    """A school of an academy trust that has come for years."""
    rows = demonstration.read().rows(
        "select urn from engagement_today inner join schools using (urn) where trust_code in"
        " (select trust_code from schools where closed_on is null group by trust_code having count(*) > 2)"
        " and is_of_academy_trust(trust_flag, trust_code)"
        " group by urn order by count(distinct engagement_today.programme_code) desc, urn limit 1"
    )
    return int(rows[0][0])


def test_with_no_school_chosen_it_says_what_to_do(open_page: Opener, demonstration: Store) -> None:
    app = open_page("school", demonstration)
    assert "Choose a school" in said(app) and not app.header
    assert len(app.selectbox(key="school").options) == demonstration.read().rows("select count(*) from schools")[0][0]


def test_its_figures_are_those_of_the_list_of_schools(open_page: Opener, demonstration: Store, busy: int) -> None:
    listed = queries.run("school_list", filters("2024/25"), demonstration.read()).frame.set_index("urn").loc[busy]
    app = open_page("school", demonstration, urn=str(busy), year="2024/25")
    assert app.header[0].value.replace("\\", "") == listed["name"]
    assert formats.STANDING_LABELS[str(listed["standing"])] + " in 2024/25: people came in" in said(app)
    fifth = formats.fifth(listed.to_dict()["fsm_quintile"])
    assert f" · {listed['pupils']:,} pupils · {fifth}" in said(app)


def test_a_busy_schools_page_has_all_its_parts(open_page: Opener, demonstration: Store, busy: int) -> None:
    app = open_page("school", demonstration, urn=str(busy))
    titles = [each.value for each in (*app.header, *app.subheader)]
    for title in (
        "What it is",
        "Everything it attended, to 2025/26 so far",
        "By year and programme",
        "People and hours by year",
        "Attendance rate by year",
        "Support given and received",
        "Its trust's other schools, 2025/26 so far",
        "What it has never tried",
        "Nearest schools for a buddy",
    ):
        assert title in titles
    assert chart_titles(app) == [
        "Everything it attended, to 2025/26 so far",
        "People and hours by year",
        "Attendance rate by year",
    ]


def test_the_history_is_the_same_whatever_is_chosen(open_page: Opener, demonstration: Store, busy: int) -> None:
    usual = open_page("school", demonstration, urn=str(busy))
    other = open_page(
        "school", demonstration, urn=str(busy), year="2022/23", period="Autumn term", strand="Enrichment for pupils"
    )
    assert [chart.spec for chart in charts(usual)] == [chart.spec for chart in charts(other)]


def test_an_old_urn_leads_to_the_school_that_it_has_become(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, converted(), [attended(900001, "10/10/2021")], ACADEMY)
    app = open_page("school", store, urn="900001", year="2021/22")
    assert app.header[0].value == "Sine Hill Academy"
    assert "URN 900001 (Sine Hill School) closed on 31 March 2022. This is the school that it has become" in said(app)
    assert "came to 1 session of 1 programme" in said(app)


def test_a_year_before_a_conversion_shows_the_school_of_that_time(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, converted(), [attended(900001, "10/10/2020")], ACADEMY)
    app = open_page("school", store, urn="900002", year="2020/21")
    assert "New in 2020/21: people came in 2020/21" in said(app)
    assert "In 2020/21 it was Sine Hill School (URN 900001)" in said(app)


@pytest.mark.parametrize("urn", ["123", "abc", "9" * 200, "<b>", "²"])
def test_a_link_to_a_school_that_is_not_there_says_so(open_page: Opener, tmp_path: Path, urn: str) -> None:
    app = open_page("school", hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")]), urn=urn)
    assert "which the area's register of establishments does not have" in said(app)


def test_choosing_a_school_puts_it_into_the_address(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    app = open_page("school", store, year="2022/23")
    app.selectbox(key="school").set_value(900002).run()
    assert app.query_params["urn"] in ("900002", ["900002"])
    assert "900002" in app.header[0].value


def test_a_school_that_never_came_is_shown_what_it_could_try_and_with_whom(open_page: Opener, tmp_path: Path) -> None:
    schools = [school(900001), school(900002, "Near School", Easting="351000")]
    app = open_page("school", hub(tmp_path, schools, both_years(900002, "MNKS2")), urn="900001", year="2022/23")
    assert "Nobody from this school has come to anything yet" in said(app)
    assert "The nearest is Near School (Halton), 1 km away: Mastering Number at KS2." in said(app)
    assert not charts(app) and "Never in 2022/23: nobody from this school has come to anything yet." in said(app)


def test_buddies_can_be_asked_for_one_programme(open_page: Opener, tmp_path: Path) -> None:
    schools = [school(900001), school(900002, Easting="351000"), school(900003, Easting="352000")]
    rows = both_years(900002, "MNKS2") + both_years(900003, "MNRKS1")
    app = open_page("school", hub(tmp_path, schools, rows), urn="900001", year="2022/23")
    app.selectbox(key="buddy_for").set_value("Mastering Number at Reception and KS1").run()
    assert app.dataframe[-1].value["URN"].tolist() == ["900003"]
    app.selectbox(key="buddy_for").set_value("Primary Maths Subject Leadership").run()
    assert "No school that teaches one of its phases sustains Primary Maths Subject Leadership yet" in said(app)


def test_a_school_without_coordinates_says_so(open_page: Opener, tmp_path: Path) -> None:
    schools = [school(900001, Easting="", Northing=""), school(900002)]
    app = open_page("school", hub(tmp_path, schools, both_years(900002, "MNKS2")), urn="900001", year="2022/23")
    assert "does not say where this school is, so no distance can be given" in said(app)


def test_a_school_that_closed_for_good_is_shown_with_what_it_did(open_page: Opener, tmp_path: Path) -> None:
    schools = [school(900001, closed="31-08-2022"), school(900002)]
    rows = [attended(900001, "10/10/2021"), attended(900002, "10/10/2022", person="bea")]
    app = open_page("school", hub(tmp_path, schools, rows), urn="900001", year="2022/23")
    assert "It closed on 31 August 2022" in said(app) and "came to 1 session" in said(app)
    assert "Nearest schools for a buddy" not in said(app)


def test_every_school_of_a_national_register_has_a_page(open_page: Opener, national_store: Store) -> None:
    urns = [row[0] for row in national_store.read().rows("select urn from schools order by urn")]
    for urn in effort.some_of(urns, 3, name="pages of schools"):
        app = open_page("school", national_store, urn=str(urn))
        assert app.header and not app.error


def test_no_person_is_on_the_page(open_page: Opener, demonstration: Store, busy: int) -> None:
    app = open_page("school", demonstration, urn=str(busy))
    app.segmented_control(key="open_timeline").set_value("table").run()
    shown = said(app) + " ".join(str(table.value.to_dict()) for table in (*app.table, *app.dataframe))
    assert not re.search(r"\b[0-9a-f]{32,}\b", shown)


def test_names_are_shown_as_they_are(open_page: Opener, tmp_path: Path) -> None:
    odd = "St *Mary* [of] :red[Nowhere] $x$ School"
    app = open_page("school", hub(tmp_path, [school(900001, odd)], [attended(900001, "10/10/2022")]), urn="900001")
    assert app.header[0].value.replace("\\", "") == odd and "\\*Mary\\*" in app.header[0].value


def test_what_is_not_in_scope_says_so(open_page: Opener, tmp_path: Path) -> None:
    schools = [school(900001), school(900002, group="Universities", type="Higher education institutions")]
    app = open_page("school", hub(tmp_path, schools, [attended(900001, "10/10/2022")]), urn="900002")
    assert "do not count in the hub's figures" in said(app)
    independent = [school(900001), school(900002, group="Independent schools")]
    store = hub(tmp_path / "other", independent, [attended(900001, "10/10/2022")])
    assert "It is independent" in said(open_page("school", store, urn="900002"))


def test_the_schools_settings_are_those_of_the_hub() -> None:
    # The list of programmes for which a buddy is sought goes by name: names are distinguished by the settings' codes.
    names = [programme.name for programme in SETTINGS.programmes]
    assert len(names) == len(set(names))

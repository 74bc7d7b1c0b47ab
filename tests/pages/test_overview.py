"""Overview."""

from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
from streamlit.testing.v1 import AppTest

from reach import formats, queries
from reach.store import Store
from reach.ui.escape import escape
from tests.builders import attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles, charts, texts


def links(app: AppTest) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """The page and the address that each link leads to, by its label."""
    found = [each.proto for each in app.get("page_link")]
    return {each.label: (each.page, parse_qs(each.query_string)) for each in found}


def reach_by_place(store: Store, year: str) -> pd.DataFrame:
    """Reach by local authority and phase in a year, as the page Reach has it."""
    frame = queries.run("reach_by_la_phase", filters(year), store.read()).frame
    return frame.set_index(["la_name", "phase"])


def test_the_figures_at_the_top_are_those_of_the_query(open_page: Opener, national_store: Store) -> None:
    app = open_page("overview", national_store, year="2022/23")
    total = queries.run("reach_total", filters(), national_store.read()).frame.iloc[0]
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Schools reached"] == f"{total['reached']} of {total['schools']}"
    assert shown["Reach"] == f"{100 * total['reach']:.0f}%"
    standings = queries.run("standing_by_group", filters(), national_store.read()).frame.set_index("standing")
    never = standings.at["never", "schools_of_standing"]
    assert shown["Ever reached"] == formats.percent(1 - never / total["schools"])
    assert "No target for 2022/23" in [each.value for each in app.caption]


def test_every_chart_has_a_sentence_for_those_who_do_not_see_it(open_page: Opener, national_store: Store) -> None:
    app = open_page("overview", national_store)
    assert [title.partition(",")[0] for title in chart_titles(app)] == [
        "Reach by local authority and phase",
        "New",
        "How far schools have come",
        "Reach term by term",
    ]
    said = " ".join(texts(app))
    for chart in charts(app):
        assert escape(chart.alt.partition(". ")[2]) in said


def test_headlines_say_what_worsened_as_well(open_page: Opener, tmp_path: Path) -> None:
    urns = range(900001, 900005)
    rows = [attended(urn, "10/10/2021", activity=f"{urn}") for urn in urns]
    store = hub(tmp_path, [school(urn) for urn in urns], [*rows, attended(900001, "10/10/2022")])
    app = open_page("overview", store, year="2022/23")
    assert "We reached 1 of 4 schools in 2022/23, 3 fewer than in 2021/22." in texts(app)


def test_a_target_is_of_the_year_in_a_term_too(open_page: Opener, demonstration: Store) -> None:
    of_year, of_term = (
        [each.value for each in open_page("overview", demonstration, period=period).caption if "Target" in each.value]
        for period in ("Whole year", "Autumn term")
    )
    target = queries.run("reach_target", filters("2025/26"), demonstration.read()).frame.iloc[0]
    assert of_year[0].endswith(f"{target['still_needed']} schools to go")
    assert of_term == of_year


def test_without_a_target_it_leads_to_where_one_is_set(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("overview", hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")]), year="2022/23")
    assert links(app)["Set a target"][0] == "targets"


def test_schools_never_reached_are_one_click_away(open_page: Opener, demonstration: Store) -> None:
    app = open_page("overview", demonstration, la="Halton")
    label = next(each for each in links(app) if each.endswith("never reached"))
    page, address = links(app)[label]
    listed = open_page(page, demonstration, **address)
    assert label == f"{len(listed.dataframe[0].value)} schools never reached"


def test_what_is_better_and_worse_is_as_the_pages_of_both_periods_say(open_page: Opener, demonstration: Store) -> None:
    app = open_page("overview", demonstration, year="2024/25")
    places = {year: reach_by_place(demonstration, year) for year in ("2023/24", "2024/25")}
    change = 100 * (places["2024/25"]["reach"] - places["2023/24"]["reach"])
    schools = places["2024/25"]["reached"] - places["2023/24"]["reached"]
    many = (places["2024/25"]["schools"] >= 10) & (places["2023/24"]["schools"] >= 10)
    risen = change[many & (schools > 2) & (change.round() >= 1)].nlargest(3)
    fallen = change[many & (schools < -2) & (change.round() <= -1)].nsmallest(3)
    assert len(risen) and len(fallen)
    shown = [(address["la"], address["phase"]) for page, address in links(app).values() if "phase" in address]
    assert shown == [([la], [formats.word(phase)]) for la, phase in (*risen.index, *fallen.index)]
    for label, (_, address) in links(app).items():
        if "phase" in address:
            points = change[address["la"][0], address["phase"][0].lower()]
            way = "up" if points > 0 else "down"
            assert label.endswith(f", {way} {formats.count_of(abs(round(points)), 'point')}")


def test_a_year_that_is_not_over_is_called_so_in_every_tile_and_set_against_the_same_date(
    open_page: Opener, demonstration: Store
) -> None:
    def reach(year: str, period: str = "year") -> float:
        chosen = filters(year).with_changes(period=period)
        return float(queries.run("reach_total", chosen, demonstration.read()).frame["reach"].item())

    app = open_page("overview", demonstration)
    assert [metric.label for metric in app.metric][:3] == [
        "Reach so far",
        "Schools reached so far",
        "Teachers reached so far",
    ]
    assert app.metric[0].delta == formats.points(reach("2025/26") - reach("2024/25", "year_to_date"))
    app.toggle(key="whole_last_year").set_value(True).run()
    assert app.metric[0].delta == formats.points(reach("2025/26") - reach("2024/25"))
    assert next(metric.label for metric in open_page("overview", demonstration, year="2024/25").metric) == "Reach"


def test_behind_a_standing_stand_its_schools_that_were_not_reached_either(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("overview", hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")]))
    app.segmented_control(key="open_standing").set_value("schools").run()
    app.selectbox(key="standing_standing").set_value("never").run()
    assert app.dataframe[0].value["URN"].tolist() == ["900002"]

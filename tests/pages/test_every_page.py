"""What every page owes: it runs alone, on a store of any kind, with any filters."""

import dataclasses
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from reach import queries
from reach.filters import FILTERS, Filters
from reach.settings import PROJECT
from reach.store import Store, Version
from reach.ui.sidebar import NOT_APPLIED_HERE
from tests import effort
from tests.builders import SETTINGS, attended, hub, school
from tests.pages.conftest import Opener

PAGES = sorted(file.stem for file in (PROJECT / "pages").glob("*.py"))
ABOUT_FIGURES = [page for page in PAGES if page not in ("imports", "how_figures_are_counted", "who_did_what")]
# What every page has from `page()` alone: a few show it, as each visit takes a second, and a thorough run visits all.
SOME = effort.some_of(ABOUT_FIGURES, 4, name="what pages share")


@pytest.mark.parametrize("page", SOME)
def test_it_opens_on_the_demonstration_and_says_so(open_page: Opener, demonstration: Store, page: str) -> None:
    app = open_page(page, demonstration)
    ribbon = [each.proto for each in app.get("page_link") if each.proto.label == "Demonstration"]
    assert [each.page for each in ribbon] == ["imports"]


@pytest.mark.parametrize("page", PAGES)
def test_it_opens_on_national_data_and_asks_no_query_twice(
    open_page: Opener, national_store: Store, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    really = queries.run

    def run(name: str, filters: Filters, version: Version, choices: Any = None) -> queries.Result:
        known = filters.parameters() | dict(choices or {})
        asked.append((name, str({each: known.get(each) for each in queries.load(name).parameters})))
        return really(name, filters, version, choices)

    monkeypatch.setattr(queries, "run", run)
    app = open_page(page, national_store)
    assert app.title and not app.error
    assert not any(each.proto.label == "Demonstration" for each in app.get("page_link"))
    assert len(asked) == len(set(asked)) and (asked or page not in ABOUT_FIGURES)
    if page in ABOUT_FIGURES:
        _check_filters_that_narrow_nothing(app, page, {name for name, _ in asked})
    _check_keys(app)


def _check_filters_that_narrow_nothing(app: AppTest, page: str, asked: set[str]) -> None:
    """The sidebar says of exactly those filters that they are not applied that no query of the page names."""
    # Every page asks the total, to say so where no school fits the filters. It is shown on few. Journeys asks under all
    # strands whether registers name a programme without its stages.
    unfiltered = {"reach_total"} | ({"programme_reach"} if page == "journeys" else set())
    named = {name for query in asked - unfiltered for name in queries.load(query).parameters}
    disabled = {each.key for each in _widgets(app.sidebar) if each.disabled and each.key}
    unasked = {each.key for each in FILTERS if not each.is_asked(named)}
    assert disabled <= unasked, "these narrow something, and cannot be chosen"
    if page not in STILL_TO_CHOOSE:
        assert disabled == unasked, "these narrow nothing, and the sidebar does not say so"


STILL_TO_CHOOSE = ("school",)
"""Pages that ask most of their queries only when something was chosen on them."""


def _widgets(part: Block) -> list[Any]:
    return [each for each in part if hasattr(each, "disabled")]


def _check_keys(app: AppTest) -> None:
    """Two widgets of one key are an error that only the page with both would show, or that nobody sees."""
    own = {each.key for each in app.main if getattr(each, "key", None)}
    assert own.isdisjoint(each.key for each in FILTERS)


@pytest.mark.parametrize(
    ("page", "keys"), [("schools", {"fifth", "trust", "size", "standing", "search"}), ("call_list", {"weight_size"})]
)
def test_the_keys_of_a_pages_widgets_are_seen_however_they_are_given(
    open_page: Opener, national_store: Store, page: str, keys: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page, national_store)
    assert keys <= {each.key for each in app.main if getattr(each, "key", None)}
    taken = [dataclasses.replace(FILTERS[0], key=min(keys))]
    monkeypatch.setattr(sys.modules[__name__], "FILTERS", taken)
    with pytest.raises(AssertionError):
        _check_keys(app)


def test_a_filter_that_a_page_does_not_apply_keeps_its_value(open_page: Opener, demonstration: Store) -> None:
    app = open_page("attendance", demonstration, year="2024/25", counted_as="Completed")
    counted = app.selectbox(key="counted_as")
    assert counted.disabled and counted.value == "completed" and counted.help == NOT_APPLIED_HERE
    assert not app.selectbox(key="period").disabled


def test_a_choice_goes_through_a_page_that_does_not_apply_it(
    demonstration: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REACH_STORE", str(demonstration.folder))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    app = AppTest.from_file(PROJECT / "dashboard.py", default_timeout=60).run()
    app.selectbox(key="counted_as").set_value("completed").run()
    for page, is_applied in (("attendance", False), ("reach", True)):
        app.switch_page(f"pages/{page}.py").run()
        counted = app.selectbox(key="counted_as")
        assert (counted.value, counted.disabled) == ("completed", not is_applied), page


@pytest.mark.parametrize("page", PAGES)
def test_it_opens_on_an_empty_store(open_page: Opener, fresh_store: Store, page: str) -> None:
    app = open_page(page, fresh_store)
    if page in ABOUT_FIGURES:
        assert [each.value for each in app.header] == ["No schools are loaded yet"]


@pytest.mark.parametrize("page", ABOUT_FIGURES)
def test_it_says_what_to_do_when_only_schools_are_loaded(open_page: Opener, tmp_path: Path, page: str) -> None:
    app = open_page(page, hub(tmp_path, [school(900001)]))
    assert [each.value for each in app.header] == ["No registers are loaded yet"]


@pytest.mark.parametrize("page", SOME)
def test_a_year_to_come_is_helpful(open_page: Opener, tmp_path: Path, page: str) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page(page, store, year="2024/25")
    assert "Nobody has attended anything in 2024/25 yet" in [each.value for each in app.header]


NOT_OF_A_TERM = ("activity", "journeys", "places", "school", "targets")
"""Pages of whole years, of history and of what is planned: a term without attendance changes little on them."""


@pytest.mark.parametrize("page", ABOUT_FIGURES)
@pytest.mark.parametrize("on", ["10/10/2022", "10/05/2023"], ids=["a term to come", "a term that nobody recorded"])
def test_a_term_without_attendance_shows_no_zeros(open_page: Opener, tmp_path: Path, page: str, on: str) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, on)])
    app = open_page(page, store, year="2022/23", period="Spring term")
    says_so = "No attendance recorded yet in spring term 2022/23" in [each.value for each in app.header]
    assert says_so == (page not in NOT_OF_A_TERM)
    if says_so:
        term = "autumn term" if on == "10/10/2022" else "summer term"
        assert not app.metric and not app.get("plotly_chart")
        next(button for button in app.button if button.label == f"Show the {term}").click().run()
        assert "No attendance recorded yet" not in " ".join(each.value for each in app.header)


def test_a_term_with_sign_ups_only_shows_them(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900001, "01/02/2023", session=2, attendance="Booked")]
    app = open_page("reach", hub(tmp_path, [school(900001)], rows), year="2022/23", period="Spring term")
    assert app.get("plotly_chart")


@pytest.mark.parametrize("page", SOME)
def test_filters_that_no_school_fits_are_helpful(open_page: Opener, tmp_path: Path, page: str) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page(page, store, year="2022/23", la="Wirral")
    assert "No school fits these filters" in [each.value for each in app.header]
    app.button(key="advice_Reset filters").click().run()
    assert "No school fits these filters" not in [each.value for each in app.header]


@pytest.mark.parametrize("page", SOME)
def test_a_link_opens_the_view_that_it_was_copied_from(open_page: Opener, national_store: Store, page: str) -> None:
    app = open_page(
        page,
        national_store,
        year="2021/22",
        period="Spring term",
        la=["Halton", "Wirral"],
        phase="Post-16",
        counted_as="Completed",
    )
    assert app.pills(key="la").value == ["876", "344"]
    assert app.pills(key="phase").value == ["post-16"]
    assert app.selectbox(key="year").value == "2021/22"
    assert app.selectbox(key="period").value == "spring"
    assert app.selectbox(key="counted_as").value == "completed"


@pytest.mark.parametrize("page", SOME)
def test_a_link_to_what_is_not_there_says_so(open_page: Opener, national_store: Store, page: str) -> None:
    app = open_page(page, national_store, year="1999/00", la="123")
    assert app.warning[0].value == (
        "This link asks for academic year “1999/00” and local authority “123”, which you cannot choose here. "
        f"You see {app.selectbox(key='year').value} and all local authorities instead."
    )


def test_a_link_to_a_choice_that_a_page_does_not_have_says_so(open_page: Opener, demonstration: Store) -> None:
    app = open_page("compare", demonstration, measure="teachers", by="Phase")
    assert [each.value for each in app.warning if "link" in each.value] == [
        "This link asks for “teachers” under “Measure”, which this page does not have. You see “Reach” instead."
    ]
    app.selectbox(key="measure").set_value("hours").run()
    assert not [each for each in app.warning if "link" in each.value]


@pytest.mark.parametrize("page", SOME)
def test_reset_brings_back_the_usual_view(open_page: Opener, national_store: Store, page: str) -> None:
    app = open_page(page, national_store)
    usual = app.selectbox(key="year").value
    app.selectbox(key="year").set_value("2021/22").run()
    assert app.selectbox(key="year").value == "2021/22"
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert app.selectbox(key="year").value == usual


def test_a_damaged_store_is_explained_not_shown_as_a_crash(open_page: Opener, tmp_path: Path) -> None:
    store = Store(tmp_path / "hub", SETTINGS)
    store.read()
    (store.folder / "current").write_text("hub.0042.duckdb")
    app = open_page("overview", store)
    assert "The store does not say which version is current" in app.error[0].value

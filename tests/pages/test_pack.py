"""Forum pack: the story is chosen, moved and worded; files are made, kept on record and made again."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from reach.report import SECTIONS, record
from reach.report.sections import READERS
from reach.store import Store
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.pages.conftest import Opener, chart_titles
from tests.typed import present


@pytest.fixture
def own(demonstration: Store, tmp_path: Path) -> Store:
    """The demonstration, to be written to."""
    shutil.copytree(demonstration.folder, tmp_path / "hub")
    return Store(tmp_path / "hub", SETTINGS)


def story(app: AppTest) -> list[str]:
    return [each.label for each in app.segmented_control if str(each.key).startswith("pack_place_")]


def button(app: AppTest, label: str, key: str | None = None) -> Button:
    return next(each for each in app.button if each.label == label and (key is None or each.key == key))


def make(app: AppTest, *formats: str) -> AppTest:
    app.pills(key="pack_formats").set_value(list(formats)).run(timeout=120)
    button(app, "Make the pack").click().run(timeout=120)
    assert not app.exception and not app.error
    return app


def test_it_begins_with_the_usual_story(open_page: Opener, demonstration: Store) -> None:
    app = open_page("pack", demonstration)
    assert story(app) == [SECTIONS[section].title for section in READERS["forum"].sections]
    placed = {each.key: each.value for each in app.segmented_control}
    assert (placed["pack_place_reach"], placed["pack_place_partners"]) == ("Slides", "Appendix")
    assert app.segmented_control(key="pack_audience").value == "public"
    assert "We propose to begin with " in present(app.text_area[0].value)


def test_each_reader_has_a_story_of_their_own(open_page: Opener, demonstration: Store) -> None:
    app = open_page("pack", demonstration)
    app.segmented_control(key="pack_reader").set_value("board").run()
    assert story(app) == [SECTIONS[section].title for section in READERS["board"].sections]
    assert app.segmented_control(key="pack_audience").value == "public"
    app.segmented_control(key="pack_reader").set_value("monitoring").run()
    assert app.segmented_control(key="pack_audience").value == "internal"


def test_sections_move_and_go_off(open_page: Opener, demonstration: Store) -> None:
    app = open_page("pack", demonstration)
    button(app, "Down", "pack_down_headlines").click().run()
    assert story(app)[:2] == ["Reach", "Summary"]
    for place in ("Leave out", "Slides", "Appendix"):
        app.segmented_control(key="pack_place_ladder").set_value(place).run()
        assert app.segmented_control(key="pack_place_ladder").value == place
    assert not app.exception


def test_the_preview_reads_like_the_pack(open_page: Opener, demonstration: Store) -> None:
    app = open_page("pack", demonstration, year="2024/25", period="Spring term")
    app.toggle(key="pack_preview").set_value(True).run(timeout=120)
    assert not app.exception
    title = "We reached 291 of 522 schools (56%) in the spring term 2024/25, 16 more than in the spring term 2023/24."
    assert app.text_input(key="pack_title_summary").value == title
    assert chart_titles(app)[:3] == [
        "Reach by local authority, spring term 2024/25",
        "Reach by phase, spring term 2024/25",
        "Reach term by term, 2024/25 so far and the years before",
    ]
    shown = "\n".join(each.value for each in app.markdown)
    assert "Targets and reach, 2024/25 so far" in shown and "Candidates by stage: not for the public." in shown


def test_titles_and_texts_are_changed_and_kept_in_a_recipe(open_page: Opener, own: Store) -> None:
    app = open_page("pack", own, year="2024/25", period="Spring term")
    app.toggle(key="pack_preview").set_value(True).run(timeout=120)
    app.text_input(key="pack_title_reach_by_la").set_value("Halton leads").run(timeout=120)
    app.text_area(key="pack_text_reach_by_la").set_value("").run(timeout=120)
    app.text_input(key="recipe_name").set_value("Termly").run(timeout=120)
    button(app, "Save", "save_recipe").click().run(timeout=120)
    (wording,) = record.saved_recipes(own.read())["Termly"].wordings
    assert (wording.title, wording.text) == ("Halton leads", "")
    assert wording.proposed == "The greatest change is in Halton: reach rose from 63% to 69%"
    later = open_page("pack", own, year="2025/26", period="Autumn term")
    later.selectbox(key="pack_recipe").set_value("Termly").run(timeout=120)
    later.toggle(key="pack_preview").set_value(True).run(timeout=120)
    assert later.text_input(key="pack_title_reach_by_la").value == "Halton leads"
    assert any("You wrote this when the figures said" in each.value for each in later.warning)
    button(later, "Use what the figures say", "pack_usual_reach_by_la").click().run(timeout=120)
    assert later.text_input(key="pack_title_reach_by_la").value != "Halton leads" and not later.warning


def test_files_are_made_and_the_pack_is_on_record(open_page: Opener, own: Store) -> None:
    app = make(open_page("pack", own, year="2024/25", period="Spring term"), "xlsx", "html")
    assert any("on record as pack 1" in each.value for each in app.success)
    assert len(app.get("download_button")) == 2
    kept = record.recorded_pack(own.read(), 1)
    assert (kept.recipe.filters.academic_year, kept.recipe.filters.period) == ("2024/25", "spring")


def test_own_words_are_said_and_kept_in_a_recipe(open_page: Opener, own: Store) -> None:
    app = open_page("pack", own, year="2024/25")
    app.text_area[0].set_value("We will ring Halton.").run()
    app.text_input(key="recipe_name").set_value("Termly").run()
    button(app, "Save", "save_recipe").click().run()
    assert record.saved_recipes(own.read())["Termly"].text_of("next") == "We will ring Halton."
    later = open_page("pack", own, year="2025/26", period="Autumn term")
    later.selectbox(key="pack_recipe").set_value("Termly").run()
    assert later.text_area[0].value == "We will ring Halton."
    assert later.selectbox(key="year").value == "2025/26"


def test_a_record_is_set_against_what_is_known_now(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without pictures: drawing them all again says nothing more here.
    monkeypatch.setattr("reach.report.files.browser", lambda: None)
    own = hub(tmp_path / "hub", [school(900001), school(900002)], [attended(900001, "20/01/2025")], on="20250302")
    app = open_page("pack", own, year="2024/25", period="Spring term")
    for each in app.segmented_control:
        if str(each.key).startswith("pack_place_") and each.key not in ("pack_place_headlines", "pack_place_reach"):
            each.set_value("Leave out")
    make(app, "xlsx")
    app.selectbox(key="pack_on_record").set_value(1).run(timeout=120)
    assert any("still as it was reported" in each.value for each in app.markdown)
    imported(own, register([attended(900002, "03/02/2025", programme="CORE", activity="Late")], "late.csv"))
    later = open_page("pack", own, year="2024/25", period="Spring term")
    later.selectbox(key="pack_on_record").set_value(1).run(timeout=120)
    assert any("known differently now" in each.value for each in later.markdown)
    assert any("“late.csv” came: 1 row" in each.value for each in later.markdown)
    button(later, "Make it again as it was").click().run(timeout=300)
    assert not later.exception and not later.error


def test_a_chart_is_put_in_from_its_page_with_its_filters(open_page: Opener, own: Store) -> None:
    app = open_page("partners", own, year="2024/25")
    app.segmented_control(key="open_people").set_value("export").run()
    button(app, "Put into the forum pack").click().run()
    (addition,) = app.session_state["pack_additions"]
    assert (addition.make, addition.filters.academic_year) == ("partners.partner_reach", "2024/25")
    assert any(each.label == "Take out of the forum pack" for each in app.button)


@pytest.mark.parametrize("page", ["overview", "reach", "compare", "fairness", "attendance", "call_list", "places"])
def test_charts_of_every_page_know_how_they_are_made(open_page: Opener, demonstration: Store, page: str) -> None:
    app = open_page(page, demonstration, year="2024/25")
    assert not app.exception

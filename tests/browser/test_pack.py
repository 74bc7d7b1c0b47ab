"""To the podium: a chart is put into the pack from its page, the story is trimmed, all files are made and taken."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from reach.report import PACK_FORMATS, ChosenFilters, Recipe
from reach.report.recipes import Part
from reach.report.record import save_recipe
from reach.store import Store
from tests.accessibility import assert_accessible
from tests.browser.conftest import go_to, settled
from tests.builders import SETTINGS

OPENINGS = {"pptx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE html>", "xlsx": b"PK", "zip": b"PK"}


def test_a_pack_from_a_chart_to_the_files(
    page: Page, serve: Callable[[Path], str], demonstration: Store, tmp_path: Path
) -> None:
    own = Store(Path(shutil.copytree(demonstration.folder, tmp_path / "hub")), SETTINGS)
    short = Recipe.usual(ChosenFilters(academic_year="2024/25")).model_copy(
        update={"parts": tuple(Part(section=section) for section in ("headlines", "reach", "fairness"))}
    )
    save_recipe(own, "Short", short, saved_by="test")
    page.goto(f"{serve(own.folder)}/pack?year=2024/25&period=Spring+term")
    settled(page)
    page.get_by_role("combobox", name="Begin with").fill("Short")
    page.keyboard.press("Enter")
    settled(page)

    go_to(page, "Work", "Partners")
    page.get_by_role("radio", name="Export").first.click()
    settled(page)
    page.get_by_role("button", name="Put into the forum pack").click()
    settled(page)
    page.get_by_role("button", name="Take out of the forum pack").wait_for()

    go_to(page, "Report", "Forum pack")
    page.get_by_text("Charts put in (1)").wait_for()
    page.get_by_role("radio", name="Hub, DfE and NCETM: exact").click()
    settled(page)
    page.get_by_role("radiogroup", name="Fairness").get_by_role("radio", name="Leave out").click()
    settled(page)
    page.get_by_role("button", name="Down").first.click()
    settled(page)
    assert_accessible(page)

    page.get_by_role("button", name="Make the pack").click()
    page.get_by_text("Made, and on record as pack 1.").wait_for(timeout=180_000)
    settled(page)
    for format_ in PACK_FORMATS.values():
        with page.expect_download(timeout=60_000) as waiting:
            page.get_by_test_id("stDownloadButton").get_by_role("button", name=format_.label).click()
        assert waiting.value.suggested_filename.endswith(f"-internal.{format_.extension}")
        taken = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(taken)
        assert taken.read_bytes().startswith(OPENINGS[format_.extension])
    page.get_by_role("table").get_by_text("National Maths Hubs Forum").wait_for()

    (slides,) = tmp_path.glob("*.pptx")
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(slides)
    page.get_by_role("button", name="Refresh these slides").click()
    page.get_by_text("No figure in them has changed.").wait_for(timeout=60_000)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Download the refreshed slides").click()
    assert waiting.value.suggested_filename == f"{slides.stem}-refreshed.pptx"

"""The main journey: open, filter, drill, take away, send the link on."""

import contextlib
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from reach.store import Store
from reach.ui.navigation import MENU, MenuEntry
from tests import effort
from tests.accessibility import assert_accessible
from tests.browser.conftest import go_to, settled
from tests.builders import attended, establishments, hub, register, school
from tests.typed import present


def click_mark(page: Page, mark: Locator, shows: Locator) -> None:
    """Click a mark where the mouse would, as Plotly's own layer lies over it, until it shows what is behind it.

    A click that comes while Plotly still draws is lost on it, as it is for people.
    """
    for _ in range(5):
        mark.evaluate("element => element.scrollIntoView({block: 'center'})")
        settled(page)
        place = present(mark.bounding_box())
        page.mouse.click(place["x"] + min(4, place["width"] / 2), place["y"] + place["height"] / 2)
        with contextlib.suppress(TimeoutError):
            shows.wait_for(timeout=5000)
            return
    pytest.fail(f"a click on the mark never showed {shows}")


def copied(page: Page, button: str, says: str) -> str:
    """What a button puts on the clipboard, once it says so."""
    page.get_by_role("button", name=button, exact=True).first.click()
    page.get_by_text(says, exact=True).first.wait_for()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_on_a_phone_a_button_says_what_is_chosen_and_opens_the_filters(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/?la=Halton")
    settled(page)
    page.get_by_role("button", name=re.compile(r"^Filters: .* · Halton$")).click()
    page.get_by_role("button", name="Wirral").click()
    page.wait_for_url(re.compile("la=Wirral"))


def test_back_goes_to_the_page_before_with_its_filters(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    page.get_by_role("button", name="Halton").click()
    page.wait_for_url(re.compile(r"la=Halton$"))
    go_to(page, "Reach", "Reach")
    page.get_by_role("button", name="Wirral").click()
    page.wait_for_url(re.compile("la=Wirral"))
    settled(page)
    go_to(page, "Work", "Attendance")
    visited = [("Reach", "Halton, Wirral"), ("Overview", "Halton"), ("Reach", "Halton, Wirral")]
    for step, (title, chosen) in zip((page.go_back, page.go_back, page.go_forward), visited, strict=True):
        step()
        page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
        settled(page)
        assert page.get_by_text(re.compile(rf"^2025/26 .* · {chosen}$")).is_visible()


def test_an_address_that_is_no_page_says_so_and_leads_to_the_overview(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    page.goto(f"{address}/reech")
    settled(page)
    page.get_by_role("heading", level=1, name="There is no such page").wait_for()
    assert page.get_by_text("The address ends in “reech”").is_visible()
    assert page.get_by_role("dialog").count() == 0
    page.get_by_role("link", name="Go to the Overview").click()
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    assert page.get_by_text("Cheshire and Wirral Maths Hub", exact=True).is_visible()
    assert page.title() == "Overview · Cheshire and Wirral Maths Hub"


def test_from_opening_to_the_podium(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    settled(page)
    page.get_by_text("Demonstration").first.wait_for()

    page.get_by_role("button", name="Halton").click()
    settled(page)
    page.wait_for_url(re.compile("la=Halton"))

    go_to(page, "Reach", "Reach")
    page.wait_for_url(re.compile("la=Halton"))
    bar = page.get_by_test_id("stPlotlyChart").nth(1).locator(".bars .point").nth(1)
    click_mark(page, bar, page.get_by_text(re.compile(r"^primary: \d+ of \d+ schools reached\.$")))
    assert_accessible(page)

    page.get_by_role("radio", name="Export").first.click()
    settled(page)
    for label, opening in (("PNG", b"\x89PNG"), ("XLSX", b"PK"), ("SVG", b"<svg"), ("CSV", b"\xef\xbb\xbf")):
        with page.expect_download(timeout=60_000) as waiting:
            page.get_by_role("button", name=label, exact=True).first.click()
        taken = waiting.value
        target = tmp_path / taken.suggested_filename
        taken.save_as(target)
        assert target.read_bytes().startswith(opening)
        assert target.name.startswith("reach-by-la-2025-26-so-far-as-at-2026-05-15.")
    workbook = (tmp_path / "reach-by-la-2025-26-so-far-as-at-2026-05-15.xlsx").read_bytes()
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(workbook)).namelist()

    link = copied(page, "Copy link", "Copied. It opens on this computer only.")
    sentence = copied(page, "Copy sentence", "Copied")
    assert re.search(r"\d+ of \d+ schools", sentence) and page.get_by_text(sentence[:40]).count()
    page.get_by_role("button", name="Copy for a slide").click()
    page.get_by_text("Copied: paste it into a slide").wait_for(timeout=60_000)
    picture = "async () => (await navigator.clipboard.read())[0].types"
    assert page.evaluate(picture) == ["image/png"]

    page.goto(link)
    settled(page)
    page.get_by_role("heading", name="Reach by local authority, 2025/26 so far").wait_for()
    assert "la=Halton" in link and "year=2025%2F26" in link
    assert page.get_by_text("Halton", exact=False).count() > 1


def test_an_administrator_begins_a_hubs_own_store(page: Page, serve: Callable[[Path], str], tmp_path: Path) -> None:
    sources = [establishments([school(900001)]), register([attended(900001, "10/10/2022")])]
    files = []
    for source in sources:
        files.append(tmp_path / source.name)
        files[-1].write_bytes(source.content)
    page.goto(f"{serve(tmp_path / 'hub')}")
    settled(page)
    page.get_by_role("heading", name="No schools are loaded yet").wait_for()
    page.get_by_role("link", name="Go to Imports").click()
    settled(page)
    page.locator("input[type=file]").set_input_files(files)
    # England has more than one school, so it is asked whether this is the whole register.
    page.get_by_role("combobox", name="Is this the newest file").fill("Yes")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="Import 2 files", exact=True).click()
    page.get_by_text("Imported 2 files").wait_for()
    go_to(page, "Reach", "Overview")
    page.get_by_test_id("stMetricValue").filter(has_text="1 of 1").wait_for()


def test_an_administrator_brings_a_meeting_in_and_settles_what_is_unclear(
    page: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    schools = [school(900001, name="Tangent Hill School"), school(900002, name="Cosine Park School")]
    store = hub(tmp_path / "hub", schools)
    meeting = tmp_path / "meeting.csv"
    meeting.write_text(
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\n"
        "Ada - Tangent Hill,,60,Yes\nBea - Over There Academy,,60,Yes\nCy - Over There Academy,,60,Yes\n",
        encoding="utf-8",
    )
    page.goto(f"{serve(store.folder)}/imports")
    settled(page)
    page.locator("input[type=file]").set_input_files(meeting)
    page.get_by_text("does not say the activity, the programme and the date").wait_for()
    page.get_by_role("textbox", name="Activity").fill("Autumn group")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("combobox", name="Programme").fill("MNRKS1")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("textbox", name="Date of the session").fill("9/11/2023")
    page.keyboard.press("Enter")
    page.get_by_text("Zoom report").wait_for()
    settled(page)
    assert_accessible(page)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("Imported 1 file").wait_for()
    settled(page)
    expect(page.get_by_text("Imported 1 file")).to_be_in_viewport()
    expect(page.get_by_text("Next: say which school is meant in 2 rows, in 1 group.")).to_be_in_viewport()
    page.get_by_text("All 2 rows say this").wait_for()
    assert_accessible(page)
    page.get_by_role("combobox", name="Another school for “Over There Academy”").fill("Cosine")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="Save the answers").click()
    page.get_by_text("2 rows settled").wait_for()
    expect(page.get_by_text("2 rows settled")).to_be_in_viewport()
    rows = store.read().rows("select urn, count(*) from attendances group by urn order by urn")
    assert rows == [(900001, 1), (900002, 2)]


# Each wants a server that nobody has visited; that every page runs alone is seen to by tests/pages, too.
@pytest.mark.parametrize("entry", effort.some_of(MENU, 1, name="fresh servers"), ids=lambda entry: entry.file)
def test_a_page_opened_by_its_own_address_on_a_fresh_server_works_as_from_the_menu(
    page: Page, serve: Callable[[Path], str], demonstration: Store, entry: MenuEntry
) -> None:
    address = serve(demonstration.folder)
    page.goto(f"{address}/{'' if entry is MENU[0] else entry.file}")
    settled(page)
    assert page.get_by_role("heading", level=1).inner_text() == entry.title
    shown = []
    for section in page.get_by_test_id("stTopNavSection").all():
        section.click()
        shown += page.get_by_role("menuitem").all_inner_texts()
        page.keyboard.press("Escape")
    assert shown == [each.title for each in MENU]
    if page.get_by_role("button", name="Halton", exact=True).count():
        page.get_by_role("button", name="Halton", exact=True).click()
        settled(page)
        page.wait_for_url(re.compile("la=Halton"))
    go_to(page, "Schools", "Schools")
    assert page.get_by_role("heading", level=1).inner_text() == "Schools"


def test_reset_and_a_click_on_a_cell(page: Page, address: str) -> None:
    page.goto(f"{address}/reach?year=2024%2F25&period=Spring+term&la=Halton&la=Wirral&counted_as=Completed")
    settled(page)
    page.get_by_role("heading", name="Reach by phase, spring term 2024/25").wait_for()
    page.get_by_role("button", name="Reset filters").click()
    settled(page)
    page.wait_for_url(lambda url: "?" not in url)
    page.get_by_role("heading", name="Reach by phase, 2025/26 so far").wait_for()

    cell = page.get_by_test_id("stPlotlyChart").nth(2).locator(".scatterlayer .point").first
    click_mark(page, cell, page.get_by_text("Cheshire East and early years: 1 of 1 school reached."))


def test_links_and_saved_views_bring_their_filters(
    page: Page, serve: Callable[[Path], str], demonstration: Store, tmp_path: Path
) -> None:
    shutil.copytree(demonstration.folder, tmp_path / "hub")
    page.goto(f"{serve(tmp_path / 'hub')}/")
    settled(page)
    chosen = page.locator(".st-key-page_chosen")
    page.locator("a[href*='la=Halton']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schools")
    expect(chosen).to_contain_text("Halton")
    settled(page)
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("textbox", name="Save this view as").fill("Ours")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as “Ours”.").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(chosen).not_to_contain_text("Halton")
    settled(page)
    go_to(page, "Reach", "Compare")
    steps = page.evaluate("history.length")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("link", name="Ours", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schools")
    expect(chosen).to_contain_text("Halton")
    assert page.evaluate("history.length") <= steps + 1, "one step a page"

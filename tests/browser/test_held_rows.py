"""Held rows as an administrator answers them: over two pages, saved, undone, and all at once."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from reach.store import listing
from tests.accessibility import assert_accessible
from tests.browser.conftest import settled
from tests.builders import attended, hub, school

GROUPS = 12


def choose(page: Page, text: str, school_name: str) -> None:
    """Choose another school for what rows say."""
    chooser = page.get_by_role("combobox", name=f"Another school for “{text}”")
    chooser.click()
    chooser.press_sequentially(school_name)
    page.get_by_role("option", name=school_name).click()
    settled(page)


def turn(page: Page, to: str) -> None:
    """Turn to the next or the previous page of the groups."""
    page.get_by_role("navigation", name="Pagination").get_by_role("button", name=f"{to} page").click()
    settled(page)


def press(page: Page, name: str) -> None:
    """Press a button, and wait for what it does."""
    page.get_by_role("button", name=name).click()
    settled(page)


def expect_focus_in(page: Page, text: str) -> None:
    """Wait until the keyboard's focus is on the radio buttons of what rows say."""
    page.wait_for_function(
        "text => document.activeElement.closest('[role=radiogroup]')?.getAttribute('aria-label')?.includes(text)",
        arg=f"“{text}”",
    )


def test_answers_outlive_the_page_lead_on_when_saved_and_can_be_undone(
    page: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    rows = [attended("", "10/10/2022", person=f"p{each}", School=f"The Big One {each:02}") for each in range(GROUPS)]
    store = hub(tmp_path / "hub", [school(900001, "Tangent Hill School"), school(900002, "Sine School")], rows)
    texts = [group["school_text"] for group in listing.held_groups(store.read())]
    page.goto(f"{serve(store.folder)}/imports")
    settled(page)

    choose(page, texts[0], "Tangent Hill")
    turn(page, "Next")
    last = page.get_by_role("radiogroup", name=f"Which school is “{texts[-1]}”?")
    last.get_by_text("Not a school of ours").click()
    settled(page)
    expect(page.get_by_text("2 answers not saved yet.")).to_be_visible()
    turn(page, "Previous")
    chosen = page.get_by_role("combobox", name=f"Another school for “{texts[0]}”")
    expect(chosen).to_have_value(re.compile("Tangent Hill"))
    turn(page, "Next")
    expect(last.get_by_role("radio", name="Not a school of ours")).to_be_checked()
    turn(page, "Previous")
    assert_accessible(page)

    press(page, "Save the answers")
    expect(page.get_by_text("2 rows settled. The answers are remembered.")).to_be_visible()
    expect_focus_in(page, texts[1])
    assert [group["school_text"] for group in listing.held_groups(store.read())] == texts[1:-1]
    # Once more, by the keyboard alone: it need not be searched for.
    page.keyboard.press("ArrowDown")
    settled(page)
    expect(page.get_by_text("1 answer not saved yet.")).to_be_visible()
    press(page, "Save the answers")
    expect_focus_in(page, texts[2])

    press(page, "Undo the last 1 answer")
    expect(page.get_by_text("1 answer taken back: the rows are held again.")).to_be_visible()
    assert len(listing.held_rows(store.read())) == GROUPS - 2

    press(page, "None of these are ours")
    page.get_by_role("button", name=f"Answer “Not a school of ours” for {GROUPS - 2} rows").click()
    settled(page)
    expect(page.get_by_text(f"{GROUPS - 2} rows settled. The answers are remembered.")).to_be_visible()
    assert listing.held_rows(store.read()) == []
    press(page, f"Undo the last {GROUPS - 2} answers")
    expect(page.get_by_text(f"{GROUPS - 2} answers taken back: the rows are held again.")).to_be_visible()
    assert len(listing.held_rows(store.read())) == GROUPS - 2


def test_a_row_without_a_school_can_be_settled_and_one_without_a_date_says_what_to_do(
    page: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    rows = [attended("", "10/10/2022", person="ada", School=""), attended(900001, "soon", person="bea")]
    store = hub(tmp_path / "hub", [school(900001, "Tangent Hill School")], rows)
    page.goto(f"{serve(store.folder)}/imports")
    settled(page)
    choose(page, "No school is written", "Tangent Hill")
    press(page, "Save the answers")
    expect(page.get_by_text("1 row settled. The answers are remembered.")).to_be_visible()
    expect(page.get_by_text("1 row could not be loaded for another reason.")).to_be_visible()
    expect(page.get_by_text("Which school is meant?")).to_have_count(0)

"""Several people at one dashboard, in real browsers: each signs in, sees what is theirs, and is out when taken off."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from reach.store import audit
from tests.access.conftest import PEOPLE, RULES, SignedInDashboard, sign_in, window_of
from tests.browser.conftest import settled

PAGES_OF_FIGURES = ("", "reach", "schools", "school", "call_list", "imports", "pack", "attendance", "who_did_what")


def texts(page: Page) -> str:
    """All texts, without the marks that keep Streamlit from making links of addresses, each space one."""
    return " ".join(page.get_by_test_id("stApp").inner_text().replace("\u2060", "").split())


def buttons(page: Page) -> list[str]:
    return [each.strip() for each in page.get_by_test_id("stMain").get_by_role("button").all_inner_texts()]


def test_who_has_not_signed_in_sees_no_page_by_its_own_address(chromium: Browser, dashboard: SignedInDashboard) -> None:
    page = chromium.new_page()
    for page_name in PAGES_OF_FIGURES:
        page.goto(f"{dashboard.address}/{page_name}?la=Halton")
        settled(page)
        assert buttons(page) == ["Sign in"], page_name
        assert "ask Jane Smith" in texts(page)
        assert page.get_by_test_id("stTopNavSection").count() == page.get_by_test_id("stSidebarNav").count() == 0
        assert page.get_by_test_id("stPlotlyChart").count() == page.get_by_test_id("stMetric").count() == 0
    page.close()


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("unknown", "You have no access. You signed in as somebody@elsewhere.example"),
        ("blocked", "You have no access. You signed in as left@hub.example"),
        ("unconfirmed", "Your e-mail address is not confirmed."),
        ("yesterday's", "You have been signed out. A sign-in lasts 10 hours."),
    ],
)
def test_who_may_not_see_it_is_told_why_and_whom_to_ask(
    chromium: Browser, dashboard: SignedInDashboard, who: str, told: str
) -> None:
    with window_of(chromium, dashboard, who) as page:
        page.goto(f"{dashboard.address}/schools")
        settled(page)
        assert told in texts(page)
        assert page.get_by_test_id("stMetric").count() == page.get_by_test_id("stDataFrame").count() == 0


@pytest.mark.parametrize("who", ["lead", "administrator", "viewer", "adviser"])
def test_each_role_has_its_own_menu_and_name(chromium: Browser, dashboard: SignedInDashboard, who: str) -> None:
    with window_of(chromium, dashboard, who) as page:
        assert f"Signed in as {PEOPLE[who]['email']} ({who})" in texts(page)
        offered = set()
        for section in page.get_by_test_id("stTopNavSection").all():
            section.click()
            offered |= set(page.get_by_role("menuitem").all_inner_texts())
            page.keyboard.press("Escape")
        staff, lead = {"Imports", "Places and need", "An activity"}, {"Forum pack", "Who did what"}
        assert bool(offered & staff) == (who in ("lead", "administrator"))
        assert bool(offered & lead) == (who == "lead")
        assert len(offered) == {"lead": 19, "administrator": 17, "viewer": 14, "adviser": 14}[who]


def test_two_people_at_once_never_see_each_others_filters_or_figures(
    chromium: Browser, dashboard: SignedInDashboard
) -> None:
    with window_of(chromium, dashboard, "lead") as lead, window_of(chromium, dashboard, "adviser") as adviser:
        lead.goto(f"{dashboard.address}/reach?la=Wirral&phase=Primary")
        adviser.goto(f"{dashboard.address}/reach")
        for page in (settled(lead), settled(adviser)):
            page.reload()
            settled(page)
        assert "· Wirral · Primary" in texts(lead) and "Halton" not in lead.get_by_test_id("stMain").inner_text()
        assert "· Halton" in texts(adviser) and "Primary" not in adviser.get_by_test_id("stHeading").first.inner_text()
        assert "127 schools" not in texts(adviser)


def test_a_link_to_another_local_authority_gives_an_adviser_their_own(
    chromium: Browser, dashboard: SignedInDashboard, tmp_path: Path
) -> None:
    with window_of(chromium, dashboard, "adviser") as page:
        page.goto(f"{dashboard.address}/schools?la=Wirral&standing=Never")
        settled(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV", exact=True).first.click()
        file = tmp_path / "schools.csv"
        download.value.save_as(file)
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        assert {row["la_name"] for row in rows} == {"Halton"}
    entries = audit.entries(dashboard.store.folder)
    assert (entries[0].did, entries[0].who) == ("Exported", "adviser@halton.example, dashboard")


def test_who_is_taken_off_the_list_is_out_at_the_next_click(chromium: Browser, dashboard: SignedInDashboard) -> None:
    with window_of(chromium, dashboard, "viewer") as page:
        page.goto(f"{dashboard.address}/reach")
        settled(page)
        try:
            dashboard.set_rules(RULES.replace('"board.example", ', ""))
            page.get_by_role("radio", name="Table").first.click()
            page.get_by_text("You have no access.").wait_for()
            assert page.get_by_test_id("stTable").count() == page.get_by_test_id("stPlotlyChart").count() == 0
        finally:
            dashboard.set_rules(RULES)


def test_who_signs_out_is_out_and_can_sign_in_as_another(chromium: Browser, dashboard: SignedInDashboard) -> None:
    with window_of(chromium, dashboard, "viewer") as page:
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/end_session**")  # the provider's own page, which asks whether to sign out there, too
        page.goto(dashboard.address)
        assert buttons(settled(page)) == ["Sign in"]
        sign_in(page, "lead")
        assert "(lead)" in texts(page)


def test_a_cookie_that_was_made_up_lets_nobody_in(chromium: Browser, dashboard: SignedInDashboard) -> None:
    with window_of(chromium, dashboard, "viewer") as page:
        (cookie,) = (each for each in page.context.cookies() if each["name"] == "_streamlit_user")
        assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
        forged = cookie["value"][:-4] + "AAAA"
        page.context.add_cookies([{"name": cookie["name"], "value": forged, "url": dashboard.address}])
        page.goto(f"{dashboard.address}/reach")
        settled(page)
        assert buttons(page) == ["Sign in"]


def test_the_lead_reads_who_did_what(chromium: Browser, dashboard: SignedInDashboard) -> None:
    with window_of(chromium, dashboard, "administrator"), window_of(chromium, dashboard, "lead") as page:
        # Each address that is opened is a session of its own; they signed in once.
        for name in ("reach", "schools", "who_did_what"):
            page.goto(f"{dashboard.address}/{name}")
            settled(page)
        done = [(each.who, each.did, each.what) for each in audit.entries(dashboard.store.folder)]
        signed_in = done.index(("lead@hub.example, dashboard", "Signed in", "As lead"))
        assert [who for who, did, _ in done[:signed_in] if did == "Signed in"] == []
        assert done[signed_in + 1] != done[signed_in]
        assert "office@school.example, dashboard" in texts(page) and "As administrator" in texts(page)

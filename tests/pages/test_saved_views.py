"""Saved views and what is new since somebody last looked, on pages."""

import datetime as dt
import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from reach import ingest
from reach.access import LOCAL, Visitor
from reach.access.saved_views import FILE, save_view, saved_views
from reach.store import Store, audit, last_looks
from reach.ui import sign_in
from tests.builders import attended, hub, school, table
from tests.pages.conftest import Opener, texts

LEAD = Visitor("lead@hub.example", "lead")
VIEWER = Visitor("chair@board.example", "viewer")
ADVISER = Visitor("adviser@halton.example", "adviser", ("876",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    rows = [attended(urn, on) for urn in (900001, 900002) for on in ("10/10/2021", "10/10/2022")]
    return hub(tmp_path, [school(900001, la="876"), school(900002, la="344")], rows)


def sign_in_as(monkeypatch: pytest.MonkeyPatch, visitor: Visitor) -> None:
    monkeypatch.setattr(sign_in, "visitor", lambda: visitor)
    monkeypatch.setattr(sign_in, "is_still", lambda _: True)


def links(app: AppTest) -> dict[str, tuple[str, dict[str, list[str]]]]:
    found = [each.proto for each in app.get("page_link")]
    return {each.label: (each.page, parse_qs(each.query_string)) for each in found}


def save(app: AppTest, name: str) -> AppTest:
    app.text_input(key="saved_view_name").set_value(name).run()
    return app.button(key="save_view").click().run()


def test_a_view_is_saved_opened_and_removed(open_page: Opener, store: Store) -> None:
    app = save(open_page("reach", store, la="Halton", phase="Primary"), "Halton [primary]")
    assert [each.value for each in app.success] == ["Saved as “Halton \\[primary\\]”."]
    assert app.text_input(key="saved_view_name").value == ""
    page, address = links(open_page("compare", store))["Halton \\[primary\\]"]
    assert (page, address["la"], address["phase"]) == ("reach", ["Halton"], ["Primary"])
    assert "year" not in address, "it moves on to the next year"
    opened = open_page(page, store, **address)
    assert opened.pills(key="la").value == ["876"] and opened.pills(key="phase").value == ["primary"]
    app.button(key="remove_hub_view_0").click().run()
    assert saved_views(store.folder, LOCAL) == []
    assert [each.what for each in audit.entries(store.folder)][:2] == [
        "Removed the view “Halton [primary]”",
        "Saved the view “Halton [primary]”",
    ]


def test_a_view_of_the_page_that_is_shown_opens_there(open_page: Opener, store: Store) -> None:
    save_view(store.folder, LOCAL, "Halton", "reach", [("la", "Halton"), ("year", "2021/22")], is_for_hub=True)
    app = open_page("reach", store, la="Wirral", phase="Primary")
    app.button(key="open_hub_view_0").click().run()
    assert (app.pills(key="la").value, app.pills(key="phase").value) == (["876"], [])
    assert app.selectbox(key="year").value == "2021/22"


def test_a_past_year_stays_in_a_view(open_page: Opener, store: Store) -> None:
    save(open_page("reach", store, year="2021/22"), "Then")
    (view,) = saved_views(store.folder, LOCAL)
    assert ("year", "2021/22") in view.address


def test_what_cannot_be_saved_is_said_and_stays_in_the_field(open_page: Opener, store: Store) -> None:
    app = save(open_page("reach", store), "jo@school.example")
    assert "e-mail address" in app.error[0].value
    assert app.text_input(key="saved_view_name").value == "jo@school.example"


def test_a_lead_saves_for_the_hub_or_for_themselves(
    open_page: Opener, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(monkeypatch, LEAD)
    app = save(open_page("reach", store, la="Wirral"), "Mine")
    app.checkbox(key="saved_view_for_hub").check().run()
    save(app, "Everybody's")
    assert [(each.name, each.owner) for each in saved_views(store.folder, LEAD)] == [
        ("Mine", "lead@hub.example"),
        ("Everybody's", ""),
    ]


def test_a_viewer_saves_their_own_and_leaves_the_hubs(
    open_page: Opener, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_view(store.folder, LEAD, "Everybody's", "reach", [], is_for_hub=True)
    save_view(store.folder, LEAD, "Of a lead", "reach", [], is_for_hub=False)
    save_view(store.folder, LEAD, "Places", "places", [], is_for_hub=True)
    sign_in_as(monkeypatch, VIEWER)
    app = save(open_page("compare", store), "Mine")
    assert not app.checkbox
    assert {"Everybody's"} == {each for each in links(app) if each in ("Everybody's", "Of a lead", "Places")}
    keys = {each.key for each in app.button}
    assert "remove_own_view_0" in keys and "remove_hub_view_0" not in keys


def test_an_adviser_gets_the_hubs_views_of_their_local_authorities_only(
    open_page: Opener, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, address in {
        "Both": [("la", "Halton"), ("la", "Wirral")],
        "All": [],
        "Elsewhere": [("la", "Wirral")],
        "One school": [("urn", "900002")],
    }.items():
        save_view(store.folder, LEAD, name, "reach", address, is_for_hub=True)
    sign_in_as(monkeypatch, ADVISER)
    found = links(open_page("compare", store))
    assert {name for name in found if name in ("Both", "All", "Elsewhere", "One school")} == {"Both", "All"}
    assert found["Both"][1]["la"] == ["Halton"]


def test_a_damaged_file_leaves_the_page(open_page: Opener, store: Store) -> None:
    (store.folder / FILE).write_text("{", encoding="utf-8")
    app = open_page("reach", store)
    assert "is damaged" in app.error[0].value and app.get("plotly_chart")


def looked(store: Store, visitor: Visitor = LOCAL, *, hours_ago: int = 48) -> None:
    """Let somebody have looked so long ago, at what is there now."""
    file = store.folder / last_looks.FILE
    looks = json.loads(file.read_text(encoding="utf-8"))
    looks[visitor.name]["current"]["at"] = (dt.datetime.now() - dt.timedelta(hours=hours_ago)).isoformat()
    file.write_text(json.dumps(looks), encoding="utf-8")


def news(app: AppTest) -> list[str]:
    return [each for each in texts(app) if each.startswith("Since you last looked")]


def import_rows(store: Store, *rows: dict[str, object]) -> None:
    ingest.import_files(store, [table(rows, f"{len(str(rows))}.csv")], imported_by="jane")


def test_a_first_visit_and_one_without_news_say_nothing(open_page: Opener, store: Store) -> None:
    assert news(open_page("overview", store)) == []
    looked(store, hours_ago=0)
    assert news(open_page("overview", store)) == []


@pytest.mark.parametrize("visitor", [LOCAL, VIEWER, ADVISER], ids=lambda each: each.role)
def test_what_came_and_was_revised_since_the_last_look_is_said_until_the_next(
    open_page: Opener, store: Store, monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> None:
    if visitor is not LOCAL:
        sign_in_as(monkeypatch, visitor)
    open_page("overview", store)
    looked(store, visitor)
    file = store.folder / last_looks.FILE
    import_rows(store, attended(900001, "11/10/2021", person="grace"))
    app = open_page("overview", store)
    (said,) = news(app)
    # The store itself was made within those two days, so its own files came since.
    assert "imported" in said and said.endswith("figures of 2021/22 revised.")
    app.selectbox(key="year").set_value("2021/22").run()
    assert news(app) == [said], "it stays while somebody clicks about"
    looked(store, visitor, hours_ago=0)
    before = json.loads(file.read_text(encoding="utf-8"))[visitor.name]["before"]
    assert dt.datetime.fromisoformat(before["at"]) < dt.datetime.now() - dt.timedelta(hours=47)
    assert news(open_page("overview", store)) == [said], "a page that is loaded again loses nothing"
    looked(store, visitor, hours_ago=2)
    (later,) = news(open_page("overview", store))
    assert "revised" not in later, "what was seen is no news"

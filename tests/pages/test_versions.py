"""Versions and backups on the Imports page."""

from pathlib import Path

import pytest
from streamlit import error_util
from streamlit.testing.v1 import AppTest

from reach.errors import StoreError
from reach.store import Store, backup, history
from reach.ui import error_messages
from tests.builders import attended, hub, imported, register, school
from tests.pages.conftest import Opener
from tests.typed import present


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of three imports."""
    store = hub(tmp_path / "hub", [school(900001)], [attended(900001, "10/10/2022")])
    imported(store, register([attended(900001, "11/10/2022", session=2)], "second.csv"))
    return store


def click(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def test_every_version_is_listed_with_when_why_and_what_is_in_it(open_page: Opener, store: Store) -> None:
    app = open_page("imports", store)
    table = next(each.value for each in app.table if "Why" in each.value)
    newest = history.published_versions(store.folder)[0]
    assert table.iloc[0].tolist()[:2] == [f"{newest.number} (current)", f"{newest.made_at:%d/%m/%Y %H:%M}"]
    assert table["Why"].tolist()[0] == "Import of second.csv"
    assert table["Rows of attendance"].tolist()[:2] == ["2", "1"]
    assert any("The store takes" in each and "No daily backup" in each for each in app.caption.values)


def test_going_back_and_forth_on_the_page(open_page: Opener, store: Store) -> None:
    newest = present(history.current_number(store.folder))
    app = open_page("imports", store)
    for number, rows in [(newest - 1, 1), (newest, 2)] * 3:
        app.selectbox(key="version_to_go_back_to").set_value(number).run()
        click(app, "Go back to this version")
        assert not app.exception and f"Version {number} is the current one" in app.success[0].value
        assert store.read().rows("select count(*) from attendances") == [(rows,)]
    assert history.current_number(store.folder) == newest


def test_a_backup_is_made_and_brought_back(open_page: Opener, store: Store) -> None:
    app = open_page("imports", store)
    app.checkbox(key="backup_with_secret").check().run()
    app.text_input(key="backup_passphrase").input("a passphrase").run()
    click(app, "Make the backup")
    content = app.session_state["backup_made"][1]
    assert any(each.label.startswith("Download it") for each in app.download_button)
    assert backup.read_backup(content, "a passphrase").secret == store.secret
    imported(store, register([attended(900001, "12/10/2022", session=3)], "third.csv"))
    app.file_uploader(key="backup_file_0").set_value(("mine.zip.age", content, "application/octet-stream")).run()
    app.text_input(key="restore_passphrase").input("a passphrase").run()
    click(app, "Bring it back")
    assert "is the current version" in app.success[0].value
    assert store.read().rows("select count(*) from attendances") == [(2,)]


def test_no_database_that_others_made_is_opened(open_page: Opener, store: Store, tmp_path: Path) -> None:
    other = hub(tmp_path / "other", [school(900001)], [attended(900001, "10/10/2022")])
    (other.folder / "secret").write_text("ab" * 32)
    with other.write("A test") as connection:
        connection.execute("delete from store_facts where fact = 'hashed with'")
    content = backup.make_backup(other)
    before = store.read().name
    app = open_page("imports", store)
    app.file_uploader(key="backup_file_0").set_value(("theirs.zip", content, "application/zip")).run()
    click(app, "Bring it back")
    assert "made by another store" in app.error[0].value and store.read().name == before


def test_what_nobody_foresaw_gets_a_number_and_shows_no_path(
    open_page: Opener, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(error_util, "_log_uncaught_app_exception", error_messages._log)
    monkeypatch.setattr(error_util, "show_uncaught_app_exception", error_messages._show)
    causes = {
        "Something went wrong": ZeroDivisionError("/home/somebody/secret place"),
        "The disk is full": OSError(28, "No space left on device", "/home/somebody/file"),
        "Gone": StoreError("Gone", "Nothing was changed.", "/home/somebody"),
    }
    for title, cause in causes.items():
        caplog.clear()

        def fail(*_: object, error: Exception = cause) -> None:
            raise error

        with monkeypatch.context() as broken:
            broken.setattr(history, "published_versions", fail)
            app = open_page("imports", store)
        (shown,) = [each.value for each in app.error]
        assert shown.startswith(f"**{title}.**") and "somebody" not in shown
        (record,) = [each for each in caplog.records if each.name == "reach"]
        assert record.exc_info and record.exc_info[1] is cause
        if title == "Something went wrong":
            assert record.getMessage().removeprefix("Error ") in shown

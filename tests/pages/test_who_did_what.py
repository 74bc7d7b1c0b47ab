"""Who did what: what was recorded, newest first, and whether somebody has changed the file."""

from pathlib import Path

from reach import ingest
from reach.store import Store, audit
from tests.builders import attended, hub, school
from tests.pages.conftest import Opener


def of_two_people(folder: Path) -> Store:
    store = hub(folder, [school(900001)], [attended(900001, "10/10/2022")])
    ingest.hold_back(store.used_by("Jane"), 900001, "Control school of a trial", by="jane")
    store.used_by("Alex").record("Exported", "reach_by_la-2022-23.csv")
    return store


def test_it_shows_what_was_done_newest_first(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("who_did_what", of_two_people(tmp_path))
    (table,) = (each.value for each in app.table)
    assert list(table.iloc[0][["Who", "What"]]) == ["Alex", "Exported"]
    assert list(table.iloc[1][["Who", "What"]]) == ["Jane", "Changed"]
    assert "Imported" in set(table["What"])
    assert not app.warning


def test_it_can_be_narrowed_to_a_person_and_to_what_was_done(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("who_did_what", of_two_people(tmp_path))
    app.selectbox(key="audit_who").select("Jane").run()
    assert set(app.table[0].value["Who"]) == {"Jane"}
    app.selectbox(key="audit_did").select("Exported").run()
    assert not app.table and "No entry fits" in app.info[0].value


def test_a_file_that_was_changed_is_pointed_out(open_page: Opener, tmp_path: Path) -> None:
    store = of_two_people(tmp_path)
    file = store.folder / audit.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("Jane", "John"), encoding="utf-8")
    app = open_page("who_did_what", store)
    assert "somebody has changed the file" in app.warning[0].value


def test_without_an_entry_it_says_what_will_stand_there(open_page: Opener, tmp_path: Path) -> None:
    store = of_two_people(tmp_path)
    (store.folder / audit.FILE).unlink()
    app = open_page("who_did_what", store)
    assert any("Nothing is recorded yet" in each.value for each in app.markdown)

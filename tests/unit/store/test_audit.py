"""Who did what: every change stands in it, once, and a line that was changed shows."""

import json
from pathlib import Path

import pytest

from reach import ingest
from reach.errors import UndoError
from reach.store import Store, audit, backup
from tests.builders import attended, hub, school


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])


def done(store: Store) -> list[tuple[str, str]]:
    return [(each.who, each.did) for each in audit.entries(store.folder)]


def test_each_change_stands_in_it_with_who_made_it_newest_first(store: Store) -> None:
    before = len(done(store))
    jane = store.used_by("jane@hub.example, dashboard")
    ingest.hold_back(jane, 900001, "Control school of a trial", by="jane@hub.example")
    ingest.undo(jane, max(batch for (batch,) in store.read().rows("select batch_id from import_batches")))
    jane.go_back(min(int(file.stem.split(".")[1]) for file in store.folder.glob("hub.*.duckdb")))
    assert done(store)[: len(done(store)) - before] == [
        ("jane@hub.example, dashboard", "Restored"),
        ("jane@hub.example, dashboard", "Undid"),
        ("jane@hub.example, dashboard", "Changed"),
    ]
    assert audit.first_broken_line(store.folder) is None


def test_what_changes_nothing_and_what_is_worked_out_anew_is_not_in_it(store: Store) -> None:
    before = done(store)
    with store.write("Tried", dry_run=True):
        pass
    with pytest.raises(UndoError):
        ingest.undo(store, 999)
    store.read()
    assert done(store) == before


@pytest.mark.parametrize("change", ["edit", "remove", "swap"])
def test_a_line_that_was_changed_taken_out_or_moved_shows(tmp_path: Path, change: str) -> None:
    for number in range(4):
        audit.record(tmp_path, f"person {number}", "Exported", "reach.csv")
    lines = (tmp_path / audit.FILE).read_text(encoding="utf-8").splitlines()
    assert audit.first_broken_line(tmp_path) is None
    if change == "edit":
        lines[1] = lines[1].replace("person 1", "person 9")
    elif change == "remove":
        del lines[1]
    else:
        lines[1], lines[2] = lines[2], lines[1]
    (tmp_path / audit.FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert audit.first_broken_line(tmp_path) in (2, 3)


def test_a_line_that_a_power_cut_left_unfinished_is_named_and_the_next_ones_are_whole(tmp_path: Path) -> None:
    audit.record(tmp_path, "jane", "Exported", "a.csv")
    with (tmp_path / audit.FILE).open("ab") as file:
        file.write(b'{"at": "2026-')
    audit.record(tmp_path, "jane", "Exported", "b.csv")
    assert [each.what for each in audit.entries(tmp_path)] == ["b.csv", "a.csv"]
    assert audit.first_broken_line(tmp_path) == 2


def test_what_people_type_is_one_line_of_json(tmp_path: Path) -> None:
    audit.record(tmp_path, 'Jane "J"\n Smith', "Imported", "register\r\n.csv " + "x" * 5000)
    (line,) = (tmp_path / audit.FILE).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["who"] == 'Jane "J"\n Smith'
    assert len(line) < 2000


def test_a_change_is_kept_where_it_cannot_be_recorded(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    (store.folder / audit.FILE).unlink(missing_ok=True)
    (store.folder / audit.FILE).mkdir()
    ingest.hold_back(store, 900001, "Control school of a trial", by="jane")
    assert store.read().rows("select count(*) from hold_backs") == [(1,)]
    assert "could not be recorded" in caplog.text


def test_a_backup_has_it_and_gives_it_to_a_folder_that_has_none(store: Store, tmp_path: Path) -> None:
    store.used_by("jane").record("Exported", "reach.csv")
    content = backup.make_backup(store, with_secret=True)
    assert done(store)[0][1] == "Backed up"
    there = Store(tmp_path / "elsewhere", store.settings)
    backup.restore_backup(there, backup.read_backup(content))
    assert [each for each in done(there) if each == ("jane", "Exported")] == [("jane", "Exported")]
    assert audit.first_broken_line(there.folder) is None
    before = audit.entries(store.folder)
    backup.restore_backup(store, backup.read_backup(content))
    assert audit.entries(store.folder)[1:] == before

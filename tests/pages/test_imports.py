"""Imports."""

from pathlib import Path

from reach.store import Store, listing
from tests.given import SETTINGS, attended, establishments, hub, register, school


def drop(app, *sources):
    for source in sources:
        app.file_uploader[0].upload(source.name, source.content, "text/csv")
    return app.run()


def test_files_are_looked_at_then_confirmed_then_imported(open_page, tmp_path: Path) -> None:
    store = Store(tmp_path / "hub", SETTINGS)
    app = open_page("imports", store)
    drop(app, establishments([school(900001)]), register([attended(900001, "10/10/2022"), attended("", "10/10/2022")]))
    assert not app.exception and not app.error
    assert app.table[0].value["New or changed"].tolist() == ["1", "1"]
    assert listing.batches(store.read()) == []
    next(button for button in app.button if button.label == "Import").click().run()
    assert "Imported 2 files: 2 rows new or changed. 1 row held" in app.success[0].value
    assert len(listing.batches(store.read())) == 2
    assert app.dataframe[0].value["Reason"].tolist() == ["No school is given"]


def test_what_is_loaded_already_cannot_be_imported_again(open_page, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    drop(app, register([attended(900001, "10/10/2022")]))
    assert "Everything in these files is loaded already" in app.info[0].value
    assert next(button for button in app.button if button.label == "Import").disabled


def test_a_file_that_cannot_be_read_is_explained(open_page, tmp_path: Path) -> None:
    app = open_page("imports", Store(tmp_path / "hub", SETTINGS))
    drop(app, register([{"Name": "x", "Colour": "y"}], "colours.csv"))
    assert "colours.csv is not recognised" in app.error[0].value


def test_an_import_can_be_undone(open_page, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    next(button for button in app.button if button.label == "Undo it").click().run()
    assert "Batch 2 is undone" in app.success[0].value
    assert [batch["batch"] for batch in listing.batches(store.read())] == [1]


def test_attendance_that_counts_nowhere_is_said_to(open_page, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, closed="31-08-2022")], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    assert "1 row of attendance at 1 school counts nowhere" in app.warning[0].value


def test_the_demonstration_warns_that_it_will_be_put_away(open_page, tmp_path: Path) -> None:
    store = Store(tmp_path / "hub", SETTINGS)
    with store.write() as connection:
        store.start_afresh(connection, demonstration=True)
    app = open_page("imports", store)
    drop(app, establishments([school(900001)]))
    assert "puts it away" in app.warning[0].value

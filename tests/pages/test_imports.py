"""Imports."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from reach import ingest
from reach.errors import ImportFileError
from reach.ingest import TABLE_ENDINGS, SourceFile, settle
from reach.ingest.template import template_xlsx
from reach.store import Store, listing
from tests.builders import SETTINGS, attended, establishments, hub, imported, new_store, register, school
from tests.builders.boundaries import area, geojson
from tests.pages.conftest import Opener
from tests.rows import record_of


def drop(app: AppTest, *sources: SourceFile) -> AppTest:
    for source in sources:
        app.file_uploader[0].upload(source.name, source.content, "text/csv")
    return app.run()


def click(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def take_register(app: AppTest) -> AppTest:
    """Answer that a small establishment register is the newest one."""
    question = next(each for each in app.selectbox if each.label.startswith("Is this the newest file"))
    return question.set_value("take it").run()


def counts(app: AppTest, position: int = 0) -> dict[str, Any]:
    return record_of(app.table[position].value)


def test_files_are_looked_at_then_confirmed_then_imported(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    drop(app, establishments([school(900001), school(900002)]), register([attended(900001, "10/10/2022")]))
    take_register(app)
    assert not app.exception and not app.error
    assert (counts(app, 0)["New"], counts(app, 0)["Unchanged"], counts(app, 1)["New"]) == ("1", "1", "1")
    assert len(listing.batches(store.read())) == 1
    click(app, "Import 2 files")
    assert "Imported 2 files: 2 rows new or changed." in app.success[0].value
    assert len(listing.batches(store.read())) == 3


def test_every_kind_of_file_that_can_be_read_can_be_chosen(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    assert set(app.file_uploader[0].proto.type) == {*TABLE_ENDINGS, ".zip"} > {".xlsm", ".ods"}


def test_one_of_two_files_can_be_left_out(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    drop(app, register([attended(900001, "10/10/2022")]), register([attended(900001, "11/10/2022")], "other.csv"))
    app.checkbox[1].uncheck().run()
    click(app, "Import")
    assert [batch["file"] for batch in listing.batches(store.read()) if batch["kind"] == "register"] == ["register.csv"]


def test_a_register_is_tried_with_the_schools_dropped_beside_it(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", new_store(tmp_path / "hub"))
    drop(app, register([attended(900001, "10/10/2022")]), establishments([school(900001)]))
    take_register(app)
    assert (counts(app, 0)["New"], counts(app, 0)["Held"], counts(app, 1)["New"]) == ("1", "0", "1")
    app.checkbox[1].uncheck().run()
    assert (counts(app, 0)["New"], counts(app, 0)["Held"]) == ("0", "1")


def test_what_two_registers_both_say_is_new_in_one_of_them(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    row, other = attended(900001, "10/10/2022"), attended(900001, "11/10/2022")
    drop(app, register([row]), register([row, other], "second.csv"))
    assert [(counts(app, each)["New"], counts(app, each)["Unchanged"]) for each in (0, 1)] == [("1", "0"), ("1", "1")]


def test_a_file_dropped_twice_is_imported_once(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    source = register([attended(900001, "10/10/2022")])
    drop(app, source, SourceFile("copy.csv", source.content))
    assert "This is the same file as register.csv above" in app.info[0].value
    click(app, "Import")
    assert "Imported 1 file: 1 row new or changed." in app.success[0].value


def test_a_file_that_the_store_is_ahead_of_is_explained_and_the_others_are_tried(
    open_page: Opener, tmp_path: Path
) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    drop(app, establishments([school(900001)], "20200102"), register([attended(900001, "10/10/2022")]))
    assert ["is older than what is loaded" in each.value for each in app.error] == [True]
    click(app, "Import")
    assert [batch["kind"] for batch in listing.batches(store.read())] == ["register", "establishments"]


def test_files_are_forgotten_when_they_are_imported_or_left(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    for button in ("Import", "Leave everything as it is"):
        app = open_page("imports", store)
        row = attended("", "10/10/2022", person="quillfeather", School=f"Nowhere {button}")
        drop(app, register([row], f"{button}.csv"))
        assert len(app.session_state["import_tables"]) == 1
        click(app, button)
        assert not app.session_state["import_tables"] and "quillfeather" not in repr(app.session_state)


def test_a_name_that_looks_like_markdown_is_shown_as_it_is(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    drop(app, register([attended(900001, "10/10/2022")], ":red[_a_].csv"))
    assert r"**\:red\[\_a\_\].csv**" in app.markdown.values


def test_one_file_that_cannot_be_read_does_not_keep_the_others_out(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    drop(app, SourceFile("photo.csv", b"\x89PNG\r\n\x1a\n\0\0"), register([attended(900001, "10/10/2022")]))
    assert len(app.error) == 1
    click(app, "Import")
    assert len(listing.batches(store.read())) == 2


def test_the_preview_shows_schools_and_no_people(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    drop(app, register([attended(900001, "10/10/2022", person="zebedee")]))
    preview = app.dataframe[0].value
    assert preview["Taken for"].tolist() == ["Cosine Park 900001 Primary School"]
    assert "ebedee" not in preview.to_csv() and "Lovelace" not in preview.to_csv()


def test_the_same_file_again_is_recognised(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    drop(app, register([attended(900001, "10/10/2022")]))
    assert "This very file was imported on" in app.info[0].value and "batch 2" in app.info[0].value
    assert "Everything in this file is loaded already" in app.info[1].value
    assert "Import" not in [button.label for button in app.button]


def test_what_a_form_does_not_say_is_asked_and_then_tried(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Tangent Hill School")])
    app = open_page("imports", store)
    form = "Timestamp,Email address,Full name,School,Role\n14/11/2022 16:05:12,a@b.example,A Person,Tangent Hill,Head\n"
    drop(app, SourceFile("responses.csv", form.encode()))
    assert "does not say the activity, the programme and the date" in app.info[0].value
    next(each for each in app.text_input if each.label == "Activity").set_value("Group 7")
    next(each for each in app.selectbox if each.label == "Programme").set_value("MNRKS1")
    next(each for each in app.text_input if each.label.startswith("Date")).set_value("14/11/2022").run()
    assert counts(app)["New"] == "1"
    click(app, "Import")
    rows = store.read().rows("select activity, programme_code, held_on, attendance, urn from attendance_facts")
    assert rows == [("Group 7", "MNRKS1", dt.date(2022, 11, 14), "booked", 900001)]


def test_the_columns_of_an_unknown_table_are_asked_once(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Tangent Hill School")])
    text = "Colleague;Base;Came\nAda Lovelace;Tangent Hill;yes\n"
    app = open_page("imports", store)
    drop(app, SourceFile("list.csv", text.encode()))
    asked = [each for each in app.selectbox if each.label == "Column: School" and each.value is None]
    assert len(asked) == 1, "“Base” may be anything, so that it is asked"
    asked[0].set_value("1").run()
    named = {each.label: each.value for each in app.selectbox if each.label.startswith("Column: ")}
    assert named == {"Column: School": "1", "Column: Name (whole)": "0", "Column: Attendance": "2"}
    next(each for each in app.text_input if each.label == "Activity").set_value("Group 7")
    next(each for each in app.selectbox if each.label == "Programme").set_value("MNRKS1")
    next(each for each in app.text_input if each.label.startswith("Date")).set_value("14/11/2022").run()
    click(app, "Import")
    assert store.read().rows("select attendance, urn from attendances") == [("attended", 900001)]
    again = open_page("imports", store)
    drop(again, SourceFile("next.csv", text.replace("Ada", "Bea").encode()))
    assert next(each for each in again.selectbox if each.label == "Column: School").value == "1"
    assert "Activity" in [each.label for each in again.text_input]


def workbook(**tabs: Sequence[Sequence[Any]]) -> SourceFile:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    for name, rows in tabs.items():
        page = book.add_worksheet(name)
        for line, cells in enumerate(rows):
            page.write_row(line, 0, cells)
    book.close()
    return SourceFile("list.xlsx", file.getvalue())


LIST = [
    ["Activity", "Programme", "Session date", "URN", "Name", "Attendance", "Lunch"],
    ["G", "MNRKS1", "10/10/2022", "900001", "Jo Marsh", "Attended", "Soup"],
]


def test_tabs_are_chosen_one_by_one(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    second = [LIST[0], ["H", "MNRKS1", "11/10/2022", "900001", "Ann Lee", "Attended", "Rice"]]
    drop(app, workbook(Monday=LIST, Tuesday=second))
    boxes = {box.label: box for box in app.checkbox}
    assert {"Read the tab “Monday”", "Read the tab “Tuesday”"} <= boxes.keys()
    assert [counts(app, place)["New"] for place in (0, 1)] == ["1", "1"]
    boxes["Read the tab “Monday”"].uncheck().run()
    assert counts(app)["New"] == "1" and "New" not in app.table[1].value.columns
    click(app, "Import")
    assert store.read().rows("select activity from attendance_facts") == [("H",)]


def test_no_tab_chosen_is_nothing_to_import(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    drop(app, workbook(Monday=LIST, Tuesday=LIST))
    for day in ("Monday", "Tuesday"):
        next(box for box in app.checkbox if box.label == f"Read the tab “{day}”").uncheck().run()
    assert not app.exception and "Import" not in [button.label for button in app.button]


def test_the_line_of_headings_is_chosen_on_the_page(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Hill School")])
    app = open_page("imports", store)
    rows = [
        ["Name", "School", "Attended", "Date"],
        ["Old Person", "Hill School", "Y", "10/10/2021"],
        ["Who", "Hill School", "Here?", "Day"],
        ["Jo Marsh", "Hill School", "Y", "10/10/2022"],
    ]
    drop(app, workbook(List=rows))
    line = next(each for each in app.text_input if each.label == "Line with the headings")
    assert line.value == "1"
    line.set_value("3").run()
    headings = {each.label: list(each.options) for each in app.selectbox if each.label.startswith("Column: ")}
    assert headings and all("Who" in options and "Attended" not in options for options in headings.values())
    next(each for each in app.text_input if each.label == "Line with the headings").set_value("9").run()
    assert "has no headings in line 9" in app.error[0].value
    next(each for each in app.text_input if each.label == "Line with the headings").set_value("three").run()
    assert "“three” is not a number." in [each.value for each in app.warning]


def test_columns_that_are_not_used_and_words_of_attendance_are_on_the_page(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    drop(app, workbook(List=LIST))
    assert "Columns not used: Lunch." in [each.value for each in app.caption]
    assert [each.value for each in app.selectbox if each.label == "“Attended” in Attendance"] == ["attended"]


def test_columns_of_a_sheet_that_are_not_used_are_named(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001)]))
    drop(app, SourceFile("h.csv", b"URN,School,Programme,Reason,Until,Colour\n900001,,MNRKS1,Trial,31/08/2030,Red\n"))
    assert "Columns not used: Colour." in [each.value for each in app.caption]


def test_a_part_of_a_register_says_what_it_would_change_before_it_is_taken(open_page: Opener, tmp_path: Path) -> None:
    store = new_store(tmp_path / "hub")
    app = open_page("imports", store)
    drop(app, establishments([school(900001)]))
    assert any("this one has 1, none of them in Cheshire East" in each.value for each in app.caption)
    assert "Import" not in [button.label for button in app.button]
    take_register(app)
    click(app, "Import")
    assert [batch["kind"] for batch in listing.batches(store.read())] == ["establishments"]


def test_a_form_that_nobody_agreed_to_is_not_called_a_meeting_of_organisers(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001, name="Tangent Hill School")]))
    form = "Timestamp,Email address,Full name,School,Will you attend session 1?\n"
    drop(app, SourceFile("no.csv", f"{form}14/11/2022 16:05:12,a@b.example,A Person,Tangent Hill,No\n".encode()))
    assert not [each for each in app.warning if "organiser" in each.value]


def test_days_in_headings_are_asked_and_shown_with_their_weekday(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Tangent Hill School")])
    app = open_page("imports", store)
    text = "Name,School,05/10/2022,09/11/2022\nAda Lovelace,Tangent Hill,1.5,2\n"
    drop(app, SourceFile("register.csv", text.encode()))
    order = next(each for each in app.selectbox if each.label == "05/10/2022 is")
    assert order.value is None and order.options[0] == "Wednesday 5 October 2022 (day first)"
    order.set_value("month first").run()
    assert "“05/10/2022” in Sessions" in [each.label for each in app.text_input]
    assert [each.value for each in app.caption if each.value.startswith("Tuesday 10 May 2022. In 1 row")]
    assert next(each for each in app.selectbox if each.label == "Numbers under sessions").value == "hours"
    next(each for each in app.text_input if each.label == "“05/10/2022” in Sessions").set_value("12/10/2022").run()
    next(each for each in app.text_input if each.label == "Activity").set_value("Group 7")
    next(each for each in app.selectbox if each.label == "Programme").set_value("MNRKS1").run()
    assert not app.exception and not app.error
    click(app, "Import")
    rows = store.read().rows("select strftime(held_on, '%d/%m/%Y'), hours from attendance_facts order by all")
    assert rows == [("11/09/2022", 2.0), ("12/10/2022", 1.5)]


def test_a_day_above_a_table_is_shown_in_the_order_that_was_chosen(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001, name="Tangent Hill School")]))
    text = "Date: 05/10/2022,,\nName,School,Present\nAda Lovelace,Tangent Hill,Y\n"
    drop(app, SourceFile("list.csv", text.encode()))
    for order, day in (("month first", "10/05/2022"), ("day first", "05/10/2022")):
        next(each for each in app.selectbox if each.label == "05/10/2022 is").set_value(order).run()
        assert next(each for each in app.text_input if each.label == "Date of the session").value == day


def test_a_day_above_a_table_can_be_changed(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001, name="Tangent Hill School")]))
    text = "Date: 19/10/2022 | Venue: Hall,,\nName,School,Present\nAda Lovelace,Tangent Hill,Y\n"
    drop(app, SourceFile("list.csv", text.encode()))
    day = next(each for each in app.text_input if each.label == "Date of the session")
    assert day.value == "19/10/2022"
    assert "Wednesday 19 October 2022. The file says so." in [each.value for each in app.caption]
    day.set_value("26/10/2022").run()
    assert "Wednesday 26 October 2022. You said so. The file says 19/10/2022." in [each.value for each in app.caption]


def test_a_file_is_read_once_while_other_things_on_the_page_change(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("imports", hub(tmp_path, [school(900001, name="Tangent Hill School")]))
    read: list[str] = []
    monkeypatch.setattr(ingest, "what_it_says", _counted(ingest.what_it_says, read))
    text = "Name;School;Attended;Date\nAda Lovelace;Tangent Hill;yes;14 November 2022\n"
    drop(app, SourceFile("list.csv", text.encode()))
    app.run()
    assert len(read) == 1
    next(each for each in app.text_input if each.label == "Activity").set_value("Group 7").run()
    assert len(read) == 2, "an answer may change what it says"
    app.file_uploader[0].set_value([]).run()
    kept = [app.session_state[name] for name in ("import_answers", "import_readings")]
    assert kept == [{}, {}], "what quotes a file goes with it"


def _counted(reads: Callable[..., Any], read: list[str]) -> Callable[..., Any]:
    def what_it_says(store: Store, part: ingest.Part, answers: ingest.Answers) -> Any:
        read.append(part.name)
        return reads(store, part, answers)

    return what_it_says


def test_all_rows_that_say_the_same_are_settled_at_once(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended("", "10/10/2022", person=person, School="The Big One") for person in ("ada", "bea", "cy")]
    store = hub(tmp_path, [school(900001)], rows)
    app = open_page("imports", store)
    assert any("All 3 rows say this" in each for each in app.caption.values)
    next(each for each in app.selectbox if each.label.startswith("Another school")).set_value(900001)
    click(app, "Save the answers")
    assert "3 rows settled" in app.success[0].value
    assert store.read().rows("select count(*) from attendances where urn = 900001") == [(3,)]
    assert listing.held_rows(store.read()) == []


def test_answers_wait_while_the_page_is_turned_and_can_be_undone_once_saved(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended("", "10/10/2022", person=f"p{each}", School=f"The Big One {each:02}") for each in range(12)]
    store = hub(tmp_path, [school(900001)], rows)
    app = open_page("imports", store)
    texts = [each.label for each in app.selectbox if each.label.startswith("Another school")]
    assert len(texts) == 10
    next(each for each in app.selectbox if each.label == texts[0]).set_value(900001).run()
    app.session_state["held_page"] = 2
    app.run()
    others = [each for each in app.selectbox if each.label.startswith("Another school")]
    assert len(others) == 2 and texts[0] not in [each.label for each in others]
    others[1].set_value(900001).run()
    assert any("2 answers not saved yet" in each for each in app.caption.values)
    click(app, "Save the answers")
    assert store.read().rows("select count(*) from attendances where urn = 900001") == [(2,)]
    click(app, "Undo the last 2 answers")
    assert store.read().rows("select count(*) from attendances") == [(0,)]
    assert len(listing.held_rows(store.read())) == 12
    assert not [each for each in app.button if each.label.startswith("Undo the last")]


def test_all_that_is_not_answered_yet_can_be_answered_as_not_ours(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended("", "10/10/2022", person=f"p{each}", School=f"The Big One {each:02}") for each in range(12)]
    store = hub(tmp_path, [school(900001)], rows)
    app = open_page("imports", store)
    next(each for each in app.selectbox if each.label.startswith("Another school")).set_value(900001).run()
    assert any("11 rows in 11 groups will count for no school" in each for each in app.markdown.values)
    app.button(key="none_of_ours").click().run()
    assert [each.value for each in app.success] == ["11 rows settled. The answers are remembered."]
    assert any("1 answer not saved yet" in each for each in app.caption.values)
    assert [row["school_text"] for row in listing.held_groups(store.read())] == ["The Big One 00"]
    click(app, "Undo the last 11 answers")
    assert len(listing.held_rows(store.read())) == 12


def test_after_an_import_it_says_what_to_do_next(open_page: Opener, fresh_store: Store) -> None:
    def leads_to() -> list[str]:
        return [each.proto.page for each in app.get("page_link") if each.proto.label == "See the Overview"]

    app = open_page("imports", fresh_store)
    drop(app, establishments([school(900001)]))
    click(take_register(app), "Import")
    assert any("import your registers of attendance" in each for each in app.markdown.values)
    assert leads_to() == []
    rows = [attended(900001, "10/10/2022"), attended("", "10/10/2022", person="bea", School="Elsewhere")]
    click(drop(app, register(rows)), "Import")
    assert any("say which school is meant in 1 row" in each for each in app.markdown.values)
    assert leads_to() == [""]


def test_what_a_row_says_of_its_school_is_never_obeyed_as_markdown(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended("", "10/10/2022", School="[Here](https://x.example) _Park_")]
    store = hub(tmp_path, [school(900001, name="Tangent *Hill* School", postcode="QX1 1AA")], rows)
    app = open_page("imports", store)
    shown = r"\[Here\](https" + "\u2060" + r"://x.example) \_Park\_"
    assert any(f"**{shown}**" in each for each in app.markdown.values)
    (group,) = listing.held_groups(store.read())
    settle(store, {group["alias_key"]: 900001}, answered_by="test")
    answers = open_page("imports", store).table[0].value
    assert answers["What rows say"].tolist() == [shown]
    assert answers["Taken for"].tolist() == [r"Tangent \*Hill\* School"]


def test_a_school_that_is_not_ours_is_an_answer_too(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended("", "10/10/2022", School="Elsewhere High")])
    app = open_page("imports", store)
    app.radio[0].set_value("not ours")
    click(app, "Save the answers")
    assert listing.held_rows(store.read()) == []
    assert app.table[0].value["Taken for"].tolist() == ["Not a school of ours"]


def test_an_answer_can_be_taken_back(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended("", "10/10/2022", School="The Big One")])
    (group,) = listing.held_groups(store.read())
    settle(store, {group["alias_key"]: 900001}, answered_by="test")
    app = open_page("imports", store)
    next(each for each in app.selectbox if each.label == "Take an answer back").set_value(group["alias_key"]).run()
    click(app, "Hold its rows again")
    assert len(listing.held_rows(store.read())) == 1


def test_a_file_that_is_no_table_is_explained(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("imports", new_store(tmp_path / "hub"))
    drop(app, SourceFile("words.csv", b"hello\n"))
    assert "words.csv is not recognised" in app.error[0].value


def test_what_undo_would_remove_is_said_before(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    assert any(
        "Removes 1 attendance record, 1 session, 1 person and 1 attended school" in each for each in app.caption.values
    )


def test_what_undo_of_a_sheet_would_remove_is_said_too(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    sheet = template_xlsx(SETTINGS, {"partners": [{"partner": "Tangent University"}, {"partner": "Other"}]})
    imported(store, SourceFile("p.xlsx", sheet))
    app = open_page("imports", store)
    assert any("Removes 2 partners' entries, as no other" in each for each in app.caption.values)


def test_the_register_can_be_fetched_and_is_looked_at_like_a_file(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path / "hub")
    monkeypatch.setattr("reach.ingest.fetch_register", lambda *_, **__: establishments([school(900001)]))
    app = click(open_page("imports", store), "Fetch the establishment register from the DfE")
    take_register(app)
    assert counts(app)["New"] == "1"
    click(app, "Import")
    assert [batch["kind"] for batch in listing.batches(store.read())] == ["establishments"]


def test_a_register_that_cannot_be_fetched_is_explained(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ImportFileError("The register cannot be fetched", "There is no network. Nothing was changed.")

    monkeypatch.setattr("reach.ingest.fetch_register", fail)
    app = click(open_page("imports", new_store(tmp_path / "hub")), "Fetch the establishment register from the DfE")
    assert "There is no network" in app.error[0].value


def test_what_may_make_figures_wrong_is_listed(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, pupils="")], [attended(900001, "10/10/2022", attendance="Booked")])
    found = open_page("imports", store).table[-1].value["What"].tolist()
    assert "Schools without a number of pupils" in found
    assert "People still booked for a session that is over" in found


def test_each_word_of_the_register_that_nothing_knows_is_listed(open_page: Opener, tmp_path: Path) -> None:
    schools = [school(900001 + number, type=f"Kind {number}") for number in range(5)]
    app = open_page("imports", hub(tmp_path, schools))
    found = next(row for row in app.table[-1].value.to_dict("records") if row["What"].startswith("Words"))
    assert found["For example"] == "; ".join(f"TypeOfEstablishment: Kind {number}" for number in range(5))


def test_an_import_can_be_undone(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    next(button for button in app.button if button.label == "Undo it").click().run()
    assert "Batch 2 is undone" in app.success[0].value
    assert [batch["batch"] for batch in listing.batches(store.read())] == [1]


def test_attendance_that_counts_nowhere_is_said_to(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, closed="31-08-2022")], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    assert "1 row of attendance at 1 school counts nowhere" in app.warning[0].value


def test_the_demonstration_warns_that_it_will_be_put_away(open_page: Opener, tmp_path: Path) -> None:
    store = new_store(tmp_path / "hub")
    with store.write("A test") as connection:
        store.start_afresh(connection, demonstration=True)
    app = open_page("imports", store)
    drop(app, establishments([school(900001)]))
    take_register(app)
    assert "puts it away" in app.warning[0].value


def test_outlines_are_dropped_looked_at_and_imported_like_any_file(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    drop(app, geojson(area(), area(LAD23CD="E06000001", LAD23NM="Hartlepool")))
    assert any("Outlines of local authorities" in each.value for each in app.markdown)
    assert (counts(app)["New"], counts(app)["Of other areas"]) == ("1", "1")
    click(app, "Import")
    assert [batch["kind"] for batch in listing.batches(store.read())] == ["boundaries", "establishments"]
    app.selectbox(key="undo_batch").set_value(2).run()
    assert any("Removes 1 local authority's outline" in each for each in app.caption.values)
    assert "Local authorities without an outline" in app.table[-1].value["What"].tolist()


def test_a_note_on_charts_is_added_removed_and_put_back(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("imports", store)
    assert any("None yet. Date what explains a figure" in each.value for each in app.caption)
    app.text_input(key="chart_note_text").set_value("Trial *began* <b>")
    app.date_input(key="chart_note_date").set_value(dt.date(2023, 1, 12))
    app.selectbox(key="chart_note_scope").set_value("la 344")
    click(app, "Add note")
    assert not app.exception and "The note was added" in app.success[0].value
    assert any("Trial \\*began\\*" in each.value and "Wirral" in each.value for each in app.markdown)
    app.button(key="remove_note_1").click().run()
    assert listing.chart_notes(store.read())[0]["is_removed"] is True
    app.button(key="put_back_note_1").click().run()
    assert listing.chart_notes(store.read())[0]["is_removed"] is False


def test_a_note_without_a_date_or_text_says_what_is_missing(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    app = open_page("imports", store)
    click(app, "Add note")
    assert "No date was given" in app.error[0].value
    app.date_input(key="chart_note_date").set_value(dt.date(2023, 1, 12))
    click(app, "Add note")
    assert "The note has no text" in app.error[0].value
    assert listing.chart_notes(store.read()) == []

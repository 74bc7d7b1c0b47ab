"""Answers about a file hold for the next with the same headings, and go with the import that they came with."""

import json
from pathlib import Path

import pytest

from reach import ingest
from reach.ingest import Answers, Details, QuestionsOpenError, SourceFile
from reach.store import Store
from tests.builders import hub, school

DETAILS = Details("Group", "MNRKS1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001, name="Hill Primary School")])


def listed(day: str, mark: str = "x", name: str = "Jo Marsh") -> SourceFile:
    return SourceFile(
        "list.csv", f"Name,School,Was there,Date\n{name},Hill,{mark},{day}\nSam Roe,Hill,✓,{day}\n".encode()
    )


def answers_to(store: Store, source: SourceFile, **by_about: str) -> Answers:
    """Answer what is open, by what it is about."""
    (part,) = ingest.tables_in([source])
    answers = Answers(DETAILS)
    for meaning in ingest.what_it_says(store, part, answers).open:
        answers = ingest.with_answer(answers, meaning, by_about[meaning.about.replace(" ", "_")])
    return answers


def imported(store: Store, source: SourceFile, answers: Answers) -> ingest.Batch:
    (part,) = ingest.tables_in([source])
    (batch,) = ingest.import_files(store, [source], imported_by="test", answers={part.key: answers})
    return batch


def test_the_next_file_with_the_same_headings_is_not_asked_again(store: Store) -> None:
    first, second = listed("05/10/2022"), listed("09/11/2022", name="Ann Lee")
    with pytest.raises(QuestionsOpenError) as asked:
        imported(store, first, Answers(DETAILS))
    assert {each.about for each in asked.value.reading.open} == {"column", "date order", "value"}
    answers = answers_to(store, first, column="2", date_order="day first", value="absent")
    assert imported(store, first, answers).loaded == 2
    assert imported(store, second, Answers(DETAILS)).loaded == 2
    rows = store.read().rows("select strftime(held_on, '%d/%m/%Y'), attendance from attendance_facts order by all")
    assert rows == [
        ("05/10/2022", "absent"),
        ("05/10/2022", "attended"),
        ("09/11/2022", "absent"),
        ("09/11/2022", "attended"),
    ]


def test_what_is_remembered_quotes_nothing_of_the_file(store: Store) -> None:
    source = listed("05/10/2022", mark="Zebediah")
    imported(store, source, answers_to(store, source, column="2", date_order="day first", value="hold"))
    kept = repr(store.read().rows("from remembered_answers"))
    assert "hold" in kept
    assert not [text for text in ("Zebediah", "Was there", "05/10/2022", "Jo", "Hill") if text in kept]


def test_undoing_an_import_forgets_what_it_answered(store: Store) -> None:
    source = listed("05/10/2022")
    before = store.read().rows("from remembered_answers")
    batch = imported(store, source, answers_to(store, source, column="2", date_order="day first", value="attended"))
    assert store.read().rows("from remembered_answers") != before
    ingest.undo(store, batch.batch_id or 0)
    assert store.read().rows("from remembered_answers") == before == []
    with pytest.raises(QuestionsOpenError):
        imported(store, source, Answers(DETAILS))


def test_how_a_tool_writes_its_dates_is_known_from_the_file_that_showed_it(store: Store) -> None:
    meeting = (
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
        "Jo (Hill Primary),{0}@x.example,{1} 04:00 PM,{1} 05:00 PM,60,Yes\n"
    )
    decided_one, open_one = (
        SourceFile("z.csv", meeting.format(*each).encode()) for each in (("a", "10/25/2022"), ("b", "11/09/2022"))
    )
    with pytest.raises(QuestionsOpenError):
        imported(store, open_one, Answers(DETAILS))
    imported(store, decided_one, Answers(DETAILS))
    imported(store, open_one, Answers(DETAILS))
    days = store.read().rows("select distinct strftime(held_on, '%d/%m/%Y') from attendance_facts order by all")
    assert days == [("09/11/2022",), ("25/10/2022",)]


def test_a_store_from_before_keeps_which_column_is_which(store: Store) -> None:
    columns = json.dumps({"full_name": 0, "school": 1})
    with store.write("As before") as connection:
        connection.execute("drop table remembered_answers")
        connection.execute(
            "create table column_mappings (signature varchar, columns varchar, mapped_at timestamp, mapped_by varchar)"
        )
        connection.execute(
            "insert into column_mappings values ('x', $columns, now()::timestamp, 'x')", {"columns": columns}
        )
        connection.execute("delete from _migrations where step = '0017_remembered_answers'")
        connection.execute("delete from store_facts where fact = 'fingerprint'")
    again = Store(store.folder, store.settings)
    ((kept,),) = again.read().rows("select answers from remembered_answers")
    assert json.loads(kept) == {"columns": {"full_name": 0, "school": 1}}

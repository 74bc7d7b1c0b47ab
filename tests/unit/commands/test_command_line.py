"""The command line: exact output, exit codes, one line for what went wrong."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from reach import VERSION
from reach.ingest import SourceFile
from reach.settings import PROJECT
from reach.store import Store
from tests.builders import attended, establishments, hub, register, school
from tests.builders.boundaries import area, geojson
from tests.command_line import reach


def saved(folder: Path, source: SourceFile) -> str:
    path = folder / source.name
    path.write_bytes(source.content)
    return str(path)


def test_the_version_is_said_without_a_store(tmp_path: Path) -> None:
    said = reach(tmp_path / "none", "--version")
    assert (said.returncode, said.stdout) == (0, f"Reach dashboard, version {VERSION}\n")
    assert not (tmp_path / "none").exists()


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    return saved_files(tmp_path)


def saved_files(folder: Path) -> list[str]:
    schools = [school(900001), school(900002, phase="Secondary")]
    rows = [attended(900001, "10/10/2022"), attended("", "10/10/2022", School="Nowhere")]
    return [saved(folder, establishments(schools)), saved(folder, register(rows))]


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store into which the files were imported from the command line, to be copied."""
    folder = tmp_path_factory.mktemp("command line")
    done = reach(folder / "hub", "import", *saved_files(folder), "--whole-register", "--json")
    assert done.returncode == 0, done.stderr
    return folder / "hub"


@pytest.fixture
def store(imported_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(imported_once, tmp_path / "hub"))


def test_the_life_of_a_store(tmp_path: Path, files: list[str]) -> None:
    store = tmp_path / "hub"
    tried = json.loads(reach(store, "import", *files, "--whole-register", "--dry-run", "--json").stdout)
    assert [batch["batch"] for batch in tried] == [None, None]
    done = json.loads(reach(store, "import", *files, "--whole-register", "--json").stdout)
    says = {(each["about"], each["label"]): each["taken_for"] for each in done[1].pop("says")}
    assert says["column", "URN"] == "URN"
    assert done[0].pop("says") == [] == done[0].pop("first_rows")
    assert done[1].pop("first_rows")[0].startswith("Monday 10 October 2022, session 1, attended, ")
    counts = {"unchanged": 0, "outside": 0, "left_out": {}, "not_used": [], "remarks": []}
    assert done == [
        {"batch": 1, "kind": "establishments", "file": "edubasealldata20231116.csv", "read": 2, "loaded": 2, "held": 0}
        | counts,
        {"batch": 2, "kind": "register", "file": "register.csv", "read": 2, "loaded": 1, "held": 1} | counts,
    ]
    held = json.loads(reach(store, "held", "--format", "json").stdout)
    assert list(held[0]) == ["batch", "file", "row", "reason", "school_text", "candidates"]
    assert (held[0]["row"], held[0]["school_text"]) == (3, "Nowhere")
    assert next(csv.reader(io.StringIO(reach(store, "held", "--format", "csv").stdout))) == list(held[0])
    matched = reach(store, "matches", "--batch", "2", "--format", "json").stdout
    assert json.loads(matched) == [{"row": 2, "urn": 900001, "evidence": "URN"}]
    assert "passed" in reach(store, "check").stdout
    assert reach(store, "undo", "2").returncode == 0
    assert [batch["batch"] for batch in json.loads(reach(store, "batches", "--format", "json").stdout)] == [1]


def test_a_query_prints_exact_numbers(store: Path) -> None:
    asked = ("query", "reach_by_la_phase", "--year", "2022/23")
    rows = json.loads(reach(store, *asked, "--format", "json").stdout)
    assert rows[0] == {
        "academic_year": "2022/23",
        "period": "year",
        "la_code": "876",
        "la_name": "Halton",
        "phase": "primary",
        "schools": 1,
        "reached": 1,
        "reach": 1.0,
    }
    table = list(csv.DictReader(io.StringIO(reach(store, *asked, "--format", "csv").stdout)))
    assert [row["phase"] for row in table] == ["primary", "secondary"]
    narrowed = reach(
        store, *asked, "--la", "876", "--phase", "Secondary", "--counted-as", "signed_up", "--format", "json"
    )
    assert [row["reached"] for row in json.loads(narrowed.stdout)] == [0]
    assert "Halton" in reach(store, *asked).stdout
    schools = json.loads(reach(store, "query", "school_list", "--year", "2022/23", "--format", "json").stdout)
    assert schools[0]["last_attended_on"] == "2022-10-10" and schools[0]["pupils"] == 200
    assert schools[1]["last_attended_on"] is None


def test_a_query_says_which_chosen_filters_it_does_not_ask(store: Path) -> None:
    asked = ("query", "attendance_funnel", "--year", "2022/23")
    ignored = reach(store, *asked, "--counted-as", "completed", "--la", "876").stdout
    assert "Filters not applied: Counted as reached" in " ".join(ignored.split())
    assert "not applied" not in " ".join(reach(store, *asked, "--la", "876").stdout.split())


def test_no_csv_holds_what_a_spreadsheet_would_run(tmp_path: Path) -> None:
    runs = "=HYPERLINK(1)"
    rows = [attended("", "10/10/2022", School=f"{runs} nowhere")]
    files = [saved(tmp_path, establishments([school(900001, name=runs)])), saved(tmp_path, register(rows))]
    reach(tmp_path / "hub", "import", *files, "--whole-register", "--json")
    held = reach(tmp_path / "hub", "held", "--format", "csv").stdout
    asked = reach(tmp_path / "hub", "query", "school_list", "--year", "2022/23", "--format", "csv").stdout
    for text in (held, asked):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert f"'{runs}" in "".join(cells) and not any(cell.startswith("=") for cell in cells)


def test_every_query_is_listed_with_its_first_words(store: Path) -> None:
    listed = json.loads(reach(store, "query", "--list", "--format", "json").stdout)
    assert {row["name"] for row in listed} == {file.stem for file in (PROJECT / "queries").glob("*.sql")}
    assert all(row["answers"] for row in listed)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("query", "nothing", "--year", "2022/23"), "There is no query"),
        (("query", "reach_total", "--year", "2022"), "There is no academic year"),
        (("query", "reach_total", "--year", "2022/23", "--la", "1"), "It may be 895, 896, 876, 344"),
        (("undo", "7"), "There is no batch 7"),
        (("matches", "--batch", "7"), "There is no batch 7"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(store: Path, words: tuple[str, ...], said: str) -> None:
    done = reach(store, *words)
    assert done.returncode == 2
    assert said in done.stderr and len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_a_breach_is_a_line_and_exit_code_1(store: Path) -> None:
    with Store(store).write("A test") as connection:
        connection.execute("update import_batches set rows_read = 0")
    done = reach(store, "check")
    assert done.returncode == 1 and "batch_counts" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("batches", "--format", "json"),
        pytest.param(("undo", "7"), marks=pytest.mark.thorough),
        pytest.param(("query", "--list"), marks=pytest.mark.thorough),
    ],
)
def test_a_process_of_its_own_says_the_same_on_the_store_that_the_environment_names(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reach", *words],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=os.environ | {"REACH_STORE": str(tmp_path / "elsewhere"), "COLUMNS": "200", "NO_COLOR": "1"},
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == reach(tmp_path / "hub", *words)
    assert words[0] != "batches" or (tmp_path / "elsewhere" / "current").exists()


def test_a_meeting_is_imported_and_its_schools_are_settled(store: Path, tmp_path: Path) -> None:
    text = "Name (Original Name),User Email,Total Duration (Minutes),Guest\n"
    text += "Ada - Over There Primary,,60,Yes\nBea - Over There Primary,,60,Yes\n"
    meeting = saved(tmp_path, SourceFile("zoom.csv", text.encode()))
    refused = reach(store, "import", meeting)
    assert refused.returncode == 2
    assert "--activity --programme --date" in refused.stderr and len(refused.stderr.splitlines()) == 1
    details = ("--activity", "Group", "--programme", "MNRKS1", "--date", "09/11/2022", "--session", "2")
    assert json.loads(reach(store, "import", meeting, *details, "--json").stdout)[0]["held"] == 2
    assert "2 rows settled" in reach(store, "settle", "--batch", "3", "--row", "2", "--urn", "900001").stdout
    matched = json.loads(reach(store, "matches", "--batch", "3", "--format", "json").stdout)
    assert matched == [{"row": row, "urn": 900001, "evidence": "alias"} for row in (2, 3)]
    assert json.loads(reach(store, "held", "--format", "json").stdout)[0]["batch"] == 2
    reach(store, "settle", "--batch", "3", "--row", "2", "--take-back")
    assert len(json.loads(reach(store, "held", "--format", "json").stdout)) == 3
    assert reach(store, "settle", "--batch", "3", "--row", "2", "--urn", "1").returncode == 2
    assert reach(store, "settle", "--batch", "3", "--row", "99", "--not-ours").returncode == 2
    assert "passed" in reach(store, "check").stdout


def test_who_was_left_out_is_said_on_a_dry_run_and_after_the_import(store: Path, tmp_path: Path) -> None:
    text = "1. Summary\nMeeting title\tGroup\nStart time\t09/11/2022, 15:45:00\nEnd time\t09/11/2022, 17:00:00\n\n"
    text += "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n"
    for person, role in (("Hub Admin", "Organizer"), ("Ada Finch - Nowhere Primary", "Presenter")):
        text += f"{person}\t09/11/2022, 15:45:00\t09/11/2022, 17:00:00\t1h 15m\t{person[:3]}@x.example\t{role}\n"
    meeting = saved(tmp_path, SourceFile("teams.csv", text.encode()))
    for words in (("--dry-run",), ()):
        assert "Left out: 1 organiser." in reach(store, "import", meeting, "--programme", "MNRKS1", *words).stdout


def test_what_a_file_leaves_open_is_asked_as_json(store: Path, tmp_path: Path) -> None:
    rows = "Delegate,School,School name,Attended,Lunch\nJo Marsh,Cosine Park 900001 Primary School,Other,hm,Soup\n"
    file = saved(tmp_path, SourceFile("list.csv", rows.encode()))
    known = ("--activity", "G", "--programme", "MNRKS1", "--date", "10/10/2022")
    asked = reach(store, "import", file, *known, "--json")
    assert asked.returncode == 2 and asked.stderr.count("\n") == 1
    questions = {(each["about"], each["label"]): each for each in json.loads(asked.stdout)}
    assert all(each["open"] for each in questions.values())
    value = questions["value", "Attendance"]
    assert (value["example"], value["taken_for"]) == ("hm", "")
    assert value["may_be"] == ["attended", "absent", "apologies", "booked", "leave out", "hold"]
    columns = [each for (about, _), each in questions.items() if about == "column"]
    assert columns and all(
        each["may_be"] == ["Delegate", "School", "School name", "Attended", "Lunch", "none"] for each in columns
    )
    answers = ("--means", "attendance: hm = absent", "--column", "school=School")
    done = reach(store, "import", file, *known, *answers, "--json")
    assert done.returncode == 0, done.stderr
    (batch,) = json.loads(done.stdout)
    assert batch["loaded"] == 1 and batch["not_used"] == ["School name", "Lunch"]


def test_the_columns_not_used_are_named_and_an_option_counts_before_what_is_remembered(
    store: Path, tmp_path: Path
) -> None:
    def meeting(name: str) -> str:
        head = "Name (Original Name),User Email,Total Duration (Minutes),Company,Room,Guest\n"
        person = "Jo Marsh,j@x.example,60,Cosine Park 900001 Primary School,Cosine Park 900002 Primary School,Yes\n"
        return saved(tmp_path, SourceFile(name, f"{head}{person}".encode()))

    known = ("--activity", "G", "--programme", "MNRKS1", "--date")
    first = reach(store, "import", meeting("a.csv"), *known, "10/10/2022", "--column", "school=Company")
    assert "Columns not used: Room and Guest." in first.stdout, first.stderr
    # Remembered; then an option says otherwise, and is remembered in its place.
    again = reach(store, "import", meeting("b.csv"), *known, "11/10/2022")
    assert "Columns not used: Room and Guest." in again.stdout, again.stderr
    other = reach(store, "import", meeting("c.csv"), *known, "12/10/2022", "--column", "school=Room")
    assert "Columns not used: Company and Guest." in other.stdout, other.stderr
    last = reach(store, "import", meeting("d.csv"), *known, "13/10/2022")
    assert "Columns not used: Company and Guest." in last.stdout, last.stderr
    urns = (
        Store(store).read().rows("select held_on::varchar, urn from attendance_facts where activity = 'G' order by 1")
    )
    assert urns == [("2022-10-10", 900001), ("2022-10-11", 900001), ("2022-10-12", 900002), ("2022-10-13", 900002)]


def test_a_column_is_known_by_the_headings_in_the_line_that_was_said(store: Path, tmp_path: Path) -> None:
    rows = "Name,School,Attended\nOld,Nowhere,Y\nWho,Place,Here\nJo Marsh,Cosine Park 900001 Primary School,Y\n"
    file = saved(tmp_path, SourceFile("list.csv", rows.encode()))
    known = ("--activity", "G", "--programme", "MNRKS1", "--date", "10/10/2022", "--heading-line", "3")
    columns = ("--column", "full_name=Who", "--column", "school=Place", "--column", "attendance=Here")
    done = reach(store, "import", file, *known, *columns, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["loaded"] == 1


def test_a_school_is_held_back_marked_and_put_back(store: Path) -> None:
    said = reach(
        store, "hold-back", "--urn", "900001", "--programme", "ENR", "--reason", "Trial", "--until", "31/8/2039"
    )
    assert said.stdout.strip() == "URN 900001, ENR: held back."
    question = ("query", "held_back_schools", "--year", "2022/23", "--format", "json")
    (row,) = json.loads(reach(store, *question).stdout)
    assert (row["urn"], row["for_programme"], row["until_on"]) == (900001, "Maths Enrichment Day", "2039-08-31")
    assert json.loads(reach(store, *question, "--choose", "programme_code=MNKS2").stdout) == []
    assert reach(store, *question, "--choose", "programme=MNKS2").returncode == 2
    assert reach(store, "hold-back", "--urn", "900001", "--put-back").returncode == 2
    assert "back on the list" in reach(store, "hold-back", "--urn", "900001", "--programme", "ENR", "--put-back").stdout
    assert json.loads(reach(store, *question).stdout) == []
    assert reach(store, "hold-back", "--urn", "900001").returncode == 2
    assert reach(store, "hold-back", "--urn", "900001", "--reason", "Trial", "--put-back").returncode == 2


def test_outlines_are_tried_loaded_known_again_and_undone(store: Path, files: list[str], tmp_path: Path) -> None:
    outlines = saved(tmp_path, geojson(area()))

    def loaded(*words: str) -> list[tuple[Any, ...]]:
        rows = json.loads(reach(store, "boundaries", outlines, "--json", *words).stdout)
        return [(row["batch"], row["kind"], row["loaded"], row["unchanged"]) for row in rows]

    assert loaded("--dry-run") == [(None, "boundaries", 1, 0)]
    assert loaded() == [(3, "boundaries", 1, 0)]
    assert loaded() == [(None, "boundaries", 0, 1)]
    assert reach(store, "undo", "3").returncode == 0
    assert reach(store, "check").returncode == 0
    refused = reach(store, "boundaries", files[0])
    assert refused.returncode == 2 and "has no outlines" in refused.stderr


def test_the_command_line_starts_without_plotly() -> None:
    """It takes half a second to load, and only drawing needs it."""
    code = "import sys, reach.__main__; sys.exit(any(name in sys.modules for name in ('plotly', 'pptx', 'streamlit')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


def test_days_and_numbers_in_headings_are_asked_in_the_same_words_as_on_screen(tmp_path: Path) -> None:
    store, file = hub(tmp_path, [school(900001, name="Hill Primary School")]).folder, tmp_path / "register.csv"
    file.write_text("Name,School,05/11/2022,03/12/2022\nJo Marsh,Hill,1,2\nAnn Lee,Hill,0,1\n")
    words = ("import", str(file), "--activity", "Group", "--programme", "MNRKS1", "--dry-run")
    order, numbers = json.loads(reach(store, *words, "--json").stdout)
    assert (order["example"], order["answer_with"], order["may_be"]) == (
        "05/11/2022",
        "--dates",
        ["day first", "month first"],
    )
    assert "Saturday 5 November 2022 (day first) or Wednesday 11 May 2022 (month first)" in order["why"]
    assert numbers["may_be"] == ["hours", "marks"]
    assert numbers["why"].startswith("“2” under “03/12/2022” may be hours or a mark")
    asked = reach(store, *words).stdout
    assert "numbers under sessions = ..." in asked and "hours; marks" in asked
    means = numbers["answer_with"].removeprefix('--means "').removesuffix(' ..."') + " hours"
    options = (*words, "--dates", "month-first", "--means", means, "--json")
    (done,) = json.loads(reach(store, *options).stdout)
    assert done["first_rows"][0] == "Wednesday 11 May 2022, session 1, attended, Hill Primary School"
    (meant,) = [each for each in done["says"] if each["label"] == "Numbers under sessions"]
    assert (meant["taken_for"], meant["open"]) == ("Hours that people stayed", False)


def test_a_day_that_is_given_does_not_replace_what_each_tab_says(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Hill Primary School")])
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    for title, mark in (("Session 1 – 5 October 2022", "No"), ("Session 2 – 9 November 2022", "Yes")):
        page = book.add_worksheet(title.partition(" – ")[0])
        for line, cells in enumerate(([title], ["Name", "School", "Attended?"], ["Nia Bell", "Hill", mark])):
            page.write_row(line, 0, cells)
    book.close()
    (tmp_path / "tabs.xlsx").write_bytes(file.getvalue())
    given = ("--activity", "Group", "--programme", "MNRKS1", "--date", "09/11/2022", "--session", "1")
    assert reach(store.folder, "import", str(tmp_path / "tabs.xlsx"), *given).returncode == 0
    rows = store.read().rows(
        "select strftime(held_on, '%d/%m/%Y'), session_number, attendance from attendance_facts order by all"
    )
    assert rows == [("05/10/2022", 1, "absent"), ("09/11/2022", 2, "attended")]


def test_notes_on_charts_are_added_listed_removed_and_put_back(store: Path) -> None:
    added = reach(store, "chart-notes", "--add", "Trial began", "--dated", "12/01/2023", "--la", "344")
    assert (added.returncode, added.stdout) == (0, "Note 1 was added.\n"), added.stderr
    listed = json.loads(reach(store, "chart-notes", "--format", "json").stdout)
    assert [(each["note_id"], each["note"], each["of_what"], each["is_removed"]) for each in listed] == [
        (1, "Trial began", "Wirral", False)
    ]
    assert "Note 1 was removed" in reach(store, "chart-notes", "--remove", "1").stdout
    assert "There is no note 1 to remove" in reach(store, "chart-notes", "--remove", "1").stderr
    assert "Note 1 was put back" in reach(store, "chart-notes", "--put-back", "1").stdout
    assert reach(store, "chart-notes", "--add", "Trial began").returncode == 2
    assert reach(store, "chart-notes", "--remove", "1", "--put-back", "1").returncode == 2
